//! §2.5, the implementation.

use super::*;

/// "Response messages are tagged with the corresponding proposal number to prevent confusion."
#[test]
fn an_answer_to_an_earlier_request_is_not_taken_for_one_to_the_present() {
    let mut story = Story::cast("P A A A");
    story.request(A, "X").deliver("Prepare").timeout(A, Timer::Retry);
    story.deliver("Promise 1.A");
    story.hand(B, A, Message::PrepareRefused { ballot: ballot("1.A"), promised: ballot("1.B") });
    assert_eq!((story.phase(A), story.flights()[0].as_str()), (Phase::Prepare, "A>B Prepare 2.A"));
    story.deliver("Prepare 2.A").deliver("Promise 2.A");
    story.hand(B, A, Message::AcceptRefused { ballot: ballot("1.A"), promised: ballot("1.B") });
    assert_eq!(story.phase(A), Phase::Accept);
}

/// "Stable storage, preserved during failures, is used to maintain the information that the acceptor must remember."
#[test]
fn an_acceptor_that_restarts_remembers_its_promise_and_what_it_has_accepted() {
    let mut story = Story::cast("P P A");
    story.hand(A, C, accept("1.A:X"));
    story.hand(B, C, prepare("2.B"));
    story.crash(C).restart(C);
    assert_eq!((story.promised(C), story.accepted(C)), ("2.B".into(), "1.A:X".into()));
    assert_eq!(story.hand(A, C, accept("1.A:X")), ["C>A AcceptRefused 1.A (2.B)"]);

    let mut story = Story::cast("P P A");
    story.hand(B, C, prepare("2.B"));
    story.crash(C).restart(C);
    assert_eq!((story.promised(C), story.accepted(C)), ("2.B".into(), "none".into()));
}

/// "An acceptor records its intended response in stable storage before actually sending the response."
#[test]
fn what_an_acceptor_promises_or_accepts_leaves_only_when_it_is_on_disk() {
    let mut story = Story::cast("P A A A L");
    story.request(A, "X").deliver("Prepare");
    assert!(story.waits_for_the_disk("Promise"));
    story.deliver("Promise").deliver("Accept");
    assert!(story.waits_for_the_disk("Accepted"));
    story.lose_all();
    story.hand(E, B, Message::Ask);
    assert!(story.waits_for_the_disk("Accepted"), "also when it says it again");
}

/// "Different proposers choose their numbers from disjoint sets of numbers, so two different proposers never issue a
/// proposal with the same number."
#[test]
fn two_proposers_never_use_the_same_number() {
    let mut story = Story::cast("P P A A A");
    story.request(A, "X").request(B, "Y").lose_all();
    for _ in 0..3 {
        story.timeout(A, Timer::Retry).timeout(B, Timer::Retry);
    }
    let numbers = |from: &str| -> Vec<String> {
        story.flights().iter().filter_map(|it| Some(it.strip_prefix(from)?.to_string())).collect()
    };
    assert_eq!(numbers("A>C Prepare "), ["2.A", "3.A", "4.A"]);
    assert_eq!(numbers("B>C Prepare "), ["2.B", "3.B", "4.B"]);
}

/// "Each proposer remembers (in stable storage) the highest-numbered proposal it has tried to issue, and begins phase 1
/// with a higher proposal number than any it has already used."
#[test]
fn a_proposer_that_restarts_uses_none_of_its_numbers_again() {
    let mut story = Story::cast("P A A A");
    story.request(A, "X").timeout(A, Timer::Retry);
    assert!(story.waits_for_the_disk("Prepare"), "the number is on disk before anybody sees it");
    story.lose_all().crash(A).restart(A);
    story.request(A, "Y");
    assert_eq!(story.flights()[0], "A>B Prepare 3.A");
}

/// Nothing else is in stable storage: neither what a proposer was about, nor what a learner knew.
#[test]
fn a_restart_forgets_what_was_proposed_and_what_was_learned() {
    let mut story = Story::cast("P A A A L");
    story.request(A, "X").settle();
    story.crash(A).restart(A).crash(E).restart(E);
    assert_eq!(story.process(A).proposer, Proposer { round: 1, ..Proposer::default() });
    assert!(story.process(E).learner.accepted.is_empty());
    assert_eq!((story.chosen(A), story.chosen(E)), ("none".into(), "none".into()));
    let acceptor = Acceptor { promised: Some(ballot("1.A")), accepted: Some(proposal("1.A:X")) };
    assert_eq!(story.process(B).durable(), Durable { round: 0, acceptor });
}

/// … and a learner finds out again (§2.3).
#[test]
fn a_learner_that_restarts_asks_what_was_chosen() {
    let mut story = Story::cast("P A A A L");
    story.request(A, "X").settle();
    story.crash(E).restart(E);
    assert_eq!(story.flights(), ["E>B Ask", "E>C Ask", "E>D Ask"]);
    story.settle();
    assert_eq!(story.chosen(E), "X");
}

/// "The learner could ask the acceptors what proposals they have accepted" (§2.3): itself, if it is one of them.
#[test]
fn a_learner_that_restarts_counts_what_it_has_accepted_itself() {
    let mut story = Story::cast("P AL A A");
    story.request(A, "X").settle();
    story.crash(B).restart(B);
    story.deliver("B>C Ask").lose("B>D Ask").deliver("Accepted");
    assert_eq!(story.chosen(B), "X");

    let mut story = Story::cast("P AL");
    story.request(A, "X").settle();
    story.crash(B).restart(B);
    assert_eq!((story.chosen(B), story.flights()), ("X".into(), vec![]));
}
