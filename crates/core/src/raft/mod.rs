//! Raft, as in figure 2 of its paper: Ongaro & Ousterhout, *In Search of an Understandable Consensus Algorithm* (2014).
//!
//! A cluster elects a leader; clients' commands go into the leader's log; the leader copies its log to the others; what a
//! majority has is committed, and every server applies it to its state machine in the order of the log.
//!
//! To be read beside the paper, in this order:
//!
//! * `log`: what is replicated (§5.3), and `message`: what servers say to one another.
//! * `election`: terms, time-outs and votes (§5.1, §5.2, §5.4.1).
//! * `replication`: AppendEntries, log repair, commitment (§5.3, §5.4.2).
//! * `client`: how a command gets to the leader and its answer back (§8).
//! * `config`: the parameters, and the rules that can be switched off to see what they are for.
//! * `event`: what is told to people.
//!
//! What is deliberately absent: RPC bookkeeping. The paper's RPCs are two messages each, and a reply says by itself what
//! it answers, so that a lost, late or doubled one does no harm. "Retry" is the leader's next heartbeat and the
//! candidate's next term.

use crate::kv::{Command, Store};
use crate::protocol::{Effects, Input, NodeId, Protocol, RequestId};
use crate::sorted::{SortedMap, SortedSet};
use alloc::sync::Arc;

mod client;
mod config;
mod election;
mod event;
mod log;
mod message;
mod replication;

pub use config::{Config, Options, Rules};
pub use event::Event;
pub use log::{Content, Entry, Log};
pub use message::{AppendEntries, AppendResult, ConflictHint, Message, Response};

/// A period of the cluster's life with at most one leader (§5.1). 0: before the first election.
pub type Term = u64;

/// The place of an entry in a log, counted from 1 as in the paper. 0: before the first entry.
pub type Index = u64;

/// One server: the box "State" of figure 2.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Raft {
    /// Who this server is.
    pub id: NodeId,

    /// Latest term that the server has seen. Durable.
    pub current_term: Term,
    /// The candidate that got this server's vote in `current_term`, if any. Durable.
    pub voted_for: Option<NodeId>,
    /// The log. Durable.
    pub log: Log,

    /// Index of the highest entry known to be committed.
    pub commit_index: Index,
    /// Index of the highest entry applied to the state machine.
    pub last_applied: Index,
    /// The state machine. Volatile here: it is built anew from the log.
    pub store: Arc<Store>,

    /// Whom the server takes for the leader of `current_term`, to send clients there.
    pub leader: Option<NodeId>,
    /// What the server is in `current_term`.
    pub role: Role,
}

/// The three states of the paper's figure 4.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// Answers candidates and leaders.
    Follower,
    /// Wants to lead.
    Candidate {
        /// The answers so far, its own among them: yes or no.
        votes: Votes,
    },
    /// Leads `current_term`.
    Leader(Leader),
}

/// Who answered a candidate, and how.
pub type Votes = SortedMap<NodeId, bool>;

/// The volatile state that only leaders have: figure 2, "reinitialized after election".
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Leader {
    /// For each other server, the index of the next entry to send to it.
    pub next_index: SortedMap<NodeId, Index>,
    /// For each server, itself included, the index of the highest entry known to be in its log, durably.
    pub match_index: SortedMap<NodeId, Index>,
    /// Followers that were probed, since the last heartbeat, for where their logs agree with the leader's, and have not
    /// said yes yet. For them this is no "idle period": the next heartbeat would only be a second probe of the same place.
    pub probed: SortedSet<NodeId>,
    /// Who waits for the entry at an index to be applied.
    pub waiting: SortedMap<Index, Waiting>,
    /// The votes that this leader was elected with, and those that came too late to matter.
    pub votes: Votes,
}

/// A client that waits for an answer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Waiting {
    /// The request to be answered.
    pub request: RequestId,
    /// The follower that passed it on, and gets the answer.
    pub via: Option<NodeId>,
}

/// The named timers of a server.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// Set while the server is not leader: when it runs out, no leader was heard and no candidate got this server's vote
    /// for an election timeout (§5.2).
    Election,
    /// Set while the server leads: when it runs out, the followers have to hear from it (§5.2).
    Heartbeat,
}

