//! What the stories of `raft_paper` and `raft_thesis` are told with: servers, and a network that does nothing by itself.

#![allow(dead_code, reason = "each of the two tells its stories with a part of this")]

use quorate_core::kv::{Operation, StoreCommand};
use quorate_core::protocol::{Effects, Input, NodeId, Protocol, RequestId, Send, Span};
use quorate_core::raft::{
    AppendEntries, AppendResult, Config, Durable, Entry, Event, Fact, Index, Leader, Log, Message, Raft, Request,
    Response, Role, Term, Timer,
};
use quorate_core::runtime;
use std::collections::BTreeMap;

pub const A: NodeId = NodeId(0);
pub const B: NodeId = NodeId(1);
pub const C: NodeId = NodeId(2);
pub const D: NodeId = NodeId(3);
pub const E: NodeId = NodeId(4);

// Terms and indices are plain numbers here, as they are in the paper's figures.

/// A server A of `servers` in this term, with a log of these terms, that has voted for nobody.
pub fn server(servers: u8, current_term: u64, terms: &[u64]) -> Raft {
    let durable = Durable { current_term: Term(current_term), voted_for: None, log: log(terms) };
    Raft::start(&Config::new(servers), A, Some(durable), &mut Effects::default())
}

/// Entries of these terms. At the same place, entries of the same term are equal, as Raft promises.
pub fn entries_at(first: u64, terms: &[u64]) -> Vec<Entry> {
    let content = |index: u64, term: u64| {
        let number = term * 100 + index;
        let id = RequestId { client: u16::MAX, serial: number as u32 };
        Operation { id, once: true, command: set("x", number as i64) }.into()
    };
    terms.iter().zip(first..).map(|(term, index)| Entry { term: Term(*term), content: content(index, *term) }).collect()
}

pub fn log(terms: &[u64]) -> Log {
    entries_at(1, terms).into_iter().collect()
}

pub fn set(name: &str, value: i64) -> StoreCommand {
    StoreCommand::Set(name.into(), value)
}

pub fn terms_of(server: &Raft) -> Vec<u64> {
    server.log.iter().map(|(_, entry)| entry.term.0).collect()
}

pub fn request_vote(term: u64, last_log_index: u64, last_log_term: u64) -> Message {
    let (last_log_index, last_log_term) = (Index(last_log_index), Term(last_log_term));
    Message::RequestVote { term: Term(term), last_log_index, last_log_term, transfer: false }
}

pub fn vote(term: u64, vote_granted: bool) -> Message {
    Message::RequestVoteReply { term: Term(term), asked: Term(term), vote_granted }
}

pub fn append(term: u64, prev: (u64, u64), terms: &[u64], leader_commit: u64) -> Message {
    Message::AppendEntries(AppendEntries {
        term: Term(term),
        prev_log_index: Index(prev.0),
        prev_log_term: Term(prev.1),
        entries: entries_at(prev.0.wrapping_add(1), terms).into(),
        leader_commit: Index(leader_commit),
        round: 0,
    })
}

pub fn success(term: u64, match_index: u64) -> Message {
    let result = AppendResult::Success { match_index: Index(match_index) };
    Message::AppendEntriesReply { term: Term(term), asked: Term(term), result, round: 0 }
}

pub fn refused(term: u64, prev_log_index: u64) -> Message {
    refusal(term, term, prev_log_index, 0)
}

/// What one says whose log has this length, and who has got to this term, to a request of another.
pub fn refusal(term: u64, asked: u64, prev_log_index: u64, last_index: u64) -> Message {
    let (prev_log_index, last_index) = (Index(prev_log_index), Index(last_index));
    let result = AppendResult::Refused { prev_log_index, last_index, hint: None };
    Message::AppendEntriesReply { term: Term(term), asked: Term(asked), result, round: 0 }
}

pub fn input_with(config: &Config, server: &mut Raft, input: Input<Raft>) -> Effects<Raft> {
    let mut out = Effects::default();
    let id = server.id;
    runtime::handle(server, config, id, input, &mut out);
    out
}

