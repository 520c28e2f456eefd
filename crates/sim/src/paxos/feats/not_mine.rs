//! A proposer has got a value chosen that no client asked it for, though one asked it for another.

use super::cluster;
use crate::clock::feat::{Lookout, Sight};
use crate::paxos::checks::votes::chosen;
use alloc::string::{String, ToString};
use quorate_core::protocol::NodeId;
use quorate_core::sorted::SortedSet;

#[derive(Clone, Default)]
pub(super) struct NotMine {
    /// Whom clients have asked for what.
    asked: SortedSet<(NodeId, String)>,
}

impl Lookout for NotMine {
    fn look(&mut self, run: &dyn Sight) -> bool {
        let Some(cluster) = cluster(run) else { return false };
        self.asked.extend(run.clients().0.iter().map(|client| (client.node, client.request.clone())));
        chosen(cluster).any(|proposal| {
            let value = proposal.value.to_string();
            let mut asked = self.asked.iter().filter(|(node, _)| *node == proposal.ballot.proposer).peekable();
            asked.peek().is_some() && asked.all(|(_, other)| *other != value)
        })
    }
}
