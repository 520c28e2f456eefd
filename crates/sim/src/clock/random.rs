//! Addressable randomness: each draw is a function of the seed and of what it is for.
//!
//! So an act in the past changes what it causes and nothing else: the fifth message from A to B takes its time however
//! many messages others have sent meanwhile.

use crate::cluster::fingerprint::fingerprint;
use core::hash::Hash;
use quorate_core::protocol::{Micros, Span};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// What all randomness of a run comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Seed(pub u64);

impl Seed {
    fn at(self, address: impl Hash) -> Pcg64Mcg {
        Pcg64Mcg::seed_from_u64(fingerprint(&(self.0, address)) as u64)
    }

    /// A length within `span`, for the draw that `address` names.
    pub fn length(self, span: Span, address: impl Hash) -> Micros {
        Micros(self.at(address).random_range(span.min.0..=span.max.0))
    }

    /// Whether something happens that has a chance of `hundredths` of a percent, for the draw that `address` names.
    pub fn happens(self, hundredths: u32, address: impl Hash) -> bool {
        hundredths > 0 && self.at(address).random_range(0..10_000_u32) < hundredths
    }
}
