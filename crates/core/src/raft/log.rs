//! The log: entries with a term and a content each, counted from 1 (§5.3), the first of them replaced by a snapshot (§7).

use super::{Configuration, Index, Term};
use crate::kv::{Operation, Store};
use crate::protocol::RequestId;
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

/// What an entry is about. All copies of an entry share it: those in other servers' logs, in messages, in a simulation's past.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Content {
    /// Nothing: a new leader's first entry of its own (§8).
    NoOp,
    /// Something for the state machine.
    Command(Arc<Operation>),
    /// Who belongs to the cluster from here on (Ongaro's thesis, 2014, §4.1).
    Configuration(Arc<Appointment>),
}

/// A configuration, as it stands in a log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Appointment {
    /// Which servers.
    pub configuration: Configuration,
    /// The request that is carried out with it, or that it is half of: so that it is not carried out again. `None` if nobody
    /// asked, or where the rule `sessions` was off.
    pub id: Option<RequestId>,
}

impl Appointment {
    /// Lets the state machine remember the request that is carried out with it.
    pub fn apply(&self, store: &mut Store) {
        if let Some(id) = self.id.filter(|_| !self.configuration.is_joint()) {
            store.remember(id);
        }
    }
}

impl Content {
    /// The request that it is from, if its sender is to be answered once only.
    pub fn request(&self) -> Option<RequestId> {
        match self {
            Self::NoOp => None,
            Self::Command(operation) => Some(operation.id),
            Self::Configuration(appointment) => appointment.id,
        }
    }
}

impl From<Operation> for Content {
    fn from(operation: Operation) -> Self {
        Self::Command(Arc::new(operation))
    }
}

impl From<Appointment> for Content {
    fn from(appointment: Appointment) -> Self {
        Self::Configuration(Arc::new(appointment))
    }
}

/// A configuration that nobody asked for.
impl From<Configuration> for Content {
    fn from(configuration: Configuration) -> Self {
        Appointment { configuration, id: None }.into()
    }
}

/// As it is written: `SET x 5`, `no-op`, `{A B C}`.
impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOp => f.write_str("no-op"),
            Self::Command(operation) => write!(f, "{}", operation.command),
            Self::Configuration(appointment) => write!(f, "{}", appointment.configuration),
        }
    }
}

/// What replaces the entries of a log up to an index: "the entire current system state is written to a snapshot on stable
/// storage, then the entire log up to that point is discarded" (§7).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Snapshot {
    /// `lastIncludedIndex`: "the index of the last entry in the log that the snapshot replaces".
    pub last_index: Index,
    /// `lastIncludedTerm`: "the term of this entry".
    pub last_term: Term,
    /// "The latest configuration in the log as of last included index".
    pub configuration: Configuration,
    /// The state machine after all those entries.
    pub store: Arc<Store>,
}

/// A server's log.
///
/// Kept in chunks that are shared between copies of the log, for a simulation keeps thousands of them: a copy costs
/// nothing, and a copy that then grows by an entry shares all but its last chunk with the original.
///
/// ```
/// use quorate_core::raft::{Content, Entry, Index, Log, Term};
///
/// let mut log = Log::default();
/// for term in [1, 1, 3].map(Term) {
///     log.push(Entry { term, content: Content::NoOp });
/// }
/// assert_eq!((log.last_index(), log.last_term(), log.term(Index(2))), (Index(3), Term(3), Some(Term(1))));
/// log.truncate_from(Index(2));
/// assert_eq!(log.last_index(), Index(1));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Log {
    /// What the log begins with.
    snapshot: Option<Arc<Snapshot>>,
    /// The entries behind it. All chunks full but the last, and none empty, so that equal logs are equal chunk by chunk.
    chunks: Arc<Vec<Arc<Vec<Entry>>>>,
}

/// Entries in a full chunk.
const CHUNK: usize = 32;

