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

/// Figure 8 (a) to (e): what is on the disks of S1 to S5, and who leads.
#[test]
fn what_figure_8_shows_is_accepted() {
    let figures: [[&str; 5]; 5] = [
        ["1 2", "1 2", "1", "1", "1"],
        ["1 2", "1 2", "1", "1", "1 3"],
        ["1 2 4", "1 2", "1 2", "1", "1 3"],
        ["1 3", "1 3", "1 3", "1 3", "1 3"],
        ["1 2 4", "1 2 4", "1 2 4", "1", "1 3"],
    ];
    for logs in figures {
        let lines: Vec<String> = (1..).zip(logs).map(|(server, log)| format!("log S{server} {log}")).collect();
        let script = format!("protocol raft\nnodes 5\nseed 1\nnames servers\n{}", lines.join("\n"));
        let timeline = run(&script).expect("a figure of the paper");
        let lengths: Vec<String> = (0..5).map(|node| of(&timeline, node, "last-index")).collect();
        assert!(lengths.iter().zip(logs).all(|(length, log)| *length == log.split(' ').count().to_string()));
        assert!(timeline.present().broken().iter().all(Option::is_none));
    }
}

#[test]
fn a_disk_that_no_server_can_have_is_refused_at_its_line_with_the_reason() {
    let form = "Write: log NODE TERM … [term TERM] [vote NODE]";
    let cases = [
        ("log A 1 2 1", "line 2, column 11: Terms never fall along a log: 1 cannot follow 2.".to_string()),
        (
            "log A 1 5 term 4",
            "line 2, column 16: The last entry is of term 5, so the server’s term is 5 or later, not 4.".to_string(),
        ),
        (
            "log A 1 vote D",
            "line 2, column 14: There is no node “D”. The nodes are A B C.".to_string(),
        ),
        ("log D 1", "line 2, column 5: There is no node “D”. The nodes are A B C.".to_string()),
        (
            "log A 1 2 3\nlog B 1 1 3",
            "line 3, column 11: B and A both have an entry of term 3 at index 3. By Log Matching, all entries before it \
             must be equal."
                .to_string(),
        ),
        ("log A 1 0", "line 2, column 9: “0” is out of range. Write a value from 1 to 99.".to_string()),
        ("log A 1 x", format!("line 2, column 9: {form}")),
        ("log A 1 term", format!("line 2, column 9: {form}")),
        ("log A vote B", format!("line 2, column 7: {form}")),
        ("log A 1 vote B term 2", format!("line 2, column 16: {form}")),
        ("log", format!("line 2, column 1: {form}")),
    ];
    for (lines, expected) in cases {
        assert_eq!(run(&format!("nodes 3\n{lines}")).map(|_| ()), Err(expected), "{lines}");
    }
    // As far as they go they are equal, or nowhere of the same term at one index.
    for lines in ["log A 1 2 3\nlog B 1 2 3 3", "log A 1 2\nlog B 1 3"] {
        assert!(run(&format!("nodes 3\n{lines}")).is_ok(), "{lines}");
    }
}
