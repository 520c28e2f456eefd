//! Who belongs to the cluster: chapter 4 of Ongaro's thesis (2014). What a change does is in `membership`.

use super::{Content, Index, Log, Rules};
use crate::event::Arg;
use crate::protocol::NodeId;
use crate::sorted::SortedSet;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{Hash, Hasher};

/// Who votes, and whose copies count.
///
/// ```
/// use quorate_core::protocol::NodeId;
/// use quorate_core::raft::{Config, Configuration};
///
/// let rules = Config::new(3).rules;
/// let three = Configuration::of([0, 1, 2].map(NodeId));
/// assert!(three.is_quorum(&rules, |server| server != NodeId(2)));
/// assert!(!three.is_quorum(&rules, |server| server == NodeId(2)));
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Configuration {
    /// The servers that vote; while two configurations are joined, those of C-new.
    pub voters: SortedSet<NodeId>,
    /// Those of C-old while the configuration is C-old,new (§4.3); else empty.
    pub old: SortedSet<NodeId>,
    /// Those that get the log and have no say, until somebody promotes or removes them: "non-voting members" (thesis §4.2.1).
    pub learners: SortedSet<NodeId>,
}

/// A configuration without learners has the fingerprint that it would have if there were no such thing.
impl Hash for Configuration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.voters, &self.old).hash(state);
        if !self.learners.is_empty() {
            self.learners.hash(state);
        }
    }
}

/// As it is written: `{A B C}`, `{A B C}→{A B D}` while joint, and `{A B C}+{F}` with a learner.
impl fmt::Display for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn set(servers: &SortedSet<NodeId>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("{")?;
            for (place, server) in servers.iter().enumerate() {
                write!(f, "{}{server}", if place == 0 { "" } else { " " })?;
            }
            f.write_str("}")
        }
        if self.is_joint() {
            set(&self.old, f)?;
            f.write_str("→")?;
        }
        set(&self.voters, f)?;
        if !self.learners.is_empty() {
            f.write_str("+")?;
            set(&self.learners, f)?;
        }
        Ok(())
    }
}

impl From<Configuration> for Arg {
    fn from(configuration: Configuration) -> Self {
        let Configuration { voters, old, learners } = configuration;
        let list = |set: SortedSet<NodeId>| set.iter().copied().collect();
        let sets = [old, voters].into_iter().filter(|set| !set.is_empty()).map(list).collect();
        if learners.is_empty() { Self::Sets(sets) } else { Self::Joined(sets, list(learners)) }
    }
}

impl Configuration {
    /// One set of voters.
    pub fn of(voters: impl IntoIterator<Item = NodeId>) -> Self {
        Self { voters: voters.into_iter().collect(), old: SortedSet::new(), learners: SortedSet::new() }
    }

    /// Whether it is C-old,new.
    pub fn is_joint(&self) -> bool {
        !self.old.is_empty()
    }

    /// Whether a server has a say.
    pub fn contains(&self, server: NodeId) -> bool {
        self.voters.contains(&server) || self.old.contains(&server)
    }

    /// Whether a server belongs to the cluster, with a say or without.
    pub fn includes(&self, server: NodeId) -> bool {
        self.contains(server) || self.learners.contains(&server)
    }

    /// All who have a say.
    pub fn members(&self) -> impl Iterator<Item = NodeId> {
        let gone = self.old.iter().filter(|server| !self.voters.contains(server));
        self.voters.iter().chain(gone).copied()
    }

    /// How many of those who agree have a say.
    pub fn count(&self, agrees: impl Fn(NodeId) -> bool) -> u64 {
        self.members().filter(|server| agrees(*server)).count() as u64
    }

    /// Whether the servers that agree are enough to elect a leader or to commit an entry: the one place that knows.
    /// "Agreement (for elections and entry commitment) requires majorities from both the old and new configurations."
    /// (§4.3)
    pub fn is_quorum(&self, rules: &Rules, agrees: impl Fn(NodeId) -> bool) -> bool {
        self.lacking(rules, &agrees) == 0
    }

