//! The ghost history that the checks have in common: who has voted for what, and what that makes chosen.
//!
//! A vote is an accepted proposal, from the moment it is on the acceptor's disk.

use crate::cluster::check::Transition;
use crate::cluster::facts::Facts;
use crate::cluster::{Cluster, Server, Storage};
use quorate_core::paxos::{Ballot, Fact, Paxos, Proposal, Value};
use quorate_core::protocol::NodeId;

/// Below all ballots.
const LOWEST: Ballot = Ballot { round: 0, proposer: NodeId(0) };

/// All votes of `ballot` and above, ordered by proposal and acceptor.
pub fn votes_from(facts: &Facts<Fact>, ballot: Ballot) -> impl Iterator<Item = (&Proposal, NodeId)> {
    let first = Fact::Voted { proposal: Proposal { ballot, value: Value::from("") }, acceptor: NodeId(0) };
    facts.range(first..).map_while(|fact| match fact {
        Fact::Voted { proposal, acceptor } => Some((proposal, *acceptor)),
        _ => None,
    })
}

/// All votes below `ballot`, in the same order.
pub fn votes_below(facts: &Facts<Fact>, ballot: Ballot) -> impl Iterator<Item = (&Proposal, NodeId)> {
    votes_from(facts, LOWEST).take_while(move |(proposal, _)| proposal.ballot < ballot)
}

/// The votes that this step has added.
pub fn new_votes<'a>(transition: &Transition<'a, Paxos>) -> impl Iterator<Item = (&'a Proposal, NodeId)> + use<'a> {
    transition.applied.facts.iter().filter_map(|fact| match fact {
        Fact::Voted { proposal, acceptor } => Some((proposal, *acceptor)),
        _ => None,
    })
}

/// More than half of the acceptors, whatever the rules in force say.
pub fn is_majority(cluster: &Cluster<Paxos>, acceptors: usize) -> bool {
    acceptors * 2 > cluster.config().acceptors().count()
}

/// Whether a majority has voted for the proposal.
pub fn is_chosen(cluster: &Cluster<Paxos>, proposal: &Proposal) -> bool {
    let votes = votes_from(cluster.facts(), proposal.ballot).take_while(|(other, _)| other.ballot == proposal.ballot);
    is_majority(cluster, votes.filter(|(other, _)| *other == proposal).count())
}

/// Every proposal that somebody has voted for, from `ballot` on.
pub fn voted_from(facts: &Facts<Fact>, ballot: Ballot) -> impl Iterator<Item = &Proposal> {
    let mut last = None;
    votes_from(facts, ballot)
        .map(|(proposal, _)| proposal)
        .filter(move |proposal| last.replace(*proposal) != Some(*proposal))
}

/// Every proposal that is chosen.
pub fn chosen(cluster: &Cluster<Paxos>) -> impl Iterator<Item = &Proposal> {
    voted_from(cluster.facts(), LOWEST).filter(|proposal| is_chosen(cluster, proposal))
}

/// What an acceptor has promised as far as anybody can have been told: with explicit syncing, what its disk has; else an
/// answer never waits, so it is what the acceptor itself remembers (while it is down: its disk).
pub fn promise(cluster: &Cluster<Paxos>, server: &Server<Paxos>) -> Option<Ballot> {
    let durable = match cluster.storage() {
        Storage::Explicit => server.disk.clone(),
        Storage::Synchronous | Storage::Careless => server.durable(),
    };
    durable?.acceptor.promised
}

/// How many of the acceptors are such.
pub fn count_acceptors(cluster: &Cluster<Paxos>, is_such: impl Fn(NodeId) -> bool) -> usize {
    cluster.config().acceptors().filter(|acceptor| is_such(*acceptor)).count()
}
