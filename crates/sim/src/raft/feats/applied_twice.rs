//! A server's state machine has carried out one request of a client twice.

use super::Before;
use crate::clock::feat::{Lookout, Moment};
use crate::clock::playing::Playing;
use crate::cluster::Cluster;
use crate::raft::checks::committed;
use alloc::vec::Vec;
use quorate_core::kv::{Operation, StoreCommand};
use quorate_core::raft::{Content, Entry, Index, Raft};

#[derive(Clone, Default)]
pub(super) struct AppliedTwice {
    before: Before,
}

impl Lookout for AppliedTwice {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = Playing::<Raft>::cluster_of(run.machine()) else { return false };
        let changed = self.before.changed(cluster);
        changed.iter().filter_map(|(node, _)| cluster.state(*node)).any(|state| has_added_twice(cluster, state))
    }
}

/// With `once` on both, the state machine leaves out the second.
fn has_added_twice(cluster: &Cluster<Raft>, state: &Raft) -> bool {
    let applied = Index(1).through(state.last_applied).filter_map(|index| applied_at(cluster, state, index));
    let added = applied.filter_map(|entry| match &entry.content {
        Content::Command(operation) if matches!(operation.command, StoreCommand::Add(..)) => Some(&**operation),
        _ => None,
    });
    let added: Vec<&Operation> = added.collect();
    let comes_again =
        |place: usize| added[place + 1..].iter().any(|it| it.id == added[place].id && !(it.once && added[place].once));
    (0..added.len()).any(comes_again)
}

/// What a snapshot has taken out of the log was committed before.
fn applied_at<'a>(cluster: &'a Cluster<Raft>, state: &'a Raft, index: Index) -> Option<&'a Entry> {
    let discarded = || committed(cluster, index).next().filter(|it| it.0 == index).map(|(_, _, entry)| entry);
    state.log.get(index).or_else(discarded)
}
