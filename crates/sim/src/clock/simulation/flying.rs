//! Messages on their way: how a flight begins, and all the ways in which it ends.

use super::{Draw, Purpose, Simulation, client_arg, end_arg};
use crate::clock::flight::{Cargo, End, Fate, Flight, Landing, MessageId, Outcome};
use crate::clock::machine::{Act, Verdict};
use crate::clock::mark::Mark;
use crate::clock::record::Listener;
use crate::cluster::limits;
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::protocol::{Links, Micros, NodeId, Span};

impl Simulation {
    /// A flight comes to its end, whichever that is.
    pub(super) fn end_flight(&mut self, id: MessageId, listener: &mut dyn Listener) {
        let flight = &self.flights[&id];
        let up = |end: End| match end {
            End::Node(node) => self.machine.is_up(node),
            End::Client(_) => true,
        };
        match flight.fate {
            Fate::Lost(_) => self.lose(id, Outcome::Loss, listener),
            Fate::HitsWall(_) => self.lose(id, Outcome::Wall, listener),
            Fate::Arrives if !up(flight.to) => self.lose(id, Outcome::Down, listener),
            Fate::Arrives => self.deliver(id, listener),
        }
    }

    fn deliver(&mut self, id: MessageId, listener: &mut dyn Listener) {
        let flight = self.flights.remove(&id).expect("only what is in flight is delivered");
        match (flight.cargo.clone(), flight.from, flight.to) {
            (Cargo::Message(letter), End::Node(from), End::Node(to)) => {
                self.land(id, flight, Outcome::Delivered, listener);
                self.apply(Act::Deliver { from, to, letter: &letter }, listener);
            }
            (Cargo::Request(request_id, request), _, End::Node(node)) => {
                self.land(id, flight, Outcome::Delivered, listener);
                let what = ("request", Arg::Text(request.clone()));
                let args = alloc::vec![client_arg(request_id.client), what];
                self.tell(listener, "cluster.request", Some(node), args, Some(Mark::Request));
                self.apply(Act::Request { node, id: request_id, request: &request }, listener);
            }
            (Cargo::Response(request_id, answer), End::Node(node), _) => {
                self.land(id, flight, Outcome::Delivered, listener);
                let told = ("answer", Arg::Text(answer.text.clone()));
                let key = match answer.verdict {
                    Verdict::Served => "cluster.response",
                    Verdict::Elsewhere => "cluster.redirected",
                    Verdict::Failed => "cluster.failed",
                };
                if self.clients.answer(request_id, answer, self.now) {
                    let args = alloc::vec![client_arg(request_id.client), told];
                    self.tell(listener, key, Some(node), args, None);
                }
            }
            _ => unreachable!("messages fly between nodes, requests from and responses to clients"),
        }
    }

    /// A flight ends before it arrives, or where nobody is.
    pub(super) fn lose(&mut self, id: MessageId, outcome: Outcome, listener: &mut dyn Listener) {
        let flight = self.flights.remove(&id).expect("only what is in flight is lost");
        let key = match outcome {
            Outcome::Loss => "cluster.lost-loss",
            Outcome::Wall => "cluster.lost-wall",
            Outcome::Down => "cluster.lost-down",
            Outcome::Dropped | Outcome::Delivered => "cluster.dropped",
        };
        let kind = ("kind", Arg::Text(self.cargo_kind(&flight.cargo).into()));
        let args = alloc::vec![kind, ("from", end_arg(flight.from)), ("to", end_arg(flight.to))];
        self.tell(listener, key, None, args, None);
        let (cargo, from, to) = (flight.cargo.clone(), flight.from, flight.to);
        self.land(id, flight, outcome, listener);
        if let (Cargo::Message(letter), End::Node(from), End::Node(to)) = (cargo, from, to) {
            self.apply(Act::Lose { from, to, letter: &letter }, listener);
        }
    }

