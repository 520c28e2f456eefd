//! Terms: §5.1.

use crate::event::Arg;
use core::fmt;

/// A period of the cluster's life with at most one leader (§5.1): "terms are numbered with consecutive integers".
///
/// ```
/// use quorate_core::raft::Term;
///
/// assert_eq!(Term::ZERO.next(), Some(Term(1)));
/// assert!(Term(2) > Term(1));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Term(pub u64);

impl Term {
    /// Before the first election; also the term of the place before a log's first entry.
    pub const ZERO: Self = Self(0);

    /// The term before this one. None is before the one before the first election.
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// The term that follows. There is none after the last number.
    pub fn next(self) -> Option<Self> {
        self.0.checked_add(1).map(Self)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Term> for Arg {
    fn from(term: Term) -> Self {
        Self::Number(term.0)
    }
}
