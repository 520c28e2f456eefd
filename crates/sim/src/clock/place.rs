//! Settings with a place: what one link or one node has of its own, instead of what the whole world has.
//!
//! All of them are read in one way: where a place has a value of its own, that, else the general one. They act on what is sent
//! or set afterwards, as the general ones do, and no command but their own takes them away.

use crate::clock::link::Link;
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::limits;
use crate::cluster::names::Names;
use crate::cluster::setting::{SettingValue, Wrong, parse_percent};
use alloc::format;
use alloc::string::String;
use quorate_core::apart::apart;
use quorate_core::protocol::{Micros, NodeId, Span};
use quorate_core::sorted::SortedMap;

/// What a place may have of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Trait {
    /// How long messages take on a link.
    Latency,
    /// The chance that a link loses a message.
    Loss,
    /// How long a node's disk takes.
    Disk,
    /// How patient a node is: the span that its `align`ed timer is drawn from.
    Patience,
    /// How fast a node's clock goes: at 120%, a timer of 120 ms runs out after 100 ms.
    Clock,
}

/// A clock that goes right.
pub const EXACT: u32 = 10_000;

/// The slowest clock, and the fastest.
const CLOCKS: (u32, u32) = (EXACT / 10, EXACT * 10);

impl Trait {
    /// All there are, with their names; `None`: the protocol has the name.
    pub const ALL: [(Self, Option<&'static str>); 5] = [
        (Self::Latency, Some("latency")),
        (Self::Loss, Some("loss")),
        (Self::Disk, Some("disk")),
        (Self::Patience, None),
        (Self::Clock, Some("clock")),
    ];

    /// Whether it belongs to a link, and not to a node.
    pub fn is_of_link(self) -> bool {
        matches!(self, Self::Latency | Self::Loss)
    }

    /// What a protocol calls it, if it can have one.
    pub fn name(self, vocabulary: &dyn Vocabulary) -> Option<&'static str> {
        let (_, name) = Self::ALL.into_iter().find(|(it, _)| *it == self)?;
        name.or_else(|| vocabulary.patience())
    }

    /// What the word of that name may stand for at a place.
    pub fn named(vocabulary: &dyn Vocabulary, name: &str) -> Option<Self> {
        Self::ALL.into_iter().map(|(it, _)| it).find(|it| it.name(vocabulary) == Some(name))
    }

    /// How it is written, in no human language.
    pub fn form(self, name: &str) -> String {
        let value = match self {
            Self::Latency | Self::Disk | Self::Patience => "MS..MS",
            Self::Loss => "0%…100%",
            Self::Clock => "10%…1000%",
        };
        match self.is_of_link() {
            true => format!("{name} NODE-NODE {value}|default, {name} NODE>NODE {value}|default"),
            false => format!("{name} NODE {value}|default"),
        }
    }

    /// Reads a value.
    pub fn parse(self, text: &str) -> Result<SettingValue, Wrong> {
        let least = Micros::from_ms(u64::from(self == Self::Patience));
        let span = SettingValue::Span(Span::from_ms(0, 0));
        match self {
            Self::Latency | Self::Disk | Self::Patience => span.parse_alike(text, least),
            Self::Loss => SettingValue::Percent(0).parse_alike(text, least),
            Self::Clock => parse_percent(text, CLOCKS).map(SettingValue::Percent),
        }
    }
}

/// Where a setting holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// At a node.
    Node(NodeId),
    /// On a link, or on one direction of it.
    Link(Link),
}

impl Place {
    /// As it is written: `A`, `A-B`, `A>B`.
    pub fn text(self, names: Names) -> String {
        match self {
            Self::Node(node) => names.name(node),
            Self::Link(link) => link.text(names),
        }
    }

    /// Each as it is kept: a node as a link to itself, which there is none of.
    fn spots(self) -> impl Iterator<Item = (NodeId, NodeId)> {
        let link = match self {
            Self::Node(node) => Link { from: node, to: node, both: false },
            Self::Link(link) => link,
        };
        link.directions()
    }
}

/// All that places have of their own.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Own(SortedMap<(Trait, NodeId, NodeId), SettingValue>);

impl Own {
    /// Whether nothing is anywhere other than in the rest of the world.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a place has that of its own: of a link, one direction is enough.
    pub fn has(&self, what: Trait, place: Place) -> bool {
        place.spots().any(|(from, to)| self.0.contains_key(&(what, from, to)))
    }

    /// Gives a place a value of its own, or takes it away.
    pub fn set(&mut self, what: Trait, place: Place, value: Option<SettingValue>) {
        for (from, to) in place.spots() {
            match value {
                Some(value) => drop(self.0.insert((what, from, to), value)),
                None => drop(self.0.remove(&(what, from, to))),
            }
        }
    }

    fn get(&self, what: Trait, from: NodeId, to: NodeId) -> Option<SettingValue> {
        self.0.get(&(what, from, to)).copied()
    }

    /// The span that a link or (from it to itself) a node has of its own.
    pub fn span(&self, what: Trait, from: NodeId, to: NodeId) -> Option<Span> {
        match self.get(what, from, to)? {
            SettingValue::Span(span) => Some(span),
            _ => None,
        }
    }

    /// Likewise in hundredths of a percent.
    pub fn percent(&self, what: Trait, from: NodeId, to: NodeId) -> Option<u32> {
        match self.get(what, from, to)? {
            SettingValue::Percent(hundredths) => Some(hundredths),
            _ => None,
        }
    }

    /// Whether any node's disk takes time.
    pub fn has_slow_disk(&self) -> bool {
        let slow = |value: &SettingValue| matches!(value, SettingValue::Span(span) if span.max > Micros(0));
        self.0.iter().any(|((what, ..), value)| *what == Trait::Disk && slow(value))
    }

    /// All of them, each once: both directions of a link together where they are alike.
    pub fn iter(&self) -> impl Iterator<Item = (Trait, Place, SettingValue)> {
        self.0.iter().filter_map(|((what, from, to), value)| {
            let (what, from, to, value) = (*what, *from, *to, *value);
            let both = from != to && self.get(what, to, from) == Some(value);
            let place = match from == to {
                true => Place::Node(from),
                false => Place::Link(Link { from, to, both }),
            };
            (!both || from < to).then_some((what, place, value))
        })
    }
}

/// A length of time on a node whose clock goes at this rate.
pub(crate) fn paced(span: Span, rate: u32) -> Span {
    let paced = |length: Micros| {
        let length = u128::from(length.0) * u128::from(EXACT) / u128::from(rate.max(1));
        Micros(u64::try_from(length).unwrap_or(u64::MAX).min(limits::LONGEST_RUN.0))
    };
    let capped = |length: Micros| length.min(limits::LONGEST_RUN);
    match rate {
        EXACT => Span { min: capped(span.min), max: capped(span.max) },
        _ => apart(|| Span { min: paced(span.min), max: paced(span.max) }),
    }
}
