//! Which processes of Paxos are alike: those that have the same roles and are not proposers. Proposers are not, for their
//! numbers are a part of proposal numbers, which are compared.
//!
//! An acceptor's number means nothing: proposers and learners count how many have answered, and look for the highest
//! proposal among the answers, whoever gave it. So do the checks.
//!
//! And what means nothing any more.

use crate::cluster::Cluster;
use crate::search::reduction::{Reducible, Renaming};
use alloc::vec::Vec;
use quorate_core::paxos::proposer::{Attempt, Phase, Proposer};
use quorate_core::paxos::{Ballot, Config, Durable, Fact, Message, Paxos, Response, Roles, Rules, Value};
use quorate_core::protocol::NodeId;

impl Reducible for Paxos {
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

    fn is_whole(config: &Config) -> bool {
        config.rules == Rules::default()
    }

    /// A proposer asks itself who has promised it what only until they are enough, and who has refused it never: there is no way
    /// back from a phase to an earlier one but with another number. Once it has issued its proposal, or abandoned it, it does
    /// nothing for it any more, and in both cases it begins another attempt when its patience runs out, whatever became of this
    /// one. So these two phases are the same. Of the rounds that it has seen only one above its own matters, when it begins
    /// another. Once it knows what is chosen it will not begin any, nor ask itself who has accepted what, until a crash makes
    /// it forget all that, and it remembers nothing but its round. What is left out is for people to look at.
    fn essence(mut self, config: &Config) -> Self {
        let Proposer { round, seen, phase, ref mut attempt, .. } = self.proposer;
        if let Some(attempt) = attempt {
            attempt.refusals = Default::default();
            attempt.adopted = None;
            if phase != Phase::Prepare {
                attempt.promises = Default::default();
                attempt.value = None;
            }
        }
        if phase == Phase::Backoff {
            self.proposer.phase = Phase::Accept;
        }
        if seen <= round || !config.roles(self.id).proposer {
            self.proposer.seen = 0;
        }
        if self.learner.chosen.is_some() {
            self.proposer = Proposer { round, ..Proposer::default() };
            self.learner.accepted = Default::default();
        }
        self
    }

    /// An answer to a request of an attempt that is over, or of a phase of it, unless it tells of a round above the proposer's
    /// own.
    ///
    /// It does nothing, for the proposer looks only at answers with the number of its present attempt, at promises only before
    /// it has issued its proposal, and when it is refused after that all that it does is to take its attempt for abandoned,
    /// which is the same. It stays dead: an attempt never goes back to an earlier phase, every number that a proposer takes
    /// is higher than all that it has used, in a crash it forgets the attempt but not the number, and its round never falls, so
    /// that what is no news remains none.
    ///
    /// Not dead: an acceptance, which counts however late it comes (for a proposer that knew what is chosen, after a crash
    /// too), and all that an acceptor is asked, for it always answers something.
    fn is_dead(&self, _: &Config, message: &Message) -> bool {
        let Proposer { round, phase, attempt, .. } = &self.proposer;
        let is_news = message.newest_ballot().is_some_and(|ballot| ballot.round > *round);
        let is_preparing = |number: &Ballot| {
            *phase == Phase::Prepare && attempt.as_ref().is_some_and(|attempt| attempt.ballot == *number)
        };
        match message {
            _ if is_news => false,
            Message::Promise { ballot, .. }
            | Message::PrepareRefused { ballot, .. }
            | Message::AcceptRefused { ballot, .. } => !is_preparing(ballot),
            Message::Prepare { .. }
            | Message::Accept { .. }
            | Message::Accepted { .. }
            | Message::Ask
            | Message::Request { .. }
            | Message::Learned { .. } => false,
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
