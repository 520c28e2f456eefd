//! The tables of rules against what they speak of: the sources of the core, the events, the settings, and the file that the page
//! reads.

use expect_test::expect_file;
use quorate_core::event::Explain;
use quorate_core::protocol::Protocol;
use quorate_sim::clock::conditions;
use quorate_sim::cluster::rule::Rule;
use quorate_sim::registry::{Playable, Visitor, visit};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What only hands on to a rule's function, or only tells of one, and is none itself.
const NO_RULES: &[(&str, &[&str])] =
    &[("raft", &["mod::on_message", "client::may_have_taken_up"]), ("paxos", &["mod::on_message"])];

/// A function of the core.
struct Function {
    /// With its file, as in a table: `election::on_request_vote`.
    name: String,
    /// Whether it handles something, or its comment cites the paper.
    is_rule: bool,
    body: String,
}

/// The folder of a protocol in the core: that of the module which its type is declared in. A name need not be a module's.
fn folder<P>() -> &'static str {
    std::any::type_name::<P>().split("::").nth(1).expect("a protocol is declared in a module of its own")
}

fn core(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src").join(folder)
}

/// What stands in the files of a protocol, but for their tests.
fn functions(folder: &str) -> Vec<Function> {
    let entries = fs::read_dir(core(folder)).expect("the core has a folder of it");
    functions_in(entries.map(|entry| entry.expect("a folder can be read to its end").path()))
}

/// What stands in the files beside the protocols' folders: a row may name it, and none has to.
fn shared() -> Vec<Function> {
    functions_in([core("kv.rs")])
}

fn functions_in(files: impl IntoIterator<Item = PathBuf>) -> Vec<Function> {
    let mut found = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a source is text");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let file = path.file_stem().and_then(|stem| stem.to_str()).expect("plain names").to_string();
        let mut comment = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let code = line.trim_start();
            if let Some(said) = code.strip_prefix("///") {
                comment += said;
                continue;
            }
            let name =
                code.split("fn ").nth(1).filter(|_| declares(code)).and_then(|rest| rest.split(['(', '<']).next());
            if let Some(name) = name {
                let end = format!("{}}}", &line[..line.len() - code.len()]);
                let body: String =
                    lines.by_ref().take_while(|line| *line != end).flat_map(|line| [line, "\n"]).collect();
                let is_rule = name.starts_with("on_") || cites(&comment);
                found.push(Function { name: format!("{file}::{name}"), is_rule, body });
            }
            // Attributes stand between a comment and what it is about.
            if !code.starts_with("#[") {
                comment.clear();
            }
        }
    }
    found
}

/// Whether a line begins a function, and not one that ends in it or a mere signature.
fn declares(code: &str) -> bool {
    let is_fn = ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn "].iter().any(|begin| code.starts_with(begin));
    is_fn && !code.ends_with('}') && !code.ends_with(';')
}

fn cites(comment: &str) -> bool {
    ["§", "igure ", "Phase "].iter().any(|sign| comment.contains(sign))
}

/// Of each event the name of its variant and where it is explained.
fn explained(folder: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(core(folder).join("event.rs")).expect("the events are there");
    let mut variants = BTreeMap::new();
    let mut variant = "";
    for line in text.lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" {").filter(|_| line.starts_with(char::is_uppercase)) {
            variant = name;
        }
        if let Some(key) = line.split_once("=> \"").and_then(|(_, rest)| rest.split('"').next()) {
            variants.insert(key.to_string(), variant.to_string());
        }
    }
    variants
}

/// Does something with each protocol's name, table, events without a rule, all events, and settings.
struct Each<F>(F);

impl<F: FnMut(&Told)> Visitor for Each<F> {
    fn visit<P: Playable>(&mut self) {
        (self.0)(&Told {
            name: P::NAME,
            folder: folder::<P>(),
            rules: P::RULES,
            unruled: P::UNRULED,
            events: <P as Protocol>::Event::KEYS,
            settings: P::SETTINGS.iter().map(|setting| (setting.name, setting.is_rule)).collect(),
        });
    }
}

struct Told {
    name: &'static str,
    folder: &'static str,
    rules: &'static [Rule],
    unruled: &'static [&'static str],
    events: &'static [&'static str],
    settings: Vec<(&'static str, bool)>,
}

impl Told {
    fn events_of(&self, rule: &Rule) -> impl Iterator<Item = &'static str> {
        rule.events.iter().chain(rule.missed).copied()
    }
}

fn id(rule: &Rule) -> String {
    format!("{}.{}", rule.group, rule.number)
}

