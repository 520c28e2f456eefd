//! Phase 2: the coordinator decides, the participants follow (BHG §7.4, steps 3 and 4), and it forgets (R\*, presumed abort).

use crate::story::*;
use quorate_core::protocol::Protocol;
use quorate_core::two_phase_commit::{AbortReason, Decision, Event, Fact, Message, Response, Timer};

const COMMITTED: fn(&str) -> Response = |id| Response::Committed(number(id));
const ABORTED: fn(&str, AbortReason) -> Response = |id, reason| Response::Aborted { id: number(id), reason };

mod t4_commit_point {
    use super::*;

    /// BHG §7.4, step 3: only if all votes are Yes.
    #[test]
    fn a_yes_of_every_participant_is_needed() {
        let mut story = Story::new(4);
        story.request(A, "SET x 5").deliver("VoteRequest").deliver("B>A Yes").deliver("C>A Yes");
        assert_eq!((story.told.len(), story.flights()), (0, vec!["D>A Yes 1.1".to_string()]));
        story.deliver("D>A Yes");
        assert_eq!(story.told, [(0, COMMITTED("1.1"))]);
        assert_eq!(story.flights(), ["A>B Commit 1.1", "A>C Commit 1.1", "A>D Commit 1.1"]);
    }

    #[test]
    fn a_copy_of_a_yes_counts_once() {
        let mut story = Story::new(3);
        story.request(A, "SET x 5").deliver("A>B").duplicate("B>A Yes").deliver("B>A Yes");
        assert_eq!(story.told, []);
    }

    #[test]
    fn only_participants_vote() {
        let mut story = Story::new(3);
        story.request(A, "SET B.x 5");
        story.hand(C, A, Message::Vote { id: number("1.1"), yes: true });
        story.hand(C, A, Message::Vote { id: number("1.1"), yes: false });
        assert_eq!((story.told.len(), story.flights()), (0, vec!["A>B VoteRequest 1.1".to_string()]));
    }

    /// BHG §7.4, the logging rule: the commit record comes first.
    #[test]
    fn it_is_decided_and_told_only_when_the_commit_record_is_on_disk() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").deliver("VoteRequest");
        story.slow_disks = true;
        story.deliver("Yes");
        assert_eq!((story.told.len(), story.flights()), (0, vec!["A>A Recorded 1.1".to_string()]));
        let decided = Fact::Decided { id: number("1.1"), node: A, decision: Decision::Commit };
        assert!(story.waits_for_the_disk("Recorded") && !story.facts.contains(&decided));
        story.deliver("Recorded");
        assert_eq!(story.told, [(0, COMMITTED("1.1"))]);
        assert_eq!(story.flights(), ["A>B Commit 1.1"]);
        assert!(story.facts.contains(&decided));
        story.request(A, "SET y 5").deliver("VoteRequest").deliver("B>B Recorded").deliver("Yes");
        story.lose("Commit").timeout(A, Timer::Acks);
        assert!(!story.flights().contains(&"A>B Commit 1.2".into()), "of what is not on disk nothing is repeated");
    }

    #[test]
    fn a_commit_record_that_a_crash_took_was_no_decision() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").deliver("VoteRequest");
        story.slow_disks = true;
        story.deliver("Yes").crash(A);
        story.slow_disks = false;
        story.restart(A).timeout(B, Timer::Decision).settle();
        assert_eq!((story.state(B, "1.1"), story.told.len()), ("aborted", 0));
    }

    #[test]
    fn without_the_rule_more_than_half_are_enough() {
        let mut story = Story::new(4);
        story.config.rules.unanimous = false;
        story.unwilling(D, true).request(A, "SET x 5").deliver("VoteRequest").deliver("D>A No");
        assert_eq!(story.told, [], "one No is not decisive");
        story.deliver("B>A Yes").deliver("C>A Yes");
        assert_eq!(story.told, [(1, COMMITTED("1.1"))]);
        assert!(story.events.contains(&Event::CommitByMajority { id: number("1.1"), yes: 2, participants: 3 }));
    }
}

