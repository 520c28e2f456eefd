//! Each step of our cluster is a sequence of the specification's actions: which ones, this file knows; whether they may happen,
//! and whether afterwards all is as it is in our cluster, only the specification says.
//!
//! Disks write at once here: the specification's servers have no others.

use crate::spec::{Body, Message, Server, Spec, State};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{self, AppendEntries, AppendResult, Content, Fact, Index, Raft, Role};
use quorate_sim::cluster::Cluster;
use quorate_sim::cluster::step::{Applied, Step};

/// The specification in the state in which our cluster is.
#[derive(Debug)]
pub struct Shadow {
    pub spec: Spec<Content>,
}

type Done = Result<(), String>;

fn index(index: Index) -> usize {
    usize::try_from(index.0).expect("no log is that long")
}

impl Shadow {
    pub fn of(cluster: &Cluster<Raft>) -> Self {
        Self { spec: Spec::init(cluster.nodes().map(|node| node.0)) }
    }

    /// Lets the specification do what our cluster has just done.
    pub fn follow(&mut self, after: &Cluster<Raft>, step: &Step<Raft>, applied: &Applied<Raft>) -> Done {
        match step {
            Step::Deliver { from, to, message } => self.receive(*from, *to, message, after, applied)?,
            Step::Restart { node } => {
                let remembered = after.state(*node).map_or(0, |state| index(state.commit_index));
                self.spec.restart(node.0, remembered)?;
            }
            // That a message is lost or doubled, or that a server is down, is nothing that happens in the specification.
            _ => {}
        }
        if let Some((node, _)) = applied.touched
            && let Some(state) = after.state(node)
        {
            self.catch_up(node.0, state, &applied.facts)?;
            for (from, to, message) in &applied.sent {
                self.send(from.0, to.0, message)?;
            }
        }
        self.compare(after)
    }

    fn receive(
        &mut self,
        from: NodeId,
        to: NodeId,
        message: &raft::Message,
        after: &Cluster<Raft>,
        applied: &Applied<Raft>,
    ) -> Done {
        let Some(message) = self.abstracted(from.0, to.0, message) else { return Ok(()) };
        // Who hears from a leader may disregard candidates, as if their requests were lost (thesis §4.2.3).
        let answered = applied.sent.iter().any(|(_, dest, _)| *dest == from);
        let is_request = matches!(message.body, Body::RequestVoteRequest { .. } | Body::AppendEntriesRequest { .. });
        if is_request && !answered {
            return Ok(());
        }
        // A candidate counts each voter's first answer: a yes after a no is as good as lost.
        if let Some(Role::Candidate { votes }) = after.state(to).map(|state| &state.role)
            && message.body == (Body::RequestVoteResponse { vote_granted: true })
            && votes.get(&from) == Some(&false)
        {
            return Ok(());
        }
        if after.state(to).is_some_and(|state| state.current_term.0 > self.spec.server(to.0).current_term)
            && message.term > self.spec.server(to.0).current_term
        {
            self.spec.update_term(&message)?;
        }
        self.spec.handle(&message)
    }

    /// What a server has done by itself: stood for election, won it, taken values into its log, committed, stepped down.
    fn catch_up(&mut self, i: Server, state: &Raft, facts: &[Fact]) -> Done {
        if state.current_term.0 > self.spec.server(i).current_term {
            self.spec.timeout(i)?;
            self.spec.request_vote(i, i)?;
            let term = self.spec.server(i).current_term;
            let own = |body| Message { term, source: i, dest: i, body };
            let log = &self.spec.server(i).log;
            let last = Body::RequestVoteRequest {
                last_log_term: log.last().map_or(0, |entry| entry.term),
                last_log_index: log.len(),
            };
            self.spec.handle(&own(last))?;
            self.spec.handle(&own(Body::RequestVoteResponse { vote_granted: true }))?;
        }
        if state.is_leader() && self.spec.server(i).state != State::Leader {
            self.spec.become_leader(i)?;
        }
        while self.spec.server(i).log.len() < index(state.log.last_index()) && state.is_leader() {
            let next = Index(self.spec.server(i).log.len() as u64).next();
            // A server that is alone may have committed it in this same step, and taken a snapshot of it.
            let committed = facts.iter().find_map(|fact| match fact {
                Fact::Committed { index, entry, .. } if *index == next => Some(entry),
                _ => None,
            });
            let entry = state.log.get(next).or(committed).ok_or("what became of a new entry?")?;
            self.spec.client_request(i, entry.content.clone())?;
        }
        if state.is_leader() && index(state.commit_index) > self.spec.server(i).commit_index {
            self.spec.advance_commit_index(i)?;
        }
        let gave_up = matches!(state.role, Role::Follower | Role::PreCandidate { .. });
        if gave_up && self.spec.server(i).state != State::Follower {
            self.spec.step_down(i)?;
        }
        Ok(())
    }

    /// Sends what our server has sent, unless that was part of its answer.
    fn send(&mut self, i: Server, j: Server, message: &raft::Message) -> Done {
        let Some(sent) = self.abstracted(i, j, message) else { return Ok(()) };
        match &sent.body {
            Body::RequestVoteRequest { .. } => self.spec.request_vote(i, j)?,
            Body::AppendEntriesRequest { prev_log_index, entries, commit_index, .. } => {
                self.spec.append_entries(i, j, *prev_log_index, entries.len(), *commit_index)?;
            }
            Body::TermOnly => self.spec.tell_term(i, j)?,
            Body::RequestVoteResponse { .. } | Body::AppendEntriesResponse { .. } => {}
        }
        if self.spec.was_sent(&sent) { Ok(()) } else { Err(format!("the specification sends no {sent:?}")) }
    }

