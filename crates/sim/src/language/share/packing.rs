//! A script made short: arithmetic coding, by what most scripts say and what this one has said so far.
//!
//! Each bit of the text is guessed from the bytes before it, and takes as much room as the guess was wrong. Both sides learn the same
//! phrases first, so short scripts gain as well. A usual compressor would do for long ones; the tables of the smallest that we found
//! add 3.4 kB to what everybody loads who never shares anything, and its codes are longer.

use crate::cluster::limits;
use crate::language::share::times::{read, write};
use alloc::vec;
use alloc::vec::Vec;

/// What most scripts say, the most usual last. A code of version 2 can be read with these letters only: they never change.
const PHRASES: &[u8] = b"\
@ wipe A\n@ retry c1\n@ snapshot A\n@ transfer B\n@ configure A B C D E\n@ add F learner\n@ promote F\n\
@ remove A\n@ hold A>B AppendEntries\n@ release A>B RequestVote\n@ drop next A>B Heartbeat\n\
@ election-timeout 150..300\n@ client-timeout 1000\n@ disk 5\n@ latency A-B 100..120\n@ loss A>B 30%\n\
@ loss 10%\n@ latency 10..20\n@ snapshot-threshold 20\n@ pre-vote on\n@ rule majority off\n@ align A B\n\
@ timer A 160\n@ request @B GET x local\n@ request @A ADD x 1\n@ request DEL x\n@ request GET x\n\
@ request @A v1\n@ suspend A\n@ resume A\n@ duplicate m12\n@ delay m345 80\n@ drop m678\n@ partition A | B C\n\
@ partition A B | C D E\n@ cut A>B\n@ mend A-B\n@ heal\n@ timeout C\n@ crash B\n@ restart B\n@ crash A\n\
@ restart A\n@ request SET x 1\nprotocol paxos\nnodes 3\nprotocol raft\nnodes 5\nseed ";

/// A guess rests on the last 0, 1, 2 and 3 bytes.
const ORDERS: usize = 4;
/// For each of these, so many places for what has been learnt; what meets at one is learnt together.
const PLACES_LOG2: u32 = 16;
/// As often is a place asked until it learns as slowly as it ever will.
const ASKED_MAX: u16 = 30;
/// Probabilities are parts of this. None is nothing, and none is certain.
const CERTAIN: u32 = 1 << 16;
const UNLIKELY: u32 = 512;

/// What one place has learnt.
#[derive(Clone, Copy)]
struct Learnt {
    /// How likely the next bit is 1.
    one: u16,
    asked: u16,
}

/// What a text is likely to go on with.
struct Forecast {
    learnt: Vec<Learnt>,
    /// Where that stands which the next bit is guessed by.
    places: [usize; ORDERS],
    /// The last bytes, the newest lowest.
    before: u32,
    /// The bits of the byte that is being read, behind a 1.
    bits: u32,
}

impl Forecast {
    /// One that knows the phrases.
    fn taught() -> Self {
        let nothing = Learnt { one: (CERTAIN / 2) as u16, asked: 0 };
        let learnt = vec![nothing; ORDERS << PLACES_LOG2];
        let mut forecast = Self { learnt, places: [0; ORDERS], before: 0, bits: 1 };
        for bit in bits_of(PHRASES) {
            forecast.guess();
            forecast.learn(bit);
        }
        forecast
    }

    /// How likely the next bit is 1. Who has been asked often, and is sure, counts more, and so does who looks at more bytes.
    fn guess(&mut self) -> u32 {
        let (mut sum, mut of) = (0, 0);
        for order in 0..ORDERS {
            let seen = self.before & ((1 << (8 * order)) - 1);
            let mixed = (seen.wrapping_mul(0x2F0B_4C47) ^ self.bits).wrapping_mul(0x9E37_79B1);
            self.places[order] = (order << PLACES_LOG2) + (mixed >> (u32::BITS - PLACES_LOG2)) as usize;
            let Learnt { one, asked } = self.learnt[self.places[order]];
            let sureness = 1 + (u32::from(one).abs_diff(CERTAIN / 2) >> 10);
            let weight = u64::from(u32::from(asked) * sureness) << (3 * order);
            sum += weight * u64::from(one);
            of += weight;
        }
        let likely = sum.checked_div(of).map_or(CERTAIN / 2, |likely| likely as u32);
        likely.clamp(UNLIKELY, CERTAIN - UNLIKELY)
    }

