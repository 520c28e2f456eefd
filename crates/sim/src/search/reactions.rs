//! What servers do. What a server does depends on nothing but itself, what happens to it, and what never changes in a
//! search. So [`Cluster::apply`] is asked once for each server and each thing that can happen to it, and the answer kept.

use super::bounds::Bounds;
use super::parts::Collection;
use super::state::State;
use super::table::Table;
use crate::cluster::Cluster;
use crate::cluster::fingerprint::mix;
use crate::cluster::step::{Applied, Step};
use alloc::vec::Vec;
use quorate_core::protocol::{Links, NodeId, Protocol, RequestId};

/// Something that can happen in a state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Choice {
    /// A letter, by number, arrives.
    Deliver { letter: u32 },
    /// A letter, by number, gets a copy.
    Duplicate { letter: u32 },
    /// A timer of the bounds, by its place there, runs out.
    Timeout { node: NodeId, kind: u8 },
    /// A request of the bounds, by its place there, arrives.
    Request { node: NodeId, place: u8 },
    /// What a node knows reaches its disk.
    Sync { node: NodeId },
    /// A node crashes.
    Crash { node: NodeId },
    /// A node restarts.
    Restart { node: NodeId },
    /// A letter, by number, is lost.
    Lose { letter: u32 },
    /// The connection between two nodes breaks.
    Break { a: NodeId, b: NodeId },
}

/// What comes of it.
#[derive(Debug)]
pub(super) struct Reaction<P: Protocol> {
    /// The node's seat afterwards; `None` where no node takes part.
    pub(super) after: Option<u32>,
    /// The letters that it sends.
    pub(super) sent: Vec<u32>,
    /// The connections that end before that, if they are there.
    pub(super) ended: Vec<(NodeId, NodeId)>,
    /// The facts that it records, known before or not.
    pub(super) facts: Vec<u32>,
    /// What the client asked, and what clients are told.
    pub(super) said: Vec<u32>,
    /// All of it as the checks want to see it, if all facts are new.
    pub(super) applied: Applied<P>,
    /// Nothing comes of it where these facts are known. `None`: something always does.
    idle_where: Option<Vec<u32>>,
    /// Whether it takes the node beyond the bounds.
    pub(super) is_beyond: bool,
}

impl<P: Protocol> Reaction<P> {
    /// Whether nothing comes of it where these facts are known.
    pub(super) fn is_idle(&self, state: &State) -> bool {
        let is_known = |fact: &u32| state.facts.binary_search(fact).is_ok();
        self.idle_where.as_ref().is_some_and(|facts| facts.iter().all(is_known))
    }
}

/// What is known of what servers do.
#[derive(Debug)]
pub(super) struct Reactions<P: Protocol> {
    /// The state that the search began with, but with nothing in flight and nothing remembered.
    quiet: Cluster<P>,
    reactions: Vec<Reaction<P>>,
    places: Table<u32>,
}

impl<P: Protocol> Reactions<P> {
    pub(super) fn new(mut quiet: Cluster<P>) -> Self {
        quiet.network = Default::default();
        quiet.facts = Default::default();
        quiet.history = Default::default();
        Self { quiet, reactions: Vec::new(), places: Table::new() }
    }

    pub(super) fn get(&self, place: u32) -> &Reaction<P> {
        &self.reactions[place as usize]
    }

    /// What comes of `choice` for the node in this seat: the place of the reaction.
    pub(super) fn to(&mut self, choice: Choice, seat: u32, parts: &mut Collection<P>, bounds: &Bounds<P>) -> u32 {
        // A node that takes no part does nothing, whatever its seat.
        let seat = if let Choice::Lose { .. } | Choice::Break { .. } = choice { 0 } else { seat };
        let key = key(choice, seat);
        if let Some(known) = self.places.get(key) {
            return known;
        }
        let place = self.reactions.len() as u32;
        let reaction = self.find_out(choice, seat, parts, bounds);
        self.reactions.push(reaction);
        self.places.get_or_insert(key, place);
        place
    }

