//! The log: entries with a term and a content each, counted from 1 (§5.3).

use super::{Index, Term};
use crate::kv::Command;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

/// One entry of the log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Entry {
    /// The term in which a leader took it into its log.
    pub term: Term,
    /// What it is about.
    pub content: Content,
}

/// What an entry is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Content {
    /// Nothing: a new leader's first entry of its own (§8).
    NoOp,
    /// A client's command for the state machine.
    Command(Command),
}

/// As it is written: `SET x 5`, `no-op`.
impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOp => f.write_str("no-op"),
            Self::Command(command) => write!(f, "{command}"),
        }
    }
}

/// A server's log.
///
/// Kept in chunks that are shared between copies of the log, for a simulation keeps thousands of them: a copy costs
/// nothing, and a copy that then grows by an entry shares all but its last chunk with the original.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Log {
    /// All full but the last, and none empty, so that equal logs are equal chunk by chunk.
    chunks: Arc<Vec<Arc<Vec<Entry>>>>,
}

/// Entries in a full chunk.
const CHUNK: usize = 32;

impl Log {
    /// The index of the last entry; 0 if there is none.
    pub fn last_index(&self) -> Index {
        match self.chunks.split_last() {
            Some((last, full)) => (full.len() * CHUNK + last.len()) as Index,
            None => 0,
        }
    }

    /// The term of the last entry; 0 if there is none.
    pub fn last_term(&self) -> Term {
        self.chunks.last().and_then(|chunk| chunk.last()).map_or(0, |entry| entry.term)
    }

    /// The term of the entry at `index`. The place before the first entry has term 0, places behind the last have none.
    pub fn term(&self, index: Index) -> Option<Term> {
        if index == 0 { Some(0) } else { self.get(index).map(|entry| entry.term) }
    }

    /// The entry at `index`.
    pub fn get(&self, index: Index) -> Option<&Entry> {
        let offset = usize::try_from(index.checked_sub(1)?).ok()?;
        self.chunks.get(offset / CHUNK)?.get(offset % CHUNK)
    }

    /// All entries from `index` on, with their indices.
    pub fn iter_from(&self, index: Index) -> impl Iterator<Item = (Index, &Entry)> {
        (index.max(1)..).map_while(|index| Some((index, self.get(index)?)))
    }

    /// All entries with their indices.
    pub fn iter(&self) -> impl Iterator<Item = (Index, &Entry)> {
        self.iter_from(1)
    }

    /// Appends an entry.
    pub fn push(&mut self, entry: Entry) {
        let chunks = Arc::make_mut(&mut self.chunks);
        match chunks.last_mut() {
            Some(last) if last.len() < CHUNK => Arc::make_mut(last).push(entry),
            _ => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.push(entry);
                chunks.push(Arc::new(chunk));
            }
        }
    }

    /// Deletes the entry at `index` and all behind it.
    pub fn truncate_from(&mut self, index: Index) {
        if index > self.last_index() {
            return;
        }
        let keep = index.saturating_sub(1) as usize;
        let chunks = Arc::make_mut(&mut self.chunks);
        chunks.truncate(keep.div_ceil(CHUNK));
        if let Some(last) = chunks.last_mut() {
            Arc::make_mut(last).truncate(keep - (keep - 1) / CHUNK * CHUNK);
        }
    }

    /// The first index of the run of entries with the same term that `index` is in.
    pub fn first_index_of_term_at(&self, index: Index) -> Index {
        let term = self.term(index);
        (1..=index).rev().take_while(|earlier| self.term(*earlier) == term).last().unwrap_or(index)
    }

    /// How many entries from the first on two logs have in common.
    pub fn common_prefix(&self, other: &Self) -> Index {
        let pairs = self.chunks.iter().zip(other.chunks.iter());
        let equal = pairs.take_while(|(mine, theirs)| mine == theirs).count();
        let (Some(mine), Some(theirs)) = (self.chunks.get(equal), other.chunks.get(equal)) else {
            return self.last_index().min(other.last_index());
        };
        let rest = mine.iter().zip(theirs.iter()).take_while(|(mine, theirs)| mine == theirs).count();
        (equal * CHUNK + rest) as Index
    }
}

impl FromIterator<Entry> for Log {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut log = Self::default();
        entries.into_iter().for_each(|entry| log.push(entry));
        log
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(term: Term) -> Entry {
        Entry { term, content: Content::Command(Command::Set("x".into(), term as i64)) }
    }

    fn log(terms: impl IntoIterator<Item = Term>) -> Log {
        terms.into_iter().map(entry).collect()
    }

    #[test]
    fn indices_count_from_one_and_the_place_before_has_term_zero() {
        let log = log([1, 1, 3]);
        assert_eq!((log.last_index(), log.last_term()), (3, 3));
        assert_eq!([log.term(0), log.term(1), log.term(3), log.term(4)], [Some(0), Some(1), Some(3), None]);
        assert_eq!((Log::default().last_index(), Log::default().last_term()), (0, 0));
    }

    #[test]
    fn a_log_that_was_cut_and_grew_again_equals_one_that_only_grew() {
        for length in 0..100 {
            for keep in 0..=length {
                let mut cut = log(1..=length);
                cut.truncate_from(keep + 1);
                assert_eq!(cut, log(1..=keep), "{length} entries cut to {keep}");
                assert_eq!(cut.last_index(), keep);
                (keep + 1..=length).for_each(|term| cut.push(entry(term)));
                assert_eq!(cut, log(1..=length));
            }
        }
    }

    #[test]
    fn cutting_behind_the_end_changes_nothing() {
        let mut log = log([1, 2]);
        log.truncate_from(3);
        log.truncate_from(Index::MAX);
        assert_eq!(log.last_index(), 2);
        log.truncate_from(0);
        assert_eq!(log, Log::default());
    }

    #[test]
    fn a_copy_that_grows_leaves_the_original_alone() {
        let original = log(1..=40);
        let mut copy = original.clone();
        copy.push(entry(41));
        assert_eq!((original.last_index(), copy.last_index()), (40, 41));
    }

    #[test]
    fn the_common_prefix_ends_before_the_first_difference() {
        assert_eq!(log(1..=70).common_prefix(&log(1..=70)), 70);
        assert_eq!(log(1..=70).common_prefix(&log(1..=33)), 33);
        assert_eq!(log([1, 1, 2]).common_prefix(&log([1, 1, 3, 3])), 2);
        assert_eq!(log(1..=70).common_prefix(&log((1..=64).chain([99]))), 64);
        assert_eq!(log([1]).common_prefix(&log([])), 0);
    }

    #[test]
    fn a_term_begins_where_its_first_entry_is() {
        let log = log([1, 1, 2, 2, 2, 3]);
        assert_eq!([1, 2, 4, 5, 6].map(|index| log.first_index_of_term_at(index)), [1, 1, 3, 3, 6]);
    }
}
