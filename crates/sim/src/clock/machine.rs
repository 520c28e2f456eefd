//! A cluster of whatever protocol, for all who need not know which: the clock, the timeline, the scripts, the page.
//!
//! A [`crate::cluster::Cluster`] is generic over its protocol, as a search wants it. What stands above a single step is not: it handles
//! timers by number, messages as closed [`Letter`]s, requests and answers as text. So it is compiled once, however many
//! protocols there are, and a new one adds to the download little more than itself.

use crate::clock::fate::{ClientFate, Unanswered};
use crate::clock::mark::{Era, Leadership, Mark};
use crate::clock::serving::{Circumstances, Serving};
use crate::clock::warning::Warning;
use crate::cluster::Storage;
use crate::cluster::check::Violation;
use crate::cluster::setting::SettingValue;
use crate::cluster::step::{Impossible, Notation, Step};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;
use core::fmt::{self, Debug};
use quorate_core::event::Args;
use quorate_core::protocol::{Links, NodeId, RequestId, Span};
use quorate_core::sorted::SortedSet;

/// A message of whatever protocol. Only the machine that sent it can read it.
pub type Letter = Rc<dyn Any>;

/// A timer by its place in the protocol's list of timers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TimerId(pub u8);

/// What is put on a node's disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NewDisk {
    /// A copy of what this node has on its disk.
    CopyOf(NodeId),
    /// What these have on their disks, all together, and that they alone are the cluster from now on.
    RecoveredFrom(Vec<NodeId>),
}

/// The words of somebody who does not know the protocol: messages are closed [`Letter`]s, requests are text, a disk is made
/// of others, and one setting is configured at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Letters {}

impl Notation for Letters {
    type Message = Letter;
    type Timer = TimerId;
    type Request = String;
    type Durable = NewDisk;
    type Config = (&'static str, SettingValue);
}

/// An answer to a client, as text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Answer {
    /// What it means to the client.
    pub verdict: Verdict,
    /// What it was told.
    pub text: String,
}

/// What an answer means to a client.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verdict {
    /// It is done.
    Served,
    /// Something else is done, and the client is told what: its own request will not be.
    Other,
    /// It is not done: ask elsewhere, or again.
    Elsewhere,
    /// It is not done and will not be.
    Failed,
    /// It is what the node knew, and nobody promises that there is nothing newer.
    Stale,
}

impl Verdict {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Served => "ok",
            Self::Other => "other",
            Self::Elsewhere => "redirected",
            Self::Failed => "failed",
            Self::Stale => "stale",
        }
    }
}

/// An event of the protocol.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventReport {
    /// Names the sentence.
    pub key: &'static str,
    /// Of the paper that says why.
    pub section: &'static str,
    /// For the sentence.
    pub args: Args,
    /// That of the node that acted, afterwards.
    pub era: Option<Era>,
    /// Its mark on the timeline, if it is worth one.
    pub mark: Option<Mark>,
}

/// What a step did.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// The one node that it was about.
    pub node: Option<NodeId>,
    /// Messages that are now in flight: from, to, what.
    pub sent: Vec<(NodeId, NodeId, Letter)>,
    /// The connections that ended before that, with all that was under way on them.
    pub ended: Vec<(NodeId, NodeId)>,
    /// Messages that were to go on a connection that there is not: from, to, what.
    pub vanished: Vec<(NodeId, NodeId, Letter)>,
    /// Timers of the node that were set (`Some`) or cancelled, in this order.
    pub timers: Vec<(TimerId, Option<Span>)>,
    /// Answers to clients.
    pub answers: Vec<(RequestId, Answer)>,
    /// What happened at the node, and why.
    pub told: Vec<EventReport>,
    /// Whether something else is on the node's disk than before.
    pub wrote: bool,
    /// Guarantees that it broke: which, by place in the protocol's list of checks, and how.
    pub violations: Vec<(usize, Violation)>,
}

/// A cluster of whatever protocol.
pub trait Machine {
    /// Another cluster in the same state.
    fn boxed_clone(&self) -> Box<dyn Machine>;
    /// Lets something happen. Looks at those guarantees that are `watched`.
    fn apply(&mut self, step: &Step<Letters>, watched: &dyn Fn(usize) -> bool) -> Result<Done, Impossible>;
    /// Lets nodes share what they hold alike. The state stays the same.
    fn share(&mut self);
    /// How many nodes there are.
    fn size(&self) -> u8;
    /// Whether a node is up.
    fn is_up(&self, node: NodeId) -> bool;
    /// Whether a node has something to write to its disk.
    fn is_dirty(&self, node: NodeId) -> bool;
    /// Whether either of two nodes speaks on a connection with the other.
    fn are_connected(&self, a: NodeId, b: NodeId) -> bool;
    /// How a message travels.
    fn links(&self, letter: &Letter) -> Links;
    /// The links that are cut.
    fn cuts(&self) -> &SortedSet<(NodeId, NodeId)>;
    /// How disks behave.
    fn storage(&self) -> Storage;
    /// The present value of each of the protocol's settings.
    fn values(&self) -> Vec<SettingValue>;
    /// Stands for the whole state.
    fn fingerprint(&self) -> u128;
    /// What kind of message it is: `AppendEntries`.
    fn kind(&self, letter: &Letter) -> &'static str;
    /// How large it is: see [`crate::clock::costs`].
    fn bytes(&self, letter: &Letter) -> u64;
    /// Whether such a message is sent all the time, whatever clients ask.
    fn is_routine(&self, letter: &Letter) -> bool;
    /// For whoever knows of which protocol it is: a [`crate::clock::playing::Playing`].
    fn as_any(&self) -> &dyn Any;
    /// What an `expect` line asks of a node; `None` if there is no such node, or if the question makes no sense.
    fn attribute(&self, node: NodeId, attribute: &str, key: Option<&str>) -> Option<String>;
    /// Whom a client asks that has no preference.
    fn whom_to_ask(&self) -> Option<NodeId>;
    /// Who leads, the newest first.
    fn leadership(&self) -> Vec<Leadership>;
    /// What becomes of each of these requests, as far as it can be said now.
    fn fates(&self, requests: &[Unanswered<'_>]) -> Vec<Option<ClientFate>>;
    /// Whether there is somebody who could answer a client now, and if not, why.
    fn serving(&self, around: &dyn Circumstances) -> Serving;
    /// The settings with which the cluster cannot work, or hardly.
    fn warnings(&self, around: &dyn Circumstances) -> Vec<Warning>;
    /// Whether a promise rests on clocks that all go alike, and on processes that never stand still.
    fn trusts_clocks(&self) -> bool;
    /// Whether so many nodes are up that the cluster can change itself.
    fn has_quorum_up(&self) -> bool;
    /// Writes into everybody's configuration file who belongs to the cluster, while all are down, and gives all disks the same
    /// content: the most that any of them knows. Says whether that counts; if not, nothing changes.
    fn set_members(&mut self, members: &SortedSet<NodeId>) -> bool;
}

/// Only the fingerprint: whoever needs to see the state inspects the cluster. A supertrait would put the text of every
/// type of every protocol into the download.
impl Debug for dyn Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Machine({:032x})", self.fingerprint())
    }
}

impl Clone for Box<dyn Machine> {
    fn clone(&self) -> Self {
        (**self).boxed_clone()
    }
}
