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
//! * `snapshot`: how a log is kept short (§7).
//!
//! and then beside Ongaro's thesis, *Consensus: Bridging Theory and Practice* (2014), which the comments cite as "thesis":
//!
//! * `pre_vote` and `quorum_check`: how a server that was away disturbs nobody (§9.6, §6.2, §4.2.3).
//! * `transfer`: how a leader hands over (§3.10).
//! * `read`: how reads do without log entries (§6.4).
//! * `configuration` and `membership`: how the cluster changes (chapter 4).
//!
//! Beside both:
//!
//! * `config`: the parameters, and the rules that can be switched off to see what they are for.
//! * `event`: what is told to people.
//!
//! What is deliberately absent: RPC bookkeeping. The paper's RPCs are two messages each, and a reply says by itself what
//! it answers, so that a lost, late or doubled one does no harm: beside the term that its sender has reached by then, which
//! may be a later one, it names the term of the request (`asked`), and whatever is counted anew in each term counts within
//! that. Whoever gets a reply to another term's request learns its sender's term from it and nothing else. "Retry" is the
//! leader's next heartbeat and the candidate's next term.

use crate::apart::apart;
use crate::kv::Store;
use crate::protocol::{Effects, Input, NodeId, Protocol, RequestId};
use crate::sorted::{SortedMap, SortedSet};
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

mod client;
mod config;
mod configuration;
mod election;
mod event;
mod index;
mod log;
mod membership;
mod message;
mod pre_vote;
mod quorum_check;
mod read;
mod replication;
mod snapshot;
mod term;
mod transfer;

pub use config::{Config, Options, Rules};
pub use configuration::{Configuration, Membership};
pub use event::Event;
pub use index::Index;
pub use log::{Appointment, Content, Entry, Log, Snapshot};
pub use membership::{Change, ChangePhase, Manner};
pub use message::{AppendEntries, AppendResult, ConflictHint, Message, Rejection, Request, Response};
pub use read::Read;
pub use term::Term;
pub use transfer::{HandedOver, Transfer};

/// One server: the box "State" of figure 2.
///
/// ```
/// use quorate_core::protocol::{Effects, Input, NodeId, Protocol};
/// use quorate_core::raft::{Config, Message, Raft, Role, Term, Timer};
/// use quorate_core::runtime;
///
/// let (config, a, b) = (Config::new(3), NodeId(0), NodeId(1));
/// let mut out = Effects::default();
/// let mut server = Raft::start(&config, a, None, &mut out);
///
/// // It stands for election in term 1, and the vote of one of the two others is enough.
/// runtime::handle(&mut server, &config, a, Input::Timeout(Timer::Election), &mut out);
/// assert!(matches!(server.role, Role::Candidate { .. }) && out.sends.len() == 2);
/// let message = Message::RequestVoteReply { term: Term(1), asked: Term(1), vote_granted: true };
/// runtime::handle(&mut server, &config, a, Input::Message { from: b, message }, &mut out);
/// assert!(server.is_leader());
/// ```
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
    /// The state machine. Volatile here: it is built anew from the snapshot and the log.
    pub store: Arc<Store>,
    /// The configurations that the log knows of: derived from it.
    pub membership: Arc<Membership>,

    /// Whom the server takes for the leader of `current_term`, to send clients there.
    pub leader: Option<NodeId>,
    /// Whether a leader was heard within the shortest election timeout, or may have been. Only kept with `pre_vote` or
    /// `check_quorum`.
    pub leader_heard: bool,
    /// How often the server has asked, in `current_term` and since it has booted, whether it would be elected in the next.
    pub pre_votes: u64,
    /// Who is still to be told what has become of a leadership that this server was to hand over, and has lost.
    pub handed_over: Option<HandedOver>,
    /// What the server is in `current_term`.
    pub role: Role,
}

/// The three states of the paper's figure 4, and the one before them of the thesis (§9.6).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// Answers candidates and leaders.
    Follower,
    /// Asks whether it would be elected.
    PreCandidate {
        /// The answers so far, its own among them: yes or no.
        votes: Votes,
    },
    /// Wants to lead.
    Candidate {
        /// The answers so far, its own among them: yes or no.
        votes: Votes,
    },
    /// Leads `current_term`.
    Leader(Box<Leader>),
}

/// Who answered a candidate, and how.
pub type Votes = SortedMap<NodeId, bool>;

