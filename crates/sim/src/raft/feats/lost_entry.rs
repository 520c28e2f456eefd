//! An entry that its leader had in its log, and another server too, is nowhere any more, and its client was never told ok.

use super::Before;
use crate::clock::feat::{Lookout, Moment};
use crate::clock::playing::Playing;
use crate::cluster::{Cluster, Said};
use crate::raft::checks::{disk_of, log_of};
use alloc::sync::Arc;
use quorate_core::kv::SessionState;
use quorate_core::protocol::{NodeId, RequestId};
use quorate_core::raft::{Content, Index, Log, Message, Raft, Response, Snapshot, Term};
use quorate_core::sorted::{SortedMap, SortedSet};

#[derive(Clone, Default)]
pub(super) struct LostEntry {
    before: Before,
    /// For each entry that a client has asked for, who has had it.
    seen: SortedMap<(Index, Term), Holders>,
}

#[derive(Clone)]
struct Holders {
    request: RequestId,
    had_by: SortedSet<NodeId>,
    had_by_its_leader: bool,
}

impl Lookout for LostEntry {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = Playing::<Raft>::cluster_of(run.machine()) else { return false };
        let changed = self.before.changed(cluster);
        for (node, _) in &changed {
            let leads = cluster.state(*node).filter(|state| state.is_leader()).map(|state| state.current_term);
            for (index, entry) in log_of(cluster, *node).iter() {
                let Content::Command(operation) = &entry.content else { continue };
                let copies = self.seen.get_or_insert_with((index, entry.term), || Holders {
                    request: operation.id,
                    had_by: SortedSet::new(),
                    had_by_its_leader: false,
                });
                copies.had_by.insert(*node);
                copies.had_by_its_leader |= leads == Some(entry.term);
            }
        }
        let is_lost = |((index, term), copies): &((Index, Term), Holders)| {
            let had = copies.had_by_its_leader && copies.had_by.len() > 1;
            had && !is_somewhere(cluster, *index, *term, copies.request) && !was_told(cluster, copies.request)
        };
        !changed.is_empty() && self.seen.iter().any(is_lost)
    }
}

/// Whether a log, a disk, a snapshot or a message has the entry. Of what a snapshot covers, it tells only which requests were
/// carried out.
fn is_somewhere(cluster: &Cluster<Raft>, index: Index, term: Term, request: RequestId) -> bool {
    let is_covered = |snapshot: &Arc<Snapshot>| {
        snapshot.last_index >= index && snapshot.store.session(request) != SessionState::Unknown
    };
    let is_in = |log: &Log| log.term(index) == Some(term) || log.snapshot().is_some_and(is_covered);
    let is_stored = |node| is_in(&log_of(cluster, node)) || disk_of(cluster, node).is_some_and(|disk| is_in(&disk.log));
    let is_brought = |message: &Message| match message {
        Message::AppendEntries(it) => {
            let mut brought = it.prev_log_index.next().onwards().zip(it.entries.iter());
            brought.any(|(at, entry)| at == index && entry.term == term)
        }
        _ => false,
    };
    cluster.nodes().any(is_stored) || cluster.network().iter().any(|(_, _, message)| is_brought(message))
}

fn was_told(cluster: &Cluster<Raft>, request: RequestId) -> bool {
    cluster.history().iter().any(|exchange| {
        exchange.id == request && matches!(exchange.what, Said::Told(Response::Applied { .. } | Response::Done))
    })
}