    /// That was it.
    fn learn(&mut self, bit: bool) {
        for place in self.places {
            let Learnt { one, asked } = &mut self.learnt[place];
            let gap = (if bit { i32::from(u16::MAX) } else { 0 }) - i32::from(*one);
            *one = (i32::from(*one) + 2 * gap / (2 * i32::from(*asked) + 3)) as u16;
            *asked = (*asked + 1).min(ASKED_MAX);
        }
        self.bits = self.bits << 1 | u32::from(bit);
        if self.bits > 0xff {
            self.before = self.before << 8 | self.bits & 0xff;
            self.bits = 1;
        }
    }
}

/// The numbers that are left for what has been coded: each bit takes its part of them.
struct Interval {
    low: u32,
    high: u32,
}

impl Interval {
    const ALL: Self = Self { low: 0, high: u32::MAX };

    /// The last number for a 1.
    fn middle(&self, likely: u32) -> u32 {
        self.low + (u64::from(self.high - self.low) * u64::from(likely) / u64::from(CERTAIN)) as u32
    }

    fn narrow(&mut self, bit: bool, middle: u32) {
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
    }

    /// The first byte of all that are left, if they share it: then the others follow.
    fn shift(&mut self) -> Option<u8> {
        let byte = (self.high >> 24) as u8;
        if byte != (self.low >> 24) as u8 {
            return None;
        }
        self.low <<= 8;
        self.high = self.high << 8 | 0xff;
        Some(byte)
    }
}

fn bits_of(bytes: &[u8]) -> impl Iterator<Item = bool> {
    bytes.iter().flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1 == 1))
}

/// How long the text is, and its bits.
pub(super) fn pack(text: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    write(&mut packed, text.len() as u64);
    let mut forecast = Forecast::taught();
    let mut left = Interval::ALL;
    for bit in bits_of(text) {
        left.narrow(bit, left.middle(forecast.guess()));
        forecast.learn(bit);
        packed.extend(core::iter::from_fn(|| left.shift()));
    }
    // One number of those that are left: the rest of its bits are 0.
    packed.push((left.high >> 24) as u8);
    packed
}

/// A byte takes eight bits of at least -log2(1 - 512 / 65536) each: no text becomes shorter than this part of it. A few bytes that say
/// that they stand for very many would be work for nothing.
const SHORTEST: usize = 96;

/// `None`: these bytes are not what `pack` gives.
pub(super) fn unpack(mut packed: &[u8]) -> Option<Vec<u8>> {
    let length = usize::try_from(read(&mut packed)?).ok()?;
    if length > limits::TEXT || length > packed.len() * SHORTEST {
        return None;
    }
    let mut rest = packed.iter().copied().chain(core::iter::repeat(0));
    let mut number = (0..4).fold(0, |number, _| number << 8 | rest.next().map_or(0, u32::from));
    let mut forecast = Forecast::taught();
    let mut left = Interval::ALL;
    let mut text = Vec::new();
    while text.len() < length {
        let mut byte = 0;
        for _ in 0..8 {
            let middle = left.middle(forecast.guess());
            let bit = number <= middle;
            left.narrow(bit, middle);
            forecast.learn(bit);
            byte = byte << 1 | u8::from(bit);
            while left.shift().is_some() {
                number = number << 8 | rest.next().map_or(0, u32::from);
            }
        }
        text.push(byte);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::share::CHECKSUM;

    #[test]
    fn the_phrases_are_those_that_codes_were_made_with() {
        assert_eq!((PHRASES.len(), CHECKSUM.checksum(PHRASES)), (750, 3_746_611_509), "those of version 2");
    }

    #[test]
    fn whatever_bytes_are_packed_they_come_back() {
        let all: Vec<u8> = (0..=255).collect();
        let zeros = [0; 3000];
        for bytes in [&b""[..], &[0], &[255; 7], &all, &zeros, &PHRASES.repeat(3)] {
            assert_eq!(unpack(&pack(bytes)).as_deref(), Some(bytes));
        }
        let long = b"a".repeat(200_000);
        assert_eq!(unpack(&pack(&long)), Some(long), "nothing is shorter than this");
        // A few bytes that say that they stand for very many.
        let mut lie = Vec::new();
        write(&mut lie, limits::TEXT as u64);
        lie.extend([0; 8]);
        assert_eq!(unpack(&lie), None);
    }
}
