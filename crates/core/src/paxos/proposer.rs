//! The proposer: phase 1 (a), phase 2 (a), and when to give up an attempt and try again.

use super::config::{Config, Rules};
use super::event::Event;
use super::message::Message;
use super::proposal::{Proposal, Value};
use super::{Fact, Paxos, Response, Timer};
use crate::ballot::Ballot;
use crate::protocol::{Effects, NodeId, RequestId};
use crate::sorted::{SortedMap, SortedSet};

/// What a proposer knows.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Proposer {
    /// The round of the highest number that it has used. Durable: "each proposer remembers (in stable storage) the
    /// highest-numbered proposal it has tried to issue" (§2.5).
    pub round: u64,
    /// The highest round that it has seen, anybody's.
    pub seen: u64,
    /// The value that its client has asked for.
    pub wants: Option<Value>,
    /// The clients that wait to be told what was chosen. At most [`Proposer::WAITING`].
    pub waiting: SortedSet<RequestId>,
    /// What it is doing.
    pub phase: Phase,
    /// What came of its latest number.
    pub attempt: Option<Attempt>,
}

/// What a proposer is doing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Phase {
    /// Nothing: no client has asked, or a value is chosen.
    #[default]
    Idle,
    /// Phase 1: waits for a majority of promises.
    Prepare,
    /// Phase 2: waits for a majority of acceptances.
    Accept,
    /// It has abandoned its proposal and waits before it tries again.
    Backoff,
}

/// One proposal number and what came of it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Attempt {
    /// The number.
    pub ballot: Ballot,
    /// Who has promised, and the highest-numbered proposal that each reported.
    pub promises: SortedMap<NodeId, Option<Proposal>>,
    /// Who has refused.
    pub refusals: SortedSet<NodeId>,
    /// The value of the proposal, once it is issued.
    pub value: Option<Value>,
    /// The number of the reported proposal that the value was taken from.
    pub adopted: Option<Ballot>,
}

impl Proposer {
    /// How many clients may wait for one proposer.
    pub const WAITING: usize = 64;

    /// A client asks for a value.
    pub(super) fn on_request(
        &mut self,
        config: &Config,
        id: NodeId,
        client: RequestId,
        value: Value,
        out: &mut Effects<Paxos>,
    ) {
        if self.waiting.len() >= Self::WAITING {
            out.explain(Event::RequestDropped { value, waiting: self.waiting.len() });
            return;
        }
        self.waiting.insert(client);
        if let Some(proposed) = self.wants.clone() {
            out.explain(Event::RequestJoined { value, proposed });
        } else {
            out.explain(Event::RequestTaken { value: value.clone() });
            self.wants = Some(value);
            self.prepare(config, id, out);
        }
    }

    /// "If a learner needs to know whether a value has been chosen, it can have a proposer issue a proposal" (§2.3). One that
    /// is trying already finds out anyway.
    pub(super) fn on_learners_request(
        &mut self,
        config: &Config,
        id: NodeId,
        learner: NodeId,
        value: Value,
        out: &mut Effects<Paxos>,
    ) {
        if self.wants.is_none() {
            out.explain(Event::ProposalForLearner { learner, value: value.clone() });
            self.wants = Some(value);
            self.prepare(config, id, out);
        }
    }

    /// Phase 1 (a): "a proposer selects a proposal number n and sends a prepare request with number n to a majority of
    /// acceptors": here to all, for any of them may be down.
    fn prepare(&mut self, config: &Config, id: NodeId, out: &mut Effects<Paxos>) {
        // It "begins phase 1 with a higher proposal number than any it has already used" (§2.5), and than any it has seen.
        self.round = self.round.max(self.seen).saturating_add(1);
        let ballot = Ballot { round: self.round, proposer: id };
        self.phase = Phase::Prepare;
        self.attempt = Some(Attempt {
            ballot,
            promises: SortedMap::new(),
            refusals: SortedSet::new(),
            value: None,
            adopted: None,
        });
        for acceptor in config.acceptors() {
            // The number is on disk before anybody sees it, so that it is not used twice.
            out.send_after_sync(acceptor, Message::Prepare { ballot });
        }
        out.set_timer(Timer::Retry, config.phase_timeout);
        let acceptors = config.acceptors().count();
        out.explain(Event::PrepareSent { ballot, acceptors, needed: config.quorum() });
    }

    /// A promise for the present attempt is counted; one for an earlier attempt is not.
    pub(super) fn on_promise(
        &mut self,
        config: &Config,
        from: NodeId,
        ballot: Ballot,
        accepted: Option<Proposal>,
        out: &mut Effects<Paxos>,
    ) {
        let Some(attempt) = self.attempt.as_mut().filter(|attempt| attempt.ballot == ballot) else { return };
        if self.phase != Phase::Prepare {
            return;
        }
        attempt.promises.insert(from, accepted);
        if attempt.promises.len() >= config.quorum() {
            self.accept(config, out);
        }
    }

