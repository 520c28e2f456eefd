//! What is told to people, each with the section of the paper that says why.

use crate::event::events;
use crate::protocol::NodeId;
use alloc::string::String;

events! {
    /// The server is back, with its term, vote and log; it has forgotten what was committed and who leads.
    Restarted { term: u64, last_index: u64 } => "raft.restarted", "Raft §5.1";

    /// No leader was heard for an election timeout: the server is candidate of a new term and votes for itself.
    ElectionStarted { term: u64 } => "raft.election-started", "Raft §5.2";
    /// The voter had not voted in this term (or for this candidate), and the candidate's log is as up to date as its own.
    VoteGranted { candidate: NodeId, term: u64 } => "raft.vote-granted", "Raft §5.2";
    /// The candidate's term is over.
    VoteRefusedOldTerm { candidate: NodeId, term: u64, own_term: u64 } => "raft.vote-refused-old-term", "Raft §5.1";
    /// The voter has one vote a term and another candidate has it.
    VoteRefusedAlreadyVoted { candidate: NodeId, term: u64, voted_for: NodeId }
        => "raft.vote-refused-already-voted", "Raft §5.2";
    /// The candidate's log is less up to date than the voter's.
    VoteRefusedLogBehind {
        candidate: NodeId, term: u64, last_log_index: u64, last_log_term: u64, own_last_index: u64, own_last_term: u64,
    } => "raft.vote-refused-log-behind", "Raft §5.4.1";
    /// The candidate has one vote more.
    VoteReceived { voter: NodeId, term: u64, votes: u64, needed: u64 } => "raft.vote-received", "Raft §5.2";
    /// A vote was asked for in vain.
    VoteDenied { voter: NodeId, term: u64, votes: u64, needed: u64 } => "raft.vote-denied", "Raft §5.2";
    /// The answer is about an election of an earlier term: it does not count.
    VoteOutdated { voter: NodeId, term: u64, own_term: u64 } => "raft.vote-outdated", "Raft §5.1";
    /// A majority of the servers voted for the candidate: it leads.
    Elected { term: u64, votes: u64, servers: u64 } => "raft.elected", "Raft §5.2";

    /// A follower saw a newer term.
    TermUpdated { from: NodeId, term: u64, old_term: u64 } => "raft.term-updated", "Raft §5.1";
    /// A candidate saw a newer term: its election is over.
    CandidacyOver { from: NodeId, term: u64, old_term: u64 } => "raft.candidacy-over", "Raft §5.1";
    /// A leader saw a newer term: it leads no longer.
    SteppedDown { from: NodeId, term: u64, old_term: u64 } => "raft.stepped-down", "Raft §5.1";
    /// The clients that waited for a leader that stepped down get no answer: nobody can tell what becomes of their commands.
    ClientsForgotten { clients: u64 } => "raft.clients-forgotten", "Raft §8";
    /// A candidate heard the leader of its term: another one has won.
    CandidateYielded { leader: NodeId, term: u64 } => "raft.candidate-yielded", "Raft §5.2";
    /// A follower heard the leader of its term for the first time.
    LeaderRecognised { leader: NodeId, term: u64 } => "raft.leader-recognised", "Raft §5.2";
    /// A leader heard another leader of its own term, which cannot be while all rules are on.
    OtherLeaderIgnored { leader: NodeId, term: u64 } => "raft.other-leader-ignored", "Raft §5.2";

    /// The leader took a client's command into its log.
    CommandAppended { index: u64, term: u64, command: String } => "raft.command-appended", "Raft §5.3";
    /// The new leader took an entry without a command into its log.
    NoOpAppended { index: u64, term: u64 } => "raft.no-op-appended", "Raft §8";
    /// A follower took entries of the leader's into its log.
    EntriesAppended { leader: NodeId, first: u64, last: u64 } => "raft.entries-appended", "Raft §5.3";
    /// A follower deleted entries that are not the leader's.
    EntriesDeleted { leader: NodeId, first: u64, last: u64 } => "raft.entries-deleted", "Raft §5.3";
    /// The leader's term is over.
    AppendRefusedOldTerm { leader: NodeId, term: u64, own_term: u64 } => "raft.append-refused-old-term", "Raft §5.1";
    /// The follower's log ends before the entry that the new ones would follow.
    AppendRefusedMissing { leader: NodeId, prev_log_index: u64, own_last_index: u64 }
        => "raft.append-refused-missing", "Raft §5.3";
    /// The follower has an entry of another term where the new ones would follow.
    AppendRefusedConflict { leader: NodeId, prev_log_index: u64, prev_log_term: u64, entry_term: u64 }
        => "raft.append-refused-conflict", "Raft §5.3";
    /// The leader goes one entry back and tries again.
    NextIndexDecremented { follower: NodeId, next_index: u64 } => "raft.next-index-decremented", "Raft §5.3";
    /// The leader goes back before all entries of the term that is in conflict.
    ConflictingTermSkipped { follower: NodeId, next_index: u64, conflict_term: u64 }
        => "raft.conflicting-term-skipped", "Raft §5.3";
    /// The leader goes back to where the follower's log ends.
    MissingEntriesSkipped { follower: NodeId, next_index: u64 } => "raft.missing-entries-skipped", "Raft §5.3";
    /// A follower has more of the leader's log than the leader knew.
    EntriesAcknowledged { follower: NodeId, match_index: u64 } => "raft.entries-acknowledged", "Raft §5.3";

    /// A majority has the entry: it and all before it are committed.
    Committed { index: u64, entry_term: u64, term: u64 } => "raft.committed", "Raft §5.3";
    /// A majority has the entry, but it is of an earlier term: it is not committed by counting.
    CommitWithheld { index: u64, entry_term: u64, term: u64 } => "raft.commit-withheld", "Raft §5.4.2";
    /// The follower heard from its leader what is committed.
    CommitLearned { leader: NodeId, index: u64 } => "raft.commit-learned", "Raft §5.3";
    /// The leader applied a client's command and answers.
    Applied { index: u64, command: String, answer: String } => "raft.applied", "Raft §5.3";

    /// A follower passes a client's request on to the leader.
    RequestForwarded { leader: NodeId, command: String } => "raft.request-forwarded", "Raft §8";
    /// A server that does not lead tells a client who does.
    RequestRedirected { leader: NodeId, command: String } => "raft.request-redirected", "Raft §8";
    /// A server that knows no leader cannot help a client.
    RequestRefused { command: String } => "raft.request-refused", "Raft §8";
    /// A request was passed on to a server that does not lead.
    ForwardRefused { follower: NodeId, command: String } => "raft.forward-refused", "Raft §8";
    /// A follower hands the leader's answer to its client.
    AnswerPassedOn { leader: NodeId } => "raft.answer-passed-on", "Raft §8";
}
