//! Between the Yes and the decision (BHG §7.4: the uncertainty period, cooperative termination; R\*: presumed abort).

use crate::story::*;
use quorate_core::two_phase_commit::{AbortReason, Config, Decision, Event, Fact, Message, Timer};

/// B and C have voted, A is down: both are in doubt.
fn in_doubt() -> Story {
    let mut story = Story::new(3);
    story.request(A, "SET x 5").deliver("VoteRequest").crash(A);
    story
}

fn ask(story: &mut Story, asker: quorate_core::protocol::NodeId, asked: quorate_core::protocol::NodeId) -> Vec<String> {
    story.hand(asker, asked, Message::DecisionRequest { id: number("1.1") })
}

mod t10_wait {
    use super::*;

    /// BHG §7.4: it may decide neither way, so it asks.
    #[test]
    fn who_is_in_doubt_asks_again_and_again_and_decides_nothing() {
        let mut story = in_doubt();
        story.lose("Yes");
        for _ in 0..3 {
            story.timeout(B, Timer::Decision);
            assert_eq!(story.flights(), ["B>A DecisionRequest 1.1", "B>C DecisionRequest 1.1"]);
            assert_eq!((story.state(B, "1.1"), story.is_set(B, Timer::Decision)), ("prepared", true));
            story.settle();
        }
    }

    #[test]
    fn without_cooperation_it_asks_the_coordinator_alone() {
        let mut story = Story::with(Config { cooperative: false, ..Config::new(3) });
        story.request(A, "SET x 5").deliver("VoteRequest").lose("Yes").timeout(B, Timer::Decision);
        assert_eq!(story.flights(), ["B>A DecisionRequest 1.1"]);
    }

    #[test]
    fn without_the_rule_it_aborts_what_it_has_promised_to_commit() {
        let mut story = in_doubt();
        story.config.rules.wait_for_decision = false;
        story.timeout(B, Timer::Decision);
        assert_eq!(story.state(B, "1.1"), "aborted");
        assert!(!story.is_set(B, Timer::Decision));
        let decision = Decision::Abort(AbortReason::GaveUp);
        assert!(story.facts.contains(&Fact::Decided { id: number("1.1"), node: B, decision }));
    }
}

mod t11_answer {
    use super::*;

    #[test]
    fn who_has_committed_says_so_once_its_disk_has_it() {
        let mut story = Story::new(3);
        story
            .request(A, "SET x 5")
            .deliver("VoteRequest")
            .deliver("Yes")
            .deliver("A>C Commit")
            .lose("A>B Commit")
            .crash(A);
        story.lose("Ack").timeout(B, Timer::Decision).deliver("B>C DecisionRequest");
        assert!(story.waits_for_the_disk("C>B Commit"));
        story.deliver("C>B Commit");
        assert_eq!((story.state(B, "1.1"), story.value(B, "x")), ("committed", Some(5)));
    }

    #[test]
    fn who_has_aborted_says_so_once_its_disk_has_it() {
        let mut story = Story::new(3);
        story.unwilling(C, true).request(A, "SET x 5").deliver("VoteRequest").crash(A).timeout(B, Timer::Decision);
        story.deliver("B>C DecisionRequest");
        assert!(story.waits_for_the_disk("C>B Abort"));
        story.deliver("C>B Abort");
        assert_eq!(story.state(B, "1.1"), "aborted");
    }

    #[test]
    fn who_has_not_voted_aborts_now_and_says_no_later() {
        let mut story = Story::new(3);
        story.request(A, "SET x 5").deliver("A>B VoteRequest").timeout(B, Timer::Decision);
        story.deliver("B>C DecisionRequest");
        assert_eq!(story.on_disk(C, "1.1"), "aborted");
        assert!(story.waits_for_the_disk("C>B Abort"));
        story.deliver("A>C VoteRequest");
        assert!(story.flights().contains(&"C>A No 1.1".to_string()));
        let decision = Decision::Abort(AbortReason::Asked(B));
        assert!(story.facts.contains(&Fact::Decided { id: number("1.1"), node: C, decision }));
    }

    #[test]
    fn without_the_rule_it_says_abort_and_may_vote_yes_afterwards() {
        let mut story = Story::new(3);
        story.config.rules.asked_aborts = false;
        story.request(A, "SET x 5").deliver("A>B VoteRequest").timeout(B, Timer::Decision);
        story.deliver("B>C DecisionRequest").deliver("C>B Abort").deliver("A>C VoteRequest");
        assert_eq!([B, C].map(|node| story.state(node, "1.1")), ["aborted", "prepared"]);
    }

    #[test]
    fn who_is_in_doubt_itself_is_silent() {
        let mut story = in_doubt();
        assert_eq!(ask(&mut story, B, C), [""; 0]);
        assert!(story.events.contains(&Event::InDoubtToo { id: number("1.1"), asker: B }));
    }

    #[test]
    fn a_coordinator_that_is_still_collecting_is_silent() {
        let mut story = Story::new(3);
        story.request(A, "SET x 5").deliver("A>B VoteRequest").deliver("Yes");
        assert_eq!(ask(&mut story, B, A), [""; 0]);
        story.settle();
        assert_eq!(story.state(B, "1.1"), "committed", "it was not decided by the question");
    }

    #[test]
    fn a_coordinator_that_has_committed_says_so_once_its_disk_has_it() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").deliver("VoteRequest");
        story.slow_disks = true;
        story.deliver("Yes");
        assert_eq!(ask(&mut story, B, A), ["A>B Commit 1.1"]);
        assert!(story.waits_for_the_disk("Commit"));
        story.deliver("Recorded").lose("Commit");
        assert_eq!(ask(&mut story, B, A), ["A>B Commit 1.1"]);
        assert!(!story.waits_for_the_disk("Commit"));
    }
}

mod t12_presume {
    use super::*;

    /// R\*: what a coordinator has no record of is aborted.
    #[test]
    fn a_coordinator_without_a_record_answers_abort() {
        let mut story = in_doubt();
        story.lose("Yes").restart(A).timeout(B, Timer::Decision).deliver("B>A DecisionRequest").deliver("A>B Abort");
        assert_eq!(story.state(B, "1.1"), "aborted");
        assert!(story.events.contains(&Event::AbortPresumed { id: number("1.1"), asker: B }));
    }

    #[test]
    fn that_is_no_answer_to_those_that_have_committed() {
        let mut story = Story::new(2);
        story.request(A, "SET x 5").settle();
        assert_eq!(ask(&mut story, B, A), ["A>B Abort 1.1"], "it is forgotten: all have acknowledged");
        story.settle();
        assert_eq!(story.state(B, "1.1"), "committed");
    }

    #[test]
    fn a_participant_presumes_nothing_of_what_it_is_no_part_of() {
        let mut story = Story::together(2);
        assert_eq!(ask(&mut story, B, A), ["A>B Abort 1.1"], "the coordinator answers, though it takes part");
    }
}
