//! Parameters, options, and the rules that can be switched off.

use crate::protocol::{Micros, NodeId, Span};
use crate::sorted::SortedSet;

/// What all servers of a cluster have in common.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Config {
    /// The servers that vote and whose copies count.
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

/// Parts of the paper that a server may have or not have, without harm to safety.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Options {
    /// A refusal of AppendEntries names the conflicting term and where it begins, so that the leader skips the whole
    /// term instead of one entry (§5.3, "if desired").
    pub conflict_hint: bool,
    /// A new leader appends an entry without a command, so that it has something of its own term to commit (§8).
    pub no_op: bool,
    /// A follower passes a client's request on to the leader, instead of telling the client where the leader is (§8).
    pub forwarding: bool,
}

/// The rules of the published algorithm, each of which can be switched off to see which promise it keeps.
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
}

impl Default for Options {
    fn default() -> Self {
        Self { conflict_hint: false, no_op: false, forwarding: true }
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
        }
    }
}

impl Config {
    /// The published algorithm for servers 0 to `servers - 1`, all of them voters.
    pub fn new(servers: u8) -> Self {
        Self {
            voters: (0..servers).map(NodeId).collect(),
            election_timeout: Span::from_ms(150, 300),
            heartbeat_interval: Micros::from_ms(50),
            options: Options::default(),
            rules: Rules::default(),
        }
    }

    /// Everybody but `id`.
    pub(super) fn others(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.voters.iter().copied().filter(move |other| *other != id)
    }

    /// Whether the servers that agree are enough to elect a leader or to commit an entry: the one place that knows.
    pub fn is_quorum(&self, agrees: impl Fn(NodeId) -> bool) -> bool {
        self.voters.iter().filter(|voter| agrees(**voter)).count() >= self.quorum()
    }

    /// How many must agree: of 3 servers 2, of 4 servers 3, of 5 servers 3.
    pub fn quorum(&self) -> usize {
        if self.rules.majority { self.voters.len() / 2 + 1 } else { self.voters.len().div_ceil(2) }
    }
}
