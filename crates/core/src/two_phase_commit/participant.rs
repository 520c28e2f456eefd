//! The participant: it votes, and does what is decided.

use super::config::Config;
use super::event::Event;
use super::message::Message;
use super::{AbortReason, Decision, Fact, Timer, TwoPhaseCommit};
use crate::atomic_commit::{Objection, Transaction, TransactionId, objection};
use crate::kv::Store;
use crate::protocol::{Effects, NodeId};
use crate::sorted::SortedMap;
use alloc::sync::Arc;

/// What a participant knows. All of it is durable; its locks are those of its prepared records.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Participant {
    /// The latest record of each transaction in its log. It has none of those that it is still working on.
    pub records: SortedMap<TransactionId, Record>,
    /// What was committed.
    pub store: Store,
    /// It was told to vote No.
    pub unwilling: bool,
}

/// A record in a participant's log: its state (GL, figure 1).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Record {
    /// It has voted Yes, does not know what was decided, and can do either: *in doubt*.
    Prepared(Arc<Transaction>),
    /// It has done what the transaction says.
    Committed,
    /// It has not and will not.
    Aborted,
}

impl Participant {
    /// Which transaction has a name locked: a lock is held from the Yes until the decision.
    pub fn holder(&self, node: NodeId, name: &str) -> Option<TransactionId> {
        let writes = |record: &Record| match record {
            Record::Prepared(transaction) => transaction.at(node).any(|command| &**command.name() == name),
            Record::Committed | Record::Aborted => false,
        };
        self.records.iter().find(|(_, record)| writes(record)).map(|(id, _)| *id)
    }

    /// The transactions that it is in doubt about, the oldest first.
    pub fn in_doubt(&self) -> impl Iterator<Item = (TransactionId, &Arc<Transaction>)> {
        self.records.iter().filter_map(|(id, record)| match record {
            Record::Prepared(transaction) => Some((*id, transaction)),
            Record::Committed | Record::Aborted => None,
        })
    }

    /// What it has against a transaction.
    fn objection(&self, node: NodeId, transaction: &Transaction) -> Option<Objection> {
        if self.unwilling {
            return Some(Objection::Unwilling);
        }
        objection(transaction, node, &self.store, |name| self.holder(node, name))
    }

    /// Step 2: a participant that is asked answers with its vote, Yes or No. With a No it has decided to abort (BHG §7.4).
    pub(super) fn on_vote_request(
        &mut self,
        config: &Config,
        node: NodeId,
        id: TransactionId,
        transaction: Arc<Transaction>,
        out: &mut Effects<TwoPhaseCommit>,
    ) {
        match self.records.get(&id) {
            // A copy of the request: it is answered again.
            Some(Record::Prepared(_)) => {
                out.send_after_sync(config.coordinator, Message::Vote { id, yes: true });
                out.explain(Event::VotedYesAgain { id });
            }
            Some(Record::Aborted) => {
                out.send(config.coordinator, Message::Vote { id, yes: false });
                out.record(Fact::VotedNo { id, node });
                out.explain(Event::VotedNoAborted { id });
            }
            Some(Record::Committed) => {}
            None => match self.objection(node, &transaction) {
                None => self.vote_yes(config, node, id, transaction, out),
                Some(objection) => self.vote_no(config, node, id, objection, out),
            },
        }
    }

    /// A participant writes a record before it votes Yes (BHG §7.4, the logging rule), with all that it needs to commit later.
    /// From here on it is in doubt.
    fn vote_yes(
        &mut self,
        config: &Config,
        node: NodeId,
        id: TransactionId,
        transaction: Arc<Transaction>,
        out: &mut Effects<TwoPhaseCommit>,
    ) {
        let was_in_doubt = self.in_doubt().next().is_some();
        self.records.insert(id, Record::Prepared(transaction.clone()));
        out.send_after_sync(node, Message::Recorded { fact: Fact::VotedYes { id, node, transaction } });
        out.send_after_sync(config.coordinator, Message::Vote { id, yes: true });
        out.explain(Event::VotedYes { id });
        if !was_in_doubt {
            out.set_timer(Timer::Decision, config.decision_timeout);
        }
    }

    /// It may decide to abort alone, for it has promised nothing (GL §2: a working resource manager aborts spontaneously).
    fn vote_no(
        &mut self,
        config: &Config,
        node: NodeId,
        id: TransactionId,
        objection: Objection,
        out: &mut Effects<TwoPhaseCommit>,
    ) {
        out.send(config.coordinator, Message::Vote { id, yes: false });
        out.record(Fact::VotedNo { id, node });
        out.explain(match objection {
            Objection::Locked { name, holder } => Event::VotedNoLocked { id, name, holder },
            Objection::BelowZero { name } => Event::VotedNoBelowZero { id, name },
            Objection::Unwilling => Event::VotedNoUnwilling { id },
        });
        self.abort(node, id, AbortReason::No(node), out);
    }

    /// Step 4: a participant that receives Commit commits (BHG §7.4): it does what the transaction says, and acknowledges that
    /// when it is on its disk (R\*).
    pub(super) fn on_commit(
        &mut self,
        config: &Config,
        node: NodeId,
        id: TransactionId,
        out: &mut Effects<TwoPhaseCommit>,
    ) {
        match self.records.get(&id).cloned() {
            Some(Record::Prepared(transaction)) => {
                for command in transaction.at(node) {
                    self.store.apply(command);
                }
                self.decide(node, id, Decision::Commit, out);
                out.explain(Event::Committed { id });
            }
            Some(Record::Committed) => out.explain(Event::CommittedAlready { id }),
            // Nobody commits what it has not voted for.
            Some(Record::Aborted) | None => return,
        }
        out.send_after_sync(config.coordinator, Message::Ack { id });
    }

    /// Step 4: a participant that receives Abort aborts (BHG §7.4). It need not say so: without a record the coordinator presumes
    /// just that (R\*).
    pub(super) fn on_abort(
        &mut self,
        node: NodeId,
        from: NodeId,
        id: TransactionId,
        out: &mut Effects<TwoPhaseCommit>,
    ) {
        match self.records.get(&id) {
            Some(Record::Prepared(_)) => out.explain(Event::Aborted { id }),
            None => out.explain(Event::AbortedUnvoted { id }),
            Some(Record::Committed | Record::Aborted) => return,
        }
        self.abort(node, id, AbortReason::Told(from), out);
    }

    /// Aborts, and says so to nobody.
    pub(super) fn abort(
        &mut self,
        node: NodeId,
        id: TransactionId,
        reason: AbortReason,
        out: &mut Effects<TwoPhaseCommit>,
    ) {
        self.decide(node, id, Decision::Abort(reason), out);
    }

    fn decide(&mut self, node: NodeId, id: TransactionId, decision: Decision, out: &mut Effects<TwoPhaseCommit>) {
        let record = match decision {
            Decision::Commit => Record::Committed,
            Decision::Abort(_) => Record::Aborted,
        };
        let was_in_doubt = self.in_doubt().next().is_some();
        self.records.insert(id, record);
        out.send_after_sync(node, Message::Recorded { fact: Fact::Decided { id, node, decision } });
        if was_in_doubt && self.in_doubt().next().is_none() {
            out.cancel_timer(Timer::Decision);
        }
    }
}
