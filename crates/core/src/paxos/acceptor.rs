//! The acceptor: what phase 1 (b) and phase 2 (b) say, and nothing else.

use super::Paxos;
use super::config::Config;
use super::event::Event;
use super::message::Message;
use super::proposal::Proposal;
use crate::ballot::Ballot;
use crate::protocol::{Effects, NodeId};
use crate::sorted::SortedSet;

/// What an acceptor remembers. All of it is durable: "an acceptor records its intended response in stable storage before
/// actually sending the response" (§2.5).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Acceptor {
    /// The highest number that it has promised, or accepted a proposal of.
    pub promised: Option<Ballot>,
    /// "The highest-numbered proposal that it has ever accepted" (§2.2).
    pub accepted: Option<Proposal>,
}

impl Acceptor {
    /// Phase 1 (b): "if an acceptor receives a prepare request with number n greater than that of any prepare request to
    /// which it has already responded, then it responds to the request with a promise not to accept any more proposals
    /// numbered less than n and with the highest-numbered proposal (if any) that it has accepted."
    pub(super) fn on_prepare(&mut self, from: NodeId, ballot: Ballot, out: &mut Effects<Paxos>) {
        match self.promised {
            Some(promised) if promised > ballot => {
                // "… it should probably inform the proposer, who should then abandon its proposal" (§2.2).
                out.send(from, Message::PrepareRefused { ballot, promised });
                out.explain(Event::PrepareRefused { ballot, promised });
            }
            // It has responded already: this is a copy of the same request.
            Some(promised) if promised == ballot => {}
            _ => {
                self.promised = Some(ballot);
                out.send_after_sync(from, Message::Promise { ballot, accepted: self.accepted.clone() });
                out.explain(match self.accepted.clone() {
                    None => Event::PromiseGiven { ballot },
                    Some(Proposal { ballot: accepted, value }) => Event::PromiseReports { ballot, accepted, value },
                });
            }
        }
    }

    /// Phase 2 (b): "if an acceptor receives an accept request for a proposal numbered n, it accepts the proposal unless
    /// it has already responded to a prepare request having a number greater than n."
    pub(super) fn on_accept(
        &mut self,
        config: &Config,
        id: NodeId,
        from: NodeId,
        proposal: Proposal,
        out: &mut Effects<Paxos>,
    ) {
        let Proposal { ballot, value } = proposal.clone();
        if let Some(promised) = self.promised.filter(|promised| *promised > ballot) {
            if config.rules.refuse_below_promise {
                out.send(from, Message::AcceptRefused { ballot, promised });
                out.explain(Event::AcceptRefused { ballot, value, promised });
                return;
            }
            out.explain(Event::PromiseBroken { ballot, value, promised });
        } else if self.accepted.as_ref() != Some(&proposal) {
            out.explain(Event::ProposalAccepted { ballot, value });
        }
        // Whoever accepts n has, in effect, promised n: it would not answer a lower prepare request any more.
        self.promised = self.promised.max(Some(ballot));
        self.accepted = Some(proposal.clone());
        for node in audience(config, id, ballot) {
            out.send_after_sync(node, Message::Accepted { proposal: proposal.clone() });
        }
    }
}

/// Who hears of an acceptance: "have each acceptor, whenever it accepts a proposal, respond to all learners, sending them
/// the proposal" (§2.3); the proposer, who must know when it has succeeded; and the acceptor itself, for whom it counts
/// from the moment it is on disk.
fn audience(config: &Config, id: NodeId, ballot: Ballot) -> SortedSet<NodeId> {
    config.nodes_with(|roles| roles.learner).chain([ballot.proposer, id]).collect()
}
