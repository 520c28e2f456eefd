//! How much may happen.

use alloc::vec::Vec;
use quorate_core::protocol::{NodeId, Protocol};

/// How much may happen.
///
/// Any number of messages may be lost: one that never arrives is a lost one, so that needs no steps of its own. What
/// changes nothing is not tried: a message that does nothing where it arrives may as well stay under way.
#[derive(Clone, Debug)]
pub struct Bounds<P: Protocol> {
    /// How many steps a schedule has at the most.
    pub depth: u32,
    /// How often timers may run out, kind by kind; a kind that is not named never does. At most [`KINDS`] kinds.
    pub timeouts: Vec<(P::Timer, u8)>,
    /// How often nodes may crash. Those that are down may restart at any time.
    pub crashes: u8,
    /// How often messages may be duplicated.
    pub duplications: u8,
    /// What clients ask for, and whom: any one of these nodes. Each request may arrive once, in this order.
    pub requests: Vec<(Vec<NodeId>, P::Request)>,
    /// Clients ask only nodes that are such. `None`: whether or not they can serve them.
    pub asks: Option<fn(&P) -> bool>,
    /// How often clients may ask again, for what they have asked before, any of the nodes that it was for.
    pub retries: u8,
    /// How many clients have asked before the search begins: each request of the search is another client's first.
    pub clients: u16,
    /// What a node must not go beyond: a step that would take it there is not tried. For example the highest term.
    pub within: Option<fn(&P) -> bool>,
}

/// How many kinds of timers may run out in a search.
pub const KINDS: usize = 4;

/// How much of the bounds has been used up: timers kind by kind, crashes, duplications, requests, retries.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct Spent([u8; KINDS + 4]);

impl Spent {
    pub(super) const CRASHES: usize = KINDS;
    pub(super) const DUPLICATIONS: usize = KINDS + 1;
    pub(super) const REQUESTS: usize = KINDS + 2;
    pub(super) const RETRIES: usize = KINDS + 3;

    pub(super) fn of(self, what: usize) -> u8 {
        self.0[what]
    }

    /// One more.
    pub(super) fn and(mut self, what: usize) -> Self {
        self.0[what] += 1;
        self
    }

    pub(super) fn to_words(self) -> [u32; 2] {
        let all = u64::from_le_bytes(self.0);
        [all as u32, (all >> 32) as u32]
    }

    pub(super) fn from_words([low, high]: [u32; 2]) -> Self {
        Self((u64::from(low) | u64::from(high) << 32).to_le_bytes())
    }
}

impl<P: Protocol> Bounds<P> {
    /// Nothing happens.
    pub const fn none() -> Self {
        Self {
            depth: u32::MAX,
            timeouts: Vec::new(),
            crashes: 0,
            duplications: 0,
            requests: Vec::new(),
            asks: None,
            retries: 0,
            clients: 0,
            within: None,
        }
    }
}
