//! Which servers of Raft are alike: those that the cluster begins with are, and those that do not belong to it yet.
//!
//! A server's number means nothing: votes and copies are counted, and no two numbers are ever compared but for being the same.
//!
//! And what means nothing any more.

use crate::cluster::Cluster;
use crate::search::reduction::{Reducible, Renaming};
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{
    AppendEntries, Appointment, Change, Config, Configuration, Content, Durable, Entry, Fact, HandedOver, Leader, Log,
    Message, Raft, Read, Request, Response, Role, Rules, Snapshot, Transfer, Votes, Waiting,
};
use quorate_core::sorted::SortedMap;

impl Reducible for Raft {
    fn alike(cluster: &Cluster<Self>) -> Vec<Vec<NodeId>> {
        let (voters, others) = cluster.nodes().partition(|node| cluster.config().voters.contains(node));
        alloc::vec![voters, others]
    }

    fn renamed(&self, renaming: &Renaming) -> Self {
        Self {
            id: renaming.of(self.id),
            voted_for: self.voted_for.map(|node| renaming.of(node)),
            log: log(&self.log, renaming),
            membership: Arc::new(self.membership.map(|voters| configuration(voters, renaming))),
            leader: self.leader.map(|node| renaming.of(node)),
            handed_over: self.handed_over.map(|it| HandedOver {
                to: renaming.of(it.to),
                client: waiting(it.client, renaming),
                ..it
            }),
            role: match &self.role {
                Role::Follower => Role::Follower,
                Role::PreCandidate { votes } => Role::PreCandidate { votes: by_node(votes, renaming) },
                Role::Candidate { votes } => Role::Candidate { votes: by_node(votes, renaming) },
                Role::Leader(office) => Role::Leader(Box::new(leader(office, renaming))),
            },
            ..self.clone()
        }
    }

    fn durable_renamed(durable: &Durable, renaming: &Renaming) -> Durable {
        Durable {
            current_term: durable.current_term,
            voted_for: durable.voted_for.map(|node| renaming.of(node)),
            log: log(&durable.log, renaming),
        }
    }

    fn message_renamed(message: &Message, renaming: &Renaming) -> Message {
        match message.clone() {
            Message::AppendEntries(append) => {
                let entries = append.entries.iter().map(|it| entry(it, renaming)).collect();
                Message::AppendEntries(AppendEntries { entries, ..append })
            }
            Message::InstallSnapshot { term, snapshot: it } => {
                Message::InstallSnapshot { term, snapshot: snapshot(&it, renaming) }
            }
            Message::Forward { term, id, request } => {
                Message::Forward { term, id, request: Self::request_renamed(&request, renaming) }
            }
            Message::ForwardReply { id, response } => {
                Message::ForwardReply { id, response: Self::response_renamed(&response, renaming) }
            }
            nameless @ (Message::RequestVote { .. }
            | Message::RequestVoteReply { .. }
            | Message::RequestPreVote { .. }
            | Message::RequestPreVoteReply { .. }
            | Message::AppendEntriesReply { .. }
            | Message::InstallSnapshotReply { .. }
            | Message::TimeoutNow { .. }) => nameless,
        }
    }

    fn fact_renamed(fact: &Fact, renaming: &Renaming) -> Fact {
        match fact.clone() {
            Fact::Elected { term, leader } => Fact::Elected { term, leader: renaming.of(leader) },
            Fact::Voted { term, voter, candidate } => {
                Fact::Voted { term, voter: renaming.of(voter), candidate: renaming.of(candidate) }
            }
            Fact::Committed { index, term, entry: it } => Fact::Committed { index, term, entry: entry(&it, renaming) },
        }
    }

    fn request_renamed(request: &Request, renaming: &Renaming) -> Request {
        match request.clone() {
            Request::Add(node) => Request::Add(renaming.of(node)),
            Request::Remove(node) => Request::Remove(renaming.of(node)),
            Request::Transfer(node) => Request::Transfer(renaming.of(node)),
            Request::Configure { voters, direct } => Request::Configure { voters: renaming.of_all(&voters), direct },
            Request::AddLearner(node) => Request::AddLearner(renaming.of(node)),
            Request::Promote(node) => Request::Promote(renaming.of(node)),
            nameless @ (Request::Command(_) | Request::Snapshot | Request::ReadLocal(_)) => nameless,
        }
    }

    fn is_whole(config: &Config) -> bool {
        config.rules == Rules::default()
    }

