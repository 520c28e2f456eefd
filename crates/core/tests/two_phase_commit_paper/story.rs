//! What these stories are told with: a coordinator, its participants, and a network that does nothing by itself.

use quorate_core::atomic_commit::{PlacedCommand, Transaction, TransactionId};
use quorate_core::kv::StoreCommand;
use quorate_core::protocol::{Effects, Input, NodeId, Protocol, RequestId, Send, Span};
use quorate_core::runtime;
use quorate_core::two_phase_commit::participant::Record;
use quorate_core::two_phase_commit::{Config, Durable, Event, Fact, Message, Request, Response, Timer, TwoPhaseCommit};
use std::collections::BTreeMap;
use std::sync::Arc;

pub const A: NodeId = NodeId(0);
pub const B: NodeId = NodeId(1);
pub const C: NodeId = NodeId(2);
pub const D: NodeId = NodeId(3);

/// A few nodes, and what is under way between them in the hands of the test.
///
/// A message is written `A>B VoteRequest 1.1`. To deliver or to lose "some text" is to do so with all messages in flight whose
/// writing contains it, oldest first; there must be one.
pub struct Story {
    pub config: Config,
    nodes: Vec<Option<TwoPhaseCommit>>,
    pub disks: Vec<Option<Durable>>,
    flights: Vec<(NodeId, NodeId, Send<Message>)>,
    pub timers: BTreeMap<(NodeId, Timer), Span>,
    /// What clients were told; each request has a client of its own, counted from 0.
    pub told: Vec<(u16, Response)>,
    pub facts: Vec<Fact>,
    pub events: Vec<Event>,
    clients: u16,
    /// Whether what a node writes is on its disk before anything else happens, or when the test says so.
    pub slow_disks: bool,
}

impl Story {
    /// A coordinates, the others take part.
    pub fn new(nodes: u8) -> Self {
        Self::with(Config::new(nodes))
    }

    /// All take part, A too.
    pub fn together(nodes: u8) -> Self {
        Self::with(Config { participants: (0..nodes).map(NodeId).collect(), ..Config::new(nodes) })
    }

    pub fn with(config: Config) -> Self {
        let nodes = config.participants.last().map_or(1, |last| usize::from(last.0) + 1);
        let mut story = Self {
            config,
            nodes: vec![None; nodes],
            disks: vec![None; nodes],
            flights: Vec::new(),
            timers: BTreeMap::new(),
            told: Vec::new(),
            facts: Vec::new(),
            events: Vec::new(),
            clients: 0,
            slow_disks: false,
        };
        for node in 0..nodes {
            story.restart(NodeId(node as u8));
        }
        story
    }

    pub fn node(&self, node: NodeId) -> &TwoPhaseCommit {
        self.nodes[usize::from(node.0)].as_ref().expect("the node is up")
    }

