//! Every lesson is played by the protocol code itself, and all that it expects is true.

use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::condition;
use quorate_sim::language::lesson::Lesson;
use quorate_sim::registry::ALL;
use std::fs;
use std::path::{Path, PathBuf};

fn play(text: &str) -> Result<Lesson, String> {
    Lesson::play(ALL, text).map(|(lesson, _)| lesson).map_err(|error| error.to_string())
}

fn lesson_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the lessons are there") {
        let path = entry.expect("a folder can be read to its end").path();
        if path.is_dir() {
            files.extend(lesson_files(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_lesson_plays_as_it_says() {
    each_lesson(|file, lesson, _| {
        assert_eq!(Path::new(&lesson.id), file.with_extension(""), "a lesson is called like its file");
    });
}

/// With the file's place among the lessons. Challenges have tests of their own.
fn each_lesson(look: impl Fn(&Path, &Lesson, &mut Timeline)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    let files = lesson_files(&root);
    assert!(files.len() >= 3, "the lessons are missing");
    for file in files.into_iter().filter(|file| !file.starts_with(root.join("challenge"))) {
        let text = fs::read_to_string(&file).expect("a lesson is text");
        let played = Lesson::play(ALL, &text);
        let (lesson, mut timeline) = played.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        look(file.strip_prefix(&root).expect("it lies there"), &lesson, &mut timeline);
    }
}

#[test]
fn the_end_of_a_step_belongs_to_it_and_its_beginning_shows_nothing_of_it() {
    let text = format!("{HEAD}wait 100\nstep\nsay en x\nsay zh x\ncrash A\nwait 100");
    let (lesson, mut timeline) = Lesson::play(ALL, &text).expect("it is well written");
    let (first, second) = (&lesson.steps[0], &lesson.steps[1]);
    assert!(first.to < second.from);
    timeline.seek(second.from);
    assert!(timeline.present().machine().is_up(quorate_core::protocol::NodeId(0)), "not crashed yet");
    timeline.seek(second.to);
    assert!(!timeline.present().machine().is_up(quorate_core::protocol::NodeId(0)));
}

#[test]
fn whatever_is_done_in_a_lesson_is_done_on_a_branch_even_at_its_end() {
    let (lesson, mut timeline) = Lesson::play(ALL, &format!("{HEAD}wait 100")).expect("it is well written");
    timeline.seek(lesson.steps[0].to);
    timeline.command("crash A").expect("A is up");
    assert_eq!((timeline.lanes().len(), timeline.lane().id.0), (2, 1));
    timeline.command("crash B").expect("B is up");
    assert_eq!(timeline.lanes().len(), 2, "that branch is one's own");
}

const HEAD: &str = "lesson x\ntitle en x\ntitle zh x\nprotocol raft\nnodes 3\nseed 1\nstep\nsay en x\nsay zh x\n";

#[track_caller]
fn check(rest: &str, expected: &str) {
    let result = play(&format!("{HEAD}{rest}")).map(|_| ());
    assert_eq!(result.unwrap_err(), expected);
}

#[test]
fn an_expectation_that_is_not_met_says_what_was_found() {
    check(
        "timer A 10\nuntil A role = leader\nexpect B role = leader",
        "line 12, column 8: Expected “B role = leader”, but found “follower”.",
    );
}

#[test]
fn an_until_that_never_comes_true_is_an_error() {
    check(
        "crash A\nuntil A role = leader",
        "line 11, column 7: “A role = leader” did not become true within 20000 ms: found “down”.",
    );
}

#[test]
fn what_must_always_hold_is_looked_at_after_everything_that_happens() {
    check("always A term = 0\nwait 1000", "line 11, column 6: Expected “A term = 0”, but found “1”.");
}

#[test]
fn what_a_lesson_must_say_it_says_in_at_least_one_language() {
    let refused = |missing: &str, rest: &str| play(&(HEAD.replace(missing, "") + rest)).unwrap_err();
    assert_eq!(refused("say en x\nsay zh x\n", ""), "line 7, column 1: This is missing: say LANGUAGE TEXT");
    assert_eq!(refused("title en x\ntitle zh x\n", ""), "line 5, column 1: This is missing: title LANGUAGE TEXT");
    assert_eq!(refused("lesson x\n", ""), "line 6, column 1: This is missing: lesson ID");
    check("say English is a language", "line 10, column 5: Write: say LANGUAGE TEXT");
    check("say en", "line 10, column 1: Write: say LANGUAGE TEXT");
}

#[test]
fn what_a_lesson_does_not_say_in_one_of_its_languages_is_named() {
    let lesson = play(&format!("{HEAD}say fr un\nthen zh y\nwait 1")).expect("another language stands in");
    let missing = [(2, "title fr TEXT"), (11, "then en TEXT"), (11, "then fr TEXT")];
    assert_eq!(lesson.untranslated(), missing.map(|(line, form)| (line, form.to_string())));
    assert_eq!(lesson.steps[0].say.iter().collect::<Vec<_>>(), [("en", "x"), ("zh", "x"), ("fr", "un")]);
}

const ASK: &str = "ask en who?\nask zh 谁？\nchoice en A\nchoice zh 甲\nwhen A role = leader\nwhy en a\nchoice en B\nwhen B role = leader\n";

#[test]
fn the_run_decides_which_choice_is_right() {
    let of = |leader: &str| {
        let text = format!("{HEAD}{ASK}why en b\ntimer {leader} 10\nuntil {leader} role = leader");
        let lesson = play(&text).expect("it is well written");
        let question = lesson.steps[0].question.clone().expect("it asks");
        assert!(question.at < lesson.steps[0].to, "it is asked before it is answered");
        question.choices.iter().map(|choice| choice.is_right).collect::<Vec<_>>()
    };
    assert_eq!(of("A"), [true, false]);
    assert_eq!(of("B"), [false, true]);
}

#[test]
fn a_question_without_exactly_one_answer_is_refused() {
    check(&format!("{ASK}why en b\nwait 1"), "line 10, column 1: Exactly one choice must come true, but 0 did.");
    let twice = ASK.replace("when B role = leader", "when some role = leader");
    let won = "timer A 10\nuntil A role = leader";
    check(&format!("{twice}{won}"), "line 17, column 6: Exactly one choice must come true, but 2 did.");
    check(&format!("{ASK}{won}"), "line 16, column 1: This is missing: why LANGUAGE TEXT");
    check(&format!("{ASK}choice en C\n{won}"), "line 16, column 1: This is missing: why LANGUAGE TEXT");
    check(
        "ask en who?\nchoice en A\nwhen A role = leader\nwait 1",
        "line 10, column 1: A question has 2 to 4 choices, and this one has 1.",
    );
    check("ask en who?\nchoice en A\nchoice en B\nwait 1", "line 11, column 1: This is missing: when CONDITION");
    check("choice en A", "line 10, column 1: This is missing: ask LANGUAGE TEXT");
    check("ask en who?\nwhy en A", "line 11, column 1: This is missing: choice LANGUAGE TEXT");
}

#[test]
fn a_question_is_asked_before_anything_of_its_answer() {
    let text = format!("{HEAD}wait 100\n{ASK}why en b\ntimer A 0\nuntil A role = leader");
    let (lesson, mut timeline) = Lesson::play(ALL, &text).expect("it is well written");
    let at = lesson.steps[0].question.as_ref().expect("it asks").at;
    timeline.seek(at);
    assert!(condition::holds("A role = follower", timeline.present()));
}

#[test]
fn what_is_to_be_seen_lasts_and_what_is_not_is_passed_over() {
    let pace = |rest: &str| {
        let lesson = play(&format!("{HEAD}{rest}")).expect("it is well written");
        lesson.steps[0].stretches.iter().map(|it| (it.lasts.0 / 1000, it.is_passed)).collect::<Vec<_>>()
    };
    assert_eq!(pace("latency 15\ntimer A 40\nuntil A role = leader"), [(600, true), (3500, false)]);
    assert_eq!(pace("timer A 40\nlasts 4000\nuntil A role = candidate"), [(4000, false)]);
    assert_eq!(pace("timer A 40\nquick\nuntil A role = leader"), [(600, true)]);
    check("lasts 4000", "line 10, column 1: This is missing: wait MS, until CONDITION");
    check("lasts 4", "line 10, column 7: “4” is out of range. Write a value from 100 to 20000 (in ms).");
    check(
        "lasts",
        "line 10, column 1: Write: wait MS, until|expect|always CONDITION, focus [VIEW] NAME …, lasts MS, quick",
    );
}

#[test]
fn the_stretches_of_a_step_reach_from_its_beginning_to_its_end() {
    each_lesson(|_, lesson, _| {
        for step in &lesson.steps {
            let mut before = step.from;
            for stretch in &step.stretches {
                assert!(before < stretch.to && stretch.lasts.0 > 0, "{}: {step:?}", lesson.id);
                before = stretch.to;
            }
            assert!(step.stretches.is_empty() || before == step.to, "{}: {step:?}", lesson.id);
            assert!(step.question.as_ref().is_none_or(|it| step.from < it.at && it.at < step.to), "{}", lesson.id);
        }
    });
}

#[test]
fn what_was_expected_is_as_true_when_one_goes_back() {
    each_lesson(|_, lesson, timeline| {
        assert!(!lesson.expectations.is_empty(), "{} expects nothing", lesson.id);
        timeline.seek(lesson.steps.last().expect("there are steps").to);
        for expected in lesson.expectations.iter().rev() {
            timeline.seek(expected.at);
            let found = expected.condition.holds(timeline.present());
            assert_eq!(found, Ok(()), "{}, line {}: {}", lesson.id, expected.line, expected.condition.text());
        }
    });
}

/// The nodes that a Chinese text names: there a capital letter by itself, or S with a figure, is nothing else.
fn named<'a>(text: &'a str, nodes: &[String]) -> Vec<&'a str> {
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '.' && sign != '/');
    words.filter(|word| nodes.iter().any(|node| node == word)).collect()
}

