//! For each rule of Raft: a cluster that breaks a guarantee without it.

use crate::cluster::setting::SettingValue;
use crate::search::bounds::Bounds;
use crate::search::case::{Case, DURABLE, Prelude};
use alloc::vec;
use alloc::vec::Vec;
use quorate_core::kv::StoreCommand;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Raft, Request, Timer};

const A: NodeId = NodeId(0);
const B: NodeId = NodeId(1);
const C: NodeId = NodeId(2);
const D: NodeId = NodeId(3);
const E: NodeId = NodeId(4);
const F: NodeId = NodeId(5);
const G: NodeId = NodeId(6);

const PRE_VOTE: &[(&str, SettingValue)] = &[("pre-vote", SettingValue::Switch(true))];
const READ_INDEX: &[(&str, SettingValue)] = &[("read-index", SettingValue::Switch(true))];

pub(super) const ALL: &[Case<Raft>] = &[
    Case { bounds: || bounds(7, 2, 0, &[]), ..case("majority", "raft.election-safety", 4) },
    Case { bounds: || bounds(11, 2, 0, &[A]), ..case("election-restriction", "raft.leader-completeness", 3) },
    Case { bounds: || bounds(11, 2, 0, &[A]), ..case("commit-own-term", "raft.commits-own-term", 3) },
    Case {
        before: Some(everybody_has_an_entry),
        bounds: || bounds(12, 1, 1, &[A, B]),
        ..case("commit-last-new", "raft.state-machine-safety", 3)
    },
    Case { bounds: || bounds(11, 2, 0, &[A]), ..case("truncate-only-on-conflict", "raft.leader-completeness", 3) },
    Case { bounds: || bounds(11, 2, 0, &[A]), ..case("acknowledge-what-matched", "raft.match-soundness", 3) },
    Case { bounds: || crash(bounds(9, 2, 0, &[])), ..case(DURABLE, "raft.election-safety", 3) },
    Case { bounds: || crash(bounds(9, 1, 0, &[A])), ..case(DURABLE, "raft.match-soundness", 3) },
    Case {
        settings: PRE_VOTE,
        before: Some(two_candidates),
        bounds: || bounds(8, 1, 0, &[]),
        ..case("keep-vote", "raft.election-safety", 3)
    },
    Case {
        before: Some(a_leads),
        bounds: || {
            let requests = [set(1), set(2), Request::Snapshot].map(|request| (vec![A], request));
            Bounds { requests: requests.into(), ..bounds(10, 0, 1, &[]) }
        },
        ..case("keep-matching-suffix", "raft.match-soundness", 3)
    },
    Case {
        before: Some(a_leads),
        bounds: || {
            let add = (vec![A], Request::Command(StoreCommand::Add("x".into(), 1)));
            Bounds { requests: vec![add], retries: 1, ..bounds(9, 0, 0, &[]) }
        },
        ..case("sessions", "raft.linearizable", 3)
    },
    Case {
        settings: READ_INDEX,
        before: Some(everybody_has_an_entry),
        bounds: || Bounds { requests: vec![(vec![B], set(1)), (vec![A], get())], ..bounds(10, 1, 0, &[]) },
        ..case("read-confirmed", "raft.linearizable", 3)
    },
    Case {
        settings: READ_INDEX,
        before: Some(a_leads),
        bounds: || Bounds { requests: vec![(vec![A], set(1)), (vec![B], get())], ..bounds(10, 1, 0, &[]) },
        ..case("read-after-own-term", "raft.linearizable", 3)
    },
    Case {
        before: Some(a_change_to_four_others),
        bounds: || bounds(8, 2, 0, &[]),
        ..case("both-majorities", "raft.election-safety", 3)
    },
    Case {
        before: Some(two_others_have_the_new_configuration),
        bounds: || bounds(8, 2, 0, &[]),
        ..case("joint-consensus", "raft.election-safety", 3)
    },
    Case {
        before: Some(two_leaders_change_the_cluster),
        bounds: || bounds(6, 2, 0, &[]),
        ..case("change-after-own-term", "raft.leader-completeness", 4)
    },
];

/// A cluster with nothing special about it.
const fn case(rule: &'static str, property: &'static str, nodes: u8) -> Case<Raft> {
    Case { rule, property, nodes, set_up: &[], settings: &[], before: None, bounds: || bounds(0, 0, 0, &[]) }
}

/// Clients ask these servers to set x, one after the other.
fn bounds(depth: u32, elections: u8, heartbeats: u8, asked: &[NodeId]) -> Bounds<Raft> {
    let requests = asked.iter().zip(1..).map(|(node, value)| (vec![*node], set(value))).collect();
    let timeouts = [(Timer::Election, elections), (Timer::Heartbeat, heartbeats)];
    let timeouts: Vec<_> = timeouts.into_iter().filter(|(_, most)| *most > 0).collect();
    Bounds { depth, timeouts, requests, ..Bounds::none() }
}

fn crash(bounds: Bounds<Raft>) -> Bounds<Raft> {
    Bounds { crashes: 1, ..bounds }
}

fn set(value: i64) -> Request {
    Request::Command(StoreCommand::Set("x".into(), value))
}

fn get() -> Request {
    Request::Command(StoreCommand::Get("x".into()))
}

/// A leads term 1, and everybody knows.
fn a_leads(prelude: &mut Prelude<Raft>) {
    prelude.timeout(A).among(&[A, B, C]);
}

/// A leads, and all logs are equal.
fn everybody_has_an_entry(prelude: &mut Prelude<Raft>) {
    a_leads(prelude);
    prelude.request(A, "SET x 0").among(&[A, B, C]);
}

/// A and B are both candidates of term 1: each has asked the other, or C, whether it would be elected.
fn two_candidates(prelude: &mut Prelude<Raft>) {
    prelude.timeout(A).timeout(B).deliver(A, C).deliver(C, A).deliver(B, C).deliver(C, B);
}

/// A is to hand over to four others. They have from A what they can have without B and C.
fn a_change_to_four_others(prelude: &mut Prelude<Raft>) {
    a_leads(prelude);
    prelude.request(A, "SET x 0").among(&[A, B, C]);
    [D, E, F, G].into_iter().for_each(|node| {
        prelude.install(node);
    });
    prelude.request(A, "configure D E F G").among(&[A, D, E, F, G]);
}

/// A has a configuration in its log that has two more servers, and so have they.
fn two_others_have_the_new_configuration(prelude: &mut Prelude<Raft>) {
    everybody_has_an_entry(prelude);
    prelude.install(D).install(E).request(A, "configure A B C D E").among(&[A, D, E]);
}

/// A, leader of term 1, has added E, and nobody but E knows. B, leader of term 2, has removed A, and C knows.
fn two_leaders_change_the_cluster(prelude: &mut Prelude<Raft>) {
    prelude.timeout(A).among(&[A, B, C, D]);
    prelude.install(E).request(A, "add E").among(&[A, E]);
    prelude.timeout(B).among(&[B, C, D]).request(B, "remove A").among(&[B, C]);
}
