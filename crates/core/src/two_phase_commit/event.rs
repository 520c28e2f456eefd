//! What is told to people, each with the section that says why. BHG is Bernstein, Hadzilacos, Goodman, *Concurrency Control and
//! Recovery in Database Systems* (1987); GL is Gray, Lamport, *Consensus on Transaction Commit* (2005); R\* is Mohan, Lindsay,
//! Obermarck, *Transaction Management in the R\* Distributed Database Management System* (1986).

use crate::atomic_commit::{Transaction, TransactionId};
use crate::event::events;
use crate::protocol::NodeId;
use alloc::sync::Arc;
use alloc::vec::Vec;

events! {
    /// The coordinator begins a transaction and asks all participants to vote.
    Begun { id: TransactionId, transaction: Arc<Transaction>, participants: usize } => "2pc.begun", "BHG §7.4";
    /// Only the coordinator begins transactions: the client is sent to it.
    RequestRedirected { coordinator: NodeId } => "2pc.request-redirected", "BHG §7.4";
    /// Only participants have data: the client is sent to one.
    ReadRedirected { participant: NodeId } => "2pc.read-redirected", "BHG §7.4";
    /// So many transactions are open that the coordinator begins no other.
    RequestDropped { open: usize } => "2pc.request-dropped", "BHG §7.4";
    /// The transaction is for a node that takes part in none.
    RequestMisaddressed { misaddressed: NodeId } => "2pc.request-misaddressed", "BHG §7.4";

    /// The participant can commit: it locks, writes a prepared record and votes Yes.
    VotedYes { id: TransactionId } => "2pc.voted-yes", "BHG §7.4";
    /// A copy of the request: the same Yes again.
    VotedYesAgain { id: TransactionId } => "2pc.voted-yes-again", "BHG §7.4";
    /// A name that the transaction writes is locked: No.
    VotedNoLocked { id: TransactionId, name: Arc<str>, holder: TransactionId } => "2pc.voted-no-locked", "BHG §7.4";
    /// An addition would go below 0: No.
    VotedNoBelowZero { id: TransactionId, name: Arc<str> } => "2pc.voted-no-below-zero", "BHG §7.4";
    /// The participant was told to refuse: No.
    VotedNoUnwilling { id: TransactionId } => "2pc.voted-no-unwilling", "GL §2";
    /// The participant has aborted already: No.
    VotedNoAborted { id: TransactionId } => "2pc.voted-no-aborted", "BHG §7.4";
    /// The participant is told to refuse from now on.
    BecameUnwilling {} => "2pc.became-unwilling", "GL §2";
    /// The participant is told to vote as it can.
    BecameWilling {} => "2pc.became-willing", "GL §2";

    /// A Yes, of which there are not enough yet.
    YesCounted { id: TransactionId, voter: NodeId, yes: usize, needed: usize } => "2pc.yes-counted", "BHG §7.4";
    /// All have voted Yes, and the coordinator's commit record is on disk: that is the moment of the decision.
    CommitDecided { id: TransactionId, participants: usize } => "2pc.commit-decided", "BHG §7.4";
    /// The rule is off: more than half have voted Yes, and the coordinator writes a commit record.
    CommitByMajority { id: TransactionId, yes: usize, participants: usize } => "2pc.commit-by-majority", "BHG §7.4";
    /// A No: the coordinator decides abort. It writes nothing and forgets the transaction.
    AbortedForNo { id: TransactionId, voter: NodeId } => "2pc.aborted-for-no", "BHG §7.4";
    /// Not all have voted in time: the coordinator decides abort.
    AbortedForSilence { id: TransactionId, yes: usize, participants: usize } => "2pc.aborted-for-silence", "BHG §7.4";

    /// The participant is told to commit: it does what the transaction says, unlocks, and acknowledges.
    Committed { id: TransactionId } => "2pc.committed", "BHG §7.4";
    /// The participant has committed already, and acknowledges again.
    CommittedAlready { id: TransactionId } => "2pc.committed-already", "R*";
    /// The participant is told to abort, and unlocks.
    Aborted { id: TransactionId } => "2pc.aborted", "BHG §7.4";
    /// The participant is told to abort what it has not voted for.
    AbortedUnvoted { id: TransactionId } => "2pc.aborted-unvoted", "BHG §7.4";

    /// A participant has acknowledged, others have not.
    Acknowledged { id: TransactionId, participant: NodeId, missing: usize } => "2pc.acknowledged", "R*";
    /// All have acknowledged: the coordinator drops its record.
    Forgotten { id: TransactionId } => "2pc.forgotten", "R*";
    /// The rule is off: the coordinator drops its record as soon as Commit is sent.
    ForgottenEarly { id: TransactionId } => "2pc.forgotten-early", "R*";
    /// Acks are missing: Commit again.
    CommitRepeated { id: TransactionId, missing: Vec<NodeId> } => "2pc.commit-repeated", "R*";

    /// The participant is in doubt and asks.
    AskedForDecision { id: TransactionId, asked: usize } => "2pc.asked-for-decision", "BHG §7.4";
    /// The rule is off: the participant aborts what it has promised to commit.
    AbortedInDoubt { id: TransactionId } => "2pc.aborted-in-doubt", "BHG §7.4";
    /// Asked by a participant in doubt, the node tells that it has committed.
    AnsweredCommit { id: TransactionId, asker: NodeId } => "2pc.answered-commit", "BHG §7.4";
    /// Asked by a participant in doubt, the node tells that it has aborted.
    AnsweredAbort { id: TransactionId, asker: NodeId } => "2pc.answered-abort", "BHG §7.4";
    /// Asked by a participant in doubt, and not having voted, the node aborts and says so.
    AbortedWhenAsked { id: TransactionId, asker: NodeId } => "2pc.aborted-when-asked", "BHG §7.4";
    /// The rule is off: the node says Abort, and may still vote Yes.
    AbortSaidOnly { id: TransactionId, asker: NodeId } => "2pc.abort-said-only", "BHG §7.4";
    /// Asked by a participant in doubt, the node is in doubt itself.
    InDoubtToo { id: TransactionId, asker: NodeId } => "2pc.in-doubt-too", "BHG §7.4";
    /// Asked by a participant in doubt, the coordinator has not decided yet.
    StillCollecting { id: TransactionId, asker: NodeId } => "2pc.still-collecting", "BHG §7.4";
    /// Asked about a transaction of which it has no record, the coordinator presumes abort.
    AbortPresumed { id: TransactionId, asker: NodeId } => "2pc.abort-presumed", "R*";

    /// After a restart the participant finds a prepared record: it locks again and asks.
    InDoubtAfterRestart { id: TransactionId } => "2pc.in-doubt-after-restart", "BHG §7.4";
    /// After a restart the coordinator finds a commit record that not all have acknowledged: Commit to the others.
    CommitFound { id: TransactionId, missing: Vec<NodeId> } => "2pc.commit-found", "GL §3.1";
    /// The coordinator has restarted: what it was collecting votes for is gone, and new transactions have new numbers.
    CoordinatorRestarted { boots: u64 } => "2pc.coordinator-restarted", "R*";
    /// The rule is off: the coordinator's numbers begin anew.
    NumbersReused {} => "2pc.numbers-reused", "R*";
}
