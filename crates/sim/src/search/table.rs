//! A hash table whose keys are fingerprints.

use alloc::vec;
use alloc::vec::Vec;

/// Values by fingerprint: open addressing, nothing is ever taken out. A key needs 16 bytes and its value, and at least a
/// quarter of the places is free.
#[derive(Clone, Debug)]
pub struct Table<V> {
    /// 0: free. As many as a power of two.
    keys: Vec<u128>,
    values: Vec<V>,
    len: usize,
}

const SMALLEST: usize = 64;

impl<V: Copy + Default> Table<V> {
    /// A table without keys.
    pub fn new() -> Self {
        Self { keys: vec![0; SMALLEST], values: vec![V::default(); SMALLEST], len: 0 }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// The value of a key; if it has none, `value` from now on, and then `None`.
    pub fn get_or_insert(&mut self, key: u128, value: V) -> Option<V> {
        let place = self.find(key);
        if self.keys[place] != 0 {
            return Some(self.values[place]);
        }
        (self.keys[place], self.values[place]) = (never_zero(key), value);
        self.len += 1;
        if self.len * 4 > self.keys.len() * 3 {
            self.grow();
        }
        None
    }

    /// The value of a key.
    pub fn get(&self, key: u128) -> Option<V> {
        let place = self.find(key);
        (self.keys[place] != 0).then(|| self.values[place])
    }

    /// Where the key is, or would be.
    fn find(&self, key: u128) -> usize {
        let key = never_zero(key);
        let mask = self.keys.len() - 1;
        let mut place = key as usize & mask;
        while self.keys[place] != 0 && self.keys[place] != key {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        let size = self.keys.len() * 2;
        let keys = core::mem::replace(&mut self.keys, vec![0; size]);
        let values = core::mem::replace(&mut self.values, vec![V::default(); size]);
        for (key, value) in keys.into_iter().zip(values).filter(|(key, _)| *key != 0) {
            let place = self.find(key);
            (self.keys[place], self.values[place]) = (key, value);
        }
    }
}

/// Zero marks free places; that a fingerprint is zero is as unlikely as that two are equal.
fn never_zero(key: u128) -> u128 {
    key.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::fingerprint::fingerprint;

    #[test]
    fn what_was_put_in_is_found() {
        let mut table = Table::new();
        for number in 0..10_000_u32 {
            assert_eq!(table.get(fingerprint(&number)), None);
            assert_eq!(table.get_or_insert(fingerprint(&number), number), None);
        }
        assert!((0..10_000).all(|number| table.get_or_insert(fingerprint(&number), 0) == Some(number)));
        assert_eq!(table.len(), 10_000);
    }
}
