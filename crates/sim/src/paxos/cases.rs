//! For each rule of Paxos: a cluster that breaks a promise without it.

use crate::search::bounds::Bounds;
use crate::search::case::{Case, DURABLE, Prelude};
use alloc::vec;
use quorate_core::paxos::{Paxos, Timer, Value};
use quorate_core::protocol::NodeId;

const A: NodeId = NodeId(0);
const B: NodeId = NodeId(1);
const C: NodeId = NodeId(2);
const D: NodeId = NodeId(3);

const THREE_ACCEPTORS: &[&str] = &["role A B proposer", "role C D E acceptor"];
const ONE_PROPOSER: &[&str] = &["role A proposer", "role B C D acceptor"];

pub(super) const ALL: &[Case<Paxos>] = &[
    Case { bounds: || bounds(10, 0, 0, &[A, B]), ..case("majority", "paxos.agreement") },
    Case { bounds: || bounds(12, 1, 0, &[A, B]), ..case("adopt-accepted", "paxos.shows-safe") },
    Case { before: Some(d_accepts), bounds: || bounds(11, 1, 0, &[B]), ..case("adopt-highest", "paxos.shows-safe") },
    Case { bounds: || bounds(10, 1, 0, &[A, B]), ..case("refuse-below-promise", "paxos.promise-kept") },
    Case {
        nodes: 4,
        set_up: ONE_PROPOSER,
        bounds: || Bounds { duplications: 1, ..bounds(14, 0, 1, &[A, A]) },
        ..case("new-number-after-restart", "paxos.one-value-per-ballot")
    },
    Case {
        nodes: 4,
        set_up: ONE_PROPOSER,
        bounds: || bounds(15, 1, 0, &[A]),
        ..case("count-by-ballot", "paxos.learned-is-chosen")
    },
    Case { bounds: || bounds(9, 0, 1, &[A, B]), ..case(DURABLE, "paxos.promise-kept") },
    Case { bounds: || bounds(17, 0, 1, &[A, B]), ..case(DURABLE, "paxos.agreement") },
];

/// Two proposers and three acceptors.
const fn case(rule: &'static str, property: &'static str) -> Case<Paxos> {
    let bounds = || bounds(0, 0, 0, &[]);
    Case { rule, property, nodes: 5, set_up: THREE_ACCEPTORS, settings: &[], before: None, bounds }
}

/// These proposers are asked for different values, one after the other.
fn bounds(depth: u32, retries: u8, crashes: u8, asked: &[NodeId]) -> Bounds<Paxos> {
    let request = |(node, value): (&NodeId, &str)| (vec![*node], Value::from(value));
    let requests = asked.iter().zip(["x", "y"]).map(request).collect();
    Bounds { depth, timeouts: vec![(Timer::Retry, retries)], crashes, requests, ..Bounds::none() }
}

/// D accepts A's proposal 1.A:z; for C and E it is still under way.
fn d_accepts(prelude: &mut Prelude<Paxos>) {
    prelude.request(A, "z").among(&[A, C]).among(&[A, D]);
}
