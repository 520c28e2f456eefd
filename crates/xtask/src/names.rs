//! One word, one meaning: no name of a type is declared twice, in the crates that the page is made of and in the page.
//!
//! Read are declarations at the margin of a file. Tests may call theirs what they like.

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::{Path, PathBuf};

    use crate::root;

    /// The folders that are read, with what begins a declaration there.
    const RUST: [&str; 4] = ["crates/core/src", "crates/sim/src", "crates/wasm/src", "crates/wasm-search/src"];
    const PAGE: &str = "web";

    /// What every protocol has, each in its own folder, under the name that the trait `Protocol` gives it.
    const OF_EACH_PROTOCOL: [&str; 9] =
        ["Config", "Durable", "Fact", "Message", "Request", "Response", "Rules", "Story", "Timer"];

    /// The same thing on both sides of a border: what the one side tells, and what the other is told.
    const ON_BOTH_SIDES: [&str; 27] = [
        "Args",
        "Band",
        "Challenge",
        "ChallengeGoal",
        "ClientFate",
        "Configuration",
        "Flight",
        "Forbidden",
        "GoalProgress",
        "Guess",
        "Landing",
        "Lane",
        "Lesson",
        "LessonFocus",
        "LessonQuestion",
        "LessonStep",
        "LessonStretch",
        "Link",
        "Members",
        "MessageId",
        "NodeView",
        "Search",
        "SearchModel",
        "Session",
        "Snapshot",
        "Stage",
        "Texts",
    ];

    /// Everything below a folder that ends so.
    fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("the folder is there") {
                let path = entry.expect("it can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.to_string_lossy().ends_with(ending) {
                    found.push(path);
                }
            }
        }
        found
    }

    /// The names that a file declares at its margin.
    fn declared(text: &str) -> BTreeSet<&str> {
        let kinds = ["struct", "enum", "trait", "type", "union", "class", "interface"];
        let before = ["pub", "pub(crate)", "pub(super)", "export", "abstract", "declare"];
        let name = |line: &str| -> Option<(usize, usize)> {
            let mut rest = line;
            loop {
                let (word, behind) = rest.split_once(' ')?;
                rest = behind;
                if kinds.contains(&word) {
                    let length = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
                    let begin = line.len() - rest.len();
                    return Some((begin, begin + length));
                }
                if !before.contains(&word) {
                    return None;
                }
            }
        };
        text.lines().filter_map(|line| name(line).map(|(from, to)| &line[from..to])).collect()
    }

    /// Where each name is declared.
    fn declarations() -> BTreeMap<String, Vec<String>> {
        let is_own = |path: &Path| {
            let path = path.to_string_lossy();
            !(path.ends_with(".test.ts") || path.contains("/web/pkg/") || path.contains("/web/tests/"))
        };
        let rust = RUST.iter().flat_map(|folder| files(&root().join(folder), ".rs"));
        let page = files(&root().join(PAGE), ".ts").into_iter().filter(|path| is_own(path));
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for path in rust.chain(page) {
            let text = fs::read_to_string(&path).expect("a source is text");
            for name in declared(&text) {
                let place = path.strip_prefix(root()).expect("it lies there").display().to_string();
                found.entry(name.to_string()).or_default().push(place);
            }
        }
        found
    }

    #[test]
    fn declarations_are_found() {
        let text = "pub(crate) struct A {\nexport interface B<T> {\n    struct Inner;\nenum C\nexport abstract class D extends B {";
        assert_eq!(declared(text), ["A", "B", "C", "D"].into());
        let all = declarations();
        assert!(all.len() > 400, "{}", all.len());
        assert!(["Cluster", "Raft", "Player"].iter().all(|name| all.contains_key(*name)));
    }

    #[test]
    fn a_name_of_a_type_has_one_meaning() {
        // A protocol has a folder of the same name in both crates.
        let folders = fs::read_dir(root().join("crates/core/src")).expect("the core is there");
        let folders = folders.flatten().filter(|entry| entry.path().is_dir());
        let folders: Vec<String> = folders.map(|entry| format!("/{}/", entry.file_name().display())).collect();
        assert!(folders.len() > 1, "{folders:?}");
        let is_protocols = |place: &String| folders.iter().any(|folder| place.contains(folder));
        let is_rust = |place: &&String| place.ends_with(".rs");
        let mut wrong = Vec::new();
        for (name, places) in declarations().iter().filter(|(_, places)| places.len() > 1) {
            let of_each = OF_EACH_PROTOCOL.contains(&name.as_str()) && places.iter().filter(is_rust).all(is_protocols);
            if !of_each && !ON_BOTH_SIDES.contains(&name.as_str()) {
                wrong.push(format!("{name}: {}", places.join(", ")));
            }
        }
        assert!(wrong.is_empty(), "these names have two meanings:\n{}", wrong.join("\n"));
    }

    #[test]
    fn no_exception_is_left_over() {
        let all = declarations();
        let is_twice = |name: &&&str| all.get(**name).is_some_and(|places| places.len() > 1);
        let left: Vec<_> = OF_EACH_PROTOCOL.iter().chain(&ON_BOTH_SIDES).filter(|name| !is_twice(name)).collect();
        assert!(left.is_empty(), "these are declared once: {left:?}");
    }
}
