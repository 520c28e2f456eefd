//! Phase 1: the coordinator asks, the participants vote (BHG §7.4, steps 1 and 2; GL §3.1).

use crate::story::*;
use quorate_core::atomic_commit::TransactionId;
use quorate_core::protocol::Protocol;
use quorate_core::two_phase_commit::{AbortReason, Decision, Event, Fact, Message, Response, Timer};

mod t1_begin {
    use super::*;

    /// BHG §7.4, step 1: the coordinator sends a request for votes to all participants.
    #[test]
    fn the_coordinator_asks_every_participant() {
        let mut story = Story::new(4);
        story.request(A, "SET x 5");
        assert_eq!(story.flights(), ["A>B VoteRequest 1.1", "A>C VoteRequest 1.1", "A>D VoteRequest 1.1"]);
        assert!(story.is_set(A, Timer::Votes));
    }

    #[test]
    fn only_those_take_part_for_whom_there_is_something_to_do() {
        let mut story = Story::new(4);
        story.request(A, "ADD B.x 3, ADD D.x 3");
        assert_eq!(story.flights(), ["A>B VoteRequest 1.1", "A>D VoteRequest 1.1"]);
        story.settle();
        assert_eq!([B, C, D].map(|node| story.value(node, "x")), [Some(3), None, Some(3)]);
    }

    #[test]
    fn each_transaction_has_a_number_of_its_own() {
        let mut story = Story::new(2);
        story.request(A, "SET x 1").request(A, "SET y 1");
        assert_eq!(story.flights(), ["A>B VoteRequest 1.1", "A>B VoteRequest 1.2"]);
    }

    /// Also after a restart: what is forgotten would otherwise begin anew.
    #[test]
    fn no_number_is_used_twice() {
        let mut story = Story::new(2);
        story.request(A, "SET x 1").crash(A).restart(A).request(A, "SET x 2");
        assert_eq!(story.flights(), ["A>B VoteRequest 1.1", "A>B VoteRequest 2.1"]);
        assert!(story.events.contains(&Event::CoordinatorRestarted { boots: 2 }));
    }

    #[test]
    fn a_number_is_on_disk_before_it_is_sent() {
        let mut story = Story::new(2);
        story.request(A, "SET x 1");
        assert!(!story.waits_for_the_disk("VoteRequest"), "its disk has the count of its starts");
        story.lose("").crash(A);
        story.slow_disks = true;
        story.restart(A).request(A, "SET x 1");
        assert!(story.waits_for_the_disk("VoteRequest 2.1"));
        story.deliver("Recorded").request(A, "SET x 1");
        assert!(!story.waits_for_the_disk("VoteRequest 2.2"));
    }

    #[test]
    fn without_the_rule_numbers_are_used_again() {
        let mut story = Story::new(2);
        story.config.rules.ids_not_reused = false;
        story.request(A, "SET x 1").crash(A).restart(A).request(A, "SET x 2");
        assert_eq!(story.flights(), ["A>B VoteRequest 1.1"; 2]);
        assert!(story.events.contains(&Event::NumbersReused {}));
    }
}

mod t2_yes {
    use super::*;

    /// BHG §7.4, the logging rule: a participant writes its record before it votes Yes.
    #[test]
    fn a_participant_that_can_commit_is_prepared_and_votes_yes_when_its_disk_has_that() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").deliver("VoteRequest");
        assert_eq!(story.flights(), ["B>A Yes 1.1"]);
        assert!(story.waits_for_the_disk("Yes"));
        assert_eq!((story.state(B, "1.1"), story.on_disk(B, "1.1")), ("prepared", "prepared"));
        assert_eq!(story.value(B, "x"), None, "nothing is done yet");
        assert!(story.is_set(B, Timer::Decision));
    }

    /// It must be able to commit later, whatever happens: the record holds all that it needs for that.
    #[test]
    fn what_it_has_promised_survives_a_crash() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").deliver("VoteRequest").deliver("Yes").crash(B).restart(B).settle();
        assert_eq!((story.state(B, "1.1"), story.value(B, "x")), ("committed", Some(5)));
    }

    #[test]
    fn a_vote_counts_as_given_only_when_it_is_on_disk() {
        let mut story = Story::new(2);
        let transaction = story.transaction("SET x 5");
        let voted = Fact::VotedYes { id: number("1.1"), node: B, transaction: transaction.clone() };
        story.slow_disks = true;
        story.hand(A, B, Message::VoteRequest { id: number("1.1"), transaction });
        assert!(!story.facts.contains(&voted));
        story.deliver("Recorded");
        assert!(story.facts.contains(&voted));
    }

    #[test]
    fn a_copy_of_the_request_is_answered_again() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").duplicate("VoteRequest").deliver("VoteRequest");
        assert_eq!(story.flights(), ["B>A Yes 1.1"; 2]);
        assert!(story.waits_for_the_disk("Yes"));
    }

    #[test]
    fn nobody_but_the_coordinator_asks_for_votes() {
        let mut story = Story::new(3);
        let transaction = story.transaction("SET x 5");
        assert_eq!(story.hand(C, B, Message::VoteRequest { id: number("1.1"), transaction }), [""; 0]);
        assert_eq!(story.state(B, "1.1"), "working");
    }
}