/// What figure 2 calls "persistent state on all servers".
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Durable {
    /// Latest term that the server has seen.
    pub current_term: Term,
    /// The candidate that got this server's vote in that term.
    pub voted_for: Option<NodeId>,
    /// The log.
    pub log: Log,
}

/// What the checks remember.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fact {
    /// A candidate won an election.
    Elected {
        /// The term that it leads.
        term: Term,
        /// The winner.
        leader: NodeId,
    },
    /// A candidate got a vote: from then on somebody relies on it.
    Voted {
        /// The term of the election.
        term: Term,
        /// Who voted.
        voter: NodeId,
        /// For whom.
        candidate: NodeId,
    },
    /// A leader counted an entry as committed.
    Committed {
        /// Its place in the log.
        index: Index,
        /// The term that the leader led then.
        term: Term,
        /// The entry.
        entry: Entry,
    },
}

impl Protocol for Raft {
    type Config = Config;
    type Message = Message;
    type Timer = Timer;
    type Request = Command;
    type Response = Response;
    type Durable = Durable;
    type Fact = Fact;
    type Event = Event;

    fn start(config: &Config, id: NodeId, durable: Option<Durable>, out: &mut Effects<Self>) -> Self {
        if let Some(Durable { current_term, log, .. }) = &durable {
            out.explain(Event::Restarted { term: *current_term, last_index: log.last_index() });
        }
        let Durable { current_term, voted_for, log } = durable.unwrap_or_default();
        // "When servers start up, they begin as followers." (§5.2)
        out.set_timer(Timer::Election, config.election_timeout);
        Self {
            id,
            current_term,
            voted_for,
            log,
            commit_index: 0,
            last_applied: 0,
            store: Arc::default(),
            leader: None,
            role: Role::Follower,
        }
    }

    fn handle(&mut self, config: &Config, input: Input<Self>, out: &mut Effects<Self>) {
        match input {
            Input::Message { from, message } => self.on_message(config, from, message, out),
            Input::Timeout(Timer::Election) => self.on_election_timeout(config, out),
            Input::Timeout(Timer::Heartbeat) => self.on_heartbeat_timeout(config, out),
            Input::Request { id, request } => self.on_request(config, id, request, out),
        }
    }

    fn durable(&self) -> Durable {
        Durable { current_term: self.current_term, voted_for: self.voted_for, log: self.log.clone() }
    }
}

impl Raft {
    /// Whether the server leads `current_term`.
    pub fn is_leader(&self) -> bool {
        matches!(self.role, Role::Leader(_))
    }

    fn on_message(&mut self, config: &Config, from: NodeId, message: Message, out: &mut Effects<Self>) {
        if let Some(term) = message.term() {
            self.follow_newer_term(config, from, term, out);
        }
        match message {
            Message::RequestVote { term, last_log_index, last_log_term } => {
                self.on_request_vote(config, from, term, last_log_index, last_log_term, out);
            }
            Message::RequestVoteReply { term, vote_granted } => {
                self.on_request_vote_reply(config, from, term, vote_granted, out);
            }
            Message::AppendEntries(request) => self.on_append_entries(config, from, request, out),
            Message::AppendEntriesReply { term, result } => {
                self.on_append_entries_reply(config, from, term, result, out);
            }
            Message::Forward { id, command } => self.on_forward(config, from, id, command, out),
            Message::ForwardReply { id, response } => self.on_forward_reply(from, id, response, out),
        }
    }

    /// "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state machine." (§5.3)
    fn apply_committed(&mut self, out: &mut Effects<Self>) {
        while self.last_applied < self.commit_index {
            self.last_applied += 1;
            let index = self.last_applied;
            let entry = self.log.get(index).expect("a commit index never points behind the end of the log").clone();
            let value = match &entry.content {
                Content::NoOp => None,
                Content::Command(command) => Arc::make_mut(&mut self.store).apply(command),
            };
            self.answer(index, &entry, value, out);
        }
    }
}
