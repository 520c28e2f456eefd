//! A register that is kept by single-decree Paxos: the servers of the example `paxos` of the `stateright` crate, message for
//! message and state for state, so that there are as many states as its documentation says.

use quorate_core::sorted::{SortedMap, SortedSet};

/// A server or a client, counted from 0, servers first.
pub type Number = u8;
/// A round, and who leads it.
pub type Ballot = (u32, Number);
/// Identifies a request among those of all clients.
pub type RequestNumber = u64;

/// A value that a client wants written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Proposal {
    /// The request that it is from.
    pub request: RequestNumber,
    /// The client that it is from.
    pub client: Number,
    /// The value.
    pub value: char,
}

/// What is said between servers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names are the paper's")]
pub enum Internal {
    Prepare { ballot: Ballot },
    Prepared { ballot: Ballot, last_accepted: Option<(Ballot, Proposal)> },
    Accept { ballot: Ballot, proposal: Proposal },
    Accepted { ballot: Ballot },
    Decided { ballot: Ballot, proposal: Proposal },
}

/// What is said between servers, and between clients and servers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "as in the example")]
pub enum Message {
    Internal(Internal),
    Put(RequestNumber, char),
    Get(RequestNumber),
    PutOk(RequestNumber),
    GetOk(RequestNumber, char),
}

/// A server.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Server {
    ballot: Ballot,
    proposal: Option<Proposal>,
    prepares: SortedMap<Number, Option<(Ballot, Proposal)>>,
    accepts: SortedSet<Number>,
    accepted: Option<(Ballot, Proposal)>,
    is_decided: bool,
}

impl Server {
    /// Whether a message does anything to the server, or gets an answer.
    pub fn heeds(&self, message: &Message) -> bool {
        if self.is_decided {
            return matches!(message, Message::Get(_));
        }
        match message {
            Message::Put(..) => self.proposal.is_none(),
            Message::Internal(Internal::Prepare { ballot }) => self.ballot < *ballot,
            Message::Internal(Internal::Prepared { ballot, .. } | Internal::Accepted { ballot }) => {
                *ballot == self.ballot
            }
            Message::Internal(Internal::Accept { ballot, .. }) => self.ballot <= *ballot,
            Message::Internal(Internal::Decided { .. }) => true,
            Message::Get(_) | Message::PutOk(_) | Message::GetOk(..) => false,
        }
    }

    /// One of `servers` servers, `id`, gets a message from `from` that it heeds.
    pub fn on_message(
        &mut self,
        id: Number,
        servers: Number,
        from: Number,
        message: Message,
        mut send: impl FnMut(Number, Message),
    ) {
        let majority = usize::from(servers) / 2 + 1;
        let broadcast = |message, send: &mut dyn FnMut(Number, Message)| {
            (0..servers).filter(|other| *other != id).for_each(|other| send(other, Message::Internal(message)));
        };
        match message {
            Message::Get(request) => {
                let (_, Proposal { value, .. }) = self.accepted.expect("what is decided was accepted");
                send(from, Message::GetOk(request, value));
            }
            Message::Put(request, value) => {
                self.proposal = Some(Proposal { request, client: from, value });
                self.prepares = SortedMap::new();
                self.accepts = SortedSet::new();
                self.ballot = (self.ballot.0 + 1, id);
                self.prepares.insert(id, self.accepted);
                broadcast(Internal::Prepare { ballot: self.ballot }, &mut send);
            }
            Message::Internal(Internal::Prepare { ballot }) => {
                self.ballot = ballot;
                send(from, Message::Internal(Internal::Prepared { ballot, last_accepted: self.accepted }));
            }
            Message::Internal(Internal::Prepared { ballot, last_accepted }) => {
                self.prepares.insert(from, last_accepted);
                if self.prepares.len() == majority {
                    let last_accepted = self.prepares.values().max().copied().flatten();
                    let own = || self.proposal.expect("a server prepares only what a client has put");
                    let proposal = last_accepted.map_or_else(own, |(_, proposal)| proposal);
                    self.proposal = Some(proposal);
                    self.accepted = Some((ballot, proposal));
                    self.accepts.insert(id);
                    broadcast(Internal::Accept { ballot, proposal }, &mut send);
                }
            }
            Message::Internal(Internal::Accept { ballot, proposal }) => {
                self.ballot = ballot;
                self.accepted = Some((ballot, proposal));
                send(from, Message::Internal(Internal::Accepted { ballot }));
            }
            Message::Internal(Internal::Accepted { ballot }) => {
                self.accepts.insert(from);
                if self.accepts.len() == majority {
                    self.is_decided = true;
                    let proposal = self.proposal.expect("only a proposal is accepted");
                    broadcast(Internal::Decided { ballot, proposal }, &mut send);
                    send(proposal.client, Message::PutOk(proposal.request));
                }
            }
            Message::Internal(Internal::Decided { ballot, proposal }) => {
                self.ballot = ballot;
                self.accepted = Some((ballot, proposal));
                self.is_decided = true;
            }
            Message::PutOk(_) | Message::GetOk(..) => {}
        }
    }
}
