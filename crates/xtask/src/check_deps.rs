//! Which crate may know which: `core` ← `sim` ← `wasm` and `wasm-search`, and never the other way.
//!
//! A list of what is allowed, not of what is forbidden: a new dependency of one of these crates is a decision, and
//! this is the place where it is written down.

use serde_json::Value;

use crate::{Complaint, cargo, metadata};

/// What a crate may name in `[dependencies]` and `[build-dependencies]`.
struct Allowed {
    package: &'static str,
    dependencies: &'static [&'static str],
    because: &'static str,
}

const ALLOWED: [Allowed; 5] = [
    Allowed {
        package: "quorate-core",
        dependencies: &[],
        because: "a protocol is its paper and nothing else: no dependencies at all",
    },
    Allowed {
        package: "quorate-sim",
        dependencies: &["quorate-core", "rand", "rand_pcg", "base64ct", "crc"],
        because: "the simulation knows the protocols, plain data and portable random numbers",
    },
    Allowed {
        package: "quorate-wasm",
        dependencies: &["quorate-core", "quorate-sim", "wasm-bindgen", "js-sys", "web-sys", "getrandom"],
        because: "the boundary knows the simulation and the browser",
    },
    Allowed {
        package: "quorate-swarm",
        dependencies: &["quorate-core", "quorate-sim", "rand", "rand_pcg"],
        because: "the swarm plays the simulation and draws from a seed, so that each run can be played again",
    },
    Allowed {
        package: "quorate-wasm-search",
        dependencies: &["quorate-sim", "serde", "serde-wasm-bindgen", "wasm-bindgen", "js-sys", "web-sys"],
        because: "the boundary of the search knows the simulation and the browser, and draws no random number",
    },
];

/// Crates that run the same on every platform; none of them may reach true randomness, not even through others.
const WITHOUT_RANDOMNESS: [&str; 4] = ["quorate-core", "quorate-sim", "quorate-wasm-search", "quorate-swarm"];

/// Checks the workspace as it is.
pub fn check() -> Result<String, Complaint> {
    let mut wrong = violations(&metadata()?);
    for package in WITHOUT_RANDOMNESS {
        if tree(package)?.lines().any(|line| line.starts_with("getrandom ")) {
            wrong.push(format!(
                "{package} reaches getrandom through its dependencies; only quorate-wasm may draw a true random number \
                 (look at `cargo tree -p {package} -e normal -i getrandom`)"
            ));
        }
    }
    if wrong.is_empty() {
        Ok(format!("dependencies point one way: {} crates checked", ALLOWED.len()))
    } else {
        Err(wrong.join("\nxtask: "))
    }
}

/// Everything that `package` is built with, one `name version` a line.
fn tree(package: &str) -> Result<String, Complaint> {
    let output = cargo()
        .args(["tree", "--package", package, "--edges", "normal,build", "--target", "all"])
        .args(["--prefix", "none", "--no-dedupe"])
        .output()
        .map_err(|e| format!("could not run `cargo tree`: {e}"))?;
    if !output.status.success() {
        return Err(format!("`cargo tree -p {package}` failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// One sentence for every dependency that is not allowed.
fn violations(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let ours: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut wrong = Vec::new();
    for rule in &ALLOWED {
        let Some(package) = packages.iter().find(|package| package["name"] == rule.package) else {
            wrong.push(format!("the workspace has no package {}, which this check is about", rule.package));
            continue;
        };
        for dependency in package["dependencies"].as_array().map_or(&[][..], Vec::as_slice) {
            let name = dependency["name"].as_str().unwrap_or_default();
            // `kind` is null for a normal dependency. Tests may use any tool, but no crate of ours from further up.
            let allowed = if dependency["kind"] == "dev" {
                !ours.contains(&name) || rule.dependencies.contains(&name)
            } else {
                rule.dependencies.contains(&name)
            };
            if !allowed {
                wrong.push(format!("{} may not depend on {name}: {}", rule.package, rule.because));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn workspace(core: &Value, sim: &Value, wasm: &Value) -> Value {
        json!({ "packages": [
            { "name": "quorate-core", "dependencies": core },
            { "name": "quorate-sim", "dependencies": sim },
            { "name": "quorate-wasm", "dependencies": wasm },
            { "name": "quorate-swarm", "dependencies": [] },
            { "name": "quorate-wasm-search", "dependencies": wasm },
        ] })
    }

    #[test]
    fn the_arrow_points_one_way() {
        let good = workspace(
            &json!([{ "name": "proptest", "kind": "dev" }]),
            &json!([{ "name": "quorate-core", "kind": null }]),
            &json!([{ "name": "quorate-sim", "kind": null }]),
        );
        assert_eq!(violations(&good), Vec::<String>::new());
    }

    #[test]
    fn a_dependency_the_other_way_is_named() {
        for kind in [json!(null), json!("dev"), json!("build")] {
            let bad = workspace(&json!([{ "name": "quorate-sim", "kind": kind }]), &json!([]), &json!([]));
            let said = violations(&bad);
            assert_eq!(said.len(), 1, "{kind}: {said:?}");
            assert!(said[0].starts_with("quorate-core may not depend on quorate-sim"), "{}", said[0]);
        }
    }

    #[test]
    fn the_core_has_no_dependencies() {
        let bad = workspace(&json!([{ "name": "libm", "kind": null }]), &json!([]), &json!([]));
        assert_eq!(violations(&bad).len(), 1);
    }

    #[test]
    fn a_missing_crate_does_not_pass_unseen() {
        assert_eq!(violations(&json!({ "packages": [] })).len(), ALLOWED.len());
    }

    #[test]
    fn this_workspace_obeys() {
        check().unwrap();
    }
}
