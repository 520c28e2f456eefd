//! What can happen to a cluster, one step at a time.

use crate::cluster::server::{Server, Storage};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use quorate_core::protocol::{NodeId, Protocol, RequestId, Span};

/// In which words a step names what it is about: a protocol's own, or those of somebody who does not know which it is.
pub trait Notation {
    /// What is in flight.
    type Message;
    /// What runs out.
    type Timer;
    /// What a client asks for.
    type Request;
    /// What is on a new disk.
    type Durable;
    /// What is configured.
    type Config;
}

impl<P: Protocol> Notation for P {
    type Message = P::Message;
    type Timer = P::Timer;
    type Request = P::Request;
    type Durable = P::Durable;
    type Config = P::Config;
}

/// Says in the words `To` what is said in the words `From`.
pub trait Translator<From: Notation, To: Notation> {
    /// A message on its way between these nodes.
    fn message(&mut self, from: NodeId, to: NodeId, message: &From::Message) -> To::Message;
    /// A timer.
    fn timer(&mut self, timer: &From::Timer) -> To::Timer;
    /// A client's request of this node.
    fn request(&mut self, node: NodeId, id: RequestId, request: &From::Request) -> To::Request;
    /// What is on a new disk.
    fn disk(&mut self, disk: &From::Durable) -> Option<To::Durable>;
    /// A configuration.
    fn config(&mut self, config: &From::Config) -> To::Config;
}

/// One thing that happens. A run is a list of these.
///
/// ```
/// use quorate_core::protocol::NodeId;
/// use quorate_core::raft::{Config, Raft};
/// use quorate_sim::cluster::Cluster;
/// use quorate_sim::cluster::step::{Impossible, Step};
///
/// let mut cluster = Cluster::<Raft>::booted(Config::new(3), 3);
/// let crash = Step::Crash { node: NodeId(1) };
/// cluster.apply(&crash).expect("it is up");
/// assert_eq!(cluster.apply(&crash).err(), Some(Impossible::NodeIsDown));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step<W: Notation> {
    /// A message arrives.
    Deliver {
        /// Who sent it.
        from: NodeId,
        /// Who gets it.
        to: NodeId,
        /// What it says.
        message: W::Message,
    },
    /// A datagram is lost.
    Lose {
        /// Who sent it.
        from: NodeId,
        /// Who would have got it.
        to: NodeId,
        /// What it says.
        message: W::Message,
    },
    /// The network makes a second copy of a datagram in flight.
    Duplicate {
        /// Who sent it.
        from: NodeId,
        /// Who gets it.
        to: NodeId,
        /// What it says.
        message: W::Message,
    },
    /// A timer that is set runs out.
    Timeout {
        /// Whose timer.
        node: NodeId,
        /// Which.
        timer: W::Timer,
    },
    /// A client's request arrives.
    Request {
        /// Where.
        node: NodeId,
        /// To be named in the answer.
        id: RequestId,
        /// What the client asks for.
        request: W::Request,
    },
    /// A node's durable state reaches its disk.
    Sync {
        /// Whose.
        node: NodeId,
    },
    /// A node stops and loses all that is not on its disk.
    Crash {
        /// Which.
        node: NodeId,
    },
    /// A node boots with what is on its disk.
    Restart {
        /// Which.
        node: NodeId,
    },
    /// A link carries nothing any more in this direction.
    Cut {
        /// From this node …
        from: NodeId,
        /// … to this one.
        to: NodeId,
    },
    /// A link carries messages again in this direction.
    Mend {
        /// From this node …
        from: NodeId,
        /// … to this one.
        to: NodeId,
    },
    /// The connection between two nodes breaks. Neither is told.
    Break {
        /// One end.
        a: NodeId,
        /// The other.
        b: NodeId,
    },
    /// There is a new node, which has not booted yet, or one that is down gets another disk.
    Install {
        /// Its number: that of a node that is down, or the next.
        node: NodeId,
        /// What is on its disk. `None`: nothing.
        disk: Option<W::Durable>,
    },
    /// A parameter or a rule is changed, for all nodes at once. Those that are up are to be told so: [`Step::Notice`].
    Configure(W::Config),
    /// A node that is up notices that the configuration was changed.
    Notice {
        /// Which.
        node: NodeId,
    },
    /// Disks behave otherwise from now on.
    Storage(Storage),
}

