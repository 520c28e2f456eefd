//! Five ballots, of two proposers at least, have come to nothing: so many acceptors had promised higher ones that no majority
//! was left for them.

use crate::clock::feat::{Lookout, Moment};
use crate::clock::playing::Playing;
use crate::cluster::Cluster;
use crate::paxos::checks::votes::{chosen, count_acceptors, is_majority, promise};
use quorate_core::paxos::proposer::Phase;
use quorate_core::paxos::{Ballot, Paxos};
use quorate_core::protocol::NodeId;
use quorate_core::sorted::{SortedMap, SortedSet};

const BALLOTS: usize = 5;

#[derive(Clone, Default)]
pub(super) struct Outbidding {
    /// The ballots that proposers are at.
    open: SortedMap<NodeId, Ballot>,
    /// Those that were outbid.
    outbid: SortedSet<Ballot>,
    is_chosen: bool,
}

/// The ballot that a proposer is at.
fn at(state: &Paxos) -> Option<Ballot> {
    let is_at = matches!(state.proposer.phase, Phase::Prepare | Phase::Accept);
    state.proposer.attempt.as_ref().filter(|_| is_at).map(|attempt| attempt.ballot)
}

/// Whether those acceptors that have promised nothing higher are no majority.
fn is_blocked(cluster: &Cluster<Paxos>, ballot: Ballot) -> bool {
    let is_free = |node| promise(cluster, cluster.server(node)).is_none_or(|promised| promised <= ballot);
    !is_majority(cluster, count_acceptors(cluster, is_free))
}

impl Lookout for Outbidding {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = Playing::<Paxos>::cluster_of(run.machine()) else { return false };
        for (node, state) in cluster.up() {
            let now = at(state);
            let before = self.open.get(&node).copied();
            if now == before {
                continue;
            }
            if let Some(before) = before
                && is_blocked(cluster, before)
            {
                self.outbid.insert(before);
            }
            match now {
                Some(ballot) => drop(self.open.insert(node, ballot)),
                None => drop(self.open.remove(&node)),
            }
        }
        let proposers: SortedSet<NodeId> = self.outbid.iter().map(|ballot| ballot.proposer).collect();
        let is_long = self.outbid.len() >= BALLOTS && proposers.len() > 1;
        self.is_chosen |= chosen(cluster).next().is_some();
        is_long && !self.is_chosen
    }

    fn is_missed(&self) -> bool {
        self.is_chosen
    }
}
