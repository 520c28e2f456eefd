//! The state machine: the sender announces a value, everybody puts it on the disk and acknowledges it, and when all have, it is
//! done.
//!
//! What is announced later takes the place of what was announced before. Who has not acknowledged is told again.

use quorate_core::event::{Args, Explain, add};
use quorate_core::protocol::{Effects, Input, NodeId, Protocol, RequestId, Span};
use quorate_core::sorted::SortedSet;

/// Who announces.
pub const SENDER: NodeId = NodeId(0);

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Config {
    /// How many nodes there are.
    pub nodes: u8,
    /// How long the sender waits before it tells again who has not acknowledged.
    pub patience: Span,
    /// Rule: an acknowledgement counts for the round that it names, and for no other.
    pub count_by_round: bool,
    /// Rule: a round is done when all have acknowledged it, not when most have.
    pub everybody: bool,
}

/// What is announced; round 0 is the time before the first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Announcement {
    pub round: u32,
    pub value: String,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    Announce(Announcement),
    Acknowledge { round: u32 },
}

/// The sender tells those again who have not acknowledged.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Again;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Response {
    /// All have it.
    Done,
    /// Something else was announced before all had it.
    Overtaken,
    /// Not the sender was asked.
    Redirect,
}

/// Ghost history.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fact {
    /// The sender said that all have what was announced in this round.
    Done { round: u32 },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// A node has what was announced on its disk, and says so.
    Acknowledged { round: u64 },
}

impl Explain for Event {
    const KEYS: &'static [&'static str] = &["broadcast.acknowledged"];

    fn key(&self) -> &'static str {
        Self::KEYS[0]
    }

    fn section(&self) -> &'static str {
        "Broadcast"
    }

    fn args(&self) -> Args {
        let mut args = Args::new();
        let Self::Acknowledged { round } = self;
        add(&mut args, "round", round);
        args
    }
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Broadcast {
    id: NodeId,
    /// The newest announcement that it knows. Durable.
    pub newest: Announcement,
    /// At the sender: who has acknowledged it.
    pub acknowledged: SortedSet<NodeId>,
    /// At the sender: who waits to be told that all have it.
    asked: Option<RequestId>,
}

impl Broadcast {
    fn announce(&self, config: &Config, out: &mut Effects<Self>) {
        let waiting = (0..config.nodes).map(NodeId).filter(|node| !self.acknowledged.contains(node));
        for node in waiting {
            // What a crash takes back must not have been announced.
            out.send_after_sync(node, Message::Announce(self.newest.clone()));
        }
        out.set_timer(Again, config.patience);
    }

    fn answer(&mut self, response: Response, out: &mut Effects<Self>) {
        if let Some(id) = self.asked.take() {
            out.respond(id, response);
        }
    }

    fn is_done(&self, config: &Config) -> bool {
        let needed = if config.everybody { config.nodes } else { config.nodes / 2 + 1 };
        self.acknowledged.len() >= usize::from(needed)
    }

    /// A node hears what was announced. Old news it has had, and says so.
    fn hear(&mut self, from: NodeId, announced: Announcement, out: &mut Effects<Self>) {
        let round = announced.round;
        if self.id != SENDER && round > self.newest.round {
            self.newest = announced;
            out.explain(Event::Acknowledged { round: round.into() });
        }
        out.send_after_sync(from, Message::Acknowledge { round });
    }

    fn count(&mut self, config: &Config, from: NodeId, round: u32, out: &mut Effects<Self>) {
        let counts = round == self.newest.round || !config.count_by_round;
        if counts && !self.is_done(config) {
            self.acknowledged.insert(from);
            if self.is_done(config) {
                out.cancel_timer(Again);
                out.record(Fact::Done { round: self.newest.round });
                self.answer(Response::Done, out);
            }
        }
    }
}

impl Protocol for Broadcast {
    type Config = Config;
    type Message = Message;
    type Timer = Again;
    type Request = String;
    type Response = Response;
    type Durable = Announcement;
    type Fact = Fact;
    type Event = Event;

    fn start(config: &Config, id: NodeId, durable: Option<Announcement>, out: &mut Effects<Self>) -> Self {
        let newest = durable.unwrap_or_default();
        let node = Self { id, newest, acknowledged: SortedSet::new(), asked: None };
        if id == SENDER && node.newest.round > 0 {
            node.announce(config, out);
        }
        node
    }

    fn handle(&mut self, config: &Config, input: Input<Self>, out: &mut Effects<Self>) {
        match input {
            Input::Request { id, request } if self.id == SENDER => {
                self.answer(Response::Overtaken, out);
                self.newest = Announcement { round: self.newest.round + 1, value: request };
                (self.acknowledged, self.asked) = (SortedSet::new(), Some(id));
                self.announce(config, out);
            }
            Input::Request { id, .. } => out.respond(id, Response::Redirect),
            Input::Message { from, message: Message::Announce(announced) } => self.hear(from, announced, out),
            Input::Message { from, message: Message::Acknowledge { round } } => self.count(config, from, round, out),
            Input::Timeout(Again) => self.announce(config, out),
            Input::Configured => {}
        }
    }

    fn durable(&self) -> Announcement {
        self.newest.clone()
    }
}
