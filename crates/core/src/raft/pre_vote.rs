//! A server asks whether it would be elected before it raises its term: §9.6 of Ongaro's thesis (2014).

use super::election::Cause;
use super::{Config, Event, Index, Message, Raft, Role, Term, Timer, Votes};
use crate::protocol::{Effects, NodeId};

impl Raft {
    /// "In the Pre-Vote algorithm, a candidate only increments its term if it first learns from a majority of the cluster
    /// that they would be willing to grant the candidate their votes." (thesis §9.6)
    pub(super) fn start_pre_vote(&mut self, config: &Config, out: &mut Effects<Self>) {
        let Some(term) = self.current_term.next() else { return };
        // An answer to an earlier question may be on its way still: much may have happened since it was given.
        self.pre_votes += 1;
        let attempt = self.pre_votes;
        self.leader = None;
        self.role = Role::PreCandidate { votes: Votes::new() };
        out.explain(Event::PreVoteStarted { term });
        out.set_timer(Timer::Election, config.election_timeout);
        // Nothing is promised, so nothing waits for a disk.
        let own = Message::RequestPreVoteReply { term: self.current_term, asked: term, attempt, vote_granted: true };
        out.send(self.id, own);
        for server in self.configuration().members().filter(|server| *server != self.id) {
            let (last_log_index, last_log_term) = (self.log.last_index(), self.log.last_term());
            out.send(server, Message::RequestPreVote { term, attempt, last_log_index, last_log_term });
        }
    }

    /// Whether this server would vote. It changes nothing about it.
    pub(super) fn on_request_pre_vote(
        &mut self,
        config: &Config,
        candidate: NodeId,
        (term, attempt): (Term, u64),
        last_log_index: Index,
        last_log_term: Term,
        out: &mut Effects<Self>,
    ) {
        let refusal = if term <= self.current_term {
            Some(Event::PreVoteRefusedOldTerm { candidate, term, own_term: self.current_term })
        } else if self.hears_leader() {
            // "… and the voters have not received heartbeats from a valid leader for at least a baseline election timeout"
            Some(Event::PreVoteRefusedLeaderHeard { candidate, term })
        } else if config.rules.election_restriction && !self.is_up_to_date(last_log_index, last_log_term) {
            // "… if the candidate's log is sufficiently up-to-date"
            let (own_last_index, own_last_term) = (self.log.last_index(), self.log.last_term());
            Some(Event::PreVoteRefusedLogBehind {
                candidate,
                term,
                last_log_index,
                last_log_term,
                own_last_index,
                own_last_term,
            })
        } else {
            None
        };
        let vote_granted = refusal.is_none();
        out.explain(refusal.unwrap_or(Event::PreVoteGranted { candidate, term }));
        let reply = Message::RequestPreVoteReply { term: self.current_term, asked: term, attempt, vote_granted };
        out.send(candidate, reply);
    }

    /// An answer to the question. Counts once a voter, and only if it is the question that the server still asks: what was
    /// answered earlier may be untrue by now, and to stand for election costs the leader its office. Of several answers to one
    /// question a yes stands. (The count of questions is not durable: after a crash an answer to one of before it may be taken
    /// for one to its like. No promise rests on that.)
    pub(super) fn on_request_pre_vote_reply(
        &mut self,
        config: &Config,
        voter: NodeId,
        (asked, attempt): (Term, u64),
        vote_granted: bool,
        out: &mut Effects<Self>,
    ) {
        let Role::PreCandidate { votes } = &mut self.role else { return };
        let is_answer = self.current_term.next() == Some(asked) && attempt == self.pre_votes;
        if !is_answer || votes.get(&voter).is_some_and(|known| *known || !vote_granted) {
            return;
        }
        votes.insert(voter, vote_granted);
        let configuration = self.membership.in_force();
        let yes = |server| votes.get(&server) == Some(&true);
        let (granted, is_quorum) = (configuration.count(yes), configuration.is_quorum(&config.rules, yes));
        let needed = granted + configuration.lacking(&config.rules, &yes);
        out.explain(if vote_granted {
            Event::PreVoteReceived { voter, term: asked, votes: granted, needed }
        } else {
            Event::PreVoteDenied { voter, term: asked, votes: granted, needed }
        });
        if is_quorum {
            self.start_election(config, Cause::PreVote, out);
        }
    }

    /// Whether a leader was heard within the shortest election timeout, or is this server.
    pub(super) fn hears_leader(&self) -> bool {
        self.leader_heard || self.is_leader()
    }
}
