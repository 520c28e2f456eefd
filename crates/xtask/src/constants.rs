//! The constants of a module, and what refers to which: texts and tables that nothing ever changes, and that nobody misses
//! until somebody reads them.
//!
//! In a finished module they are bytes without beginnings and ends. The linker knows them one by one and, asked with
//! `--emit-relocs`, leaves in the module what it knows: where each lies, and where in code and data its address stands.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use walrus::ir::{Instr, InstrLocId, Value, Visitor, dfs_in_order};
use walrus::{FunctionKind, Module};
use wasmparser::{Data, DataKind, DefinedDataSymbol, KnownCustom, Linking, Name, Naming, Operator, Parser, Payload};
use wasmparser::{RelocationEntry, RelocationType, SymbolInfo};

use crate::Complaint;

/// What the linker calls the segment that nothing writes into.
const READ_ONLY: &str = ".rodata";

/// Whether the linker wrote the section for tools like this one alone: who changes the module makes it untrue.
fn is_left(payload: &Payload) -> bool {
    let Payload::CustomSection(section) = payload else { return false };
    matches!(section.as_known(), KnownCustom::Linking(_) | KnownCustom::Reloc(_))
}

/// The module without what the linker left in it.
pub fn finished(linked: &[u8]) -> Result<Vec<u8>, Complaint> {
    let (mut finished, mut end) = (Vec::new(), 0);
    for payload in Parser::new(0).parse_all(linked) {
        let payload = payload.map_err(|e| format!("the linked module cannot be read: {e}"))?;
        let Some((_, contents)) = payload.as_section() else { continue };
        // The head of a section stands before its contents, and belongs to it.
        if !is_left(&payload) {
            finished.extend_from_slice(&linked[end..contents.end]);
        }
        end = contents.end;
    }
    finished.extend_from_slice(&linked[end..]);
    Ok(finished)
}

/// Constants, by their numbers.
type Numbers = BTreeSet<usize>;

pub struct Constants {
    /// Where each lies in the memory. They ascend, and no two share a byte.
    places: Vec<Range<u32>>,
    /// What an address in the code is meant for: it need not lie in what it is counted from.
    in_code: BTreeMap<u32, Numbers>,
    /// What each constant refers to.
    within: Vec<Numbers>,
    /// What is referred to by data that may change.
    in_variables: Numbers,
}

impl Constants {
    /// Those of a module as the linker wrote it.
    pub fn of(linked: &[u8]) -> Result<Self, Complaint> {
        let left =
            Left::by_linker(linked).map_err(|e| format!("what the linker says of its data cannot be read: {e}"))?;
        let is_constant = |symbol: &Symbol| left.read_only.contains(&symbol.segment);
        let mut symbols: Vec<_> = left.symbols.iter().flatten().filter(|symbol| is_constant(symbol)).collect();
        symbols.sort_by_key(|symbol| symbol.place.start);
        let mut places: Vec<Range<u32>> = Vec::new();
        for symbol in symbols {
            match places.last_mut() {
                Some(last) if symbol.place.start < last.end => last.end = last.end.max(symbol.place.end),
                _ => places.push(symbol.place.clone()),
            }
        }
        let mut constants = Self {
            in_code: BTreeMap::new(),
            within: vec![Numbers::new(); places.len()],
            in_variables: Numbers::new(),
            places,
        };
        for reference in &left.references {
            let Some(symbol) = left.symbols.get(reference.symbol).and_then(Option::as_ref) else { continue };
            let Some(meant) = constants.at(symbol.place.start).filter(|_| is_constant(symbol)) else { continue };
            let from = match reference.at {
                Place::Code => {
                    constants.in_code.entry(symbol.place.start.wrapping_add_signed(reference.addend)).or_default()
                }
                Place::Data(address) => match constants.at(address) {
                    Some(constant) => &mut constants.within[constant],
                    None => &mut constants.in_variables,
                },
            };
            from.insert(meant);
        }
        Ok(constants)
    }

    fn at(&self, address: u32) -> Option<usize> {
        let number = self.places.partition_point(|place| place.end <= address);
        self.places.get(number).is_some_and(|place| place.contains(&address)).then_some(number)
    }

    /// Where those lie that no function of this module can come to. The module may have fewer functions than the linker
    /// wrote, but their addresses have to be as they were.
    pub fn unreached(&self, module: &Module) -> Vec<Range<u32>> {
        let mut reached = self.in_variables.clone();
        for function in module.funcs.iter() {
            if let FunctionKind::Local(function) = &function.kind {
                let mut addresses = Addresses { of: self, meant: &mut reached };
                dfs_in_order(&mut addresses, function, function.entry_block());
            }
        }
        let mut ahead: Vec<usize> = reached.iter().copied().collect();
        while let Some(constant) = ahead.pop() {
            ahead.extend(self.within[constant].iter().filter(|meant| reached.insert(**meant)));
        }
        let places = self.places.iter().enumerate();
        places.filter(|(number, _)| !reached.contains(number)).map(|(_, place)| place.clone()).collect()
    }
}

