//! A module in two parts: what the page needs to show a run that moves, and what it loads when somebody first asks for more.
//!
//! Both share one memory and one table of functions, so to the bindings they are one module. What only some of the exports
//! reach goes into the second part, and what fresh runs leave idle. Where the first still calls something of it, it calls
//! what stands at a place in the table, and the second part puts it there when it is instantiated. Called before, it traps;
//! for what is idle as a rule and was needed nevertheless, the page then loads the second part and has the run go on.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use walrus::ir::Value;
use walrus::passes::gc;
use walrus::{ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind};
use walrus::{GlobalKind, ImportKind, ImportedFunction, InstrSeqBuilder, LocalId, Module};

use crate::Complaint;
use crate::constants::Constants;

/// What the second part calls the first.
const FIRST: &str = "first";
/// How many bytes a segment of data takes beside its own, about.
const HEAD: u32 = 8;
const NO_TABLE: &str = "a module without functions to call";

/// The functions of these exports, by their numbers.
pub fn asked(module: &[u8], exports: &[&str]) -> Result<BTreeSet<usize>, Complaint> {
    let failed = |e| format!("the module cannot be split: {e:#}");
    let module = Module::from_buffer(module).map_err(failed)?;
    let number = |name: &&str| module.exports.get_func(name).map(|function| function.index()).map_err(failed);
    exports.iter().map(number).collect()
}

/// The module without the functions of these numbers and what only they reach, be it functions or constants; and what it is
/// without.
pub fn split(module: &[u8], moved: &BTreeSet<usize>, constants: &Constants) -> Result<[Vec<u8>; 2], Complaint> {
    let failed = |e| format!("the module cannot be split: {e:#}");
    // Read again and again from the same bytes, everything has the same number each time.
    let read = || Module::from_buffer(module).map_err(failed);
    let (mut trial, mut first, mut second) = (read()?, read()?, read()?);

    // Of what is moved, only what is left when all that it does is gone is called from outside of it.
    take_from_table(&mut trial, moved)?;
    for function in numbered(&trial, moved) {
        do_instead(&mut trial, function, |body, _| {
            body.unreachable();
        });
    }
    collect(&mut trial);

    // It is called at the place of the table where it stood, or at one of its own if it stood at none.
    let mut places = take_from_table(&mut first, moved)?;
    let table = first.tables.main_function_table().map_err(failed)?.ok_or(NO_TABLE)?;
    let mut end = first.tables.get(table).initial as u32;
    for function in numbered(&first, &numbers(&trial).intersection(moved).copied().collect()) {
        let stood = places.iter().find(|(_, there)| *there == function.index()).map(|(place, _)| *place);
        let place = stood.unwrap_or(end);
        if stood.is_none() {
            places.push((place, function.index()));
            end += 1;
        }
        let ty = first.funcs.get(function).ty();
        do_instead(&mut first, function, |body, args| {
            for arg in args {
                body.local_get(*arg);
            }
            body.i32_const(place as i32).call_indirect(ty, table);
        });
    }
    let table = first.tables.get_mut(table);
    table.maximum = table.maximum.map(|maximum| maximum + u64::from(end) - table.initial);
    table.initial = u64::from(end);
    collect(&mut first);

    import_all(&mut second, &first, moved);
    places.sort_unstable();
    put_into_table(&mut second, &places)?;
    let unreached = constants.unreached(&first);
    move_data(&mut first, &mut second, &unreached);
    gc::run(&mut second);

    export_what_is_used(&mut first, &mut second)?;
    Ok([first.emit_wasm(), second.emit_wasm()])
}

fn numbers(module: &Module) -> BTreeSet<usize> {
    module.funcs.iter().map(|function| function.id().index()).collect()
}

/// The functions with these numbers.
fn numbered(module: &Module, numbers: &BTreeSet<usize>) -> Vec<FunctionId> {
    module.funcs.iter().map(|function| function.id()).filter(|id| numbers.contains(&id.index())).collect()
}

/// Removes what nothing reaches, but for what comes from outside: that comes to the second part through the first, also what
/// the first makes no use of.
fn collect(module: &mut Module) {
    let passed_on: Vec<_> = module.imports.iter().map(|import| import.kind.clone()).collect();
    let passed_on: Vec<_> = passed_on.into_iter().map(|kind| module.exports.add("", item(kind))).collect();
    gc::run(module);
    for export in passed_on {
        module.exports.delete(export);
    }
}

