//! Terms, time-outs and votes: §5.1, §5.2, §5.4.1.

use super::{
    ChangePhase, Config, Durable, Event, Fact, Index, Leader, Message, Raft, Response, Role, Term, Timer, Votes,
};
use crate::protocol::{Effects, NodeId, Protocol};
use alloc::boxed::Box;

/// Why a server stands for election.
pub(super) enum Cause {
    /// A follower's election timer has run out.
    Timeout,
    /// A candidate's election timer has run out: nobody has won.
    NoWinner,
    /// Enough servers have said that they would vote for it.
    PreVote,
    /// This leader has told it to.
    Transfer(NodeId),
}

impl Raft {
    /// "If RPC request or response contains term T > currentTerm: set currentTerm = T, convert to follower." (§5.1)
    pub(super) fn follow_newer_term(&mut self, config: &Config, from: NodeId, term: Term, out: &mut Effects<Self>) {
        if term <= self.current_term {
            return;
        }
        let old_term = self.current_term;
        out.explain(match self.role {
            Role::Follower | Role::PreCandidate { .. } => Event::TermUpdated { from, term, old_term },
            Role::Candidate { .. } => Event::CandidacyOver { from, term, old_term },
            Role::Leader(_) => Event::SteppedDown { from, term, old_term },
        });
        self.become_follower(config, out);
        self.current_term = term;
        self.voted_for = None;
        self.pre_votes = 0;
        self.leader = None;
    }

    /// Whatever it was, the server is a follower now. A candidate's election timer runs on; a leader had none.
    pub(super) fn become_follower(&mut self, config: &Config, out: &mut Effects<Self>) {
        let role = core::mem::replace(&mut self.role, Role::Follower);
        if !config.rules.keep_vote && !matches!(role, Role::Follower) {
            self.voted_for = None;
        }
        if let Role::Leader(leader) = role {
            self.leave_office(*leader, out);
            self.reset_election_timer(config, out);
        }
    }

    /// What a leader leaves behind. Whoever waits for what is in the log gets no answer; what is not will not be done.
    fn leave_office(&mut self, leader: Leader, out: &mut Effects<Self>) {
        let Leader { waiting, heard, reads, lease, change, transfer, .. } = leader;
        // C-old,new is in the log too, and who asked for it waits for what follows upon it.
        let is_joint = change.as_ref().is_some_and(|change| change.phase == ChangePhase::Joint);
        let clients = waiting.len() as u64 + u64::from(is_joint);
        if clients > 0 {
            out.explain(Event::ClientsForgotten { clients });
        }
        out.cancel_timer(Timer::Heartbeat);
        if heard.is_some() {
            out.cancel_timer(Timer::CheckQuorum);
        }
        if lease {
            out.cancel_timer(Timer::Lease);
        }
        for read in reads {
            self.respond(read.client, Response::NotLeader { leader: None }, out);
        }
        if let Some(change) = change
            && !is_joint
        {
            out.cancel_timer(Timer::CatchUp);
            self.respond(change.client, Response::NotLeader { leader: None }, out);
        }
        if let Some(transfer) = transfer {
            self.give_up_transfer(transfer, out);
        }
    }

    /// "If election timeout elapses without receiving AppendEntries RPC from current leader or granting vote to
    /// candidate: convert to candidate." And a candidate: "start new election." (§5.2)
    pub(super) fn on_election_timeout(&mut self, config: &Config, out: &mut Effects<Self>) {
        if self.is_leader() || !self.may_campaign() {
            return;
        }
        if config.options.pre_vote {
            self.start_pre_vote(config, out);
        } else {
            let is_candidate = matches!(self.role, Role::Candidate { .. });
            self.start_election(config, if is_candidate { Cause::NoWinner } else { Cause::Timeout }, out);
        }
    }

