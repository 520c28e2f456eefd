//! A proposer is the first to get a value chosen, and no client asked it for that value: one asked it for another.

use crate::clock::feat::{Lookout, Moment};
use crate::clock::playing::Playing;
use crate::paxos::checks::votes::chosen;
use alloc::string::{String, ToString};
use quorate_core::paxos::{Paxos, Proposal};
use quorate_core::protocol::NodeId;
use quorate_core::sorted::SortedSet;

#[derive(Clone, Default)]
pub(super) struct NotMine {
    /// Whom clients have asked for what.
    asked: SortedSet<(NodeId, String)>,
    /// The first proposal that was chosen.
    first: Option<Proposal>,
}

impl Lookout for NotMine {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = Playing::<Paxos>::cluster_of(run.machine()) else { return false };
        self.asked.extend(run.clients().0.iter().map(|client| (client.node, client.request.clone())));
        // What is chosen already is chosen again by everybody else.
        self.first = self.first.take().or_else(|| chosen(cluster).next().cloned());
        let was_asked = |proposal: &Proposal| self.asked.iter().any(|(node, _)| *node == proposal.ballot.proposer);
        self.first.as_ref().is_some_and(was_asked) && !self.is_missed()
    }

    /// It was asked for what was chosen.
    fn is_missed(&self) -> bool {
        let wish = |proposal: &Proposal| (proposal.ballot.proposer, proposal.value.to_string());
        self.first.as_ref().is_some_and(|proposal| self.asked.contains(&wish(proposal)))
    }
}
