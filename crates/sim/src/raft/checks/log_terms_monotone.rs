//! R10, terms never fall along a log, and none is newer than the server's own: a leader appends entries of its own term
//! behind older ones, and logs are copied as they are (§5.3).

use super::changed_log;
use crate::checks::{Check, Transition, Violation};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.log-terms-monotone", promise: "R10", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, log)) = changed_log(transition) else { return Ok(()) };
    let unchanged = before.common_prefix(&log);
    let mut earlier = log.term(unchanged).unwrap_or(0);
    for (index, entry) in log.iter_from(unchanged + 1) {
        if entry.term < earlier {
            return Err(violation(node, index, entry.term, earlier));
        }
        earlier = entry.term;
    }
    let current_term = transition.after.server(node).durable().unwrap_or_default().current_term;
    if earlier > current_term {
        return Err(violation(node, log.last_index(), earlier, current_term));
    }
    Ok(())
}

fn violation(node: quorate_core::protocol::NodeId, index: u64, term: u64, other: u64) -> Violation {
    Violation(alloc::vec![
        ("node", node.into()),
        ("index", index.into()),
        ("term", term.into()),
        ("other", other.into()),
    ])
}
