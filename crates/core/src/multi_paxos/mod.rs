//! Multi-Paxos: a replicated log, each slot of which is one instance of Paxos. Leslie Lamport, *Paxos Made Simple* (2001),
//! section 3; cited as "Paxos".
//!
//! Where that paper is brief, these are followed: van Renesse & Altinbuken, *Paxos Made Moderately Complex* (2015, "PMMC"), for the
//! parts that a server is made of, and Chandra, Griesemer & Redstone, *Paxos Made Live* (2007), for catching up.
//!
//! To be read beside them, in this order:
//!
//! * `slot`: what is replicated, and `message`: what servers say to one another.
//! * `acceptor`: phases 1 b and 2 b.
//! * `scout`: phase 1 a, once for all slots that are open, and what a new leader proposes first.
//! * `commander`: phase 2 a for each slot, and how a command is chosen.
//! * `leader`: who leads, as far as a server has heard; when it gives way.
//! * `replica`: what is chosen, applied slot by slot; how a server catches up.
//! * `client`: how a client's command gets to the leader and its answer back.
//!
//! Where the papers leave a choice:
//!
//! * A server has all three roles (Paxos, §2.1), and sends messages to itself like to anybody else.
//! * An acceptor accepts at its promise and above (Paxos, §2.2), not only at it (PMMC, §2.2): so a lost `Prepare` costs nothing.
//! * `Prepare` and `Accept` go to all servers instead of some majority.
//! * Who has been preempted waits as long as it hears the other leader (PMMC, §3), and does not outbid it at once.

mod acceptor;
mod client;
mod commander;
mod config;
mod event;
mod leader;
mod message;
mod replica;
mod scout;
mod slot;

pub use client::Asker;
pub use commander::{Commander, Commanders};
pub use config::{Config, Rules};
pub use event::Event;
pub use message::{Message, Response};
pub use scout::Scout;
pub use slot::{Pvalue, Slot, SlotCommand};

use crate::apart::apart;
use crate::ballot::Ballot;
use crate::kv::{Store, StoreCommand};
use crate::protocol::{Effects, Input, NodeId, Protocol, RequestId};
use crate::sorted::SortedMap;
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// A server.
///
/// ```
/// use quorate_core::multi_paxos::{Config, Mode, MultiPaxos, Timer};
/// use quorate_core::protocol::{Effects, Input, NodeId, Protocol};
/// use quorate_core::runtime;
///
/// let (config, a) = (Config::new(1), NodeId(0));
/// let mut out = Effects::default();
/// let mut server = MultiPaxos::start(&config, a, None, &mut out);
/// runtime::handle(&mut server, &config, a, Input::Timeout(Timer::Patience), &mut out);
/// assert!(matches!(server.mode, Mode::Active(_)), "its own promise is a majority of one, and was a message to itself");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct MultiPaxos {
    /// Who it is.
    pub id: NodeId,

    /// The highest round that it has used in a ballot of its own. Durable: "each proposer remembers (in stable storage) the
    /// highest-numbered proposal it has tried to issue" (Paxos, §2.5).
    pub round: u64,
    /// The highest ballot that it has promised, or accepted something in. Durable.
    pub promised: Option<Ballot>,
    /// In each slot what it has accepted with the highest ballot. Durable.
    pub accepted: Arc<SortedMap<Slot, Pvalue>>,

    /// The highest round that it has seen, anybody's.
    pub seen: u64,
    /// What it does as a leader.
    pub mode: Mode,
    /// The ballot of the leader that it has heard last.
    pub leader: Option<Ballot>,

    /// What it knows to be chosen.
    pub chosen: Arc<SortedMap<Slot, SlotCommand>>,
    /// The last slot that it has applied.
    pub applied: Slot,
    /// How many slots it has applied: as many as `applied` says, where they are applied in order.
    pub carried_out: u64,
    /// The state machine.
    pub store: Arc<Store>,

    /// Who waits for what is chosen in a slot, and the server that passed it on.
    pub waiting: SortedMap<(Slot, RequestId), Option<NodeId>>,
    /// Commands that wait until they may be proposed. At most [`MultiPaxos::QUEUED`].
    pub queue: Vec<(Asker, StoreCommand)>,
}

/// What a server does as a leader (PMMC, §2.4).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Mode {
    /// Nothing: it leaves that to others.
    Passive,
    /// Phase 1: its scout is out.
    Preparing(Scout),
    /// Phase 2: it leads its ballot, with a commander for each slot that is open.
    Active(Box<Commanders>),
}

/// The named timers of a server.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// Set while it is not active: when it runs out, no leader was heard, or phase 1 took too long.
    Patience,
    /// Set while it is active: when it runs out, the others have to hear from it.
    Heartbeat,
}

/// What survives a crash: what an acceptor and a proposer must remember (Paxos, §2.5).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Durable {
    /// See [`MultiPaxos::round`].
    pub round: u64,
    /// See [`MultiPaxos::promised`].
    pub promised: Option<Ballot>,
    /// See [`MultiPaxos::accepted`].
    pub accepted: Arc<SortedMap<Slot, Pvalue>>,
}

