//! Clusters whose states are exhausted: no schedule within stated bounds breaks a guarantee.

use quorate_core::kv::StoreCommand;
use quorate_core::paxos::{Paxos, Roles, Timer as Wait, Value};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Raft, Term, Timer};
use quorate_sim::cluster::checked::Checked;
use quorate_sim::cluster::step::Step;
use quorate_sim::cluster::{Cluster, Storage};
use quorate_sim::registry::Playable;
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::reduction::Reduction;
use quorate_sim::search::{Progress, Search};
use std::time::{Duration, Instant};

/// States between two looks at the clock.
const SLICE: usize = 20_000;

/// How much was explored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Extent {
    /// How many different states there are.
    pub states: usize,
    /// How many steps the last of them are away from the first.
    pub depth: u32,
    /// Whether these are all.
    pub is_exhausted: bool,
}

/// So many nodes that only propose, and then so many that only accept.
pub fn paxos(proposers: u8, acceptors: u8) -> Cluster<Paxos> {
    let mut config = Paxos::config(proposers + acceptors);
    let (first, rest) = config.roles.split_at_mut(usize::from(proposers));
    first.fill(Roles { proposer: true, ..Roles::default() });
    rest.fill(Roles { acceptor: true, ..Roles::default() });
    Cluster::booted(config, proposers + acceptors)
}

/// Two proposers are asked for different values, one after the other. They have two rounds each, of which so many begin because
/// a proposer tries again.
pub fn two_proposers(retries: u8, crashes: u8) -> Bounds<Paxos> {
    let requests = [(0, "x"), (1, "y")].map(|(node, value)| (vec![NodeId(node)], Value::from(value)));
    Bounds {
        timeouts: vec![(Wait::Retry, retries)],
        crashes,
        requests: requests.into(),
        within: Some(|node| node.proposer.round <= 2),
        ..Bounds::none()
    }
}

/// Three servers in two terms; whoever leads is asked so many times.
pub fn two_terms(elections: u8, heartbeats: u8, crashes: u8, requests: i64) -> Bounds<Raft> {
    let request = |value| ([0, 1, 2].map(NodeId).into(), StoreCommand::Set("x".into(), value).into());
    Bounds {
        timeouts: vec![(Timer::Election, elections), (Timer::Heartbeat, heartbeats)],
        crashes,
        requests: (1..=requests).map(request).collect(),
        asks: Some(Raft::is_leader),
        within: Some(|server| server.current_term <= Term(2)),
        ..Bounds::none()
    }
}

/// The same cluster with disks that take time.
pub fn slow<P: Playable>(mut cluster: Cluster<P>) -> Cluster<P> {
    cluster.apply(&Step::Storage(Storage::Explicit)).expect("how disks behave can always be changed");
    cluster
}

/// Tries everything within the bounds, as far as it gets in this time. Panics if a guarantee is broken.
pub fn exhaust<P: Playable>(
    cluster: Cluster<P>,
    bounds: Bounds<P>,
    reduction: Reduction<P>,
    patience: Duration,
) -> Extent {
    let began = Instant::now();
    let mut search = Search::new(cluster, bounds, P::CHECKS, reduction);
    let is_exhausted = loop {
        match search.run(SLICE) {
            Progress::Found(found) => panic!("{} is broken: {found:#?}", found.check),
            Progress::Exhausted => break true,
            Progress::Working if began.elapsed() > patience => break false,
            Progress::Working => {}
        }
    };
    Extent { states: search.states(), depth: search.depth(), is_exhausted }
}

/// The same, with all that is known to make one state of many.
pub fn exhaust_reduced<P: Playable>(cluster: Cluster<P>, bounds: Bounds<P>, patience: Duration) -> Extent {
    let reduction = P::reduction(&cluster, &bounds);
    exhaust(cluster, bounds, reduction, patience)
}
