//! How large a message is: see [`crate::clock::costs`].

use crate::clock::costs::{FIELD, HEADER, text};
use alloc::string::ToString;
use quorate_core::paxos::{Message, Proposal};

/// A round and a proposer.
const BALLOT: u64 = 2 * FIELD;

pub(super) fn bytes(message: &Message) -> u64 {
    let said = match message {
        Message::Prepare { .. } => BALLOT,
        Message::Promise { accepted, .. } => BALLOT + accepted.as_ref().map_or(0, proposal),
        Message::PrepareRefused { .. } | Message::AcceptRefused { .. } => 2 * BALLOT,
        Message::Accept { proposal } | Message::Accepted { proposal } | Message::Learned { proposal } => {
            self::proposal(proposal)
        }
        Message::Ask => 0,
        Message::Request { value } => text(&value.to_string()),
    };
    HEADER + said
}

fn proposal(proposal: &Proposal) -> u64 {
    BALLOT + text(&proposal.value.to_string())
}