    /// The server is a candidate.
    pub(super) fn start_election(&mut self, config: &Config, cause: Cause, out: &mut Effects<Self>) {
        // There is no term after the last number: whoever has seen that one can only wait.
        let Some(next_term) = self.current_term.next() else { return };
        // "On conversion to candidate, start election: increment currentTerm, vote for self, reset election timer,
        // send RequestVote RPCs to all other servers."
        self.current_term = next_term;
        self.voted_for = Some(self.id);
        self.pre_votes = 0;
        self.leader = None;
        self.role = Role::Candidate { votes: Votes::new() };
        let (term, transfer) = (self.current_term, matches!(cause, Cause::Transfer(_)));
        out.explain(match cause {
            Cause::Timeout => Event::ElectionStarted { term },
            Cause::NoWinner => Event::ElectionRepeated { term },
            Cause::PreVote => Event::PreVoteWon { term },
            Cause::Transfer(leader) => Event::LeadershipAccepted { leader, term },
        });
        out.set_timer(Timer::Election, config.election_timeout);
        // Its own vote goes the way of all votes: it counts when it is on disk.
        out.send_after_sync(self.id, Message::RequestVoteReply { term, asked: term, vote_granted: true });
        for server in self.configuration().members().filter(|server| *server != self.id) {
            out.send_after_sync(
                server,
                Message::RequestVote {
                    term: self.current_term,
                    last_log_index: self.log.last_index(),
                    last_log_term: self.log.last_term(),
                    transfer,
                },
            );
        }
    }

    /// Figure 2, RequestVote RPC, "Receiver implementation".
    pub(super) fn on_request_vote(
        &mut self,
        config: &Config,
        candidate: NodeId,
        term: Term,
        last_log_index: Index,
        last_log_term: Term,
        out: &mut Effects<Self>,
    ) {
        let refusal = self.reason_to_refuse_vote(config, candidate, term, last_log_index, last_log_term);
        let vote_granted = refusal.is_none();
        if vote_granted {
            if matches!(self.role, Role::PreCandidate { .. }) {
                // It wanted to know whether it would be elected: somebody else may be.
                self.role = Role::Follower;
            }
            self.voted_for = Some(candidate);
            self.reset_election_timer(config, out);
        }
        out.explain(match refusal {
            Some(refusal) => refusal,
            None if self.is_up_to_date(last_log_index, last_log_term) => Event::VoteGranted { candidate, term },
            None => Event::VoteGrantedLogBehind { candidate, term },
        });
        let reply = Message::RequestVoteReply { term: self.current_term, asked: term, vote_granted };
        out.send_after_sync(candidate, reply);
    }

    /// Why this server does not vote for a candidate, if it does not.
    fn reason_to_refuse_vote(
        &self,
        config: &Config,
        candidate: NodeId,
        term: Term,
        last_log_index: Index,
        last_log_term: Term,
    ) -> Option<Event> {
        // "1. Reply false if term < currentTerm." (§5.1)
        if term < self.current_term {
            return Some(Event::VoteRefusedOldTerm { candidate, term, own_term: self.current_term });
        }
        // "2. If votedFor is null or candidateId, …" (§5.2)
        if let Some(voted_for) = self.voted_for.filter(|voted_for| *voted_for != candidate) {
            return Some(Event::VoteRefusedAlreadyVoted { candidate, term, voted_for });
        }
        // "… and candidate's log is at least as up-to-date as receiver's log, grant vote." (§5.2, §5.4)
        if config.rules.election_restriction && !self.is_up_to_date(last_log_index, last_log_term) {
            return Some(Event::VoteRefusedLogBehind {
                candidate,
                term,
                last_log_index,
                last_log_term,
                own_last_index: self.log.last_index(),
                own_last_term: self.log.last_term(),
            });
        }
        None
    }

    /// "If the logs have last entries with different terms, then the log with the later term is more up-to-date. If the
    /// logs end with the same term, then whichever log is longer is more up-to-date." (§5.4.1)
    pub(super) fn is_up_to_date(&self, last_log_index: Index, last_log_term: Term) -> bool {
        (last_log_term, last_log_index) >= (self.log.last_term(), self.log.last_index())
    }

