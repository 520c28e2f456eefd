//! §2.2, choosing a value.

use super::*;

/// P1: "An acceptor must accept the first proposal that it receives."
#[test]
fn p1_an_acceptor_accepts_the_first_proposal_that_it_receives() {
    let mut story = Story::cast("P A L");
    story.hand(A, B, accept("1.A:X"));
    assert_eq!(story.accepted(B), "1.A:X");
}

/// "… so an acceptor must be allowed to accept more than one proposal", and of these it "needs to remember only the
/// highest-numbered".
#[test]
fn an_acceptor_may_accept_more_than_one_proposal() {
    let mut story = Story::cast("P P A L");
    story.hand(A, C, accept("1.A:X"));
    story.hand(B, C, accept("2.B:Y"));
    assert_eq!(story.accepted(C), "2.B:Y");
}

/// "A value is chosen when a single proposal with that value has been accepted by a majority of the acceptors."
#[test]
fn of_four_acceptors_two_are_no_majority() {
    let mut story = Story::cast("P A A A A L");
    story.request(A, "X").deliver("Prepare").deliver("B>A").deliver("C>A");
    assert_eq!(story.phase(A), Phase::Prepare);
    story.deliver("D>A");
    assert_eq!(story.phase(A), Phase::Accept);
    story.deliver("A>B").deliver("A>C").deliver("Accepted");
    assert_eq!(story.all_chosen(), ["none"; 6]);
    story.deliver("A>E").deliver("Accepted");
    assert_eq!((story.chosen(A), story.chosen(NodeId(5))), ("X".into(), "X".into()));
}

/// P1a: "An acceptor can accept a proposal numbered n iff it has not responded to a prepare request having a number
/// greater than n."
#[test]
fn p1a_an_acceptor_accepts_at_its_promise_and_above_but_not_below() {
    for (number, answer) in [
        ("1.B", "C>B AcceptRefused 1.B (2.A)"),
        ("2.A", "C>A Accepted 2.A:X"),
        ("2.B", "C>B Accepted 2.B:X"),
        ("3.A", "C>A Accepted 3.A:X"),
    ] {
        let mut story = Story::cast("P P A");
        story.hand(A, C, prepare("2.A"));
        assert_eq!(story.hand(ballot(number).proposer, C, accept(&format!("{number}:X"))), [answer]);
        let is_below = ballot(number) < ballot("2.A");
        assert_eq!(story.accepted(C), if is_below { "none".into() } else { format!("{number}:X") });
    }
}

/// P2b: "If a proposal with value v is chosen, then every higher-numbered proposal issued by any proposer has value v."
#[test]
fn p2b_whatever_majority_a_later_proposer_hears_it_issues_the_chosen_value() {
    for silent in ["C", "D", "E"] {
        let mut story = Story::cast("P P A A A");
        story.request(A, "X").settle();
        story.request(B, "Y").deliver("Prepare").lose(&format!("{silent}>B"));
        assert!(story.deliver("Promise").flights().contains(&"B>C Accept 1.B:X".into()), "without {silent}");
    }
}

/// Phase 1 (a): "A proposer selects a proposal number n and sends a prepare request with number n to a majority of
/// acceptors."
#[test]
fn phase_1a_the_proposer_sends_its_number_to_the_acceptors_and_to_nobody_else() {
    let mut story = Story::cast("P A A A L");
    story.request(A, "X");
    assert_eq!(story.flights(), ["A>B Prepare 1.A", "A>C Prepare 1.A", "A>D Prepare 1.A"]);
}

/// Phase 1 (b): "If an acceptor receives a prepare request with number n greater than that of any prepare request to
/// which it has already responded, then it responds to the request with a promise …"
#[test]
fn phase_1b_an_acceptor_promises_only_what_is_greater_than_its_promise() {
    for (number, answers) in [
        ("1.B", vec!["C>A PrepareRefused 1.B (2.A)"]),
        ("2.A", vec![]),
        ("2.B", vec!["C>A Promise 2.B"]),
        ("3.A", vec!["C>A Promise 3.A"]),
    ] {
        let mut story = Story::cast("P P A");
        assert_eq!(story.hand(A, C, prepare("2.A")), ["C>A Promise 2.A"]);
        assert_eq!(story.hand(A, C, prepare(number)), answers, "{number}");
        assert_eq!(story.promised(C), ballot(number).max(ballot("2.A")).to_string());
    }
}

