//! §2.4, progress.

use super::*;

/// "Proposer p completes phase 1 for a proposal number n1. Another proposer q then completes phase 1 for a proposal number
/// n2 > n1. Proposer p's phase 2 accept requests for a proposal numbered n1 are ignored […]. So, proposer p then begins and
/// completes phase 1 for a new proposal number n3 > n2, causing the second phase 2 accept requests of proposer q to be
/// ignored. And so on."
#[test]
fn two_proposers_can_outbid_one_another_for_ever_and_one_alone_succeeds() {
    let mut story = Story::cast("P P A A A L");
    story.request(A, "X").deliver("Prepare").deliver("Promise");
    story.request(B, "Y");
    for _ in 0..5 {
        for (ahead, behind) in [(B, A), (A, B)] {
            story.deliver(&format!("{ahead}>")).deliver(&format!(">{ahead} Promise"));
            assert_eq!(story.phase(ahead), Phase::Accept);
            story.deliver(&format!("{behind}>")).deliver("AcceptRefused");
            story.timeout(behind, Timer::Retry);
        }
        assert_eq!(story.all_chosen(), ["none"; 6]);
    }
    story.settle();
    assert_eq!(story.chosen(NodeId(5)), story.chosen(A));
    assert_ne!(story.chosen(A), "none");
}

/// "… if it uses a proposal with number greater than any already used, then it will succeed": whatever a process has seen,
/// as whichever agent, it bids above.
#[test]
fn a_proposer_begins_above_every_number_that_it_has_seen() {
    for message in [
        prepare("7.B"),
        accept("7.B:Y"),
        accepted("7.B:Y"),
        Message::PrepareRefused { ballot: ballot("1.A"), promised: ballot("7.B") },
        Message::AcceptRefused { ballot: ballot("1.A"), promised: ballot("7.B") },
    ] {
        let mut story = Story::cast("PAL PAL PAL");
        story.hand(B, A, message.clone());
        story.lose_all().request(A, "X");
        assert_eq!(story.flights(), ["A>B Prepare 8.A", "A>C Prepare 8.A"], "{message:?}");
    }
}

/// "… can communicate successfully with a majority of acceptors": without one it keeps trying, and with one it succeeds.
#[test]
fn a_proposer_without_a_majority_tries_again_until_there_is_one() {
    let mut story = Story::cast("P A A A A A L");
    for acceptor in [C, D, E] {
        story.crash(acceptor);
    }
    story.request(A, "X");
    for round in 1..=3 {
        story.settle();
        assert_eq!((story.phase(A), story.chosen(A)), (Phase::Prepare, "none".into()), "round {round}");
        assert_eq!(story.timers[&(A, Timer::Retry)], story.config.phase_timeout);
        story.timeout(A, Timer::Retry);
    }
    story.restart(C).settle();
    assert_eq!((story.chosen(A), story.chosen(NodeId(6))), ("X".into(), "X".into()));
}

/// The same when the majority is lost between the phases.
#[test]
fn a_proposer_whose_accept_requests_are_lost_tries_again_with_a_higher_number() {
    let mut story = Story::cast("P A A A");
    story.request(A, "X").deliver("Prepare");
    story.timers.clear();
    story.deliver("Promise").lose("Accept");
    assert_eq!(story.timers[&(A, Timer::Retry)], story.config.phase_timeout, "each phase has its own time");
    story.timeout(A, Timer::Retry);
    assert_eq!(story.flights(), ["A>B Prepare 2.A", "A>C Prepare 2.A", "A>D Prepare 2.A"]);
    story.settle();
    assert_eq!(story.chosen(A), "X");
}

/// Once the value is known to be chosen there is nothing left to try.
#[test]
fn a_proposer_that_learns_of_the_choice_stops() {
    let mut story = Story::cast("PL P A A A");
    story.request(A, "X").lose("Prepare");
    story.request(B, "Y").settle();
    assert_eq!((story.phase(A), story.chosen(A)), (Phase::Idle, "Y".into()));
    assert_eq!(story.timers, BTreeMap::new());
    assert_eq!(story.told, [(0, Response::Chosen("Y".into())), (1, Response::Chosen("Y".into()))]);
}

/// A timer that was already on its way when the proposer stopped.
#[test]
fn an_idle_proposer_does_not_try_again() {
    let mut story = Story::cast("P A L");
    story.request(A, "X").settle().timeout_anyway(A, Timer::Retry);
    assert_eq!(story.flights(), [""; 0]);
}
