//! Which processes of Paxos are alike: those that have the same roles and are not proposers. Proposers are not, for their
//! numbers are a part of proposal numbers, which are compared.
//!
//! An acceptor's number means nothing: proposers and learners count how many have answered, and look for the highest
//! proposal among the answers, whoever gave it. So do the checks.

use crate::cluster::Cluster;
use crate::search::symmetry::{Renaming, Symmetric};
use alloc::vec::Vec;
use quorate_core::paxos::proposer::{Attempt, Proposer};
use quorate_core::paxos::{Durable, Fact, Message, Paxos, Response, Roles, Value};
use quorate_core::protocol::NodeId;

impl Symmetric for Paxos {
    fn alike(cluster: &Cluster<Self>) -> Vec<Vec<NodeId>> {
        let config = cluster.config();
        let passive = [(true, false), (false, true), (true, true)];
        let alike = passive.map(|(acceptor, learner)| Roles { proposer: false, acceptor, learner });
        alike.map(|alike| config.nodes_with(|roles| roles == alike).collect()).into()
    }

    fn renamed(&self, renaming: &Renaming) -> Self {
        let attempt = self.proposer.attempt.as_ref().map(|attempt| {
            let promises = attempt.promises.iter().map(|(node, accepted)| (renaming.of(*node), accepted.clone()));
            Attempt { promises: promises.collect(), refusals: renaming.of_all(&attempt.refusals), ..attempt.clone() }
        });
        let mut learner = self.learner.clone();
        for acceptors in learner.accepted.values_mut() {
            *acceptors = renaming.of_all(acceptors.iter());
        }
        Self {
            id: renaming.of(self.id),
            proposer: Proposer { attempt, ..self.proposer.clone() },
            acceptor: self.acceptor.clone(),
            learner,
        }
    }

    /// It names nobody but proposers.
    fn durable_renamed(durable: &Durable, _: &Renaming) -> Durable {
        durable.clone()
    }

    /// Nor do messages.
    fn message_renamed(message: &Message, _: &Renaming) -> Message {
        message.clone()
    }

    fn fact_renamed(fact: &Fact, renaming: &Renaming) -> Fact {
        match fact.clone() {
            Fact::Proposed { proposal, mut quorum } => {
                quorum = renaming.of_all(&quorum);
                quorum.sort_unstable();
                Fact::Proposed { proposal, quorum }
            }
            Fact::Voted { proposal, acceptor } => Fact::Voted { proposal, acceptor: renaming.of(acceptor) },
            Fact::Decided { node, value } => Fact::Decided { node: renaming.of(node), value },
            fact @ Fact::Requested(_) => fact,
        }
    }

    /// It may name a proposer.
    fn response_renamed(response: &Response, _: &Renaming) -> Response {
        response.clone()
    }

    fn request_renamed(request: &Value, _: &Renaming) -> Value {
        request.clone()
    }
}
