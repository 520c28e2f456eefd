//! When a goal is reached, and when not.

use crate::{NAMES, act, is_reached, opened, progress, reached, said_of, solved, text, wait};
use quorate_core::protocol::Micros;
use quorate_sim::language::judge::Judgement;
use quorate_sim::language::lesson::Lesson;
use quorate_sim::registry::ALL;

/// Each looks like the goal, and lacks what it is about.
#[test]
fn what_only_looks_like_it_is_not_it() {
    let near: [(&str, &[&str]); 24] = [
        ("two-leaders", &["crash A", "+1000", "restart A", "+1000"]),
        ("no-leader", &["partition A | B | C | D | E", "+5000"]),
        ("no-leader", &["suspend A", "suspend B", "suspend C", "+5000"]),
        // Only the leader had it.
        ("lost-write", &["partition A | B C D E", "request @A SET x 5", "+600", "heal", "+1000"]),
        // Nobody was told, and no log has it any more: it was carried out, and snapshots have replaced it.
        (
            "lost-write",
            &[
                "snapshot-threshold 1",
                "request @A SET x 5",
                "+20",
                "crash A",
                "+1000",
                "request SET x 6",
                "+600",
                "restart A",
                "+1000",
            ],
        ),
        ("keep-serving", &["crash B", "+60", "restart B", "+250", "crash C", "+60", "restart C", "+5000"]),
        // All of them at once, between two requests: then nobody is served.
        (
            "keep-serving",
            &[
                "crash A",
                "crash B",
                "crash C",
                "crash D",
                "crash E",
                "restart A",
                "restart B",
                "restart C",
                "restart D",
                "restart E",
                "+5000",
            ],
        ),
        // It asks for votes and is refused by no server.
        (
            "longest-log-loses",
            &["partition A | B C D E", "request @A SET x 1", "+600", "crash A", "restart A", "+2000"],
        ),
        // The leader had no majority, and another one led already.
        ("depose", &["partition A B | C D E", "+800", "heal", "+3000"]),
        // Nor did it where what it sends is held, or whoever it would ask stands still.
        ("depose", &["hold A>B Heartbeat", "hold A>C Heartbeat", "hold A>D Heartbeat", "hold A>E Heartbeat", "+600"]),
        // Or has none any more when it hears of the later term.
        ("depose", &["partition E | A B C D", "+700", "partition A E | B C D", "+100"]),
        // Another one leads in that term.
        (
            "depose",
            &["partition E | A B C D", "+350", "partition A | B C D | E", "+400", "partition E | A B C D", "+100"],
        ),
        // The one that was away has crashed before, or stood still.
        ("depose", &["crash E", "restart E", "partition E | A B C D", "+700", "heal", "+100"]),
        ("depose", &["suspend E", "+10", "resume E", "partition E | A B C D", "+700", "heal", "+100"]),
        ("depose", &["suspend B", "suspend C", "suspend D", "partition A B C D | E", "+800", "heal", "+100"]),
        // Two of five had it.
        ("overwrite", &["timer S5 10", "+400"]),
        // It was on a majority and never committed.
        (
            "figure-8",
            &[
                "cut S1-S4",
                "cut S1-S5",
                "timer S1 10",
                "+105",
                "crash S1",
                "heal",
                "timer S5 10",
                "+60",
                "timer S5 10",
                "+200",
            ],
        ),
        (
            "stale-read",
            &["request SET x 1", "+200", "request SET x 2", "request GET x", "+300", "request GET x", "+300"],
        ),
        // The client wanted it twice.
        ("double-charge", &["rule sessions off", "request ADD x 1", "+100", "request ADD x 1", "+300"]),
        // In different terms.
        ("split-brain", &["configure S1 S2 S3 S4 S5", "+10", "partition S3 | S1 S2", "+1500"]),
        // They do not outbid each other: no message arrives.
        ("livelock", &["loss 100%", "request @A X", "request @B Y", "+30000"]),
        ("livelock", &["request @A X", "+500", "request @B Y", "+5000"]),
        // B is told what was chosen, and proposes nothing.
        ("not-mine", &["request @A X", "+500", "request @B Y", "+2000"]),
        ("forgetful", &["request @A X", "+500", "crash C", "restart C", "request @B Y", "+2000"]),
    ];
    assert!(NAMES.iter().all(|name| near.iter().any(|(other, _)| other == name)));
    for (name, lines) in near {
        let (_, mut timeline) = opened(&text(name));
        act(&mut timeline, lines);
        assert!(reached(&timeline).iter().all(Option::is_none), "{name}: {lines:?}");
    }
}

#[test]
fn a_goal_is_reached_in_the_present_and_on_the_branch_that_reaches_it() {
    let (_, mut timeline) = solved(&text("lost-write"));
    let end = timeline.now();
    let at = reached(&timeline)[0].expect("it is done");
    timeline.seek(Micros(at.0 - 1));
    assert_eq!(reached(&timeline), [None], "not yet");
    timeline.seek(at);
    assert_eq!(reached(&timeline), [Some(at)]);
    timeline.seek(Micros::from_ms(100));
    timeline.command("heal").expect("something was cut");
    wait(&mut timeline, 5000);
    assert_eq!(reached(&timeline), [None], "another branch");
    let first = timeline.lanes()[0].id;
    timeline.switch(first);
    timeline.seek(end);
    assert_eq!(reached(&timeline), [Some(at)]);
}

