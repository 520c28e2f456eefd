//! Ghost history that grows for hours and is shared by a thousand key frames.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::hash::{Hash, Hasher};
use core::ops::{Bound, RangeBounds};

/// How many facts are shared or copied together: few, as each of a thousand key frames has a last chunk of its own.
const CHUNK: usize = 4;

/// How many facts are one list for the hash.
const LISTED: usize = 16;

/// How many chunks are shared or copied together, once there are so many.
const BLOCK: usize = 32;

type Chunk<F> = Arc<Vec<F>>;

/// A sorted set in chunks of a fixed size, which clones share. New facts mostly come at the end of their kind, so most of
/// a set is shared with what it was before. Canonical: equal sets have equal chunks, however they came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts<F> {
    /// Full chunks by the block: so even the list of chunks, which a clone would copy, hardly grows.
    blocks: Vec<Arc<Vec<Chunk<F>>>>,
    /// The chunks behind those, a block at most. All full but the last.
    chunks: Vec<Chunk<F>>,
}

impl<F> Default for Facts<F> {
    fn default() -> Self {
        Self { blocks: Vec::new(), chunks: Vec::new() }
    }
}

/// As a list of lists, whatever chunks they are shared in.
impl<F: Hash> Hash for Facts<F> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let facts = self.len();
        state.write_usize(facts.div_ceil(LISTED));
        for (place, chunk) in self.all().enumerate() {
            let listed = place * CHUNK;
            if listed.is_multiple_of(LISTED) {
                state.write_usize((facts - listed).min(LISTED));
            }
            chunk.iter().for_each(|fact| fact.hash(state));
        }
    }
}

impl<F> Facts<F> {
    /// How many there are.
    pub fn len(&self) -> usize {
        let count = self.count();
        if count == 0 { 0 } else { (count - 1) * CHUNK + self.chunk(count - 1).len() }
    }

    /// How many chunks there are.
    fn count(&self) -> usize {
        self.blocks.len() * BLOCK + self.chunks.len()
    }

    fn chunk(&self, place: usize) -> &[F] {
        match self.blocks.get(place / BLOCK) {
            Some(block) => &block[place % BLOCK],
            None => &self.chunks[place % BLOCK],
        }
    }

    fn all(&self) -> impl DoubleEndedIterator<Item = &Chunk<F>> {
        self.blocks.iter().flat_map(|block| block.iter()).chain(&self.chunks)
    }
}

impl<F: Clone + Ord> Facts<F> {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    fn at(&self, place: usize) -> &F {
        &self.chunk(place / CHUNK)[place % CHUNK]
    }

    /// The place of the first fact for which `before` does not hold; it holds for all before that.
    fn partition_point(&self, before: impl Fn(&F) -> bool) -> usize {
        let is_before = |chunk: &[F]| chunk.last().is_some_and(&before);
        let block = self.blocks.partition_point(|block| block.last().is_some_and(|chunk| is_before(chunk)));
        let chunks = self.blocks.get(block).map_or(&self.chunks, |block| block);
        let chunk = chunks.partition_point(|chunk| is_before(chunk));
        let facts = chunks.get(chunk).map_or(0, |facts| facts.partition_point(&before));
        ((block * BLOCK + chunk) * CHUNK + facts).min(self.len())
    }

    /// Whether it is known.
    pub fn contains(&self, fact: &F) -> bool {
        let place = self.partition_point(|other| other < fact);
        place < self.len() && self.at(place) == fact
    }

