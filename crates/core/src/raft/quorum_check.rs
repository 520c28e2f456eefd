//! A leader that has lost its majority steps down, and nobody deposes one that has not: §6.2 and §4.2.3 of Ongaro's thesis
//! (2014).

use super::{Config, Event, Raft, Role, Term, Timer};
use crate::protocol::{Effects, NodeId};
use crate::sorted::SortedSet;

impl Raft {
    /// "If a server receives a RequestVote request within the minimum election timeout of hearing from a current leader, it
    /// does not update its term or grant its vote. It can either drop the request, reply with a vote denial, or delay the
    /// request." But requests "can include a special flag […] ('I have permission to disrupt the leader—it told me to!')"
    /// (thesis §4.2.3). Leases rest on this: so it makes no difference whether the server has heard of a newer term since.
    pub(super) fn disregards_candidate(
        &self,
        config: &Config,
        candidate: NodeId,
        term: Term,
        transfer: bool,
        out: &mut Effects<Self>,
    ) -> bool {
        let disregards = config.options.check_quorum && !transfer && term >= self.current_term && self.hears_leader();
        if disregards {
            out.explain(Event::CandidateDisregarded { candidate, term });
        }
        disregards
    }

    /// The leader of the term was heard.
    pub(super) fn remember_leader(&mut self, config: &Config, out: &mut Effects<Self>) {
        if config.remembers_leader() {
            self.leader_heard = true;
            out.set_timer(Timer::MinimumElection, config.minimum_election_timeout());
        }
    }

    /// Begins to count from whom the leader hears, if it does not yet.
    pub(super) fn watch_quorum(&mut self, config: &Config, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &mut self.role else { return };
        if config.options.check_quorum && leader.heard.is_none() {
            leader.heard = Some(SortedSet::new());
            out.set_timer(Timer::CheckQuorum, config.whole_election_timeout());
        }
    }

    /// "A leader in Raft steps down if an election timeout elapses without a successful round of heartbeats to a majority of
    /// its cluster." (thesis §6.2)
    pub(super) fn on_check_quorum_timeout(&mut self, config: &Config, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &mut self.role else { return };
        let Some(heard) = leader.heard.take().filter(|_| config.options.check_quorum) else { return };
        let configuration = self.membership.in_force();
        if configuration.is_quorum(&config.rules, |server| server == self.id || heard.contains(&server)) {
            self.watch_quorum(config, out);
            return;
        }
        let servers = configuration.count(|server| heard.contains(&server));
        out.explain(Event::QuorumLost { term: self.current_term, servers });
        self.leader = None;
        self.become_follower(config, out);
    }
}
