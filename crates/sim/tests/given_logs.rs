//! Servers may begin with what is on their disks: a figure of a paper is a few lines of a script.

use quorate_core::protocol::{Micros, NodeId};
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::run::Run;
use quorate_sim::registry::{ALL, vocabulary};

/// Figure 7 of the Raft paper: the leader of term 8, then the followers (a) to (f).
const SIX_FOLLOWERS: &str = "\
protocol raft
nodes 7
log A 1 1 1 4 4 5 5 6 6 6 term 7
log B 1 1 1 4 4 5 5 6 6
log C 1 1 1 4
log D 1 1 1 4 4 5 5 6 6 6 6
log E 1 1 1 4 4 5 5 6 6 6 7 7
log F 1 1 1 4 4 4 4
log G 1 1 1 2 2 2 3 3 3 3 3
no-op on
";

fn run(script: &str) -> Result<Timeline, String> {
    let fallback = Setup::new(vocabulary("raft").expect("there is Raft"), 3, Seed(1));
    Run::parse(ALL, script, fallback).and_then(Timeline::replay).map_err(|error| error.to_string())
}

fn of(timeline: &Timeline, node: u8, attribute: &str) -> String {
    timeline.present().machine().attribute(NodeId(node), attribute, None).expect(attribute)
}

#[test]
fn the_leader_of_figure_7_makes_all_logs_equal_to_its_own() {
    let mut timeline = run(SIX_FOLLOWERS).expect("a figure of the paper");
    assert_eq!([0, 3, 4].map(|node| of(&timeline, node, "last-index")), ["10", "11", "12"]);
    timeline.command("timeout A").expect("it follows nobody");
    timeline.advance(Micros::from_ms(1500), usize::MAX);
    assert_eq!((of(&timeline, 0, "role"), of(&timeline, 0, "term")), ("leader".into(), "8".into()));
    let logs: Vec<String> = (0..7).map(|node| of(&timeline, node, "log")).collect();
    assert!(logs.iter().all(|log| *log == logs[0]), "{logs:#?}");
    assert!(timeline.present().broken().iter().all(Option::is_none));
    // The whole of it is told again, disks included.
    let again = run(&timeline.script()).expect("a script that was written can be read");
    assert_eq!(again.present().fingerprint(), timeline.present().fingerprint());
}

#[test]
fn a_disk_that_no_server_can_have_is_refused_with_its_line() {
    let form = "Write: log NODE TERM … [term TERM] [vote NODE]";
    assert_eq!(run("nodes 3\nlog A 2 1").map(|_| ()), Err(format!("line 2, column 1: {form}")));
    assert_eq!(run("log D 1").map(|_| ()), Err(format!("line 1, column 1: {form}")));
}
