//! Which functions of a module a fresh run leaves idle: runs are played on a copy of it that marks each function that is
//! called.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use walrus::ir::Value;
use walrus::{ConstExpr, Function, FunctionKind, Module, ValType};

use crate::{Complaint, root};

/// How the copy exports the mark of a function, before the function's number.
const MARK: &str = "called";

/// Which of its functions an allocator needs depends on all that lies in the memory: they are never idle.
const ALLOCATOR: [&str; 2] = ["dlmalloc", "__rdl_"];

/// The functions that no fresh run calls, by their numbers in the module. The bindings are the module's.
pub fn idle(module: &[u8], bindings: &Path) -> Result<BTreeSet<usize>, Complaint> {
    let marking = bindings.with_extension("marking.wasm");
    fs::write(&marking, mark(module)?).map_err(|e| format!("could not write {}: {e}", marking.display()))?;
    let output = Command::new("node")
        .arg(root().join("scripts/fresh-runs.mjs"))
        .args([bindings, &marking, Path::new(MARK)])
        .output()
        .map_err(|e| format!("could not run Node: {e}"))?;
    if !output.status.success() {
        return Err(format!("fresh runs could not be played:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Result<_, _> = text.split_whitespace().map(str::parse).collect();
    numbers.map_err(|e| format!("what was idle in fresh runs is no list of numbers: {e}"))
}

/// The module, and each function that may be idle sets a mark of its own when it is called.
fn mark(module: &[u8]) -> Result<Vec<u8>, Complaint> {
    let mut module = Module::from_buffer(module).map_err(|e| format!("the module cannot be read: {e:#}"))?;
    let may_be_idle = |function: &&Function| {
        let name = function.name.as_deref().unwrap_or_default();
        matches!(function.kind, FunctionKind::Local(_)) && !ALLOCATOR.iter().any(|allocator| name.contains(allocator))
    };
    for id in module.funcs.iter().filter(may_be_idle).map(|function| function.id()).collect::<Vec<_>>() {
        let mark = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
        module.exports.add(&format!("{MARK}{}", id.index()), mark);
        let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
        function.builder_mut().func_body().const_at(0, Value::I32(1)).global_set_at(1, mark);
    }
    Ok(module.emit_wasm())
}
