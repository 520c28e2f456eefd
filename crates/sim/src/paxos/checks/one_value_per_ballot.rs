//! P4, one value per ballot: no two acceptors vote for different values under the same number.

use super::votes::{new_votes, votes_from};
use crate::checks::{Transition, Violation};
use quorate_core::paxos::Paxos;

/// Looks when a vote is cast: is there another of the same number?
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    for (proposal, acceptor) in new_votes(transition) {
        let same_ballot = votes_from(transition.after.facts(), proposal.ballot)
            .take_while(|(other, _)| other.ballot == proposal.ballot);
        if let Some((other, other_acceptor)) = same_ballot.into_iter().find(|(other, _)| other.value != proposal.value)
        {
            return Err(Violation(alloc::vec![
                ("ballot", proposal.ballot.into()),
                ("node", acceptor.into()),
                ("value", proposal.value.clone().into()),
                ("other_node", other_acceptor.into()),
                ("other_value", other.value.clone().into()),
            ]));
        }
    }
    Ok(())
}
