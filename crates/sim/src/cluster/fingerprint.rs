//! One fingerprint for a state, on every platform.

use core::hash::{Hash, Hasher};

/// 128 bits that stand for a value. The derived `Hash` of a type feeds lengths and discriminants as `usize` and `isize`,
/// whose width differs between a browser and a desk; here everything is widened to 64 bits first.
///
/// ```
/// use quorate_sim::cluster::fingerprint::fingerprint;
///
/// assert_eq!(fingerprint(&(1_u8, "a")), fingerprint(&(1_u8, "a")));
/// assert_ne!(fingerprint(&1_u8), fingerprint(&2_u8));
/// ```
pub fn fingerprint(value: &impl Hash) -> u128 {
    let mut hasher = Fingerprint::default();
    value.hash(&mut hasher);
    u128::from(hasher.high) << 64 | u128::from(hasher.low)
}

/// What [`fingerprint`] hashes with.
pub(crate) struct Fingerprint {
    low: u64,
    high: u64,
}

impl Default for Fingerprint {
    fn default() -> Self {
        Self { low: 0x9e37_79b9_7f4a_7c15, high: 0xd1b5_4a32_d192_ed03 }
    }
}

/// The finaliser of SplitMix64: a bijection in which every input bit reaches every output bit.
pub(crate) fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

impl Hasher for Fingerprint {
    fn finish(&self) -> u64 {
        self.low ^ self.high
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
        self.write_u64(bytes.len() as u64);
    }

    fn write_u64(&mut self, word: u64) {
        self.low = mix(self.low ^ word).wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.high = mix(self.high.wrapping_add(word.rotate_left(32))) ^ 0xd1b5_4a32_d192_ed03;
    }

    fn write_u8(&mut self, word: u8) {
        self.write_u64(u64::from(word));
    }

    fn write_u16(&mut self, word: u16) {
        self.write_u64(u64::from(word));
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn write_isize(&mut self, word: isize) {
        self.write_u64(word as i64 as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn a_fingerprint_is_the_same_everywhere() {
        // Also computed in the browser by the digest test: a change here is a change of every shared digest.
        assert_eq!(fingerprint(&(1_u8, "two", [3_u64])), 0x4a38_e74d_3d93_95f9_be4a_6e3f_7d25_279c);
    }

    #[test]
    fn small_differences_make_other_fingerprints() {
        let count = if cfg!(miri) { 20 } else { 1000 };
        let values = (0..count).flat_map(|a| (0..20_u64).map(move |b| fingerprint(&(a, b))));
        assert_eq!(values.collect::<BTreeSet<_>>().len() as u64, count * 20);
    }
}
