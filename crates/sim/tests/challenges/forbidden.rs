//! What a challenge does not allow, and what it begins with.

use crate::{NAMES, act, opened, text};
use quorate_core::protocol::Micros;
use quorate_sim::clock::refusal::Reason;
use quorate_sim::clock::timeline::Timeline;

/// A line that forbids something: what may still be done, one after the other, and then what may not.
type Tried = (&'static str, &'static [&'static str], &'static str);

const FORBIDDEN: [(&str, &[Tried]); 14] = [
    ("two-leaders", &[("rules", &[], "rule keep-vote off")]),
    (
        "no-leader",
        &[
            ("rules", &[], "rule majority off"),
            ("settings", &[], "loss 50%"),
            ("settings", &[], "heartbeat 100"),
            ("settings", &[], "latency A-B 100"),
            ("drop", &[], "drop m1"),
            ("timer", &[], "timer A 900"),
            ("crash", &[], "crash A"),
            ("add", &[], "add F"),
            ("remove", &[], "remove B"),
            ("configure", &[], "configure A B C"),
        ],
    ),
    (
        "lost-write",
        &[
            ("rules", &[], "rule durable-before-answering off"),
            ("wipe", &["crash A"], "wipe A"),
            ("configure forced", &["crash A"], "configure forced B C"),
        ],
    ),
    (
        "keep-serving",
        &[
            ("rules", &[], "rule sessions off"),
            ("settings", &[], "request-every 0"),
            ("settings", &[], "client-timeout 5000"),
            ("wipe", &["crash B"], "wipe B"),
            ("configure", &[], "configure A B C"),
            ("add", &[], "add F"),
            ("remove", &[], "remove B"),
        ],
    ),
    (
        "longest-log-loses",
        &[
            ("rules", &[], "rule election-restriction off"),
            ("wipe", &["crash B"], "wipe B"),
            ("configure forced", &[], "configure forced A B"),
        ],
    ),
    (
        "depose",
        &[
            ("timeout", &[], "timeout E"),
            ("timer", &[], "timer E 10"),
            ("align", &[], "align"),
            ("spread", &[], "spread"),
            ("transfer", &[], "transfer B"),
            ("election-timeout", &[], "election-timeout 900..950"),
            ("election-timeout", &[], "election-timeout E 10"),
            ("heartbeat", &[], "heartbeat 900"),
            ("loss", &[], "loss A-B 9%"),
            ("latency", &[], "latency 400"),
            ("clock", &[], "clock E 900%"),
        ],
    ),
    (
        "overwrite",
        &[
            ("rules", &[], "rule commit-own-term off"),
            ("wipe", &["crash S1"], "wipe S1"),
            ("configure", &[], "configure S1 S2"),
        ],
    ),
    (
        "figure-8",
        &[
            ("rules but commit-own-term", &["rule commit-own-term off"], "rule election-restriction off"),
            ("wipe", &["crash S1"], "wipe S1"),
            ("configure", &[], "configure S1 S2"),
            ("commands over 12", &["timer S1 200"; 12], "timer S1 200"),
        ],
    ),
    (
        "stale-read",
        &[
            ("rules over 1", &["rule read-confirmed off"], "rule keep-vote off"),
            ("request local", &["request GET x"], "request @B GET x local"),
            ("suspend", &[], "suspend A"),
            ("clock", &[], "clock A 50%"),
        ],
    ),
    ("double-charge", &[("rules over 1", &["rule sessions off", "rule sessions on"], "rule majority off")]),
    ("split-brain", &[("rule majority", &["rule sessions off"], "rule majority off")]),
    ("livelock", &[("crash", &[], "crash A"), ("cut", &[], "cut A-B"), ("partition", &[], "partition A | B C D E")]),
    ("not-mine", &[("rules", &[], "rule adopt-highest off")]),
    (
        "forgetful",
        &[
            ("rules over 1", &["rule adopt-highest off"], "rule durable-before-answering off"),
            ("crash over 1", &["crash E", "restart E"], "crash D"),
            ("wipe", &["crash E"], "wipe E"),
        ],
    ),
];

#[test]
fn what_a_challenge_forbids_is_refused_when_it_is_commanded() {
    assert_eq!(FORBIDDEN.map(|(name, _)| name), NAMES);
    for (name, tried) in FORBIDDEN {
        let text = text(name);
        let lines: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("forbid ")).collect();
        let mut of: Vec<&str> = tried.iter().map(|(of, ..)| *of).collect();
        of.dedup();
        assert_eq!(of, lines, "{name}: each line is tried, and no other");
        for (_, before, line) in tried {
            let (_, mut timeline) = opened(&text);
            act(&mut timeline, before);
            let error = timeline.command(line).expect_err(line);
            let is_judged = matches!(
                error.reason,
                Reason::RuleStays { .. }
                    | Reason::FewRules { .. }
                    | Reason::SettingStays { .. }
                    | Reason::FewCommands { .. }
                    | Reason::Disallowed { .. }
                    | Reason::SoOften { .. }
            );
            assert!(is_judged, "{name}: {line}: {error}");
        }
    }
}

#[track_caller]
fn refused(timeline: &mut Timeline, line: &str) -> String {
    timeline.command(line).expect_err(line).reason.to_string()
}

#[test]
fn what_may_be_done_so_often_is_refused_afterwards() {
    let (_, mut timeline) = opened(&text("forgetful"));
    for line in ["rule adopt-highest off", "crash E", "restart E", "rule adopt-highest on"] {
        timeline.command(line).expect(line);
    }
    assert_eq!(refused(&mut timeline, "crash D"), "This challenge limits the uses of “crash” to 1.");
    timeline.command("rule adopt-highest off").expect("the same rule again is no other rule");
    assert_eq!(
        refused(&mut timeline, "rule durable-before-answering off"),
        "This challenge limits the number of rules switched off to 1."
    );
    let (_, mut timeline) = opened(&text("figure-8"));
    timeline.command("rule commit-own-term off").expect("this one may be");
    (0..11).for_each(|_| timeline.command("timer S1 200").expect("eleven more"));
    assert_eq!(refused(&mut timeline, "timer S1 200"), "This challenge must be done with at most 12 commands.");
    assert_eq!(timeline.take_back(1).len(), 1);
    timeline.command("timer S1 200").expect("what was taken back does not count");
}

#[test]
fn what_a_challenge_begins_with_is_not_changed() {
    let (lesson, mut timeline) = opened(&text("two-leaders"));
    assert_eq!(timeline.now(), lesson.steps[0].to, "hands take over where the opening ends");
    assert!(timeline.take_back(5).is_empty(), "nothing of it is one's own");
    timeline.seek(Micros::from_ms(50));
    assert_eq!(
        refused(&mut timeline, "crash A"),
        "Your part begins at 91 ms. What comes before is given: go to 91 ms first."
    );
    timeline.seek(lesson.steps[0].to);
    timeline.command("crash A").expect("from here on everything is allowed but rules");
}