/// The volatile state that only leaders have: figure 2, "reinitialized after election".
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Leader {
    /// For each other server that it replicates to, the index of the next entry to send to it.
    pub next_index: SortedMap<NodeId, Index>,
    /// For each of them and for itself, the index of the highest entry known to be in its log, durably.
    pub match_index: SortedMap<NodeId, Index>,
    /// Followers that were probed, since the last heartbeat, for where their logs agree with the leader's, and have not
    /// said yes yet. For them this is no "idle period": the next heartbeat would only be a second probe of the same place.
    pub probed: SortedSet<NodeId>,
    /// Followers that have not acknowledged the last entries sent to them. Only kept with `batching`.
    pub awaited: SortedSet<NodeId>,
    /// Who waits for the entry at an index to be applied.
    pub waiting: SortedMap<Index, Waiting>,
    /// The votes that this leader was elected with, and those that came too late to matter.
    pub votes: Votes,
    /// The other servers that were heard from since the last check. `None` while none is due (`check_quorum`).
    pub heard: Option<SortedSet<NodeId>>,
    /// How often it has asked "do I still lead?" (thesis §6.4).
    pub round: u64,
    /// For each server the latest such round that it has answered.
    pub confirmed: SortedMap<NodeId, u64>,
    /// The reads that wait for an answer to that, in the order in which they came.
    pub reads: Vec<Read>,
    /// Whether it may read without asking: a majority has promised not to elect another yet (thesis §6.4.1).
    pub lease: bool,
    /// Whether it has told a server to stand for election. That server may do so at any time from then on, and nobody's
    /// promise holds against it: there are no more leases.
    pub offered: bool,
    /// The change of the configuration that it was asked for and has not made yet.
    pub change: Option<Change>,
    /// To whom it is handing over.
    pub transfer: Option<Transfer>,
    /// What it has refused to do for the cluster, the latest of each client: if that comes again, it is refused again, whatever
    /// may be possible by then.
    pub refused: SortedMap<u16, (u32, Rejection)>,
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
    /// Set when a leader was heard: when it runs out, that was the shortest election timeout ago (thesis §4.2.3).
    MinimumElection,
    /// Set while the server leads: when it runs out, a majority must have been heard from (thesis §6.2).
    CheckQuorum,
    /// Set while leadership is handed over, and until it is known to whom: when it runs out, that has failed (thesis §3.10).
    Transfer,
    /// Set while new servers catch up: when it runs out, a round has taken too long (thesis §4.2.1).
    CatchUp,
    /// Set while a leader has a lease: when it runs out, so does the lease (thesis §6.4.1).
    Lease,
}

/// What figure 2 calls "persistent state on all servers".
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Durable {
    /// Latest term that the server has seen.
    pub current_term: Term,
    /// The candidate that got this server's vote in that term.
    pub voted_for: Option<NodeId>,
    /// The log, with the snapshot that it begins with.
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
    const REMEMBERS_CLIENTS: bool = true;

    type Config = Config;
    type Message = Message;
    type Timer = Timer;
    type Request = Request;
    type Response = Response;
    type Durable = Durable;
    type Fact = Fact;
    type Event = Event;

    fn start(config: &Config, id: NodeId, durable: Option<Durable>, out: &mut Effects<Self>) -> Self {
        if let Some(Durable { current_term, log, .. }) = &durable {
            out.explain(Event::Restarted { term: *current_term, last_index: log.last_index() });
        }
        // It may have promised a leader not to elect another, just before it crashed, and that leader may have a lease.
        let may_have_promised = durable.is_some() && config.leases();
        let Durable { current_term, voted_for, log } = durable.unwrap_or_default();
        let membership = Arc::new(Membership::of(&config.voters, &log));
        // What a snapshot holds was committed.
        let commit_index = log.snapshot_index();
        let store = log.snapshot().map_or_else(Arc::default, |snapshot| snapshot.store.clone());
        let mut server = Self {
            id,
            current_term,
            voted_for,
            log,
            commit_index,
            last_applied: commit_index,
            store,
            membership,
            leader: None,
            leader_heard: false,
            pre_votes: 0,
            handed_over: None,
            // "When servers start up, they begin as followers." (§5.2)
            role: Role::Follower,
        };
        server.reset_election_timer(config, out);
        if may_have_promised {
            server.remember_leader(config, out);
        }
        server
    }

    fn handle(&mut self, config: &Config, input: Input<Self>, out: &mut Effects<Self>) {
        match input {
            Input::Message { from, message } => self.on_message(config, from, message, out),
            Input::Timeout(Timer::Election) => self.on_election_timeout(config, out),
            Input::Timeout(Timer::Heartbeat) => self.on_heartbeat_timeout(config, out),
            Input::Timeout(Timer::MinimumElection) => self.leader_heard = false,
            Input::Timeout(Timer::CheckQuorum) => apart(|| self.on_check_quorum_timeout(config, out)),
            Input::Timeout(Timer::Transfer) => apart(|| self.on_transfer_timeout(config, out)),
            Input::Timeout(Timer::CatchUp) => apart(|| self.on_catch_up_timeout(config, out)),
            Input::Timeout(Timer::Lease) => apart(|| self.on_lease_timeout(out)),
            Input::Request { id, request } => apart(|| self.on_request(config, id, request, out)),
            Input::Configured => apart(|| self.on_configured(config, out)),
        }
    }

    fn durable(&self) -> Durable {
        Durable { current_term: self.current_term, voted_for: self.voted_for, log: self.log.clone() }
    }
}

impl Raft {
    /// Shares with another server what both hold alike: the log, the state machine. What it says stays the same.
    pub fn share_with(&mut self, other: &Self) {
        self.log.share_with(&other.log);
        log::share(&mut self.store, &other.store);
    }

