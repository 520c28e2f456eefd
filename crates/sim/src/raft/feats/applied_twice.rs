//! A server's state machine has carried out one request of a client twice.

use super::{Before, cluster};
use crate::clock::feat::{Lookout, Moment};
use alloc::vec::Vec;
use quorate_core::kv::StoreCommand;
use quorate_core::raft::{Content, Operation, Raft};

#[derive(Clone, Default)]
pub(super) struct AppliedTwice {
    before: Before,
}

impl Lookout for AppliedTwice {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = cluster(run) else { return false };
        let changed = self.before.changed(cluster);
        changed.iter().filter_map(|(node, _)| cluster.state(*node)).any(has_added_twice)
    }
}

/// With `once` on both, the state machine leaves out the second.
fn has_added_twice(state: &Raft) -> bool {
    let applied = state.log.iter().take_while(|(index, _)| *index <= state.last_applied);
    let added = applied.filter_map(|(_, entry)| match &entry.content {
        Content::Command(operation) if matches!(operation.command, StoreCommand::Add(..)) => Some(&**operation),
        _ => None,
    });
    let added: Vec<&Operation> = added.collect();
    let comes_again =
        |place: usize| added[place + 1..].iter().any(|it| it.id == added[place].id && !(it.once && added[place].once));
    (0..added.len()).any(comes_again)
}
