//! What coordinator and participants send to one another, with the names of Bernstein, Hadzilacos and Goodman (§7.4).

use super::Fact;
use crate::atomic_commit::{Transaction, TransactionId};
use alloc::sync::Arc;

/// What nodes send to one another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// VOTE-REQ: the coordinator asks a participant whether it can commit.
    VoteRequest {
        /// Which transaction.
        id: TransactionId,
        /// What is to be done, and who takes part: a participant in doubt has to know whom to ask.
        transaction: Arc<Transaction>,
    },
    /// YES or NO.
    Vote {
        /// Which transaction.
        id: TransactionId,
        /// Whether the participant can commit, and from now on will if it is told so.
        yes: bool,
    },
    /// COMMIT: it is decided.
    Commit {
        /// Which transaction.
        id: TransactionId,
    },
    /// ABORT: it is decided.
    Abort {
        /// Which transaction.
        id: TransactionId,
    },
    /// The commit is on the participant's disk (Mohan, Lindsay, Obermarck, *R\**).
    Ack {
        /// Which transaction.
        id: TransactionId,
    },
    /// DECISION-REQ: a participant in doubt asks what was decided.
    DecisionRequest {
        /// Which transaction.
        id: TransactionId,
    },
    /// To itself: what it had written when it sent this is on its disk.
    Recorded {
        /// What became true with that.
        fact: Fact,
    },
}

impl Message {
    /// Which transaction it is about.
    pub fn id(&self) -> TransactionId {
        match self {
            Self::VoteRequest { id, .. }
            | Self::Vote { id, .. }
            | Self::Commit { id }
            | Self::Abort { id }
            | Self::Ack { id }
            | Self::DecisionRequest { id } => *id,
            Self::Recorded { fact } => fact.id(),
        }
    }
}
