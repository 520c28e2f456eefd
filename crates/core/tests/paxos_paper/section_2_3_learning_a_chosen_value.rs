//! §2.3, learning a chosen value.

use super::*;

/// "… have each acceptor, whenever it accepts a proposal, respond to all learners, sending them the proposal."
#[test]
fn an_acceptor_tells_the_proposer_and_all_learners_what_it_has_accepted() {
    let mut story = Story::cast("P P A L AL");
    let heard = ["C>B Accepted 1.B:X", "C>D Accepted 1.B:X", "C>E Accepted 1.B:X"];
    assert_eq!(story.hand(B, C, accept("1.B:X")), heard);
}

/// "To learn that a value has been chosen, a learner must find out that a proposal has been accepted by a majority of
/// acceptors": of each acceptor counts one acceptance, of anybody else none.
#[test]
fn a_learner_learns_when_a_majority_of_acceptors_has_accepted_one_proposal() {
    let mut story = Story::cast("P A A A L");
    for (from, expected) in [(B, "none"), (B, "none"), (A, "none"), (C, "X")] {
        story.hand(from, E, accepted("1.A:X"));
        assert_eq!(story.chosen(E), expected);
    }
}

/// "… that *a* proposal has been accepted by a majority": one, not several with the same value.
#[test]
fn acceptances_of_one_value_under_different_numbers_are_not_added_up() {
    let mut story = Story::cast("P A A A L");
    story.hand(B, E, accepted("1.A:X"));
    story.hand(C, E, accepted("2.A:X"));
    assert_eq!(story.chosen(E), "none");
    story.hand(B, E, accepted("2.A:X"));
    assert_eq!(story.chosen(E), "X");
}

/// "Because of message loss, a value could be chosen with no learner ever finding out. The learner could ask the acceptors
/// what proposals they have accepted."
#[test]
fn a_learner_that_has_heard_of_too_few_acceptances_asks_the_acceptors() {
    let mut story = Story::cast("P A A A L");
    story.request(A, "X").deliver("Prepare").deliver("Promise").deliver("Accept");
    story.deliver("B>E").lose(">E").settle();
    assert_eq!((story.chosen(A), story.chosen(E)), ("X".into(), "none".into()));
    assert_eq!(story.timers[&(E, Timer::Learn)], story.config.phase_timeout);
    story.timeout(E, Timer::Learn);
    assert_eq!(story.flights(), ["E>B Ask", "E>C Ask", "E>D Ask"]);
    story.lose("E>B").deliver("Ask");
    assert_eq!(story.flights(), ["C>E Accepted 1.A:X", "D>E Accepted 1.A:X"]);
    story.settle();
    assert_eq!(story.chosen(E), "X");
}

/// A process that sees as an acceptor that something is proposed has reason to ask too, as long as it does not know.
#[test]
fn a_learner_that_sees_a_proposal_begin_asks_if_it_hears_no_more_of_it() {
    let mut story = Story::cast("P A A AL");
    story.request(A, "X").deliver("Prepare").deliver("Promise").lose("A>D").deliver("Accept").lose(">D").settle();
    assert_eq!((story.chosen(A), story.chosen(D)), ("X".into(), "none".into()));
    story.timeout(D, Timer::Learn).settle();
    assert_eq!(story.chosen(D), "X");
    story.hand(A, D, prepare("2.A"));
    assert_eq!(story.timers, BTreeMap::new(), "it knows");
}