/// Takes the functions with these numbers out of the table and says where each stood.
fn take_from_table(module: &mut Module, taken: &BTreeSet<usize>) -> Result<Vec<(u32, usize)>, Complaint> {
    let mut places = Vec::new();
    for id in module.elements.iter().map(|segment| segment.id()).collect::<Vec<_>>() {
        let segment = module.elements.get(id);
        let (ElementKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. }, ElementItems::Functions(items)) =
            (&segment.kind, &segment.items)
        else {
            continue;
        };
        places.extend((*start as u32..).zip(items.iter().map(|function| function.index())));
        module.elements.delete(id);
        for table in module.tables.iter_mut() {
            table.elem_segments.remove(&id);
        }
    }
    let (taken, left): (Vec<_>, Vec<_>) = places.into_iter().partition(|(_, number)| taken.contains(number));
    put_into_table(module, &left)?;
    Ok(taken)
}

/// Puts each function, by its number, at its place of the table. The places ascend.
fn put_into_table(module: &mut Module, places: &[(u32, usize)]) -> Result<(), Complaint> {
    let table = module.tables.main_function_table().map_err(|e| format!("{e:#}"))?.ok_or(NO_TABLE)?;
    let functions: BTreeMap<_, _> = module.funcs.iter().map(|item| (item.id().index(), item.id())).collect();
    for run in places.chunk_by(|(place, _), (next, _)| place + 1 == *next) {
        let offset = ConstExpr::Value(Value::I32(run[0].0 as i32));
        let items = ElementItems::Functions(run.iter().map(|(_, number)| functions[number]).collect());
        let segment = module.elements.add(ElementKind::Active { table, offset }, items);
        module.tables.get_mut(table).elem_segments.insert(segment);
    }
    Ok(())
}

