//! How large a message is: see [`crate::clock::costs`]. Each field is named, so that none is forgotten.

use crate::clock::costs::{FIELD, HEADER, text};
use alloc::string::ToString;
use quorate_core::paxos::{Ballot, Message, Proposal};

pub(super) fn bytes(message: &Message) -> u64 {
    let said = match message {
        Message::Prepare { ballot } => self::ballot(*ballot),
        Message::Promise { ballot, accepted } => self::ballot(*ballot) + accepted.as_ref().map_or(0, proposal),
        Message::PrepareRefused { ballot, promised } | Message::AcceptRefused { ballot, promised } => {
            self::ballot(*ballot) + self::ballot(*promised)
        }
        Message::Accept { proposal } | Message::Accepted { proposal } | Message::Learned { proposal } => {
            self::proposal(proposal)
        }
        Message::Ask => 0,
        Message::Request { value } => text(&value.to_string()),
    };
    HEADER + said
}

fn ballot(Ballot { round: _, proposer: _ }: Ballot) -> u64 {
    2 * FIELD
}

fn proposal(Proposal { ballot, value }: &Proposal) -> u64 {
    self::ballot(*ballot) + text(&value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::timed::Timed;
    use alloc::vec;
    use alloc::vec::Vec;
    use quorate_core::paxos::{Paxos, Value};
    use quorate_core::protocol::NodeId;

    /// Kind, sender and receiver take 8 bytes, and so does each number and each name of a node.
    #[test]
    fn each_kind_of_message_is_as_large_as_what_it_says() {
        let ballot = Ballot { round: 2, proposer: NodeId(0) };
        let proposal = || Proposal { ballot, value: Value::from("apple") };
        let rows: Vec<(Message, u64)> = vec![
            (Message::Prepare { ballot }, 8 + 16),
            (Message::Promise { ballot, accepted: None }, 8 + 16),
            (Message::Promise { ballot, accepted: Some(proposal()) }, 8 + 16 + 21),
            (Message::PrepareRefused { ballot, promised: ballot }, 8 + 32),
            (Message::Accept { proposal: proposal() }, 8 + 21),
            (Message::Accepted { proposal: proposal() }, 8 + 21),
            (Message::AcceptRefused { ballot, promised: ballot }, 8 + 32),
            (Message::Ask, 8),
            (Message::Request { value: Value::from("\u{68a8}") }, 8 + 3),
            (Message::Learned { proposal: proposal() }, 8 + 21),
        ];
        for (message, size) in &rows {
            assert_eq!(bytes(message), *size, "{message:?}");
        }
        let mut kinds: Vec<&str> = rows.iter().map(|(message, _)| Paxos::kind(message)).collect();
        kinds.dedup();
        assert_eq!(kinds, Paxos::KINDS);
    }
}
