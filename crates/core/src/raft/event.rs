//! What is told to people, each with the section of the paper that says why.

use super::{Configuration, Index, Request, Term};
use crate::event::events;
use crate::kv::StoreCommand;
use crate::protocol::NodeId;
use alloc::sync::Arc;
use alloc::vec::Vec;

events! {
    /// The server is back, with its term, vote and log; it has forgotten what was committed and who leads.
    Restarted { term: Term, last_index: Index } => "raft.restarted", "Raft §5.1";

    /// No leader was heard for an election timeout: the server is candidate of a new term and votes for itself.
    ElectionStarted { term: Term } => "raft.election-started", "Raft §5.2";
    /// A candidate has not won within an election timeout, and nobody else has: it begins a new election in the next term.
    ElectionRepeated { term: Term } => "raft.election-repeated", "Raft §5.2";
    /// The voter had not voted in this term (or for this candidate), and the candidate's log is as up to date as its own.
    VoteGranted { candidate: NodeId, term: Term } => "raft.vote-granted", "Raft §5.2";
    /// The rule is off: the candidate gets the vote although its log is less up to date.
    VoteGrantedLogBehind { candidate: NodeId, term: Term } => "raft.vote-granted-log-behind", "Raft §5.4.1";
    /// The candidate's term is over.
    VoteRefusedOldTerm { candidate: NodeId, term: Term, own_term: Term } => "raft.vote-refused-old-term", "Raft §5.1";
    /// The voter has one vote a term and another candidate has it.
    VoteRefusedAlreadyVoted { candidate: NodeId, term: Term, voted_for: NodeId }
        => "raft.vote-refused-already-voted", "Raft §5.2";
    /// The candidate's log is less up to date than the voter's.
    VoteRefusedLogBehind {
        candidate: NodeId, term: Term, last_log_index: Index, last_log_term: Term, own_last_index: Index, own_last_term: Term,
    } => "raft.vote-refused-log-behind", "Raft §5.4.1";
    /// The candidate has one vote more.
    VoteReceived { voter: NodeId, term: Term, votes: u64, needed: u64 } => "raft.vote-received", "Raft §5.2";
    /// A vote was asked for in vain.
    VoteDenied { voter: NodeId, term: Term, votes: u64, needed: u64 } => "raft.vote-denied", "Raft §5.2";
    /// The answer is about an election of an earlier term: it does not count.
    VoteOutdated { voter: NodeId, term: Term, own_term: Term } => "raft.vote-outdated", "Raft §5.1";
    /// A majority of the servers voted for the candidate: it leads.
    Elected { term: Term, votes: u64, servers: u64 } => "raft.elected", "Raft §5.2";

    /// A follower saw a newer term.
    TermUpdated { from: NodeId, term: Term, old_term: Term } => "raft.term-updated", "Raft §5.1";
    /// A candidate saw a newer term: its election is over.
    CandidacyOver { from: NodeId, term: Term, old_term: Term } => "raft.candidacy-over", "Raft §5.1";
    /// A leader saw a newer term: it leads no longer.
    SteppedDown { from: NodeId, term: Term, old_term: Term } => "raft.stepped-down", "Raft §5.1";
    /// The clients that waited for a leader that stepped down get no answer: nobody can tell what becomes of their commands.
    ClientsForgotten { clients: u64 } => "raft.clients-forgotten", "Raft §8";
    /// A candidate heard the leader of its term: another one has won.
    CandidateYielded { leader: NodeId, term: Term } => "raft.candidate-yielded", "Raft §5.2";
    /// A follower heard the leader of its term for the first time.
    LeaderRecognised { leader: NodeId, term: Term } => "raft.leader-recognised", "Raft §5.2";
    /// A leader heard another leader of its own term, which cannot be while all rules are on.
    OtherLeaderIgnored { leader: NodeId, term: Term } => "raft.other-leader-ignored", "Raft §5.2";

    /// The leader took a client's command into its log.
    CommandAppended { index: Index, term: Term, command: StoreCommand } => "raft.command-appended", "Raft §5.3";
    /// The new leader took an entry without a command into its log.
    NoOpAppended { index: Index, term: Term } => "raft.no-op-appended", "Raft §8";
    /// A follower took entries of the leader's into its log.
    EntriesAppended { leader: NodeId, first: Index, last: Index } => "raft.entries-appended", "Raft §5.3";
    /// A follower deleted entries that are not the leader's.
    EntriesDeleted { leader: NodeId, first: Index, last: Index } => "raft.entries-deleted", "Raft §5.3";
    /// The rule is off: a follower deleted entries though the leader had sent none that conflicts with them.
    EntriesDeletedAnyway { leader: NodeId, first: Index, last: Index } => "raft.entries-deleted-anyway", "Raft §5.3";
    /// The leader's term is over.
    AppendRefusedOldTerm { leader: NodeId, term: Term, own_term: Term } => "raft.append-refused-old-term", "Raft §5.1";
    /// The follower's log ends before the entry that the new ones would follow.
    AppendRefusedMissing { leader: NodeId, prev_log_index: Index, own_last_index: Index }
        => "raft.append-refused-missing", "Raft §5.3";
    /// The follower has an entry of another term where the new ones would follow.
    AppendRefusedConflict { leader: NodeId, prev_log_index: Index, prev_log_term: Term, entry_term: Term }
        => "raft.append-refused-conflict", "Raft §5.3";
    /// The leader goes one entry back and tries again.
    NextIndexDecremented { follower: NodeId, next_index: Index } => "raft.next-index-decremented", "Raft §5.3";
    /// The leader goes back before all entries of the term that is in conflict.
    ConflictingTermSkipped { follower: NodeId, next_index: Index, conflict_term: Term }
        => "raft.conflicting-term-skipped", "Raft §5.3";
    /// The leader goes back to where the follower's log ends.
    MissingEntriesSkipped { follower: NodeId, next_index: Index } => "raft.missing-entries-skipped", "Raft §5.3";
    /// A server that has no vote yet has told the length of its log: the leader goes back to where it ends.
    NextIndexCapped { follower: NodeId, next_index: Index } => "raft.next-index-capped", "Raft thesis §4.2.1";
    /// A follower has more of the leader's log than the leader knew.
    EntriesAcknowledged { follower: NodeId, match_index: Index } => "raft.entries-acknowledged", "Raft §5.3";

    /// A majority has the entry: it and all before it are committed.
    Committed { index: Index, entry_term: Term, term: Term } => "raft.committed", "Raft §5.3";
    /// The rule is off: a majority has the entry, and it is committed although it is of an earlier term.
    CommittedOlder { index: Index, entry_term: Term, term: Term } => "raft.committed-older", "Raft §5.4.2";
    /// A majority has the entry, but it is of an earlier term: it is not committed by counting.
    CommitWithheld { index: Index, entry_term: Term, term: Term } => "raft.commit-withheld", "Raft §5.4.2";
    /// The follower heard from its leader what is committed.
    CommitLearned { leader: NodeId, index: Index } => "raft.commit-learned", "Raft §5.3";
    /// The leader applied a client's command and answers.
    Applied { index: Index, command: StoreCommand, answer: Option<i64> } => "raft.applied", "Raft §5.3";

    /// A follower passes a client's request on to the leader.
    RequestForwarded { leader: NodeId, command: Request } => "raft.request-forwarded", "Raft §8";
    /// A server that does not lead tells a client who does.
    RequestRedirected { leader: NodeId, command: Request } => "raft.request-redirected", "Raft §8";
    /// A server that knows no leader cannot help a client.
    RequestRefused { command: Request } => "raft.request-refused", "Raft §8";
    /// A request was passed on to a server that does not lead.
    ForwardRefused { follower: NodeId, command: Request } => "raft.forward-refused", "Raft §8";
    /// A follower hands the leader's answer to its client.
    AnswerPassedOn { leader: NodeId } => "raft.answer-passed-on", "Raft §8";
    /// The command of a client's request is not carried out: that request was before, or a later one of the client's.
    RequestRepeated { index: Index, command: StoreCommand } => "raft.request-repeated", "Raft thesis §6.3";

    /// The server asks whether it would be elected, before it raises its term.
    PreVoteStarted { term: Term } => "raft.pre-vote-started", "Raft thesis §9.6";
    /// A majority would vote for the server: it is candidate of a new term and votes for itself.
    PreVoteWon { term: Term } => "raft.pre-vote-won", "Raft thesis §9.6";
    /// The server would vote for the one that asks.
    PreVoteGranted { candidate: NodeId, term: Term } => "raft.pre-vote-granted", "Raft thesis §9.6";
    /// The server has seen a later term than the one that it is asked about.
    PreVoteRefusedOldTerm { candidate: NodeId, term: Term, own_term: Term }
        => "raft.pre-vote-refused-old-term", "Raft thesis §9.6";
    /// The server has just heard from a leader, or leads itself: no election is needed.
    PreVoteRefusedLeaderHeard { candidate: NodeId, term: Term }
        => "raft.pre-vote-refused-leader-heard", "Raft thesis §9.6";
    /// The log of the one that asks is less up to date than the server's.
    PreVoteRefusedLogBehind {
        candidate: NodeId, term: Term, last_log_index: Index, last_log_term: Term, own_last_index: Index, own_last_term: Term,
    } => "raft.pre-vote-refused-log-behind", "Raft thesis §9.6";
    /// One server more would vote.
    PreVoteReceived { voter: NodeId, term: Term, votes: u64, needed: u64 }
        => "raft.pre-vote-received", "Raft thesis §9.6";
    /// A server would not vote.
    PreVoteDenied { voter: NodeId, term: Term, votes: u64, needed: u64 } => "raft.pre-vote-denied", "Raft thesis §9.6";
    /// The server has just heard from a leader, or leads itself: it takes no notice of a candidate, nor of its term.
    CandidateDisregarded { candidate: NodeId, term: Term } => "raft.candidate-disregarded", "Raft thesis §4.2.3";
    /// A leader has not heard from a majority for an election timeout: it steps down.
    QuorumLost { term: Term, servers: u64 } => "raft.quorum-lost", "Raft thesis §6.2";

    /// The leader was asked to hand over: it takes no new requests meanwhile.
    TransferStarted { to: NodeId, term: Term } => "raft.transfer-started", "Raft thesis §3.10";
    /// The next leader has the whole log: it is told to stand for election.
    LeadershipOffered { to: NodeId, term: Term } => "raft.leadership-offered", "Raft thesis §3.10";
    /// The leader has told this server to stand for election at once: it is candidate of a new term and votes for itself.
    LeadershipAccepted { leader: NodeId, term: Term } => "raft.leadership-accepted", "Raft thesis §3.10";
    /// The next leader was not elected within an election timeout: the present one goes on.
    TransferAborted { to: NodeId, held: u64 } => "raft.transfer-aborted", "Raft thesis §3.10";
    /// The next leader has no vote in the configuration that is in force now: the present one goes on.
    TransferTargetRemoved { to: NodeId, held: u64 } => "raft.transfer-target-removed", "Raft thesis §3.10";
    /// A request waits until it is clear who leads.
    RequestHeld { to: NodeId, command: Request } => "raft.request-held", "Raft thesis §3.10";

    /// The leader has committed nothing of its own term yet, so it does not know all that is committed: the read waits.
    ReadWaitsForOwnTerm { term: Term } => "raft.read-waits-for-own-term", "Raft thesis §6.4";
    /// Before it reads, the leader asks whether it still leads.
    ReadNeedsConfirmation { read_index: Index, term: Term } => "raft.read-needs-confirmation", "Raft thesis §6.4";
    /// The leader reads without asking whether it still leads: the rule is off.
    ReadUnconfirmed { term: Term } => "raft.read-unconfirmed", "Raft thesis §6.4";
    /// The leader reads without asking: a majority has promised not to elect another yet.
    ReadByLease { term: Term } => "raft.read-by-lease", "Raft thesis §6.4.1";
    /// The leader answers a read from its own state machine.
    ReadServed { index: Index, name: Arc<str>, answer: Option<i64> } => "raft.read-served", "Raft thesis §6.4";
    /// A server answers a read with what it knows itself: nobody promises that this is the newest.
    ReadLocally { index: Index, name: Arc<str>, answer: Option<i64> } => "raft.read-locally", "Raft thesis §6.4";
    /// A majority has answered the leader's heartbeats: for so long nobody else is elected.
    LeaseBegun { term: Term } => "raft.lease-begun", "Raft thesis §6.4.1";
    /// Nobody has renewed the lease, or the settings that it rested on have changed.
    LeaseOver { term: Term } => "raft.lease-over", "Raft thesis §6.4.1";

    /// The server replaces the entries that it has applied by a snapshot of what they did.
    SnapshotTaken { last_index: Index, last_term: Term } => "raft.snapshot-taken", "Raft §7";
    /// A follower took over the leader's snapshot, and kept so many entries behind it.
    SnapshotInstalled { leader: NodeId, last_index: Index, last_term: Term, kept: u64 }
        => "raft.snapshot-installed", "Raft §7";
    /// The term of the leader that sends the snapshot is over.
    SnapshotRefusedOldTerm { leader: NodeId, term: Term, own_term: Term } => "raft.snapshot-refused-old-term", "Raft §7";

    /// The new servers get the log before they get a vote.
    CatchUpStarted { servers: Vec<NodeId> } => "raft.catch-up-started", "Raft thesis §4.2.1";
    /// The last round took longer than an election timeout: the new servers have to catch up with what came meanwhile.
    CatchUpRound { round: u64 } => "raft.catch-up-round", "Raft thesis §4.2.1";
    /// The new servers have the log.
    CaughtUp { round: u64 } => "raft.caught-up", "Raft thesis §4.2.1";
    /// The new servers are too slow, or not there: the cluster stays as it is.
    CatchUpFailed { term: Term } => "raft.catch-up-failed", "Raft thesis §4.2.1";
    /// The leader must have committed something of its own term before it changes the cluster.
    ChangeWaitsForOwnTerm { term: Term } => "raft.change-waits-for-own-term", "Raft, correction of 2015";
    /// The leader takes a new configuration into its log, and uses it from now on.
    ConfigurationAppended { index: Index, configuration: Configuration }
        => "raft.configuration-appended", "Raft thesis §4.1";
    /// A leader has appended C-old,new: from now on majorities of both must agree.
    JointConfigurationAppended { index: Index, configuration: Configuration }
        => "raft.joint-configuration-appended", "Raft thesis §4.3";
    /// C-old,new is committed, and a leader has appended C-new: from now on it alone decides.
    NewConfigurationAppended { index: Index, configuration: Configuration }
        => "raft.new-configuration-appended", "Raft thesis §4.3";
    /// A follower has this configuration in its log, and uses it from now on.
    ConfigurationInForce { index: Index, configuration: Configuration }
        => "raft.configuration-in-force", "Raft thesis §4.1";
    /// The entry with the latest configuration was deleted: the one before is in force again.
    ConfigurationRolledBack { configuration: Configuration } => "raft.configuration-rolled-back", "Raft thesis §4.1";
    /// The leader does not belong to the cluster any more, and that is committed.
    LeaderRemoved { index: Index, term: Term } => "raft.leader-removed", "Raft thesis §4.2.2";
}
