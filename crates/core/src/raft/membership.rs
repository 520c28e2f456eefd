//! How the cluster changes: chapter 4 of Ongaro's thesis (2014), with his correction of 2015 ("bug in single-server membership
//! changes", raft-dev).

use super::{
    Appointment, Config, Configuration, Entry, Event, Index, Raft, Rejection, Request, Response, Role, Timer, Waiting,
};
use crate::kv::SessionState;
use crate::protocol::{Effects, NodeId};
use crate::sorted::SortedSet;
use alloc::vec::Vec;

/// "The algorithm waits a fixed number of rounds (such as 10)" (thesis §4.2.1). Here the first round that is short enough is
/// the last; and each election timeout that a round takes longer counts like a round, so that a server which is not there at
/// all ends it too.
const CATCH_UP_ROUNDS: u8 = 10;

/// A change of the configuration on its way.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Change {
    /// Who asked for it.
    pub client: Waiting,
    /// The voters there shall be.
    pub voters: SortedSet<NodeId>,
    /// The learners there shall be.
    pub learners: SortedSet<NodeId>,
    /// How it is made.
    pub manner: Manner,
    /// How far it is.
    pub phase: ChangePhase,
}

/// How a change is made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Manner {
    /// "Only one server can be added or removed from the cluster at a time" (thesis §4.1): then any two majorities overlap.
    OneServer,
    /// Through C-old,new (thesis §4.3).
    Joint,
    /// Arbitrary, at once: not safe.
    Direct,
}

/// How far a change is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ChangePhase {
    /// The new servers get the log, and have no vote yet.
    CatchUp {
        /// Which round it is, from 1.
        round: u8,
        /// The end of the leader's log when the round began.
        goal: Index,
        /// How many election timeouts have gone by in this round.
        late: u8,
    },
    /// The leader must commit an entry of its own term first.
    OwnTerm,
    /// C-old,new is in the log and not committed.
    Joint,
}

impl Raft {
    /// "When the leader receives a request to add or remove a server from its current configuration, it appends the new
    /// configuration as an entry in its log" (thesis §4.1), after the new servers have caught up.
    pub(super) fn start_change(
        &mut self,
        config: &Config,
        client: Waiting,
        request: &Request,
        out: &mut Effects<Self>,
    ) {
        if self.is_asked_again(client, out) || self.is_refused_again(client, out) {
            return;
        }
        let (index, current) = self.membership.latest();
        let mut voters = current.voters.clone();
        let mut learners = current.learners.clone();
        let mut manner = Manner::OneServer;
        match request {
            Request::Add(server) => {
                voters.insert(*server);
            }
            Request::Remove(server) => {
                voters.remove(server);
                learners.remove(server);
            }
            Request::AddLearner(server) if current.contains(*server) => {}
            Request::AddLearner(server) => {
                learners.insert(*server);
            }
            Request::Promote(server) if !current.learners.contains(server) => {
                self.refuse(client, Rejection::NotALearner, out);
                return;
            }
            Request::Promote(server) => {
                voters.insert(*server);
            }
            Request::Configure { voters: wanted, direct } => {
                voters = wanted.clone();
                manner = if *direct || !config.rules.joint_consensus { Manner::Direct } else { Manner::Joint };
            }
            Request::Command(_) | Request::Snapshot | Request::Transfer(_) | Request::ReadLocal(_) => return,
        }
        learners.retain(|server| !voters.contains(server));
        let Role::Leader(leader) = &mut self.role else { return };
        let refusal = if leader.change.is_some() || current.is_joint() || index > self.commit_index {
            Some(Rejection::ChangePending)
        } else if voters.is_empty() {
            Some(Rejection::NobodyLeft)
        } else if (&voters, &learners) == (&current.voters, &current.learners) {
            Some(Rejection::NothingToChange)
        } else {
            None
        };
        if let Some(refusal) = refusal {
            self.refuse(client, refusal, out);
            return;
        }
        let newcomers: Vec<NodeId> = voters.iter().copied().filter(|server| !current.contains(*server)).collect();
        if newcomers.is_empty() || manner == Manner::Direct {
            leader.change = Some(Change { client, voters, learners, manner, phase: ChangePhase::OwnTerm });
            self.make_change(config, out);
        } else {
            if self.log.last_index() == Index::ZERO {
                // A round that replicates nothing would say nothing about the new servers.
                self.append_no_op(out);
            }
            let phase = ChangePhase::CatchUp { round: 1, goal: self.log.last_index(), late: 0 };
            if let Role::Leader(leader) = &mut self.role {
                leader.change = Some(Change { client, voters, learners, manner, phase });
            }
            out.explain(Event::CatchUpStarted { servers: newcomers });
            out.set_timer(Timer::CatchUp, config.minimum_election_timeout());
            self.track_members();
            self.replicate(config, out);
        }
    }

