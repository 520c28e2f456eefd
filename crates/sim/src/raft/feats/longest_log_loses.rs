//! The server with the longest log asks for votes, is refused because of its log, and one with a shorter log is elected.

use crate::clock::feat::{Lookout, Moment};
use crate::clock::playing::Playing;
use crate::cluster::Cluster;
use crate::raft::checks::log_of;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Index, Raft, Role, Term};
use quorate_core::sorted::SortedMap;

#[derive(Clone, Default)]
pub(super) struct LongestLogLoses {
    /// Who was refused so, in which term.
    refused: SortedMap<NodeId, Term>,
}

impl Lookout for LongestLogLoses {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = Playing::<Raft>::cluster_of(run.machine()) else { return false };
        for (node, state) in cluster.up() {
            let Role::Candidate { votes } = &state.role else { continue };
            let is_behind = |voter: &NodeId| end(cluster, node) < end(cluster, *voter);
            let is_refused = votes.iter().any(|(voter, granted)| !granted && is_behind(voter));
            let is_longest = cluster.nodes().all(|other| other == node || last(cluster, other) < last(cluster, node));
            if is_refused && is_longest {
                self.refused.insert(node, state.current_term);
            }
        }
        let leaders = cluster.up().filter(|(_, state)| state.is_leader());
        let beats = |leader: NodeId, term: Term| {
            let is_beaten = |(loser, asked_in): &(NodeId, Term)| {
                *loser != leader && *asked_in <= term && last(cluster, leader) < last(cluster, *loser)
            };
            self.refused.iter().any(is_beaten)
        };
        leaders.into_iter().any(|(leader, state)| beats(leader, state.current_term))
    }
}

fn last(cluster: &Cluster<Raft>, node: NodeId) -> Index {
    log_of(cluster, node).last_index()
}

fn end(cluster: &Cluster<Raft>, node: NodeId) -> (Term, Index) {
    let log = log_of(cluster, node);
    (log.last_term(), log.last_index())
}