/// "… failure of an acceptor could make it impossible to know whether or not a majority had accepted a particular
/// proposal": the learner asks less and less often, until there is news.
#[test]
fn a_learner_that_hears_nothing_new_asks_less_and_less_often() {
    let mut story = Story::cast("P A A A L");
    story.hand(B, E, accepted("1.A:X"));
    let shortest = story.config.phase_timeout.min.0;
    assert_eq!(story.timers[&(E, Timer::Learn)].min.0, shortest);
    for times in [2, 4, 8, 16, 32, 64, 64, 64] {
        story.timeout(E, Timer::Learn);
        let asks: Vec<_> = story.flights().into_iter().filter(|flight| flight.contains("Ask")).collect();
        assert_eq!(asks, ["E>B Ask", "E>C Ask", "E>D Ask"]);
        assert_eq!(story.timers[&(E, Timer::Learn)].min.0, times * shortest);
        story.lose_all();
    }
    story.hand(B, E, accepted("2.A:X"));
    assert_eq!(story.timers[&(E, Timer::Learn)].min.0, shortest, "news");
    story.timeout(E, Timer::Learn);
    assert_eq!(story.timers[&(E, Timer::Learn)].min.0, 2 * shortest);
}

/// "… which in turn informs the other learners when a value has been chosen": a learner that is asked and knows says so.
#[test]
fn a_learner_that_knows_tells_one_that_asks() {
    let mut story = Story::cast("P A L L");
    story.request(A, "X").deliver("Prepare").deliver("Promise").deliver("Accept").lose(">D").settle();
    assert_eq!(story.hand(D, C, Message::Ask), ["C>D Learned 1.A:X"]);
    story.settle();
    assert_eq!(story.chosen(D), "X");
}

/// … and one that knows already does not change its mind.
#[test]
fn a_learner_believes_the_first_that_tells_it() {
    let mut story = Story::cast("P A L L");
    for value in ["X", "Y"] {
        story.hand(C, D, Message::Learned { proposal: proposal(&format!("1.A:{value}")) });
        story.hand(B, D, accepted(&format!("2.A:{value}")));
        assert_eq!(story.chosen(D), "X");
    }
}

/// A process that is trying to have a value chosen finds out in this way, and need not ask.
#[test]
fn a_learner_that_is_proposing_does_not_ask() {
    let mut story = Story::cast("PL A A A");
    story.hand(B, A, accepted("1.B:X"));
    story.request(A, "Y").lose_all().timeout(A, Timer::Learn);
    assert_eq!(story.flights(), [""; 0]);
}

/// An acceptor that has accepted nothing has nothing to say.
#[test]
fn whoever_knows_nothing_does_not_answer_a_learner() {
    let mut story = Story::cast("P A L L");
    assert_eq!(story.hand(D, B, Message::Ask), [""; 0]);
    assert_eq!(story.hand(D, C, Message::Ask), [""; 0]);
}

/// "In that case, learners will find out what value is chosen only when a new proposal is chosen. If a learner needs to
/// know whether a value has been chosen, it can have a proposer issue a proposal."
#[test]
fn a_process_that_has_heard_nothing_finds_out_by_proposing() {
    let mut story = Story::cast("PAL PAL PAL");
    story.request(A, "X").lose(">C").deliver("Prepare").deliver("Promise").lose(">C");
    story.deliver("Accept 1.A").lose(">C").settle();
    assert_eq!(story.all_chosen(), ["X", "X", "none"]);
    story.request(C, "Z").settle();
    assert_eq!(story.all_chosen(), ["X", "X", "X"]);
    assert_eq!(story.told.last(), Some(&(1, Response::Chosen("X".into()))));
}

/// "Because of message loss, a value could be chosen with no learner ever finding out": not even that there is something.
#[test]
fn a_learner_that_lost_every_acceptance_asks_all_the_same() {
    let mut story = Story::cast("P A A A L");
    story.request(A, "X").deliver("Prepare").deliver("Promise").deliver("Accept").lose(">E").settle();
    assert_eq!((story.chosen(A), story.chosen(E)), ("X".into(), "none".into()));
    story.timeout(E, Timer::Learn).settle();
    assert_eq!(story.chosen(E), "X");
}

