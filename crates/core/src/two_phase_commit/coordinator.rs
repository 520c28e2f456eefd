//! The coordinator: it asks for votes, decides, and sees to it that a commit reaches everybody.

use super::config::Config;
use super::event::Event;
use super::message::Message;
use super::{AbortReason, Decision, Fact, Response, Timer, TwoPhaseCommit};
use crate::atomic_commit::{PlacedCommand, Transaction, TransactionId};
use crate::protocol::{Effects, NodeId, RequestId};
use crate::sorted::{SortedMap, SortedSet};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// What a coordinator knows. A transaction that it has aborted it has forgotten.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Coordinator {
    /// How often it has started. Durable.
    pub boots: u32,
    /// Whether its disk has that. Before, no number may be seen by others.
    pub is_started: bool,
    /// How many transactions it has begun since.
    pub count: u32,
    /// The transactions for which it collects votes.
    pub collecting: SortedMap<TransactionId, Collecting>,
    /// The transactions that it has committed, with those that have not acknowledged that. Durable.
    pub committed: SortedMap<TransactionId, SortedSet<NodeId>>,
    /// The clients of transactions whose commit record is not on disk yet.
    pub clients: SortedMap<TransactionId, RequestId>,
}

/// A transaction that is not decided yet.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Collecting {
    /// What is to be done.
    pub transaction: Arc<Transaction>,
    /// Who has asked for it.
    pub client: RequestId,
    /// Who has voted Yes.
    pub yes: SortedSet<NodeId>,
    /// Who has voted No.
    pub no: SortedSet<NodeId>,
}

impl Coordinator {
    /// How many transactions may be open.
    pub const OPEN: usize = 64;

    /// Step 1: the coordinator asks all participants to vote (BHG §7.4), under a number that was never used.
    pub(super) fn begin(
        &mut self,
        config: &Config,
        client: RequestId,
        commands: Vec<PlacedCommand>,
        out: &mut Effects<TwoPhaseCommit>,
    ) {
        if let Some(node) = commands.iter().filter_map(|it| it.at).find(|node| !config.takes_part(*node)) {
            out.respond(client, Response::Misaddressed(node));
            return out.explain(Event::RequestMisaddressed { misaddressed: node });
        }
        let open = self.collecting.len() + self.committed.len();
        if open >= Self::OPEN {
            return out.explain(Event::RequestDropped { open });
        }
        let is_for = |node: &NodeId| commands.iter().any(|it| it.at.is_none_or(|at| at == *node));
        let participants: Vec<NodeId> = config.participants.iter().copied().filter(is_for).collect();
        let transaction = Arc::new(Transaction { commands, participants });
        self.count += 1;
        let id = TransactionId { boots: self.boots, count: self.count };
        out.record(Fact::Began { id, client, transaction: transaction.clone() });
        let participants = transaction.participants.len();
        out.explain(Event::Begun { id, transaction: transaction.clone(), participants });
        for participant in &transaction.participants {
            let request = Message::VoteRequest { id, transaction: transaction.clone() };
            if self.is_started {
                out.send(*participant, request);
            } else {
                out.send_after_sync(*participant, request);
            }
        }
        if self.collecting.is_empty() {
            out.set_timer(Timer::Votes, config.votes_timeout);
        }
        let (yes, no) = Default::default();
        self.collecting.insert(id, Collecting { transaction, client, yes, no });
    }

    /// Step 3: the coordinator collects the votes. If all are Yes it decides to commit; one No is enough to abort (BHG §7.4).
    pub(super) fn on_vote(
        &mut self,
        config: &Config,
        id: NodeId,
        voter: NodeId,
        transaction: TransactionId,
        yes: bool,
        out: &mut Effects<TwoPhaseCommit>,
    ) {
        let Some(open) = self.collecting.get_mut(&transaction) else { return };
        let participants = open.transaction.participants.len();
        if !open.transaction.participants.contains(&voter) {
            return;
        }
        let counted = if yes { open.yes.insert(voter) } else { open.no.insert(voter) };
        let needed = config.needed(participants);
        if open.yes.len() >= needed {
            self.commit(config, id, transaction, out);
        } else if participants - open.no.len() < needed {
            out.explain(Event::AbortedForNo { id: transaction, voter });
            self.abort(config, id, transaction, AbortReason::No(voter), out);
        } else if yes && counted {
            out.explain(Event::YesCounted { id: transaction, voter, yes: open.yes.len(), needed });
        }
    }

    /// The commit point: the coordinator decides by writing a commit record, before it sends Commit to anybody (BHG §7.4, the
    /// logging rule). Its client is told no sooner.
    fn commit(&mut self, config: &Config, node: NodeId, id: TransactionId, out: &mut Effects<TwoPhaseCommit>) {
        let Some(decided) = self.close(config, id, out) else { return };
        let participants = decided.transaction.participants.len();
        if decided.yes.len() < participants {
            out.explain(Event::CommitByMajority { id, yes: decided.yes.len(), participants });
        }
        self.committed.insert(id, decided.transaction.participants.iter().copied().collect());
        self.clients.insert(id, decided.client);
        let fact = Fact::Decided { id, node, decision: Decision::Commit };
        out.send_after_sync(node, Message::Recorded { fact });
    }

