//! The floors of `crates/sim`: none uses one above it, and no files import each other in a circle.
//!
//! Read are paths that begin with `crate` or `super`, in `use` lines and elsewhere, down to a file's tests. A file may use
//! those of its own folder that it declares; so these do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::{Complaint, root};

/// What each floor may use beside itself. Whatever is not listed here stands on top and may use everything.
const FLOORS: [(&str, &[&str]); 4] = [
    ("cluster", &[]),
    ("search", &["cluster"]),
    ("clock", &["cluster"]),
    ("language", &["cluster", "search", "clock"]),
];

/// Which modules each module uses, by their paths: `clock::simulation`.
type Uses = BTreeMap<String, BTreeSet<String>>;

/// Checks the sources as they are.
pub fn check() -> Result<String, Complaint> {
    let uses = uses(&read(&root().join("crates/sim/src"))?);
    let wrong = [upward(&uses), circles(&uses)].concat();
    if wrong.is_empty() {
        Ok(format!("floors stand one above the other: {} files checked", uses.len()))
    } else {
        Err(wrong.join("\nxtask: "))
    }
}

/// All files below a folder: the path of each module and its text.
fn read(folder: &Path) -> Result<BTreeMap<String, String>, Complaint> {
    let mut files = BTreeMap::new();
    let mut folders = vec![(folder.to_path_buf(), String::new())];
    while let Some((folder, module)) = folders.pop() {
        let unreadable = |e| format!("could not read {}: {e}", folder.display());
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let inner = if module.is_empty() { name.clone() } else { format!("{module}::{name}") };
            if path.is_dir() {
                folders.push((path, inner));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).map_err(|e| format!("could not read {}: {e}", path.display()))?;
                files.insert(if name == "mod" { module.clone() } else { inner }, text);
            }
        }
    }
    Ok(files)
}

fn uses(files: &BTreeMap<String, String>) -> Uses {
    let of = |module: &String, text: &String| {
        let named = paths(code(text)).into_iter().filter_map(|path| resolve(files, module, &path));
        named.filter(|other| other != module).collect()
    };
    files.iter().map(|(module, text)| (module.clone(), of(module, text))).collect()
}

/// A file without its tests, which may use whatever they like.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text)
}

/// The file that a path leads to.
fn resolve(files: &BTreeMap<String, String>, module: &str, path: &[String]) -> Option<String> {
    let mut way: Vec<&str> = if path[0] == "crate" { Vec::new() } else { module.split("::").collect() };
    for part in path {
        match part.as_str() {
            "crate" | "self" => {}
            "super" => drop(way.pop()),
            name => way.push(name),
        }
    }
    (1..=way.len()).rev().map(|length| way[..length].join("::")).find(|way| files.contains_key(way))
}

/// All paths that begin with `crate` or `super`, each of a group by itself.
fn paths(text: &str) -> Vec<Vec<String>> {
    let words = words(text);
    let mut found = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let begins = (word == "crate" || word == "super") && words.get(place + 1).is_some_and(|next| next == "::");
        let goes_on = place > 0 && (words[place - 1] == "::" || words[place - 1] == "$");
        if begins && !goes_on {
            leaves(&words[place..], &mut Vec::new(), &mut found);
        }
    }
    found
}

/// Follows one path, and at a brace each that stands between it and its fellow. Says how many words that took.
fn leaves(words: &[String], path: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    let length = path.len();
    let mut place = 0;
    loop {
        match words.get(place).map(String::as_str) {
            Some("{") => {
                place += 1;
                while words.get(place).is_some_and(|word| word != "}") {
                    place += leaves(&words[place..], path, found).max(1);
                }
                place += 1;
                break;
            }
            Some(word) if is_name(word) => path.push(word.to_string()),
            _ => {
                found.push(path.clone());
                break;
            }
        }
        place += 1;
        if words.get(place).is_none_or(|word| word != "::") {
            found.push(path.clone());
            break;
        }
        place += 1;
    }
    path.truncate(length);
    place
}