pub fn input(server: &mut Raft, input: Input<Raft>) -> Effects<Raft> {
    input_with(&Config::new(3), server, input)
}

pub fn hear_with(config: &Config, server: &mut Raft, from: NodeId, message: Message) -> Effects<Raft> {
    input_with(config, server, Input::Message { from, message })
}

pub fn hear(server: &mut Raft, from: NodeId, message: Message) -> Effects<Raft> {
    hear_with(&Config::new(3), server, from, message)
}

/// What was sent, whether it waits for the disk or not.
pub fn replies(out: &Effects<Raft>) -> Vec<(NodeId, Message)> {
    let message = |(to, send): &(NodeId, Send<Message>)| match send {
        Send::Now(message) | Send::AfterSync(message) => (*to, message.clone()),
    };
    out.sends.iter().map(message).collect()
}

/// What a client is told whose command was applied.
pub fn applied(value: i64, index: u64) -> Response {
    Response::Applied { value: Some(value), index: Index(index) }
}

/// The answers that a server got that is or was candidate in its term.
pub fn votes(net: &Net, node: NodeId) -> BTreeMap<NodeId, bool> {
    let votes = match &net.server(node).role {
        Role::Candidate { votes } => votes,
        Role::Leader(leader) => &leader.votes,
        Role::Follower | Role::PreCandidate { .. } => return BTreeMap::new(),
    };
    votes.iter().map(|(voter, granted)| (*voter, *granted)).collect()
}

/// The same of a server that still is candidate.
pub fn candidate_votes(server: &Raft) -> BTreeMap<NodeId, bool> {
    match &server.role {
        Role::Candidate { votes } => votes.iter().map(|(voter, granted)| (*voter, *granted)).collect(),
        role => panic!("it should be candidate and is {role:?}"),
    }
}

pub fn votes_granted(net: &Net, node: NodeId) -> usize {
    votes(net, node).values().filter(|granted| **granted).count()
}

/// Servers and what is in flight between them, in the order in which it was sent.
pub struct Net {
    /// Parameters, options and rules, which a story may change at any time.
    pub config: Config,
    servers: BTreeMap<NodeId, Raft>,
    disks: BTreeMap<NodeId, Durable>,
    timers: BTreeMap<(NodeId, Timer), Span>,
    flights: Vec<(NodeId, NodeId, Message)>,
    /// What clients were told, in this order.
    pub answers: Vec<Response>,
    /// What the checks would remember.
    pub facts: Vec<Fact>,
    /// What people were told.
    pub events: Vec<Event>,
    requests: u32,
}

impl Net {
    pub fn new(servers: u8) -> Self {
        Self::boot(Config::new(servers), vec![Durable::default(); servers.into()])
    }

    /// Servers of one term with these logs.
    pub fn with_logs(current_term: u64, logs: &[&[u64]]) -> Self {
        let disk = |terms: &&[u64]| Durable { current_term: Term(current_term), voted_for: None, log: log(terms) };
        Self::boot(Config::new(logs.len() as u8), logs.iter().map(disk).collect())
    }

    pub fn boot(config: Config, disks: Vec<Durable>) -> Self {
        let mut net = Self {
            config,
            servers: BTreeMap::new(),
            disks: (0..).map(NodeId).zip(disks).collect(),
            timers: BTreeMap::new(),
            flights: Vec::new(),
            answers: Vec::new(),
            facts: Vec::new(),
            events: Vec::new(),
            requests: 0,
        };
        for node in net.disks.keys().copied().collect::<Vec<_>>() {
            net.restart(node);
        }
        net
    }

    pub fn server(&self, node: NodeId) -> &Raft {
        &self.servers[&node]
    }

    pub fn server_mut(&mut self, node: NodeId) -> &mut Raft {
        self.servers.get_mut(&node).expect("the server is up")
    }

    pub fn leader(&self, node: NodeId) -> &Leader {
        match &self.server(node).role {
            Role::Leader(leader) => leader,
            role => panic!("{node} should lead and is {role:?}"),
        }
    }

