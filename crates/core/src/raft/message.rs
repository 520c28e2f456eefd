//! What servers say to one another, and what clients are told: the boxes "RPC" of figure 2.

use super::{Entry, Index, Snapshot, Term};
use crate::event::Arg;
use crate::kv::StoreCommand;
use crate::protocol::{NodeId, RequestId};
use crate::sorted::SortedSet;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

/// What servers say to one another. The sender is the paper's `candidateId` or `leaderId`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// A candidate asks for a vote (§5.2).
    RequestVote {
        /// The candidate's term.
        term: Term,
        /// Index of the candidate's last log entry (§5.4).
        last_log_index: Index,
        /// Term of the candidate's last log entry (§5.4).
        last_log_term: Term,
        /// Whether the leader itself asked for this election: then nobody disregards it for the leader's sake
        /// (thesis §4.2.3).
        transfer: bool,
    },
    /// A server's vote.
    RequestVoteReply {
        /// The voter's term, for the candidate to update itself.
        term: Term,
        /// The term of the request that is answered: that of the election.
        asked: Term,
        /// Yes or no.
        vote_granted: bool,
    },
    /// A server asks whether it would get a vote (thesis §9.6). Nobody's term changes.
    RequestPreVote {
        /// The term of the election that it would start.
        term: Term,
        /// How often it has asked about that election: each time it is another question.
        attempt: u64,
        /// Index of its last log entry.
        last_log_index: Index,
        /// Term of its last log entry.
        last_log_term: Term,
    },
    /// Whether it would.
    RequestPreVoteReply {
        /// The voter's term.
        term: Term,
        /// The term that it was asked about.
        asked: Term,
        /// Which of the questions about that term is answered.
        attempt: u64,
        /// Yes or no.
        vote_granted: bool,
    },
    /// A leader replicates its log, or lets itself be heard (§5.2, §5.3).
    AppendEntries(AppendEntries),
    /// A follower's answer to that.
    AppendEntriesReply {
        /// The follower's term, for the leader to update itself.
        term: Term,
        /// The term of the request that is answered.
        asked: Term,
        /// Whether the logs agreed.
        result: AppendResult,
        /// The round of the request that is answered, in the term of that request.
        round: u64,
    },
    /// A leader sends its snapshot to a follower that lacks entries which are not in the leader's log any more (§7, figure
    /// 13). In one piece: the paper's `offset` and `done` only cut it up for transport.
    InstallSnapshot {
        /// The leader's term.
        term: Term,
        /// What it covers, and the state machine.
        snapshot: Arc<Snapshot>,
    },
    /// A follower's answer to that.
    InstallSnapshotReply {
        /// The follower's term, for the leader to update itself.
        term: Term,
        /// The term of the request that is answered.
        asked: Term,
        /// Up to here the follower's log is the leader's; 0 if the leader's term is over.
        match_index: Index,
    },
    /// A leader that hands leadership over: "the same effect as the target server's election timer firing" (thesis §3.10).
    TimeoutNow {
        /// The leader's term.
        term: Term,
    },
    /// A follower passes a client's request on to the leader (§8).
    Forward {
        /// The term whose leader is asked. Nobody leads a term twice: so who does not lead it, and says so, will not take up the
        /// request if it comes again.
        term: Term,
        /// To be named in the answer.
        id: RequestId,
        /// What the client asks for.
        request: Request,
    },
    /// The answer to a request that was passed on.
    ForwardReply {
        /// Which request is answered.
        id: RequestId,
        /// What the client is told.
        response: Response,
    },
}

/// The arguments of AppendEntries.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AppendEntries {
    /// The leader's term.
    pub term: Term,
    /// Index of the entry immediately before the new ones.
    pub prev_log_index: Index,
    /// Term of that entry.
    pub prev_log_term: Term,
    /// Entries to store; empty for a heartbeat.
    pub entries: Arc<[Entry]>,
    /// The leader's commit index.
    pub leader_commit: Index,
    /// Which of the leader's rounds of questions "do I still lead?" it belongs to (thesis §6.4). 0 while it has had no
    /// reason to ask.
    pub round: u64,
}

/// The paper's `success`, with what a leader must know to make sense of a reply that comes late, twice, or out of order.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AppendResult {
    /// The follower's log held the entry before the new ones, and now holds these too.
    Success {
        /// Up to here the follower's log is the leader's.
        match_index: Index,
    },
    /// It did not hold it, or the leader's term is over.
    Refused {
        /// `prevLogIndex` of the request that is refused.
        prev_log_index: Index,
        /// How long the follower's log is (thesis §4.2.1).
        last_index: Index,
        /// Where the leader might try next (option `conflict_hint`).
        hint: Option<ConflictHint>,
    },
}

