//! What a participant in doubt may do, and who helps it: the termination protocols (BHG §7.4).

use super::config::Config;
use super::coordinator::Coordinator;
use super::event::Event;
use super::message::Message;
use super::participant::{Participant, Record};
use super::{AbortReason, Timer, TwoPhaseCommit};
use crate::atomic_commit::{Transaction, TransactionId};
use crate::protocol::{Effects, NodeId};
use alloc::sync::Arc;
use alloc::vec::Vec;

impl Participant {
    /// The uncertainty period: a participant that has voted Yes may not decide by itself, either way. It asks, again and again
    /// (BHG §7.4, the timeout action of step 4).
    pub(super) fn on_decision_timeout(&mut self, config: &Config, node: NodeId, out: &mut Effects<TwoPhaseCommit>) {
        let in_doubt: Vec<(TransactionId, Arc<Transaction>)> =
            self.in_doubt().map(|(id, transaction)| (id, transaction.clone())).collect();
        for (id, transaction) in &in_doubt {
            if config.rules.wait_for_decision {
                let asked = ask(config, node, *id, transaction, out);
                out.explain(Event::AskedForDecision { id: *id, asked });
            } else {
                out.explain(Event::AbortedInDoubt { id: *id });
                self.abort(node, *id, AbortReason::GaveUp, out);
            }
        }
        if !in_doubt.is_empty() && config.rules.wait_for_decision {
            out.set_timer(Timer::Decision, config.decision_timeout);
        }
    }

    /// Asked what was decided: a participant that has decided says what. One that has not voted yet may still abort by itself; it
    /// does, and says so. One that is in doubt itself can't help (BHG §7.4, cooperative termination).
    pub(super) fn on_decision_request(
        &mut self,
        config: &Config,
        node: NodeId,
        asker: NodeId,
        id: TransactionId,
        out: &mut Effects<TwoPhaseCommit>,
    ) {
        match self.records.get(&id) {
            Some(Record::Committed) => {
                out.send_after_sync(asker, Message::Commit { id });
                out.explain(Event::AnsweredCommit { id, asker });
            }
            Some(Record::Prepared(_)) => out.explain(Event::InDoubtToo { id, asker }),
            Some(Record::Aborted) => {
                out.send_after_sync(asker, Message::Abort { id });
                out.explain(Event::AnsweredAbort { id, asker });
            }
            None if config.rules.asked_aborts => {
                out.explain(Event::AbortedWhenAsked { id, asker });
                self.abort(node, id, AbortReason::Asked(asker), out);
                out.send_after_sync(asker, Message::Abort { id });
            }
            None => {
                out.send_after_sync(asker, Message::Abort { id });
                out.explain(Event::AbortSaidOnly { id, asker });
            }
        }
    }

    /// A restart: a participant in doubt can't recover independently. Its prepared records are its locks still, and it asks at
    /// once (BHG §7.4). What it has no record of is as if it had never been asked.
    pub(super) fn restart(&self, config: &Config, node: NodeId, out: &mut Effects<TwoPhaseCommit>) {
        for (id, transaction) in self.in_doubt() {
            ask(config, node, id, transaction, out);
            out.explain(Event::InDoubtAfterRestart { id });
        }
        if self.in_doubt().next().is_some() {
            out.set_timer(Timer::Decision, config.decision_timeout);
        }
    }
}

impl Coordinator {
    /// A participant asks the coordinator. What that has no record of it has not committed, or else all participants have and
    /// none of them asks: so it presumes abort (R\*, after §7.4 of BHG).
    pub(super) fn on_decision_request(&self, asker: NodeId, id: TransactionId, out: &mut Effects<TwoPhaseCommit>) {
        if self.committed.contains_key(&id) {
            let commit = Message::Commit { id };
            // As long as its client waits, the record is not on disk.
            if self.clients.contains_key(&id) {
                out.send_after_sync(asker, commit);
            } else {
                out.send(asker, commit);
            }
            out.explain(Event::AnsweredCommit { id, asker });
        } else if self.collecting.contains_key(&id) {
            out.explain(Event::StillCollecting { id, asker });
        } else {
            out.send(asker, Message::Abort { id });
            out.explain(Event::AbortPresumed { id, asker });
        }
    }
}

/// Asks the coordinator, and cooperatively all other participants too (BHG §7.4). Says how many.
fn ask(
    config: &Config,
    node: NodeId,
    id: TransactionId,
    transaction: &Transaction,
    out: &mut Effects<TwoPhaseCommit>,
) -> usize {
    let is_other = |it: &&NodeId| config.cooperative && **it != node && **it != config.coordinator;
    let others = transaction.participants.iter().filter(is_other).copied();
    let asked: Vec<NodeId> = core::iter::once(config.coordinator).chain(others).collect();
    for other in &asked {
        out.send(*other, Message::DecisionRequest { id });
    }
    asked.len()
}
