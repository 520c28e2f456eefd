//! Ballots: what Paxos, for one value or for many, counts its attempts in.

use crate::event::Arg;
use crate::protocol::NodeId;
use alloc::string::ToString;
use core::fmt;

/// A proposal number. Numbers are ordered by round, and within a round by proposer.
///
/// "Different proposers choose their numbers from disjoint sets of numbers, so two different proposers never issue a
/// proposal with the same number" (Paxos Made Simple, §2.5): the proposer is a part of the number.
///
/// ```
/// use quorate_core::ballot::Ballot;
/// use quorate_core::protocol::NodeId;
///
/// let of = |round, proposer| Ballot { round, proposer: NodeId(proposer) };
/// assert!(of(1, 2) < of(2, 0), "the round counts first");
/// assert_eq!(of(2, 0).to_string(), "2.A");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ballot {
    /// The proposer's count of attempts, raised above all that it has seen of others. From 1.
    pub round: u64,
    /// Whose number it is.
    pub proposer: NodeId,
}

impl Ballot {
    /// As one number, in the same order, from 1. Two clusters' nodes in a row, and no multiple of eight (there are eight
    /// colours), so that neighbours, and a proposer's own attempts, differ in colour.
    pub fn ordinal(self) -> u64 {
        const APART: u64 = 13;
        self.round.saturating_sub(1).saturating_mul(APART).saturating_add(u64::from(self.proposer.0) + 1)
    }
}

/// As people write it: `2.A`.
impl fmt::Display for Ballot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.round, self.proposer)
    }
}

impl From<Ballot> for Arg {
    fn from(ballot: Ballot) -> Self {
        Self::Text(ballot.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ballot(round: u64, proposer: u8) -> Ballot {
        Ballot { round, proposer: NodeId(proposer) }
    }

    #[test]
    fn ordinals_are_in_the_order_of_the_numbers() {
        let ballots: alloc::vec::Vec<Ballot> =
            (1..=20).flat_map(|round| (0..9).map(move |proposer| ballot(round, proposer))).collect();
        assert!(ballots.is_sorted());
        assert!(ballots.windows(2).all(|pair| pair[0].ordinal() < pair[1].ordinal()));
        assert_eq!(ballots[0].ordinal(), 1);
    }

    #[test]
    fn an_absurd_round_has_an_ordinal_too() {
        assert_eq!(ballot(u64::MAX, 255).ordinal(), u64::MAX);
    }

    #[test]
    fn numbers_of_five_proposers_that_follow_one_another_differ_in_each_of_eight_colours() {
        let ballots: alloc::vec::Vec<Ballot> =
            (1..=20).flat_map(|round| (0..5).map(move |proposer| ballot(round, proposer))).collect();
        assert!(ballots.windows(8).all(|row| row[1..].iter().all(|other| other.ordinal() % 8 != row[0].ordinal() % 8)));
    }
}
