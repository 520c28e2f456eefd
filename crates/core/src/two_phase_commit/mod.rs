//! Two-phase commit with presumed abort, for transactions on a small key-value store.
//!
//! The rules are those of Bernstein, Hadzilacos, Goodman, *Concurrency Control and Recovery in Database Systems* (1987), §7.4
//! (BHG), the words those of Gray, Lamport, *Consensus on Transaction Commit* (2005), §3 (GL); that a coordinator forgets what it
//! has aborted is from Mohan, Lindsay, Obermarck, *Transaction Management in the R\* Distributed Database Management System*
//! (1986).
//!
//! A node is the [`coordinator`], a [`participant`], or both; how a participant in doubt finds out what was decided stands in
//! [`termination`]. A node sends itself what it would send others.
//!
//! Where the sources leave a choice:
//!
//! * One node coordinates all transactions. It is known to all.
//! * A transaction's number counts the coordinator's starts and what it has begun since. So a number is never used twice, and a
//!   begin record is not needed: what a coordinator has no record of is aborted.
//! * A decision to commit is taken when its record is on disk: the node sends itself [`Message::Recorded`], and only when that
//!   comes back is anybody told.
//! * A timer is one for all transactions of a node: that for votes belongs to the oldest.

mod config;
pub mod coordinator;
mod event;
mod message;
pub mod participant;
pub mod termination;

pub use config::{Config, Rules};
pub use event::Event;
pub use message::Message;

use crate::apart::apart;
use crate::atomic_commit::{PlacedCommand, Transaction, TransactionId};
use crate::protocol::{Effects, Input, NodeId, Protocol, RequestId};
use crate::sorted::{SortedMap, SortedSet};
use alloc::sync::Arc;
use alloc::vec::Vec;
use coordinator::Coordinator;
use participant::Participant;

/// A node.
///
/// ```
/// use quorate_core::atomic_commit::PlacedCommand;
/// use quorate_core::kv::StoreCommand;
/// use quorate_core::protocol::{Effects, Input, NodeId, Protocol, RequestId};
/// use quorate_core::runtime;
/// use quorate_core::two_phase_commit::{Config, Request, TwoPhaseCommit};
///
/// let (config, a) = (Config::new(3), NodeId(0));
/// let mut out = Effects::default();
/// let mut node = TwoPhaseCommit::start(&config, a, None, &mut out);
/// let commands = vec![PlacedCommand { at: None, command: StoreCommand::Set("x".into(), 5) }];
/// let id = RequestId { client: 0, serial: 0 };
/// runtime::handle(&mut node, &config, a, Input::Request { id, request: Request::Transaction(commands) }, &mut out);
/// assert_eq!(out.sends.len(), 2, "it asks both participants for their votes");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TwoPhaseCommit {
    /// Who it is.
    pub id: NodeId,
    /// Its memory as the coordinator; as it was born, if it is none.
    pub coordinator: Coordinator,
    /// Its memory as a participant.
    pub participant: Participant,
}

/// The named timers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// The coordinator's: with the votes for the oldest transaction that is not decided.
    Votes,
    /// The coordinator's: with the Acks that are missing.
    Acks,
    /// A participant's that is in doubt.
    Decision,
}

/// What clients, and whoever looks after a node, can ask for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Request {
    /// All of this, or nothing.
    Transaction(Vec<PlacedCommand>),
    /// The committed value of a name, at the participant that is asked.
    Get(Arc<str>),
    /// From now on the node votes No (`true`), or as it can.
    Unwilling(bool),
}

/// What a client is told.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Response {
    /// The transaction is committed: every participant will have done it.
    Committed(TransactionId),
    /// The transaction is aborted: nobody has done it or will.
    Aborted {
        /// Which.
        id: TransactionId,
        /// Why.
        reason: AbortReason,
    },
    /// Another node is to be asked.
    Redirect(NodeId),
    /// The transaction is for a node that takes part in none.
    Misaddressed(NodeId),
    /// The committed value, if the name is there.
    Value(Option<i64>),
    /// The name is locked by a transaction that is not decided.
    Locked(TransactionId),
    /// It is done.
    Done,
}

/// Why a transaction was aborted, as the node that decided knows it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AbortReason {
    /// This participant has voted No.
    No(NodeId),
    /// Not all votes came in time.
    VotesRanOut,
    /// This participant in doubt asked a node that had not voted.
    Asked(NodeId),
    /// This node has said so.
    Told(NodeId),
    /// It was in doubt, and its patience was at an end. With all rules on no node gives up.
    GaveUp,
}

/// What a node decides about a transaction, once and for all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Decision {
    /// It is done.
    Commit,
    /// It is not done.
    Abort(AbortReason),
}

/// What survives a crash.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Durable {
    /// See [`Coordinator::boots`].
    pub boots: u32,
    /// See [`Coordinator::committed`].
    pub committed: SortedMap<TransactionId, SortedSet<NodeId>>,
    /// A participant's whole memory.
    pub participant: Participant,
}

/// What the checks remember.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fact {
    /// The coordinator has started, for the how manieth time is on its disk.
    Started {
        /// That count.
        boots: u32,
    },
    /// The coordinator has begun a transaction.
    Began {
        /// Its number.
        id: TransactionId,
        /// Who has asked for it.
        client: RequestId,
        /// What is to be done.
        transaction: Arc<Transaction>,
    },
    /// A participant's prepared record is on its disk.
    VotedYes {
        /// Of which transaction.
        id: TransactionId,
        /// Whose.
        node: NodeId,
        /// What it has promised to do.
        transaction: Arc<Transaction>,
    },
    /// A participant has voted No.
    VotedNo {
        /// On which transaction.
        id: TransactionId,
        /// Who.
        node: NodeId,
    },
    /// A node has decided, and its disk has it; but of a coordinator's abort there is no record.
    Decided {
        /// About which transaction.
        id: TransactionId,
        /// Who.
        node: NodeId,
        /// What.
        decision: Decision,
    },
}