#[test]
fn every_function_that_carries_out_a_rule_has_its_row_and_every_row_its_functions() {
    visit(&mut Each(|told: &Told| {
        let functions = functions(told.folder);
        let shared = shared();
        let known: BTreeSet<&str> = functions.iter().chain(&shared).map(|function| function.name.as_str()).collect();
        let in_table: BTreeSet<&str> = told.rules.iter().flat_map(|rule| rule.functions).copied().collect();
        let missing: Vec<_> = in_table.difference(&known).collect();
        assert!(missing.is_empty(), "{}: no such functions: {missing:?}", told.name);
        let none = NO_RULES.iter().find(|(name, _)| *name == told.name).map_or(&[][..], |(_, functions)| functions);
        let rules = functions.iter().filter(|function| function.is_rule).map(|function| function.name.as_str());
        let without: Vec<_> = rules.filter(|name| !in_table.contains(name) && !none.contains(name)).collect();
        assert!(without.is_empty(), "{}: no row has {without:?}", told.name);
        for rule in told.rules {
            assert!(!rule.functions.is_empty(), "{}: nothing carries out {}", told.name, id(rule));
        }
    }));
}

#[test]
fn every_event_that_a_protocol_explains_has_its_rule() {
    visit(&mut Each(|told: &Told| {
        for key in told.events {
            let has_rule = told.rules.iter().any(|rule| told.events_of(rule).any(|event| event == *key));
            assert_ne!(has_rule, told.unruled.contains(key), "{key}");
        }
        let all = told.rules.iter().flat_map(|rule| told.events_of(rule)).chain(told.unruled.iter().copied());
        let unknown: Vec<_> = all.filter(|key| !told.events.contains(key)).collect();
        assert!(unknown.is_empty(), "{}: no such events: {unknown:?}", told.name);
    }));
}

/// Which rules acted is exact only if an event is explained nowhere but where they do.
#[test]
fn an_event_is_explained_by_functions_of_its_rules_and_no_others() {
    visit(&mut Each(|told: &Told| {
        let functions = functions(told.folder);
        for (key, variant) in explained(told.folder) {
            if told.unruled.contains(&key.as_str()) {
                continue;
            }
            let mention = format!("Event::{variant} {{");
            let at: BTreeSet<&str> =
                functions.iter().filter(|it| it.body.contains(&mention)).map(|it| it.name.as_str()).collect();
            assert!(!at.is_empty(), "nothing explains {key}");
            let rules = || told.rules.iter().filter(|rule| told.events_of(rule).any(|event| event == key));
            let of_rules: BTreeSet<&str> = rules().flat_map(|rule| rule.functions).copied().collect();
            let strange: Vec<_> = at.difference(&of_rules).collect();
            assert!(strange.is_empty(), "{key} is explained in {strange:?}, which none of its rules has");
            for rule in rules() {
                assert!(rule.functions.iter().any(|name| at.contains(name)), "{} does not explain {key}", id(rule));
            }
        }
    }));
}

#[test]
fn every_rule_that_can_be_switched_off_has_its_switch_in_the_table() {
    let world = conditions::SETTINGS.iter().map(|setting| (setting.name, setting.is_rule));
    let world: Vec<_> = world.collect();
    visit(&mut Each(|told: &Told| {
        let switches: BTreeSet<&str> = told.rules.iter().flat_map(|rule| rule.switches).copied().collect();
        let settings: Vec<_> = told.settings.iter().chain(&world).copied().collect();
        for switch in &switches {
            assert!(settings.iter().any(|(name, _)| name == switch), "{}: no setting {switch}", told.name);
        }
        for (name, _) in settings.iter().filter(|(_, is_rule)| *is_rule) {
            assert!(switches.contains(name), "{}: no row has the rule {name}", told.name);
        }
    }));
}

#[test]
fn no_two_rules_have_one_place_and_those_of_a_group_stand_together() {
    visit(&mut Each(|told: &Told| {
        let places: BTreeSet<String> = told.rules.iter().map(id).collect();
        assert_eq!(places.len(), told.rules.len(), "{}", told.name);
        let mut groups: Vec<&str> = told.rules.iter().map(|rule| rule.group).collect();
        groups.dedup();
        let distinct: BTreeSet<&str> = groups.iter().copied().collect();
        assert_eq!(groups.len(), distinct.len(), "{}: {groups:?}", told.name);
    }));
}

/// The page reads the table as a file: `UPDATE_EXPECT=1 cargo test -p quorate-sim --test rules` writes it anew.
#[test]
fn the_page_reads_what_the_table_says() {
    visit(&mut Each(|told: &Told| {
        let settings = &told.settings;
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/protocols").join(told.name).join("rules.json");
        expect_file![file].assert_eq(&json(told.rules, |name| match settings.iter().find(|it| it.0 == name) {
            Some((_, false)) => name.to_string(),
            // Those of the world around the nodes are rules as well.
            Some((_, true)) | None => format!("rule {name}"),
        }));
    }));
}

/// A row a line. None of the texts has anything that JSON would write otherwise than Rust does.
fn json(rules: &[Rule], setting: impl Fn(&str) -> String) -> String {
    let row = |rule: &Rule| {
        let Rule { group, number, section, functions, switches, events, missed } = rule;
        let switches: Vec<_> = switches.iter().map(|name| setting(name)).collect();
        format!(
            r#"{{"id":{:?},"group":{group:?},"number":{number:?},"section":{section:?},"functions":{functions:?},"switches":{switches:?},"events":{events:?},"missed":{missed:?}}}"#,
            id(rule)
        )
    };
    format!("[\n{}\n]\n", rules.iter().map(row).collect::<Vec<_>>().join(",\n"))
}
