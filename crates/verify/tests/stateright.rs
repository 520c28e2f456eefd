//! Another checker, that of the `stateright` crate, finds as many states as our search does.

use quorate_core::kv::Command;
use quorate_core::paxos::{self, Paxos};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{self, Raft};
use quorate_sim::cluster::{Cluster, Storage};
use quorate_sim::playable::Playable;
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::symmetry::Symmetry;
use quorate_sim::search::{Progress, Search};
use quorate_sim::step::Step;
use quorate_verify::model::{Bounded, Portable};
use quorate_verify::{exhaust, ours, theirs};

/// What the documentation of `stateright` says of its example.
#[test]
fn a_register_over_paxos_with_two_clients_has_16_668_states() {
    assert_eq!(theirs::explore(2, 3), 16_668);
    assert_eq!(ours::explore(2, 3), 16_668);
    assert_eq!(ours::steps_to_a_value(2, 3), 8);
}

/// Both exhaust the bounds and break no promise. Every state is only itself, or, if `symmetric`, nodes that are alike make one
/// state of many.
fn both_find<P: Playable + Portable>(cluster: &Cluster<P>, bounds: &Bounds<P>, symmetric: bool) -> usize {
    let symmetry = || if symmetric { P::symmetry(cluster, bounds) } else { Symmetry::none() };
    assert_eq!(symmetry().order() > 1, symmetric);
    let mut search = Search::new(cluster.clone(), bounds.clone(), P::CHECKS, symmetry());
    match search.run(usize::MAX) {
        Progress::Exhausted => {}
        other => panic!("{other:#?}"),
    }
    let model = Bounded { cluster: cluster.clone(), bounds: bounds.clone(), checks: P::CHECKS, symmetry: symmetry() };
    assert_eq!(model.explore(), (search.states(), None));
    println!("{}: {} states", P::NAME, search.states());
    search.states()
}

/// Two proposers, asked for different values, and three acceptors.
fn paxos(bounds: Bounds<Paxos>) -> (Cluster<Paxos>, Bounds<Paxos>) {
    let requests = [(0, "x"), (1, "y")].map(|(node, value)| (vec![NodeId(node)], paxos::Value::from(value)));
    (exhaust::paxos(2, 3), Bounds { requests: requests.into(), ..bounds })
}

#[test]
fn two_proposals_of_paxos_have_as_many_states_for_both() {
    let (cluster, bounds) = paxos(Bounds::none());
    assert_eq!(both_find(&cluster, &bounds, true), 41_915);
}

#[test]
fn paxos_with_slow_disks_a_crash_and_a_duplicate_has_as_many_states_for_both() {
    let (mut cluster, mut bounds) = paxos(Bounds { crashes: 1, duplications: 1, depth: 12, ..Bounds::none() });
    cluster.apply(&Step::Storage(Storage::Explicit)).expect("always possible");
    bounds.requests.pop();
    both_find(&cluster, &bounds, false);
}

/// Three servers; the first request is for any of them.
fn raft(storage: Storage, bounds: Bounds<Raft>, symmetric: bool) -> usize {
    let mut cluster = Cluster::booted(Raft::config(3), 3);
    cluster.apply(&Step::Storage(storage)).expect("always possible");
    let request = ([0, 1, 2].map(NodeId).into(), Command::Set("x".into(), 1).into());
    both_find(&cluster, &Bounds { requests: vec![request], ..bounds }, symmetric)
}

#[test]
fn raft_has_as_many_states_for_both() {
    let timeouts = vec![(raft::Timer::Election, 1), (raft::Timer::Heartbeat, 1)];
    let bounds = Bounds { timeouts, ..Bounds::none() };
    let states = raft(Storage::Synchronous, bounds.clone(), false);
    let fewer = raft(Storage::Synchronous, bounds, true);
    assert!(fewer * 6 >= states && fewer * 5 < states, "{states} states, and {fewer} if servers are alike");
}

#[test]
fn raft_with_slow_disks_a_crash_and_a_duplicate_has_as_many_states_for_both() {
    let timeouts = vec![(raft::Timer::Election, 2)];
    let bounds = Bounds { timeouts, crashes: 1, duplications: 1, depth: 7, ..Bounds::none() };
    raft(Storage::Explicit, Bounds { within: Some(|server| server.current_term < 2), ..bounds }, false);
}
