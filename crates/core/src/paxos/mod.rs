//! Paxos, one value: Leslie Lamport, *Paxos Made Simple* (2001), section 2.
//!
//! A node is a process that has one, two or all of the paper's three roles: [`proposer`], [`acceptor`], [`learner`]. Each is
//! a file that can be read beside the paper; this one hands inputs to them. A process sends messages to itself like to
//! anybody else.
//!
//! Where the paper leaves a choice:
//!
//! * Requests go to all acceptors instead of some majority, acceptances to the proposer and to all learners (§2.3).
//! * A refused proposer, or one that has waited in vain, tries again with a higher number after a random time, until it knows
//!   what was chosen. There is no distinguished proposer (§2.4): two of them may outbid one another.
//! * A proposer has to know when to stop, so it counts acceptances as a learner does.
//! * What a learner knows is volatile. It asks after a restart, and when it has seen that something is proposed and hears of too
//!   few acceptances, less and less often (§2.3). If that does not help, for the acceptances that it has heard of are of
//!   different proposals, it has a proposer issue another. A node that has seen nothing learns when its client asks it: it
//!   proposes, and finds out what was chosen. If it is no proposer, it asks in any case.

pub mod acceptor;
mod config;
mod event;
pub mod learner;
mod message;
mod proposal;
pub mod proposer;

pub use crate::ballot::Ballot;
pub use config::{Config, Roles, Rules};
pub use event::Event;
pub use message::Message;
pub use proposal::{Proposal, Value};

use crate::apart::apart;
use crate::protocol::{Effects, Input, NodeId, Protocol, RequestId};
use acceptor::Acceptor;
use alloc::vec::Vec;
use learner::{Heard, Learner};
use proposer::Proposer;

/// A process. The roles that it does not have are never heard of again.
///
/// ```
/// use quorate_core::paxos::{Config, Message, Paxos};
/// use quorate_core::protocol::{Effects, Input, NodeId, Protocol, RequestId};
/// use quorate_core::runtime;
///
/// let (config, a) = (Config::new(3), NodeId(0));
/// let mut out = Effects::default();
/// let mut process = Paxos::start(&config, a, None, &mut out);
/// let id = RequestId { client: 0, serial: 0 };
/// runtime::handle(&mut process, &config, a, Input::Request { id, request: "v".into() }, &mut out);
/// let prepares = out.sends.iter().filter(|(_, send)| format!("{send:?}").contains("Prepare")).count();
/// assert_eq!(prepares, 2, "phase 1: it asks the other acceptors, and has asked itself");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Paxos {
    /// Who it is.
    pub id: NodeId,
    /// Its memory as a proposer.
    pub proposer: Proposer,
    /// Its memory as an acceptor.
    pub acceptor: Acceptor,
    /// Its memory as a learner.
    pub learner: Learner,
}

/// The named timers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// A proposer's patience: with a phase that brings too few answers, or with itself after it was outbid.
    Retry,
    /// A learner's patience: with acceptances that are too few.
    Learn,
}

/// What a client is told.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Response {
    /// This value is chosen: the client's own or another's.
    Chosen(Value),
    /// The node is no proposer; this one is (`None`: nobody is).
    Redirect(Option<NodeId>),
}

/// What survives a crash: what an acceptor and a proposer must remember (§2.5).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Durable {
    /// See [`Proposer::round`].
    pub round: u64,
    /// The acceptor's memory.
    pub acceptor: Acceptor,
}

/// What the checks remember.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fact {
    /// A client has asked for this value.
    Requested(Value),
    /// A proposal was issued, on the strength of these promises.
    Proposed {
        /// The proposal.
        proposal: Proposal,
        /// The acceptors whose promises were counted, in order.
        quorum: Vec<NodeId>,
    },
    /// An acceptor has accepted a proposal, and its disk has it.
    Voted {
        /// The proposal.
        proposal: Proposal,
        /// Who has accepted it.
        acceptor: NodeId,
    },
    /// A node has learned that a value is chosen.
    Decided {
        /// Which node.
        node: NodeId,
        /// The value.
        value: Value,
    },
}

impl Protocol for Paxos {
    type Config = Config;
    type Message = Message;
    type Timer = Timer;
    type Request = Value;
    type Response = Response;
    type Durable = Durable;
    type Fact = Fact;
    type Event = Event;

    fn start(config: &Config, id: NodeId, durable: Option<Durable>, out: &mut Effects<Self>) -> Self {
        let is_restart = durable.is_some();
        let Durable { round, acceptor } = durable.unwrap_or_default();
        let round = if config.rules.new_number_after_restart { round } else { 0 };
        let proposer = Proposer { round, ..Proposer::default() };
        let mut process = Self { id, proposer, acceptor, learner: Learner::default() };
        process.remember(out);
        if is_restart && config.roles(id).learner {
            process.learner.ask(config, id, out);
        } else {
            process.learner.expect_something(config, id, out);
        }
        process
    }

    fn handle(&mut self, config: &Config, input: Input<Self>, out: &mut Effects<Self>) {
        match input {
            Input::Message { from, message } => apart(|| self.on_message(config, from, message, out)),
            Input::Request { id, request } => apart(|| self.on_request(config, id, request, out)),
            // No promise is about time.
            Input::Configured => {}
            Input::Timeout(Timer::Retry) => {
                let counted = |proposal: &Proposal| self.learner.accepted.get(proposal).map_or(0, |who| who.len());
                self.proposer.on_retry_timeout(config, self.id, counted, out);
            }
            Input::Timeout(Timer::Learn) => self.on_learn_timeout(config, out),
        }
    }

    fn durable(&self) -> Durable {
        Durable { round: self.proposer.round, acceptor: self.acceptor.clone() }
    }
}

