//! The project's own chores, as `cargo xtask <chore>`. Nothing depends on this crate.

mod check_deps;
mod constants;
mod floors;
mod idle;
mod names;
mod split;
mod wasm;

use std::process::{Command, ExitCode};

use serde_json::Value;

const USAGE: &str = "\
usage: cargo xtask <chore>

  wasm         build the WebAssembly modules and their bindings into web/pkg; `wasm raft search` only those
  check-deps   check that no crate depends on one that it may not know, and no floor of crates/sim uses one above it";

/// What went wrong, as one sentence for a person.
type Complaint = String;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let chore = arguments.iter().map(String::as_str).collect::<Vec<_>>();
    let result = match chore[..] {
        ["wasm", ref names @ ..] => wasm::build(names),
        ["check-deps"] => check_deps::check().and_then(|said| Ok(format!("{said}\n{}", floors::check()?))),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => Err(format!("there is no chore `{}`\n\n{USAGE}", arguments.join(" "))),
    };
    match result {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The cargo that runs this program, so that all chores use one toolchain.
fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// The folder of the workspace.
fn root() -> std::path::PathBuf {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("crates/xtask lies two folders below the workspace").to_path_buf()
}

/// What cargo knows of the workspace itself, without its dependencies' own packages.
fn metadata() -> Result<Value, Complaint> {
    let output = cargo()
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .output()
        .map_err(|e| format!("could not run `cargo metadata`: {e}"))?;
    if !output.status.success() {
        return Err(format!("`cargo metadata` failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|e| format!("`cargo metadata` printed no JSON: {e}"))
}