    pub fn terms(&self, node: NodeId) -> Vec<u64> {
        terms_of(self.server(node))
    }

    pub fn timers(&self, node: NodeId) -> Vec<Timer> {
        self.timers.keys().filter(|(owner, _)| *owner == node).map(|(_, timer)| *timer).collect()
    }

    /// The configuration in force at a server: `{A B C}`.
    pub fn in_force(&self, node: NodeId) -> String {
        self.server(node).configuration().to_string()
    }

    /// What clients were told since this was last asked.
    pub fn told(&mut self) -> Vec<Response> {
        std::mem::take(&mut self.answers)
    }

    /// Whether this was told to people.
    pub fn said(&self, event: &Event) -> bool {
        self.events.contains(event)
    }

    /// Within which span from its setting a timer runs out, if it is set.
    pub fn timer(&self, node: NodeId, timer: Timer) -> Option<Span> {
        self.timers.get(&(node, timer)).copied()
    }

    /// Who won an election of this term, in the order of winning.
    pub fn elected(&self, wanted: u64) -> Vec<NodeId> {
        let winner = |fact: &Fact| match fact {
            Fact::Elected { term, leader } if term.0 == wanted => Some(*leader),
            _ => None,
        };
        self.facts.iter().filter_map(winner).collect()
    }

    /// The different entries that leaders committed at an index, in the order of committing.
    pub fn committed(&self, wanted: u64) -> Vec<Entry> {
        let mut entries: Vec<_> = self
            .facts
            .iter()
            .filter_map(|fact| match fact {
                Fact::Committed { index, entry, .. } if index.0 == wanted => Some(entry.clone()),
                _ => None,
            })
            .collect();
        entries.dedup();
        entries
    }

    /// `prevLogIndex` of what a follower refused because the logs did not agree.
    pub fn refused_by(&self, follower: NodeId) -> Vec<u64> {
        assert_eq!(follower, C, "in these stories only C's log needs repair");
        let refusal = |event: &Event| match event {
            Event::AppendRefusedMissing { prev_log_index, .. }
            | Event::AppendRefusedConflict { prev_log_index, .. } => Some(prev_log_index.0),
            _ => None,
        };
        self.events.iter().filter_map(refusal).collect()
    }

    pub fn handle(&mut self, node: NodeId, input: Input<Raft>) -> &mut Self {
        if let Input::Timeout(timer) = input {
            assert!(self.timers.remove(&(node, timer)).is_some(), "{timer:?} is set at {node}");
        }
        let config = self.config.clone();
        let out = input_with(&config, self.server_mut(node), input);
        self.settle(node, out)
    }

    /// A server gets a message that the story makes up.
    pub fn hear(&mut self, node: NodeId, from: NodeId, message: Message) -> &mut Self {
        self.handle(node, Input::Message { from, message })
    }

    pub fn settle(&mut self, node: NodeId, out: Effects<Raft>) -> &mut Self {
        self.flights.extend(replies(&out).into_iter().map(|(to, message)| (node, to, message)));
        for (timer, span) in out.timers {
            match span {
                Some(span) => self.timers.insert((node, timer), span),
                None => self.timers.remove(&(node, timer)),
            };
        }
        self.answers.extend(out.responses.into_iter().map(|(_, response)| response));
        self.facts.extend(out.facts);
        self.events.extend(out.events);
        self
    }

    /// A server boots, with what its disk has.
    pub fn restart(&mut self, node: NodeId) -> &mut Self {
        let mut out = Effects::default();
        let server = Raft::start(&self.config, node, self.disks.get(&node).cloned(), &mut out);
        self.servers.insert(node, server);
        self.settle(node, out)
    }

    pub fn crash(&mut self, node: NodeId) -> &mut Self {
        let server = self.servers.remove(&node).expect("the server is up");
        self.disks.insert(node, server.durable());
        self.timers.retain(|(owner, _), _| *owner != node);
        self
    }