#[test]
fn a_node_that_a_step_speaks_of_is_not_dimmed() {
    each_lesson(|_, lesson, timeline| {
        for (number, step) in (1..).zip(&lesson.steps) {
            for (texts, at) in [(&step.say, step.from), (&step.then, step.to)] {
                timeline.seek(at);
                let nodes: Vec<String> = timeline.cast().known().split(' ').map(String::from).collect();
                let Some(focus) = step.focus.iter().rfind(|focus| focus.at <= at) else { continue };
                let lit: Vec<&String> = focus.names.iter().filter(|name| nodes.contains(name)).collect();
                if lit.is_empty() {
                    continue;
                }
                for node in named(texts.in_language("zh").unwrap_or_default(), &nodes) {
                    assert!(
                        lit.iter().any(|it| *it == node),
                        "{}, step {number}: {node} is dimmed while it is spoken of",
                        lesson.id
                    );
                }
            }
        }
    });
}

#[test]
fn every_lesson_speaks_english_and_chinese_asks_something_and_says_what_to_try() {
    each_lesson(|file, lesson, _| {
        assert_eq!(lesson.untranslated(), [], "{}", file.display());
        assert_eq!(lesson.languages(), ["en", "zh"], "{}", lesson.id);
        assert_eq!(lesson.wordy(), [], "{}: line, form, length", lesson.id);
        for lang in ["en", "zh"] {
            let spoken = lesson.spoken(lang).0 / 1_000_000;
            assert!(spoken <= 180, "{} takes {spoken} s to be read in {lang}", lesson.id);
        }
        assert!((4..=10).contains(&lesson.steps.len()), "{} has {} steps", lesson.id, lesson.steps.len());
        assert!(lesson.steps.iter().any(|step| step.question.is_some()), "{} asks nothing", lesson.id);
        assert!(!lesson.to_try.is_empty(), "{} has nothing to try", lesson.id);
    });
}