    /// Remembers a fact. Says whether it is new.
    pub fn insert(&mut self, fact: F) -> bool {
        let place = self.partition_point(|other| *other < fact);
        if place < self.len() && *self.at(place) == fact {
            return false;
        }
        // What a full chunk has too much moves on to the next.
        let (mut at, mut carried) = (place % CHUNK, Some(fact));
        for place in place / CHUNK..self.count() {
            let Some(fact) = carried.take() else { break };
            let chunk = match self.blocks.get_mut(place / BLOCK) {
                Some(block) => &mut Arc::make_mut(block)[place % BLOCK],
                None => &mut self.chunks[place % BLOCK],
            };
            let chunk = Arc::make_mut(chunk);
            chunk.insert(at, fact);
            if chunk.len() > CHUNK {
                carried = chunk.pop();
            }
            at = 0;
        }
        if let Some(fact) = carried {
            if self.chunks.len() == BLOCK {
                self.blocks.push(Arc::new(core::mem::take(&mut self.chunks)));
            }
            self.chunks.push(Arc::new(alloc::vec![fact]));
        }
        true
    }

    /// All of them, sorted.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &F> {
        self.all().flat_map(|chunk| chunk.iter())
    }

    /// Those within a range, sorted.
    pub fn range(&self, range: impl RangeBounds<F>) -> impl DoubleEndedIterator<Item = &F> {
        let from = match range.start_bound() {
            Bound::Included(start) => self.partition_point(|fact| fact < start),
            Bound::Excluded(start) => self.partition_point(|fact| fact <= start),
            Bound::Unbounded => 0,
        };
        let to = match range.end_bound() {
            Bound::Included(end) => self.partition_point(|fact| fact <= end),
            Bound::Excluded(end) => self.partition_point(|fact| fact < end),
            Bound::Unbounded => self.len(),
        };
        (from..to.max(from)).map(|place| self.at(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::fingerprint::fingerprint;
    use alloc::collections::BTreeSet;

    #[test]
    fn it_is_a_sorted_set_whatever_the_order_of_insertion() {
        let numbers = (0..3000_u32).map(|n| n.wrapping_mul(2_654_435_761) % 2100);
        let (mut facts, mut set) = (Facts::default(), BTreeSet::new());
        for number in numbers {
            assert_eq!(facts.insert(number), set.insert(number));
            assert_eq!(facts.len(), set.len());
        }
        assert!(facts.iter().eq(set.iter()));
        assert!((0..2200).all(|number| facts.contains(&number) == set.contains(&number)));
        for (from, to) in [(0, 10), (63, 130), (64, 64), (500, 900), (1900, 2300)] {
            assert!(facts.range(from..to).eq(set.range(from..to)), "{from}..{to}");
            assert!(facts.range(from..=to).rev().eq(set.range(from..=to).rev()), "{from}..={to}");
        }
        let mut sorted = Facts::default();
        set.iter().for_each(|number| assert!(sorted.insert(*number)));
        assert_eq!(facts, sorted, "equal sets have equal chunks");
        assert_eq!(fingerprint(&facts), fingerprint(&sorted));
    }

    #[test]
    fn its_fingerprint_does_not_depend_on_how_it_is_shared() {
        for count in [0, 1, 15, 16, 17, 40] {
            let mut facts = Facts::default();
            (0..count).for_each(|number| assert!(facts.insert((number, true))));
            let all: Vec<(u32, bool)> = facts.iter().copied().collect();
            let lists: Vec<Vec<(u32, bool)>> = all.chunks(LISTED).map(<[_]>::to_vec).collect();
            assert_eq!(fingerprint(&facts), fingerprint(&lists), "{count} facts");
        }
    }

    #[test]
    fn what_has_not_changed_is_shared() {
        let mut facts = Facts::default();
        (0..1001).for_each(|number| assert!(facts.insert(number)));
        let before = facts.clone();
        assert!(facts.insert(1001));
        let shared = facts.all().zip(before.all()).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
        assert_eq!(shared, before.count() - 1);
    }

    #[test]
    fn what_a_clone_copies_hardly_grows() {
        let mut facts = Facts::default();
        (0..100_000).for_each(|number| assert!(facts.insert(number)));
        let copied = facts.blocks.len() + facts.chunks.len();
        assert!(copied <= 100_000 / CHUNK / BLOCK + BLOCK, "{copied}");
    }
}
