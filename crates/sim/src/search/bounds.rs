//! How much may happen.

use crate::cluster::Cluster;
use alloc::vec::Vec;
use quorate_core::protocol::{NodeId, Protocol};

/// How much may happen.
///
/// Any number of datagrams may be lost: one that never arrives is a lost one, so that needs no steps of its own. What
/// changes nothing is not tried: a datagram that does nothing where it arrives may as well stay under way. On a connection
/// nothing is lost, and what is late holds up all behind it; so what a connection loses by breaking is a step, and bounded.
///
/// ```
/// use quorate_core::raft::{Config, Raft, Timer};
/// use quorate_sim::cluster::Cluster;
/// use quorate_sim::cluster::checked::Checked;
/// use quorate_sim::search::bounds::Bounds;
/// use quorate_sim::search::reduction::Reduction;
/// use quorate_sim::search::{Progress, Search};
///
/// // Three servers, one election timeout: all that can come of it.
/// let bounds = Bounds::<Raft> {
///     depth: 8,
///     timeouts: vec![(Timer::Election, 1)],
///     crashes: 0,
///     duplications: 0,
///     breaks: 0,
///     timely: None,
///     requests: Vec::new(),
///     asks: None,
///     retries: 0,
///     clients: 0,
///     within: None,
/// };
/// let cluster = Cluster::booted(Config::new(3), 3);
/// let reduction = Reduction::of(&cluster, &bounds);
/// let mut search = Search::new(cluster, bounds, Raft::CHECKS, reduction);
/// assert!(matches!(search.run(usize::MAX), Progress::Exhausted), "nothing breaks");
/// assert!(search.states() > 5);
/// ```
#[derive(Clone, Debug)]
pub struct Bounds<P: Protocol> {
    /// How many steps a schedule has at the most.
    pub depth: u32,
    /// How often timers may run out, kind by kind; a kind that is not named never does. At most [`KINDS`] kinds.
    pub timeouts: Vec<(P::Timer, u8)>,
    /// How often nodes may crash. Those that are down may restart at any time.
    pub crashes: u8,
    /// How often datagrams may be duplicated.
    pub duplications: u8,
    /// How often connections may break.
    pub breaks: u8,
    /// When a timer that is set may run out. `None`: at any time.
    pub timely: Option<Timely<P>>,
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

/// Whether a timer of a node may run out in a cluster, for a protocol that assumes synchrony: that no timer runs out while what
/// it waits for may still come. What holds timers up must have an end, so where this is asked, a datagram whose sender or
/// receiver is down may be lost: that is how a crash cuts a broadcast short.
pub type Timely<P> = fn(&Cluster<P>, NodeId, <P as Protocol>::Timer) -> bool;

/// How many kinds of timers may run out in a search.
pub const KINDS: usize = 4;

/// How much of the bounds has been used up: timers kind by kind, crashes, duplications, requests, retries,
/// breaks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct Spent([u8; Self::WORDS * 4]);

impl Spent {
    pub(super) const CRASHES: usize = KINDS;
    pub(super) const DUPLICATIONS: usize = KINDS + 1;
    pub(super) const REQUESTS: usize = KINDS + 2;
    pub(super) const RETRIES: usize = KINDS + 3;
    pub(super) const BREAKS: usize = KINDS + 4;
    /// How many words it takes.
    pub(super) const WORDS: usize = (KINDS + 5).div_ceil(4);

    pub(super) fn of(self, what: usize) -> u8 {
        self.0[what]
    }

    /// One more.
    pub(super) fn and(mut self, what: usize) -> Self {
        self.0[what] += 1;
        self
    }

    pub(super) fn to_words(self) -> [u32; Self::WORDS] {
        core::array::from_fn(|word| u32::from_le_bytes(core::array::from_fn(|byte| self.0[word * 4 + byte])))
    }

    pub(super) fn from_words(words: [u32; Self::WORDS]) -> Self {
        Self(core::array::from_fn(|byte| words[byte / 4].to_le_bytes()[byte % 4]))
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
            breaks: 0,
            timely: None,
            requests: Vec::new(),
            asks: None,
            retries: 0,
            clients: 0,
            within: None,
        }
    }
}
