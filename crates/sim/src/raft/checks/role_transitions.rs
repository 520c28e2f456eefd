//! R19, the arrows of the paper's figure 4: nobody leads without having been a candidate, and no leader stands for election.

use super::within_life;
use crate::checks::{Check, Transition, Violation};
use quorate_core::raft::{Raft, Role};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.role-transitions", promise: "R19", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = within_life(transition) else { return Ok(()) };
    let allowed = match (&before.role, &after.role) {
        // In a cluster where its own vote is enough, both arrows are gone in one step.
        (Role::Follower, Role::Leader(_)) => transition.after.config().is_quorum(|voter| voter == node),
        (Role::Leader(_), Role::Candidate { .. }) => false,
        _ => true,
    };
    if allowed {
        Ok(())
    } else {
        Err(Violation(alloc::vec![("node", node.into()), ("term", after.current_term.into())]))
    }
}