    pub(super) fn cargo_kind(&self, cargo: &Cargo) -> &'static str {
        match cargo {
            Cargo::Message(letter) => self.machine.kind(letter),
            Cargo::Request(..) => "ClientRequest",
            Cargo::Response(..) => "ClientResponse",
        }
    }

    fn land(&mut self, id: MessageId, flight: Flight, outcome: Outcome, listener: &mut dyn Listener) {
        listener.landed(Landing { id, flight, ended_at: self.now, outcome });
    }

    /// Puts something in flight and decides how it will end.
    pub(super) fn launch(&mut self, from: End, to: End, cargo: Cargo, listener: &mut dyn Listener) {
        self.send(from, to, cargo, false, listener);
    }

    /// What would be too much in flight is lost at once; the first time, that is told.
    fn crowd_out(&mut self, from: End, to: End, cargo: &Cargo, listener: &mut dyn Listener) {
        if let (Cargo::Message(letter), End::Node(from), End::Node(to)) = (cargo, from, to) {
            let lost = self.machine.act(Act::Lose { from, to, letter }, &|_| false);
            lost.expect("a message that was just sent can be lost");
        }
        if !self.crowded {
            self.crowded = true;
            let most = ("most", Arg::Number(limits::FLIGHTS as u64));
            self.tell(listener, "cluster.crowded", None, alloc::vec![most], Some(Mark::Command));
        }
    }

    /// A copy is never copied by chance: each message comes at most twice.
    fn send(&mut self, from: End, to: End, cargo: Cargo, is_copy: bool, listener: &mut dyn Listener) {
        if self.flights.len() >= limits::FLIGHTS {
            return self.crowd_out(from, to, &cargo, listener);
        }
        self.crowded &= self.flights.len() > limits::FLIGHTS / 2;
        let link = Draw::Link(from, to);
        let nth = self.count(link);
        let is_message = matches!(cargo, Cargo::Message(_));
        let mut arrives_at = self.after(self.seed.length(self.conditions.latency, (link, nth, Purpose::Length)));
        if self.vocabulary.links() == Links::Fifo {
            let before = self.flights.values().filter(|flight| flight.from == from && flight.to == to);
            arrives_at = before.map(|flight| flight.arrives_at).max().unwrap_or_default().max(arrives_at);
        }
        let mut flight = Flight { from, to, cargo, sent_at: self.now, arrives_at, fate: Fate::Arrives };
        let faulty = is_message && self.vocabulary.links() == Links::Unordered;
        if faulty && self.seed.happens(self.conditions.loss, (link, nth, Purpose::Loss)) {
            let length = Micros(arrives_at.0 - self.now.0);
            let third = Span { min: Micros(length.0 / 3), max: Micros(length.0 * 2 / 3) };
            flight.fate = Fate::Lost(self.after(self.seed.length(third, (link, nth, Purpose::PlaceOfLoss))));
        }
        if let (End::Node(from), End::Node(to)) = (from, to)
            && self.machine.cuts().contains(&(from, to))
        {
            flight.fate = Fate::HitsWall(self.after(Micros(flight.halfway().0 - self.now.0)));
        }
        let copy =
            (faulty && !is_copy && self.seed.happens(self.conditions.duplication, (link, nth, Purpose::Duplication)))
                .then(|| flight.cargo.clone());
        self.flights.insert(MessageId(self.next_message), flight);
        self.next_message += 1;
        if let (Some(Cargo::Message(letter)), End::Node(from), End::Node(to)) = (copy, from, to) {
            let done = self.machine.act(Act::Duplicate { from, to, letter: &letter }, &|_| false);
            for (from, to, letter) in done.expect("a message that was just sent can be duplicated").sent {
                self.send(End::Node(from), End::Node(to), Cargo::Message(letter), true, listener);
            }
        }
    }

    /// The connections of a node break, and what was under way on them goes down with them.
    pub(super) fn disconnect(&mut self, node: NodeId, listener: &mut dyn Listener) {
        let ends_here = |flight: &Flight| {
            matches!(flight.cargo, Cargo::Message(_)) && [flight.from, flight.to].contains(&End::Node(node))
        };
        let sunk = self.flights.iter().filter(|(_, flight)| ends_here(flight)).map(|(id, _)| *id);
        for id in sunk.collect::<Vec<_>>() {
            let flight = self.flights.remove(&id).expect("it was just found");
            self.land(id, flight, Outcome::Down, listener);
        }
    }
}
