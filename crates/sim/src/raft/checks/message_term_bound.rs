//! R9, nobody speaks of a term that it has not reached: "current terms are exchanged whenever servers communicate" (§5.1), and
//! a term is on stable storage before a server responds (figure 2). A pre-vote asks about the next one (thesis §9.6).

use super::{term_in, term_on_disk};
use crate::cluster::check::{Check, Transition, Violation};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Message, Raft, Term};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.message-term-bound", number: "R9", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = transition.touched() else { return Ok(()) };
    for (from, _, message) in &transition.applied.sent {
        let least = match message {
            Message::RequestPreVote { term, .. } => term.previous(),
            message => message.term().unwrap_or_default(),
        };
        bound(*from, least, term_in(after))?;
    }
    if before.state.is_some() && after.state.is_none() {
        // What it said before the crash, it must still stand by; but pre-votes promise nothing, and so wait for no disk.
        for (from, _, message) in transition.after.network().iter().filter(|(from, ..)| *from == node) {
            if !matches!(message, Message::RequestPreVote { .. } | Message::RequestPreVoteReply { .. }) {
                bound(from, message.term().unwrap_or_default(), term_on_disk(after))?;
            }
        }
    }
    Ok(())
}

fn bound(node: NodeId, message_term: Term, term: Term) -> Result<(), Violation> {
    if message_term <= term {
        return Ok(());
    }
    let args = [("node", node.into()), ("messageTerm", message_term.into()), ("term", term.into())];
    Err(Violation(args.into()))
}

#[cfg(test)]
mod tests {
    use crate::cluster::Storage;
    use crate::cluster::step::Step;
    use crate::raft::checks::story::{A, B, C, Story};
    use quorate_core::raft::{Message, Term};

    #[test]
    fn fires_when_a_crash_takes_a_term_that_was_spoken_of() {
        let mut story = Story::new(3);
        story.step(Step::Storage(Storage::Careless)).timeout(A).deliver(A, B, |_| true);
        assert!(!story.broken().contains(&"R9"));
        story.crash(B);
        assert!(story.broken().contains(&"R9"), "{:?}", story.broken);
    }

    #[test]
    fn fires_when_a_leader_speaks_of_a_term_to_come() {
        let mut story = Story::new(3);
        story.elect(A).heartbeat(A).pretend(A, |state| state.current_term = Term(0));
        assert!(!story.broken().contains(&"R9"), "nothing is sent");
        story.heartbeat(A).pretend_to_send(A, B, Message::TimeoutNow { term: Term(1) });
        assert!(story.broken().contains(&"R9"), "{:?}", story.broken);
    }

    #[test]
    fn holds_for_pre_votes_which_ask_about_the_next_term() {
        let mut story = Story::configured(3, |config| config.options.pre_vote = true);
        story.step(Step::Storage(Storage::Explicit)).timeout(A).deliver(A, B, |_| true).crash(A);
        assert_eq!(story.broken(), [""; 0]);
    }

    /// The refusal of a late leader's snapshot tells it a term: which must be on disk.
    #[test]
    fn holds_for_the_refusal_of_a_snapshot() {
        let is_snapshot = |message: &Message| matches!(message, Message::InstallSnapshot { .. });
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 1").run_among(&[A, C]).request(A, "snapshot").lose_all().heartbeat(A);
        story.step(Step::Storage(Storage::Explicit)).timeout(C).sync(C).deliver(C, B, |_| true);
        story.deliver(A, B, is_snapshot).crash(B);
        assert_eq!(story.broken(), [""; 0]);
    }
}
