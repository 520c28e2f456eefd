//! What the stories of `multi_paxos_paper` are told with: servers, and a network that does nothing by itself.

use quorate_core::ballot::Ballot;
use quorate_core::kv::{Operation, StoreCommand};
use quorate_core::multi_paxos::{
    Config, Durable, Event, Fact, Message, Mode, MultiPaxos, Pvalue, Response, Slot, SlotCommand, Timer,
};
use quorate_core::protocol::{Effects, Input, NodeId, Protocol, RequestId, Send, Span};
use quorate_core::runtime;
use std::collections::BTreeMap;

pub const A: NodeId = NodeId(0);
pub const B: NodeId = NodeId(1);
pub const C: NodeId = NodeId(2);

/// Servers, and what is under way between them in the hands of the test. Disks are synchronous.
///
/// A message is written `A>B Accept 1 1.A:SET x 1`. To deliver or to lose "some text" is to do so with all messages in flight whose
/// writing contains it, oldest first; there must be one.
pub struct Story {
    pub config: Config,
    pub servers: Vec<Option<MultiPaxos>>,
    pub disks: Vec<Option<Durable>>,
    pub flights: Vec<(NodeId, NodeId, Send<Message>)>,
    pub timers: BTreeMap<(NodeId, Timer), Span>,
    /// What clients were told; each request has a client of its own, counted from 0, unless a test names another.
    pub told: Vec<(u16, Response)>,
    pub events: Vec<Event>,
    pub facts: Vec<Fact>,
    clients: u16,
}

impl Story {
    /// The published rules.
    pub fn of(servers: u8) -> Self {
        Self::with(Config::new(servers))
    }

    pub fn with(config: Config) -> Self {
        let servers = usize::from(config.servers);
        let mut story = Self {
            config,
            servers: vec![None; servers],
            disks: vec![None; servers],
            flights: Vec::new(),
            timers: BTreeMap::new(),
            told: Vec::new(),
            events: Vec::new(),
            facts: Vec::new(),
            clients: 0,
        };
        for server in 0..servers {
            story.restart(NodeId(server as u8));
        }
        story
    }

    /// Three servers, and A leads ballot 1.A.
    pub fn led() -> Self {
        let mut story = Self::of(3);
        story.impatient(A).settle();
        story
    }

    pub fn server(&self, server: NodeId) -> &MultiPaxos {
        self.servers[usize::from(server.0)].as_ref().expect("the server is up")
    }

    /// `passive`, `preparing 1.A`, `active 1.A`.
    pub fn mode(&self, server: NodeId) -> String {
        match &self.server(server).mode {
            Mode::Passive => "passive".into(),
            Mode::Preparing(scout) => format!("preparing {}", scout.ballot),
            Mode::Active(commanders) => format!("active {}", commanders.ballot),
        }
    }

    /// What the server knows to be chosen: `1=SET x 1 2=no-op`.
    pub fn chosen(&self, server: NodeId) -> String {
        let chosen = self.server(server).chosen.iter().map(|(slot, command)| format!("{slot}={command}"));
        chosen.collect::<Vec<_>>().join(" ")
    }

    /// What it has accepted: `1=1.A:SET x 1`.
    pub fn accepted(&self, server: NodeId) -> String {
        let accepted = self.server(server).accepted.iter().map(|(slot, pvalue)| format!("{slot}={pvalue}"));
        accepted.collect::<Vec<_>>().join(" ")
    }

    pub fn promised(&self, server: NodeId) -> String {
        self.server(server).promised.map_or("none".into(), |ballot| ballot.to_string())
    }

    pub fn value(&self, server: NodeId, name: &str) -> Option<i64> {
        self.server(server).store.get(name)
    }

    /// All messages in flight, sorted.
    pub fn flights(&self) -> Vec<String> {
        let mut flights: Vec<String> = self.flights.iter().map(written).collect();
        flights.sort();
        flights
    }

    /// Those whose writing contains the text.
    pub fn flying(&self, text: &str) -> Vec<String> {
        self.flights().into_iter().filter(|flight| flight.contains(text)).collect()
    }

    /// Whether all messages that contain the text had to wait for their sender's disk; there must be one.
    pub fn waits_for_the_disk(&self, text: &str) -> bool {
        let mut flights = self.flights.iter().filter(|flight| written(flight).contains(text)).peekable();
        assert!(flights.peek().is_some(), "no {text} among {:?}", self.flights());
        flights.all(|(_, _, send)| matches!(send, Send::AfterSync(_)))
    }

    pub fn request(&mut self, server: NodeId, text: &str) -> &mut Self {
        let client = self.clients;
        self.clients += 1;
        self.ask(server, client, text)
    }