    /// Whether this request has come before. If it is on its way there will be one answer, by the way by which it was asked last;
    /// and if it was carried out, it is not carried out again: "if a server receives a command whose serial number has already
    /// been executed, it responds immediately without re-executing the request" (thesis §6.3).
    fn is_asked_again(&mut self, client: Waiting, out: &mut Effects<Self>) -> bool {
        let index = self.membership.index();
        let in_log = self.log.get(index).and_then(|entry| entry.content.request()) == Some(client.request);
        let Role::Leader(leader) = &mut self.role else { return false };
        let change = leader.change.as_mut().map(|change| &mut change.client);
        if let Some(known) = change.filter(|known| known.request == client.request) {
            *known = client;
            return true;
        }
        if in_log && index > self.commit_index && !self.membership.in_force().is_joint() {
            leader.waiting.insert(index, client);
            return true;
        }
        match self.store.session(client.request) {
            SessionState::Unknown => false,
            SessionState::Done(_) => {
                self.respond(client, Response::Done, out);
                true
            }
            // Nothing that is true can be said, and nobody listens.
            SessionState::Overtaken => true,
        }
    }

    /// "The replication of entries to the new server is split into rounds. Each round replicates all the log entries present
    /// in the leader's log at the start of the round. […] The algorithm waits a fixed number of rounds. If the last round
    /// lasts less than an election timeout, then the leader adds the new server to the cluster." (thesis §4.2.1)
    pub(super) fn check_catch_up(&mut self, config: &Config, out: &mut Effects<Self>) {
        let last_index = self.log.last_index();
        let Role::Leader(leader) = &mut self.role else { return };
        let Some(Change { voters, phase, .. }) = &mut leader.change else { return };
        let ChangePhase::CatchUp { round, goal, late } = phase else { return };
        let has = |index: Index, server: &NodeId| leader.match_index.get(server).is_some_and(|known| *known >= index);
        if !voters.iter().all(|server| self.membership.in_force().contains(*server) || has(*goal, server)) {
            return;
        }
        if *late > 0 {
            (*round, *goal, *late) = (*round + 1, last_index, 0);
            out.explain(Event::CatchUpRound { round: u64::from(*round) });
            out.set_timer(Timer::CatchUp, config.minimum_election_timeout());
            self.check_catch_up(config, out);
        } else {
            out.explain(Event::CaughtUp { round: u64::from(*round) });
            out.cancel_timer(Timer::CatchUp);
            *phase = ChangePhase::OwnTerm;
            self.make_change(config, out);
        }
    }

    /// "The leader should also abort the change if the new server is unavailable or is so slow that it will never catch up"
    /// (thesis §4.2.1).
    pub(super) fn on_catch_up_timeout(&mut self, config: &Config, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &mut self.role else { return };
        let Some(Change { phase: ChangePhase::CatchUp { round, late, .. }, client, .. }) = &mut leader.change else {
            return;
        };
        *late += 1;
        if *round + *late <= CATCH_UP_ROUNDS {
            out.set_timer(Timer::CatchUp, config.minimum_election_timeout());
            return;
        }
        let client = *client;
        leader.change = None;
        out.explain(Event::CatchUpFailed { term: self.current_term });
        self.track_members();
        self.refuse(client, Rejection::CatchUpFailed, out);
    }

    /// The new configuration, or the joint one that leads to it, goes into the log, and "takes effect on each server as soon
    /// as it is added to that server's log" (thesis §4.1).
    pub(super) fn make_change(&mut self, config: &Config, out: &mut Effects<Self>) {
        let own_term = self.has_committed_in_own_term();
        if self.has_offered_leadership() {
            return;
        }
        let Role::Leader(leader) = &mut self.role else { return };
        let Some(change) = leader.change.as_mut().filter(|change| change.phase == ChangePhase::OwnTerm) else { return };
        // "A leader may not append a new configuration entry until it has committed an entry from its current term." (2015)
        if config.rules.change_after_own_term && !own_term {
            out.explain(Event::ChangeWaitsForOwnTerm { term: self.current_term });
            self.ensure_own_entry(config, out);
            return;
        }
        let (voters, learners) = (change.voters.clone(), change.learners.clone());
        let id = config.rules.sessions.then_some(change.client.request);
        let old = if change.manner == Manner::Joint {
            change.phase = ChangePhase::Joint;
            self.membership.in_force().voters.clone()
        } else {
            let client = change.client;
            leader.change = None;
            leader.waiting.insert(self.log.last_index().next(), client);
            SortedSet::new()
        };
        self.append_configuration(
            config,
            Appointment { configuration: Configuration { voters, old, learners }, id },
            out,
        );
    }

