//! Parameters, options, and the rules that can be switched off.

use crate::protocol::{Micros, NodeId, Span};
use crate::sorted::SortedSet;

/// What all servers of a cluster have in common.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Config {
    /// The servers that the cluster begins with: what stands in everybody's configuration file. Read when a server boots;
    /// later configurations are in the log.
    pub voters: SortedSet<NodeId>,
    /// The range from which each election timeout is drawn (§5.2; §9.3 recommends 150–300 ms).
    pub election_timeout: Span,
    /// How long a leader lets its followers wait in idle periods (§5.2).
    pub heartbeat_interval: Micros,
    /// What the paper leaves to the implementer.
    pub options: Options,
    /// What it does not.
    pub rules: Rules,
}

/// Parts of the paper and of Ongaro's thesis (2014) that a server may have or not have, without harm to safety.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Options {
    /// A refusal of AppendEntries names the conflicting term and where it begins, so that the leader skips the whole
    /// term instead of one entry (§5.3, "if desired").
    pub conflict_hint: bool,
    /// A new leader appends an entry without a command, so that it has something of its own term to commit (§8).
    pub no_op: bool,
    /// A follower passes a client's request on to the leader, instead of telling the client where the leader is (§8).
    pub forwarding: bool,
    /// A server whose election timer runs out first asks whether it would be elected, and raises its term only if so
    /// (thesis §9.6).
    pub pre_vote: bool,
    /// A leader that has not heard from a majority for an election timeout steps down (thesis §6.2), and a server that has
    /// heard from a leader within the shortest election timeout disregards candidates (thesis §4.2.3).
    pub check_quorum: bool,
    /// A leader answers `GET` without a log entry, once a majority has confirmed that it still leads (thesis §6.4).
    pub read_index: bool,
    /// It needs no confirmation while a majority has promised, by `check_quorum`, not to elect another (thesis §6.4.1).
    /// The one feature whose safety depends on clocks. Without `check_quorum` it is `read_index`.
    pub lease_read: bool,
    /// A leader sends a follower new entries only when the last ones are acknowledged: what came in the meantime goes as
    /// one batch (thesis §10.2.2).
    pub batching: bool,
    /// A server takes a snapshot when it has applied so many entries since the last one (§7). 0: never by itself.
    pub snapshot_threshold: u64,
}

/// The rules of the published algorithm, each of which can be switched off to see which guarantee it keeps.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Rules {
    /// A leader commits an entry of its own term by counting copies, older ones only behind it (§5.4.2).
    /// Off: it counts copies of any entry.
    pub commit_own_term: bool,
    /// A server votes only for a candidate whose log is at least as up to date as its own (§5.4.1).
    /// Off: it does not compare logs.
    pub election_restriction: bool,
    /// More than half of the servers decide (§5.2). Off: half is enough.
    pub majority: bool,
    /// A follower's commit index goes no further than the last entry that the leader sent (figure 2, AppendEntries 5).
    /// Off: as far as its own log reaches.
    pub commit_last_new: bool,
    /// A follower deletes entries only if they conflict with the leader's (figure 2, AppendEntries 3).
    /// Off: it deletes all that stands behind `prevLogIndex`.
    pub truncate_only_on_conflict: bool,
    /// A follower acknowledges what it knows to match: up to the last entry that the leader sent (§5.3).
    /// Off: its whole log.
    pub acknowledge_what_matched: bool,
    /// A server that steps down within a term has still voted in it (§5.2).
    /// Off: it forgets its vote.
    pub keep_vote: bool,
    /// A follower that gets a snapshot keeps the entries behind it, if it has the snapshot's last one (§7).
    /// Off: it discards its whole log.
    pub keep_matching_suffix: bool,
    /// The state machine knows the requests that it has carried out, and carries none out twice (thesis §6.3).
    /// Off: a request that comes twice is carried out twice.
    pub sessions: bool,
    /// A leader reads only after a majority has confirmed that it still leads (thesis §6.4).
    /// Off: it takes its own word for it.
    pub read_confirmed: bool,
    /// A leader reads only after it has committed an entry of its own term (thesis §6.4).
    /// Off: it takes what it knows to be committed for all that is.
    pub read_after_own_term: bool,
    /// While two configurations are joined, both majorities decide (thesis §4.3).
    /// Off: a majority of all servers of both.
    pub both_majorities: bool,
    /// An arbitrary change goes through a joint configuration (thesis §4.3).
    /// Off: from the old one directly to the new one.
    pub joint_consensus: bool,
    /// A leader changes the configuration only after it has committed an entry of its own term (Ongaro's correction of 2015).
    /// Off: at once.
    pub change_after_own_term: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            conflict_hint: false,
            no_op: false,
            forwarding: true,
            pre_vote: false,
            check_quorum: false,
            read_index: false,
            lease_read: false,
            batching: false,
            snapshot_threshold: 0,
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            commit_own_term: true,
            election_restriction: true,
            majority: true,
            commit_last_new: true,
            truncate_only_on_conflict: true,
            acknowledge_what_matched: true,
            keep_vote: true,
            keep_matching_suffix: true,
            sessions: true,
            read_confirmed: true,
            read_after_own_term: true,
            both_majorities: true,
            joint_consensus: true,
            change_after_own_term: true,
        }
    }
}

impl Config {
    /// The published algorithm for servers 0 to `servers - 1`, all of them voters.
    ///
    /// ```
    /// use quorate_core::raft::Config;
    ///
    /// let config = Config::new(5);
    /// assert!(config.rules.majority && !config.options.pre_vote, "the paper's algorithm, nothing beside it");
    /// assert_eq!(config.voters.len(), 5);
    /// ```
    pub fn new(servers: u8) -> Self {
        Self {
            voters: (0..servers).map(NodeId).collect(),
            election_timeout: Span::from_ms(150, 300),
            heartbeat_interval: Micros::from_ms(50),
            options: Options::default(),
            rules: Rules::default(),
        }
    }

    /// The shortest election timeout: for so long nobody can have lost patience with a leader that was just heard.
    pub(super) fn minimum_election_timeout(&self) -> Span {
        Span { min: self.election_timeout.min, max: self.election_timeout.min }
    }

    /// The longest election timeout: by then everybody would have lost patience.
    pub(super) fn whole_election_timeout(&self) -> Span {
        Span { min: self.election_timeout.max, max: self.election_timeout.max }
    }

    /// Whether servers keep track of when they last heard from a leader.
    pub(super) fn remembers_leader(&self) -> bool {
        self.options.pre_vote || self.options.check_quorum
    }

    /// Whether `GET` is answered without a log entry.
    pub(super) fn reads_aside(&self) -> bool {
        self.options.read_index || self.options.lease_read
    }

    /// Whether leases are given: they rest on what `check_quorum` makes followers promise.
    pub(super) fn leases(&self) -> bool {
        self.options.lease_read && self.options.check_quorum
    }
}
