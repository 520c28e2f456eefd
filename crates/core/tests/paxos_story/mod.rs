//! What the stories of `paxos_paper` are told with: a few processes, and a network that does nothing by itself.

use quorate_core::paxos::proposer::Phase;
use quorate_core::paxos::{Ballot, Config, Durable, Event, Message, Paxos, Proposal, Response, Roles, Timer, Value};
use quorate_core::protocol::{Effects, Input, NodeId, Protocol, RequestId, Send, Span};
use quorate_core::runtime;
use std::collections::BTreeMap;

pub const A: NodeId = NodeId(0);
pub const B: NodeId = NodeId(1);
pub const C: NodeId = NodeId(2);
pub const D: NodeId = NodeId(3);
pub const E: NodeId = NodeId(4);

/// A few processes, and what is under way between them in the hands of the test. Disks are synchronous.
///
/// A message is written `A>B Prepare 1.A`. To deliver or to lose "some text" is to do so with all messages in flight whose
/// writing contains it, oldest first; there must be one.
pub struct Story {
    pub config: Config,
    pub processes: Vec<Option<Paxos>>,
    pub disks: Vec<Option<Durable>>,
    pub flights: Vec<(NodeId, NodeId, Send<Message>)>,
    pub timers: BTreeMap<(NodeId, Timer), Span>,
    /// What clients were told; each request has a client of its own, counted from 0.
    pub told: Vec<(u16, Response)>,
    /// What people were told.
    pub events: Vec<Event>,
    pub clients: u16,
}

impl Story {
    /// A word a process, its letters the roles: P, A, L.
    pub fn cast(roles: &str) -> Self {
        let roles = roles.split(' ').map(|word| Roles {
            proposer: word.contains('P'),
            acceptor: word.contains('A'),
            learner: word.contains('L'),
        });
        let config = Config { roles: roles.collect(), ..Config::new(0) };
        let nodes = config.roles.len();
        let mut story = Self {
            config,
            processes: vec![None; nodes],
            disks: vec![None; nodes],
            flights: Vec::new(),
            timers: BTreeMap::new(),
            told: Vec::new(),
            events: Vec::new(),
            clients: 0,
        };
        for node in 0..nodes {
            story.restart(NodeId(node as u8));
        }
        story
    }

    pub fn process(&self, node: NodeId) -> &Paxos {
        self.processes[usize::from(node.0)].as_ref().expect("the process is up")
    }

    pub fn phase(&self, node: NodeId) -> Phase {
        self.process(node).proposer.phase
    }

    pub fn promised(&self, node: NodeId) -> String {
        self.process(node).acceptor.promised.map_or("none".into(), |it| it.to_string())
    }

    pub fn accepted(&self, node: NodeId) -> String {
        self.process(node).acceptor.accepted.as_ref().map_or("none".into(), |it| it.to_string())
    }

    pub fn chosen(&self, node: NodeId) -> String {
        self.process(node).learner.chosen.as_ref().map_or("none".into(), |it| it.value.to_string())
    }