    /// An answer that comes too late.
    ///
    /// Terms never fall, not in a crash either, for they are durable. A server becomes candidate only in a new term, and leader
    /// only as candidate: so in a term in which it is neither, it never will be. An answer names the term of what it answers, and
    /// is looked at by whom that is the present one. Hence:
    ///
    /// * A refused vote is looked at only by the candidate of that election, and kept by its winner for those who ask how it
    ///   went.
    /// * Nobody heeds an answer about an election that is not real (pre-vote) and would not begin in a later term than its own.
    /// * What a follower answers to a leader is looked at only by that leader, in that term.
    /// * Who is told to stand for election does so only in the term that it was told in.
    ///
    /// A later term than the server's is news in any of them. A vote that is given is never dead: it is remembered that
    /// it came ([`Fact::Voted`]). And all requests are answered.
    ///
    /// Two checks look at what is in flight, when something happens to its sender. R9, when the sender crashes: its term does
    /// not fall then. R22, when its disk forgets something of the same term, which can only be the end of its log: there an
    /// acknowledgement is looked at. If that has died because the leader it is to has crashed or stepped down, the check sees it
    /// where these two things happen in the other order. They can: a leader in whose name entries are deleted has sent that
    /// while it led.
    fn is_dead(&self, _: &Config, message: &Message) -> bool {
        let is_over = |term| term < self.current_term;
        let is_in_office = matches!(self.role, Role::Candidate { .. } | Role::Leader(_));
        match message {
            Message::RequestVoteReply { term, asked, vote_granted: false } => {
                *term <= self.current_term && (is_over(*asked) || !is_in_office)
            }
            Message::RequestPreVoteReply { term, asked, .. } => {
                *term <= self.current_term && *asked <= self.current_term
            }
            Message::AppendEntriesReply { term, asked, .. } | Message::InstallSnapshotReply { term, asked, .. } => {
                *term <= self.current_term && (is_over(*asked) || !is_in_office)
            }
            Message::TimeoutNow { term } => is_over(*term),
            Message::RequestVoteReply { vote_granted: true, .. }
            | Message::RequestVote { .. }
            | Message::RequestPreVote { .. }
            | Message::AppendEntries(_)
            | Message::InstallSnapshot { .. }
            | Message::Forward { .. }
            | Message::ForwardReply { .. } => false,
        }
    }

    fn response_renamed(response: &Response, renaming: &Renaming) -> Response {
        match response.clone() {
            Response::NotLeader { leader } => Response::NotLeader { leader: leader.map(|node| renaming.of(node)) },
            nameless @ (Response::Applied { .. } | Response::Done | Response::Refused(_) | Response::Local { .. }) => {
                nameless
            }
        }
    }
}

fn by_node<V: Clone>(map: &SortedMap<NodeId, V>, renaming: &Renaming) -> SortedMap<NodeId, V> {
    map.iter().map(|(node, value)| (renaming.of(*node), value.clone())).collect()
}

fn configuration(it: &Configuration, renaming: &Renaming) -> Configuration {
    Configuration {
        voters: renaming.of_all(&it.voters),
        old: renaming.of_all(&it.old),
        learners: renaming.of_all(&it.learners),
    }
}

fn entry(it: &Entry, renaming: &Renaming) -> Entry {
    let content = match &it.content {
        Content::Configuration(it) => {
            Appointment { configuration: configuration(&it.configuration, renaming), id: it.id }.into()
        }
        nameless @ (Content::NoOp | Content::Command(_)) => nameless.clone(),
    };
    Entry { term: it.term, content }
}

fn snapshot(it: &Snapshot, renaming: &Renaming) -> Arc<Snapshot> {
    Arc::new(Snapshot { configuration: configuration(&it.configuration, renaming), ..it.clone() })
}

fn log(it: &Log, renaming: &Renaming) -> Log {
    let mut log = Log::default();
    if let Some(first) = it.snapshot() {
        log.replace(snapshot(first, renaming));
    }
    it.iter().for_each(|(_, it)| log.push(entry(it, renaming)));
    log
}

fn waiting(it: Waiting, renaming: &Renaming) -> Waiting {
    Waiting { via: it.via.map(|node| renaming.of(node)), ..it }
}

