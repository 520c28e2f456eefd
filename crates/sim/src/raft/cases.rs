//! For each rule of Raft: a cluster that breaks a promise without it.

use crate::search::bounds::Bounds;
use crate::search::case::{Case, DURABLE, Rehearsal};
use alloc::vec;
use quorate_core::kv::Command;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Raft, Timer};

const A: NodeId = NodeId(0);
const B: NodeId = NodeId(1);
const C: NodeId = NodeId(2);

pub(super) const ALL: &[Case<Raft>] = &[
    Case { bounds: || bounds(7, 2, 0, &[]), ..case("majority", "raft.election-safety", 4) },
    Case { bounds: || bounds(11, 2, 0, &[A]), ..case("election-restriction", "raft.leader-completeness", 3) },
    Case { bounds: || bounds(11, 2, 0, &[A]), ..case("commit-own-term", "raft.commits-own-term", 3) },
    Case {
        before: Some(everybody_has_an_entry),
        bounds: || Bounds { timeouts: vec![(Timer::Election, 1), (Timer::Heartbeat, 1)], ..bounds(12, 1, 0, &[A, B]) },
        ..case("commit-last-new", "raft.state-machine-safety", 3)
    },
    Case { bounds: || bounds(11, 2, 0, &[A]), ..case("truncate-only-on-conflict", "raft.leader-completeness", 3) },
    Case { bounds: || bounds(11, 2, 0, &[A]), ..case("acknowledge-what-matched", "raft.match-soundness", 3) },
    Case { bounds: || bounds(9, 2, 1, &[]), ..case(DURABLE, "raft.election-safety", 3) },
    Case { bounds: || bounds(9, 1, 1, &[A]), ..case(DURABLE, "raft.match-soundness", 3) },
];

/// A cluster with nothing special about it.
const fn case(rule: &'static str, promise: &'static str, nodes: u8) -> Case<Raft> {
    Case { rule, promise, nodes, set_up: &[], settings: &[], before: None, bounds: || bounds(0, 0, 0, &[]) }
}

/// Clients ask these servers, one after the other.
fn bounds(depth: u32, elections: u8, crashes: u8, asked: &[NodeId]) -> Bounds<Raft> {
    let request = |(node, value): (&NodeId, i64)| (vec![*node], Command::Set("x".into(), value).into());
    let requests = asked.iter().zip(1..).map(request).collect();
    Bounds { depth, timeouts: vec![(Timer::Election, elections)], crashes, requests, ..Bounds::none() }
}

/// A leads, and all logs are equal.
fn everybody_has_an_entry(rehearsal: &mut Rehearsal<Raft>) {
    rehearsal.timeout(A).among(&[A, B, C]).request(A, "SET x 0").among(&[A, B, C]);
}