/// "The term of the conflicting entry and the first index it stores for that term" (end of §5.3).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ConflictHint {
    /// The term that the follower has at `prevLogIndex`; `None` if its log ends before.
    pub term: Option<Term>,
    /// The first index of that term in the follower's log; if there is none, the index behind its last entry.
    pub first_index: Index,
}

/// What a client, or whoever looks after the cluster, asks for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Request {
    /// Something for the state machine.
    Command(StoreCommand),
    /// This server shall belong to the cluster (thesis §4.1).
    Add(NodeId),
    /// This server shall not belong to the cluster any more (thesis §4.1).
    Remove(NodeId),
    /// These servers shall be the cluster (thesis §4.3).
    Configure {
        /// All of them.
        voters: SortedSet<NodeId>,
        /// Without a joint configuration, which is not safe: to see why.
        direct: bool,
    },
    /// The server that is asked takes a snapshot now (§7).
    Snapshot,
    /// This server shall lead (thesis §3.10).
    Transfer(NodeId),
    /// This server shall get the log, and have no say (thesis §4.2.1).
    AddLearner(NodeId),
    /// This learner shall have a say.
    Promote(NodeId),
    /// The value of this name, as the server that is asked knows it: it may be an old one.
    ReadLocal(Arc<str>),
}

impl From<StoreCommand> for Request {
    fn from(command: StoreCommand) -> Self {
        Self::Command(command)
    }
}

impl Request {
    /// How it is written, in two parts: words, and behind them the servers that it is about.
    pub fn parts(&self) -> (String, Vec<NodeId>) {
        let (words, servers) = match self {
            Self::Command(command) => return (command.to_string(), Vec::new()),
            Self::Add(server) => ("add", vec![*server]),
            Self::Remove(server) => ("remove", vec![*server]),
            Self::Configure { voters, direct: false } => ("configure", voters.iter().copied().collect()),
            Self::Configure { voters, direct: true } => ("configure naive", voters.iter().copied().collect()),
            Self::Snapshot => ("snapshot", Vec::new()),
            Self::Transfer(server) => ("transfer", vec![*server]),
            Self::AddLearner(server) => ("add _ learner", vec![*server]),
            Self::Promote(server) => ("promote", vec![*server]),
            Self::ReadLocal(name) => return (["GET ", name, " local"].concat(), Vec::new()),
        };
        (words.into(), servers)
    }
}

impl From<Request> for Arg {
    fn from(request: Request) -> Self {
        let (words, servers) = request.parts();
        Self::Phrase(words, servers)
    }
}

/// What a client is told.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Response {
    /// The command is committed and was applied, or what it reads was read.
    Applied {
        /// The value that the command's name has afterwards, if it has one.
        value: Option<i64>,
        /// The index of the entry; of a read without one, the last index that it has seen.
        index: Index,
    },
    /// The request was not taken up. Or it was to hand over leadership, which the server has lost: whether to the one that it was
    /// for, it does not know.
    NotLeader {
        /// Whom to ask, if the server knows.
        leader: Option<NodeId>,
    },
    /// What was asked for beside the state machine is done.
    Done,
    /// It is not done and will not be.
    Refused(Rejection),
    /// What the server that was asked knows, without asking anybody: others may know more.
    Local {
        /// The value, if it knows one.
        value: Option<i64>,
        /// The last index that it has applied.
        index: Index,
    },
}

/// Why a server does not do what whoever looks after the cluster asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rejection {
    /// An earlier change of the configuration is not committed yet (thesis §4.1).
    ChangePending,
    /// The configuration is already as wanted.
    NothingToChange,
    /// A cluster without servers can never be asked again.
    NobodyLeft,
    /// The new servers are too slow, or not there (thesis §4.2.1).
    CatchUpFailed,
    /// Leadership is being handed over (thesis §3.10).
    TransferPending,
    /// The server does not belong to the cluster, so it cannot lead it.
    NotAVoter,
    /// The server leads already.
    LeadsAlready,
    /// The new leader was not elected in time (thesis §3.10).
    TransferFailed,
    /// Nothing was applied since the last snapshot.
    NothingToCompact,
    /// The server is no learner, so it cannot be promoted.
    NotALearner,
}

impl Message {
    /// The sender's term, which all messages between servers carry, but for those that no term is at stake in.
    pub fn term(&self) -> Option<Term> {
        match self {
            Self::RequestVote { term, .. }
            | Self::RequestVoteReply { term, .. }
            | Self::RequestPreVoteReply { term, .. }
            | Self::AppendEntries(AppendEntries { term, .. })
            | Self::AppendEntriesReply { term, .. }
            | Self::InstallSnapshot { term, .. }
            | Self::InstallSnapshotReply { term, .. }
            | Self::TimeoutNow { term } => Some(*term),
            Self::RequestPreVote { .. } | Self::Forward { .. } | Self::ForwardReply { .. } => None,
        }
    }
}
