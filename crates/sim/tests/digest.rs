//! The same run is the same everywhere: a digest of the state after every step, compared with a file. The page's tests
//! compute the same digests with the WebAssembly module and compare them with the same file.

use expect_test::expect_file;
use quorate_core::protocol::Micros;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::run::Run;
use quorate_sim::language::share::BEHAVIOUR;
use quorate_sim::registry::{ALL, NAMES};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Of a run its name, how many instants, and all their fingerprints as one number.
fn digest(name: &str, text: &str) -> String {
    let run = Run::parse(ALL, text, Setup::new(ALL[0], 3, Seed(0))).expect(name);
    let mut timeline = Timeline::replay(run).expect(name);
    let end = timeline.end();
    timeline.seek(Micros(0));
    let (mut digest, mut instants) = (0_u128, 0);
    // Stops at the end, or before it when nothing more happens.
    let mut last = None;
    while timeline.now() < end && last.replace(timeline.now()) != Some(timeline.now()) {
        timeline.step_forward();
        digest = digest.wrapping_mul(31).wrapping_add(timeline.present().fingerprint());
        instants += 1;
    }
    format!("{name} {instants} {digest:032x}")
}

/// The version of the behaviour in which the run became what it is. A link says with which it was made, so a run that plays
/// differently needs another version.
fn since(digest: &str, recorded: &str) -> u64 {
    let named = |line: &&str| line.split(' ').next() == digest.split(' ').next();
    let Some((before, since)) = recorded.lines().find(named).and_then(|line| line.rsplit_once(' ')) else {
        return BEHAVIOUR;
    };
    let since = since.parse().expect("a version");
    if before == digest {
        return since;
    }
    assert!(since < BEHAVIOUR, "“{before}” is “{digest}” now: raise BEHAVIOUR, so that old links say so");
    BEHAVIOUR
}

#[test]
fn a_run_that_plays_differently_has_another_version() {
    assert_eq!(since("a.run 3 0f", "a.run 3 0f 1\n"), 1);
    assert_eq!(since("b.run 3 0f", "a.run 3 0f 1\n"), BEHAVIOUR);
    assert_eq!(since("a.run 3 0e", "a.run 3 0f 0\n"), BEHAVIOUR);
    let unnoticed = format!("a.run 3 0f {BEHAVIOUR}\n");
    assert!(std::panic::catch_unwind(|| since("a.run 3 0e", &unnoticed)).is_err());
}

#[test]
fn every_step_of_a_run_is_the_same_everywhere() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/runs");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("the runs are there")
        .map(|entry| entry.expect("a folder can be read to its end").file_name().into_string().expect("plain names"))
        .collect();
    names.sort();
    let recorded = fs::read_to_string(folder.join("../digests.txt")).expect("it is there");
    let mut text = String::new();
    for name in &names {
        let digest = digest(name, &fs::read_to_string(folder.join(name)).expect("a run is text"));
        let since = since(&digest, &recorded);
        writeln!(text, "{digest} {since}").expect("a string takes it");
    }
    expect_file!["../../../testdata/digests.txt"].assert_eq(&text);
    for protocol in NAMES {
        let is_of = |name: &String| name.split('-').next() == Some(protocol);
        assert!(names.iter().any(is_of), "no run of {protocol} is among the digests");
    }
}
