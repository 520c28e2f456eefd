//! A module in two parts: what the page needs to show a run that moves, and what it loads when somebody first asks for more.
//!
//! Both share one memory and one table of functions, so to the bindings they are one module. What only some of the exports
//! reach goes into the second part. In the first, each of these exports calls what stands at a place of its own in the
//! table, and the second part puts it there when it is instantiated. Called before, it traps.

use std::collections::BTreeMap;

use walrus::ir::Value;
use walrus::passes::gc;
use walrus::{ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind};
use walrus::{GlobalKind, ImportKind, ImportedFunction, Module, TableId};

use crate::Complaint;

/// The marker of `quorate_core::asked`: what it does belongs to the second part, wherever it stands. Each use is a function of
/// its own, and this stands in the names of all.
const MARKER: &str = "quorate_core::asked::when_asked";
/// What the second part calls the first.
const FIRST: &str = "first";

/// The module, and that which only these of its exports reach, and what is marked.
pub fn split(module: &[u8], later: &[&str]) -> Result<[Vec<u8>; 2], Complaint> {
    let failed = |e| format!("the module cannot be split: {e:#}");
    let (mut first, mut second) =
        (Module::from_buffer(module).map_err(failed)?, Module::from_buffer(module).map_err(failed)?);

    // Read twice from the same bytes, everything has the same number in both.
    let table = first.tables.main_function_table().map_err(failed)?.ok_or("a module without functions to call")?;
    let free = first.tables.get(table).initial;
    let exports =
        |module: &Module| later.iter().map(|name| module.exports.get_func(name)).collect::<Result<Vec<_>, _>>();
    let entries: Vec<_> = exports(&second).map_err(failed)?.into_iter().chain(marked(&second)).collect();
    for (place, function) in (free..).zip(exports(&first).map_err(failed)?.into_iter().chain(marked(&first))) {
        call_indirectly(&mut first, function, table, place as i32);
    }
    let table = first.tables.get_mut(table);
    table.initial += entries.len() as u64;
    table.maximum = table.maximum.map(|maximum| maximum + entries.len() as u64);
    // What comes from outside comes to the second part through the first, also what the first makes no use of.
    let passed_on: Vec<_> = first.imports.iter().map(|import| import.kind.clone()).collect();
    let passed_on: Vec<_> = passed_on.into_iter().map(|kind| first.exports.add("", item(kind))).collect();
    gc::run(&mut first);
    for export in passed_on {
        first.exports.delete(export);
    }

    import_all(&mut second, &first, &entries);
    let table = second.tables.main_function_table().map_err(failed)?.ok_or("a module without functions to call")?;
    let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(free as i32)) };
    second.elements.add(kind, ElementItems::Functions(entries));
    gc::run(&mut second);

    export_what_is_used(&mut first, &mut second)?;
    Ok([first.emit_wasm(), second.emit_wasm()])
}

fn marked(module: &Module) -> Vec<FunctionId> {
    let is_marked = |function: &&walrus::Function| function.name.as_deref().is_some_and(|name| name.contains(MARKER));
    module.funcs.iter().filter(is_marked).map(|function| function.id()).collect()
}

/// Instead of what it does, the function does what stands at that place of the table.
fn call_indirectly(module: &mut Module, function: FunctionId, table: TableId, place: i32) {
    let ty = module.funcs.get(function).ty();
    let (params, results) = (module.types.get(ty).params().to_vec(), module.types.get(ty).results().to_vec());
    let args: Vec<_> = params.iter().map(|param| module.locals.add(*param)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    let mut body = builder.func_body();
    for arg in &args {
        body.local_get(*arg);
    }
    body.i32_const(place).call_indirect(ty, table);
    module.funcs.get_mut(function).kind = FunctionKind::Local(builder.local_func(args));
}

/// Everything that the first part has comes from there. What is left are the functions that it does not have, and `entries`.
fn import_all(second: &mut Module, first: &Module, entries: &[FunctionId]) {
    for export in second.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
        second.exports.delete(export);
    }
    second.start = None;
    for segment in second.data.iter().map(|segment| segment.id()).collect::<Vec<_>>() {
        second.data.delete(segment);
    }
    for segment in second.elements.iter().map(|segment| segment.id()).collect::<Vec<_>>() {
        second.elements.delete(segment);
    }
    for memory in second.memories.iter_mut() {
        memory.data_segments.clear();
        memory.maximum = None;
        memory.import = Some(second.imports.add(FIRST, "", memory.id()));
    }
    for table in second.tables.iter_mut() {
        table.elem_segments.clear();
        table.maximum = None;
        table.import = Some(second.imports.add(FIRST, "", table.id()));
    }
    for global in second.globals.iter().map(|global| global.id()).collect::<Vec<_>>() {
        second.globals.get_mut(global).kind = GlobalKind::Import(second.imports.add(FIRST, "", global));
    }
    let kept: Vec<_> = first.funcs.iter().map(|function| function.id().index()).collect();
    for function in second.funcs.iter_mut() {
        let (id, ty) = (function.id(), function.ty());
        let is_local = matches!(function.kind, FunctionKind::Local(_));
        if is_local && kept.binary_search(&id.index()).is_ok() && !entries.contains(&id) {
            function.kind = FunctionKind::Import(ImportedFunction { import: second.imports.add(FIRST, "", id), ty });
        }
    }
}

