//! Parameters, who has which role, and the rules that can be switched off.

use crate::protocol::{NodeId, Span};
use alloc::vec;
use alloc::vec::Vec;

/// What all nodes have in common.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Config {
    /// The roles of each node, by its number.
    pub roles: Vec<Roles>,
    /// How long a proposer that was outbid waits before it tries again. Random, because "a reliable algorithm for
    /// electing a proposer must use either randomness or real time" (§2.4), and the same is true of taking turns.
    pub backoff: Span,
    /// How long a proposer waits for a majority of answers in one phase before it tries again with a higher number, and
    /// a learner for a majority of acceptances before it asks.
    pub phase_timeout: Span,
    /// What can be switched off.
    pub rules: Rules,
}

/// "A single process may act as more than one agent" (§2.1).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Roles {
    /// Proposes the values that its clients ask for.
    pub proposer: bool,
    /// Promises and accepts; a majority of the acceptors chooses.
    pub acceptor: bool,
    /// Finds out what was chosen.
    pub learner: bool,
}

impl Roles {
    /// All three, as in the paper's implementation (§2.5).
    pub const ALL: Self = Self { proposer: true, acceptor: true, learner: true };
}

/// The rules of the published algorithm, each of which can be switched off to see which promise it keeps.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Rules {
    /// A proposer takes over the value of a proposal that the promises report (§2.2, phase 2 a).
    /// Off: it keeps its own.
    pub adopt_accepted: bool,
    /// … namely of the highest-numbered one. Off: of just any; here the lowest-numbered.
    pub adopt_highest: bool,
    /// An acceptor accepts nothing that is numbered below its promise (§2.2, P1a). Off: it accepts whatever comes.
    pub refuse_below_promise: bool,
    /// More than half of the acceptors choose (§2.2). Off: half of them, rounded down, is enough.
    pub majority: bool,
    /// After a restart a proposer begins above the highest number that it had used (§2.5). Off: it begins with 1 again.
    pub new_number_after_restart: bool,
    /// A learner counts the acceptances of one proposal (§2.3). Off: of one value, in whatever proposals.
    pub count_by_ballot: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            adopt_accepted: true,
            adopt_highest: true,
            refuse_below_promise: true,
            majority: true,
            new_number_after_restart: true,
            count_by_ballot: true,
        }
    }
}

impl Config {
    /// The published algorithm for `nodes` nodes, each of which has all three roles.
    pub fn new(nodes: u8) -> Self {
        Self {
            roles: vec![Roles::ALL; usize::from(nodes)],
            backoff: Span::from_ms(100, 300),
            phase_timeout: Span::from_ms(100, 200),
            rules: Rules::default(),
        }
    }

    /// The roles of a node; none if there is no such node.
    pub fn roles(&self, node: NodeId) -> Roles {
        self.roles.get(usize::from(node.0)).copied().unwrap_or_default()
    }

    /// All nodes that have a role, in order.
    pub fn nodes_with(&self, role: impl Fn(Roles) -> bool) -> impl Iterator<Item = NodeId> {
        let numbers = (0..=u8::MAX).map(NodeId);
        self.roles.iter().zip(numbers).filter(move |(roles, _)| role(**roles)).map(|(_, node)| node)
    }

    /// All acceptors, in order.
    pub fn acceptors(&self) -> impl Iterator<Item = NodeId> {
        self.nodes_with(|roles| roles.acceptor)
    }

    /// How many acceptors are enough: of 3 acceptors 2, of 4 acceptors 3, of 5 acceptors 3.
    pub fn quorum(&self) -> usize {
        (self.acceptors().count() / 2 + usize::from(self.rules.majority)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_majority_is_more_than_half_of_the_acceptors() {
        let quorums: Vec<usize> = (1..=7).map(|nodes| Config::new(nodes).quorum()).collect();
        assert_eq!(quorums, [1, 2, 2, 3, 3, 4, 4]);
    }

    #[test]
    fn only_acceptors_count_towards_a_majority() {
        let mut config = Config::new(5);
        config.roles[0] = Roles { proposer: true, ..Roles::default() };
        config.roles[4] = Roles { learner: true, ..Roles::default() };
        assert_eq!(config.quorum(), 2);
        assert!(config.acceptors().eq([1, 2, 3].map(NodeId)));
    }

    #[test]
    fn without_the_rule_half_is_enough_but_never_nobody() {
        let quorum = |nodes| {
            let mut config = Config::new(nodes);
            config.rules.majority = false;
            config.quorum()
        };
        assert_eq!([1, 2, 3, 4, 5].map(quorum), [1, 1, 1, 2, 2]);
    }
}