impl Paxos {
    /// Says what the disk has kept of the acceptor.
    fn remember(&self, out: &mut Effects<Self>) {
        let Some(ballot) = self.acceptor.promised else { return };
        let Some(proposal) = self.acceptor.accepted.clone() else {
            return out.explain(Event::PromiseRemembered { ballot });
        };
        out.record(Fact::Voted { proposal: proposal.clone(), acceptor: self.id });
        out.explain(Event::ProposalRemembered { ballot, accepted: proposal.ballot, value: proposal.value });
    }

    fn on_message(&mut self, config: &Config, from: NodeId, message: Message, out: &mut Effects<Self>) {
        let (mine, sender) = (config.roles(self.id), config.roles(from));
        if let Some(ballot) = message.newest_ballot() {
            self.proposer.seen = self.proposer.seen.max(ballot.round);
        }
        match message {
            Message::Prepare { ballot } if mine.acceptor => {
                self.acceptor.on_prepare(from, ballot, out);
                self.proposer.on_higher_prepare(config, ballot, out);
                if mine.learner {
                    self.learner.expect_more(config, out);
                }
            }
            Message::Accept { proposal } if mine.acceptor => {
                self.acceptor.on_accept(config, self.id, from, proposal, out);
            }
            Message::Promise { ballot, accepted } if sender.acceptor => {
                self.proposer.on_promise(config, from, ballot, accepted, out);
            }
            Message::PrepareRefused { ballot, promised } | Message::AcceptRefused { ballot, promised } => {
                self.proposer.on_refused(config, from, ballot, promised, out);
            }
            Message::Accepted { proposal } if sender.acceptor => self.on_accepted(config, from, proposal, out),
            Message::Ask => self.on_ask(from, out),
            Message::Request { value } if mine.proposer => self.on_learners_request(config, from, value, out),
            Message::Learned { proposal } if mine.learner => self.on_learned(from, proposal, out),
            // Meant for a role that this node, or its sender, does not have.
            _ => {}
        }
    }

    fn on_request(&mut self, config: &Config, client: RequestId, value: Value, out: &mut Effects<Self>) {
        // Whoever knows what was chosen says so, proposer or not.
        if let Some(Proposal { value: chosen, .. }) = &self.learner.chosen {
            out.respond(client, Response::Chosen(chosen.clone()));
            out.explain(Event::RequestLate { value, chosen: chosen.clone() });
            return;
        }
        if !config.roles(self.id).proposer {
            let proposer = config.nodes_with(|roles| roles.proposer).next();
            out.respond(client, Response::Redirect(proposer));
            out.explain(match proposer {
                Some(proposer) => Event::RequestRedirected { value, proposer },
                None => Event::RequestHopeless { value },
            });
            return;
        }
        out.record(Fact::Requested(value.clone()));
        self.proposer.on_request(config, self.id, client, value, out);
    }

    /// A learner needs to know whether a value is chosen: a proposal finds out (§2.3).
    fn on_learners_request(&mut self, config: &Config, from: NodeId, value: Value, out: &mut Effects<Self>) {
        match self.learner.chosen.clone() {
            Some(proposal) => out.send(from, Message::Learned { proposal }),
            None => self.proposer.on_learners_request(config, self.id, from, value, out),
        }
    }

    /// Somebody has accepted a proposal: an acceptor that learns it of itself knows that its disk has it.
    fn on_accepted(&mut self, config: &Config, from: NodeId, proposal: Proposal, out: &mut Effects<Self>) {
        if from == self.id {
            out.record(Fact::Voted { proposal: proposal.clone(), acceptor: from });
        }
        let roles = config.roles(self.id);
        if !roles.learner && !roles.proposer {
            return;
        }
        match self.learner.on_accepted(config, from, &proposal) {
            Heard::Nothing => {}
            Heard::News if roles.learner => self.learner.expect_more(config, out),
            Heard::News => {}
            Heard::Choice { acceptors } => {
                let Proposal { ballot, value } = proposal.clone();
                let is_own = self.proposer.attempt.as_ref().is_some_and(|attempt| attempt.ballot == ballot);
                out.explain(if is_own {
                    Event::ValueChosen { ballot, value, acceptors }
                } else {
                    Event::ChoiceLearned { ballot, value, acceptors }
                });
                self.conclude(&proposal, out);
            }
        }
    }

    /// Who knows what was chosen says so; an acceptor that does not, says what it has accepted.
    fn on_ask(&mut self, from: NodeId, out: &mut Effects<Self>) {
        if let Some(proposal) = self.learner.chosen.clone() {
            out.send(from, Message::Learned { proposal });
        } else if let Some(proposal) = self.acceptor.accepted.clone() {
            out.send_after_sync(from, Message::Accepted { proposal });
        }
    }

    /// A learner "in turn informs the other learners when a value has been chosen" (§2.3).
    fn on_learned(&mut self, from: NodeId, proposal: Proposal, out: &mut Effects<Self>) {
        if self.learner.chosen.is_none() {
            let Proposal { ballot, value } = proposal.clone();
            out.explain(Event::ChoiceTold { ballot, value, teller: from });
            self.learner.chosen = Some(proposal.clone());
            self.conclude(&proposal, out);
        }
    }

    /// A proposer that is busy will find out by itself.
    fn on_learn_timeout(&mut self, config: &Config, out: &mut Effects<Self>) {
        if self.proposer.phase == proposer::Phase::Idle {
            self.learner.ask(config, self.id, out);
        }
    }

    /// The node knows now what was chosen.
    fn conclude(&mut self, chosen: &Proposal, out: &mut Effects<Self>) {
        out.record(Fact::Decided { node: self.id, value: chosen.value.clone() });
        out.cancel_timer(Timer::Learn);
        self.proposer.stop(chosen, out);
    }
}