mod t5_abort {
    use super::*;

    /// BHG §7.4, step 3: one No, and all that may have voted Yes are told.
    #[test]
    fn one_no_is_enough_and_all_others_are_told() {
        let mut story = Story::new(4);
        story.unwilling(C, true).request(A, "SET x 5").deliver("VoteRequest").deliver("No");
        assert_eq!(story.told, [(1, ABORTED("1.1", AbortReason::No(C)))]);
        story.lose("Yes");
        assert_eq!(story.flights(), ["A>B Abort 1.1", "A>D Abort 1.1"], "C knows");
        assert!(!story.waits_for_the_disk("Abort"), "there is nothing to write");
    }

    /// R\*: presumed abort.
    #[test]
    fn an_abort_is_forgotten_and_leaves_nothing_on_the_coordinators_disk() {
        let mut story = Story::new(3);
        let fresh = story.disks[0].clone();
        story.unwilling(C, true).request(A, "SET x 5").settle();
        assert_eq!(story.disks[0], fresh);
        assert!(story.node(A).coordinator.collecting.is_empty() && !story.is_set(A, Timer::Votes));
    }

    #[test]
    fn a_yes_that_comes_later_changes_nothing() {
        let mut story = Story::new(3);
        story.unwilling(C, true).request(A, "SET x 5").deliver("VoteRequest").deliver("No").deliver("Yes").settle();
        assert_eq!(story.told.len(), 1);
        assert_eq!([B, C].map(|node| story.state(node, "1.1")), ["aborted"; 2]);
    }
}

mod t6_votes_run_out {
    use super::*;

    /// BHG §7.4, step 3: the coordinator waits for votes only so long.
    #[test]
    fn one_that_is_silent_is_enough_to_abort() {
        let mut story = Story::new(3);
        story.request(A, "SET x 5").deliver("A>B").deliver("Yes").lose("A>C").timeout(A, Timer::Votes);
        assert_eq!(story.told, [(0, ABORTED("1.1", AbortReason::VotesRanOut))]);
        assert_eq!(story.flights(), ["A>B Abort 1.1", "A>C Abort 1.1"]);
        story.settle();
        assert_eq!([B, C].map(|node| story.state(node, "1.1")), ["aborted"; 2]);
    }

    #[test]
    fn of_two_transactions_the_older_one_is_aborted_and_the_other_has_its_time() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").request(A, "SET y 5").timeout(A, Timer::Votes);
        assert_eq!(story.told, [(0, ABORTED("1.1", AbortReason::VotesRanOut))]);
        assert!(story.is_set(A, Timer::Votes));
        story.timeout(A, Timer::Votes);
        assert_eq!(story.told.len(), 2);
        assert!(!story.is_set(A, Timer::Votes));
    }

    #[test]
    fn a_transaction_that_is_decided_takes_its_timer_with_it() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").settle();
        assert!(story.timers.is_empty());
    }
}

mod t7_commit_arrives {
    use super::*;

