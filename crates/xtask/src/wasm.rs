//! `cargo xtask wasm`: the modules of the page → `web/pkg`, what it imports.
//!
//! The bindings are made by the library behind the `wasm-bindgen` tool, so one `Cargo.lock` pins the macro and the
//! generator, and nobody has to install anything. `wasm-opt` comes from npm; without it, modules are larger, and their first
//! parts are not rid of what fresh runs leave idle.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use wasm_bindgen_cli_support::Bindgen;

use crate::constants::{Constants, finished};
use crate::idle::idle;
use crate::split::{asked, split};
use crate::{Complaint, cargo, metadata, root};

const PAGE: &str = "quorate-wasm";
const SEARCH: &str = "quorate-wasm-search";
/// How the files of a module end that hold its code: all of it, or in two parts.
const FIRST: &str = "_bg.wasm";
const SECOND: &str = "_later.wasm";
const TARGET: &str = "wasm32-unknown-unknown";
/// What rustc lets a module of this target use, and every browser of the last years runs.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-extended-const",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
/// For the smallest download, which is what gzip leaves of the module: what is alike has to stay alike and to lie together.
const SMALLEST: [&str; 5] = [
    // `-Oz` makes a smaller module of which gzip leaves more.
    "-Os",
    // A function with one caller stays a function of its own unless it is tiny: blended into others, gzip finds no longer
    // that many are the same.
    "--one-caller-inline-max-function-size=20",
    // A value that is kept instead of computed twice takes a local of its own, and renumbers all others.
    "--skip-pass=local-cse",
    // What loads and stores say of alignment is a hint that engines do not heed. Without it, more of them are equal.
    "--dealign",
    // Last: the instances of a generic function stand side by side.
    "--reorder-functions-by-name",
];

/// What the page calls of a protocol's module only when somebody acts or has written something: a command, a script, a lesson.
/// All that only these reach is a part of its own, which is loaded then, together with what fresh runs leave idle.
const LATER: [&str; 10] = [
    "session_new",
    "session_proceedOpening",
    "session_command",
    "session_complete",
    "session_acts",
    "session_takeBack",
    "session_lesson",
    "session_script",
    "session_share",
    "session_fingerprint",
];

/// A module of the page.
struct Module {
    package: &'static str,
    /// What its files are called.
    name: String,
    /// The protocol that it is built with; none: all of them.
    protocol: Option<String>,
    profile: &'static str,
    /// The exports of its second part, if it has one.
    later: &'static [&'static str],
    /// Whether what fresh runs leave idle is in its second part, too.
    is_cut_by_use: bool,
    /// How wasm-opt is to weigh size against speed.
    optimize: &'static [&'static str],
}

/// A module for each protocol that the crate of the page has as a feature, one with all of them, and one that searches in all.
fn modules() -> Result<Vec<Module>, Complaint> {
    let metadata = metadata()?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let page = packages.into_iter().find(|package| package["name"] == PAGE);
    let features =
        page.and_then(|page| page["features"].as_object()).ok_or("`cargo metadata` has no crate of the page")?;
    let stage = |protocol: &String| Module {
        package: PAGE,
        name: format!("quorate_{protocol}"),
        protocol: Some(protocol.clone()),
        profile: "wasm",
        later: &LATER,
        is_cut_by_use: true,
        optimize: &SMALLEST,
    };
    let mut modules: Vec<_> = features.keys().map(stage).collect();
    // Where everything is in one file: what protocols share is there once.
    modules.push(Module {
        package: PAGE,
        name: "quorate_all".into(),
        protocol: None,
        profile: "wasm",
        later: &LATER,
        is_cut_by_use: false,
        optimize: &SMALLEST,
    });
    // Only who searches loads it, and then waits for it: speed is what counts.
    modules.push(Module {
        package: SEARCH,
        name: "quorate_search".into(),
        protocol: None,
        profile: "wasm-search",
        later: &[],
        is_cut_by_use: false,
        optimize: &["-O3"],
    });
    Ok(modules)
}

