//! What is said of a run that is handed in.

use crate::{said_of, solved, text};
use quorate_core::protocol::Micros;
use quorate_sim::clock::refusal::{Error, Reason};
use quorate_sim::language::judge::{Judgement, judge};
use quorate_sim::registry::ALL;

#[test]
fn a_run_that_is_not_honest_is_not_believed() {
    let text = text("two-leaders");
    let script = solved(&text).1.script();
    let of = |script: &str| judge(ALL, &text, script).expect("the challenge is well written");
    assert!(matches!(of(&script), Judgement::Reached(_)));
    let other = |line, right: &str| {
        Judgement::Refused(Error { line, column: 1, reason: Reason::OtherStart { right: right.to_string() } })
    };
    assert_eq!(of(&script.replace("seed 11", "seed 12")), other(3, "seed 11"));
    assert_eq!(
        of(&script.replace("challenge challenge/two-leaders\n", "")),
        other(4, "challenge challenge/two-leaders")
    );
    assert_eq!(of(&script.replace("latency 15..15\n", "latency 15..15\nrule keep-vote off\n")), other(6, ""));
    let refusal = |script: &str| match of(script) {
        Judgement::Refused(error) => (error.line, error.reason.key()),
        judgement => panic!("{judgement:?}"),
    };
    assert_eq!(refusal(&script.replace("@1 timer A 20", "@1 timer B 20")), (6, "error.before-challenge"));
    assert_eq!(refusal(&script.replace("@91 partition", "@50 partition")), (7, "error.before-challenge"));
    assert_eq!(refusal(&script.replace("@91 timer C 20", "@91 rule keep-vote off")), (8, "error.rule-stays"));
    assert_eq!(refusal(&script.replace("@91 timer C 20", "@91 timer Q 20")), (8, "error.unknown-node"));
    let first_half: String = script.lines().take(7).map(|line| format!("{line}\n")).collect();
    assert_eq!(of(&first_half), Judgement::Missed { reached: Vec::new(), of: 1 });
}

#[test]
fn of_several_goals_those_that_are_reached_are_told() {
    let text = text("depose");
    let script = solved(&text).1.script();
    let first = script.lines().take_while(|line| !line.contains("pre-vote"));
    let half: String = first.map(|line| format!("{line}\n")).collect();
    let judgement = judge(ALL, &text, &format!("{half}@3000\n")).expect("the challenge is well written");
    assert!(matches!(&judgement, Judgement::Missed { reached, of: 2 } if reached.len() == 1), "{judgement:?}");
}

#[test]
fn a_run_that_takes_hours_of_work_is_not_played_to_its_end() {
    let busy = "@91 latency 0..0\n@91 heartbeat 1\n@86400000\n";
    let Judgement::TooLong { at } = said_of("two-leaders", busy) else { panic!("it was played") };
    assert!(at < Micros::from_ms(86_400_000));
}

#[test]
fn a_wrong_line_is_counted_as_it_is_written() {
    let text = text("two-leaders");
    let line = |script: &str| match judge(ALL, &text, script).expect("the challenge is well written") {
        Judgement::Refused(Error { line, reason: Reason::OtherStart { right }, .. }) => (line, right),
        judgement => panic!("{judgement:?}"),
    };
    let head = "# my attempt\n\nprotocol raft\nlatency 15..15\n\n";
    assert_eq!(line("protocol raft\nnodes 5\n\nseed 12\n@1 timer A 20\n"), (4, "seed 11".to_string()));
    let challenge = "challenge challenge/two-leaders\n";
    assert_eq!(line(&format!("{head}{challenge}latency 15..15\n@1 timer A 20\n")), (7, String::new()));
    assert_eq!(line(&format!("{head}\n@1 timer A 20\n")).0, 4);
    assert_eq!(
        line(&format!("# mine\nprotocol raft\n{challenge}\n@1 timer A 20\n")),
        (5, "latency 15..15".to_string())
    );
}