/// Gathers what the addresses in a function are meant for.
struct Addresses<'a> {
    of: &'a Constants,
    meant: &'a mut Numbers,
}

impl Visitor<'_> for Addresses<'_> {
    fn visit_instr(&mut self, instr: &Instr, _: &InstrLocId) {
        let address = match instr {
            Instr::Const(constant) => match constant.value {
                Value::I32(value) => Some(value as u32),
                _ => None,
            },
            Instr::Load(load) => u32::try_from(load.arg.offset).ok(),
            Instr::Store(store) => u32::try_from(store.arg.offset).ok(),
            _ => None,
        };
        self.meant.extend(address.and_then(|address| self.of.in_code.get(&address)).into_iter().flatten());
    }
}

/// What the linker left in the module.
#[derive(Default)]
struct Left {
    /// Where the contents of each section begin.
    sections: Vec<usize>,
    segments: Vec<Segment>,
    /// The segments that nothing writes into.
    read_only: Vec<usize>,
    /// By their numbers; none: it is no data, or lies nowhere.
    symbols: Vec<Option<Symbol>>,
    references: Vec<Reference>,
}

/// A segment of the memory: its address, and where its bytes are in the module.
struct Segment {
    address: u32,
    bytes: Range<usize>,
}

struct Symbol {
    segment: usize,
    place: Range<u32>,
}

struct Reference {
    at: Place,
    symbol: usize,
    addend: i32,
}

enum Place {
    Code,
    Data(u32),
}

