//! What a protocol is: a pure state machine that answers inputs with effects.

use alloc::vec::Vec;
use core::fmt::{self, Debug};
use core::hash::Hash;

/// A node of the cluster, counted from 0. How it is called on a stage is not the protocol's business.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u8);

impl Debug for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Letters, as in the papers' figures: `A`, `B`, … (`N26` behind `Z`).
impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            n @ 0..26 => write!(f, "{}", char::from(b'A' + n)),
            n => write!(f, "N{n}"),
        }
    }
}

/// A length of virtual time in whole microseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Micros(pub u64);

impl Micros {
    /// `ms` milliseconds.
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms * 1000)
    }
}

/// A closed range of virtual time, out of which whoever runs the node draws a length.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The shortest length that may be drawn.
    pub min: Micros,
    /// The longest length that may be drawn; not below `min`.
    pub max: Micros,
}

impl Span {
    /// `min..=max` milliseconds.
    pub const fn from_ms(min: u64, max: u64) -> Self {
        Self { min: Micros::from_ms(min), max: Micros::from_ms(max) }
    }
}

/// Which client request an answer belongs to: the client, and that client's count of its own requests.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RequestId {
    /// The client, counted from 0.
    pub client: u16,
    /// How many requests this client had made before this one.
    pub serial: u32,
}

/// A consensus protocol, as one node of it runs.
///
/// A node has no clock, no randomness and no I/O. It is told what happened ([`Input`]) and says what it wants
/// ([`Effects`]). The same inputs in the same order always give the same state and the same effects.
///
/// ```
/// use quorate_core::protocol::{Effects, Input, NodeId, Protocol};
///
/// /// Counts who has said hello.
/// #[derive(Clone, PartialEq, Eq, Hash, Debug)]
/// struct Hello {
///     heard: u64,
/// }
///
/// impl Protocol for Hello {
///     type Config = ();
///     type Message = &'static str;
///     type Timer = ();
///     type Request = ();
///     type Response = u64;
///     type Durable = u64;
///     type Fact = ();
///     type Event = ();
///
///     fn start(_: &(), _: NodeId, durable: Option<u64>, _: &mut Effects<Self>) -> Self {
///         Self { heard: durable.unwrap_or(0) }
///     }
///
///     fn handle(&mut self, _: &(), input: Input<Self>, out: &mut Effects<Self>) {
///         match input {
///             Input::Message { .. } => self.heard += 1,
///             Input::Request { id, .. } => out.respond(id, self.heard),
///             Input::Timeout(()) => out.send(NodeId(1), "hello"),
///             Input::Configured => {}
///         }
///     }
///
///     fn durable(&self) -> u64 {
///         self.heard
///     }
/// }
///
/// let mut out = Effects::default();
/// let mut node = Hello::start(&(), NodeId(0), None, &mut out);
/// node.handle(&(), Input::Message { from: NodeId(1), message: "hello" }, &mut out);
/// let rebooted = Hello::start(&(), NodeId(0), Some(node.durable()), &mut out);
/// assert_eq!(rebooted, node, "a crash takes nothing away");
/// ```
pub trait Protocol: Clone + Eq + Hash + Debug {
    /// Whether any of its messages goes on a [connection](Links::Connection).
    const CONNECTS: bool = false;
    /// Whether its checks need to know what clients asked and were told, in which order.
    const REMEMBERS_CLIENTS: bool = false;

    /// What does not change while the protocol runs by itself: parameters, and the rules that can be switched off.
    type Config: Clone + Eq + Hash + Debug + 'static;
    /// What nodes send to one another.
    type Message: Clone + Eq + Ord + Hash + Debug + 'static;
    /// The named timers of a node; each is set or not set.
    type Timer: Copy + Eq + Ord + Hash + Debug;
    /// What a client asks for.
    type Request: Clone + Eq + Ord + Hash + Debug;
    /// What a client is told.
    type Response: Clone + Eq + Ord + Hash + Debug;
    /// What a crash does not take away. A projection of the state, so that no handler can forget to save.
    type Durable: Clone + Eq + Hash + Debug;
    /// What the checks remember about the past, and no node knows ("ghost history").
    type Fact: Clone + Eq + Ord + Hash + Debug;
    /// What has happened and why, for people.
    type Event: Clone + Eq + Debug;

    /// A node boots: for the first time if `durable` is `None`, else after a crash with what the disk had.
    fn start(config: &Self::Config, id: NodeId, durable: Option<Self::Durable>, out: &mut Effects<Self>) -> Self;

    /// Something happened to the node.
    fn handle(&mut self, config: &Self::Config, input: Input<Self>, out: &mut Effects<Self>);

    /// What must be on disk for this state to survive a crash. Cheap: called after every step.
    fn durable(&self) -> Self::Durable;

    /// How a message travels to another node.
    fn links(_: &Self::Message) -> Links {
        Links::Datagram
    }
}

