//! R11, the order of the indices: `lastApplied ≤ commitIndex ≤` the last index of the log (figure 2, "Volatile state").

use crate::checks::{Check, Transition, Violation};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.index-order", promise: "R11", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, _, after)) = transition.touched() else { return Ok(()) };
    let Some(state) = &after.state else { return Ok(()) };
    if state.last_applied <= state.commit_index && state.commit_index <= state.log.last_index() {
        return Ok(());
    }
    Err(Violation(alloc::vec![
        ("node", node.into()),
        ("lastApplied", state.last_applied.into()),
        ("commitIndex", state.commit_index.into()),
        ("lastIndex", state.log.last_index().into()),
    ]))
}
