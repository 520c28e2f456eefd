//! What the fuzz targets assert, for the inputs that once broke it and for random ones. `fuzz/` finds others.

use quorate_sim::registry::{self, Playable, Visitor};
use quorate_swarm::draw::Draw;
use quorate_swarm::fuzz::{hostile, lesson, script, share, steps};
use std::fs;
use std::path::Path;

/// Random bytes; every few seeds a longer input.
fn inputs(count: u64, longest: u64) -> impl Iterator<Item = Vec<u8>> {
    (0..count).map(move |seed| {
        let mut draw = Draw::new(seed);
        let length = draw.below(longest);
        (0..length).map(|_| draw.below(256) as u8).collect()
    })
}

/// Heads whose later lines took away what the earlier ones meant, a lesson that says nothing, one in which something happens
/// before the first step.
#[test]
fn texts_that_were_found() {
    for text in [
        "protocol paxos\nrole A proposer\nnames servers\n",
        "protocol paxos\nnodes 5\nrole E proposer\nnodes 3\n",
        "protocol paxos\nbackoff 1..2\nprotocol raft\n",
        "nodes 5\ncrash E\nnodes 3\n",
        "request 20\nprotocol paxos\nrequest 20..20\nstep\nsay en x",
        "protocol paxos\nrequest v\nstep\nsay en x\nsay zh x",
        "# nothing",
        "",
    ] {
        script(text);
        lesson(text);
        share(text);
    }
}

/// Of every protocol.
#[test]
fn any_steps() {
    struct All;
    impl Visitor for All {
        fn visit<P: Playable>(&mut self) {
            inputs(500, 1500).for_each(|input| steps::<P>(&input));
        }
    }
    registry::visit(&mut All);
}

/// Each protocol has a target of its name, which `npm run fuzz` gives its time, and its name is among the words.
#[test]
fn each_protocol_is_fuzzed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |file: &str| fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let (manifest, targets, words) = (read("fuzz/Cargo.toml"), read("scripts/fuzz.mjs"), read("fuzz/words.dict"));
    for name in registry::NAMES {
        assert!(read(&format!("fuzz/fuzz_targets/{name}.rs")).contains("fuzz::steps::<"), "{name}");
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} in the manifest");
        assert!(targets.contains(&format!(" {name}: STEPS")), "{name} in the script");
        assert!(words.contains(&format!("\"{name}\"")), "{name} among the words");
    }
}

#[test]
fn lines_out_of_known_words() {
    let words: Vec<&str> = include_str!("../../../fuzz/words.dict").lines().filter(|it| !it.starts_with('#')).collect();
    for seed in 0..5000 {
        let mut draw = Draw::new(seed);
        let mut text = String::new();
        for _ in 0..draw.below(40) {
            text.push_str(draw.pick(words.iter().copied()).expect("there are words").trim_matches('"'));
            text.push_str(draw.pick([" ", " ", " ", "\n", "", "  "]).expect("there are gaps"));
        }
        script(&text);
        lesson(&text);
        share(&text);
    }
}

#[test]
fn extremes_in_any_order() {
    inputs(600, 300).for_each(|input| hostile(&input));
}
