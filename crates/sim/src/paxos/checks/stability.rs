//! P3, Stability: what is chosen remains chosen. Votes are never taken back in the ghost history, so this looks at those
//! who can change their mind: a node that has learned one value never learns another, not even after a restart.

use crate::checks::{Transition, Violation};
use quorate_core::paxos::{Fact, Paxos};

/// Looks when a node decides.
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    for fact in &transition.applied.facts {
        let Fact::Decided { node, value } = fact else { continue };
        let earlier = transition.after.facts().iter().rev().map_while(|fact| match fact {
            Fact::Decided { node, value } => Some((node, value)),
            _ => None,
        });
        for (_, other) in earlier.filter(|(other, _)| *other == node) {
            if other != value {
                return Err(Violation(alloc::vec![
                    ("node", (*node).into()),
                    ("value", value.clone().into()),
                    ("other_value", other.clone().into()),
                ]));
            }
        }
    }
    Ok(())
}