    /// How many members more must agree at least.
    pub fn lacking(&self, rules: &Rules, agrees: &dyn Fn(NodeId) -> bool) -> u64 {
        let count = |servers: &SortedSet<NodeId>| servers.iter().filter(|server| agrees(**server)).count();
        let lacking = |servers: &SortedSet<NodeId>| rules.quorum_of(servers.len()).saturating_sub(count(servers));
        let fewest = if !self.is_joint() {
            lacking(&self.voters)
        } else if rules.both_majorities {
            // Whoever is in both makes both majorities greater.
            let in_both = self.voters.iter().filter(|server| self.old.contains(server) && !agrees(**server)).count();
            let (new, old) = (lacking(&self.voters), lacking(&self.old));
            new + old - in_both.min(new).min(old)
        } else {
            lacking(&self.members().collect())
        };
        fewest as u64
    }
}

impl Rules {
    /// How many of so many servers must agree: of 3 servers 2, of 4 servers 3, of 5 servers 3. Of none, more than there are.
    pub fn quorum_of(&self, servers: usize) -> usize {
        if self.majority || servers == 0 { servers / 2 + 1 } else { servers.div_ceil(2) }
    }
}

/// The configurations that a server's log knows of, oldest first, each with its index. "Servers do not wait for configuration
/// entries to be committed, and each server always uses the latest configuration found in its log" (§4.1). Derived from
/// the log: kept so that a server need not look through its log for each vote.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Membership {
    /// What the log begins with: the snapshot's configuration, or at index 0 the one in the servers' configuration files.
    first: (Index, Configuration),
    /// The configuration entries behind that.
    entries: Vec<(Index, Configuration)>,
}

impl Membership {
    /// Reads it from a log whose cluster began with `voters`.
    pub fn of(voters: &SortedSet<NodeId>, log: &Log) -> Self {
        let first = match log.snapshot() {
            Some(snapshot) => (snapshot.last_index, snapshot.configuration.clone()),
            None => (Index::ZERO, Configuration::of(voters.iter().copied())),
        };
        let entries = log.iter().filter_map(|(index, entry)| match &entry.content {
            Content::Configuration(appointment) => Some((index, appointment.configuration.clone())),
            _ => None,
        });
        Self { first, entries: entries.collect() }
    }

    /// The same history of other configurations.
    pub fn map(&self, change: impl Fn(&Configuration) -> Configuration) -> Self {
        let of = |(index, configuration): &(Index, Configuration)| (*index, change(configuration));
        Self { first: of(&self.first), entries: self.entries.iter().map(of).collect() }
    }

    /// The configuration in force, and the index of its entry (or of the snapshot that has it, or 0).
    pub fn latest(&self) -> (Index, &Configuration) {
        let (index, configuration) = self.entries.last().unwrap_or(&self.first);
        (*index, configuration)
    }

    /// The configuration in force.
    pub fn in_force(&self) -> &Configuration {
        self.latest().1
    }

    /// The index of the entry that the configuration in force is from (or of the snapshot that has it, or 0).
    pub fn index(&self) -> Index {
        self.latest().0
    }

