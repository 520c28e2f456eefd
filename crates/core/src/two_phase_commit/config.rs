//! Parameters, who takes part, and the rules that can be switched off.

use crate::protocol::{NodeId, Span};
use alloc::vec::Vec;

/// What all nodes have in common.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Config {
    /// Who coordinates all transactions.
    pub coordinator: NodeId,
    /// Who takes part in a transaction, in order. The coordinator may be one of them.
    pub participants: Vec<NodeId>,
    /// How long the coordinator waits for votes before it aborts.
    pub votes_timeout: Span,
    /// How long the coordinator waits for Acks before it sends Commit again.
    pub acks_timeout: Span,
    /// How long a participant that is in doubt waits before it asks.
    pub decision_timeout: Span,
    /// Whether a participant in doubt asks the other participants too (Bernstein, Hadzilacos, Goodman, §7.4: cooperative
    /// termination), and not the coordinator alone.
    pub cooperative: bool,
    /// What can be switched off.
    pub rules: Rules,
}

/// The rules of the published algorithm, each of which can be switched off to see what it is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Rules {
    /// The coordinator commits on a Yes of every participant. Off: of more than half of them.
    pub unanimous: bool,
    /// A participant that has voted Yes waits for the decision. Off: it aborts when its patience is at an end.
    pub wait_for_decision: bool,
    /// The coordinator remembers a commit until all have acknowledged it. Off: until it has sent it.
    pub remember_until_acknowledged: bool,
    /// A participant that is asked about a transaction for which it has not voted aborts it. Off: it says so, and may still
    /// vote Yes.
    pub asked_aborts: bool,
    /// The coordinator counts its starts, so that no number is used twice. Off: it begins with 1.1 after each start.
    pub ids_not_reused: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            unanimous: true,
            wait_for_decision: true,
            remember_until_acknowledged: true,
            asked_aborts: true,
            ids_not_reused: true,
        }
    }
}

impl Config {
    /// The published algorithm for `nodes` nodes: the first coordinates, the others take part. A node alone does both.
    pub fn new(nodes: u8) -> Self {
        Self {
            coordinator: NodeId(0),
            participants: (u8::from(nodes > 1)..nodes).map(NodeId).collect(),
            votes_timeout: Span::from_ms(150, 150),
            acks_timeout: Span::from_ms(150, 150),
            decision_timeout: Span::from_ms(200, 300),
            cooperative: true,
            rules: Rules::default(),
        }
    }

    /// Whether a node takes part in transactions.
    pub fn takes_part(&self, node: NodeId) -> bool {
        self.participants.contains(&node)
    }

    /// How many of so many participants must vote Yes: all.
    pub fn needed(&self, participants: usize) -> usize {
        if self.rules.unanimous { participants } else { participants / 2 + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_coordinates_and_the_others_take_part() {
        let config = Config::new(3);
        assert_eq!(config.coordinator, NodeId(0));
        assert_eq!([0, 1, 2, 3].map(|node| config.takes_part(NodeId(node))), [false, true, true, false]);
        assert_eq!(Config::new(1).participants, [NodeId(0)]);
    }

    #[test]
    fn all_must_agree_and_without_the_rule_more_than_half() {
        let mut config = Config::new(3);
        assert_eq!([1, 2, 3, 4].map(|count| config.needed(count)), [1, 2, 3, 4]);
        config.rules.unanimous = false;
        assert_eq!([1, 2, 3, 4].map(|count| config.needed(count)), [1, 2, 2, 3]);
    }
}
