//! Raft as guarded actions on a set of messages, after Ongaro's TLA+ specification (`raft.tla`, 2014). It knows nothing of
//! `crates/core`: nothing is shared but the paper.
//!
//! An action either happens or says which of its conditions does not hold. Messages are never taken out of their set: that
//! one is lost means that nobody receives it, that it comes twice means that somebody does so twice.
//!
//! Where it says less than `raft.tla`, so that more programs are Raft:
//!
//! * There is no `nextIndex`: a leader may send any piece of its log at any time. How it finds out what somebody lacks is not
//!   what keeps logs equal. A snapshot is the piece from the first entry to the last one covered.
//! * A server may tell another its term, whatever else a message is about (`TellTerm`).
//! * A leader or candidate may give up within its term (`StepDown`). It has still voted.
//! * A server that restarts may remember some of what it knew to be committed: `raft.tla` says none.
//!
//! Where it says more: the commit index of a follower never falls, as figure 2 of the paper has it.

use std::collections::{BTreeMap, BTreeSet};

pub type Server = u8;
pub type Term = u64;
/// Counted from 1.
pub type Index = usize;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Entry<V> {
    pub term: Term,
    pub value: V,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum State {
    Follower,
    Candidate,
    Leader,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Body<V> {
    RequestVoteRequest { last_log_term: Term, last_log_index: Index },
    RequestVoteResponse { vote_granted: bool },
    AppendEntriesRequest { prev_log_index: Index, prev_log_term: Term, entries: Vec<Entry<V>>, commit_index: Index },
    AppendEntriesResponse { success: bool, match_index: Index },
    TermOnly,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Message<V> {
    pub term: Term,
    pub source: Server,
    pub dest: Server,
    pub body: Body<V>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Local<V> {
    pub current_term: Term,
    pub state: State,
    pub voted_for: Option<Server>,
    pub log: Vec<Entry<V>>,
    pub commit_index: Index,
    pub votes_granted: BTreeSet<Server>,
    pub match_index: BTreeMap<Server, Index>,
}

#[derive(Clone, Debug)]
pub struct Spec<V> {
    pub servers: BTreeMap<Server, Local<V>>,
    messages: BTreeSet<Message<V>>,
    /// History: who became leader of which term.
    pub elections: BTreeSet<(Term, Server)>,
    /// History: what leaders committed.
    pub committed: BTreeSet<(Index, Entry<V>)>,
}

/// Which condition of an action does not hold.
pub type Enabled = Result<(), String>;

fn require(condition: bool, what: &str) -> Enabled {
    if condition { Ok(()) } else { Err(what.to_string()) }
}

fn last_term<V>(log: &[Entry<V>]) -> Term {
    log.last().map_or(0, |entry| entry.term)
}

/// The term of the entry at an index; 0 at 0, nothing behind the end.
fn term_at<V>(log: &[Entry<V>], index: Index) -> Option<Term> {
    if index == 0 { Some(0) } else { log.get(index - 1).map(|entry| entry.term) }
}

impl<V: Clone + Ord> Spec<V> {
    /// `Init`
    pub fn init(servers: impl IntoIterator<Item = Server>) -> Self {
        let local = |server| {
            let local = Local {
                current_term: 0,
                state: State::Follower,
                voted_for: None,
                log: Vec::new(),
                commit_index: 0,
                votes_granted: BTreeSet::new(),
                match_index: BTreeMap::new(),
            };
            (server, local)
        };
        Self {
            servers: servers.into_iter().map(local).collect(),
            messages: BTreeSet::new(),
            elections: BTreeSet::new(),
            committed: BTreeSet::new(),
        }
    }

    pub fn server(&self, i: Server) -> &Local<V> {
        &self.servers[&i]
    }

    fn at(&mut self, i: Server) -> &mut Local<V> {
        self.servers.get_mut(&i).expect("there is such a server")
    }

    /// Whether the message was sent.
    pub fn was_sent(&self, message: &Message<V>) -> bool {
        self.messages.contains(message)
    }

    fn send(&mut self, source: Server, dest: Server, body: Body<V>) {
        let term = self.server(source).current_term;
        self.messages.insert(Message { term, source, dest, body });
    }

    /// `Quorum == {i ∈ SUBSET Server : Cardinality(i) * 2 > Cardinality(Server)}`
    fn is_quorum(&self, servers: &BTreeSet<Server>) -> bool {
        servers.len() * 2 > self.servers.len()
    }

    /// `Restart(i)`
    pub fn restart(&mut self, i: Server, commit_index: Index) -> Enabled {
        require(commit_index <= self.server(i).commit_index, "it knows no more to be committed than before")?;
        let local = self.at(i);
        local.state = State::Follower;
        local.votes_granted.clear();
        local.match_index.clear();
        local.commit_index = commit_index;
        Ok(())
    }

    /// `Timeout(i)`
    pub fn timeout(&mut self, i: Server) -> Enabled {
        require(self.server(i).state != State::Leader, "who times out does not lead")?;
        let local = self.at(i);
        local.state = State::Candidate;
        local.current_term += 1;
        local.voted_for = None;
        local.votes_granted.clear();
        Ok(())
    }

    /// `RequestVote(i, j)`
    pub fn request_vote(&mut self, i: Server, j: Server) -> Enabled {
        let local = self.server(i);
        require(local.state == State::Candidate, "who requests a vote is a candidate")?;
        let body = Body::RequestVoteRequest { last_log_term: last_term(&local.log), last_log_index: local.log.len() };
        self.send(i, j, body);
        Ok(())
    }

    /// `AppendEntries(i, j)`, with whatever piece of the log.
    pub fn append_entries(
        &mut self,
        i: Server,
        j: Server,
        prev_log_index: Index,
        count: usize,
        commit_index: Index,
    ) -> Enabled {
        let local = self.server(i);
        require(i != j, "a leader sends entries to others")?;
        require(local.state == State::Leader, "who sends entries leads")?;
        require(prev_log_index + count <= local.log.len(), "a leader sends entries that it has")?;
        require(commit_index <= local.commit_index, "a leader claims no more to be committed than it knows")?;
        let body = Body::AppendEntriesRequest {
            prev_log_index,
            prev_log_term: term_at(&local.log, prev_log_index).expect("it is within the log"),
            entries: local.log[prev_log_index..][..count].to_vec(),
            commit_index,
        };
        self.send(i, j, body);
        Ok(())
    }

    /// `BecomeLeader(i)`
    pub fn become_leader(&mut self, i: Server) -> Enabled {
        let local = self.server(i);
        require(local.state == State::Candidate, "who becomes leader was a candidate")?;
        require(self.is_quorum(&local.votes_granted), "who becomes leader has the votes of a majority")?;
        let others: Vec<Server> = self.servers.keys().copied().filter(|other| *other != i).collect();
        let local = self.at(i);
        local.state = State::Leader;
        local.match_index = others.into_iter().map(|other| (other, 0)).collect();
        let election = (local.current_term, i);
        self.elections.insert(election);
        Ok(())
    }

    /// `ClientRequest(i, v)`
    pub fn client_request(&mut self, i: Server, value: V) -> Enabled {
        require(self.server(i).state == State::Leader, "only a leader takes values into its log")?;
        let local = self.at(i);
        local.log.push(Entry { term: local.current_term, value });
        Ok(())
    }

    /// `AdvanceCommitIndex(i)`
    pub fn advance_commit_index(&mut self, i: Server) -> Enabled {
        let local = self.server(i);
        require(local.state == State::Leader, "only a leader commits by counting")?;
        let agree = |index: Index| {
            let mut servers = BTreeSet::from([i]);
            servers.extend(local.match_index.iter().filter(|(_, matched)| **matched >= index).map(|(k, _)| *k));
            servers
        };
        let newest = (1..=local.log.len()).rev().find(|index| self.is_quorum(&agree(*index))).unwrap_or(0);
        require(newest > local.commit_index, "a majority has more than what is committed")?;
        require(
            local.log[newest - 1].term == local.current_term,
            "what is committed by counting is of the leader's term",
        )?;
        let news = local.log.iter().enumerate().take(newest).skip(local.commit_index);
        let news: Vec<_> = news.map(|(place, entry)| (place + 1, entry.clone())).collect();
        self.committed.extend(news);
        self.at(i).commit_index = newest;
        Ok(())
    }

    /// Beyond `raft.tla`: see above.
    pub fn tell_term(&mut self, i: Server, j: Server) -> Enabled {
        self.send(i, j, Body::TermOnly);
        Ok(())
    }

    /// Beyond `raft.tla`: see above.
    pub fn step_down(&mut self, i: Server) -> Enabled {
        let local = self.at(i);
        require(local.state != State::Follower, "who steps down stood for something")?;
        local.state = State::Follower;
        Ok(())
    }

    /// `UpdateTerm(i, j, m)`: "Any RPC with a newer term causes the recipient to advance its term first."
    pub fn update_term(&mut self, message: &Message<V>) -> Enabled {
        require(self.was_sent(message), "what is received was sent")?;
        let local = self.at(message.dest);
        require(message.term > local.current_term, "a term is updated to a newer one")?;
        local.current_term = message.term;
        local.state = State::Follower;
        local.voted_for = None;
        Ok(())
    }

    /// The handlers of `Receive(m)`, once terms agree.
    pub fn handle(&mut self, message: &Message<V>) -> Enabled {
        require(self.was_sent(message), "what is received was sent")?;
        require(message.term <= self.server(message.dest).current_term, "the recipient has updated its term first")?;
        let is_stale = message.term < self.server(message.dest).current_term;
        match message.body.clone() {
            Body::RequestVoteRequest { last_log_term, last_log_index } => {
                self.handle_request_vote_request(message, last_log_term, last_log_index);
            }
            Body::AppendEntriesRequest { prev_log_index, prev_log_term, entries, commit_index } => {
                let request = (prev_log_index, prev_log_term, entries, commit_index);
                self.handle_append_entries_request(message, request)?;
            }
            // `DropStaleResponse`
            _ if is_stale => {}
            Body::RequestVoteResponse { vote_granted } => {
                if vote_granted {
                    self.at(message.dest).votes_granted.insert(message.source);
                }
            }
            Body::AppendEntriesResponse { success: true, match_index } => {
                if let Some(known) = self.at(message.dest).match_index.get_mut(&message.source) {
                    // "nextIndex and matchIndex … increases monotonically" (figure 2).
                    *known = match_index.max(*known);
                }
            }
            Body::AppendEntriesResponse { success: false, .. } | Body::TermOnly => {}
        }
        Ok(())
    }

    /// `HandleRequestVoteRequest(i, j, m)`
    fn handle_request_vote_request(&mut self, message: &Message<V>, last_log_term: Term, last_log_index: Index) {
        let (i, j) = (message.dest, message.source);
        let local = self.at(i);
        let own = (last_term(&local.log), local.log.len());
        let log_ok = last_log_term > own.0 || (last_log_term == own.0 && last_log_index >= own.1);
        let is_free = local.voted_for.is_none() || local.voted_for == Some(j);
        let vote_granted = message.term == local.current_term && log_ok && is_free;
        if vote_granted {
            local.voted_for = Some(j);
        }
        self.send(i, j, Body::RequestVoteResponse { vote_granted });
    }

    /// `HandleAppendEntriesRequest(i, j, m)`
    fn handle_append_entries_request(
        &mut self,
        message: &Message<V>,
        (prev_log_index, prev_log_term, entries, commit_index): (Index, Term, Vec<Entry<V>>, Index),
    ) -> Enabled {
        let (i, j) = (message.dest, message.source);
        let local = self.at(i);
        if message.term == local.current_term && local.state == State::Candidate {
            local.state = State::Follower;
        }
        let log_ok = term_at(&local.log, prev_log_index) == Some(prev_log_term);
        if message.term < local.current_term || !log_ok {
            self.send(i, j, Body::AppendEntriesResponse { success: false, match_index: 0 });
            return Ok(());
        }
        require(local.state == State::Follower, "a term has one leader at the most")?;
        for (index, entry) in (prev_log_index + 1..).zip(&entries) {
            if term_at(&local.log, index) != Some(entry.term) {
                local.log.truncate(index - 1);
                local.log.push(entry.clone());
            }
        }
        let match_index = prev_log_index + entries.len();
        local.commit_index = local.commit_index.max(commit_index.min(match_index));
        self.send(i, j, Body::AppendEntriesResponse { success: true, match_index });
        Ok(())
    }
}