    /// All of them, each with the index from which on it is in force.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Index, &Configuration)> {
        core::iter::once(&self.first).chain(&self.entries).map(|(index, configuration)| (*index, configuration))
    }

    /// The configuration before the one in force, if the log still has both.
    pub fn previous(&self) -> Option<&Configuration> {
        match &*self.entries {
            [] => None,
            [_] => Some(&self.first.1),
            [.., previous, _] => Some(&previous.1),
        }
    }

    /// The configuration that was in force at an index of the log.
    pub fn at(&self, index: Index) -> &Configuration {
        let earlier = self.entries.iter().rev().find(|(at, _)| *at <= index);
        &earlier.unwrap_or(&self.first).1
    }

    /// A configuration was appended to the log.
    pub(super) fn push(&mut self, index: Index, configuration: Configuration) {
        self.entries.push((index, configuration));
    }

    /// The log was cut: "a server must be prepared to fall back to the previous configuration in its log" (§4.1).
    /// Says whether that changes anything.
    pub(super) fn truncate_from(&mut self, index: Index) -> bool {
        let before = self.entries.len();
        self.entries.retain(|(at, _)| *at < index);
        self.entries.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn servers(numbers: impl IntoIterator<Item = u8>) -> SortedSet<NodeId> {
        numbers.into_iter().map(NodeId).collect()
    }

    fn enough(configuration: &Configuration, rules: &Rules, agreeing: &[u8]) -> bool {
        configuration.is_quorum(rules, |server| agreeing.contains(&server.0))
    }

    #[test]
    fn a_majority_is_more_than_half() {
        let (on, off) = (Rules::default(), Rules { majority: false, ..Rules::default() });
        for (size, majority, half) in [(0, 1, 1), (1, 1, 1), (2, 2, 1), (3, 2, 2), (4, 3, 2), (5, 3, 3)] {
            assert_eq!((on.quorum_of(size), off.quorum_of(size)), (majority, half), "{size} servers");
        }
    }

    /// §4.3: from three servers to three others no two of the old and none of the new decide, nor the other way round.
    #[test]
    fn a_joint_configuration_needs_both_majorities() {
        let joint = Configuration { old: servers(0..3), ..Configuration::of(servers(3..6)) };
        let (on, off) = (Rules::default(), Rules { both_majorities: false, ..Rules::default() });
        for (agreeing, both, union) in [
            (&[0, 1, 2][..], false, false),
            (&[0, 3, 4, 5], false, true),
            (&[0, 1, 2, 3], false, true),
            (&[0, 1, 4, 5], true, true),
            (&[0, 1, 5], false, false),
        ] {
            assert_eq!((enough(&joint, &on, agreeing), enough(&joint, &off, agreeing)), (both, union), "{agreeing:?}");
        }
    }

    #[test]
    fn who_agrees_is_a_quorum_when_nobody_is_lacking() {
        let configurations = [
            Configuration::of([0, 1, 2].map(NodeId)),
            Configuration::of([0, 1, 2, 3].map(NodeId)),
            Configuration { old: servers(0..3), ..Configuration::of(servers(3..6)) },
            Configuration { old: servers(0..3), ..Configuration::of(servers([0, 3, 4])) },
            Configuration { old: servers(1..3), ..Configuration::of(servers(0..4)) },
        ];
        let rules = Rules::default();
        let all = [rules, Rules { both_majorities: false, ..rules }, Rules { majority: false, ..rules }];
        for (configuration, rules) in configurations.iter().flat_map(|it| all.iter().map(move |rules| (it, rules))) {
            let agrees = |set: u32| move |server: NodeId| set >> server.0 & 1 == 1;
            let is_enough = |set: &u32| configuration.is_quorum(rules, agrees(*set));
            for set in 0_u32..64 {
                let more = (0_u32..64).filter(|other| other & set == set && is_enough(other));
                let fewest = more.map(|other| (other & !set).count_ones()).min();
                assert_eq!(Some(configuration.lacking(rules, &agrees(set)) as u32), fewest, "{configuration} {set:b}");
            }
        }
    }

    #[test]
    fn a_configuration_is_written_as_its_servers() {
        assert_eq!(Configuration::of([NodeId(2), NodeId(0)]).to_string(), "{A C}");
        let joint = Configuration { old: servers([0, 1]), ..Configuration::of(servers([0, 3])) };
        assert_eq!(joint.to_string(), "{A B}→{A D}");
        assert!(joint.members().eq([NodeId(0), NodeId(3), NodeId(1)]));
        let taught = Configuration { learners: servers([5]), ..joint };
        assert_eq!(taught.to_string(), "{A B}→{A D}+{F}");
    }
}