    /// The settings change while all run, and all are told so.
    pub fn configure(&mut self, change: impl FnOnce(&mut Config)) -> &mut Self {
        change(&mut self.config);
        let up: Vec<NodeId> = self.servers.keys().copied().collect();
        up.into_iter().fold(self, |net, node| net.handle(node, Input::Configured))
    }

    /// A timer that is set runs out.
    pub fn fire(&mut self, node: NodeId, timer: Timer) -> &mut Self {
        self.handle(node, Input::Timeout(timer))
    }

    pub fn timeout(&mut self, node: NodeId) -> &mut Self {
        self.fire(node, Timer::Election)
    }

    pub fn heartbeat(&mut self, node: NodeId) -> &mut Self {
        self.fire(node, Timer::Heartbeat)
    }

    /// A client of its own asks for something.
    pub fn ask(&mut self, node: NodeId, request: impl Into<Request>) -> &mut Self {
        self.requests += 1;
        let client = u16::try_from(self.requests).expect("a story has few clients");
        self.ask_as(RequestId { client, serial: 0 }, node, request)
    }

    /// The client asks whose request this is.
    pub fn ask_as(&mut self, id: RequestId, node: NodeId, request: impl Into<Request>) -> &mut Self {
        self.handle(node, Input::Request { id, request: request.into() })
    }

    /// A client sets a name to a value: `x 5`.
    pub fn request(&mut self, node: NodeId, assignment: &str) -> &mut Self {
        let (name, value) = assignment.split_once(' ').expect("a name and a value");
        self.ask(node, set(name, value.parse().expect("a number")))
    }

    pub fn add(&mut self, node: NodeId, sum: &str) -> &mut Self {
        let (name, value) = sum.split_once(' ').expect("a name and a value");
        self.ask(node, StoreCommand::Add(name.into(), value.parse().expect("a number")))
    }

    pub fn get(&mut self, node: NodeId, name: &str) -> &mut Self {
        self.ask(node, StoreCommand::Get(name.into()))
    }

    pub fn in_flight(&self, from: NodeId, to: NodeId) -> Vec<Message> {
        self.flights.iter().filter(|flight| (flight.0, flight.1) == (from, to)).map(|flight| flight.2.clone()).collect()
    }

    /// Delivers the oldest message from one server to another.
    pub fn deliver(&mut self, from: NodeId, to: NodeId) -> &mut Self {
        let place = self.flights.iter().position(|flight| (flight.0, flight.1) == (from, to));
        let (from, to, message) = self.flights.remove(place.expect("something is in flight"));
        self.handle(to, Input::Message { from, message })
    }

    /// Loses the messages from one server to another that are as described.
    pub fn lose(&mut self, from: NodeId, to: NodeId, which: fn(&Message) -> bool) -> &mut Self {
        self.flights.retain(|flight| (flight.0, flight.1) != (from, to) || !which(&flight.2));
        self
    }

    pub fn lose_all(&mut self) -> &mut Self {
        self.flights.clear();
        self
    }

    /// Delivers everything between these servers, and what they answer, in the order of sending, until all is quiet.
    pub fn run_among(&mut self, group: &[NodeId]) -> &mut Self {
        while self.step_among(group) {}
        self
    }

    /// Delivers the oldest message between these servers. Says whether there was one.
    pub fn step_among(&mut self, group: &[NodeId]) -> bool {
        let inside = |node: &NodeId| group.contains(node);
        let place = self.flights.iter().position(|flight| inside(&flight.0) && inside(&flight.1));
        let Some(place) = place else { return false };
        let (from, to, message) = self.flights.remove(place);
        self.handle(to, Input::Message { from, message });
        true
    }

    /// Delivers everything; what is for a server that is down is lost.
    pub fn run(&mut self) -> &mut Self {
        let up: Vec<_> = self.servers.keys().copied().collect();
        self.run_among(&up).lose_all()
    }

    /// A server times out and everybody hears of it.
    pub fn elect(&mut self, node: NodeId) -> &mut Self {
        self.timeout(node).run();
        assert!(self.server(node).is_leader(), "{node} wins");
        self
    }
}
