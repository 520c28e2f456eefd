//! Ghost history that grows for hours and is shared by a thousand key frames.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::{Bound, RangeBounds};

/// How many facts are shared or copied together.
const CHUNK: usize = 16;

/// A sorted set in chunks of a fixed size, which clones share. New facts mostly come at the end of their kind, so most of
/// a set is shared with what it was before. Canonical: equal sets have equal chunks, however they came about.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Facts<F> {
    /// All full but the last.
    chunks: Vec<Arc<Vec<F>>>,
}

impl<F> Default for Facts<F> {
    fn default() -> Self {
        Self { chunks: Vec::new() }
    }
}

impl<F: Clone + Ord> Facts<F> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * CHUNK + last.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    fn at(&self, place: usize) -> &F {
        &self.chunks[place / CHUNK][place % CHUNK]
    }

    /// The place of the first fact for which `before` does not hold; it holds for all before that.
    fn partition_point(&self, before: impl Fn(&F) -> bool) -> usize {
        let chunk = self.chunks.partition_point(|chunk| chunk.last().is_some_and(&before));
        self.chunks.get(chunk).map_or(self.len(), |facts| chunk * CHUNK + facts.partition_point(&before))
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
        for chunk in &mut self.chunks[place / CHUNK..] {
            let Some(fact) = carried.take() else { break };
            let chunk = Arc::make_mut(chunk);
            chunk.insert(at, fact);
            if chunk.len() > CHUNK {
                carried = chunk.pop();
            }
            at = 0;
        }
        if let Some(fact) = carried {
            self.chunks.push(Arc::new(alloc::vec![fact]));
        }
        true
    }

    /// All of them, sorted.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &F> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
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
    use alloc::collections::BTreeSet;

    #[test]
    fn it_is_a_sorted_set_whatever_the_order_of_insertion() {
        let numbers = (0..1000_u32).map(|n| n.wrapping_mul(2_654_435_761) % 700);
        let (mut facts, mut set) = (Facts::default(), BTreeSet::new());
        for number in numbers {
            assert_eq!(facts.insert(number), set.insert(number));
            assert_eq!(facts.len(), set.len());
        }
        assert!(facts.iter().eq(set.iter()));
        assert!((0..800).all(|number| facts.contains(&number) == set.contains(&number)));
        for (from, to) in [(0, 10), (63, 130), (64, 64), (500, 900)] {
            assert!(facts.range(from..to).eq(set.range(from..to)), "{from}..{to}");
            assert!(facts.range(from..=to).rev().eq(set.range(from..=to).rev()), "{from}..={to}");
        }
        let mut sorted = Facts::default();
        set.iter().for_each(|number| assert!(sorted.insert(*number)));
        assert_eq!(facts, sorted, "equal sets have equal chunks");
    }

    #[test]
    fn what_has_not_changed_is_shared() {
        let mut facts = Facts::default();
        (0..1000).for_each(|number| assert!(facts.insert(number)));
        let before = facts.clone();
        assert!(facts.insert(1000));
        let shared = facts.chunks.iter().zip(&before.chunks).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
        assert_eq!(shared, before.chunks.len() - 1);
    }
}
