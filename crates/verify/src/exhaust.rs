//! Clusters whose states are exhausted: no schedule within stated bounds breaks a promise.

use quorate_core::paxos::{Paxos, Roles};
use quorate_sim::cluster::Cluster;
use quorate_sim::playable::Playable;
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::symmetry::Symmetry;
use quorate_sim::search::{Progress, Search};

/// So many nodes that only propose, and then so many that only accept.
pub fn paxos(proposers: u8, acceptors: u8) -> Cluster<Paxos> {
    let mut config = Paxos::config(proposers + acceptors);
    let (first, rest) = config.roles.split_at_mut(usize::from(proposers));
    first.fill(Roles { proposer: true, ..Roles::default() });
    rest.fill(Roles { acceptor: true, ..Roles::default() });
    Cluster::booted(config, proposers + acceptors)
}

/// Tries everything within the bounds; gives the number of different states. Panics if a promise is broken.
pub fn exhaust<P: Playable>(cluster: Cluster<P>, bounds: Bounds<P>, symmetry: Symmetry<P>) -> usize {
    let mut search = Search::new(cluster, bounds, P::CHECKS, symmetry);
    match search.run(usize::MAX) {
        Progress::Found(found) => panic!("{} is broken: {found:#?}", found.check),
        Progress::Exhausted | Progress::Working => search.states(),
    }
}