impl Log {
    /// What the log begins with, if its first entries were discarded.
    pub fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        self.snapshot.as_ref()
    }

    /// The index of the last entry that the snapshot replaces; 0 if there is no snapshot.
    pub fn snapshot_index(&self) -> Index {
        self.snapshot.as_ref().map_or(Index::ZERO, |snapshot| snapshot.last_index)
    }

    /// The index of the first entry that is there, or will be.
    pub fn first_index(&self) -> Index {
        self.snapshot_index().next()
    }

    /// The index of the last entry, discarded or not; 0 if there never was one.
    pub fn last_index(&self) -> Index {
        let entries = match self.chunks.split_last() {
            Some((last, full)) => (full.len() * CHUNK + last.len()) as u64,
            None => 0,
        };
        self.snapshot_index() + entries
    }

    /// The term of the last entry; 0 if there never was one.
    pub fn last_term(&self) -> Term {
        let of_snapshot = || self.snapshot.as_ref().map_or(Term::ZERO, |snapshot| snapshot.last_term);
        self.chunks.last().and_then(|chunk| chunk.last()).map_or_else(of_snapshot, |entry| entry.term)
    }

    /// The term of the entry at `index`. The place before the first entry has term 0; places behind the last, and those
    /// that the snapshot replaces (but for its last), have none.
    pub fn term(&self, index: Index) -> Option<Term> {
        match &self.snapshot {
            Some(snapshot) if index == snapshot.last_index => Some(snapshot.last_term),
            None if index == Index::ZERO => Some(Term::ZERO),
            _ => self.get(index).map(|entry| entry.term),
        }
    }

    /// The entry at `index`, if it is there (still).
    pub fn get(&self, index: Index) -> Option<&Entry> {
        let offset = usize::try_from(index.0.checked_sub(self.first_index().0)?).ok()?;
        self.chunks.get(offset / CHUNK)?.get(offset % CHUNK)
    }

    /// All entries from `index` on, with their indices.
    pub fn iter_from(&self, index: Index) -> impl Iterator<Item = (Index, &Entry)> {
        index.max(self.first_index()).onwards().map_while(|index| Some((index, self.get(index)?)))
    }

    /// All entries with their indices.
    pub fn iter(&self) -> impl Iterator<Item = (Index, &Entry)> {
        self.iter_from(Index::FIRST)
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

    /// Deletes the entry at `index` and all behind it. What the snapshot replaces stays replaced.
    pub fn truncate_from(&mut self, index: Index) {
        if index > self.last_index() {
            return;
        }
        let keep = index.entries_beyond(self.first_index()) as usize;
        let chunks = Arc::make_mut(&mut self.chunks);
        chunks.truncate(keep.div_ceil(CHUNK));
        if let Some(last) = chunks.last_mut() {
            Arc::make_mut(last).truncate(keep - (keep - 1) / CHUNK * CHUNK);
        }
    }

    /// Lets a snapshot replace the entries that it covers and keeps those behind them.
    pub fn compact(&mut self, snapshot: Arc<Snapshot>) {
        let kept: Vec<Entry> = self.iter_from(snapshot.last_index.next()).map(|(_, entry)| entry.clone()).collect();
        self.replace(snapshot);
        kept.into_iter().for_each(|entry| self.push(entry));
    }

    /// Lets a snapshot replace the whole log.
    pub fn replace(&mut self, snapshot: Arc<Snapshot>) {
        *self = Self { snapshot: Some(snapshot), chunks: Arc::default() };
    }

    /// Shares with another log what both hold alike. What it says stays the same.
    ///
    /// ```
    /// use quorate_core::raft::{Content, Entry, Log, Term};
    ///
    /// let of = |terms: [u64; 3]| terms.map(|term| Entry { term: Term(term), content: Content::NoOp }).into_iter().collect();
    /// let (mut log, other): (Log, Log) = (of([1, 1, 2]), of([1, 1, 3]));
    /// log.share_with(&other);
    /// assert_eq!(log, of([1, 1, 2]));
    /// ```
    pub fn share_with(&mut self, other: &Self) {
        share(&mut self.snapshot, &other.snapshot);
        if !share(&mut self.chunks, &other.chunks) {
            for (mine, theirs) in Arc::make_mut(&mut self.chunks).iter_mut().zip(other.chunks.iter()) {
                share(mine, theirs);
            }
        }
    }

    /// The first index of the run of entries with the same term that `index` is in, as far as the log reaches back.
    pub fn first_index_of_term_at(&self, index: Index) -> Index {
        let term = self.term(index);
        let entries = self.first_index().through(index).rev();
        entries.take_while(|earlier| self.term(*earlier) == term).last().unwrap_or(index)
    }

    /// The index up to which two logs agree as far as both can tell: of what a snapshot replaces nobody can tell.
    pub fn agree_up_to(&self, other: &Self) -> Index {
        let end = self.last_index().min(other.last_index());
        let start = self.snapshot_index().max(other.snapshot_index()).min(end);
        let begin_alike = self.snapshot_index() == other.snapshot_index();
        if begin_alike && Arc::ptr_eq(&self.chunks, &other.chunks) {
            return end;
        }
        // Chunks of logs that begin at the same place are compared whole, or not at all where they are shared.
        let skipped = if begin_alike {
            let pairs = self.chunks.iter().zip(other.chunks.iter());
            pairs.take_while(|(mine, theirs)| mine.len() == CHUNK && mine == theirs).count() * CHUNK
        } else {
            0
        };
        let from = start + skipped as u64;
        from.next().through(end).take_while(|index| self.get(*index) == other.get(*index)).last().unwrap_or(from)
    }
}