    /// A participant's state in a transaction, in the words of the papers.
    pub fn state(&self, node: NodeId, id: &str) -> &'static str {
        state(self.node(node).participant.records.get(&number(id)))
    }

    /// What a participant's disk says of a transaction.
    pub fn on_disk(&self, node: NodeId, id: &str) -> &'static str {
        let disk = self.disks[usize::from(node.0)].as_ref();
        state(disk.and_then(|disk| disk.participant.records.get(&number(id))))
    }

    pub fn value(&self, node: NodeId, name: &str) -> Option<i64> {
        self.node(node).participant.store.get(name)
    }

    /// All messages in flight, sorted.
    pub fn flights(&self) -> Vec<String> {
        let mut flights: Vec<String> = self.flights.iter().map(written).collect();
        flights.sort();
        flights
    }

    /// Whether all messages that contain the text had to wait for their sender's disk; there must be one.
    pub fn waits_for_the_disk(&self, text: &str) -> bool {
        let mut flights = self.flights.iter().filter(|flight| written(flight).contains(text)).peekable();
        assert!(flights.peek().is_some(), "no {text} among {:?}", self.flights());
        flights.all(|(_, _, send)| matches!(send, Send::AfterSync(_)))
    }

    /// `SET x 5` at every participant, or `ADD B.x -3, ADD C.x 3`.
    pub fn request(&mut self, node: NodeId, commands: &str) -> &mut Self {
        self.ask(node, Request::Transaction(placed(commands)))
    }

    pub fn get(&mut self, node: NodeId, name: &str) -> Response {
        self.ask(node, Request::Get(name.into()));
        self.told.last().expect("a read is answered at once").1.clone()
    }

    pub fn unwilling(&mut self, node: NodeId, unwilling: bool) -> &mut Self {
        self.ask(node, Request::Unwilling(unwilling));
        self.told.pop();
        self
    }

    fn ask(&mut self, node: NodeId, request: Request) -> &mut Self {
        let id = RequestId { client: self.clients, serial: 0 };
        self.clients += 1;
        self.run(node, Input::Request { id, request })
    }

    /// A message arrives out of the blue: what is sent because of it.
    pub fn hand(&mut self, from: NodeId, to: NodeId, message: Message) -> Vec<String> {
        let before = self.flights.len();
        self.run(to, Input::Message { from, message });
        self.flights[before..].iter().map(written).collect()
    }

    pub fn deliver(&mut self, text: &str) -> &mut Self {
        for (from, to, send) in self.take(text) {
            let (Send::Now(message) | Send::AfterSync(message)) = send;
            if self.nodes[usize::from(to.0)].is_some() {
                self.run(to, Input::Message { from, message });
            }
        }
        self
    }

    pub fn duplicate(&mut self, text: &str) -> &mut Self {
        let copies: Vec<_> = self.flights.iter().filter(|it| written(it).contains(text)).cloned().collect();
        assert!(!copies.is_empty(), "no {text} among {:?}", self.flights());
        self.flights.extend(copies);
        self
    }

    pub fn lose(&mut self, text: &str) -> &mut Self {
        self.take(text);
        self
    }

    fn take(&mut self, text: &str) -> Vec<(NodeId, NodeId, Send<Message>)> {
        let (taken, left): (Vec<_>, Vec<_>) = self.flights.drain(..).partition(|it| written(it).contains(text));
        self.flights = left;
        assert!(!taken.is_empty(), "no {text} among {:?}", self.flights());
        taken
    }

    /// Everything arrives, until nothing is in flight.
    pub fn settle(&mut self) -> &mut Self {
        while !self.flights.is_empty() {
            self.deliver("");
        }
        self
    }

    pub fn timeout(&mut self, node: NodeId, timer: Timer) -> &mut Self {
        assert!(self.timers.remove(&(node, timer)).is_some(), "{timer:?} of {node} is set");
        self.run(node, Input::Timeout(timer))
    }

    pub fn crash(&mut self, node: NodeId) -> &mut Self {
        self.nodes[usize::from(node.0)] = None;
        self.timers.retain(|(other, _), _| *other != node);
        // What waits for its disk never leaves.
        self.flights.retain(|(from, _, send)| !self.slow_disks || *from != node || matches!(send, Send::Now(_)));
        self
    }

    pub fn restart(&mut self, node: NodeId) -> &mut Self {
        let mut out = Effects::default();
        let disk = self.disks[usize::from(node.0)].clone();
        let mut started = TwoPhaseCommit::start(&self.config, node, disk, &mut out);
        runtime::loop_back(&mut started, &self.config, node, self.slow_disks, &mut out);
        self.settle_effects(node, started, out)
    }

    fn run(&mut self, node: NodeId, input: Input<TwoPhaseCommit>) -> &mut Self {
        let mut acting = self.node(node).clone();
        let mut out = Effects::default();
        acting.handle(&self.config, input, &mut out);
        runtime::loop_back(&mut acting, &self.config, node, self.slow_disks, &mut out);
        self.settle_effects(node, acting, out)
    }

    fn settle_effects(&mut self, node: NodeId, after: TwoPhaseCommit, out: Effects<TwoPhaseCommit>) -> &mut Self {
        if !self.slow_disks {
            self.disks[usize::from(node.0)] = Some(after.durable());
        }
        self.nodes[usize::from(node.0)] = Some(after);
        self.flights.extend(out.sends.into_iter().map(|(to, send)| (node, to, send)));
        for (timer, span) in out.timers {
            match span {
                Some(span) => self.timers.insert((node, timer), span),
                None => self.timers.remove(&(node, timer)),
            };
        }
        self.told.extend(out.responses.into_iter().map(|(id, response)| (id.client, response)));
        self.facts.extend(out.facts);
        self.events.extend(out.events);
        self
    }

    pub fn is_set(&self, node: NodeId, timer: Timer) -> bool {
        self.timers.contains_key(&(node, timer))
    }

    /// A transaction that is written `commands`, as it is in a request for votes.
    pub fn transaction(&self, commands: &str) -> Arc<Transaction> {
        Arc::new(Transaction { commands: placed(commands), participants: self.config.participants.clone() })
    }
}

fn state(record: Option<&Record>) -> &'static str {
    match record {
        None => "working",
        Some(Record::Prepared(_)) => "prepared",
        Some(Record::Committed) => "committed",
        Some(Record::Aborted) => "aborted",
    }
}

fn written((from, to, send): &(NodeId, NodeId, Send<Message>)) -> String {
    let (Send::Now(message) | Send::AfterSync(message)) = send;
    let kind = match message {
        Message::VoteRequest { .. } => "VoteRequest",
        Message::Vote { yes: true, .. } => "Yes",
        Message::Vote { yes: false, .. } => "No",
        Message::Commit { .. } => "Commit",
        Message::Abort { .. } => "Abort",
        Message::Ack { .. } => "Ack",
        Message::DecisionRequest { .. } => "DecisionRequest",
        Message::Recorded { .. } => "Recorded",
    };
    format!("{from}>{to} {kind} {}", message.id())
}

/// `1.3`
pub fn number(text: &str) -> TransactionId {
    let (boots, count) = text.split_once('.').expect("a number is written 1.3");
    let read = |text: &str| text.parse().expect("a count is a number");
    TransactionId { boots: read(boots), count: read(count) }
}

pub fn placed(commands: &str) -> Vec<PlacedCommand> {
    commands.split(", ").map(placed_command).collect()
}

fn placed_command(command: &str) -> PlacedCommand {
    let words: Vec<&str> = command.split(' ').collect();
    let (at, name) = match words[1].split_once('.') {
        Some((node, name)) => (Some(NodeId(node.as_bytes()[0] - b'A')), name),
        None => (None, words[1]),
    };
    let amount = || words[2].parse().expect("an amount is a number");
    let command = match words[0] {
        "SET" => StoreCommand::Set(name.into(), amount()),
        "ADD" => StoreCommand::Add(name.into(), amount()),
        _ => StoreCommand::Del(name.into()),
    };
    PlacedCommand { at, command }
}
