//! P9, learners: "a process never learns that a value has been chosen unless it actually has been" (§2.1).

use super::votes::chosen;
use crate::checks::{Transition, Violation};
use quorate_core::paxos::{Fact, Paxos};

/// Looks when a node decides: has a majority voted for that value in one ballot?
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    for fact in &transition.applied.facts {
        let Fact::Decided { node, value } = fact else { continue };
        if !chosen(transition.after).any(|proposal| proposal.value == *value) {
            return Err(Violation(alloc::vec![("node", (*node).into()), ("value", value.clone().into())]));
        }
    }
    Ok(())
}
