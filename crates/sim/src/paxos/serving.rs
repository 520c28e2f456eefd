//! Whether Paxos serves clients: some node knows what is chosen and says so, and none says otherwise; or a proposer exchanges messages
//! with a quorum of acceptors. If neither, why: the first of the reasons below that holds.

use crate::clock::serving::{Serving, Talk, World};
use crate::clock::warning::{Warning, ms_arg};
use alloc::string::ToString;
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::paxos::proposer::Phase;
use quorate_core::paxos::{Paxos, Value};
use quorate_core::protocol::NodeId;

/// What a proposer says, and what it hears.
const PROPOSES: Talk = (&["Prepare", "Accept"], &["Promise", "Accepted"]);

/// How many rounds two proposers have begun at the least before that is a duel: each has been outbid and has tried again.
const DUEL: u64 = 2;

pub(super) fn serving(world: &World<'_, Paxos>) -> Serving {
    let cluster = world.cluster;
    let config = cluster.config();
    let running = || cluster.up().filter(|(node, _)| world.runs(*node));
    let known = || running().filter_map(|(_, state)| Some(&state.learner.chosen.as_ref()?.value));
    if let Some(value) = known().next() {
        let text = |value: &Value| Arg::Text(value.to_string());
        return match known().find(|other| *other != value) {
            Some(other) => Serving::no("paxos.idle-two-chosen", [("one", text(value)), ("other", text(other))].into()),
            None => Serving::yes("paxos.serving-chosen", [("value", text(value))].into()),
        };
    }
    let proposers: Vec<NodeId> = running().map(|(node, _)| node).filter(|node| config.roles(*node).proposer).collect();
    if proposers.is_empty() {
        return Serving::no("paxos.idle-no-proposer", Vec::new());
    }
    let count = |agrees: &dyn Fn(NodeId) -> bool| config.acceptors().filter(|acceptor| agrees(*acceptor)).count();
    let up = count(&|acceptor| world.runs(acceptor));
    if up < config.quorum() {
        return Serving::no("paxos.idle-few", [("running", up.into()), ("all", count(&|_| true).into())].into());
    }
    let with_quorum = |agrees: &dyn Fn(NodeId, NodeId) -> bool| -> Vec<NodeId> {
        let has = |node: &&NodeId| count(&|acceptor| agrees(**node, acceptor)) >= config.quorum();
        proposers.iter().filter(has).copied().collect()
    };
    let connected = with_quorum(&|node, acceptor| world.exchange(node, acceptor, PROPOSES));
    if connected.is_empty() {
        let heard = with_quorum(&|node, acceptor| world.reaches(node, acceptor, PROPOSES.0));
        let (key, nodes) = if heard.is_empty() { ("paxos.idle-cut", proposers) } else { ("paxos.idle-one-way", heard) };
        return Serving::no(key, [("nodes", world.list(nodes))].into());
    }
    if let Some(args) = too_slow(world) {
        return Serving::no("paxos.idle-slow", args);
    }
    let is_dueling = |node: &NodeId| {
        let proposer = cluster.state(*node).map(|state| &state.proposer);
        proposer.is_some_and(|it| it.phase != Phase::Idle && it.round >= DUEL)
    };
    let duelists: Vec<NodeId> = connected.iter().copied().filter(is_dueling).collect();
    if duelists.len() > 1 {
        return Serving::no("paxos.idle-duel", [("nodes", world.list(duelists))].into());
    }
    Serving::yes("paxos.serving", [("nodes", world.list(connected))].into())
}

/// A phase needs a round trip within its timeout.
pub(super) fn warnings(world: &World<'_, Paxos>) -> Vec<Warning> {
    let slow = too_slow(world).map(|args| Warning { setting: "phase-timeout", key: "paxos.idle-slow", args });
    slow.into_iter().collect()
}

fn too_slow(world: &World<'_, Paxos>) -> Option<Vec<(&'static str, Arg)>> {
    let config = world.cluster.config();
    let proposers = || config.nodes_with(|roles| roles.proposer);
    let pairs = proposers().flat_map(|node| config.acceptors().map(move |acceptor| (node, acceptor)));
    let trips = pairs.filter(|(node, acceptor)| node != acceptor).map(|(a, b)| world.round_trip(a, b));
    let (trip, timeout) = (trips.min()?, config.phase_timeout.max);
    (trip >= timeout).then(|| [("trip", ms_arg(trip)), ("timeout", ms_arg(timeout))].into())
}
