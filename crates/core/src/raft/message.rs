//! What servers say to one another, and what clients are told: the boxes "RPC" of figure 2.

use super::{Entry, Index, Term};
use crate::kv::Command;
use crate::protocol::{NodeId, RequestId};
use alloc::sync::Arc;

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
    },
    /// A server's vote.
    RequestVoteReply {
        /// The voter's term, for the candidate to update itself.
        term: Term,
        /// Yes or no.
        vote_granted: bool,
    },
    /// A leader replicates its log, or lets itself be heard (§5.2, §5.3).
    AppendEntries(AppendEntries),
    /// A follower's answer to that.
    AppendEntriesReply {
        /// The follower's term, for the leader to update itself.
        term: Term,
        /// Whether the logs agreed.
        result: AppendResult,
    },
    /// A follower passes a client's request on to the leader (§8).
    Forward {
        /// To be named in the answer.
        id: RequestId,
        /// What the client asks for.
        command: Command,
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

/// What a client is told.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Response {
    /// The command is committed and was applied.
    Applied {
        /// The value that the command's name has afterwards, if it has one.
        value: Option<i64>,
    },
    /// The command was not taken up.
    NotLeader {
        /// Whom to ask, if the server knows.
        leader: Option<NodeId>,
    },
}

impl Message {
    /// The sender's term, which all messages between servers carry that are in figure 2.
    pub fn term(&self) -> Option<Term> {
        match self {
            Self::RequestVote { term, .. }
            | Self::RequestVoteReply { term, .. }
            | Self::AppendEntries(AppendEntries { term, .. })
            | Self::AppendEntriesReply { term, .. } => Some(*term),
            Self::Forward { .. } | Self::ForwardReply { .. } => None,
        }
    }
}