/// Builds what is out of date: of the modules with those names, or of all if none is named.
pub fn build(names: &[&str]) -> Result<String, Complaint> {
    let optimizer = Optimizer::find();
    let (modules, name) = (modules()?, |module: &Module| module.name["quorate_".len()..].to_string());
    if let Some(unknown) = names.iter().find(|wanted| !modules.iter().any(|module| name(module) == **wanted)) {
        let known = modules.iter().map(name).collect::<Vec<_>>().join(" ");
        return Err(format!("there is no module `{unknown}`; there are: {known}"));
    }
    sweep(&modules)?;
    let wanted = modules.iter().filter(|module| names.is_empty() || names.contains(&name(module).as_str()));
    // Cargo compiles one after the other, and a module keeps one core busy: meanwhile the one before is made smaller.
    let compiler = Mutex::new(());
    let said: Result<Vec<String>, Complaint> = thread::scope(|scope| {
        let at_work: Vec<_> =
            wanted.map(|module| scope.spawn(|| module.build(optimizer.as_ref(), &compiler))).collect();
        at_work.into_iter().map(|one| one.join().map_err(|_| "a module could not be built; see above")?).collect()
    });
    Ok(said?.join("\n"))
}

/// Removes what was made for modules that are no more: the page takes whatever lies there.
fn sweep(modules: &[Module]) -> Result<(), Complaint> {
    let Ok(folder) = fs::read_dir(package()) else { return Ok(()) };
    let owned: Vec<String> =
        modules.iter().flat_map(|module| module.files().into_iter().chain([module.stamp()])).collect();
    for file in folder.flatten().filter(|file| !owned.iter().any(|name| file.file_name() == name.as_str())) {
        fs::remove_file(file.path()).map_err(|e| format!("could not remove {}: {e}", file.path().display()))?;
    }
    Ok(())
}

fn package() -> PathBuf {
    root().join("web/pkg")
}

impl Module {
    fn stamp(&self) -> String {
        format!(".{}.stamp", self.name)
    }

    fn files(&self) -> Vec<String> {
        let second = if self.later.is_empty() { None } else { Some(SECOND) };
        let endings = [".js", ".d.ts", FIRST, "_bg.wasm.d.ts"].into_iter().chain(second);
        endings.map(|ending| format!("{}{ending}", self.name)).collect()
    }

    fn build(&self, optimizer: Option<&Optimizer>, compiler: &Mutex<()>) -> Result<String, Complaint> {
        // The next one is compiled to the same file.
        let (compiled, linked) = {
            let _one = compiler.lock().map_err(|_| "another module could not be compiled")?;
            let compiled = self.compile()?;
            let linked = fs::read(&compiled).map_err(|e| format!("{} is missing: {e}", compiled.display()))?;
            (compiled, linked)
        };
        let package = package();

        // Cargo decides whether to compile; from there on the module's bytes decide whether there is anything to do.
        // The stamp tells from what the files were made.
        let stamp = self.stamp();
        let fingerprint = fingerprint(&linked, optimizer);
        let complete = self.files().iter().all(|name| package.join(name).exists());
        if complete && fs::read_to_string(package.join(&stamp)).is_ok_and(|old| old == fingerprint) {
            return Ok(format!("web/pkg/{} is up to date", self.name));
        }

        // Made in a folder of this process and then moved, file by file: a development server and a test run at the
        // same time do not tread on each other, and nobody ever reads half a file.
        let workshop = compiled.with_file_name(format!("{}-{}", self.name, std::process::id()));
        Bindgen::new()
            .input_bytes(&self.name, finished(&linked)?)
            .web(true)
            .map_err(|e| format!("wasm-bindgen refused the target `web`: {e:#}"))?
            .typescript(true)
            .out_name(&self.name)
            // The page says where the module is: a bundler, a single file and a worker each have it elsewhere.
            .omit_default_module_path(true)
            // After a trap the page takes a fresh instance.
            .reset_state_function(true)
            .generate(&workshop)
            .map_err(|e| format!("wasm-bindgen could not make the bindings: {e:#}"))?;
        let part = |ending: &str| workshop.join(format!("{}{ending}", self.name));
        let mut parts = vec![part(FIRST)];
        if !self.later.is_empty() {
            let whole = fs::read(&parts[0]).map_err(|e| format!("{} is missing: {e}", parts[0].display()))?;
            parts.push(part(SECOND));
            // Of what is asked for, whatever fresh runs call nevertheless stays: the compiler may have made one function of two.
            let moved = match optimizer {
                Some(_) if self.is_cut_by_use => idle(&whole, &part(".js"))?,
                _ => asked(&whole, self.later)?,
            };
            for (part, bytes) in parts.iter().zip(split(&whole, &moved, &Constants::of(&linked)?)?) {
                fs::write(part, bytes).map_err(|e| format!("could not write {}: {e}", part.display()))?;
            }
        }
        let mut sizes = Vec::new();
        for part in &parts {
            if let Some(optimizer) = optimizer {
                optimizer.run(part, self.optimize)?;
            }
            let size = fs::metadata(part).map_err(|e| format!("{} is missing: {e}", part.display()))?.len();
            sizes.push(format!("{} kB", size.div_ceil(1000)));
        }
        let optimized = match optimizer {
            Some(_) => "optimized by wasm-opt",
            None => "not optimized: run `npm ci` to have wasm-opt",
        };
        fs::write(workshop.join(&stamp), fingerprint).map_err(|e| format!("could not write {stamp}: {e}"))?;
        fs::create_dir_all(&package).map_err(|e| format!("could not make {}: {e}", package.display()))?;
        // The stamp last: it says that the others are there.
        for name in self.files().into_iter().chain([stamp]) {
            fs::rename(workshop.join(&name), package.join(&name))
                .map_err(|e| format!("could not write web/pkg/{name}: {e}"))?;
        }
        let _ = fs::remove_dir_all(&workshop);
        Ok(format!("web/pkg/{} is built: {} of WebAssembly, {optimized}", self.name, sizes.join(" and ")))
    }