    /// A message as the specification knows it; `None` for what it knows nothing of.
    fn abstracted(&self, source: Server, dest: Server, message: &raft::Message) -> Option<Message<Content>> {
        let entry = |entry: &raft::Entry| crate::spec::Entry { term: entry.term.0, value: entry.content.clone() };
        let body = match message {
            raft::Message::RequestVote { last_log_index, last_log_term, .. } => {
                Body::RequestVoteRequest { last_log_term: last_log_term.0, last_log_index: index(*last_log_index) }
            }
            raft::Message::RequestVoteReply { vote_granted, .. } => {
                Body::RequestVoteResponse { vote_granted: *vote_granted }
            }
            raft::Message::AppendEntries(AppendEntries {
                prev_log_index,
                prev_log_term,
                entries,
                leader_commit,
                ..
            }) => Body::AppendEntriesRequest {
                prev_log_index: index(*prev_log_index),
                prev_log_term: prev_log_term.0,
                entries: entries.iter().map(entry).collect(),
                commit_index: index(*leader_commit),
            },
            raft::Message::AppendEntriesReply { result, .. } => match result {
                AppendResult::Success { match_index } => {
                    Body::AppendEntriesResponse { success: true, match_index: index(*match_index) }
                }
                AppendResult::Refused { .. } => Body::AppendEntriesResponse { success: false, match_index: 0 },
            },
            // The piece of the log that it replaces. The sender had it when it sent it, and has it still, or it is down
            // or leads no more: what is committed stays.
            raft::Message::InstallSnapshot { snapshot, .. } => {
                let covered = index(snapshot.last_index);
                let entries = self.spec.server(source).log.get(..covered)?.to_vec();
                Body::AppendEntriesRequest { prev_log_index: 0, prev_log_term: 0, entries, commit_index: covered }
            }
            raft::Message::InstallSnapshotReply { match_index, .. } => {
                Body::AppendEntriesResponse { success: *match_index > Index::ZERO, match_index: index(*match_index) }
            }
            raft::Message::RequestPreVoteReply { .. } | raft::Message::TimeoutNow { .. } => Body::TermOnly,
            raft::Message::RequestPreVote { .. }
            | raft::Message::Forward { .. }
            | raft::Message::ForwardReply { .. } => return None,
        };
        let term = message.term().expect("only what is not known to the specification has no term");
        Some(Message { term: term.0, source, dest, body })
    }

    /// Whether our servers are where the specification's are.
    fn compare(&self, cluster: &Cluster<Raft>) -> Done {
        for node in cluster.nodes() {
            let (theirs, i) = (self.spec.server(node.0), node.0);
            let Some(disk) = cluster.server(node).durable() else { continue };
            let differs = |what: &str, ours: &dyn std::fmt::Debug, theirs: &dyn std::fmt::Debug| {
                Err(format!("{what} of {i}: ours is {ours:?}, the specification's {theirs:?}"))
            };
            if disk.current_term.0 != theirs.current_term {
                return differs("the term", &disk.current_term, &theirs.current_term);
            }
            let voted_for = disk.voted_for.map(|candidate| candidate.0);
            if voted_for != theirs.voted_for {
                return differs("the vote", &voted_for, &theirs.voted_for);
            }
            let covered = index(disk.log.snapshot_index());
            let ours: Vec<_> = disk.log.iter().map(|(_, entry)| (entry.term.0, &entry.content)).collect();
            let rest = theirs.log.get(covered..).unwrap_or_default();
            let rest: Vec<_> = rest.iter().map(|entry| (entry.term, &entry.value)).collect();
            if ours != rest || index(disk.log.last_index()) != theirs.log.len() {
                return differs("the log", &disk.log, &theirs.log);
            }
            if let Some(snapshot) = disk.log.snapshot()
                && theirs.log[covered - 1].term != snapshot.last_term.0
            {
                return differs("the snapshot", snapshot, &theirs.log);
            }
            let Some(state) = cluster.state(node) else { continue };
            if index(state.commit_index) != theirs.commit_index {
                return differs("the commit index", &state.commit_index, &theirs.commit_index);
            }
            let role = match &state.role {
                Role::Follower | Role::PreCandidate { .. } => State::Follower,
                Role::Candidate { votes } => {
                    let granted = votes.iter().filter(|(_, granted)| *granted).map(|(voter, _)| voter.0);
                    if !granted.eq(theirs.votes_granted.iter().copied()) {
                        return differs("the votes", votes, &theirs.votes_granted);
                    }
                    State::Candidate
                }
                Role::Leader(leader) => {
                    let others = leader.match_index.iter().filter(|(server, _)| *server != node);
                    let others = others.map(|(server, matched)| (server.0, index(*matched)));
                    if !others.eq(theirs.match_index.iter().map(|(server, matched)| (*server, *matched))) {
                        return differs("the match index", &leader.match_index, &theirs.match_index);
                    }
                    State::Leader
                }
            };
            if role != theirs.state {
                return differs("the state", &role, &theirs.state);
            }
        }
        Ok(())
    }
}
