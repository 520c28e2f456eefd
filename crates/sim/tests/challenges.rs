//! Every challenge can be done as its solution does it, not by doing nothing, and not by what it forbids.

use quorate_core::protocol::Micros;
use quorate_sim::clock::refusal::{Error, Reason};
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::challenge::Referee;
use quorate_sim::language::judge::{Judgement, judge};
use quorate_sim::language::lesson::{Lesson, Rehearsal};
use quorate_sim::registry::ALL;
use std::fs;
use std::path::Path;

const NAMES: [&str; 14] = [
    "two-leaders",
    "no-leader",
    "lost-write",
    "keep-serving",
    "longest-log-loses",
    "depose",
    "overwrite",
    "figure-8",
    "stale-read",
    "double-charge",
    "split-brain",
    "livelock",
    "not-mine",
    "forgetful",
];

fn text(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons/challenge");
    fs::read_to_string(folder.join(name).with_extension("lesson")).expect("the challenge is there")
}

/// A challenge as it is handed over.
fn opened(text: &str) -> (Lesson, Timeline) {
    let (mut rehearsal, mut timeline) = Rehearsal::begin(ALL, text).expect("it is well written");
    rehearsal.proceed(&mut timeline, usize::MAX).expect("it goes as it says");
    (rehearsal.finish(), timeline)
}

/// A run that does it.
fn solved(text: &str) -> (Lesson, Timeline) {
    Lesson::play(ALL, text).unwrap_or_else(|error| panic!("{error}"))
}

fn reached(timeline: &Timeline) -> Vec<Option<Micros>> {
    let referee = Referee::of(timeline.present()).expect("somebody looks on");
    referee.progress(timeline.now()).iter().map(|goal| goal.reached).collect()
}

fn wait(timeline: &mut Timeline, ms: u64) {
    timeline.advance(Micros(timeline.now().0 + ms * 1000), usize::MAX);
}

#[test]
fn each_file_is_named_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons/challenge");
    let files =
        fs::read_dir(folder).expect("the challenges are there").map(|file| file.expect("it can be read").path());
    let mut found: Vec<String> =
        files.filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())).collect();
    let mut named = NAMES.map(String::from).to_vec();
    found.sort();
    named.sort();
    assert_eq!(found, named);
}

#[test]
fn each_says_its_task_and_three_hints_and_what_it_showed_in_both_languages() {
    for name in NAMES {
        let (lesson, _) = opened(&text(name));
        assert_eq!((lesson.id.as_str(), lesson.steps.len()), (format!("challenge/{name}").as_str(), 1));
        assert_eq!(lesson.untranslated(), [], "{name}");
        assert_eq!(lesson.languages(), ["en", "zh"], "{name}");
        assert_eq!(lesson.wordy(), [], "{name}: line, form, length");
        let challenge = lesson.challenge.expect("it is a challenge");
        assert_eq!(challenge.hints.len(), 3, "{name}");
        assert!(!challenge.forbidden.is_empty(), "{name} allows everything");
        assert!(!lesson.steps[0].then.is_empty(), "{name} does not say what it showed");
    }
}

#[test]
fn each_solution_reaches_its_goals_and_its_script_is_believed() {
    for name in NAMES {
        let text = text(name);
        let (_, timeline) = solved(&text);
        let times: Vec<Micros> = reached(&timeline).into_iter().map(|at| at.expect("each goal is reached")).collect();
        assert!(times.is_sorted(), "{name}: {times:?}");
        assert_eq!(judge(ALL, &text, &timeline.script()), Ok(Judgement::Reached(times)), "{name}");
    }
}

#[test]
fn doing_nothing_reaches_no_goal() {
    for name in NAMES {
        // Whatever the seed: a challenge does not rest on luck.
        for seed in 1..=8 {
            let text = text(name);
            let own = text.lines().find(|line| line.starts_with("seed ")).expect("it has a seed");
            let (_, mut timeline) = opened(&text.replace(own, &format!("seed {seed}")));
            wait(&mut timeline, 15_000);
            assert!(reached(&timeline).iter().all(Option::is_none), "{name} with seed {seed}");
        }
    }
}