/// … and so does an acceptor that heard nothing of the proposal, unless it can find out by proposing.
#[test]
fn every_learner_asks_that_can_propose_nothing() {
    let story = Story::cast("PAL AL L P A");
    let asks = [A, B, C, D, E].map(|node| story.timers.contains_key(&(node, Timer::Learn)));
    assert_eq!(asks, [false, true, true, false, false]);
}

/// "… failure of an acceptor could make it impossible to know whether or not a majority had accepted a particular proposal.
/// In that case, learners will find out what value is chosen only when a new proposal is chosen. If a learner needs to know
/// whether a value has been chosen, it can have a proposer issue a proposal."
#[test]
fn a_learner_that_has_asked_in_vain_has_a_proposer_issue_a_proposal() {
    let mut story = Story::cast("P A A A L");
    // A majority accepts 1.A:X, then one of them 2.A:X, and the third acceptor fails.
    story.request(A, "X").deliver("Prepare").deliver("Promise").lose("A>D").deliver("Accept").lose_all();
    story.timeout(A, Timer::Retry).deliver("Prepare").deliver("Promise").lose("A>C").lose("A>D");
    story.deliver("Accept").lose_all().crash(A).restart(A);
    assert_eq!((story.accepted(B), story.accepted(C)), ("2.A:X".into(), "1.A:X".into()));
    story.timeout(E, Timer::Learn).lose("E>D").settle();
    assert_eq!(story.chosen(E), "none", "one acceptance of each");
    story.timeout(E, Timer::Learn);
    assert_eq!(story.flights(), ["E>B Ask", "E>C Ask", "E>D Ask"], "that was news");
    story.lose("E>D").settle().timeout(E, Timer::Learn);
    assert_eq!(story.flights(), ["E>A Request X", "E>B Ask", "E>C Ask", "E>D Ask"]);
    story.settle();
    assert_eq!((story.chosen(A), story.chosen(E)), ("X".into(), "X".into()));
}

/// … one proposer after the other, for any of them may be down; itself, if it is one.
#[test]
fn a_learner_turns_to_one_proposer_after_the_other_or_to_itself() {
    let mut story = Story::cast("P P A A L");
    story.hand(C, E, accepted("1.A:X")).clear();
    let mut asked = Vec::new();
    for _ in 0..12 {
        story.timeout(E, Timer::Learn);
        asked.extend(story.flights().into_iter().filter(|flight| flight.contains("Request")));
        story.lose_all();
    }
    assert_eq!(asked.len(), 11, "the first time it only asks");
    for proposer in ["E>A", "E>B"] {
        assert!(asked[5..].iter().any(|flight| flight.starts_with(proposer)), "{asked:?}");
    }

    let mut story = Story::cast("PL A A A");
    story.hand(B, A, accepted("1.B:X")).clear();
    story.timeout(A, Timer::Learn).lose_all().timeout(A, Timer::Learn);
    assert_eq!(story.phase(A), Phase::Prepare);
}

/// A proposer that knows says so, and one that is trying goes on.
#[test]
fn a_proposer_that_knows_or_is_trying_begins_nothing_for_a_learner() {
    let mut story = Story::cast("P A L");
    story.request(A, "X").lose_all();
    assert_eq!(story.hand(C, A, Message::Request { value: "Y".into() }), [""; 0]);
    story.timeout(A, Timer::Retry).settle();
    assert_eq!(story.hand(C, A, Message::Request { value: "Y".into() }), ["A>C Learned 2.A:X"]);
}

/// A learner's count is bounded: of the newest proposals only.
#[test]
fn a_learner_keeps_count_of_the_newest_proposals_only() {
    let mut story = Story::cast("P A A A L");
    for round in 1..=20 {
        story.hand(B, E, accepted(&format!("{round}.A:X")));
    }
    let counted = &story.process(E).learner.accepted;
    assert_eq!(counted.len(), Learner::REMEMBERED);
    assert!(counted.contains_key(&proposal("20.A:X")) && !counted.contains_key(&proposal("12.A:X")));
}
