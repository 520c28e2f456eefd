//! Where a rule is switched off, the search finds a schedule that breaks a promise; with all rules on it finds none within the
//! same bounds.

use quorate_core::kv::Command;
use quorate_core::paxos::{self, Paxos};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{self, Raft};
use quorate_sim::cluster::{Cluster, Storage};
use quorate_sim::playable::Playable;
use quorate_sim::search::{Bounds, Progress, Schedule, Search};
use quorate_sim::setting::Value;
use quorate_sim::step::Step;

const A: NodeId = NodeId(0);
const B: NodeId = NodeId(1);
const C: NodeId = NodeId(2);
const D: NodeId = NodeId(3);
const E: NodeId = NodeId(4);

fn search<P: Playable>(cluster: &Cluster<P>, bounds: &Bounds<P>) -> (Option<Schedule<P>>, usize) {
    let mut search = Search::new(cluster.clone(), bounds.clone());
    let found = loop {
        match search.run(10_000) {
            Progress::Working => {}
            Progress::Found(schedule) => break Some(schedule),
            Progress::Exhausted => break None,
        }
    };
    (found, search.states())
}

/// Switches a rule off.
fn without<P: Playable>(rule: &str, mut config: P::Config) -> P::Config {
    let setting = P::SETTINGS.iter().find(|setting| setting.name == rule).expect(rule);
    (setting.set)(&mut config, Value::Switch(false));
    config
}

/// The search finds nothing in `sound`, whatever the promise, and within the same bounds breaks `promise` in `broken`. The
/// schedule that it gives breaks the promise when it is played again.
#[track_caller]
fn check<P: Playable>(sound: &Cluster<P>, broken: &Cluster<P>, promise: &'static str, bounds: &Bounds<P>) {
    let (found, states) = search(sound, &Bounds { promise: None, ..bounds.clone() });
    assert!(found.is_none(), "with all rules on: {found:#?}");
    let (found, tried) = search(broken, &Bounds { promise: Some(promise), ..bounds.clone() });
    let schedule = found.unwrap_or_else(|| panic!("nothing found in {tried} states ({states} with the rule on)"));
    println!("{promise}: {} steps, {tried} states; {states} with the rule on", schedule.steps.len());
    let mut cluster = broken.clone();
    for step in &schedule.steps {
        cluster.apply(step).expect("a schedule that was found can be played");
    }
}

#[track_caller]
fn check_rule<P: Playable>(rule: &str, promise: &'static str, nodes: u8, config: P::Config, bounds: &Bounds<P>) {
    let sound = Cluster::booted(config.clone(), nodes);
    check(&sound, &Cluster::booted(without::<P>(rule, config), nodes), promise, bounds);
}

fn paxos(proposers: &[NodeId], acceptors: &[NodeId], learners: &[NodeId]) -> paxos::Config {
    let nodes = proposers.iter().chain(acceptors).chain(learners).map(|node| node.0 + 1).max().expect("somebody");
    let mut config = paxos::Config::new(nodes);
    for (roles, node) in config.roles.iter_mut().zip((0..nodes).map(NodeId)) {
        roles.proposer = proposers.contains(&node);
        roles.acceptor = acceptors.contains(&node);
        roles.learner = learners.contains(&node);
    }
    config
}

fn values(nodes: &[NodeId]) -> Vec<(NodeId, paxos::Value)> {
    nodes.iter().zip(["x", "y"]).map(|(node, value)| (*node, paxos::Value::from(value))).collect()
}

fn paxos_bounds(depth: u32, crashes: u8, proposers: &[NodeId]) -> Bounds<Paxos> {
    let timeouts = vec![(paxos::Timer::Retry, 1)];
    Bounds { depth, timeouts, crashes, duplications: 0, promise: None, requests: values(proposers) }
}

#[test]
fn paxos_needs_majorities() {
    let config = paxos(&[A, B], &[C, D, E], &[]);
    let bounds = Bounds { timeouts: vec![], ..paxos_bounds(10, 0, &[A, B]) };
    check_rule::<Paxos>("majority", "paxos.agreement", 5, config, &bounds);
}

#[test]
fn paxos_adopts_what_was_accepted() {
    let config = paxos(&[A, B], &[C, D, E], &[]);
    check_rule::<Paxos>("adopt-accepted", "paxos.shows-safe", 5, config, &paxos_bounds(12, 0, &[A, B]));
}

#[test]
fn paxos_refuses_below_its_promise() {
    let config = paxos(&[A, B], &[C, D, E], &[]);
    check_rule::<Paxos>("refuse-below-promise", "paxos.promise-kept", 5, config, &paxos_bounds(10, 0, &[A, B]));
}

#[test]
fn paxos_promises_are_on_disk() {
    let config = paxos(&[A, B], &[C], &[]);
    let with = |storage| {
        let mut cluster = Cluster::<Paxos>::booted(config.clone(), 3);
        cluster.apply(&Step::Storage(storage)).expect("always possible");
        cluster
    };
    let bounds = paxos_bounds(9, 1, &[A, B]);
    check(&with(Storage::Explicit), &with(Storage::Careless), "paxos.promise-kept", &bounds);
}

fn raft_bounds(depth: u32, elections: u8, crashes: u8, requests: &[NodeId]) -> Bounds<Raft> {
    let requests = requests.iter().zip(1..).map(|(node, value)| (*node, Command::Set("x".into(), value))).collect();
    let timeouts = vec![(raft::Timer::Election, elections)];
    Bounds { depth, timeouts, crashes, duplications: 0, promise: None, requests }
}

#[test]
fn raft_needs_majorities() {
    let config = raft::Config::new(4);
    check_rule::<Raft>("majority", "raft.election-safety", 4, config, &raft_bounds(7, 2, 0, &[]));
}

#[test]
fn raft_voters_compare_logs() {
    let config = raft::Config::new(3);
    check_rule::<Raft>("election-restriction", "raft.leader-completeness", 3, config, &raft_bounds(11, 2, 0, &[A]));
}

#[test]
fn raft_acknowledges_what_matched() {
    let config = raft::Config::new(3);
    check_rule::<Raft>("acknowledge-what-matched", "raft.match-soundness", 3, config, &raft_bounds(11, 2, 0, &[A]));
}

#[test]
fn raft_votes_are_on_disk() {
    let with = |storage| {
        let mut cluster = Cluster::<Raft>::booted(raft::Config::new(3), 3);
        cluster.apply(&Step::Storage(storage)).expect("always possible");
        cluster
    };
    let bounds = raft_bounds(9, 2, 1, &[]);
    check(&with(Storage::Explicit), &with(Storage::Careless), "raft.election-safety", &bounds);
}
