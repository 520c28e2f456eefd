//! The protocols there are: the one list that a new one is added to.

use crate::playable::Playable;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::{paxos, raft};

use crate::script::error::Reason;

/// Something to be done with a protocol that is known only by name.
pub trait WithProtocol {
    /// What comes of it.
    type Output;
    /// Does it.
    fn with<P: Playable>(self) -> Self::Output;
}

/// The names of all protocols.
pub const NAMES: &[&str] = &[<raft::Raft as Playable>::NAME, <paxos::Paxos as Playable>::NAME];

/// Does something with the protocol of that name.
pub fn with_protocol<W: WithProtocol>(name: &str, what: W) -> Result<W::Output, Reason> {
    match name {
        <raft::Raft as Playable>::NAME => Ok(what.with::<raft::Raft>()),
        <paxos::Paxos as Playable>::NAME => Ok(what.with::<paxos::Paxos>()),
        _ => Err(Reason::UnknownProtocol { word: name.to_string(), known: known() }),
    }
}

fn known() -> String {
    NAMES.iter().copied().collect::<Vec<_>>().join(" ")
}