/// `+100`: 100 ms pass.
fn act(timeline: &mut Timeline, lines: &[&str]) {
    for line in lines {
        match line.strip_prefix('+') {
            Some(ms) => wait(timeline, ms.parse().expect("a number")),
            None => timeline.command(line).unwrap_or_else(|error| panic!("{line}: {error}")),
        }
    }
}

/// Each looks like the goal, and lacks what it is about.
#[test]
fn what_only_looks_like_it_is_not_it() {
    let near: [(&str, &[&str]); 19] = [
        ("two-leaders", &["crash A", "+1000", "restart A", "+1000"]),
        ("no-leader", &["partition A | B | C | D | E", "+5000"]),
        ("no-leader", &["suspend A", "suspend B", "suspend C", "+5000"]),
        // Only the leader had it.
        ("lost-write", &["partition A | B C D E", "request @A SET x 5", "+600", "heal", "+1000"]),
        ("keep-serving", &["crash B", "+60", "restart B", "+250", "crash C", "+60", "restart C", "+5000"]),
        // All of them at once: then nobody is served.
        ("keep-serving", &["crash A", "crash B", "crash C", "crash D", "crash E", "+5000"]),
        // It asks for votes and is refused by no server.
        (
            "longest-log-loses",
            &["partition A | B C D E", "request @A SET x 1", "+600", "crash A", "restart A", "+2000"],
        ),
        // The leader had no majority, and another one led already.
        ("depose", &["partition A B | C D E", "+800", "heal", "+3000"]),
        // Nor did it where what it sends is held, or whoever it would ask stands still.
        (
            "depose",
            &[
                "hold A>B AppendEntries",
                "hold A>C AppendEntries",
                "hold A>D AppendEntries",
                "hold A>E AppendEntries",
                "+600",
            ],
        ),
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
    let since =
        |timeline: &Timeline| Referee::of(timeline.present()).expect("it is there").progress(timeline.now())[0].since;
    assert_eq!(since(&timeline), None, "but then it does not count");
    timeline.command("mend A-B").expect("it is cut");
    assert_eq!(since(&timeline), Some(timeline.now()));
}

#[test]
fn a_request_that_has_waited_too_long_cannot_be_made_good() {
    let (_, mut timeline) = opened(&text("keep-serving"));
    for node in ["A", "B", "C"] {
        timeline.command(&format!("crash {node}")).expect("it is up");
    }
    let missed =
        |timeline: &Timeline| Referee::of(timeline.present()).expect("it is there").progress(timeline.now())[0];
    wait(&mut timeline, 900);
    assert!(!missed(&timeline).is_missed);
    wait(&mut timeline, 1000);
    assert!(missed(&timeline).is_missed);
}

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

/// A challenge with another solution.
fn instead(name: &str, solution: &str) -> Result<(), String> {
    let text = text(name);
    let (task, _) = text.split_once("solution\n").expect("each has one");
    Lesson::play(ALL, &format!("{task}solution\n{solution}")).map(drop).map_err(|error| error.reason.to_string())
}

/// What is said of a run of a challenge, from where hands take over.
fn said_of(name: &str, commands: &str) -> Judgement {
    let text = text(name);
    let start = opened(&text).1.script();
    let given: String = start.lines().filter(|line| line.contains(' ')).map(|line| format!("{line}\n")).collect();
    judge(ALL, &text, &format!("{given}{commands}")).expect("the challenge is well written")
}

fn is_reached(name: &str, commands: &str) -> bool {
    match said_of(name, commands) {
        Judgement::Reached(_) => true,
        Judgement::Missed { .. } => false,
        judgement => panic!("{name}: {judgement:?}"),
    }
}

#[test]
fn a_term_with_two_leaders_is_no_split_by_members_where_a_server_voted_for_both() {
    // S2 loses its vote in a crash, while nothing is wrong with the change that is under way.
    let lost_vote = "request SET x 1\nuntil all state.x = 1\nrule durable-before-answering off\ndisk S2 10000\n\
                     partition S1 S2 | S3\nremove S1 @S3\nuntil S3 last-index = 2\nexpect S3 configuration = {S2 S3}\n\
                     heal\ncut S3-S1\ncrash S3\nrestart S3\ntimer S1 60000\ntimer S2 60000\ntimeout S3\nwait 5\n\
                     timeout S1\nuntil S2 term = 2\ncrash S2\nrestart S2\nwait 17\nexpect S3 role = leader\n\
                     until S1 role = leader\nwait 100\nexpect violation raft.election-safety";
    assert_eq!(instead("split-brain", lost_vote), Err("The solution does not reach goal 1.".to_string()));
}

#[test]
fn what_was_applied_twice_was_so_though_a_snapshot_has_taken_the_first_of_them() {
    let compacted = "rule sessions off\nsnapshot-threshold 1\nrequest ADD x 1\nuntil all last-index = 1\ncrash A\n\
                     timer B 20\nuntil B role = leader\nuntil c1 state = unknown\nretry c1 @B\nuntil B state.x = 2";
    assert_eq!(instead("double-charge", compacted), Ok(()));
}

#[test]
fn a_value_is_old_whatever_replaced_it_and_whatever_came_to_nothing_beside() {
    let split = "@200 rule read-confirmed off\n@200 partition A | B C\n@200 timer B 60\n";
    let read = |between: &str, end: &str| {
        is_reached("stale-read", &format!("@100 request SET x 1\n{split}{between}@600 request @A GET x\n{end}"))
    };
    assert!(read("@400 request @B SET x 2\n", "@900\n"));
    assert!(read("@400 request @B ADD x 1\n", "@900\n"), "x is 2 after that too");
    assert!(read("@210 request @A ADD x 5\n@400 request @B SET x 2\n", "@900\n"), "nobody ever adds it");
    assert!(!read("@400 request @B SET x 1\n", "@900\n"), "that is the value still");
    // B carries out an ADD that makes x what A says it is, and its client is not told in time.
    let added = |x| {
        format!(
            "@390 request @B SET x 2\n@399 client-timeout 20\n@400 request @B ADD x {x}\n@500 client-timeout 1000\n"
        )
    };
    assert!(!read(&added(-1), "@900\n"), "it may have come after the read began");
    assert!(read(&added(5), "@900\n"));
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
}

/// All five, one after the other; a request of one's own at this time.
fn kept_serving(own: &str, end: &str) -> String {
    format!(
        "{own}@100 crash B\n@110 restart B\n@1000 crash C\n@1110 restart C\n@1300 crash D\n@1350 restart D\n\
         @1600 crash E\n@1700 restart E\n@2000 transfer B\n@2200 crash A\n@2300 restart A\n{end}"
    )
}

#[test]
fn whoever_asks_beside_spoils_no_run_in_which_all_others_were_served() {
    assert!(is_reached("keep-serving", &kept_serving("", "@4000\n")));
    assert!(is_reached("keep-serving", &kept_serving("@95 request @B GET x\n", "@4000\n")), "B sends it elsewhere");
    let Judgement::Reached(at) = said_of("keep-serving", &kept_serving("", "@4000\n")) else { unreachable!() };
    let ends_at = |at: Micros| format!("@{}\n", quorate_sim::cluster::setting::ms(at));
    assert!(is_reached("keep-serving", &kept_serving("", &ends_at(at[0]))));
    assert!(!is_reached("keep-serving", &kept_serving("", &ends_at(Micros(at[0].0 - 1)))));
}

#[test]
fn what_snapshots_replace_is_lost_all_the_same() {
    for name in ["lost-write", "overwrite", "figure-8"] {
        let compacting = text(name).replacen("solution\n", "solution\nsnapshot-threshold 1\n", 1);
        let (_, timeline) = solved(&compacting);
        assert!(reached(&timeline).iter().all(Option::is_some), "{name}");
    }
}

#[test]
fn a_request_that_is_left_out_is_not_served() {
    let crowd = "@241 request @B SET y 1\n".repeat(64);
    let outage = "@241 restart B\n@241 crash A\n@241 crash C\n@241 crash D\n@241 crash E\n\
                  @251 restart A\n@251 restart C\n@251 restart D\n@251 restart E\n@1751\n";
    assert!(!is_reached("keep-serving", &format!("@241 crash B\n{crowd}{outage}")));
}

#[test]
fn nobody_has_read_what_no_client_was_told() {
    let read = "@91 request SET x 1\n@211 rule read-confirmed off\n@211 partition A | B C\n@211 timer B 60\n";
    let asked = "@301 request @B SET x 2\n@401 request @A GET x\n@801\n";
    assert!(is_reached("stale-read", &format!("{read}{asked}")));
    assert!(!is_reached("stale-read", &format!("{read}@301 client-timeout 1\n{asked}")));
}

#[test]
fn a_leader_that_nobody_heard_until_a_moment_ago_is_not_deposed_for_nothing() {
    let said = said_of("depose", "@91 partition A | B C D E\n@247.211 heal\n@847.211\n");
    assert_eq!(said, Judgement::Missed { reached: vec![], of: 2 });
}

#[test]
fn a_first_choice_that_spoils_a_challenge_is_told_at_once() {
    for name in ["not-mine", "livelock"] {
        let (_, mut timeline) = opened(&text(name));
        let is_missed = |timeline: &Timeline| {
            Referee::of(timeline.present()).expect("it is there").progress(timeline.now())[0].is_missed
        };
        act(&mut timeline, &["request @A X", "+10"]);
        assert!(!is_missed(&timeline), "{name}: nothing is chosen");
        act(&mut timeline, &["+500"]);
        assert!(is_missed(&timeline), "{name}");
    }
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

#[track_caller]
fn check(head: &str, rest: &str, expected: &str) {
    let text = format!("lesson x\ntitle en x\nprotocol raft\nnodes 3\nseed 1\n{head}\nstep\nsay en x\n{rest}");
    assert_eq!(Lesson::play(ALL, &text).map(|_| ()).unwrap_err().to_string(), expected);
}

#[test]
fn a_challenge_that_is_badly_written_is_told_where() {
    const GOAL: &str = "goal en x\nwhen some role = leader";
    check("goal en x", "", "line 6, column 1: This is missing: when CONDITION");
    check("forbid rules", "", "line 7, column 1: This is missing: goal LANGUAGE TEXT");
    check("when A term = 1", "", "line 6, column 1: This is missing: goal LANGUAGE TEXT");
    check(
        "goal en x\nwhen feat lost-entri",
        "",
        "line 7, column 11: There is no feat “lost-entri”. Did you mean “lost-entry”? Write one of lost-entry longest-log-loses \
         deposed undisturbed majority-overwritten committed-overwritten stale-read applied-twice split-by-members \
         served-through-crashes.",
    );
    check("goal en x\nwhen at-least 0 role = leader", "", "line 7, column 15: Write: at-least NUMBER");
    check(
        "goal en x\nwhen cluster mood = sad",
        "",
        "line 7, column 14: There is no attribute “mood”. Write one of up suspended cuts held.",
    );
    check(
        "forbid crsh",
        "",
        "line 6, column 8: There is no command “crsh”. Did you mean “crash”? All commands are listed by: help",
    );
    check(
        "forbid rules but majorty",
        "",
        "line 6, column 18: There is no setting or rule “majorty”. Did you mean “majority”? The settings list all of them.",
    );
    check(
        &format!("{GOAL}\nforbid commands"),
        "",
        "line 8, column 8: Write: forbid rules [but NAME …|over NUMBER], forbid settings, forbid commands over NUMBER, forbid COMMAND [WORD …] [over NUMBER]",
    );
    check(
        GOAL,
        "wait 5\nstep\nsay en y",
        "line 11, column 1: A challenge has one step. Write the task in its say lines.",
    );
    check(
        GOAL,
        "timer A 5\nuntil A role = leader\nsolution",
        "line 12, column 1: The first goal is reached before anything is done.",
    );
    check(GOAL, "solution\nwait 5", "line 10, column 1: The solution does not reach goal 1.");
    check(
        "goal en x\nwhen some role = leader\nforbid timer",
        "solution\ntimer A 5",
        "line 12, column 1: This challenge does not allow “timer”.",
    );
}
