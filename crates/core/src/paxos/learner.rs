//! The learner: counts acceptances until a majority has accepted one proposal, and asks when too few arrive.
//!
//! What it knows is volatile. It can always be found out again: from the acceptors, whose memory is durable.

use super::Paxos;
use super::Timer;
use super::config::Config;
use super::event::Event;
use super::message::Message;
use super::proposal::Proposal;
use crate::protocol::{Effects, Micros, NodeId, Span};
use crate::sorted::{SortedMap, SortedSet};

/// What a learner has heard.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Learner {
    /// Who has accepted which proposal, as far as it has heard. Only the newest [`Learner::REMEMBERED`].
    pub accepted: SortedMap<Proposal, SortedSet<NodeId>>,
    /// The proposal that a majority has accepted.
    pub chosen: Option<Proposal>,
    /// How often it has asked since it heard anything new. From [`Learner::ASKS`] on it counts which proposer's turn it is, and
    /// begins there anew.
    asks: u8,
}

impl Learner {
    /// How many proposals a learner keeps count of.
    pub const REMEMBERED: usize = 8;
    /// As often as this a learner that hears nothing new waits twice as long before it asks again: perhaps nothing is chosen
    /// yet.
    const ASKS: u8 = 6;

    /// "To learn that a value has been chosen, a learner must find out that a proposal has been accepted by a majority of
    /// acceptors" (§2.3).
    pub(super) fn on_accepted(&mut self, config: &Config, from: NodeId, proposal: &Proposal) -> Heard {
        let is_new = self.accepted.get_or_insert_with(proposal.clone(), SortedSet::new).insert(from);
        let counted = self.accepted.iter().filter(|(other, _)| {
            other.value == proposal.value && (other.ballot == proposal.ballot || !config.rules.count_by_ballot)
        });
        let acceptors = counted.flat_map(|(_, acceptors)| acceptors).collect::<SortedSet<_>>().len();
        while self.accepted.len() > Self::REMEMBERED {
            self.accepted.pop_first();
        }
        match (&self.chosen, is_new) {
            (None, _) if acceptors >= config.quorum() => {
                self.chosen = Some(proposal.clone());
                Heard::Choice { acceptors }
            }
            (None, true) => Heard::News,
            _ => Heard::Nothing,
        }
    }

    /// A learner that is no proposer can't find out by proposing: it asks, even if it hears nothing at all.
    pub(super) fn expect_something(&mut self, config: &Config, id: NodeId, out: &mut Effects<Paxos>) {
        let roles = config.roles(id);
        if roles.learner && !roles.proposer {
            self.expect_more(config, out);
        }
    }

    /// Somebody is proposing or has accepted something: if no majority is heard of in time, the learner asks.
    pub(super) fn expect_more(&mut self, config: &Config, out: &mut Effects<Paxos>) {
        if self.chosen.is_none() {
            self.asks = 0;
            out.set_timer(Timer::Learn, config.phase_timeout);
        }
    }

    /// "Because of message loss, a value could be chosen with no learner ever finding out. The learner could ask the
    /// acceptors what proposals they have accepted" (§2.3), and other learners what was chosen.
    pub(super) fn ask(&mut self, config: &Config, id: NodeId, out: &mut Effects<Paxos>) {
        let proposers = config.nodes_with(|roles| roles.proposer).count() as u8;
        let has_asked = self.asks > 0;
        self.asks += 1;
        if self.asks >= Self::ASKS.saturating_add(proposers.max(1)) {
            self.asks = Self::ASKS;
        }
        let Span { min: Micros(min), max: Micros(max) } = config.phase_timeout;
        let longer = |length: u64| Micros(length.saturating_mul(1 << self.asks.min(Self::ASKS)));
        out.set_timer(Timer::Learn, Span { min: longer(min), max: longer(max) });
        // Itself too: what it has accepted as an acceptor counts like anybody else's, also after a restart.
        for node in config.nodes_with(|roles| roles.acceptor || roles.learner) {
            out.send(node, Message::Ask);
        }
        let others = config.nodes_with(|roles| roles.acceptor || roles.learner).filter(|node| *node != id);
        out.explain(Event::Asked { nodes: others.count() });
        if has_asked {
            self.have_proposed(config, id, out);
        }
    }

    /// "… failure of an acceptor could make it impossible to know whether or not a majority had accepted a particular proposal.
    /// In that case, learners will find out what value is chosen only when a new proposal is chosen. If a learner needs to know
    /// whether a value has been chosen, it can have a proposer issue a proposal" (§2.3): itself, or else one after the other.
    fn have_proposed(&self, config: &Config, id: NodeId, out: &mut Effects<Paxos>) {
        let Some(value) = self.accepted.keys().next_back().map(|proposal| proposal.value.clone()) else { return };
        let proposers = || config.nodes_with(|roles| roles.proposer);
        let turn = usize::from(self.asks) % proposers().count().max(1);
        let Some(proposer) = proposers().find(|node| *node == id).or_else(|| proposers().nth(turn)) else { return };
        out.explain(Event::ProposalWanted { proposer, value: value.clone() });
        out.send(proposer, Message::Request { value });
    }
}

/// What an acceptance told a learner.
pub(super) enum Heard {
    /// Nothing that it had not known, or nothing that matters any more.
    Nothing,
    /// One more acceptance; still too few.
    News,
    /// The proposal is chosen.
    Choice { acceptors: usize },
}