/// "… and with the highest-numbered proposal (if any) that it has accepted."
#[test]
fn phase_1b_a_promise_reports_the_highest_numbered_proposal_that_was_accepted() {
    let mut story = Story::cast("P P A");
    story.hand(A, C, accept("1.A:X"));
    story.hand(B, C, accept("1.B:Y"));
    assert_eq!(story.hand(A, C, prepare("2.A")), ["C>A Promise 2.A (1.B:Y)"]);
}

/// Phase 2 (a): "If the proposer receives a response to its prepare requests (numbered n) from a majority of acceptors,
/// then it sends an accept request to each of those acceptors for a proposal numbered n with a value v …"
#[test]
fn phase_2a_the_proposer_asks_to_accept_once_a_majority_has_promised() {
    let mut story = Story::cast("P A A A L");
    story.request(A, "X").deliver("Prepare").deliver("B>A");
    assert_eq!(story.phase(A), Phase::Prepare, "one promise of three is no majority");
    story.deliver("C>A");
    assert_eq!(story.flights(), ["A>B Accept 1.A:X", "A>C Accept 1.A:X", "A>D Accept 1.A:X", "D>A Promise 1.A"]);
    story.deliver("D>A");
    assert_eq!(story.flights().len(), 3, "a late promise changes nothing");
}

/// "from a majority of acceptors": a copy of a promise is not another acceptor, and a learner is none.
#[test]
fn phase_2a_each_acceptor_counts_once_and_nobody_else_counts() {
    let mut story = Story::cast("P A A A L");
    story.request(A, "X");
    story.hand(B, A, promise("1.A"));
    story.hand(B, A, promise("1.A"));
    story.hand(E, A, promise("1.A"));
    assert_eq!(story.phase(A), Phase::Prepare);
}

/// P2c (a), phase 2 (a): "… or is any value if the responses reported no proposals."
#[test]
fn p2c_a_the_value_is_the_clients_if_the_promises_report_nothing() {
    let mut story = Story::cast("P A A A");
    story.request(A, "X").deliver("Prepare").deliver("Promise");
    assert!(story.flights().contains(&"A>B Accept 1.A:X".into()));
}

/// P2c (b), phase 2 (a): "… where v is the value of the highest-numbered proposal among the responses": neither the
/// first nor the last to be reported, nor the one that most report.
#[test]
fn p2c_b_the_value_is_that_of_the_highest_numbered_proposal_reported() {
    for reports in [["1.B:Y", "1.C:Z", "1.B:Y"], ["1.C:Z", "1.B:Y", "1.B:Y"], ["1.B:Y", "1.B:Y", "1.C:Z"]] {
        let mut story = Story::cast("P P P A A A A A");
        story.request(A, "X").lose("Prepare").timeout(A, Timer::Retry);
        for (acceptor, reported) in reports.into_iter().enumerate() {
            story.hand(NodeId(3 + acceptor as u8), A, promise_reporting("2.A", reported));
        }
        assert!(story.flights().contains(&"A>D Accept 2.A:Z".into()), "{reports:?}");
    }
}

/// Phase 2 (b): "If an acceptor receives an accept request for a proposal numbered n, it accepts the proposal unless it
/// has already responded to a prepare request having a number greater than n."
#[test]
fn phase_2b_an_acceptor_that_has_promised_more_meanwhile_does_not_accept() {
    let mut story = Story::cast("P P A A A L");
    story.request(A, "X").deliver("Prepare").deliver("Promise");
    story.request(B, "Y").deliver("Prepare").deliver("Accept 1.A:X");
    assert_eq!([C, D, E].map(|acceptor| story.accepted(acceptor)), ["none"; 3]);
    story.settle();
    assert_eq!(story.chosen(NodeId(5)), "Y");
}

/// A copy of an accept request changes nothing, and its answer is the same again.
#[test]
fn phase_2b_accepting_twice_is_accepting_once() {
    let mut story = Story::cast("P A L");
    let answers = ["B>A Accepted 1.A:X", "B>C Accepted 1.A:X"];
    assert_eq!(story.hand(A, B, accept("1.A:X")), answers);
    let before = story.processes.clone();
    assert_eq!(story.hand(A, B, accept("1.A:X")), answers);
    assert_eq!(story.processes, before);
}