    /// A vote for this server, or the refusal of one. Counts once a voter, for the election that it was asked for in, while
    /// this server is candidate in it. A request may come twice and the answers in any order: a yes stands.
    pub(super) fn on_request_vote_reply(
        &mut self,
        config: &Config,
        voter: NodeId,
        term: Term,
        vote_granted: bool,
        out: &mut Effects<Self>,
    ) {
        let counts = |votes: &Votes| votes.get(&voter).is_none_or(|known| vote_granted && !known);
        if vote_granted {
            out.record(Fact::Voted { term, voter, candidate: self.id });
        }
        if term < self.current_term {
            out.explain(Event::VoteOutdated { voter, term, own_term: self.current_term });
            return;
        }
        let votes = match &mut self.role {
            Role::Candidate { votes } => votes,
            Role::Leader(leader) => {
                // It changes nothing any more. It is kept for those who ask how the election went.
                if counts(&leader.votes) {
                    leader.votes.insert(voter, vote_granted);
                }
                return;
            }
            Role::Follower | Role::PreCandidate { .. } => return,
        };
        if !counts(votes) {
            return;
        }
        votes.insert(voter, vote_granted);
        let configuration = self.membership.in_force();
        let yes = |server| votes.get(&server) == Some(&true);
        let (granted, is_quorum) = (configuration.count(yes), configuration.is_quorum(&config.rules, yes));
        let needed = granted + configuration.lacking(&config.rules, &yes);
        out.explain(if vote_granted {
            Event::VoteReceived { voter, term, votes: granted, needed }
        } else {
            Event::VoteDenied { voter, term, votes: granted, needed }
        });
        // "If votes received from majority of servers: become leader." (§5.2)
        if is_quorum {
            let votes = core::mem::take(votes);
            self.become_leader(config, votes, out);
        }
    }

    /// A server that leads the term of this disk as if all members had just elected it, for a test that begins with a
    /// leader. What it would do then is in `out`.
    ///
    /// ```
    /// use quorate_core::protocol::{Effects, NodeId};
    /// use quorate_core::raft::{Config, Durable, Message, Raft, Role, Term};
    ///
    /// let disk = Durable { current_term: Term(3), voted_for: Some(NodeId(0)), ..Durable::default() };
    /// let mut out = Effects::default();
    /// let leader = Raft::leading(&Config::new(3), NodeId(0), disk, &mut out);
    /// assert!(matches!(&leader.role, Role::Leader(state) if state.next_index.len() == 2));
    /// assert!(out.sends.iter().all(|(_, send)| format!("{send:?}").contains("AppendEntries")));
    /// ```
    pub fn leading(config: &Config, id: NodeId, disk: Durable, out: &mut Effects<Self>) -> Self {
        let mut server = Self::start(config, id, Some(disk), out);
        let votes = server.configuration().members().map(|member| (member, true)).collect();
        server.become_leader(config, votes, out);
        server
    }

    fn become_leader(&mut self, config: &Config, votes: Votes, out: &mut Effects<Self>) {
        out.record(Fact::Elected { term: self.current_term, leader: self.id });
        out.explain(Event::Elected {
            term: self.current_term,
            votes: self.configuration().count(|server| votes.get(&server) == Some(&true)),
            servers: self.configuration().members().count() as u64,
        });
        self.role = Role::Leader(Box::new(Leader { votes, ..Leader::default() }));
        self.track_members();
        self.leader = Some(self.id);
        self.learn_successor(self.id, out);
        out.cancel_timer(Timer::Election);
        self.watch_quorum(config, out);
        // A change of the configuration that is, or may be, half done must not have to wait for a client to be finished.
        let may_be_changing = self.configuration().is_joint() || self.membership.index() > self.commit_index;
        if config.options.no_op || may_be_changing {
            self.append_no_op(out);
        }
        // "Upon election: send initial empty AppendEntries RPCs (heartbeat) to each server." (§5.2)
        self.replicate(config, out);
    }
}
