//! Another checker, that of the `stateright` crate, finds as many states as our search does.

use quorate_core::kv::StoreCommand;
use quorate_core::paxos::{self, Paxos, Value};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{self, Raft};
use quorate_sim::cluster::checked::Checked;
use quorate_sim::cluster::step::Step;
use quorate_sim::cluster::{Cluster, Storage};
use quorate_sim::registry::Playable;
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::case::Prelude;
use quorate_sim::search::reduction::Reduction;
use quorate_sim::search::{Progress, Search};
use quorate_verify::exhaust::{self, Extent};
use quorate_verify::model::{Bounded, Portable};
use quorate_verify::{ours, theirs};

/// What the documentation of `stateright` says of its example.
#[test]
fn a_register_over_paxos_with_two_clients_has_16_668_states() {
    assert_eq!(theirs::explore(2, 3).states, 16_668);
    assert_eq!(ours::explore(2, 3), theirs::explore(2, 3));
    assert_eq!(ours::steps_to_a_value(2, 3), 8);
}

/// Both exhaust the bounds and break no guarantee. Every state is only itself, or, if `reduced`, many are one.
fn both_find<P: Playable + Portable>(cluster: &Cluster<P>, bounds: &Bounds<P>, reduced: bool) {
    let reduction = || if reduced { P::reduction(cluster, bounds) } else { Reduction::none() };
    let mut search = Search::new(cluster.clone(), bounds.clone(), P::CHECKS, reduction());
    match search.run(usize::MAX) {
        Progress::Exhausted => {}
        other => panic!("{other:#?}"),
    }
    let extent = Extent { states: search.states(), depth: search.depth(), is_exhausted: true };
    assert_eq!(model(cluster, bounds, reduction()).explore(), (extent, None));
    println!("{}: {} states{}", P::NAME, extent.states, if reduced { ", reduced" } else { "" });
}

/// What happens when many states are one is all that happens when each is only itself.
fn nothing_is_lost<P: Playable + Portable>(cluster: &Cluster<P>, bounds: &Bounds<P>) {
    let reduction = P::reduction(cluster, bounds);
    assert!(reduction.order() > 1, "nodes are alike");
    let compared = model(cluster, bounds, reduction).compare_with_unreduced();
    let (fewer, states) = compared.expect("what comes about in one way comes about in the other");
    println!("{}: {states} states, reduced to {fewer}", P::NAME);
    both_find(cluster, bounds, true);
}

fn model<P: Playable + Portable>(cluster: &Cluster<P>, bounds: &Bounds<P>, reduction: Reduction<P>) -> Bounded<P> {
    Bounded { cluster: cluster.clone(), bounds: bounds.clone(), checks: P::CHECKS, reduction }
}

/// Two proposers, asked for different values.
fn duel(bounds: Bounds<Paxos>) -> Bounds<Paxos> {
    let requests = [(0, "x"), (1, "y")].map(|(node, value)| (vec![NodeId(node)], Value::from(value)));
    Bounds { requests: requests.into(), ..bounds }
}

/// One of them is asked.
fn proposal(bounds: Bounds<Paxos>) -> Bounds<Paxos> {
    let mut bounds = duel(bounds);
    bounds.requests.pop();
    bounds
}

#[test]
fn two_proposals_of_paxos_have_as_many_states_for_both() {
    both_find(&exhaust::paxos(2, 3), &duel(Bounds::none()), true);
}

/// One of them is outbid, also by somebody's second round.
#[test]
fn nothing_is_lost_of_two_proposals_of_paxos() {
    let timeouts = vec![(paxos::Timer::Retry, 1)];
    nothing_is_lost(&exhaust::paxos(2, 2), &duel(Bounds { timeouts, depth: 11, ..Bounds::none() }));
}

#[test]
fn nothing_is_lost_of_a_proposal_of_paxos_with_a_crash_and_a_copy() {
    let bounds = proposal(Bounds { crashes: 1, duplications: 1, ..Bounds::none() });
    nothing_is_lost(&exhaust::paxos(2, 3), &bounds);
}

#[test]
fn paxos_with_slow_disks_a_crash_and_a_copy_has_as_many_states_for_both() {
    let mut cluster = exhaust::paxos(2, 3);
    cluster.apply(&Step::Storage(Storage::Explicit)).expect("always possible");
    both_find(&cluster, &proposal(Bounds { crashes: 1, duplications: 1, depth: 12, ..Bounds::none() }), false);
}

/// Three servers; the one request is for any of them.
fn raft(storage: Storage, bounds: Bounds<Raft>) -> (Cluster<Raft>, Bounds<Raft>) {
    let mut cluster = Cluster::booted(Raft::config(3), 3);
    cluster.apply(&Step::Storage(storage)).expect("always possible");
    let request = ([0, 1, 2].map(NodeId).into(), StoreCommand::Set("x".into(), 1).into());
    (cluster, Bounds { requests: vec![request], ..bounds })
}

#[test]
fn raft_has_as_many_states_for_both() {
    let timeouts = vec![(raft::Timer::Election, 1), (raft::Timer::Heartbeat, 1)];
    let (cluster, bounds) = raft(Storage::Synchronous, Bounds { timeouts, ..Bounds::none() });
    both_find(&cluster, &bounds, false);
    nothing_is_lost(&cluster, &bounds);
}

fn candidates(bounds: Bounds<Raft>) -> Bounds<Raft> {
    let within: fn(&Raft) -> bool = |server| server.current_term < raft::Term(2);
    Bounds { timeouts: vec![(raft::Timer::Election, 2)], crashes: 1, within: Some(within), ..bounds }
}

#[test]
fn nothing_is_lost_of_raft_with_two_candidates_and_a_crash() {
    let (cluster, bounds) = raft(Storage::Synchronous, candidates(Bounds::none()));
    nothing_is_lost(&cluster, &bounds);
}

#[test]
fn raft_with_slow_disks_a_crash_and_a_copy_has_as_many_states_for_both() {
    let (cluster, bounds) = raft(Storage::Explicit, candidates(Bounds { duplications: 1, depth: 7, ..Bounds::none() }));
    both_find(&cluster, &bounds, false);
}

/// A server that has led may lead again, in a later term: answers to the leader that it was are still under way.
#[test]
fn nothing_is_lost_of_raft_with_a_leader_that_crashes() {
    let all = [0, 1, 2].map(NodeId);
    let mut before = Prelude { cluster: Cluster::<Raft>::booted(Raft::config(3), 3), steps: Vec::new() };
    before.timeout(all[0]).among(&all).request(all[0], "SET x 1").among(&all);
    let timeouts = vec![(raft::Timer::Election, 1), (raft::Timer::Heartbeat, 1)];
    nothing_is_lost(&before.cluster, &Bounds { timeouts, crashes: 1, clients: 1, ..Bounds::none() });
}