/// What an acceptor has accepted binds it like a promise, even if no prepare request of that number ever reached it.
#[test]
fn an_acceptor_refuses_what_is_below_the_proposal_that_it_has_accepted() {
    let mut story = Story::cast("P P A");
    story.hand(B, C, accept("2.B:Y"));
    assert_eq!(story.promised(C), "2.B");
    assert_eq!(story.hand(A, C, accept("1.A:X")), ["C>A AcceptRefused 1.A (2.B)"]);
    assert_eq!(story.hand(A, C, prepare("1.A")), ["C>A PrepareRefused 1.A (2.B)"]);
    assert_eq!(story.accepted(C), "2.B:Y");
}

/// "If an acceptor ignores a prepare or accept request because it has already received a prepare request with a higher
/// number, then it should probably inform the proposer, who should then abandon its proposal."
#[test]
fn a_refused_proposer_abandons_its_proposal_and_tries_again_above_what_refused_it() {
    let mut story = Story::cast("P A A A");
    story.request(A, "X");
    story.hand(B, A, Message::PrepareRefused { ballot: ballot("1.A"), promised: ballot("7.B") });
    assert_eq!(story.phase(A), Phase::Backoff);
    assert_eq!(story.timers[&(A, Timer::Retry)], story.config.backoff);
    story.deliver("Prepare 1.A").deliver("Promise 1.A");
    assert_eq!(story.flights(), [""; 0], "promises for an abandoned proposal lead to nothing");
    story.timeout(A, Timer::Retry);
    assert_eq!(story.flights(), ["A>B Prepare 8.A", "A>C Prepare 8.A", "A>D Prepare 8.A"]);
}

/// The same in phase 2.
#[test]
fn a_proposer_whose_accept_is_refused_abandons_its_proposal_too() {
    let mut story = Story::cast("P A A A");
    story.request(A, "X").deliver("Prepare").deliver("Promise");
    story.hand(B, A, Message::AcceptRefused { ballot: ballot("1.A"), promised: ballot("2.B") });
    assert_eq!(story.phase(A), Phase::Backoff);
}

/// Why it tries again is told as it is: it has waited because it was refused, in whichever phase, and not for answers.
#[test]
fn a_proposer_that_was_refused_says_that_it_has_waited_and_not_that_too_few_answered() {
    let refusals: [fn(Ballot, Ballot) -> Message; 2] = [
        |ballot, promised| Message::PrepareRefused { ballot, promised },
        |ballot, promised| Message::AcceptRefused { ballot, promised },
    ];
    for (refused_in_phase_2, refusal) in [false, true].into_iter().zip(refusals) {
        let mut story = Story::cast("P A A A");
        story.request(A, "X");
        if refused_in_phase_2 {
            story.deliver("Prepare").deliver("Promise");
        }
        story.hand(B, A, refusal(ballot("1.A"), ballot("2.B")));
        story.events.clear();
        story.timeout(A, Timer::Retry);
        assert_eq!(story.events[0], Event::BackoffOver { ballot: ballot("1.A") });
    }
}

/// "It is probably a good idea to abandon a proposal if some proposer has begun trying to issue a higher-numbered one."
#[test]
fn a_proposer_that_sees_a_higher_number_as_an_acceptor_abandons_its_own() {
    let mut story = Story::cast("PA PA A");
    story.request(A, "X").request(B, "Y").deliver("B>A Prepare 1.B");
    assert_eq!(story.phase(A), Phase::Backoff);
    story.deliver("A>B Prepare 1.A");
    assert_eq!(story.phase(B), Phase::Prepare, "a lower number is no reason");
}

/// "It can abandon a proposal in the middle of the protocol at any time. (Correctness is maintained, even though requests
/// and/or responses for the proposal may arrive at their destinations long after the proposal was abandoned.)"
#[test]
fn an_abandoned_proposal_that_arrives_late_may_still_be_chosen_and_is_then_learned() {
    let mut story = Story::cast("P A A A L");
    story.request(A, "X").deliver("Prepare").deliver("Promise").timeout(A, Timer::Retry);
    story.deliver("Accept 1.A:X").lose("Prepare").deliver("Accepted");
    assert_eq!((story.chosen(A), story.chosen(E)), ("X".into(), "X".into()));
    assert_eq!(story.phase(A), Phase::Idle, "the proposer knows that there is nothing left to do");
    assert_eq!(story.timers, BTreeMap::new());
}