fn leader(it: &Leader, renaming: &Renaming) -> Leader {
    let votes: Votes = by_node(&it.votes, renaming);
    let read = |read: &Read| Read { client: waiting(read.client, renaming), ..read.clone() };
    Leader {
        next_index: by_node(&it.next_index, renaming),
        match_index: by_node(&it.match_index, renaming),
        probed: renaming.of_all(&it.probed),
        awaited: renaming.of_all(&it.awaited),
        waiting: it.waiting.iter().map(|(index, client)| (*index, waiting(*client, renaming))).collect(),
        votes,
        heard: it.heard.as_ref().map(|heard| renaming.of_all(heard)),
        round: it.round,
        confirmed: by_node(&it.confirmed, renaming),
        reads: it.reads.iter().map(read).collect(),
        lease: it.lease,
        offered: it.offered,
        refused: it.refused.clone(),
        change: it.change.as_ref().map(|change| Change {
            client: waiting(change.client, renaming),
            voters: renaming.of_all(&change.voters),
            ..change.clone()
        }),
        transfer: it.transfer.as_ref().map(|transfer| Transfer {
            to: renaming.of(transfer.to),
            client: waiting(transfer.client, renaming),
            told: transfer.told,
            held: transfer
                .held
                .iter()
                .map(|(client, request)| (waiting(*client, renaming), Raft::request_renamed(request, renaming)))
                .collect(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::step::Step;
    use alloc::format;
    use alloc::string::String;
    use quorate_core::kv::StoreCommand;
    use quorate_core::protocol::RequestId;
    use rand::{RngExt, SeedableRng};
    use rand_pcg::Pcg64Mcg;

    fn chosen<T>(draw: &mut Pcg64Mcg, from: Vec<T>) -> Option<T> {
        let mut from = from;
        (!from.is_empty()).then(|| from.swap_remove(draw.random_range(0..from.len())))
    }

    /// Something that may happen, to a cluster in which dead messages never arrive.
    fn step(
        cluster: &Cluster<Raft>,
        dead: &[(NodeId, NodeId, Message)],
        serial: u32,
        draw: &mut Pcg64Mcg,
    ) -> Option<Step<Raft>> {
        let nodes: Vec<NodeId> = cluster.nodes().collect();
        let node = nodes[draw.random_range(0..nodes.len())];
        let flights = cluster.network().iter().map(|(from, to, message)| (from, to, message.clone()));
        let alive: Vec<_> = flights.filter(|it| !dead.contains(it)).collect();
        Some(match draw.random_range(0..30) {
            0..18 => {
                let (from, to, message) = chosen(draw, alive)?;
                Step::Deliver { from, to, message }
            }
            18 | 19 => {
                let (from, to, message) = chosen(draw, alive)?;
                Step::Duplicate { from, to, message }
            }
            20..24 => {
                let timers = cluster.server(node).timers.iter().copied().collect();
                Step::Timeout { node, timer: chosen(draw, timers)? }
            }
            24 => Step::Crash { node },
            25 | 26 => Step::Restart { node },
            request => {
                let id = RequestId { client: (serial % 3) as u16, serial };
                let request = match request {
                    27 => Request::Command(StoreCommand::Get("x".into())),
                    28 => Request::Transfer(node),
                    _ => Request::Command(StoreCommand::Set("x".into(), i64::from(serial))),
                };
                Step::Request { node: nodes[draw.random_range(0..nodes.len())], id, request }
            }
        })
    }

    /// What a message does where it arrives; nothing is `None`.
    fn effect(cluster: &Cluster<Raft>, (from, to, message): &(NodeId, NodeId, Message)) -> Option<String> {
        let before = cluster.state(*to)?;
        let mut after = cluster.clone();
        let step = Step::Deliver { from: *from, to: *to, message: message.clone() };
        let applied = after.apply(&step).expect("it is in flight");
        let did_nothing = after.state(*to) == Some(before)
            && applied.sent.is_empty()
            && applied.timers.is_empty()
            && applied.responses.is_empty()
            && applied.facts.is_empty();
        (!did_nothing).then(|| format!("{applied:?}"))
    }

    #[test]
    fn what_is_dead_never_does_anything_any_more() {
        let mut found = 0;
        for seed in 0..150 {
            let mut draw = Pcg64Mcg::seed_from_u64(seed);
            let mut config = Config::new(3);
            config.options.pre_vote = draw.random_bool(0.5);
            config.options.check_quorum = draw.random_bool(0.3);
            config.options.read_index = draw.random_bool(0.5);
            config.options.no_op = draw.random_bool(0.5);
            config.options.snapshot_threshold = draw.random_range(0..3);
            let mut cluster: Cluster<Raft> = Cluster::new(config.clone(), 3);
            cluster.boot();
            let mut dead: Vec<(NodeId, NodeId, Message)> = Vec::new();
            for serial in 0..300 {
                let flights = cluster.network().iter().map(|(from, to, message)| (from, to, message.clone()));
                for flight in flights.filter(|it| !dead.contains(it)).collect::<Vec<_>>() {
                    let is_dead = cluster.state(flight.1).is_some_and(|state| state.is_dead(&config, &flight.2));
                    found += u32::from(is_dead);
                    dead.extend(is_dead.then_some(flight));
                }
                dead.retain(|it| {
                    cluster.network().iter().any(|(from, to, message)| (from, to, message) == (it.0, it.1, &it.2))
                });
                for flight in &dead {
                    assert_eq!(effect(&cluster, flight), None, "run {seed}: {flight:?}");
                }
                if let Some(step) = step(&cluster, &dead, serial, &mut draw) {
                    let _ = cluster.apply(&step);
                }
            }
        }
        assert!(found > 1000, "{found} messages were dead");
    }
}
