//! P2, Validity: "only a value that has been proposed may be chosen" (§2.1), and the first to propose is a client.

use super::votes::{is_chosen, new_votes};
use crate::checks::{Transition, Violation};
use quorate_core::paxos::{Fact, Paxos};

/// Looks when a vote is cast: has a client asked for what is chosen by it?
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    let cluster = transition.after;
    for (proposal, _) in new_votes(transition).filter(|(proposal, _)| is_chosen(cluster, proposal)) {
        if !cluster.facts().contains(&Fact::Requested(proposal.value.clone())) {
            return Err(Violation(alloc::vec![
                ("ballot", proposal.ballot.into()),
                ("value", proposal.value.clone().into()),
            ]));
        }
    }
    Ok(())
}
