//! R8, one vote a term: "each server will vote for at most one candidate in a given term, on a first-come-first-served
//! basis" (§5.2), before and after a crash.

use super::within_life;
use crate::cluster::check::{Check, Transition, Violation};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Fact, Raft, Term};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.one-vote-per-term", number: "R8", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    if let Some((voter, before, after)) = within_life(transition)
        && before.current_term == after.current_term
        && let Some(first) = before.voted_for
        && after.voted_for != Some(first)
    {
        return Err(violation(voter, after.current_term, first, after.voted_for.unwrap_or(first)));
    }
    // Across crashes: two candidates have got its vote.
    for fact in &transition.applied.facts {
        let Fact::Voted { term, voter, candidate } = fact else { continue };
        // It may have voted in a life that went with its disk.
        if transition.after.lost().of(*voter).any(|disk| disk.current_term >= *term) {
            continue;
        }
        let vote = |candidate| Fact::Voted { term: *term, voter: *voter, candidate };
        for other in transition.after.facts().range(vote(NodeId(0))..=vote(NodeId(u8::MAX))) {
            if let Fact::Voted { candidate: other, .. } = other
                && other != candidate
            {
                return Err(violation(*voter, *term, *other, *candidate));
            }
        }
    }
    Ok(())
}

fn violation(voter: NodeId, term: Term, first: NodeId, second: NodeId) -> Violation {
    Violation(alloc::vec![
        ("voter", voter.into()),
        ("term", term.into()),
        ("first", first.into()),
        ("second", second.into()),
    ])
}

#[cfg(test)]
mod tests {
    use crate::cluster::Storage;
    use crate::cluster::step::Step;
    use crate::raft::checks::story::{A, B, C, Story};
    use quorate_core::raft::Message;

    #[test]
    fn fires_when_a_server_forgets_its_vote_in_a_crash() {
        let mut story = Story::new(3);
        story.step(Step::Storage(Storage::Careless)).timeout(A).deliver(A, B, |_| true).deliver(B, A, |_| true);
        story.crash(B).restart(B).timeout(C).deliver(C, B, |_| true);
        assert!(!story.broken().contains(&"R8"));
        story.deliver(B, C, |_| true);
        assert!(story.broken().contains(&"R8"), "{:?}", story.broken);
    }

    #[test]
    fn fires_when_a_server_changes_its_mind() {
        let mut story = Story::new(3);
        story.elect(A).pretend_before(B, |state| state.voted_for = Some(C));
        assert_eq!(story.broken(), ["R8"]);
    }
    /// B has voted for A, asks whether it would be elected itself, and hears from A: that must not cost it its memory.
    #[test]
    fn fires_when_a_server_that_steps_down_forgets_its_vote() {
        for keep_vote in [true, false] {
            let mut story = Story::configured(3, |config| config.options.pre_vote = true);
            story.configure(|config| config.rules.keep_vote = keep_vote);
            story.timeout(A).timeout(C).deliver(A, B, |_| true).deliver(C, B, |_| true);
            story.deliver(B, A, |_| true).deliver(B, C, |_| true).run_among(&[A, B]).timeout(B).heartbeat(A);
            story.deliver(A, B, |message| matches!(message, Message::AppendEntries(_)));
            assert_eq!(story.broken().contains(&"R8"), !keep_vote, "{:?}", story.broken);
            story.deliver(C, B, |message| matches!(message, Message::RequestVote { .. })).run_among(&[B, C]);
            assert_eq!(story.broken().contains(&"R1"), !keep_vote, "{:?}", story.broken);
        }
    }
}
