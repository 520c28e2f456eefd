//! Leslie Lamport, *Paxos Made Simple* (2001), section 2, sentence by sentence. Each test says in its name what is true, and
//! quotes the sentence that says so.

mod paxos_story;

use paxos_story::*;
use quorate_core::paxos::acceptor::Acceptor;
use quorate_core::paxos::learner::Learner;
use quorate_core::paxos::proposer::{Phase, Proposer};
use quorate_core::paxos::{Ballot, Durable, Event, Message, Proposal, Response, Timer};
use quorate_core::protocol::{NodeId, Protocol};
use std::collections::BTreeMap;

mod section_2_1_the_problem {
    use super::*;

    /// "If no value is proposed, then no value should be chosen."
    #[test]
    fn if_no_value_is_proposed_then_none_is_chosen() {
        let mut story = Story::cast("PAL PAL PAL");
        story.settle();
        assert_eq!(story.all_chosen(), ["none", "none", "none"]);
        assert!(story.timers.is_empty(), "nobody is impatient");
    }

    /// "If a value has been chosen, then processes should be able to learn the chosen value."
    #[test]
    fn a_proposed_value_is_chosen_and_every_process_learns_it() {
        let mut story = Story::cast("PAL PAL PAL");
        story.request(B, "X").settle();
        assert_eq!(story.all_chosen(), ["X", "X", "X"]);
        assert_eq!(story.told, [(0, Response::Chosen("X".into()))]);
    }

    /// "Only a single value is chosen."
    #[test]
    fn a_second_proposer_gets_the_value_that_the_first_one_had_chosen() {
        let mut story = Story::cast("P P A A A L");
        story.request(A, "X").settle();
        story.request(B, "Y").settle();
        assert_eq!(story.all_chosen(), ["X", "X", "none", "none", "none", "X"]);
        assert_eq!(story.told, [(0, Response::Chosen("X".into())), (1, Response::Chosen("X".into()))]);
    }

    /// "A process never learns that a value has been chosen unless it actually has been."
    #[test]
    fn what_a_minority_has_accepted_is_not_learned() {
        let mut story = Story::cast("P A A A L");
        story.request(A, "X").deliver("Prepare").deliver("Promise").deliver("A>B Accept");
        story.lose("Accept 1.A:X").deliver("Accepted");
        assert_eq!(story.all_chosen(), ["none"; 5]);
    }

    /// "A single process may act as more than one agent": as all three …
    #[test]
    fn a_process_alone_with_all_roles_chooses_by_itself() {
        let mut story = Story::cast("PAL");
        story.request(A, "X");
        assert_eq!(story.flights(), [""; 0]);
        assert_eq!(story.all_chosen(), ["X"]);
    }

    /// … or as one of them only.
    #[test]
    fn a_process_does_not_act_in_a_role_that_it_does_not_have() {
        let mut story = Story::cast("P A L");
        assert_eq!(story.hand(A, C, prepare("1.A")), [""; 0], "a learner promises nothing");
        assert_eq!(story.hand(A, C, accept("1.A:X")), [""; 0], "a learner accepts nothing");
        story.hand(B, B, accepted("1.A:X"));
        story.hand(C, B, Message::Learned { proposal: proposal("1.A:X") });
        assert_eq!(story.all_chosen(), ["none"; 3], "an acceptor learns nothing");
        story.request(B, "X");
        assert_eq!(story.told, [(0, Response::Redirect(Some(A)))], "an acceptor proposes nothing");
        assert_eq!(story.flights(), [""; 0]);
    }

    /// A process that is no proposer but knows what was chosen has the answer.
    #[test]
    fn a_learner_that_knows_answers_its_client_itself() {
        let mut story = Story::cast("P A L");
        story.request(A, "X").settle().request(C, "Y");
        assert_eq!(story.told, [(0, Response::Chosen("X".into())), (1, Response::Chosen("X".into()))]);
    }

    #[test]
    fn a_request_that_nobody_can_propose_is_answered_too() {
        let mut story = Story::cast("A L");
        story.request(A, "X");
        assert_eq!(story.told, [(0, Response::Redirect(None))]);
    }
}

mod section_2_2_choosing_a_value {
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
}

mod section_2_3_learning_a_chosen_value {
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
}

mod section_2_4_progress {
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
}

mod section_2_5_the_implementation {
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
}

mod clients {
    use super::*;

    #[test]
    fn clients_that_ask_a_busy_proposer_are_told_what_was_chosen() {
        let mut story = Story::cast("P A A A");
        story.request(A, "X").request(A, "Y").settle();
        assert_eq!(story.told, [(0, Response::Chosen("X".into())), (1, Response::Chosen("X".into()))]);
    }