    /// Phase 2 (a): "if the proposer receives a response to its prepare requests (numbered n) from a majority of
    /// acceptors, then it sends an accept request to each of those acceptors" – or to any others, says the paper a page
    /// earlier; here to all.
    fn accept(&mut self, config: &Config, out: &mut Effects<Paxos>) {
        let own = self.wants.as_ref().expect("a proposer begins an attempt only with a value to propose");
        let attempt = self.attempt.as_mut().expect("promises are counted only for an attempt");
        let adopted = reported_to_adopt(&attempt.promises, config.rules).cloned();
        out.explain(why_this_value(attempt, adopted.as_ref(), own));
        let value = adopted.as_ref().map_or(own, |proposal| &proposal.value).clone();
        attempt.adopted = adopted.map(|proposal| proposal.ballot);
        attempt.value = Some(value.clone());
        self.phase = Phase::Accept;
        let proposal = Proposal { ballot: attempt.ballot, value };
        out.record(Fact::Proposed { proposal: proposal.clone(), quorum: attempt.promises.keys().copied().collect() });
        for acceptor in config.acceptors() {
            out.send(acceptor, Message::Accept { proposal: proposal.clone() });
        }
        out.set_timer(Timer::Retry, config.phase_timeout);
    }

    /// "If an acceptor ignores a prepare or accept request because it has already received a prepare request with a higher
    /// number, then it should probably inform the proposer, who should then abandon its proposal" (§2.2).
    pub(super) fn on_refused(
        &mut self,
        config: &Config,
        from: NodeId,
        ballot: Ballot,
        promised: Ballot,
        out: &mut Effects<Paxos>,
    ) {
        let Some(attempt) = self.attempt.as_mut().filter(|attempt| attempt.ballot == ballot) else { return };
        attempt.refusals.insert(from);
        if self.is_under_way() {
            self.back_off(config, out);
            out.explain(Event::AbandonedRefused { ballot, acceptor: from, promised });
        }
    }

    /// "It is probably a good idea to abandon a proposal if some proposer has begun trying to issue a higher-numbered
    /// one" (§2.2): a process that is an acceptor too sees that by itself.
    pub(super) fn on_higher_prepare(&mut self, config: &Config, higher: Ballot, out: &mut Effects<Paxos>) {
        let Some(ballot) = self.attempt.as_ref().map(|attempt| attempt.ballot) else { return };
        if self.is_under_way() && higher > ballot {
            self.back_off(config, out);
            out.explain(Event::AbandonedOutbid { ballot, higher });
        }
    }

    fn is_under_way(&self) -> bool {
        matches!(self.phase, Phase::Prepare | Phase::Accept)
    }

    fn back_off(&mut self, config: &Config, out: &mut Effects<Paxos>) {
        self.phase = Phase::Backoff;
        out.set_timer(Timer::Retry, config.backoff);
    }

    /// The proposer tries again: "by abandoning a proposal and trying again if it learns about some request with a higher
    /// proposal number, the distinguished proposer will eventually choose a high enough proposal number" (§2.4).
    pub(super) fn on_retry_timeout(
        &mut self,
        config: &Config,
        id: NodeId,
        accepted: impl Fn(&Proposal) -> usize,
        out: &mut Effects<Paxos>,
    ) {
        let Some(attempt) = &self.attempt else { return };
        let (ballot, needed) = (attempt.ballot, config.quorum());
        match (self.phase, &attempt.value) {
            (Phase::Idle, _) => return,
            (Phase::Backoff, _) => out.explain(Event::BackoffOver { ballot }),
            (Phase::Accept, Some(value)) => {
                let answers = accepted(&Proposal { ballot, value: value.clone() });
                out.explain(Event::AcceptTimedOut { ballot, answers, needed });
            }
            (Phase::Prepare, _) | (Phase::Accept, None) => {
                out.explain(Event::PrepareTimedOut { ballot, answers: attempt.promises.len(), needed });
            }
        }
        self.prepare(config, id, out);
    }

    /// A value is chosen: there is nothing left to propose, and the clients are told.
    pub(super) fn stop(&mut self, chosen: &Proposal, out: &mut Effects<Paxos>) {
        if let Some(attempt) = self.attempt.as_ref().filter(|_| self.phase != Phase::Idle) {
            out.cancel_timer(Timer::Retry);
            if attempt.ballot != chosen.ballot {
                out.explain(Event::AttemptEnded { ballot: attempt.ballot, value: chosen.value.clone() });
            }
        }
        self.phase = Phase::Idle;
        self.wants = None;
        for client in core::mem::take(&mut self.waiting) {
            out.respond(client, Response::Chosen(chosen.value.clone()));
        }
    }
}

/// "… v is the value of the highest-numbered proposal among the responses, or is any value if the responses reported no
/// proposals" (§2.2, phase 2 a, for P2c): the reported proposal whose value is taken.
fn reported_to_adopt(promises: &SortedMap<NodeId, Option<Proposal>>, rules: Rules) -> Option<&Proposal> {
    let reported = || promises.values().flatten().filter(|_| rules.adopt_accepted);
    if rules.adopt_highest { reported().max() } else { reported().min() }
}

fn why_this_value(attempt: &Attempt, adopted: Option<&Proposal>, own: &Value) -> Event {
    let (ballot, own, promises) = (attempt.ballot, own.clone(), attempt.promises.len());
    let highest = attempt.promises.values().flatten().max();
    match (highest, adopted) {
        (None, _) => Event::ValueFree { ballot, value: own, promises },
        (Some(highest), None) => {
            Event::ValueKept { ballot, value: own, accepted: highest.ballot, reported: highest.value.clone() }
        }
        (Some(highest), Some(adopted)) if adopted.ballot == highest.ballot => {
            Event::ValueAdopted { ballot, value: adopted.value.clone(), accepted: adopted.ballot, own, promises }
        }
        (Some(highest), Some(adopted)) => Event::ValueNotHighest {
            ballot,
            value: adopted.value.clone(),
            accepted: adopted.ballot,
            highest: highest.ballot,
        },
    }
}
