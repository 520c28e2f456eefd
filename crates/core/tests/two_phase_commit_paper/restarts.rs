//! After a crash (BHG §7.4, recovery; GL §3.1; R\*).

use crate::story::*;
use quorate_core::two_phase_commit::{Event, Response, Timer};

mod t13_participant {
    use super::*;

    /// BHG §7.4: what is prepared can't be decided alone after a crash either.
    #[test]
    fn who_was_in_doubt_still_is_keeps_its_locks_and_asks_at_once() {
        let mut story = Story::new(3);
        story.request(A, "SET x 5").deliver("VoteRequest").lose("Yes").crash(B).restart(B);
        assert_eq!(story.get(B, "x"), Response::Locked(number("1.1")));
        assert_eq!(story.flights(), ["B>A DecisionRequest 1.1", "B>C DecisionRequest 1.1"]);
        assert!(story.is_set(B, Timer::Decision));
        assert!(story.events.contains(&Event::InDoubtAfterRestart { id: number("1.1") }));
    }

    #[test]
    fn its_locks_hold_against_others_as_before() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").deliver("VoteRequest").lose("Yes").crash(B).restart(B).request(A, "SET x 6");
        story.deliver("VoteRequest 1.2");
        assert!(story.flights().contains(&"B>A No 1.2".to_string()));
    }

    #[test]
    fn without_a_record_it_is_as_if_it_had_never_been_asked() {
        let mut story = Story::new(2);
        story.slow_disks = true;
        story.request(A, "SET x 5").deliver("VoteRequest").crash(B).restart(B);
        assert_eq!((story.state(B, "1.1"), story.flights()), ("working", vec![]));
        assert!(!story.is_set(B, Timer::Decision));
    }

    #[test]
    fn what_is_decided_stays_decided() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").settle().unwilling(B, true).request(A, "SET x 6").settle().crash(B).restart(B);
        assert_eq!(["1.1", "1.2"].map(|id| story.state(B, id)), ["committed", "aborted"]);
        assert_eq!((story.value(B, "x"), story.timers.len()), (Some(5), 0));
    }
}

mod t14_coordinator {
    use super::*;

    /// GL §3.1; R\*: the commit record is there, so it goes on from it.
    #[test]
    fn what_is_committed_it_tells_those_that_have_not_acknowledged() {
        let mut story = Story::new(3);
        story
            .request(A, "SET x 5")
            .deliver("VoteRequest")
            .deliver("Yes")
            .deliver("A>B Commit")
            .deliver("Ack")
            .lose("Commit");
        story.crash(A).restart(A);
        assert_eq!(story.flights(), ["A>C Commit 1.1"]);
        assert!(story.is_set(A, Timer::Acks));
        story.settle();
        assert_eq!((story.state(C, "1.1"), story.timers.len()), ("committed", 0));
    }

    /// What was collecting is gone, so it is aborted, and its client is left without an answer.
    #[test]
    fn what_it_was_collecting_votes_for_is_aborted() {
        let mut story = Story::new(3);
        story.request(A, "SET x 5").deliver("VoteRequest").crash(A).restart(A).settle();
        assert_eq!(
            [B, C].map(|node| story.state(node, "1.1")),
            ["prepared"; 2],
            "the votes find nobody that counts them"
        );
        story.timeout(B, Timer::Decision).timeout(C, Timer::Decision).settle();
        assert_eq!([B, C].map(|node| story.state(node, "1.1")), ["aborted"; 2]);
        assert_eq!(story.told, []);
    }

    /// Where it takes part itself, its one half asks the other like anybody.
    #[test]
    fn a_coordinator_that_takes_part_finds_out_from_itself() {
        let mut story = Story::together(2);
        story.request(A, "SET x 5").lose("A>B VoteRequest");
        assert_eq!(story.state(A, "1.1"), "prepared");
        story.crash(A).restart(A);
        assert_eq!(story.state(A, "1.1"), "aborted");
    }

    #[test]
    fn a_coordinator_that_takes_part_commits_with_the_others() {
        let mut story = Story::together(3);
        story.request(A, "SET x 5").deliver("VoteRequest").deliver("Yes");
        assert_eq!((story.state(A, "1.1"), story.value(A, "x")), ("committed", Some(5)));
        story.crash(A).restart(A).settle();
        assert_eq!([A, B, C].map(|node| story.state(node, "1.1")), ["committed"; 3]);
        assert!(story.timers.is_empty());
    }
}