    #[test]
    fn a_client_that_asks_after_the_choice_is_told_at_once() {
        let mut story = Story::cast("P A A A");
        story.request(A, "X").settle().request(A, "Y");
        assert_eq!(story.flights(), [""; 0]);
        assert_eq!(story.told[1], (1, Response::Chosen("X".into())));
    }

    #[test]
    fn only_so_many_clients_may_wait_for_a_proposer() {
        let mut story = Story::cast("P A A A");
        for _ in 0..Proposer::WAITING + 5 {
            story.request(A, "X");
        }
        story.settle();
        assert_eq!(story.told.len(), Proposer::WAITING);
    }
}

mod a_rule_that_is_off_is_not_kept {
    use super::*;

    /// P2c: "… or is any value if the responses reported no proposals." Off: whatever they report.
    #[test]
    fn adopt_accepted() {
        let mut story = Story::cast("P P A A A");
        story.config.rules.adopt_accepted = false;
        story.request(A, "X").lose("Prepare").timeout(A, Timer::Retry);
        story.hand(C, A, promise_reporting("2.A", "1.B:Y"));
        story.hand(D, A, promise("2.A"));
        assert!(story.flights().contains(&"A>C Accept 2.A:X".into()));
    }

    /// P2c: "… v is the value of the highest-numbered proposal". Off: of the lowest-numbered.
    #[test]
    fn adopt_highest() {
        let mut story = Story::cast("P P P A A A");
        story.config.rules.adopt_highest = false;
        story.request(A, "X").lose("Prepare").timeout(A, Timer::Retry);
        story.hand(D, A, promise_reporting("2.A", "1.C:Z"));
        story.hand(E, A, promise_reporting("2.A", "1.B:Y"));
        assert!(story.flights().contains(&"A>D Accept 2.A:Y".into()));
    }

    /// P1a: "An acceptor can accept a proposal numbered n iff it has not responded to a prepare request having a number
    /// greater than n." Off: always.
    #[test]
    fn refuse_below_promise() {
        let mut story = Story::cast("P P A");
        story.config.rules.refuse_below_promise = false;
        story.hand(A, C, prepare("2.A"));
        assert_eq!(story.hand(B, C, accept("1.B:X")), ["C>B Accepted 1.B:X"]);
        assert_eq!(story.accepted(C), "1.B:X");
    }

    /// "… a single proposal with that value has been accepted by a majority of the acceptors." Off: by half.
    #[test]
    fn majority() {
        let mut story = Story::cast("P A A A A L");
        story.config.rules.majority = false;
        story.request(A, "X").deliver("Prepare").deliver("B>A").deliver("C>A");
        story.deliver("A>B").deliver("A>C").deliver("Accepted");
        assert_eq!(story.chosen(A), "X");
    }

    /// "Each proposer remembers (in stable storage) the highest-numbered proposal it has tried to issue." Off: it forgets.
    #[test]
    fn new_number_after_restart() {
        let mut story = Story::cast("P A A A");
        story.config.rules.new_number_after_restart = false;
        story.request(A, "X").lose_all().crash(A).restart(A).request(A, "Y");
        assert_eq!(story.flights()[0], "A>B Prepare 1.A");
    }

    /// "… that *a* proposal has been accepted by a majority". Off: or several with the same value.
    #[test]
    fn count_by_ballot() {
        let mut story = Story::cast("P A A A L");
        story.config.rules.count_by_ballot = false;
        story.hand(B, E, accepted("1.A:X"));
        story.hand(C, E, accepted("2.A:X"));
        assert_eq!(story.chosen(E), "X");
    }
}

/// Nothing that the network can bring breaks a process, not even what nobody would send.
#[test]
fn absurd_messages_do_no_harm() {
    let mut story = Story::cast("PAL PAL PAL");
    let highest = Ballot { round: u64::MAX, proposer: NodeId(255) };
    story.request(A, "X").lose_all();
    for from in [A, B, NodeId(200)] {
        for message in [
            Message::Prepare { ballot: highest },
            Message::Promise { ballot: ballot("1.A"), accepted: Some(Proposal { ballot: highest, value: "Z".into() }) },
            Message::PrepareRefused { ballot: ballot("1.A"), promised: highest },
            Message::Accept { proposal: Proposal { ballot: highest, value: "Z".into() } },
            Message::Ask,
            Message::Request { value: "Z".into() },
        ] {
            story.hand(from, A, message);
        }
    }
    story.timeout(A, Timer::Retry);
    assert_eq!(story.promised(A), highest.to_string());
}
