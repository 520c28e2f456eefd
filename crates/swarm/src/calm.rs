//! When the faults stop: what must have come true, and within which time.
//!
//! This is tested, not proved: time-outs are drawn, so nothing but chance keeps votes from splitting for ever. The bounds are
//! so wide that chance does not matter: dozens of elections fit in.

use crate::play::Player;
use crate::setup::Dial;
use quorate_core::protocol::{Micros, NodeId};
use quorate_sim::clock::command::Command;
use quorate_sim::cluster::setting::Value;
use quorate_sim::language::view::datum::Datum;
use quorate_sim::registry::picture;

/// Within this time, once nothing is under way that was sent before, somebody leads, or everybody knows what was chosen.
pub const TO_RECOVER: Micros = Micros::from_ms(10_000);

/// Within this time a cluster that has recovered does what a client asks, everywhere.
pub const TO_SERVE: Micros = Micros::from_ms(2000);

/// Ends all faults and waits. The error says what did not come true.
pub fn recover(player: &mut Player) -> Result<(), &'static str> {
    end_faults(player);
    let last_arrival = player.simulation.flights().values().map(|flight| flight.due()).max();
    player.advance(last_arrival.unwrap_or_default());
    match player.simulation.vocabulary().name() {
        "raft" => raft(player),
        "paxos" => paxos(player),
        name => unreachable!("nobody has said what {name} does when the faults stop"),
    }
}

/// The network is whole, every node is up, every time is that of the published algorithm. Options stay as they are.
fn end_faults(player: &mut Player) {
    player.calm(Command::Heal);
    for dial in Dial::settings(player.simulation.vocabulary()) {
        if !matches!(dial.default, Value::Switch(_)) {
            player.calm(dial.set(dial.default));
        }
    }
    for node in player.simulation.nodes() {
        player.calm(Command::Restart(node));
    }
}

fn attribute(player: &Player, node: NodeId, name: &str) -> String {
    let value = player.simulation.machine().attribute(node, name, None);
    value.unwrap_or_else(|| panic!("no node has a {name}"))
}

/// Somebody leads; then a command gets to everybody who belongs to the cluster, and their logs are equal.
fn raft(player: &mut Player) -> Result<(), &'static str> {
    // Who was removed and was not told would start one election after the other (thesis §4.2.3).
    for option in ["pre-vote", "check-quorum"] {
        let dial = Dial::settings(player.simulation.vocabulary()).find(|dial| dial.name == option);
        player.calm(dial.expect("Raft has this option").set(Value::Switch(true)));
    }
    player.advance(player.after(TO_RECOVER));
    let leads = |node: &NodeId| attribute(player, *node, "role") == "leader";
    let leader = player.simulation.nodes().find(leads).ok_or("a leader")?;
    // A leader mends the logs of others when it has an entry of its own to send.
    player.calm(Command::Request(Some(leader), "SET last 1".into()));
    player.advance(player.after(TO_SERVE));
    let members = members(player, leader);
    let applied = |node| player.simulation.machine().attribute(node, "state", Some("last")).as_deref() == Some("1");
    let last_index = |node| attribute(player, node, "last-index");
    // Snapshots have replaced more here, less there: what is left of a log is the end of whichever has most left.
    let left = |node| Some(attribute(player, node, "log")).filter(|log| log != "none").unwrap_or_default();
    let longest = members.iter().map(|node| left(*node)).max_by_key(String::len).unwrap_or_default();
    let equal = |node| last_index(node) == last_index(leader) && longest.ends_with(&left(node));
    if members.iter().all(|node| applied(*node) && equal(*node)) { Ok(()) } else { Err("equal logs") }
}

/// Who belongs to the cluster, as a leader believes.
fn members(player: &Player, leader: NodeId) -> Vec<NodeId> {
    let configuration = attribute(player, leader, "configuration");
    let names: Vec<&str> = configuration.split(|it: char| !it.is_alphanumeric()).collect();
    let is_named = |node: &NodeId| names.contains(&player.simulation.names().name(*node).as_str());
    player.simulation.nodes().filter(is_named).collect()
}

/// Everybody whose role it is knows what was chosen.
fn paxos(player: &mut Player) -> Result<(), &'static str> {
    // Whoever heard nothing of the choice learns of it by proposing (section 2.3) …
    for node in player.simulation.nodes() {
        player.calm(Command::Request(Some(node), "last".into()));
    }
    player.advance(player.after(TO_RECOVER));
    // … and if it is no proposer, by asking when it boots.
    for node in ignorant(player) {
        player.calm(Command::Crash(node));
        player.calm(Command::Restart(node));
    }
    player.advance(player.after(TO_SERVE));
    if ignorant(player).is_empty() { Ok(()) } else { Err("everybody knows what was chosen") }
}

/// Proposers and learners that do not know what was chosen.
fn ignorant(player: &Player) -> Vec<NodeId> {
    let is_ignorant = |node: &NodeId| {
        let detail = picture(&player.simulation).node(*node).detail;
        *detail.get("roles") != ["acceptor"].map(Datum::from).to_vec().into() && *detail.get("chosen") == Datum::Null
    };
    player.simulation.nodes().filter(is_ignorant).collect()
}
