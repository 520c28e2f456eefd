//! Places in a log: §5.3.

use crate::event::Arg;
use core::fmt;
use core::ops::Add;

/// The place of an entry in a log, counted from 1 as in the paper.
///
/// To a place a number of entries can be added, and what lies between two places is a number of entries.
///
/// ```
/// use quorate_core::raft::Index;
///
/// assert_eq!(Index::FIRST + 2, Index(3));
/// assert_eq!(Index(3).entries_since(Index::ZERO), 3);
/// assert_eq!((Index(3).entries_beyond(Index(1)), Index(1).entries_beyond(Index(3))), (2, 0));
/// assert!(Index(2).through(Index(4)).eq([Index(2), Index(3), Index(4)]));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Index(pub u64);

impl Index {
    /// Before the first entry.
    pub const ZERO: Self = Self(0);
    /// Of the first entry.
    pub const FIRST: Self = Self(1);

    /// The place before this one, which is not the one before the first entry.
    pub fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// The place behind this one. No log is so long that there is none.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// This place and all behind it.
    pub fn onwards(self) -> impl Iterator<Item = Self> + Clone {
        (self.0..).map(Self)
    }

    /// This place and all behind it up to `last`.
    pub fn through(self, last: Self) -> impl DoubleEndedIterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }

    /// How many entries there are behind `earlier` up to here. It does not lie behind this place.
    pub fn entries_since(self, earlier: Self) -> u64 {
        debug_assert!(earlier <= self, "{earlier} lies behind {self}");
        self.entries_beyond(earlier)
    }

    /// How many entries there are behind `other` up to here: none, if that lies behind this place.
    pub fn entries_beyond(self, other: Self) -> u64 {
        self.0.saturating_sub(other.0)
    }
}

impl Add<u64> for Index {
    type Output = Self;

    fn add(self, entries: u64) -> Self {
        Self(self.0 + entries)
    }
}

impl fmt::Display for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Index> for Arg {
    fn from(index: Index) -> Self {
        Self::Number(index.0)
    }
}