mod t3_no {
    use super::*;

    fn votes_no(story: &mut Story, id: &str) {
        story.deliver("VoteRequest");
        assert!(!story.waits_for_the_disk(&format!("B>A No {id}")), "it has promised nothing");
    }

    /// From its Yes until the decision a transaction has the names locked that it writes.
    #[test]
    fn a_name_that_is_locked_is_a_reason_to_refuse() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").deliver("VoteRequest").request(A, "SET x 6");
        votes_no(&mut story, "1.2");
        assert_eq!((story.state(B, "1.1"), story.state(B, "1.2")), ("prepared", "aborted"));
        assert!(story.events.contains(&Event::VotedNoLocked {
            id: number("1.2"),
            name: "x".into(),
            holder: number("1.1")
        }));
    }

    #[test]
    fn other_names_and_names_that_are_unlocked_again_are_none() {
        let mut story = Story::new(2);
        story
            .request(A, "SET x 5")
            .deliver("VoteRequest")
            .request(A, "SET y 6")
            .settle()
            .request(A, "SET x 7")
            .settle();
        assert_eq!(["1.1", "1.2", "1.3"].map(|id| story.state(B, id)), ["committed"; 3]);
    }

    #[test]
    fn nobody_takes_out_more_than_there_is() {
        let mut story = Story::new(2);
        story.request(A, "ADD x 5").settle().request(A, "ADD x -6");
        votes_no(&mut story, "1.2");
        story.settle().request(A, "ADD x -5").settle();
        assert_eq!(story.value(B, "x"), Some(0));
    }

    /// GL §2: a working resource manager may abort spontaneously.
    #[test]
    fn a_node_that_is_told_to_refuse_refuses_until_it_is_told_otherwise() {
        let mut story = Story::new(2);
        story.unwilling(B, true).crash(B).restart(B).request(A, "SET x 5");
        votes_no(&mut story, "1.1");
        story.settle().unwilling(B, false).request(A, "SET x 6").settle();
        assert_eq!(["1.1", "1.2"].map(|id| story.state(B, id)), ["aborted", "committed"]);
    }

    /// BHG §7.4, step 2: with its No it has decided.
    #[test]
    fn who_votes_no_has_decided_and_says_no_again() {
        let mut story = Story::new(2);
        story.unwilling(B, true).request(A, "SET x 5").duplicate("VoteRequest").deliver("VoteRequest");
        assert_eq!(story.flights(), ["B>A No 1.1"; 2]);
        assert_eq!(story.on_disk(B, "1.1"), "aborted");
        let decided = Fact::Decided { id: number("1.1"), node: B, decision: Decision::Abort(AbortReason::No(B)) };
        assert!(story.facts.contains(&decided));
        story.unwilling(B, false).settle();
        assert_eq!(story.told, [(1, Response::Aborted { id: number("1.1"), reason: AbortReason::No(B) })]);
    }
}

/// GL §2 leaves open how often somebody asks; a store of integers can.
#[test]
fn a_thousand_transactions_leave_no_lock_and_no_timer() {
    let mut story = Story::new(3);
    for n in 0..1000 {
        story.request(A, &format!("SET x {n}")).settle();
    }
    assert_eq!(story.value(C, "x"), Some(999));
    assert!(story.timers.is_empty());
    assert_eq!(story.node(B).participant.in_doubt().count(), 0);
    let last = TransactionId { boots: 1, count: 1000 };
    assert_eq!(story.told.last(), Some(&(999, Response::Committed(last))));
    assert!(story.node(A).durable().committed.is_empty());
}