impl<W: Notation> Step<W> {
    /// The same step in other words.
    pub fn translate<To: Notation>(&self, translator: &mut impl Translator<W, To>) -> Step<To> {
        match self {
            Self::Deliver { from, to, message } => {
                Step::Deliver { from: *from, to: *to, message: translator.message(*from, *to, message) }
            }
            Self::Lose { from, to, message } => {
                Step::Lose { from: *from, to: *to, message: translator.message(*from, *to, message) }
            }
            Self::Duplicate { from, to, message } => {
                Step::Duplicate { from: *from, to: *to, message: translator.message(*from, *to, message) }
            }
            Self::Timeout { node, timer } => Step::Timeout { node: *node, timer: translator.timer(timer) },
            Self::Request { node, id, request } => {
                Step::Request { node: *node, id: *id, request: translator.request(*node, *id, request) }
            }
            Self::Sync { node } => Step::Sync { node: *node },
            Self::Crash { node } => Step::Crash { node: *node },
            Self::Restart { node } => Step::Restart { node: *node },
            Self::Cut { from, to } => Step::Cut { from: *from, to: *to },
            Self::Mend { from, to } => Step::Mend { from: *from, to: *to },
            Self::Break { a, b } => Step::Break { a: *a, b: *b },
            Self::Install { node, disk } => {
                Step::Install { node: *node, disk: disk.as_ref().and_then(|disk| translator.disk(disk)) }
            }
            Self::Configure(config) => Step::Configure(translator.config(config)),
            Self::Notice { node } => Step::Notice { node: *node },
            Self::Storage(storage) => Step::Storage(*storage),
        }
    }
}

/// What a step did, for whoever chose it.
#[derive(Clone, Debug)]
pub struct Applied<P: Protocol> {
    /// The one node that the step was about, as it was before.
    pub touched: Option<(NodeId, Arc<Server<P>>)>,
    /// Messages that are now in flight: from, to, message.
    pub sent: Vec<(NodeId, NodeId, P::Message)>,
    /// The connections that ended: from both directions, all that was under way on them is gone. One that was opened anew
    /// ended before. What is in `sent` is on the new one.
    pub ended: Vec<(NodeId, NodeId)>,
    /// Messages that were in flight and went down with their connection: from, to, message.
    pub lost: Vec<(NodeId, NodeId, P::Message)>,
    /// Messages that were to go on a connection that the sender has not: from, to, message. They were never in flight.
    pub vanished: Vec<(NodeId, NodeId, P::Message)>,
    /// Timers of the node that were set (`Some`) or cancelled, in this order.
    pub timers: Vec<(P::Timer, Option<Span>)>,
    /// What the node answered to clients.
    pub responses: Vec<(RequestId, P::Response)>,
    /// Facts that were not known before.
    pub facts: Vec<P::Fact>,
    /// What happened at the node, and why.
    pub events: Vec<P::Event>,
}

impl<P: Protocol> Default for Applied<P> {
    fn default() -> Self {
        Self {
            touched: None,
            sent: Vec::new(),
            ended: Vec::new(),
            lost: Vec::new(),
            vanished: Vec::new(),
            timers: Vec::new(),
            responses: Vec::new(),
            facts: Vec::new(),
            events: Vec::new(),
        }
    }
}

/// Why a step is not possible.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Impossible {
    /// The cluster has no node of that number.
    NoSuchNode,
    /// A node has no link to itself.
    NoSuchLink,
    /// No such message is in flight on that link.
    NoSuchMessage,
    /// An older message is still under way on the connection.
    NotFirstOnItsConnection,
    /// The message is on a connection, which loses nothing but all at once: [`Step::Break`].
    ConnectionsLoseNothing,
    /// The message is on a connection, which duplicates nothing.
    ConnectionsDuplicateNothing,
    /// There is no connection between these nodes.
    NotConnected,
    /// The link is cut in that direction.
    LinkIsCut,
    /// The link is not cut in that direction.
    LinkIsNotCut,
    /// The node is up.
    NodeIsUp,
    /// The node is down.
    NodeIsDown,
    /// The timer is not set.
    TimerIsNotSet,
    /// A node has something left to write, so its disk cannot become one that takes no time.
    DiskIsBusy,
    /// Nodes are numbered one after the other.
    NotTheNextNode,
    /// There are [`crate::cluster::MOST_NODES`] nodes.
    TooManyNodes,
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSuchNode => "there is no such node",
            Self::NoSuchLink => "a node has no link to itself",
            Self::NoSuchMessage => "no such message is in flight",
            Self::NotFirstOnItsConnection => "an older message is still under way on that connection",
            Self::ConnectionsLoseNothing => "a connection loses no message; it breaks",
            Self::ConnectionsDuplicateNothing => "a connection duplicates no message",
            Self::NotConnected => "there is no connection between these nodes",
            Self::LinkIsCut => "the link is cut",
            Self::LinkIsNotCut => "the link is not cut",
            Self::NodeIsUp => "the node is up",
            Self::NodeIsDown => "the node is down",
            Self::TimerIsNotSet => "the timer is not set",
            Self::DiskIsBusy => "a node has something left to write to its disk",
            Self::NotTheNextNode => "a new node has the next number",
            Self::TooManyNodes => "a cluster has at most 255 nodes",
        })
    }
}

impl core::error::Error for Impossible {}
