//! For each rule of Paxos: a cluster that breaks a promise without it.

use crate::search::bounds::Bounds;
use crate::search::case::{Case, DURABLE};
use alloc::vec;
use quorate_core::paxos::{Paxos, Timer, Value};
use quorate_core::protocol::NodeId;

/// The proposers, who are asked for different values.
const ASKED: [(NodeId, &str); 2] = [(NodeId(0), "x"), (NodeId(1), "y")];

const THREE_ACCEPTORS: &[&str] = &["role A B proposer", "role C D E acceptor"];
const ONE_ACCEPTOR: &[&str] = &["role A B proposer", "role C acceptor"];

pub(super) const ALL: &[Case<Paxos>] = &[
    Case { bounds: || bounds(10, 0, 0), ..case("majority", "paxos.agreement") },
    Case { bounds: || bounds(12, 1, 0), ..case("adopt-accepted", "paxos.shows-safe") },
    Case { bounds: || bounds(10, 1, 0), ..case("refuse-below-promise", "paxos.promise-kept") },
    Case { nodes: 3, set_up: ONE_ACCEPTOR, bounds: || bounds(9, 1, 1), ..case(DURABLE, "paxos.promise-kept") },
];

/// Two proposers and three acceptors.
const fn case(rule: &'static str, promise: &'static str) -> Case<Paxos> {
    let bounds = || bounds(0, 0, 0);
    Case { rule, promise, nodes: 5, set_up: THREE_ACCEPTORS, settings: &[], before: None, bounds }
}

fn bounds(depth: u32, retries: u8, crashes: u8) -> Bounds<Paxos> {
    let requests = ASKED.map(|(node, value)| (vec![node], Value::from(value))).into();
    Bounds { depth, timeouts: vec![(Timer::Retry, retries)], crashes, requests, ..Bounds::none() }
}
