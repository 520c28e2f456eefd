//! What a run of Raft may have come to, for challenges to ask for. Each keeps in mind what it needs of the past; none changes
//! anything.

mod applied_twice;
mod deposed;
mod longest_log_loses;
mod lost_entry;
mod overwritten;
mod split_by_members;
mod stale_read;

use crate::clock::feat::{Feat, begin};
use crate::cluster::{Cluster, Server};
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::raft::Raft;

pub(super) const ALL: &[Feat] = &[
    Feat { name: "lost-entry", begin: begin::<lost_entry::LostEntry> },
    Feat { name: "longest-log-loses", begin: begin::<longest_log_loses::LongestLogLoses> },
    Feat { name: "deposed", begin: begin::<deposed::Deposed> },
    Feat { name: "undisturbed", begin: begin::<deposed::Undisturbed> },
    Feat { name: "majority-overwritten", begin: begin::<overwritten::MajorityOverwritten> },
    Feat { name: "committed-overwritten", begin: begin::<overwritten::CommittedOverwritten> },
    Feat { name: "stale-read", begin: begin::<stale_read::StaleRead> },
    Feat { name: "applied-twice", begin: begin::<applied_twice::AppliedTwice> },
    Feat { name: "split-by-members", begin: begin::<split_by_members::SplitByMembers> },
];

/// The servers as they were when somebody looked last.
#[derive(Clone, Default)]
struct Before(Vec<Arc<Server<Raft>>>);

impl Before {
    /// Those that are not as they were, each with what it was; from now on they are as they are.
    fn changed(&mut self, cluster: &Cluster<Raft>) -> Vec<(NodeId, Option<Arc<Server<Raft>>>)> {
        let mut changed = Vec::new();
        for node in cluster.nodes() {
            let (place, now) = (usize::from(node.0), cluster.server(node));
            match self.0.get_mut(place) {
                Some(before) if Arc::ptr_eq(before, now) => {}
                Some(before) => changed.push((node, Some(core::mem::replace(before, now.clone())))),
                None => {
                    self.0.push(now.clone());
                    changed.push((node, None));
                }
            }
        }
        changed
    }
}
