//! P1, Agreement: "only a single value is chosen" (§2.1).

use super::votes::{chosen, is_chosen, new_votes};
use crate::checks::{Transition, Violation};
use quorate_core::paxos::Paxos;

/// Looks when a vote is cast: does it make chosen what differs from another chosen value?
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    let cluster = transition.after;
    for (proposal, _) in new_votes(transition).filter(|(proposal, _)| is_chosen(cluster, proposal)) {
        if let Some(other) = chosen(cluster).find(|other| other.value != proposal.value) {
            return Err(Violation(alloc::vec![
                ("ballot", proposal.ballot.into()),
                ("value", proposal.value.clone().into()),
                ("other_ballot", other.ballot.into()),
                ("other_value", other.value.clone().into()),
            ]));
        }
    }
    Ok(())
}
