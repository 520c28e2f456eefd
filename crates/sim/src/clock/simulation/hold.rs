//! Messages that are held, or dropped when they are sent: by link and kind.
//!
//! Neither is a step of the untimed cluster: there a message may wait for ever, and be lost at any moment.

use super::Simulation;
use crate::clock::command::Pick;
use crate::clock::flight::{Cargo, End, Fate, Flight, MessageId};
use crate::clock::mark::Mark;
use crate::clock::record::Listener;
use alloc::vec::Vec;
use quorate_core::event::{Arg, Args};
use quorate_core::protocol::{Links, NodeId};

fn args(from: NodeId, to: NodeId, kind: &str) -> Args {
    alloc::vec![("from", from.into()), ("to", to.into()), ("kind", Arg::Text(kind.into()))]
}

impl Simulation {
    /// What a message between nodes is picked by.
    pub fn pick(&self, flight: &Flight) -> Option<Pick> {
        match (&flight.cargo, flight.from, flight.to) {
            (Cargo::Message(letter), End::Node(from), End::Node(to)) => {
                Some(Pick { from, to, kind: self.machine.kind(letter) })
            }
            _ => None,
        }
    }

    pub(super) fn hold(&mut self, pick: Pick, listener: &mut dyn Listener) {
        self.holds.insert(pick);
        self.tell(listener, "cluster.held", None, args(pick.from, pick.to, pick.kind), Some(Mark::Command));
    }

    pub(super) fn drop_next(&mut self, pick: Pick, listener: &mut dyn Listener) {
        self.drops.insert(pick);
        self.tell(listener, "cluster.drop-awaited", None, args(pick.from, pick.to, pick.kind), Some(Mark::Command));
    }

    /// The kinds that are held on a link, or of which the next is dropped.
    pub(super) fn held_on(&self, from: NodeId, to: NodeId) -> impl Iterator<Item = Pick> {
        self.holds.iter().chain(self.drops.iter()).copied().filter(move |pick| (pick.from, pick.to) == (from, to))
    }

    /// What was held sets out now, in the order in which it was sent; and no next one is dropped.
    pub(super) fn release(&mut self, from: NodeId, to: NodeId, kind: Option<&str>, listener: &mut dyn Listener) {
        let released: Vec<Pick> = self.held_on(from, to).filter(|it| kind.is_none_or(|kind| it.kind == kind)).collect();
        for pick in released {
            self.holds.remove(&pick);
            self.drops.remove(&pick);
            self.tell(listener, "cluster.released", None, args(from, to, pick.kind), Some(Mark::Command));
        }
        let held = self.flights.iter().filter(|(_, it)| it.fate == Fate::Held && it.from == End::Node(from));
        let held: Vec<MessageId> = held.filter(|(_, it)| it.to == End::Node(to)).map(|(id, _)| *id).collect();
        for id in held {
            let flight = self.flights[&id].clone();
            if !self.must_wait(id, &flight) {
                self.set_out(id, flight);
            }
        }
    }

    /// Whether a message waits for its release: because of what it is, or, on a connection, of what is before it.
    pub(super) fn must_wait(&self, id: MessageId, flight: &Flight) -> bool {
        let is_held = !self.holds.is_empty() && self.pick(flight).is_some_and(|pick| self.holds.contains(&pick));
        let is_before = |(other, it): &(MessageId, Flight)| {
            *other < id
                && it.fate == Fate::Held
                && it.links == Links::Connection
                && (it.from, it.to) == (flight.from, flight.to)
        };
        is_held || flight.links == Links::Connection && self.flights.iter().any(is_before)
    }
}