#[test]
fn a_goal_that_must_last_is_reached_only_when_it_has_lasted() {
    let (_, timeline) = solved(&text("no-leader"));
    let at = reached(&timeline)[0].expect("it is done");
    assert_eq!(at, Micros::from_ms(2002), "nobody has led since hands took over at 2 ms");
    let (_, mut timeline) = opened(&text("no-leader"));
    wait(&mut timeline, 1);
    timeline.command("cut A-B").expect("it may be cut");
    assert_eq!(progress(&timeline)[0].since, None, "but then it does not count");
    timeline.command("mend A-B").expect("it is cut");
    assert_eq!(progress(&timeline)[0].since, Some(timeline.now()));
}

#[test]
fn what_must_last_is_reached_when_it_has_lasted_though_nothing_happens_then() {
    let calm = "@91 partition E | A B C D\n@791 heal\n@3500 pre-vote on\n@3500 check-quorum on\n\
                @3600 partition E | A B C D\n@4600 heal\n@5000 partition E | A B C D\n@6000 heal\n";
    assert!(!is_reached("depose", &format!("{calm}@6999.999\n")));
    let Judgement::Reached(at) = said_of("depose", &format!("{calm}@7000\n")) else { panic!("it has been a second") };
    assert_eq!(at[1], Micros::from_ms(7000));
    assert_eq!(said_of("depose", &format!("{calm}@7000 cut A-B\n@7400\n")), Judgement::Reached(at), "it was so before");
    assert!(!is_reached("depose", &format!("{calm}@6999 cut A-B\n@7400\n")));
    let too_short = calm.replace("@6000 heal", "@5999 heal");
    assert!(!is_reached("depose", &format!("{too_short}@7400\n")), "it has to be away for a second");
}

#[test]
fn what_will_have_come_if_nothing_happens_is_not_told_before() {
    let (_, mut timeline) = opened(&text("depose"));
    act(&mut timeline, &["partition E | A B C D", "+700", "heal", "+2700", "pre-vote on", "check-quorum on"]);
    act(&mut timeline, &["partition E | A B C D", "+1800", "heal", "+500"]);
    assert_eq!((progress(&timeline)[1].since, progress(&timeline)[1].reached), (None, None));
    wait(&mut timeline, 500);
    assert!(progress(&timeline)[1].reached.is_some(), "now it has been a second");
}

#[test]
fn a_feat_has_come_though_what_happens_next_would_end_it() {
    // Each of the two comes when the other has been.
    let text = text("depose").replace("when feat undisturbed", "when feat undisturbed and cluster cuts > 0");
    let (task, _) = text.split_once("solution\n").expect("each has one");
    let solution = "partition E | A B C D\nwait 700\nheal\nwait 2700\npre-vote on\ncheck-quorum on\n\
                    partition E | A B C D\nwait 1800\nheal\nwait 1000\ncut A-B";
    let end = |solution: &str| Lesson::play(ALL, &format!("{task}solution\n{solution}")).map(drop);
    assert_eq!(end(solution), Ok(()));
    assert!(end(&solution.replace("wait 1000", "wait 999")).is_err());
}

#[test]
fn a_request_that_has_waited_too_long_cannot_be_made_good() {
    let (_, mut timeline) = opened(&text("keep-serving"));
    for node in ["A", "B", "C"] {
        timeline.command(&format!("crash {node}")).expect("it is up");
    }
    wait(&mut timeline, 900);
    assert!(!progress(&timeline)[0].is_missed);
    wait(&mut timeline, 1000);
    assert!(progress(&timeline)[0].is_missed);
}

#[test]
fn a_first_choice_that_spoils_a_challenge_is_told_at_once() {
    for name in ["not-mine", "livelock"] {
        let (_, mut timeline) = opened(&text(name));
        act(&mut timeline, &["request @A X", "+10"]);
        assert!(!progress(&timeline)[0].is_missed, "{name}: nothing is chosen");
        act(&mut timeline, &["+500"]);
        assert!(progress(&timeline)[0].is_missed, "{name}");
    }
}

#[test]
fn a_guarantee_that_was_broken_cannot_be_made_good() {
    let (_, mut timeline) = opened(&text("two-leaders"));
    act(&mut timeline, &["crash B", "wipe B"]);
    assert!(!progress(&timeline)[0].is_missed, "nothing is broken yet");
    act(&mut timeline, &["restart B", "+300"]);
    assert!(progress(&timeline)[0].is_missed, "{}", timeline.script());
    let (_, mut timeline) = solved(&text("two-leaders"));
    act(&mut timeline, &["heal", "crash B", "wipe B", "restart B", "+300"]);
    assert!(!progress(&timeline)[0].is_missed, "what was reached before is reached");
}