/// How a message travels from one node to another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Links {
    /// By itself: it may be lost, doubled, and overtaken.
    Datagram,
    /// On the connection that the sender has with the other node: nothing is lost, doubled or overtaken, until the connection
    /// breaks and everything on it is gone. See [`Effects::connect`].
    Connection,
}

/// What can happen to a node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input<P: Protocol> {
    /// A message arrives.
    Message {
        /// Who sent it.
        from: NodeId,
        /// What it says.
        message: P::Message,
    },
    /// A timer that was set runs out. It is no longer set.
    Timeout(P::Timer),
    /// A client's request arrives at this node.
    Request {
        /// To be named in the answer.
        id: RequestId,
        /// What the client asks for.
        request: P::Request,
    },
    /// The configuration is another one from now on.
    Configured,
}

/// One thing a node wants done.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Send<M> {
    /// The message may leave at once.
    Now(M),
    /// The message promises something that a crash must not take back: it may leave only when all that the node
    /// had in [`Protocol::durable`] when it asked is on disk.
    AfterSync(M),
}

/// What a node asks for while it handles one input.
///
/// A message that a node sends **to itself** is not put on the network: the runtime hands it back within the same step
/// (when marked [`Send::AfterSync`], as soon as the disk has it). So a candidate's own vote and a leader's own copy of an
/// entry are counted by the same code, and under the same durability rule, as everybody else's.
///
/// ```
/// use quorate_core::protocol::{Effects, NodeId, Send};
/// use quorate_core::raft::{Config, Message, Raft, Term, Timer};
///
/// let mut out: Effects<Raft> = Effects::default();
/// out.send(NodeId(1), Message::TimeoutNow { term: Term(1) });
/// out.set_timer(Timer::Election, Config::new(3).election_timeout);
/// assert_eq!(out.sends, [(NodeId(1), Send::Now(Message::TimeoutNow { term: Term(1) }))]);
/// assert_eq!(out.timers.len(), 1);
/// ```
#[derive(Debug)]
pub struct Effects<P: Protocol> {
    /// Messages, in the order in which they were sent.
    pub sends: Vec<(NodeId, Send<P::Message>)>,
    /// Connections that were opened (`true`) or closed, in this order. All of them were before whatever is in `sends`.
    pub connections: Vec<(NodeId, bool)>,
    /// Timers set (`Some`: to run out somewhere within the span; replaces an earlier setting) or cancelled (`None`).
    pub timers: Vec<(P::Timer, Option<Span>)>,
    /// Answers to clients.
    pub responses: Vec<(RequestId, P::Response)>,
    /// Ghost history.
    pub facts: Vec<P::Fact>,
    /// Explanations.
    pub events: Vec<P::Event>,
}

impl<P: Protocol> Default for Effects<P> {
    fn default() -> Self {
        Self {
            sends: Vec::new(),
            connections: Vec::new(),
            timers: Vec::new(),
            responses: Vec::new(),
            facts: Vec::new(),
            events: Vec::new(),
        }
    }
}

impl<P: Protocol> Effects<P> {
    /// Sends `message` to `to` at once.
    pub fn send(&mut self, to: NodeId, message: P::Message) {
        self.sends.push((to, Send::Now(message)));
    }

    /// Sends `message` to `to` once the node's present durable state is on disk.
    pub fn send_after_sync(&mut self, to: NodeId, message: P::Message) {
        self.sends.push((to, Send::AfterSync(message)));
    }

    /// Opens a connection with `peer`, another node, in place of the one that there is, if there is one.
    ///
    /// What is under way on the old one in either direction, or waits for a disk to go on it, is gone. The peer speaks on the
    /// new one from the first message that it gets on it; until then what it sends on a connection with this node vanishes.
    pub fn connect(&mut self, peer: NodeId) {
        self.turn(peer, true);
    }

    /// Closes the connection with `peer`, another node. What is under way on it in either direction, or waits for a disk to go
    /// on it, is gone, and what either of them sends on it from now on vanishes. The peer is not told.
    pub fn disconnect(&mut self, peer: NodeId) {
        self.turn(peer, false);
    }

    fn turn(&mut self, peer: NodeId, open: bool) {
        self.sends.retain(|(to, Send::Now(it) | Send::AfterSync(it))| *to != peer || P::links(it) == Links::Datagram);
        self.connections.push((peer, open));
    }

    /// Sets `timer` to run out somewhere within `span` from now, however it was set before.
    pub fn set_timer(&mut self, timer: P::Timer, span: Span) {
        self.timers.push((timer, Some(span)));
    }

    /// Makes sure that `timer` is not set.
    pub fn cancel_timer(&mut self, timer: P::Timer) {
        self.timers.push((timer, None));
    }

    /// Answers a client.
    pub fn respond(&mut self, id: RequestId, response: P::Response) {
        self.responses.push((id, response));
    }

    /// Remembers a fact for the checks.
    pub fn record(&mut self, fact: P::Fact) {
        self.facts.push(fact);
    }

    /// Says what happened and why.
    pub fn explain(&mut self, event: P::Event) {
        self.events.push(event);
    }
}