    /// Whether the server leads `current_term`.
    pub fn is_leader(&self) -> bool {
        matches!(self.role, Role::Leader(_))
    }

    /// The configuration in force: "each server always uses the latest configuration found in its log" (thesis §4.1).
    pub fn configuration(&self) -> &Configuration {
        self.membership.in_force()
    }

    fn on_message(&mut self, config: &Config, from: NodeId, message: Message, out: &mut Effects<Self>) {
        if let Message::RequestVote { term, transfer, .. } = message
            && self.disregards_candidate(config, from, term, transfer, out)
        {
            return;
        }
        if let Some(term) = message.term() {
            self.hand_over_to_successor(from, &message, out);
            self.follow_newer_term(config, from, term, out);
        }
        match message {
            Message::RequestVote { term, last_log_index, last_log_term, .. } => {
                self.on_request_vote(config, from, term, last_log_index, last_log_term, out);
            }
            Message::RequestVoteReply { asked, vote_granted, .. } => {
                self.on_request_vote_reply(config, from, asked, vote_granted, out);
            }
            Message::RequestPreVote { term, attempt, last_log_index, last_log_term } => {
                apart(|| {
                    self.on_request_pre_vote(config, from, (term, attempt), last_log_index, last_log_term, out);
                });
            }
            Message::RequestPreVoteReply { asked, attempt, vote_granted, .. } => {
                apart(|| self.on_request_pre_vote_reply(config, from, (asked, attempt), vote_granted, out));
            }
            Message::AppendEntries(request) => self.on_append_entries(config, from, request, out),
            Message::AppendEntriesReply { asked, result, round, .. } => {
                self.on_append_entries_reply(config, from, asked, result, round, out);
            }
            Message::InstallSnapshot { term, snapshot } => {
                apart(|| self.on_install_snapshot(config, from, term, snapshot, out));
            }
            Message::InstallSnapshotReply { asked, match_index, .. } => {
                apart(|| self.on_install_snapshot_reply(config, from, asked, match_index, out));
            }
            Message::TimeoutNow { term } => apart(|| self.on_timeout_now(config, from, term, out)),
            Message::Forward { term, id, request } => {
                apart(|| self.on_forward(config, from, (term, id), request, out));
            }
            Message::ForwardReply { id, response } => apart(|| self.on_forward_reply(from, id, response, out)),
        }
    }

    /// Takes an entry into the log. A configuration is in force from now on (thesis §4.1).
    fn append_to_log(&mut self, entry: Entry, out: &mut Effects<Self>) {
        let configuration = match &entry.content {
            Content::Configuration(appointment) => Some(appointment.configuration.clone()),
            _ => None,
        };
        self.log.push(entry);
        if let Some(configuration) = configuration {
            let index = self.log.last_index();
            let told = configuration.clone();
            out.explain(if !self.is_leader() {
                Event::ConfigurationInForce { index, configuration: told }
            } else if told.is_joint() {
                Event::JointConfigurationAppended { index, configuration: told }
            } else if self.configuration().is_joint() {
                Event::NewConfigurationAppended { index, configuration: told }
            } else {
                Event::ConfigurationAppended { index, configuration: told }
            });
            Arc::make_mut(&mut self.membership).push(index, configuration);
        }
    }

    /// Deletes the entry at `index` and all behind it. A configuration among them was never in force (thesis §4.1).
    fn truncate_log(&mut self, index: Index, out: &mut Effects<Self>) {
        self.log.truncate_from(index);
        if self.membership.index() >= index && Arc::make_mut(&mut self.membership).truncate_from(index) {
            out.explain(Event::ConfigurationRolledBack { configuration: self.configuration().clone() });
        }
    }

    /// "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state machine." (§5.3)
    fn apply_committed(&mut self, config: &Config, out: &mut Effects<Self>) {
        while self.last_applied < self.commit_index {
            self.last_applied = self.last_applied.next();
            let index = self.last_applied;
            let client = self.take_waiting(index);
            let entry = self.log.get(index).expect("a commit index never points behind the end of the log");
            let response = match &entry.content {
                Content::NoOp => Some(Response::Done),
                Content::Configuration(appointment) => {
                    if appointment.id.is_some() {
                        appointment.apply(Arc::make_mut(&mut self.store));
                    }
                    Some(Response::Done)
                }
                Content::Command(operation) => {
                    let store = Arc::make_mut(&mut self.store);
                    let is_repeated = operation.is_repeated(store);
                    let answer = operation.apply(store);
                    if is_repeated {
                        out.explain(Event::RequestRepeated { index, command: operation.command.clone() });
                    } else if client.is_some() {
                        let (command, answer) = (operation.command.clone(), answer.flatten());
                        out.explain(Event::Applied { index, command, answer });
                    }
                    // To whom asks what is overtaken by a later request of the same client, nothing that is true can be said.
                    answer.map(|value| Response::Applied { value, index })
                }
            };
            if let (Some(client), Some(response)) = (client, response) {
                self.respond(client, response, out);
            }
        }
        self.compact_if_long(config, out);
    }
}
