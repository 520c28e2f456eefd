//! A server has another entry where it had one that a majority had stored; or one that was committed.

use super::Before;
use crate::clock::feat::{Lookout, Moment};
use crate::clock::playing::Playing;
use crate::cluster::{Cluster, Server};
use crate::raft::checks::{committed, log_of};
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Configuration, Index, Log, Raft, Rules, Term};
use quorate_core::sorted::SortedSet;

/// One that a majority had in their logs at the same time.
#[derive(Clone, Default)]
pub(super) struct MajorityOverwritten {
    before: Before,
    on_majority: SortedSet<(Index, Term)>,
}

impl Lookout for MajorityOverwritten {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = Playing::<Raft>::cluster_of(run.machine()) else { return false };
        let changed = self.before.changed(cluster);
        let is_overwritten =
            changed.iter().any(|it| replaced(cluster, it).iter().any(|entry| self.on_majority.contains(entry)));
        for (node, _) in &changed {
            for (index, entry) in log_of(cluster, *node).iter() {
                let has = |node| has(cluster, node, index, entry.term);
                if members(cluster).is_quorum(&Rules::default(), has) {
                    self.on_majority.insert((index, entry.term));
                }
            }
        }
        is_overwritten
    }
}

/// One that a leader had counted as committed.
#[derive(Clone, Default)]
pub(super) struct CommittedOverwritten {
    before: Before,
}

impl Lookout for CommittedOverwritten {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = Playing::<Raft>::cluster_of(run.machine()) else { return false };
        let was_committed = |(index, term): &(Index, Term)| {
            committed(cluster, *index).take_while(|it| it.0 == *index).any(|(_, _, entry)| entry.term == *term)
        };
        self.before.changed(cluster).iter().any(|it| replaced(cluster, it).iter().any(was_committed))
    }
}

/// What a server had, and now has another entry instead of.
fn replaced(cluster: &Cluster<Raft>, (node, before): &(NodeId, Option<Arc<Server<Raft>>>)) -> Vec<(Index, Term)> {
    let Some(before) = before else { return Vec::new() };
    let nothing = Log::default();
    let log = before.state.as_ref().map(|state| &state.log).or(before.disk.as_ref().map(|disk| &disk.log));
    let now = log_of(cluster, *node);
    let is_other = |(index, term): &(Index, Term)| now.term(*index).is_some_and(|other| other != *term);
    log.unwrap_or(&nothing).iter().map(|(index, entry)| (index, entry.term)).filter(is_other).collect()
}

fn has(cluster: &Cluster<Raft>, node: NodeId, index: Index, term: Term) -> bool {
    usize::from(node.0) < cluster.nodes().count() && log_of(cluster, node).term(index) == Some(term)
}

/// Who belongs to the cluster, as far as any server knows.
fn members(cluster: &Cluster<Raft>) -> Configuration {
    let newest = cluster.up().map(|(_, state)| state).max_by_key(|state| state.membership.index());
    let files = || Configuration::of(cluster.config().voters.iter().copied());
    newest.map_or_else(files, |state| state.configuration().clone())
}