    /// BHG §7.4, step 4; R\*: the acknowledgement says that the disk has it.
    #[test]
    fn a_prepared_participant_does_it_unlocks_and_acknowledges_what_is_on_its_disk() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").deliver("VoteRequest").deliver("Yes").deliver("Commit");
        assert_eq!((story.state(B, "1.1"), story.on_disk(B, "1.1")), ("committed", "committed"));
        assert_eq!(story.get(B, "x"), Response::Value(Some(5)), "and unlocked");
        assert_eq!(story.flights(), ["B>A Ack 1.1"]);
        assert!(story.waits_for_the_disk("Ack") && !story.is_set(B, Timer::Decision));
    }

    #[test]
    fn a_copy_is_acknowledged_again_and_not_done_again() {
        let mut story = Story::new(2);
        story.request(A, "ADD x 5").deliver("VoteRequest").deliver("Yes").duplicate("Commit").deliver("Commit");
        assert_eq!(story.value(B, "x"), Some(5));
        assert_eq!(story.flights(), ["B>A Ack 1.1"; 2]);
    }

    #[test]
    fn nobody_commits_what_it_has_not_voted_for() {
        let mut story = Story::new(2);
        assert_eq!(story.hand(A, B, Message::Commit { id: number("1.1") }), [""; 0]);
        story.unwilling(B, true).request(A, "SET x 5").deliver("VoteRequest");
        assert_eq!(story.hand(A, B, Message::Commit { id: number("1.1") }), [""; 0]);
        assert_eq!(story.state(B, "1.1"), "aborted");
    }

    #[test]
    fn each_participant_does_its_own_part() {
        let mut story = Story::new(3);
        story.request(A, "SET B.x 50, SET C.x 50").settle().request(A, "ADD B.x -30, ADD C.x 30").settle();
        assert_eq!([B, C].map(|node| story.value(node, "x")), [Some(20), Some(80)]);
    }
}

mod t8_abort_arrives {
    use super::*;

    #[test]
    fn a_prepared_participant_aborts_unlocks_and_says_nothing() {
        let mut story = Story::new(3);
        story
            .request(A, "SET x 5")
            .deliver("A>B")
            .lose("A>C")
            .timeout(A, Timer::Votes)
            .lose("Yes")
            .deliver("A>B Abort");
        assert_eq!((story.on_disk(B, "1.1"), story.value(B, "x")), ("aborted", None));
        assert_eq!(story.get(B, "x"), Response::Value(None), "and unlocked");
        assert_eq!(story.flights(), ["A>C Abort 1.1"]);
        assert!(!story.is_set(B, Timer::Decision));
    }

    /// Otherwise a request that comes later would find it ready to vote Yes.
    #[test]
    fn one_that_has_not_voted_aborts_too() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").timeout(A, Timer::Votes).deliver("Abort").deliver("VoteRequest");
        assert_eq!((story.on_disk(B, "1.1"), story.flights()), ("aborted", vec!["B>A No 1.1".to_string()]));
    }

    #[test]
    fn what_is_committed_stays_committed() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").settle();
        story.hand(A, B, Message::Abort { id: number("1.1") });
        assert_eq!(story.state(B, "1.1"), "committed");
    }
}

mod t9_forget {
    use super::*;

    /// R\*: a commit is remembered until all have acknowledged it.
    #[test]
    fn the_record_is_dropped_when_all_have_acknowledged_and_no_sooner() {
        let mut story = Story::new(3);
        story.request(A, "SET x 5").deliver("VoteRequest").deliver("Yes").deliver("Commit").deliver("B>A Ack");
        let left = |story: &Story| story.node(A).durable().committed.get(&number("1.1")).map(|left| left.len());
        assert_eq!(left(&story), Some(1));
        story.deliver("C>A Ack");
        assert_eq!(left(&story), None);
        assert!(!story.is_set(A, Timer::Acks));
    }

    #[test]
    fn those_that_have_not_acknowledged_are_told_again() {
        let mut story = Story::new(3);
        story.request(A, "SET x 5").deliver("VoteRequest").deliver("Yes").deliver("A>B Commit").lose("A>C Commit");
        story.deliver("Ack").timeout(A, Timer::Acks);
        assert_eq!(story.flights(), ["A>C Commit 1.1"]);
        assert!(story.is_set(A, Timer::Acks));
        story.settle();
        assert_eq!(story.state(C, "1.1"), "committed");
    }

    #[test]
    fn without_the_rule_it_forgets_as_soon_as_commit_is_sent() {
        let mut story = Story::new(2);
        story.config.rules.remember_until_acknowledged = false;
        story.request(A, "SET x 5").deliver("VoteRequest").deliver("Yes").lose("Commit");
        story.timeout(B, Timer::Decision).settle();
        assert_eq!((story.state(B, "1.1"), story.told[0].1.clone()), ("aborted", COMMITTED("1.1")));
    }
}
