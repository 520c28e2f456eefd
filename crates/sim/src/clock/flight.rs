//! Messages under way, with their times: what the simulation adds to the untimed network.

use crate::clock::machine::{Answer, Letter};
use alloc::string::String;
use core::fmt;
use core::hash::{Hash, Hasher};
use quorate_core::protocol::{Links, Micros, NodeId, RequestId};

/// Names a message for people: `m12`. Counted from 1 in the order of sending.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MessageId(pub u64);

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "m{}", self.0)
    }
}

/// Who sends or gets a message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum End {
    /// A node of the cluster.
    Node(NodeId),
    /// A client outside it.
    Client(u16),
}

/// What flies.
#[derive(Clone, Debug)]
pub enum Cargo {
    /// Node to node.
    Message(Letter),
    /// Client to node.
    Request(RequestId, String),
    /// Node to client.
    Response(RequestId, Answer),
}

/// The kinds of what flies to and from clients, whatever the protocol: a request, a response.
pub const OUTSIDE: [&str; 2] = ["ClientRequest", "ClientResponse"];

/// A message between nodes counts by its place in the cluster's network, which is hashed there.
impl Hash for Cargo {
    fn hash<H: Hasher>(&self, state: &mut H) {
        core::mem::discriminant(self).hash(state);
        match self {
            Self::Message(_) => {}
            Self::Request(id, request) => (id, request).hash(state),
            Self::Response(id, answer) => (id, answer).hash(state),
        }
    }
}

/// How a flight will end, as things stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fate {
    /// It arrives.
    Arrives,
    /// The network loses it at this time.
    Lost(Micros),
    /// It will hit the wall on its link at this time.
    HitsWall(Micros),
    /// It was lost on a connection, which sends it again at this time.
    SentAgain(Micros),
    /// It is dropped on its way at this time: somebody has asked for that.
    Dropped(Micros),
    /// It does not set out before it is released.
    Held,
    /// It has arrived, and waits until the process of its node goes on.
    Waits,
}

/// When that happens which waits for somebody's word: by itself, not at all.
pub const NEVER: Micros = Micros(u64::MAX);

/// A message under way.
#[derive(Clone, Hash, Debug)]
pub struct Flight {
    /// Who sent it.
    pub from: End,
    /// Who is to get it.
    pub to: End,
    /// What flies.
    pub cargo: Cargo,
    /// How it travels.
    pub links: Links,
    /// Which it is of all that was ever sent from there to there, counted from 1.
    pub nth: u64,
    /// How often it was sent again.
    pub again: u32,
    /// When it was sent.
    pub sent_at: Micros,
    /// When it arrives, if it does; on a connection, not before what was sent before it.
    pub arrives_at: Micros,
    /// How it will end.
    pub fate: Fate,
    /// When it would have been sent had it always gone as fast as it does now, in microseconds: `sent_at`, until it is held up.
    /// Where it is follows from this, [`Flight::arrives_at`] and the time, so that whoever holds it up does not move it.
    pub paced_from: i64,
    /// When it was held up last.
    pub turned_at: Option<Micros>,
    /// When the wall on its link rose, if it was under way by then.
    pub walled_at: Option<Micros>,
}

impl Flight {
    /// When something happens to it by itself; perhaps [`NEVER`].
    pub fn due(&self) -> Micros {
        match self.fate {
            Fate::Arrives => self.arrives_at,
            Fate::Lost(at) | Fate::HitsWall(at) | Fate::SentAgain(at) | Fate::Dropped(at) => at,
            Fate::Held | Fate::Waits => NEVER,
        }
    }

    /// Whether it is on the connection between these two.
    pub fn is_on_connection(&self, a: NodeId, b: NodeId) -> bool {
        let (a, b) = (End::Node(a), End::Node(b));
        self.links == Links::Connection && [(a, b), (b, a)].contains(&(self.from, self.to))
    }

    /// When it is halfway, where a wall on its link would stand.
    pub fn halfway(&self) -> Micros {
        Micros(self.paced_from.midpoint(self.arrives_at.0.cast_signed()).max(0).cast_unsigned())
    }

    /// From now on it is so slow that it arrives then. It stays where it is, and what is to happen to it on its way happens at
    /// the same place.
    pub(crate) fn slow_down(&mut self, now: Micros, arrives_at: Micros) {
        let [left, more] = [self.arrives_at, arrives_at].map(|time| time.0.saturating_sub(now.0).max(1));
        let scaled = |length: i64| (i128::from(length) * i128::from(more) / i128::from(left)) as i64;
        let behind = now.0.cast_signed().saturating_sub(self.paced_from);
        if behind > 0 && more != left {
            self.turned_at = Some(now);
            self.paced_from = now.0.cast_signed().saturating_sub(scaled(behind));
        }
        self.arrives_at = arrives_at;
        let later = |at: Micros| Micros(now.0 + scaled((at.0 - now.0).cast_signed()).cast_unsigned().max(1));
        self.fate = match self.fate {
            Fate::Lost(at) => Fate::Lost(later(at)),
            Fate::Dropped(at) => Fate::Dropped(later(at)),
            Fate::HitsWall(_) => Fate::HitsWall(self.halfway().max(Micros(now.0 + 1))),
            // It is sent again no later, but takes longer then.
            fate @ (Fate::Arrives | Fate::SentAgain(_) | Fate::Held | Fate::Waits) => fate,
        };
    }

    /// Which part of its way it has behind it at that time, 0 to 1.
    pub fn place(&self, at: Micros) -> f64 {
        let since = |time: Micros| (time.0.cast_signed().saturating_sub(self.paced_from)) as f64;
        (since(at) / since(self.arrives_at).max(1.0)).clamp(0.0, 1.0)
    }
}

/// How a flight ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It arrived.
    Delivered,
    /// The network lost it.
    Loss,
    /// Its link was cut.
    Wall,
    /// Nobody was there.
    Down,
    /// The connection that it was on ended.
    Broken,
    /// It was dropped by hand.
    Dropped,
}

impl Outcome {
    /// As the page calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Loss => "loss",
            Self::Wall => "wall",
            Self::Down => "down",
            Self::Broken => "broken",
            Self::Dropped => "dropped",
        }
    }
}

/// A flight that is over.
#[derive(Clone, Debug)]
pub struct Landing {
    /// Which.
    pub id: MessageId,
    /// The flight.
    pub flight: Flight,
    /// When it ended.
    pub ended_at: Micros,
    /// How it ended.
    pub outcome: Outcome,
}
