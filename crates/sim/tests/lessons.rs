//! Every lesson is played by the protocol code itself, and all that it expects is true.

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
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    let files = lesson_files(&root);
    assert!(files.len() >= 3, "the lessons are missing");
    for file in files {
        let text = fs::read_to_string(&file).expect("a lesson is text");
        let lesson = play(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let path = file.strip_prefix(&root).expect("it lies there").with_extension("");
        assert_eq!(Path::new(&lesson.id), path, "a lesson is called like its file");
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
fn a_lesson_speaks_both_languages() {
    let refused = |missing: &str, rest: &str| play(&(HEAD.replace(missing, "") + rest)).unwrap_err();
    assert_eq!(refused("say zh x\n", ""), "line 7, column 1: This is missing: say zh TEXT");
    assert_eq!(refused("say en x\n", "step\nsay en x\nsay zh x"), "line 7, column 1: This is missing: say en TEXT");
    assert_eq!(refused("title zh x\n", ""), "line 6, column 1: This is missing: title zh TEXT");
    assert_eq!(refused("lesson x\n", ""), "line 6, column 1: This is missing: lesson ID");
    check("ask zh x\nwait 1", "line 7, column 1: This is missing: ask en TEXT");
}

#[test]
fn a_wrong_command_in_a_lesson_is_named_with_its_line() {
    check("crash F", "line 10, column 7: There is no node “F”. The nodes are A B C.");
    check(
        "expect A mood = sad",
        "line 10, column 10: There is nothing called “mood” to ask about. Write one of role term voted-for votes leader log last-index \
         commit-index last-applied state configuration snapshot-index snapshot-term next-index match-index.",
    );
}

#[test]
fn a_word_that_can_never_come_is_named_where_it_stands_and_not_waited_for() {
    let roles = "leader follower candidate precandidate learner outsider down";
    check(
        "until A role = Candidate",
        &format!(
            "line 10, column 16: “Candidate” is not a value of this. Did you mean “candidate”? The values are {roles}."
        ),
    );
    check(
        "until all role != leadr",
        &format!("line 10, column 19: “leadr” is not a value of this. Did you mean “leader”? The values are {roles}."),
    );
    check(
        "until c1 state = done",
        "line 10, column 18: “done” is not a value of this. Did you mean “none”? The values are waiting unknown ok stale redirected failed none.",
    );
    check("until A term > high", "line 10, column 16: Write: > NUMBER");
    check(
        "until events raft.electd = 1",
        "line 10, column 14: There is no event “raft.electd”. Did you mean “raft.elected”?",
    );
    check(
        "expect violation raft.election",
        "line 10, column 18: There is no check “raft.election”. Did you mean “raft.election-safety”?",
    );
}

#[test]
fn what_is_highlighted_is_on_the_stage() {
    assert!(play(&format!("{HEAD}highlight A RequestVote ClientRequest")).is_ok());
    check(
        "highlight A F",
        "line 10, column 13: Nothing on the stage is called “F”. Write a node or a kind of message.",
    );
    check(
        "highlight RequestVotes",
        "line 10, column 11: Nothing on the stage is called “RequestVotes”. Did you mean “RequestVote”? Write a node or a kind of message.",
    );
    check(
        "highlight Prepare",
        "line 10, column 11: Nothing on the stage is called “Prepare”. Write a node or a kind of message.",
    );
}