fn is_name(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// Names and signs, without comments.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for line in text.lines() {
        let line = line.split("//").next().unwrap_or(line);
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = if rest.starts_with("::") {
                2
            } else if first.is_alphanumeric() || first == '_' {
                rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            words.push(rest[..length].to_string());
            rest = rest[length..].trim_start();
        }
    }
    words
}

/// One sentence for every file that uses what stands above it.
fn upward(uses: &Uses) -> Vec<String> {
    let floor = |module: &str| module.split("::").next().unwrap_or(module).to_string();
    let mut wrong = Vec::new();
    for (module, others) in uses {
        let Some((name, below)) = FLOORS.iter().find(|(name, _)| *name == floor(module)) else { continue };
        for other in others.iter().filter(|other| floor(other) != *name && !below.contains(&floor(other).as_str())) {
            wrong.push(format!("{module} uses {other}, which the floor `{name}` of crates/sim may not know"));
        }
    }
    wrong
}

/// One sentence for every circle: its files are those that can be reached from each other.
fn circles(uses: &Uses) -> Vec<String> {
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        uses.keys().map(|module| (module, reach(uses, module))).collect();
    let mut wrong = BTreeSet::new();
    for (module, others) in &reached {
        if others.contains(module) {
            let circle: Vec<&str> =
                others.iter().filter(|other| reached[*other].contains(module)).map(|other| other.as_str()).collect();
            wrong.insert(format!("these files of crates/sim import each other in a circle: {}", circle.join(", ")));
        }
    }
    wrong.into_iter().collect()
}

fn reach<'a>(uses: &'a Uses, module: &str) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&String> = uses[module].iter().collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(uses.get(next).into_iter().flatten());
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(files: &[(&str, &str)]) -> Uses {
        uses(&files.iter().map(|(module, text)| (module.to_string(), text.to_string())).collect())
    }

    #[test]
    fn a_floor_may_use_itself_and_what_is_below() {
        let uses = house(&[
            ("cluster", "pub mod step;\n"),
            ("cluster::step", "use crate::cluster::Cluster;\n"),
            ("clock::machine", "use crate::cluster::step::{Step, Impossible};\n"),
            ("language::view", "use crate::{clock::machine, cluster::step::Step};\n"),
            ("raft", "use crate::language::view;\n"),
        ]);
        assert_eq!(upward(&uses), Vec::<String>::new());
        assert_eq!(uses["language::view"].len(), 2, "{uses:?}");
    }

    #[test]
    fn a_use_of_a_floor_above_is_named_wherever_it_stands() {
        for text in [
            "use crate::clock::machine::Machine;\n",
            "use crate::{raft, clock::machine::{Machine, Act}};\n",
            "use super::super::clock::machine::Machine;\n",
            "fn now(machine: &dyn crate::clock::machine::Machine) {}\n",
        ] {
            let uses = house(&[("cluster::step", text), ("clock::machine", ""), ("clock", "")]);
            let said = upward(&uses);
            assert_eq!(said.len(), 1, "{text}: {said:?}");
            assert!(said[0].starts_with("cluster::step uses clock::machine, "), "{}", said[0]);
        }
    }

    #[test]
    fn neither_of_two_floors_side_by_side_may_use_the_other() {
        let uses =
            house(&[("search", "use crate::clock::flight::Flight;"), ("clock::flight", "use crate::search::Search;")]);
        assert_eq!(upward(&uses).len(), 2);
    }

    #[test]
    fn comments_and_tests_may_name_whom_they_like() {
        let text = "//! See [`crate::clock::machine`].\n#[cfg(test)]\nmod tests {\n    use crate::clock::machine::Machine;\n}\n";
        assert_eq!(upward(&house(&[("cluster::step", text), ("clock::machine", "")])), Vec::<String>::new());
    }

    #[test]
    fn a_circle_is_named_once_with_all_its_files() {
        let uses = house(&[
            ("clock::a", "use super::b::B;"),
            ("clock::b", "use crate::clock::c::C;"),
            ("clock::c", "use super::a::A;"),
            ("clock::d", "use super::a::A;"),
        ]);
        let said = circles(&uses);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].ends_with(": clock::a, clock::b, clock::c"), "{}", said[0]);
    }

    #[test]
    fn this_house_obeys() {
        check().unwrap();
    }
}
