//! The same run is the same everywhere: a digest of the state after every step, compared with a file. The page's tests
//! compute the same digests with the WebAssembly module and compare them with the same file.

use expect_test::expect_file;
use quorate_core::protocol::Micros;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::run::Run;
use quorate_sim::registry::{ALL, NAMES};
use std::fs;
use std::path::Path;

/// One line a run: its name, how many instants, and all their fingerprints as one number.
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
    format!("{name} {instants} {digest:032x}\n")
}

#[test]
fn every_step_of_a_run_is_the_same_everywhere() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/runs");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("the runs are there")
        .map(|entry| entry.expect("a folder can be read to its end").file_name().into_string().expect("plain names"))
        .collect();
    names.sort();
    let text: String =
        names.iter().map(|name| digest(name, &fs::read_to_string(folder.join(name)).expect("a run is text"))).collect();
    expect_file!["../../../testdata/digests.txt"].assert_eq(&text);
    for protocol in NAMES {
        let is_of = |name: &String| name.split('-').next() == Some(protocol);
        assert!(names.iter().any(is_of), "no run of {protocol} is among the digests");
    }
}