    pub fn all_chosen(&self) -> Vec<String> {
        (0..self.processes.len()).map(|node| self.chosen(NodeId(node as u8))).collect()
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

    pub fn request(&mut self, node: NodeId, value: &str) -> &mut Self {
        let id = RequestId { client: self.clients, serial: 0 };
        self.clients += 1;
        self.run(node, Input::Request { id, request: Value::from(value) })
    }

    /// A message arrives out of the blue: what is sent because of it.
    pub fn hand(&mut self, from: NodeId, to: NodeId, message: Message) -> Vec<String> {
        let before = self.flights.len();
        self.run(to, Input::Message { from, message });
        let mut sent: Vec<String> = self.flights[before..].iter().map(written).collect();
        sent.sort();
        sent
    }

    pub fn deliver(&mut self, text: &str) -> &mut Self {
        for (from, to, send) in self.take(text) {
            let (Send::Now(message) | Send::AfterSync(message)) = send;
            if self.processes[usize::from(to.0)].is_some() {
                self.run(to, Input::Message { from, message });
            }
        }
        self
    }

    pub fn lose(&mut self, text: &str) -> &mut Self {
        self.take(text);
        self
    }

    pub fn lose_all(&mut self) -> &mut Self {
        self.flights.clear();
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
        self.timeout_anyway(node, timer)
    }

    /// Whether the timer is set or not.
    pub fn timeout_anyway(&mut self, node: NodeId, timer: Timer) -> &mut Self {
        self.run(node, Input::Timeout(timer))
    }

    pub fn crash(&mut self, node: NodeId) -> &mut Self {
        self.processes[usize::from(node.0)] = None;
        self.timers.retain(|(other, _), _| *other != node);
        self
    }

    pub fn restart(&mut self, node: NodeId) -> &mut Self {
        let mut out = Effects::default();
        let disk = self.disks[usize::from(node.0)].clone();
        let mut process = Paxos::start(&self.config, node, disk, &mut out);
        runtime::loop_back(&mut process, &self.config, node, false, &mut out);
        self.settle_effects(node, process, out)
    }

    fn run(&mut self, node: NodeId, input: Input<Paxos>) -> &mut Self {
        let mut process = self.process(node).clone();
        let mut out = Effects::default();
        runtime::handle(&mut process, &self.config, node, input, &mut out);
        self.settle_effects(node, process, out)
    }

    fn settle_effects(&mut self, node: NodeId, process: Paxos, out: Effects<Paxos>) -> &mut Self {
        self.disks[usize::from(node.0)] = Some(process.durable());
        self.processes[usize::from(node.0)] = Some(process);
        self.flights.extend(out.sends.into_iter().map(|(to, send)| (node, to, send)));
        for (timer, span) in out.timers {
            match span {
                Some(span) => self.timers.insert((node, timer), span),
                None => self.timers.remove(&(node, timer)),
            };
        }
        self.told.extend(out.responses.into_iter().map(|(id, response)| (id.client, response)));
        self.events.extend(out.events);
        self
    }
}

fn written((from, to, send): &(NodeId, NodeId, Send<Message>)) -> String {
    let (Send::Now(message) | Send::AfterSync(message)) = send;
    let message = match message {
        Message::Prepare { ballot } => format!("Prepare {ballot}"),
        Message::Promise { ballot, accepted: None } => format!("Promise {ballot}"),
        Message::Promise { ballot, accepted: Some(accepted) } => format!("Promise {ballot} ({accepted})"),
        Message::PrepareRefused { ballot, promised } => format!("PrepareRefused {ballot} ({promised})"),
        Message::Accept { proposal } => format!("Accept {proposal}"),
        Message::Accepted { proposal } => format!("Accepted {proposal}"),
        Message::AcceptRefused { ballot, promised } => format!("AcceptRefused {ballot} ({promised})"),
        Message::Ask => "Ask".into(),
        Message::Request { value } => format!("Request {value}"),
        Message::Learned { proposal } => format!("Learned {proposal}"),
    };
    format!("{from}>{to} {message}")
}

/// `2.B`
pub fn ballot(text: &str) -> Ballot {
    let (round, proposer) = text.split_once('.').expect("a ballot is written 2.B");
    let proposer = NodeId(proposer.as_bytes()[0] - b'A');
    Ballot { round: round.parse().expect("a round is a number"), proposer }
}

/// `2.B:X`
pub fn proposal(text: &str) -> Proposal {
    let (number, value) = text.split_once(':').expect("a proposal is written 2.B:X");
    Proposal { ballot: ballot(number), value: value.into() }
}

pub fn prepare(number: &str) -> Message {
    Message::Prepare { ballot: ballot(number) }
}

pub fn promise(number: &str) -> Message {
    Message::Promise { ballot: ballot(number), accepted: None }
}

pub fn promise_reporting(number: &str, accepted: &str) -> Message {
    Message::Promise { ballot: ballot(number), accepted: Some(proposal(accepted)) }
}

pub fn accept(text: &str) -> Message {
    Message::Accept { proposal: proposal(text) }
}

pub fn accepted(text: &str) -> Message {
    Message::Accepted { proposal: proposal(text) }
}
