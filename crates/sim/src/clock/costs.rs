//! What the last request has cost: counted from when its client asks until it is told, or gives up.
//!
//! A message between nodes counts that is sent while a node handles the request, or another message that counts; and what a
//! timer has a node send, unless that is sent all the time, whatever is asked ([`Timed::is_routine`]). Heartbeats do not count,
//! then, nor the answers to them; a heartbeat that is sent for the sake of a read does.
//!
//! Its size is that of a plain binary encoding: [`HEADER`] for what every message has (kind, sender, receiver), [`FIELD`] for each
//! number, each yes or no and each name of a node, and for a text as many bytes as it has in UTF-8. What is left out takes none.
//!
//! What another client has asked for does not count, nor what nodes send because somebody boots them or changes their rules. A
//! copy that the network makes of what counts does.
//!
//! A disk write counts when what a node has durably is put on its disk, and is something else than before, while or because that
//! node does what counts. A disk that takes no time writes once a step: a proposer's number and its own promise are one write
//! there, and two on a disk that takes its time.
//!
//! A client that asks for the same once more goes on with the same request, and so does the count; what happened between its giving
//! up and its asking again is not in it, but what comes of that is.
//!
//! [`Timed::is_routine`]: crate::clock::timed::Timed::is_routine

use crate::clock::flight::{Cargo, MessageId};
use crate::clock::machine::{Letters, Machine};
use crate::cluster::step::Step;
use quorate_core::protocol::{NodeId, RequestId};
use quorate_core::sorted::{SortedMap, SortedSet};

/// What every message has: its kind, who sent it, who is to get it.
pub const HEADER: u64 = 8;
/// A number, a yes or no, the name of a node.
pub const FIELD: u64 = 8;

/// A text, in UTF-8.
pub fn text(text: &str) -> u64 {
    text.len() as u64
}

/// What a request has cost so far.
#[derive(Clone, Debug)]
pub struct Costs {
    /// Which request.
    pub id: RequestId,
    /// Messages between nodes.
    pub messages: u64,
    /// Those of them that never arrived; also of those that were lost later.
    pub lost: u64,
    /// The size of those messages.
    pub bytes: u64,
    /// How often a node has written to its disk.
    pub writes: u64,
    /// How many messages had to come one after another until its client could be told; `None` as long as it has not been.
    pub delays: Option<u64>,
    client: Asking,
    /// What is followed until it arrives.
    under_way: SortedMap<MessageId, Followed>,
    /// Of what counts, how many messages in sequence each node has been reached by.
    reached: SortedMap<NodeId, u64>,
    /// The nodes that write something to their disks for the sake of what counts.
    writing: SortedSet<NodeId>,
    /// The message that has just arrived, if it was followed.
    arrived: Option<Followed>,
    step: Counting,
}

/// A message under way of which something comes: one between nodes, or the answer to the client.
#[derive(Clone, Copy, Debug)]
struct Followed {
    /// The number in sequence that it is itself; of the answer, how many were before it.
    delays: u64,
    /// Whether it is one of [`Costs::messages`]: the answer is not, nor is what was sent when nobody waited.
    is_counted: bool,
}

/// What the client does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asking {
    /// It waits.
    Waits,
    /// It has given up. What comes of its request is followed all the same: it may ask again.
    GaveUp,
    /// It was told.
    Told,
}

/// What counts of all that is sent in a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Counting {
    All,
    NotRoutine,
    Nothing,
}

impl Costs {
    /// A client asks.
    pub fn of(id: RequestId) -> Self {
        Self {
            id,
            messages: 0,
            lost: 0,
            bytes: 0,
            writes: 0,
            delays: None,
            client: Asking::Waits,
            under_way: SortedMap::new(),
            reached: SortedMap::new(),
            writing: SortedSet::new(),
            arrived: None,
            step: Counting::Nothing,
        }
    }

    /// The client asks for the same once more.
    pub(super) fn go_on(&mut self) {
        (self.client, self.delays) = (Asking::Waits, None);
    }

    /// A message has ended its way.
    pub(super) fn landed(&mut self, id: MessageId, is_delivered: bool) {
        self.arrived = self.under_way.remove(&id);
        if !is_delivered && self.arrived.take().is_some_and(|landed| landed.is_counted) {
            self.lost += 1;
        }
    }

    /// The client was told by what has just arrived.
    pub(super) fn answered(&mut self, id: RequestId) {
        let delays = self.arrived.take().map(|answer| answer.delays);
        if self.is_of(id) {
            (self.client, self.delays) = (Asking::Told, delays);
        }
    }

    /// The client has given up.
    pub(super) fn given_up(&mut self, id: RequestId) {
        if self.is_of(id) {
            self.client = Asking::GaveUp;
        }
    }

    fn is_of(&self, id: RequestId) -> bool {
        self.id == id && self.client == Asking::Waits
    }

    /// The network is about to make a copy of this.
    pub(super) fn copied(&mut self, id: MessageId) {
        self.step = if self.under_way.contains_key(&id) { Counting::All } else { Counting::Nothing };
    }

    /// A step is about to be done.
    pub(super) fn begin(&mut self, step: &Step<Letters>) {
        self.step = match step {
            Step::Deliver { to, .. } => match self.arrived.take() {
                Some(message) => {
                    let reached = self.reached.get_or_insert_with(*to, || 0);
                    *reached = (*reached).max(message.delays);
                    Counting::All
                }
                None => Counting::Nothing,
            },
            Step::Sync { node } if self.writing.remove(node) => Counting::All,
            Step::Sync { .. } => Counting::Nothing,
            Step::Timeout { .. } => Counting::NotRoutine,
            Step::Request { id, .. } if *id == self.id => Counting::All,
            Step::Duplicate { .. } => self.step,
            _ => Counting::Nothing,
        };
    }

    /// The step is done: whether something was written, and whether there is something left to be written.
    pub(super) fn stepped(&mut self, node: NodeId, wrote: bool, is_dirty: bool) {
        if self.client != Asking::Told && self.step != Counting::Nothing {
            self.writes += u64::from(wrote && self.client == Asking::Waits);
            if is_dirty {
                self.writing.insert(node);
            }
        }
    }

    /// A node sends something.
    pub(super) fn sent(&mut self, id: MessageId, from: NodeId, cargo: &Cargo, machine: &dyn Machine) {
        let delays = self.reached.get(&from).copied().unwrap_or(0);
        match cargo {
            _ if self.client == Asking::Told => {}
            Cargo::Request(..) => {}
            Cargo::Response(request, _) => {
                if *request == self.id {
                    self.under_way.insert(id, Followed { delays, is_counted: false });
                }
            }
            Cargo::Message(letter) => {
                let counts = match self.step {
                    Counting::All => true,
                    Counting::NotRoutine => !machine.is_routine(letter),
                    Counting::Nothing => false,
                };
                if counts {
                    let is_counted = self.client == Asking::Waits;
                    if is_counted {
                        self.messages += 1;
                        self.bytes += machine.bytes(letter);
                    }
                    self.under_way.insert(id, Followed { delays: delays + 1, is_counted });
                }
            }
        }
    }
}