    fn append_configuration(&mut self, config: &Config, appointment: Appointment, out: &mut Effects<Self>) {
        self.append_to_log(Entry { term: self.current_term, content: appointment.into() }, out);
        self.track_members();
        self.replicate(config, out);
        self.check_transfer(config, out);
        // Those who have confirmed that it leads may be a majority now; if it is left alone, nobody else will ever do so.
        self.serve_reads(config, out);
    }

    /// A leader has committed something; if it was a configuration, the next thing to do.
    pub(super) fn after_configuration_committed(&mut self, config: &Config, out: &mut Effects<Self>) {
        let (index, configuration) = self.membership.latest();
        if index > self.commit_index {
            return;
        }
        if configuration.is_joint() && self.has_offered_leadership() {
            // Whoever leads next does it, or this server when it is clear that nobody else does.
        } else if configuration.is_joint() {
            // "Once C-old,new has been committed […] it is now safe for the leader to create a log entry describing C-new."
            // (thesis §4.3) Whoever leads does it, whether or not it was asked for the change.
            let next = Configuration { old: SortedSet::new(), ..configuration.clone() };
            let id = self.log.get(index).and_then(|entry| entry.content.request());
            if let Role::Leader(leader) = &mut self.role
                && let Some(change) = leader.change.take()
            {
                leader.waiting.insert(self.log.last_index().next(), change.client);
            }
            self.append_configuration(config, Appointment { configuration: next, id }, out);
        } else if !configuration.contains(self.id) && self.is_leader() {
            // "A leader that is removed from the configuration steps down once the C-new entry is committed."
            // (thesis §4.2.2)
            out.explain(Event::LeaderRemoved { index, term: self.current_term });
            self.leader = None;
            self.become_follower(config, out);
        }
    }

    /// A leader replicates to the members of the configuration in force, to its learners, and to those that catch up.
    pub(super) fn track_members(&mut self) {
        let next = self.log.last_index().next();
        let (id, membership) = (self.id, self.membership.clone());
        let Role::Leader(leader) = &mut self.role else { return };
        let configuration = membership.in_force();
        let mut tracked: SortedSet<NodeId> =
            configuration.members().chain(configuration.learners.iter().copied()).collect();
        if let Some(Change { voters, phase: ChangePhase::CatchUp { .. }, .. }) = &leader.change {
            voters.iter().for_each(|server| {
                tracked.insert(*server);
            });
        }
        tracked.remove(&id);
        leader.next_index.retain(|server, _| tracked.contains(server));
        leader.match_index.retain(|server, _| *server == id || tracked.contains(server));
        leader.probed.retain(|server| tracked.contains(server));
        leader.awaited.retain(|server| tracked.contains(server));
        for server in &tracked {
            leader.next_index.get_or_insert_with(*server, || next);
            leader.match_index.get_or_insert_with(*server, || Index::ZERO);
        }
        leader.match_index.get_or_insert_with(id, || Index::ZERO);
    }

    /// Whether the server may stand for election: whoever has a say, and "a server that is not part of its own latest
    /// configuration should still start new elections, as it might still be needed until the C-new entry is committed"
    /// (thesis §4.2.2). One that never had a say, a learner, waits to be asked.
    pub fn may_campaign(&self) -> bool {
        let (index, configuration) = self.membership.latest();
        let was_member = || self.membership.previous().is_some_and(|previous| previous.contains(self.id));
        configuration.contains(self.id) || index > self.commit_index && was_member()
    }

    /// The election timer runs anew, for those that have any use for it.
    pub(super) fn reset_election_timer(&self, config: &Config, out: &mut Effects<Self>) {
        if self.may_campaign() {
            out.set_timer(Timer::Election, config.election_timeout);
        } else {
            out.cancel_timer(Timer::Election);
        }
    }
}