impl Fact {
    /// Which transaction it is about; of a start, the number before the first.
    pub fn id(&self) -> TransactionId {
        match self {
            Self::Started { boots } => TransactionId { boots: *boots, count: 0 },
            Self::Began { id, .. }
            | Self::VotedYes { id, .. }
            | Self::VotedNo { id, .. }
            | Self::Decided { id, .. } => *id,
        }
    }
}

impl Protocol for TwoPhaseCommit {
    type Config = Config;
    type Message = Message;
    type Timer = Timer;
    type Request = Request;
    type Response = Response;
    type Durable = Durable;
    type Fact = Fact;
    type Event = Event;

    fn start(config: &Config, id: NodeId, durable: Option<Durable>, out: &mut Effects<Self>) -> Self {
        let is_coordinator = config.coordinator == id;
        let is_restart = durable.is_some();
        let Durable { boots, committed, participant } = durable.unwrap_or_default();
        let mut coordinator = Coordinator::default();
        if is_coordinator {
            coordinator = if is_restart {
                Coordinator::restart(config, boots, committed, out)
            } else {
                Coordinator::boot(config)
            };
            out.send_after_sync(id, Message::Recorded { fact: Fact::Started { boots: coordinator.boots } });
        }
        participant.restart(config, id, out);
        Self { id, coordinator, participant }
    }

    fn handle(&mut self, config: &Config, input: Input<Self>, out: &mut Effects<Self>) {
        match input {
            Input::Message { from, message } => apart(|| self.on_message(config, from, message, out)),
            Input::Request { id, request } => apart(|| self.on_request(config, id, request, out)),
            // No promise is about time.
            Input::Configured => {}
            Input::Timeout(Timer::Votes) => self.coordinator.on_votes_timeout(config, self.id, out),
            Input::Timeout(Timer::Acks) => self.coordinator.on_acks_timeout(config, out),
            Input::Timeout(Timer::Decision) => self.participant.on_decision_timeout(config, self.id, out),
        }
    }

    fn durable(&self) -> Durable {
        Durable {
            boots: self.coordinator.boots,
            committed: self.coordinator.committed.clone(),
            participant: self.participant.clone(),
        }
    }
}

impl TwoPhaseCommit {
    fn on_message(&mut self, config: &Config, from: NodeId, message: Message, out: &mut Effects<Self>) {
        let me = self.id;
        match message {
            Message::VoteRequest { id, transaction }
                if from == config.coordinator && transaction.participants.contains(&me) =>
            {
                self.participant.on_vote_request(config, me, id, transaction, out);
            }
            Message::Vote { id, yes } => self.coordinator.on_vote(config, me, from, id, yes, out),
            Message::Commit { id } => self.participant.on_commit(config, me, id, out),
            Message::Abort { id } if config.takes_part(me) => self.participant.on_abort(me, from, id, out),
            Message::Ack { id } => self.coordinator.on_ack(from, id, out),
            // The coordinator knows more than its own part as a participant does.
            Message::DecisionRequest { id } if me == config.coordinator => {
                self.coordinator.on_decision_request(from, id, out);
            }
            Message::DecisionRequest { id } if config.takes_part(me) => {
                self.participant.on_decision_request(config, me, from, id, out);
            }
            Message::Recorded { fact } if from == me => self.on_recorded(config, fact, out),
            // Meant for a role that this node, or its sender, does not have.
            _ => {}
        }
    }

    /// What this node has written is on its disk.
    fn on_recorded(&mut self, config: &Config, fact: Fact, out: &mut Effects<Self>) {
        out.record(fact.clone());
        match fact {
            Fact::Started { .. } => self.coordinator.is_started = true,
            Fact::Decided { id, decision: Decision::Commit, .. } if self.coordinator.clients.contains_key(&id) => {
                self.coordinator.on_commit_recorded(config, id, out);
            }
            _ => {}
        }
    }

    fn on_request(&mut self, config: &Config, client: RequestId, request: Request, out: &mut Effects<Self>) {
        let takes_part = config.takes_part(self.id);
        match request {
            Request::Transaction(commands) if config.coordinator == self.id => {
                self.coordinator.begin(config, client, commands, out);
            }
            Request::Transaction(_) => {
                out.respond(client, Response::Redirect(config.coordinator));
                out.explain(Event::RequestRedirected { coordinator: config.coordinator });
            }
            Request::Get(name) if takes_part => {
                out.respond(
                    client,
                    match self.participant.holder(self.id, &name) {
                        Some(holder) => Response::Locked(holder),
                        None => Response::Value(self.participant.store.get(&name)),
                    },
                );
            }
            Request::Get(_) => {
                let Some(participant) = config.participants.first().copied() else { return };
                out.respond(client, Response::Redirect(participant));
                out.explain(Event::ReadRedirected { participant });
            }
            Request::Unwilling(unwilling) => {
                self.participant.unwilling = unwilling;
                out.explain(if unwilling { Event::BecameUnwilling {} } else { Event::BecameWilling {} });
                out.respond(client, Response::Done);
            }
        }
    }
}