/// The function does this with what it is given, instead of what it did.
fn do_instead(module: &mut Module, function: FunctionId, act: impl FnOnce(&mut InstrSeqBuilder, &[LocalId])) {
    let ty = module.funcs.get(function).ty();
    let (params, results) = (module.types.get(ty).params().to_vec(), module.types.get(ty).results().to_vec());
    let args: Vec<_> = params.iter().map(|param| module.locals.add(*param)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    act(&mut builder.func_body(), &args);
    module.funcs.get_mut(function).kind = FunctionKind::Local(builder.local_func(args));
}

/// Everything that the first part has comes from there. What is left are the functions that it does not have, and what is
/// moved.
fn import_all(second: &mut Module, first: &Module, moved: &BTreeSet<usize>) {
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
    let kept: BTreeSet<_> = numbers(first).difference(moved).copied().collect();
    for function in second.funcs.iter_mut() {
        let (id, ty) = (function.id(), function.ty());
        let is_local = matches!(function.kind, FunctionKind::Local(_));
        if is_local && kept.contains(&id.index()) {
            function.kind = FunctionKind::Import(ImportedFunction { import: second.imports.add(FIRST, "", id), ty });
        }
    }
}

/// The second part brings the bytes at these places. In the first there are noughts, which an optimizer leaves out.
fn move_data(first: &mut Module, second: &mut Module, places: &[Range<u32>]) {
    let Some(memory) = second.memories.iter().next().map(|memory| memory.id()) else { return };
    for segment in first.data.iter().map(|segment| segment.id()).collect::<Vec<_>>() {
        let segment = first.data.get_mut(segment);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = segment.kind else { continue };
        let (start, end) = (start as u32, start as u32 + segment.value.len() as u32);
        let here: Vec<_> = places.iter().filter(|place| start <= place.start && place.end <= end).collect();
        // What lies between two that are so near takes less than the head of another segment, and is the same there.
        for near in here.chunk_by(|place, next| next.start - place.end <= HEAD) {
            let from = near[0].start;
            let whole = from - start..near[near.len() - 1].end - start;
            let bytes = segment.value[whole.start as usize..whole.end as usize].to_vec();
            let offset = ConstExpr::Value(Value::I32(from as i32));
            let added = second.data.add(DataKind::Active { memory, offset }, bytes);
            second.memories.get_mut(memory).data_segments.insert(added);
        }
        for place in here {
            segment.value[(place.start - start) as usize..(place.end - start) as usize].fill(0);
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

    fn parts(later: &[&str], idle: &[&str]) -> [Module; 2] {
        let whole = Module::from_buffer(&sample()).expect("it is a module");
        let is_idle = |function: &&walrus::Function| function.name.as_deref().is_some_and(|name| idle.contains(&name));
        let mut moved = asked(&sample(), later).expect("there are such exports");
        moved.extend(whole.funcs.iter().filter(is_idle).map(|function| function.id().index()));
        let parts = split(&sample(), &moved, &Constants::of(&sample()).expect("the linker left nothing"))
            .expect("it can be split");
        parts.map(|part| Module::from_buffer(&part).expect("both parts are modules"))
    }

    /// Which function the module puts where in the table.
    fn table(module: &Module) -> Vec<(i32, &str)> {
        let mut places = Vec::new();
        for segment in module.elements.iter() {
            if let ElementKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = segment.kind
                && let ElementItems::Functions(items) = &segment.items
            {
                let names = items.iter().map(|item| module.funcs.get(*item).name.as_deref().unwrap_or_default());
                places.extend((start..).zip(names));
            }
        }
        places
    }

    /// What each segment of the module puts where.
    fn data(module: &Module) -> Vec<(i32, &str)> {
        let segments = module.data.iter().map(|segment| match segment.kind {
            DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } => (start, &segment.value[..]),
            _ => panic!("there are no others"),
        });
        segments.map(|(start, bytes)| (start, std::str::from_utf8(bytes).expect("it is a text"))).collect()
    }

    #[test]
    fn the_second_part_brings_the_data_that_the_first_has_no_more() {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        for (start, text) in [(100, "near and near, but far"), (300, "kept")] {
            let offset = ConstExpr::Value(Value::I32(start));
            let added = module.data.add(DataKind::Active { memory, offset }, text.into());
            module.memories.get_mut(memory).data_segments.insert(added);
        }
        let read = |bytes: &[u8]| Module::from_buffer(bytes).expect("it is a module");
        let (mut first, mut second) = (read(&module.emit_wasm()), read(&module.emit_wasm()));
        import_all(&mut second, &first, &BTreeSet::new());
        move_data(&mut first, &mut second, &[100..104, 109..113, 119..122]);
        let gone = |text: &str| text.replace('_', "\0");
        assert_eq!(data(&first), [(100, &gone("____ and ____, but ___")[..]), (300, "kept")]);
        assert_eq!(data(&second), [(100, "near and near, but far")]);
        move_data(&mut first, &mut second, std::slice::from_ref(&(300..301)));
        assert_eq!(data(&second)[1..], [(300, "k")]);
    }

    #[test]
    fn what_only_the_later_exports_reach_is_in_the_second_part() {
        let [first, second] = parts(&["understand"], &[]);
        // In the table, anybody may call it.
        assert_eq!(names(&first), ["entry", "indirect", "play", "shared"]);
        assert_eq!(names(&second), ["entry", "own"]);
        let exported = |name: &str| first.exports.iter().any(|export| export.name == name);
        assert!(second.imports.iter().all(|import| import.module == FIRST && exported(&import.name)));
        let size = first.tables.iter().next().expect("it has a table");
        assert_eq!((size.initial, size.maximum), (3, Some(3)));
        assert_eq!((table(&first), table(&second)), (vec![(1, "indirect")], vec![(2, "entry")]));
    }

    #[test]
    fn what_is_idle_is_in_the_second_part_and_called_where_it_stands_in_the_table() {
        let [first, second] = parts(&["understand"], &["indirect"]);
        assert_eq!(names(&first), ["entry", "play", "shared"]);
        assert_eq!(names(&second), ["entry", "indirect", "own"]);
        assert_eq!((table(&first), table(&second)), (vec![], vec![(1, "indirect"), (2, "entry")]));
    }

    #[test]
    fn what_is_idle_and_called_is_called_at_a_place_of_its_own() {
        let [first, second] = parts(&["understand"], &["shared"]);
        assert_eq!(names(&first), ["entry", "indirect", "play", "shared"]);
        // The second part calls it without a detour.
        assert_eq!(names(&second), ["entry", "own", "shared"]);
        let size = first.tables.iter().next().expect("it has a table");
        assert_eq!((size.initial, size.maximum), (4, Some(4)));
        let mut placed = table(&second);
        placed.sort_by_key(|(_, name)| *name);
        assert_eq!(placed.iter().map(|(_, name)| *name).collect::<Vec<_>>(), ["entry", "shared"]);
    }

    #[test]
    fn an_export_that_there_is_not_is_refused() {
        assert!(asked(&sample(), &["unheard-of"]).is_err());
    }
}
