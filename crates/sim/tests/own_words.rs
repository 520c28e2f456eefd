//! What need not know the protocol does not: outside the protocols' own folders no text holds a word that only a protocol knows.

use quorate_sim::registry::ALL;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Whatever goes by what protocols declare.
const GENERIC: [&str; 7] = [
    "sim/src/cluster",
    "sim/src/search",
    "sim/src/clock",
    "sim/src/language",
    "swarm/src",
    "wasm/src",
    "wasm-search/src",
];

/// The protocols' names, their commands with the fixed words in them, and the first words of their set-up lines.
fn own_words() -> BTreeSet<&'static str> {
    let orders = || ALL.iter().flat_map(|protocol| protocol.orders());
    let fixed = orders().flat_map(|order| order.ways.iter().flat_map(|way| way.words()));
    let lines = ALL.iter().flat_map(|protocol| protocol.own_forms()).filter_map(|form| form.split(' ').next());
    let names = ALL.iter().map(|protocol| protocol.name());
    names.chain(orders().map(|order| order.word)).chain(fixed).chain(lines).collect()
}

/// The texts of a file's code: no comments, and nothing of its tests.
fn texts(code: &str) -> Vec<&str> {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").path());
    entries
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

#[test]
fn no_word_of_a_protocol_stands_outside_its_folder() {
    // `role` is also what every node has.
    let own: BTreeSet<_> = own_words().into_iter().filter(|word| *word != "role").collect();
    assert!(own.contains("raft") && own.len() > 8, "{own:?}");
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("it is one of several crates");
    let mut found = Vec::new();
    let all = GENERIC.iter().flat_map(|folder| files(&crates.join(folder)));
    // What a protocol comes to when the faults stop is its own; the swarm knows it of those that have more than clients.
    for file in all.filter(|file| !file.ends_with("swarm/src/calm.rs")) {
        let code = fs::read_to_string(&file).expect("it can be read");
        // A command begins with such a word; a sentence may have it somewhere.
        let words = texts(&code).into_iter().filter_map(|text| text.split(' ').next());
        found.extend(words.filter(|word| own.contains(word)).map(|word| format!("{}: {word}", file.display())));
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn the_texts_of_a_file_are_found() {
    let code = "// a \"comment\"\nlet one = (\"raft\", \"x y\");\n#[cfg(test)]\nlet two = \"add\";";
    assert_eq!(texts(code), ["raft", "x y"]);
}
