//! Reads without log entries: §6.4 of Ongaro's thesis (2014).
//!
//! A leader that reads its own state machine must know two things that the log would have told it: what is committed, and
//! that it still leads. The lease (§6.4.1) answers the second by a clock, and is as good as the clocks are: it is the one
//! feature of this Raft whose safety depends on them.

use super::{Config, Event, Index, Raft, Response, Role, Timer, Waiting};
use crate::protocol::{Effects, NodeId, Span};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// A read that waits.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Read {
    /// Who asked.
    pub client: Waiting,
    /// The name whose value is wanted.
    pub name: Arc<str>,
    /// The leader's commit index when the read began, and the round in which the leader then asked whether it still leads.
    /// `None`: it has not begun, for the leader does not know yet what is committed.
    pub begun: Option<(Index, u64)>,
}

impl Raft {
    /// "If the leader has not yet marked an entry from its current term committed, it waits until it has done so. The leader
    /// saves its current commit index in a local variable readIndex. The leader needs to make sure it hasn't been
    /// superseded […]: it issues a new round of heartbeats and waits for their acknowledgements from a majority of the
    /// cluster." (thesis §6.4)
    pub(super) fn accept_read(&mut self, config: &Config, client: Waiting, name: Arc<str>, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &mut self.role else { return };
        leader.reads.push(Read { client, name, begun: None });
        if !self.begin_reads(config, out) {
            out.explain(Event::ReadWaitsForOwnTerm { term: self.current_term });
            self.ensure_own_entry(config, out);
        }
    }

    /// Begins the reads that have not begun. Says whether the leader can: whether it knows what is committed.
    pub(super) fn begin_reads(&mut self, config: &Config, out: &mut Effects<Self>) -> bool {
        if config.rules.read_after_own_term && !self.has_committed_in_own_term() {
            return false;
        }
        let (read_index, term) = (self.commit_index, self.current_term);
        let Role::Leader(leader) = &mut self.role else { return false };
        if leader.reads.iter().all(|read| read.begun.is_some()) {
            return true;
        }
        let sure = !config.rules.read_confirmed || leader.lease && config.leases();
        // Round 0 needs no answers.
        let round = if sure { 0 } else { leader.round + 1 };
        for read in leader.reads.iter_mut().filter(|read| read.begun.is_none()) {
            read.begun = Some((read_index, round));
        }
        if sure {
            out.explain(if config.rules.read_confirmed {
                Event::ReadByLease { term }
            } else {
                Event::ReadUnconfirmed { term }
            });
        } else {
            leader.round = round;
            out.explain(Event::ReadNeedsConfirmation { read_index, term });
            self.replicate(config, out);
        }
        self.serve_reads(config, out);
        true
    }

    /// A server has answered a round: it still takes this one for its leader.
    pub(super) fn confirm(&mut self, config: &Config, server: NodeId, round: u64, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &mut self.role else { return };
        if round == 0 {
            return;
        }
        let known = leader.confirmed.get_or_insert_with(server, || 0);
        if round <= *known {
            return;
        }
        *known = round;
        self.extend_lease(config, out);
        self.serve_reads(config, out);
    }

    /// Whether a majority has answered a round or a later one. The leader need not ask itself.
    fn is_confirmed(&self, config: &Config, round: u64) -> bool {
        let Role::Leader(leader) = &self.role else { return false };
        let answered = |server| leader.confirmed.get(&server).is_some_and(|latest| *latest >= round);
        let agrees = |server| round == 0 || server == self.id || answered(server);
        round == 0 || self.membership.in_force().is_quorum(&config.rules, agrees)
    }

    /// "The leader waits for its state machine to advance at least as far as the readIndex; this is current enough to
    /// satisfy linearizability. Finally, the leader issues the query against its state machine." (thesis §6.4) Here what
    /// is committed is applied in the same step.
    pub(super) fn serve_reads(&mut self, config: &Config, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &mut self.role else { return };
        if leader.reads.is_empty() {
            return;
        }
        let reads = core::mem::take(&mut leader.reads);
        let (ready, waiting): (Vec<_>, Vec<_>) =
            reads.into_iter().partition(|read| read.begun.is_some_and(|(_, round)| self.is_confirmed(config, round)));
        if let Role::Leader(leader) = &mut self.role {
            leader.reads = waiting;
        }
        for read in ready {
            let value = self.store.get(&read.name);
            out.explain(Event::ReadServed { index: self.last_applied, name: read.name, answer: value });
            self.respond(read.client, Response::Applied { value, index: self.last_applied }, out);
        }
    }

    /// A heartbeat begins a new round where there are leases to be renewed.
    pub(super) fn ask_for_lease(&mut self, config: &Config) {
        if let Role::Leader(leader) = &mut self.role
            && config.leases()
        {
            leader.round += 1;
        }
    }

    /// "Once the leader's heartbeats were acknowledged by a majority of the cluster, the leader would assume that no other
    /// server will become leader for about an election timeout, and it could extend its lease accordingly." To "start +
    /// election timeout / clock drift bound, since the followers shouldn't time out before then" (thesis §6.4.1).
    /// The latest round was asked a heartbeat interval ago at most, so what is left of the election timeout is at least
    /// the rest. There is no drift between the clocks here.
    fn extend_lease(&mut self, config: &Config, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &self.role else { return };
        let (round, has_lease, offered) = (leader.round, leader.lease, leader.offered);
        let length = config.election_timeout.min.0.saturating_sub(config.heartbeat_interval.0);
        if !config.leases() || length == 0 || offered || !self.is_confirmed(config, round) {
            return;
        }
        let length = crate::protocol::Micros(length);
        out.set_timer(Timer::Lease, Span { min: length, max: length });
        if !has_lease {
            out.explain(Event::LeaseBegun { term: self.current_term });
        }
        if let Role::Leader(leader) = &mut self.role {
            leader.lease = true;
        }
    }

    /// The promise that the lease rests on is over.
    pub(super) fn on_lease_timeout(&mut self, out: &mut Effects<Self>) {
        if let Role::Leader(leader) = &mut self.role
            && core::mem::take(&mut leader.lease)
        {
            out.explain(Event::LeaseOver { term: self.current_term });
        }
    }

    /// Who promised not to elect another did so for the election timeout of that time, if they promised anything: a leader
    /// asks them anew. The thesis' settings never change.
    pub(super) fn on_configured(&mut self, config: &Config, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &self.role else { return };
        if leader.lease {
            out.cancel_timer(Timer::Lease);
            self.on_lease_timeout(out);
        }
        if config.leases() {
            self.on_heartbeat_timeout(config, out);
        }
    }
}