    /// A client's first request, perhaps once more.
    pub fn ask(&mut self, server: NodeId, client: u16, text: &str) -> &mut Self {
        let id = RequestId { client, serial: 1 };
        self.run(server, Input::Request { id, request: command(text) })
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
            if self.servers[usize::from(to.0)].is_some() {
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

    /// The same, but what contains the text is lost whenever it is sent.
    pub fn settle_without(&mut self, text: &str) -> &mut Self {
        while !self.flights.is_empty() {
            self.flights.retain(|flight| !written(flight).contains(text));
            if !self.flights.is_empty() {
                self.deliver("");
            }
        }
        self
    }

    pub fn impatient(&mut self, server: NodeId) -> &mut Self {
        self.timeout(server, Timer::Patience)
    }

    pub fn heartbeat(&mut self, server: NodeId) -> &mut Self {
        self.timeout(server, Timer::Heartbeat)
    }

    fn timeout(&mut self, server: NodeId, timer: Timer) -> &mut Self {
        assert!(self.timers.remove(&(server, timer)).is_some(), "{timer:?} of {server} is set");
        self.run(server, Input::Timeout(timer))
    }

    pub fn crash(&mut self, server: NodeId) -> &mut Self {
        self.servers[usize::from(server.0)] = None;
        self.timers.retain(|(other, _), _| *other != server);
        self
    }

    pub fn restart(&mut self, server: NodeId) -> &mut Self {
        let mut out = Effects::default();
        let disk = self.disks[usize::from(server.0)].clone();
        let mut state = MultiPaxos::start(&self.config, server, disk, &mut out);
        runtime::loop_back(&mut state, &self.config, server, false, &mut out);
        self.settle_effects(server, state, out)
    }

    fn run(&mut self, server: NodeId, input: Input<MultiPaxos>) -> &mut Self {
        let mut state = self.server(server).clone();
        let mut out = Effects::default();
        runtime::handle(&mut state, &self.config, server, input, &mut out);
        self.settle_effects(server, state, out)
    }

    fn settle_effects(&mut self, server: NodeId, state: MultiPaxos, out: Effects<MultiPaxos>) -> &mut Self {
        self.disks[usize::from(server.0)] = Some(state.durable());
        self.servers[usize::from(server.0)] = Some(state);
        self.flights.extend(out.sends.into_iter().map(|(to, send)| (server, to, send)));
        for (timer, span) in out.timers {
            match span {
                Some(span) => self.timers.insert((server, timer), span),
                None => self.timers.remove(&(server, timer)),
            };
        }
        self.told.extend(out.responses.into_iter().map(|(id, response)| (id.client, response)));
        self.events.extend(out.events);
        self.facts.extend(out.facts);
        self
    }
}

fn written((from, to, send): &(NodeId, NodeId, Send<Message>)) -> String {
    let (Send::Now(message) | Send::AfterSync(message)) = send;
    let message = match message {
        Message::Prepare { ballot, low } => format!("Prepare {ballot} from {low}"),
        Message::Promise { ballot, accepted } => {
            let accepted: Vec<_> = accepted.iter().map(|(slot, pvalue)| format!("{slot}={pvalue}")).collect();
            format!("Promise {ballot} ({})", accepted.join(" "))
        }
        Message::Accept { slot, pvalue } => format!("Accept {slot} {pvalue}"),
        Message::Accepted { slot, ballot } => format!("Accepted {slot} {ballot}"),
        Message::Refused { ballot, promised } => format!("Refused {ballot} ({promised})"),
        Message::Recorded { slot, pvalue } => format!("Recorded {slot} {pvalue}"),
        Message::Chosen { slot, command } => format!("Chosen {slot} {command}"),
        Message::Heartbeat { ballot, chosen_below } => format!("Heartbeat {ballot} below {chosen_below}"),
        Message::CatchUp { from } => format!("CatchUp {from}"),
        Message::Forward { ballot, command, .. } => format!("Forward {ballot} {command}"),
        Message::ForwardReply { response, .. } => format!("ForwardReply {response:?}"),
    };
    format!("{from}>{to} {message}")
}

/// `SET x 5`
pub fn command(text: &str) -> StoreCommand {
    let words: Vec<&str> = text.split(' ').collect();
    let number = |word: &str| word.parse().expect("a number");
    match words[..] {
        ["SET", name, value] => StoreCommand::Set(name.into(), number(value)),
        ["ADD", name, value] => StoreCommand::Add(name.into(), number(value)),
        ["GET", name] => StoreCommand::Get(name.into()),
        _ => panic!("{text} is no command"),
    }
}

/// `2.B`
pub fn ballot(text: &str) -> Ballot {
    let (round, proposer) = text.split_once('.').expect("a ballot is written 2.B");
    let proposer = NodeId(proposer.as_bytes()[0] - b'A');
    Ballot { round: round.parse().expect("a round is a number"), proposer }
}

/// `2.B:SET x 5`, each command of a client of its own, or `2.B:no-op`.
pub fn pvalue(text: &str) -> Pvalue {
    let (number, rest) = text.split_once(':').expect("a pvalue is written 2.B:SET x 5");
    let client = 1000 + rest.bytes().map(u16::from).sum::<u16>();
    let of_client = |rest| Operation { id: RequestId { client, serial: 1 }, once: true, command: command(rest) };
    let command = if rest == "no-op" { SlotCommand::NoOp } else { of_client(rest).into() };
    Pvalue { ballot: ballot(number), command }
}

pub fn prepare(number: &str, low: u64) -> Message {
    Message::Prepare { ballot: ballot(number), low: Slot(low) }
}

/// Slots with their pvalues.
pub fn promise(number: &str, accepted: &[(u64, &str)]) -> Message {
    let accepted = accepted.iter().map(|(slot, text)| (Slot(*slot), pvalue(text)));
    Message::Promise { ballot: ballot(number), accepted: accepted.collect() }
}

pub fn accept(slot: u64, text: &str) -> Message {
    Message::Accept { slot: Slot(slot), pvalue: pvalue(text) }
}

pub fn accepted(slot: u64, number: &str) -> Message {
    Message::Accepted { slot: Slot(slot), ballot: ballot(number) }
}

pub fn chosen(slot: u64, text: &str) -> Message {
    Message::Chosen { slot: Slot(slot), command: pvalue(&format!("1.A:{text}")).command }
}

pub fn heartbeat(number: &str, chosen_below: u64) -> Message {
    Message::Heartbeat { ballot: ballot(number), chosen_below: Slot(chosen_below) }
}

/// The command was chosen in this slot, and the answer is this.
pub fn applied(slot: u64, value: Option<i64>) -> Response {
    Response::Applied { value, slot: Slot(slot) }
}
