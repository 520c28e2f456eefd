//! When the faults stop: what must have come true, and within which time.
//!
//! This is tested, not proved: time-outs are drawn, so nothing but chance keeps votes from splitting for ever. The bounds are
//! so wide that chance does not matter: dozens of elections fit in.

use crate::play::Player;
use crate::setup::Dial;
use quorate_core::paxos::Paxos;
use quorate_core::protocol::{Micros, NodeId};
use quorate_sim::clock::client::{Client, Knows};
use quorate_sim::clock::command::Command;
use quorate_sim::clock::machine::Verdict;
use quorate_sim::clock::playing::Playing;
use quorate_sim::cluster::Cluster;
use quorate_sim::cluster::setting::SettingValue;

/// Within this time, once nothing is under way that was sent before, somebody leads, or everybody knows what was chosen.
pub const TO_RECOVER: Micros = Micros::from_ms(10_000);

/// Within this time every learner of Paxos has asked again: it does so at least every 64 times the longest patience of 200 ms,
/// and once more when what it heard is not enough.
pub const TO_LEARN: Micros = Micros::from_ms(2 * 64 * 200 + 10_000);

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
        _ => serves(player),
    }
}

/// Of a protocol of which nothing more is known: a client that asks is served.
fn serves(player: &mut Player) -> Result<(), &'static str> {
    player.advance(player.after(TO_RECOVER));
    let asked = player.simulation.clients().0.len() as u64 + 1;
    let request = player.simulation.vocabulary().next_request(asked);
    player.calm(Command::Request(None, request));
    let latest = player.simulation.clients().0.iter().max_by_key(|client| client.sent_at).map(|client| client.id);
    player.advance(player.after(TO_SERVE));
    let is_served = |client: &Client| matches!(&client.knows, Knows::Answer(it, _) if matches!(it.verdict, Verdict::Served | Verdict::Other));
    let mut clients = player.simulation.clients().0.iter();
    if clients.any(|client| Some(client.id) == latest && is_served(client)) {
        Ok(())
    } else {
        Err("a client is served")
    }
}

/// The network is whole and holds nothing, no place is special, every node is up, every time is that of the published algorithm. Options stay as they are.
fn end_faults(player: &mut Player) {
    player.calm(Command::Heal);
    let own: Vec<_> = player.simulation.own().iter().map(|(what, place, _)| (what, place)).collect();
    for (what, place) in own {
        player.calm(Command::Own(what, place, None));
    }
    let picks: Vec<_> = player.simulation.holds().iter().chain(player.simulation.drops().iter()).copied().collect();
    for pick in picks {
        player.calm(Command::Release(pick.from, pick.to, Some(pick.kind)));
    }
    for node in player.simulation.nodes() {
        player.calm(Command::Resume(node));
    }
    for dial in Dial::settings(player.simulation.vocabulary()) {
        if !matches!(dial.default, SettingValue::Switch(_)) {
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
        player.calm(dial.expect("Raft has this option").set(SettingValue::Switch(true)));
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
    // What somebody has accepted the learners find out, though nobody is asked to propose.
    player.advance(player.after(TO_LEARN));
    if in_the_dark(player).next().is_some() {
        return Err("every learner finds out what was accepted");
    }
    // A proposer that heard nothing of the choice learns of it by proposing (section 2.3). Nobody else is helped.
    let config = cluster(player).config().clone();
    for proposer in config.nodes_with(|roles| roles.proposer) {
        player.calm(Command::Request(Some(proposer), "last".into()));
    }
    player.advance(player.after(TO_LEARN));
    let must_know = |node| config.roles(node).proposer || config.roles(node).learner;
    let knows = |(node, process): (NodeId, &Paxos)| !must_know(node) || process.learner.chosen.is_some();
    if cluster(player).up().all(knows) { Ok(()) } else { Err("everybody knows what was chosen") }
}

fn cluster<'a>(player: &'a Player<'_>) -> &'a Cluster<Paxos> {
    &Playing::of(player.simulation.machine()).expect("Paxos is played").cluster
}

/// Learners that do not know what was chosen although they have reason to ask: they have heard of something that was accepted,
/// or something was and they can't find out by proposing.
fn in_the_dark<'a>(player: &'a Player<'_>) -> impl Iterator<Item = NodeId> + use<'a> {
    let cluster = cluster(player);
    let is_accepted = cluster.up().any(|(_, process)| process.acceptor.accepted.is_some());
    let is_in_the_dark = move |(node, process): &(NodeId, &Paxos)| {
        let roles = cluster.config().roles(*node);
        let has_reason = !process.learner.accepted.is_empty() || (is_accepted && !roles.proposer);
        roles.learner && process.learner.chosen.is_none() && has_reason
    };
    cluster.up().filter(is_in_the_dark).map(|(node, _)| node)
}
