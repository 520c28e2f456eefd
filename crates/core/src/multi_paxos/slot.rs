//! Slots, and what is proposed, accepted and chosen in them.

use crate::ballot::Ballot;
use crate::event::Arg;
use crate::kv::Operation;
use crate::protocol::RequestId;
use alloc::string::ToString;
use alloc::sync::Arc;
use core::fmt;

/// The place of a command in the replicated log, counted from 1. Each slot is one instance of Paxos: "the value chosen by the
/// ith instance being the ith state machine command in the sequence" (Paxos Made Simple, §3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Slot(pub u64);

impl Slot {
    /// Before the first slot.
    pub const ZERO: Self = Self(0);
    /// The first slot.
    pub const FIRST: Self = Self(1);

    /// The slot behind this one. No log is so long that there is none.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// This slot and all behind it up to `last`.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl From<Slot> for Arg {
    fn from(slot: Slot) -> Self {
        Self::Number(slot.0)
    }
}

/// What can be chosen in a slot. All copies of a command share it: those of other servers, in messages, in a simulation's past.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SlotCommand {
    /// "A special 'noop' command that leaves the state unchanged" (Paxos Made Simple, §3).
    NoOp,
    /// A client's command.
    Operation(Arc<Operation>),
}

impl SlotCommand {
    /// The request that it is of, if a client has asked for it.
    pub fn request(&self) -> Option<RequestId> {
        match self {
            Self::NoOp => None,
            Self::Operation(operation) => Some(operation.id),
        }
    }
}

impl From<Operation> for SlotCommand {
    fn from(operation: Operation) -> Self {
        Self::Operation(Arc::new(operation))
    }
}

/// As it is written: `SET x 5`, `no-op`.
impl fmt::Display for SlotCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOp => f.write_str("no-op"),
            Self::Operation(operation) => write!(f, "{}", operation.command),
        }
    }
}

impl From<SlotCommand> for Arg {
    fn from(command: SlotCommand) -> Self {
        Self::Text(command.to_string())
    }
}

/// What an acceptor has accepted in a slot (*Paxos Made Moderately Complex*, §2.2, where a pvalue names its slot too).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Pvalue {
    /// The ballot in which it was proposed.
    pub ballot: Ballot,
    /// The command.
    pub command: SlotCommand,
}

/// As people write it: `2.A:SET x 5`.
impl fmt::Display for Pvalue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.ballot, self.command)
    }
}