    /// The commit record is on disk: the client is told, and all participants are sent Commit (BHG §7.4, step 3).
    pub(super) fn on_commit_recorded(&mut self, config: &Config, id: TransactionId, out: &mut Effects<TwoPhaseCommit>) {
        let Some(missing) = self.committed.get(&id) else { return };
        out.explain(Event::CommitDecided { id, participants: missing.len() });
        send_commit(id, missing, out);
        if let Some(client) = self.clients.remove(&id) {
            out.respond(client, Response::Committed(id));
        }
        if config.rules.remember_until_acknowledged {
            out.set_timer(Timer::Acks, config.acks_timeout);
        } else {
            self.committed.remove(&id);
            out.explain(Event::ForgottenEarly { id });
        }
    }

    /// Not all votes come in time: the coordinator has promised nothing to anybody, and decides to abort (BHG §7.4, the timeout
    /// action of step 3). The timer is that of the oldest transaction.
    pub(super) fn on_votes_timeout(&mut self, config: &Config, node: NodeId, out: &mut Effects<TwoPhaseCommit>) {
        let Some((id, open)) = self.collecting.iter().next() else { return };
        let (id, yes, participants) = (*id, open.yes.len(), open.transaction.participants.len());
        out.explain(Event::AbortedForSilence { id, yes, participants });
        self.abort(config, node, id, AbortReason::VotesRanOut, out);
    }

    /// The coordinator decides to abort, and sends Abort to all but those that have voted No, for these know (BHG §7.4, step 3).
    /// Nothing is written: what is not remembered is presumed aborted (R\*).
    fn abort(
        &mut self,
        config: &Config,
        node: NodeId,
        id: TransactionId,
        reason: AbortReason,
        out: &mut Effects<TwoPhaseCommit>,
    ) {
        let Some(open) = self.close(config, id, out) else { return };
        out.record(Fact::Decided { id, node, decision: Decision::Abort(reason) });
        out.respond(open.client, Response::Aborted { id, reason });
        for participant in open.transaction.participants.iter().filter(|it| !open.no.contains(it)) {
            out.send(*participant, Message::Abort { id });
        }
    }

    /// Votes for it are collected no longer. If the timer was its own, it is the next one's now.
    fn close(&mut self, config: &Config, id: TransactionId, out: &mut Effects<TwoPhaseCommit>) -> Option<Collecting> {
        let is_oldest = self.collecting.keys().next() == Some(&id);
        let closed = self.collecting.remove(&id);
        if self.collecting.is_empty() {
            out.cancel_timer(Timer::Votes);
        } else if is_oldest {
            out.set_timer(Timer::Votes, config.votes_timeout);
        }
        closed
    }

    /// A participant has committed, and its disk has that: once all have, no participant will ask again, and the coordinator
    /// forgets the transaction (R\*, presumed abort, after §7.4 of BHG).
    pub(super) fn on_ack(&mut self, from: NodeId, id: TransactionId, out: &mut Effects<TwoPhaseCommit>) {
        let Some(missing) = self.committed.get_mut(&id) else { return };
        if !missing.remove(&from) {
            return;
        }
        if !missing.is_empty() {
            return out.explain(Event::Acknowledged { id, participant: from, missing: missing.len() });
        }
        self.committed.remove(&id);
        out.explain(Event::Forgotten { id });
        if self.committed.is_empty() {
            out.cancel_timer(Timer::Acks);
        }
    }

    /// Acks are missing: Commit again to those participants, as Commit may have been lost (R\*, after §7.4 of BHG).
    pub(super) fn on_acks_timeout(&mut self, config: &Config, out: &mut Effects<TwoPhaseCommit>) {
        let is_recorded = |id: &TransactionId| !self.clients.contains_key(id);
        for (id, missing) in self.committed.iter().filter(|(id, _)| is_recorded(id)) {
            send_commit(*id, missing, out);
            out.explain(Event::CommitRepeated { id: *id, missing: missing.iter().copied().collect() });
        }
        if !self.committed.is_empty() {
            out.set_timer(Timer::Acks, config.acks_timeout);
        }
    }

    /// A restart. It has a new count of starts, so that numbers are not used twice; what it was collecting votes for is gone and
    /// so presumed aborted, and what it has committed it tells those again that have not acknowledged (GL §3.1; R\*).
    pub(super) fn restart(
        config: &Config,
        boots: u32,
        committed: SortedMap<TransactionId, SortedSet<NodeId>>,
        out: &mut Effects<TwoPhaseCommit>,
    ) -> Self {
        for (id, missing) in &committed {
            send_commit(*id, missing, out);
            out.explain(Event::CommitFound { id: *id, missing: missing.iter().copied().collect() });
        }
        if !committed.is_empty() {
            out.set_timer(Timer::Acks, config.acks_timeout);
        }
        let coordinator = Self { boots: next_boots(config, boots), committed, ..Self::default() };
        if coordinator.boots > boots {
            out.explain(Event::CoordinatorRestarted { boots: u64::from(coordinator.boots) });
        } else {
            out.explain(Event::NumbersReused {});
        }
        coordinator
    }

    /// The first start.
    pub(super) fn boot(config: &Config) -> Self {
        Self { boots: next_boots(config, 0), ..Self::default() }
    }
}

/// How often it has started now, if it had so often before.
fn next_boots(config: &Config, boots: u32) -> u32 {
    if config.rules.ids_not_reused { boots.saturating_add(1) } else { boots.max(1) }
}

/// Only of what is on disk.
fn send_commit(id: TransactionId, missing: &SortedSet<NodeId>, out: &mut Effects<TwoPhaseCommit>) {
    for participant in missing {
        out.send(*participant, Message::Commit { id });
    }
}
