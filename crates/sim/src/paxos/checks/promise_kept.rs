//! P7, promises are kept (P1a of §2.2): an acceptor votes in no ballot below what it has promised, what it has promised
//! never falls, not even over a restart, and never lies below its vote.

use super::votes::{new_votes, promise};
use crate::checks::{Transition, Violation};
use alloc::string::{String, ToString};
use quorate_core::paxos::{Ballot, Paxos};
use quorate_core::protocol::NodeId;

/// Looks at the one node that the step was about.
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    let Some((node, before, after)) = transition.touched() else { return Ok(()) };
    let Some(promised) = promise(transition.after, before) else { return Ok(()) };
    if let Some((proposal, _)) = new_votes(transition).find(|(proposal, _)| proposal.ballot < promised) {
        return Err(violation(node, promised, Some(proposal.ballot)));
    }
    let remembered = promise(transition.after, after);
    if remembered < Some(promised) {
        return Err(violation(node, promised, remembered));
    }
    Ok(())
}

fn violation(node: NodeId, promised: Ballot, lower: Option<Ballot>) -> Violation {
    let lower = lower.map_or_else(|| String::from("–"), |ballot| ballot.to_string());
    Violation(alloc::vec![("node", node.into()), ("promised", promised.into()), ("lower", lower.into())])
}