impl Left {
    fn by_linker(linked: &[u8]) -> wasmparser::Result<Self> {
        let mut left = Self::default();
        for payload in Parser::new(0).parse_all(linked) {
            let payload = payload?;
            left.sections.extend(payload.as_section().map(|(_, range)| range.start));
            match payload {
                Payload::DataSection(section) => {
                    for data in section {
                        left.segments.push(Segment::of(&data?)?);
                    }
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(section) => {
                        for part in section.subsections() {
                            let Linking::SymbolTable(symbols) = part? else { continue };
                            for symbol in symbols {
                                let symbol = match symbol? {
                                    SymbolInfo::Data { symbol: Some(data), .. } => left.symbol(&data),
                                    _ => None,
                                };
                                left.symbols.push(symbol);
                            }
                        }
                    }
                    KnownCustom::Reloc(section) => {
                        for entry in section.entries() {
                            left.references.extend(left.reference(section.section_index(), &entry?));
                        }
                    }
                    KnownCustom::Name(section) => {
                        for names in section {
                            let Name::Data(names) = names? else { continue };
                            for name in names {
                                let Naming { index, name } = name?;
                                left.read_only.extend((name == READ_ONLY).then_some(index as usize));
                            }
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(left)
    }

    fn symbol(&self, data: &DefinedDataSymbol) -> Option<Symbol> {
        let number = data.index as usize;
        let start = self.segments.get(number)?.address + data.offset;
        Some(Symbol { segment: number, place: start..start + data.size })
    }

    /// What stands there, if it is an address in the memory.
    fn reference(&self, section: u32, entry: &RelocationEntry) -> Option<Reference> {
        use RelocationType::{MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb};
        if !matches!(entry.ty, MemoryAddrI32 | MemoryAddrLeb | MemoryAddrSleb) {
            return None;
        }
        let byte = self.sections.get(section as usize)? + entry.offset as usize;
        let segment = self.segments.iter().find(|segment| segment.bytes.contains(&byte));
        let at = match segment {
            Some(segment) => Place::Data(segment.address + (byte - segment.bytes.start) as u32),
            None => Place::Code,
        };
        Some(Reference { at, symbol: entry.index as usize, addend: entry.addend as i32 })
    }
}

impl Segment {
    fn of(data: &Data) -> wasmparser::Result<Self> {
        let address = match &data.kind {
            DataKind::Active { offset_expr, .. } => match offset_expr.get_operators_reader().read()? {
                Operator::I32Const { value } => value as u32,
                _ => 0,
            },
            DataKind::Passive => 0,
        };
        Ok(Self { address, bytes: data.range.end - data.data.len()..data.range.end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::{ConstExpr, FunctionBuilder, ValType};

    const AT: u32 = 1024;
    const READ: &str = "onetwo....other";
    const OTHER: u32 = AT + 10;
    /// How the linker writes the two kinds of references that there are here.
    const IN_CODE: u8 = 4;
    const IN_DATA: u8 = 5;

    /// A part of a section: its length, and what it consists of.
    fn sized(contents: &[u8]) -> Vec<u8> {
        [&[contents.len() as u8], contents].concat()
    }

    fn custom(name: &str, contents: &[u8]) -> Vec<u8> {
        [&[0], &sized(&[&sized(name.as_bytes()), contents].concat())[..]].concat()
    }

    /// A module as the linker writes it, with these functions, each of which returns this address. Its constants are `one`,
    /// `two`, a list that refers to `two`, and `other`; `own` may change. `one`, `list` and the byte before `other` are meant by
    /// addresses in the code.
    fn linked(functions: &[(&str, u32)]) -> Vec<u8> {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        for (name, address, bytes) in [(READ_ONLY, AT, READ), (".data", AT + 100, "own!")] {
            let offset = ConstExpr::Value(Value::I32(address as i32));
            let data = module.data.add(walrus::DataKind::Active { memory, offset }, bytes.into());
            module.data.get_mut(data).name = Some(name.into());
            module.memories.get_mut(memory).data_segments.insert(data);
        }
        for (name, address) in functions {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            builder.func_body().i32_const(*address as i32);
            let function = builder.finish(Vec::new(), &mut module.funcs);
            module.exports.add(name, function);
        }
        let mut bytes = module.emit_wasm();

        let sections: Vec<_> =
            Parser::new(0).parse_all(&bytes).flatten().filter_map(|part| part.as_section()).collect();
        let (data, contents) = sections
            .iter()
            .enumerate()
            .find_map(|(number, (id, at))| (*id == 11).then_some((number as u8, at.clone())))
            .expect("it has data");
        let list =
            bytes[contents].windows(READ.len()).position(|at| at == READ.as_bytes()).expect("it is there") as u8 + 6;
        let symbols = [("one", 0, 0, 3), ("two", 0, 3, 3), ("list", 0, 6, 4), ("other", 0, 10, 5), ("own", 1, 0, 4)];
        let symbols = symbols.map(|(name, segment, offset, size)| {
            [&[1, 0], &sized(name.as_bytes())[..], &[segment, offset, size]].concat()
        });
        let symbols = [&[8], &sized(&[&[5], &symbols.concat()[..]].concat())[..]].concat();
        bytes.extend(custom("linking", &[&[2], &symbols[..]].concat()));
        let [one, two, of_list, other] = [0, 1, 2, 3];
        let code = [[IN_CODE, 0, one, 0], [IN_CODE, 0, of_list, 0], [IN_CODE, 0, other, 0x7f]];
        bytes.extend(custom("reloc.CODE", &[&[data - 1, 3], &code.concat()[..]].concat()));
        bytes.extend(custom("reloc.DATA", &[data, 1, IN_DATA, list, two, 0]));
        bytes
    }

    /// The constants that no function of the second module reaches, of the first one's.
    fn unreached(linked: &[u8], module: &[u8]) -> Vec<String> {
        let constants = Constants::of(linked).expect("the linker wrote it");
        let module = Module::from_buffer(module).expect("it is a module");
        let text = |place: &Range<u32>| READ[(place.start - AT) as usize..(place.end - AT) as usize].to_string();
        constants.unreached(&module).iter().map(text).collect()
    }

    #[test]
    fn a_constant_is_reached_by_its_address_in_code_and_through_others() {
        let all = linked(&[("of one", AT), ("of the list", AT + 6), ("of other", OTHER - 1)]);
        assert!(unreached(&all, &all).is_empty());
        assert_eq!(unreached(&all, &linked(&[("of one", AT), ("of other", OTHER - 1)])), ["two", "...."]);
        assert_eq!(unreached(&all, &linked(&[("of the list", AT + 6)])), ["one", "other"]);
    }

    #[test]
    fn an_address_that_the_linker_did_not_write_means_nothing() {
        let all = linked(&[("of one", AT)]);
        assert_eq!(unreached(&all, &linked(&[("a number", OTHER)])), ["one", "two", "....", "other"]);
    }

    #[test]
    fn a_finished_module_has_nothing_of_the_linkers() {
        let linked = linked(&[("of one", AT)]);
        let finished = finished(&linked).expect("it is a module");
        let module = Module::from_buffer(&finished).expect("it is one still");
        assert_eq!((module.funcs.iter().count(), module.data.iter().count()), (1, 2));
        assert_eq!(module.customs.iter().count(), 0);
        assert_eq!(Module::from_buffer(&linked).expect("it is one, too").customs.iter().count(), 3);
    }
}
