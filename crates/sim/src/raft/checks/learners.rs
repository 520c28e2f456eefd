//! M9, a server that catches up has no say: it is a "non-voting member", "not yet counted towards majorities" (thesis
//! §4.2.1), and does not stand for election. That nobody counts its copies is part of R14, which counts nobody but members.

use super::{leader_of, within_life};
use crate::cluster::check::{Check, Transition, Violation};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Fact, Raft, Role};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.learners", number: "M9", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = within_life(transition) else { return Ok(()) };
    let campaigns = |state: &Raft| matches!(state.role, Role::PreCandidate { .. } | Role::Candidate { .. });
    let begins = campaigns(after) && (!campaigns(before) || before.current_term != after.current_term);
    if begins && !before.may_campaign() {
        return Err(violation(node, after, Vec::new()));
    }
    if transition.applied.facts.iter().any(|fact| matches!(fact, Fact::Elected { .. }))
        && let Some(leader) = leader_of(after)
    {
        let voted = |server: NodeId| leader.votes.get(&server) == Some(&true);
        if !before.configuration().is_quorum(&transition.after.config().rules, voted) {
            let strangers = leader.votes.keys().filter(|voter| !before.configuration().contains(**voter));
            return Err(violation(node, after, strangers.copied().collect()));
        }
    }
    Ok(())
}

/// A server without a say stands for election, or is elected by others that have none.
fn violation(node: NodeId, state: &Raft, strangers: Vec<NodeId>) -> Violation {
    let strangers = if strangers.is_empty() { alloc::vec![node] } else { strangers };
    Violation(alloc::vec![
        ("node", node.into()),
        ("term", state.current_term.into()),
        ("configuration", state.configuration().clone().into()),
        ("strangers", strangers.into()),
    ])
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, D, Story};
    use quorate_core::raft::{Fact, Leader, Role, Term, Votes};

    #[test]
    fn fires_when_a_learner_stands_for_election() {
        let mut story = Story::of(4, 3);
        story.elect(A).pretend(D, |state| state.role = Role::Candidate { votes: Votes::new() });
        assert!(story.broken().contains(&"M9"), "{:?}", story.broken);
    }

    #[test]
    fn fires_when_a_learner_s_vote_is_counted() {
        for (voter, broken) in [(B, false), (D, true)] {
            let mut story = Story::of(4, 3);
            story.timeout(A).pretend_that(A, &[Fact::Elected { term: Term(1), leader: A }], |state| {
                let votes = [(A, true), (voter, true)].into_iter().collect();
                state.role = Role::Leader(Leader { votes, ..Leader::default() }.into());
            });
            assert_eq!(story.broken().contains(&"M9"), broken, "{:?}", story.broken);
        }
    }

    #[test]
    fn holds_for_one_that_was_a_member_and_may_be_needed_still() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 1").run().request(A, "remove B").run_among(&[A, B]).timeout(B);
        assert_eq!(story.broken(), [""; 0]);
    }
}