    /// Compiles the crate and says where the module is.
    fn compile(&self) -> Result<PathBuf, Complaint> {
        // Panic messages carry the paths of source files. Shortened, the module is the same wherever it is built.
        let home =
            std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".cargo")));
        let mut flags = vec![format!("--remap-path-prefix={}=.", root().display())];
        if let Some(home) = home {
            flags.push(format!("--remap-path-prefix={}=cargo", home.display()));
        }
        if !self.later.is_empty() {
            // What can be cut must be known one by one.
            flags.push("-Clink-arg=--emit-relocs".into());
        }
        let status = cargo()
            .args(["build", "--package", self.package, "--lib", "--target", TARGET, "--profile", self.profile])
            .args(self.protocol.iter().flat_map(|protocol| ["--features", protocol]))
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
            .status()
            .map_err(|e| format!("could not run `cargo build`: {e}"))?;
        if !status.success() {
            return Err(format!("{} does not compile; cargo has said why above", self.package));
        }
        let metadata = metadata()?;
        let target = metadata["target_directory"].as_str().ok_or("`cargo metadata` names no target directory")?;
        Ok(Path::new(target).join(TARGET).join(self.profile).join(format!("{}.wasm", self.package.replace('-', "_"))))
    }
}

/// Of everything that decides what `web/pkg` holds.
fn fingerprint(linked: &[u8], optimizer: Option<&Optimizer>) -> String {
    let mut hasher = DefaultHasher::new();
    linked.hash(&mut hasher);
    // The texts of these files stand for the options above and for the version of wasm-bindgen that it was built with.
    include_str!("wasm.rs").hash(&mut hasher);
    include_str!("constants.rs").hash(&mut hasher);
    include_str!("split.rs").hash(&mut hasher);
    include_str!("idle.rs").hash(&mut hasher);
    include_str!("../../../scripts/fresh-runs.mjs").hash(&mut hasher);
    include_str!("../../../Cargo.toml").hash(&mut hasher);
    optimizer.map(|optimizer| &optimizer.manifest).hash(&mut hasher);
    format!("{:016x}\n", hasher.finish())
}

/// `wasm-opt` of npm's `binaryen`, run by Node. Never the system's: an old one writes modules that crash.
struct Optimizer {
    program: PathBuf,
    manifest: String,
}

impl Optimizer {
    fn find() -> Option<Self> {
        let folder = root().join("node_modules/binaryen");
        let manifest = fs::read_to_string(folder.join("package.json")).ok()?;
        let program = folder.join("bin/wasm-opt");
        program.exists().then_some(Self { program, manifest })
    }

    /// Optimizes in place.
    fn run(&self, module: &Path, optimize: &[&str]) -> Result<(), Complaint> {
        let output = module.with_extension("wasm.opt");
        let status = Command::new("node")
            .arg(&self.program)
            .args(FEATURES)
            .args(optimize)
            .args(["--strip-producers", "--strip-target-features", "--output"])
            .args([&output, module])
            .status()
            .map_err(|e| format!("could not run wasm-opt with node: {e}"))?;
        if !status.success() {
            return Err(format!("wasm-opt failed on {} ({status})", module.display()));
        }
        fs::rename(&output, module).map_err(|e| format!("could not replace {}: {e}", module.display()))
    }
}