/// What the checks remember.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fact {
    /// A client has asked for this.
    Requested {
        /// Which request.
        id: RequestId,
        /// The command.
        command: StoreCommand,
    },
    /// A command was proposed in a slot, on the strength of these promises.
    Proposed {
        /// The slot.
        slot: Slot,
        /// The ballot and the command.
        pvalue: Pvalue,
        /// The servers whose promises were counted, in order.
        quorum: Vec<NodeId>,
    },
    /// A server has accepted it, and its disk has it.
    Voted {
        /// The slot.
        slot: Slot,
        /// The ballot and the command.
        pvalue: Pvalue,
        /// Who.
        server: NodeId,
    },
    /// A server has learned that a command is chosen.
    Learned {
        /// The slot.
        slot: Slot,
        /// The command.
        command: SlotCommand,
        /// Who.
        server: NodeId,
    },
    /// A server has applied a slot.
    Applied {
        /// How many slots it had applied then since it booted, this one among them.
        place: u64,
        /// The slot.
        slot: Slot,
        /// The command.
        command: SlotCommand,
        /// Who.
        server: NodeId,
    },
}

impl Protocol for MultiPaxos {
    const REMEMBERS_CLIENTS: bool = true;

    type Config = Config;
    type Message = Message;
    type Timer = Timer;
    type Request = StoreCommand;
    type Response = Response;
    type Durable = Durable;
    type Fact = Fact;
    type Event = Event;

    /// Of what was chosen a server remembers nothing: a leader tells it, or phase 1 brings it to light (Paxos, §2.5; *Paxos Made
    /// Live*, §4.2).
    fn start(config: &Config, id: NodeId, durable: Option<Durable>, out: &mut Effects<Self>) -> Self {
        if let Some(Durable { accepted, .. }) = &durable {
            out.explain(Event::Recovered { slots: accepted.len() });
        }
        let Durable { round, promised, accepted } = durable.unwrap_or_default();
        for (slot, pvalue) in accepted.iter() {
            out.record(Fact::Voted { slot: *slot, pvalue: pvalue.clone(), server: id });
        }
        let is_remembered = config.rules.new_number_after_restart;
        let server = Self {
            id,
            round: if is_remembered { round } else { 0 },
            promised,
            accepted,
            seen: promised.filter(|_| is_remembered).map_or(0, |ballot| ballot.round),
            mode: Mode::Passive,
            leader: None,
            chosen: Arc::default(),
            applied: Slot::ZERO,
            carried_out: 0,
            store: Arc::default(),
            waiting: SortedMap::new(),
            queue: Vec::new(),
        };
        server.wait_for_leader(config, out);
        server
    }

    fn handle(&mut self, config: &Config, input: Input<Self>, out: &mut Effects<Self>) {
        match input {
            Input::Message { from, message } => self.on_message(config, from, message, out),
            Input::Timeout(Timer::Patience) => self.on_patience_timeout(config, out),
            Input::Timeout(Timer::Heartbeat) => self.on_heartbeat_timeout(config, out),
            Input::Request { id, request } => apart(|| self.on_request(config, id, request, out)),
            // No promise is about time.
            Input::Configured => {}
        }
    }

    fn durable(&self) -> Durable {
        Durable { round: self.round, promised: self.promised, accepted: self.accepted.clone() }
    }
}

impl MultiPaxos {
    fn on_message(&mut self, config: &Config, from: NodeId, message: Message, out: &mut Effects<Self>) {
        if let Some(ballot) = message.newest_ballot() {
            self.heed(config, ballot, out);
        }
        match message {
            Message::Prepare { ballot, low } => self.on_prepare(config, from, ballot, low, out),
            Message::Promise { ballot, accepted } => self.on_promise(config, from, ballot, accepted, out),
            Message::Accept { slot, pvalue } => self.on_accept(config, from, slot, pvalue, out),
            Message::Accepted { slot, ballot } => self.on_accepted(config, from, slot, ballot, out),
            // Whatever it refuses, the promise that it tells of is what counts: see `heed`.
            Message::Refused { .. } => {}
            Message::Recorded { slot, pvalue } => out.record(Fact::Voted { slot, pvalue, server: self.id }),
            Message::Chosen { slot, command } => self.on_chosen(config, from, slot, command, out),
            Message::Heartbeat { ballot, chosen_below } => {
                self.on_heartbeat(config, from, ballot, chosen_below, out);
            }
            Message::CatchUp { from: slot } => apart(|| self.on_catch_up(from, slot, out)),
            Message::Forward { ballot, id, command } => {
                apart(|| self.on_forward(config, from, (ballot, id), command, out));
            }
            Message::ForwardReply { id, response } => apart(|| self.on_forward_reply(from, id, response, out)),
        }
    }

    /// The ballot that it prepares or leads.
    pub fn ballot(&self) -> Option<Ballot> {
        match &self.mode {
            Mode::Passive => None,
            Mode::Preparing(scout) => Some(scout.ballot),
            Mode::Active(commanders) => Some(commanders.ballot),
        }
    }

    /// Whether it leads a ballot.
    pub fn is_active(&self) -> bool {
        matches!(self.mode, Mode::Active(_))
    }
}