/// The first part exports what the second still imports, under the shortest names.
fn export_what_is_used(first: &mut Module, second: &mut Module) -> Result<(), Complaint> {
    let functions: BTreeMap<_, _> = first.funcs.iter().map(|item| (item.id().index(), item.id())).collect();
    let tables: BTreeMap<_, _> = first.tables.iter().map(|item| (item.id().index(), item.id())).collect();
    let memories: BTreeMap<_, _> = first.memories.iter().map(|item| (item.id().index(), item.id())).collect();
    let globals: BTreeMap<_, _> = first.globals.iter().map(|item| (item.id().index(), item.id())).collect();
    for (number, import) in second.imports.iter_mut().enumerate() {
        let item = match import.kind {
            ImportKind::Function(id) => functions.get(&id.index()).copied().map(ExportItem::Function),
            ImportKind::Table(id) => tables.get(&id.index()).copied().map(ExportItem::Table),
            ImportKind::Memory(id) => memories.get(&id.index()).copied().map(ExportItem::Memory),
            ImportKind::Global(id) => globals.get(&id.index()).copied().map(ExportItem::Global),
            ImportKind::Tag(_) => None,
        };
        let item = item.ok_or("the second part uses something that the first does not have")?;
        import.module = FIRST.into();
        import.name = format!("{number:x}");
        first.exports.add(&import.name, item);
    }
    Ok(())
}

fn item(import: ImportKind) -> ExportItem {
    match import {
        ImportKind::Function(id) => ExportItem::Function(id),
        ImportKind::Table(id) => ExportItem::Table(id),
        ImportKind::Memory(id) => ExportItem::Memory(id),
        ImportKind::Global(id) => ExportItem::Global(id),
        ImportKind::Tag(id) => ExportItem::Tag(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A function that does nothing but call these.
    fn calling(module: &mut Module, name: &str, called: &[FunctionId]) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
        builder.name(name.into());
        for function in called {
            builder.func_body().call(*function);
        }
        builder.finish(Vec::new(), &mut module.funcs)
    }

    fn names(module: &Module) -> Vec<&str> {
        let local = module.funcs.iter().filter(|function| matches!(function.kind, FunctionKind::Local(_)));
        let mut names: Vec<_> = local.filter_map(|function| function.name.as_deref()).collect();
        names.sort_unstable();
        names
    }

    fn sample() -> Vec<u8> {
        let mut module = Module::default();
        let ty = module.types.add(&[], &[]);
        let (outside, _) = module.add_import_func("page", "log", ty);
        let shared = calling(&mut module, "shared", &[]);
        let indirect = calling(&mut module, "indirect", &[]);
        let own = calling(&mut module, "own", &[shared, indirect, outside]);
        let entry = calling(&mut module, "entry", &[own]);
        let play = calling(&mut module, "play", &[shared]);
        module.exports.add("play", play);
        module.exports.add("understand", entry);
        let table = module.tables.add_local(false, 2, Some(2), walrus::RefType::FUNCREF);
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(1)) };
        let segment = module.elements.add(kind, ElementItems::Functions(vec![indirect]));
        module.tables.get_mut(table).elem_segments.insert(segment);
        module.emit_wasm()
    }

    #[test]
    fn what_only_the_later_exports_reach_is_in_the_second_part() {
        let parts = split(&sample(), &["understand"]).expect("it can be split");
        let [first, second] = parts.map(|part| Module::from_buffer(&part).expect("both parts are modules"));
        // In the table, anybody may call it.
        assert_eq!(names(&first), ["entry", "indirect", "play", "shared"]);
        assert_eq!(names(&second), ["entry", "own"]);
        let exported = |name: &str| first.exports.iter().any(|export| export.name == name);
        assert!(second.imports.iter().all(|import| import.module == FIRST && exported(&import.name)));
        let table = first.tables.iter().next().expect("it has a table");
        assert_eq!((table.initial, table.maximum), (3, Some(3)));
    }

    #[test]
    fn an_export_that_there_is_not_is_refused() {
        assert!(split(&sample(), &["unheard-of"]).is_err());
    }
}
