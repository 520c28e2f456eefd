//! What the agents send to one another. "Response messages are tagged with the corresponding proposal number to prevent
//! confusion" (§2.5).

use super::proposal::{Proposal, Value};
use crate::ballot::Ballot;

/// What nodes send to one another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// Phase 1: a proposer asks an acceptor for a promise.
    Prepare {
        /// The number of the proposal to come.
        ballot: Ballot,
    },
    /// Phase 1: the acceptor promises to accept nothing numbered below.
    Promise {
        /// The number of the request that it answers.
        ballot: Ballot,
        /// The highest-numbered proposal that it has accepted, if any.
        accepted: Option<Proposal>,
    },
    /// Phase 1: the acceptor has promised more to another proposer.
    PrepareRefused {
        /// The number of the request that it answers.
        ballot: Ballot,
        /// What it has promised.
        promised: Ballot,
    },
    /// Phase 2: a proposer asks an acceptor to accept a proposal.
    Accept {
        /// The proposal.
        proposal: Proposal,
    },
    /// Phase 2: the acceptor has accepted it. To the proposer and to all learners.
    Accepted {
        /// The proposal.
        proposal: Proposal,
    },
    /// Phase 2: the acceptor has promised more to another proposer.
    AcceptRefused {
        /// The number of the request that it answers.
        ballot: Ballot,
        /// What it has promised.
        promised: Ballot,
    },
    /// A learner asks what was accepted or chosen (§2.3).
    Ask,
    /// A learner has a proposer issue a proposal (§2.3): of this value, if it is free to choose one.
    Request {
        /// A value that the learner knows to have been proposed.
        value: Value,
    },
    /// Somebody who knows it tells a learner what was chosen (§2.3).
    Learned {
        /// The proposal that a majority has accepted.
        proposal: Proposal,
    },
}

impl Message {
    /// The highest proposal number that it speaks of.
    pub fn newest_ballot(&self) -> Option<Ballot> {
        match self {
            Self::Prepare { ballot } | Self::Promise { ballot, .. } => Some(*ballot),
            Self::PrepareRefused { ballot, promised } | Self::AcceptRefused { ballot, promised } => {
                Some(*ballot.max(promised))
            }
            Self::Accept { proposal } | Self::Accepted { proposal } | Self::Learned { proposal } => {
                Some(proposal.ballot)
            }
            Self::Ask | Self::Request { .. } => None,
        }
    }
}
