//! Random draws: everything that a run does comes from one of these.

use quorate_core::protocol::Micros;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// A source of random numbers, the same for the same seed.
#[derive(Debug)]
pub struct Draw(Pcg64Mcg);

impl Draw {
    /// The draws of one run.
    pub fn new(seed: u64) -> Self {
        Self(Pcg64Mcg::seed_from_u64(seed))
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0.random_range(0..end)
    }

    /// Whether something happens that has a chance of one in `cases`.
    pub fn one_in(&mut self, cases: u64) -> bool {
        self.below(cases) == 0
    }

    /// One of these; `None` if there are none.
    pub fn pick<T>(&mut self, items: impl IntoIterator<Item = T>) -> Option<T> {
        let mut items: Vec<T> = items.into_iter().collect();
        (!items.is_empty()).then(|| {
            let place = self.below(items.len() as u64);
            items.swap_remove(place as usize)
        })
    }

    /// A length up to `longest`, and not below a 256th of it; each doubling as likely as any other.
    pub fn length(&mut self, longest: Micros) -> Micros {
        let half = longest.0 >> self.below(8) >> 1;
        Micros(half + 1 + self.below(half.max(1)))
    }
}