/// Takes the other's where both are equal, so that there is one of it; says whether they are.
pub(super) fn share<T: Clone + PartialEq>(mine: &mut T, theirs: &T) -> bool {
    let equal = mine == theirs;
    if equal {
        mine.clone_from(theirs);
    }
    equal
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
    use crate::kv::StoreCommand;

    fn entry(term: u64) -> Entry {
        let id = RequestId { client: 0, serial: term as u32 };
        let command = StoreCommand::Set("x".into(), term as i64);
        Entry { term: Term(term), content: Operation { id, once: true, command }.into() }
    }

    fn log(terms: impl IntoIterator<Item = u64>) -> Log {
        terms.into_iter().map(entry).collect()
    }

    #[test]
    fn indices_count_from_one_and_the_place_before_has_term_zero() {
        let log = log([1, 1, 3]);
        assert_eq!((log.last_index(), log.last_term()), (Index(3), Term(3)));
        assert_eq!(
            [log.term(Index(0)), log.term(Index(1)), log.term(Index(3)), log.term(Index(4))],
            [Some(Term(0)), Some(Term(1)), Some(Term(3)), None]
        );
        assert_eq!((Log::default().last_index(), Log::default().last_term()), (Index(0), Term(0)));
    }

    #[test]
    fn a_log_that_was_cut_and_grew_again_equals_one_that_only_grew() {
        // An interpreter that looks at every byte takes its time: there, only around the end of a chunk.
        for length in if cfg!(miri) { 31..34 } else { 0..100 } {
            for keep in 0..=length {
                let mut cut = log(1..=length);
                cut.truncate_from(Index(keep + 1));
                assert_eq!(cut, log(1..=keep), "{length} entries cut to {keep}");
                assert_eq!(cut.last_index(), Index(keep));
                (keep + 1..=length).for_each(|term| cut.push(entry(term)));
                assert_eq!(cut, log(1..=length));
            }
        }
    }

    #[test]
    fn cutting_behind_the_end_changes_nothing() {
        let mut log = log([1, 2]);
        log.truncate_from(Index(3));
        log.truncate_from(Index(u64::MAX));
        assert_eq!(log.last_index(), Index(2));
        log.truncate_from(Index(0));
        assert_eq!(log, Log::default());
    }

    #[test]
    fn a_copy_that_grows_leaves_the_original_alone() {
        let original = log(1..=40);
        let mut copy = original.clone();
        copy.push(entry(41));
        assert_eq!((original.last_index(), copy.last_index()), (Index(40), Index(41)));
    }

    #[test]
    fn logs_agree_up_to_the_first_difference() {
        assert_eq!(log(1..=70).agree_up_to(&log(1..=70)), Index(70));
        assert_eq!(log(1..=70).agree_up_to(&log(1..=33)), Index(33));
        assert_eq!(log([1, 1, 2]).agree_up_to(&log([1, 1, 3, 3])), Index(2));
        assert_eq!(log(1..=70).agree_up_to(&log((1..=64).chain([99]))), Index(64));
        assert_eq!(log([1]).agree_up_to(&log([])), Index(0));
    }

    #[test]
    fn logs_share_what_they_hold_alike_and_stay_what_they_are() {
        for (mine, theirs, shared) in [(70, 70, 3), (70, 64, 2), (40, 70, 1), (64, 65, 2)] {
            let (mut one, other) = (log(1..=mine), log(1..=theirs));
            one.share_with(&other);
            assert_eq!(one, log(1..=mine));
            assert_eq!(other, log(1..=theirs));
            let pairs = one.chunks.iter().zip(other.chunks.iter());
            assert_eq!(pairs.filter(|(a, b)| Arc::ptr_eq(a, b)).count(), shared, "{mine} and {theirs} entries");
            one.push(entry(99));
            assert_eq!(other, log(1..=theirs), "what one of them appends is its own");
        }
        let mut cut = log(1..=70);
        cut.truncate_from(Index(40));
        cut.push(entry(99));
        cut.share_with(&log(1..=70));
        assert_eq!((cut.last_index(), cut.last_term()), (Index(40), Term(99)));
    }

    fn snapshot(last_index: u64, last_term: u64) -> Arc<Snapshot> {
        let (last_index, last_term, configuration) = (Index(last_index), Term(last_term), Configuration::of([]));
        Arc::new(Snapshot { last_index, last_term, configuration, store: Arc::default() })
    }

    #[test]
    fn a_snapshot_replaces_what_it_covers_and_indices_stay() {
        for (length, cut) in [(3, 2), (70, 1), (70, 33), (70, 64), (70, 70)] {
            let mut compacted = log(1..=length);
            compacted.compact(snapshot(cut, cut));
            assert_eq!(
                (compacted.last_index(), compacted.last_term(), compacted.snapshot_index()),
                (Index(length), Term(length), Index(cut))
            );
            for index in 0..=length + 1 {
                let term = (index >= cut && index <= length).then_some(index);
                assert_eq!(compacted.term(Index(index)), term.map(Term), "{index} of {length} cut to {cut}");
                assert_eq!(compacted.get(Index(index)), term.filter(|_| index > cut).map(entry).as_ref());
            }
            assert!(compacted.iter().map(|(index, _)| index).eq(Index(cut).next().through(Index(length))));
        }
    }

    #[test]
    fn a_compacted_log_grows_and_is_cut_like_any_other() {
        let mut compacted = log(1..=40);
        compacted.compact(snapshot(20, 20));
        compacted.truncate_from(Index(31));
        assert_eq!((compacted.last_index(), compacted.last_term()), (Index(30), Term(30)));
        compacted.push(entry(50));
        assert_eq!((compacted.last_index(), compacted.term(Index(31))), (Index(31), Some(Term(50))));
        compacted.truncate_from(Index(5));
        assert_eq!(
            (compacted.last_index(), compacted.last_term(), compacted.term(Index(20))),
            (Index(20), Term(20), Some(Term(20)))
        );
        compacted.push(entry(60));
        assert_eq!((compacted.last_index(), compacted.term(Index(21))), (Index(21), Some(Term(60))));
    }

    #[test]
    fn a_compacted_log_agrees_with_one_that_holds_more() {
        let mut compacted = log(1..=70);
        compacted.compact(snapshot(40, 40));
        assert_eq!([compacted.agree_up_to(&log(1..=70)), log(1..=70).agree_up_to(&compacted)], [Index(70); 2]);
        assert_eq!(compacted.agree_up_to(&log((1..=50).chain([99; 9]))), Index(50));
        assert_eq!(compacted.agree_up_to(&log(1..=30)), Index(30));
    }

    #[test]
    fn the_beginning_of_a_term_is_sought_no_further_back_than_the_snapshot() {
        let mut log = log([1, 1, 1, 1]);
        log.compact(snapshot(2, 1));
        assert_eq!([log.first_index_of_term_at(Index(4)), log.first_index_of_term_at(Index(2))], [3, 2].map(Index));
    }

    #[test]
    fn a_term_begins_where_its_first_entry_is() {
        let log = log([1, 1, 2, 2, 2, 3]);
        assert_eq!([1, 2, 4, 5, 6].map(|index| log.first_index_of_term_at(Index(index))), [1, 1, 3, 3, 6].map(Index));
    }
}