#[test]
fn a_wrong_command_in_a_lesson_is_named_with_its_line() {
    check("crash F", "line 10, column 7: There is no node “F”. The nodes are A B C.");
    check(
        "expect A mood = sad",
        "line 10, column 10: There is no attribute “mood”. Write one of role term voted-for votes leader log last-index \
         commit-index last-applied state configuration snapshot-index snapshot-term next-index match-index.",
    );
}

#[test]
fn a_word_that_can_never_come_is_named_where_it_stands_and_not_waited_for() {
    let roles = "leader follower candidate precandidate learner outsider down";
    check(
        "until A role = Candidate",
        &format!(
            "line 10, column 16: “Candidate” is not a possible value here. Did you mean “candidate”? The values are {roles}."
        ),
    );
    check(
        "until all role != leadr",
        &format!(
            "line 10, column 19: “leadr” is not a possible value here. Did you mean “leader”? The values are {roles}."
        ),
    );
    check(
        "until c1 state = done",
        "line 10, column 18: “done” is not a possible value here. Did you mean “none”? The values are waiting unknown ok other stale redirected failed none.",
    );
    check("until A term > high", "line 10, column 16: Write: > NUMBER");
    check(
        "until events raft.electd = 1",
        "line 10, column 14: There is no event “raft.electd”. Did you mean “raft.elected”?",
    );
    check(
        "expect violation raft.election",
        "line 10, column 18: There is no guarantee “raft.election”. Did you mean “raft.election-safety”?",
    );
}

#[test]
fn what_one_is_to_look_at_is_on_the_stage() {
    let lesson = play(&format!("{HEAD}focus logs A RequestVote ClientRequest\nwait 5\nfocus space-time"))
        .expect("it is all there");
    let focus: Vec<_> = lesson.steps[0].focus.iter().map(|it| (it.view, it.names.join(" "))).collect();
    assert_eq!(focus, [(Some("logs"), "A RequestVote ClientRequest".to_string()), (Some("space-time"), String::new())]);
    assert_eq!(lesson.steps[0].focus[0].at, lesson.steps[0].from);
    assert!(lesson.steps[0].focus[1].at > lesson.steps[0].from);
    check("highlight A", "line 10, column 1: “highlight” has another name now. Write: focus NAME …");
    check("focus A F", "line 10, column 9: Nothing on the stage is called “F”. Write a node or a kind of message.");
    check(
        "focus RequestVotes",
        "line 10, column 7: Nothing on the stage is called “RequestVotes”. Did you mean “RequestVote”? Write a node or a kind of message.",
    );
    check(
        "focus Prepare",
        "line 10, column 7: Nothing on the stage is called “Prepare”. Write a node or a kind of message.",
    );
}
