//! What it promises, and for each rule a cluster that breaks a guarantee without it.

use super::machine::{Broadcast, Fact, SENDER};
use quorate_core::protocol::NodeId;
use quorate_sim::cluster::check::{Check, Transition, Violation};
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::case::{Case, DURABLE};

const A: NodeId = SENDER;

pub const CHECKS: &[Check<Broadcast>] = &[
    Check { id: "broadcast.all-have-it", number: "B1", look: all_have_it },
    Check { id: "broadcast.one-value", number: "B2", look: one_value },
];

fn violation(round: u32) -> Violation {
    Violation(vec![("round", u64::from(round).into())])
}

/// When the sender says that a round is done, everybody who belongs to the cluster has it, or a later one, on the disk.
fn all_have_it(transition: &Transition<'_, Broadcast>) -> Result<(), Violation> {
    let cluster = transition.after;
    let on_disk = |node| cluster.server(node).disk.as_ref().map_or(0, |disk| disk.round);
    let done = cluster.facts().iter().map(|Fact::Done { round }| *round).max().unwrap_or_default();
    let mut members = (0..cluster.config().nodes).map(NodeId);
    if members.all(|node| on_disk(node) >= done) { Ok(()) } else { Err(violation(done)) }
}

/// Who knows of the same round knows the same value.
fn one_value(transition: &Transition<'_, Broadcast>) -> Result<(), Violation> {
    let mut known: Vec<_> = transition.after.up().map(|(_, node)| &node.newest).collect();
    known.sort();
    let differ = known.windows(2).find(|pair| pair[0].round == pair[1].round && pair[0].value != pair[1].value);
    differ.map_or(Ok(()), |pair| Err(violation(pair[0].round)))
}

pub const CASES: &[Case<Broadcast>] = &[
    Case { bounds: || asked(&["x", "y"], 0, 1), ..case("count-by-round", "broadcast.all-have-it", 2) },
    Case { bounds: || asked(&["x"], 1, 1), ..case("everybody", "broadcast.all-have-it", 3) },
    Case { bounds: || asked(&["x"], 1, 0), ..case(DURABLE, "broadcast.all-have-it", 2) },
    Case { bounds: || asked(&["x", "y"], 1, 0), ..case(DURABLE, "broadcast.one-value", 2) },
];

const fn case(rule: &'static str, property: &'static str, nodes: u8) -> Case<Broadcast> {
    Case { rule, property, nodes, set_up: &[], settings: &[], before: None, bounds: Bounds::none }
}

/// The sender is asked for these, one after the other.
fn asked(values: &[&str], crashes: u8, again: u8) -> Bounds<Broadcast> {
    let requests = values.iter().map(|value| (vec![A], (*value).to_string())).collect();
    Bounds { timeouts: vec![(super::machine::Again, again)], crashes, requests, ..Bounds::none() }
}