    fn find_out(&self, choice: Choice, seat: u32, parts: &mut Collection<P>, bounds: &Bounds<P>) -> Reaction<P> {
        if let Choice::Lose { .. } | Choice::Break { .. } = choice {
            let ended = if let Choice::Break { a, b } = choice { [(a, b)].into() } else { Vec::new() };
            let applied = Applied { ended: ended.clone(), ..Applied::default() };
            let (sent, facts, said) = (Vec::new(), Vec::new(), Vec::new());
            return Reaction { after: None, sent, ended, facts, said, applied, idle_where: None, is_beyond: false };
        }
        let step = step(choice, parts, bounds);
        let mut cluster = self.quiet.clone();
        let before = parts.seats.get(seat);
        let node = before.node;
        cluster.servers[usize::from(node.0)] = before.server.clone();
        if let Step::Deliver { from, to, message } | Step::Duplicate { from, to, message } = &step {
            cluster.network.insert(P::links(message), *from, *to, message.clone());
        }
        let mut applied = cluster.apply(&step).expect("the search tries only steps that are possible");
        let server = cluster.server(node);
        let is_beyond = server.state.as_ref().is_some_and(|state| bounds.within.is_some_and(|within| !within(state)));
        let after = applied.touched.is_some().then(|| parts.seat(node, server.clone()));
        let sent: Vec<u32> = applied.sent.iter().map(|letter| parts.letter(letter.clone())).collect();
        let facts: Vec<u32> = applied.facts.iter().map(|fact| parts.fact(fact.clone())).collect();
        let lines = cluster.history().iter().map(|exchange| (exchange.id, exchange.what.clone()));
        let said: Vec<u32> = lines.map(|line| parts.line(line)).collect();
        let ended = match choice {
            // With whom it is connected the others know too, who are not here.
            Choice::Crash { .. } if P::CONNECTS => {
                cluster.nodes().filter(|peer| *peer != node).map(|peer| (node, peer)).collect()
            }
            _ => applied.ended.clone(),
        };
        // What arrives on a connection lets arrive what is behind it.
        let makes_way = matches!(choice, Choice::Deliver { letter } if parts.travels(letter) == Links::Connection);
        let is_idle = after == Some(seat)
            && !makes_way
            && [sent.is_empty(), ended.is_empty(), said.is_empty(), applied.responses.is_empty()] == [true; 4];
        let idle_where = match choice {
            Choice::Crash { .. } => Self::delay(cluster, node, seat, parts),
            _ => is_idle.then(|| facts.clone()),
        };
        // For people, who are not here.
        applied.events = Vec::new();
        Reaction { after, sent, ended, facts, said, applied, idle_where, is_beyond }
    }

    /// If a crash loses nothing, so that the node will restart just as it was in this seat: the facts that it will record then.
    fn delay(mut crashed: Cluster<P>, node: NodeId, seat: u32, parts: &mut Collection<P>) -> Option<Vec<u32>> {
        let restarted = parts.knows_delays().then(|| crashed.apply(&Step::Restart { node }))?.ok()?;
        let is_silent = restarted.sent.is_empty() && restarted.responses.is_empty();
        let is_same = parts.seat(node, crashed.server(node).clone()) == seat;
        (is_silent && is_same).then(|| restarted.facts.iter().map(|fact| parts.fact(fact.clone())).collect())
    }
}

/// The step that a choice is.
pub(super) fn step<P: Protocol>(choice: Choice, parts: &Collection<P>, bounds: &Bounds<P>) -> Step<P> {
    match choice {
        Choice::Deliver { letter } => {
            let (from, to, message) = parts.letters.get(letter).clone();
            Step::Deliver { from, to, message }
        }
        Choice::Duplicate { letter } => {
            let (from, to, message) = parts.letters.get(letter).clone();
            Step::Duplicate { from, to, message }
        }
        Choice::Timeout { node, kind } => Step::Timeout { node, timer: bounds.timeouts[usize::from(kind)].0 },
        Choice::Request { node, place } => {
            let id = RequestId { client: bounds.clients + u16::from(place), serial: 0 };
            Step::Request { node, id, request: bounds.requests[usize::from(place)].1.clone() }
        }
        Choice::Sync { node } => Step::Sync { node },
        Choice::Crash { node } => Step::Crash { node },
        Choice::Restart { node } => Step::Restart { node },
        Choice::Lose { letter } => {
            let (from, to, message) = parts.letters.get(letter).clone();
            Step::Lose { from, to, message }
        }
        Choice::Break { a, b } => Step::Break { a, b },
    }
}

/// Stands for what happens to whom; spread over all places of a table.
fn key(choice: Choice, seat: u32) -> u128 {
    let what = match choice {
        Choice::Deliver { letter } => letter * 2,
        Choice::Duplicate { letter } => letter * 2 + 1,
        Choice::Sync { .. } => u32::MAX,
        Choice::Crash { .. } => u32::MAX - 1,
        Choice::Restart { .. } => u32::MAX - 2,
        Choice::Timeout { kind, .. } => u32::MAX - 0x100 - u32::from(kind),
        Choice::Request { place, .. } => u32::MAX - 0x200 - u32::from(place),
        Choice::Lose { .. } => u32::MAX - 3,
        Choice::Break { a, b } => u32::MAX - 0x2_0000 - (u32::from(a.0) << 8 | u32::from(b.0)),
    };
    1 << 64 | u128::from(mix(u64::from(seat) << 32 | u64::from(what)))
}
