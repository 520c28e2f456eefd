//! The acceptor: phases 1 b and 2 b, with one promise for all slots.

use super::{Config, Event, Message, MultiPaxos, Pvalue, Slot};
use crate::ballot::Ballot;
use crate::protocol::{Effects, NodeId};
use alloc::sync::Arc;

impl MultiPaxos {
    /// Phase 1 b, for infinitely many instances: a server that has promised less promises this ballot. It "responds with more than
    /// a simple OK only if it has already received a phase 2 message from some proposer", so it "can respond for all instances with
    /// a single reasonably short message" (Paxos, §3).
    pub(super) fn on_prepare(
        &mut self,
        config: &Config,
        from: NodeId,
        ballot: Ballot,
        low: Slot,
        out: &mut Effects<Self>,
    ) {
        match self.promised {
            Some(promised) if promised > ballot => {
                // "… it should probably inform the proposer, who should then abandon its proposal" (Paxos, §2.2).
                out.send(from, Message::Refused { ballot, promised });
                out.explain(Event::PrepareRefused { ballot, promised });
            }
            // It has answered already: this is a copy of the same request.
            Some(promised) if promised == ballot => {}
            _ => {
                self.promised = Some(ballot);
                let asked = self.accepted.iter().filter(|(slot, _)| *slot >= low);
                let accepted: Arc<[(Slot, Pvalue)]> = asked.cloned().collect();
                out.explain(match accepted.len() {
                    0 => Event::PromiseGiven { ballot, low },
                    pvalues => Event::PromiseReports { ballot, low, pvalues },
                });
                out.send_after_sync(from, Message::Promise { ballot, accepted });
                if from != self.id {
                    self.leader = None;
                    self.wait_for_leader(config, out);
                }
            }
        }
    }

    /// Phase 2 b: "if an acceptor receives an accept request for a proposal numbered n, it accepts the proposal unless it has
    /// already responded to a prepare request having a number greater than n" (Paxos, §2.2).
    pub(super) fn on_accept(
        &mut self,
        config: &Config,
        from: NodeId,
        slot: Slot,
        pvalue: Pvalue,
        out: &mut Effects<Self>,
    ) {
        let ballot = pvalue.ballot;
        if let Some(promised) = self.promised.filter(|promised| *promised > ballot) {
            if config.rules.refuse_below_promise {
                out.send(from, Message::Refused { ballot, promised });
                out.explain(Event::AcceptRefused { ballot, slot, promised });
                return;
            }
            out.explain(Event::PromiseBroken { ballot, slot, promised });
        } else {
            if self.accepted.get(&slot) != Some(&pvalue) {
                out.explain(Event::CommandAccepted { ballot, slot, command: pvalue.command.clone() });
            }
            self.hear_leader(config, ballot, out);
        }
        // Who accepts in a ballot has, in effect, promised it: it would not answer a lower prepare request any more.
        self.promised = self.promised.max(Some(ballot));
        Arc::make_mut(&mut self.accepted).insert(slot, pvalue.clone());
        out.send_after_sync(self.id, Message::Recorded { slot, pvalue });
        out.send_after_sync(ballot.proposer, Message::Accepted { slot, ballot });
    }
}
