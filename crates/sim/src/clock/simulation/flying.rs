//! Messages on their way: how a flight begins, and all the ways in which it ends.

use super::Simulation;
use super::telling::{client_arg, end_arg};
use super::times::{DrawAddress, Purpose};
use crate::clock::flight::{Cargo, End, Fate, Flight, Landing, MessageId, OUTSIDE, Outcome};
use crate::clock::link::Link;
use crate::clock::machine::{Letters, Verdict};
use crate::clock::mark::Mark;
use crate::clock::place::Trait;
use crate::clock::record::Listener;
use crate::cluster::limits;
use crate::cluster::step::Step;
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::protocol::{Links, Micros, NodeId, Span};

/// How long a connection waits before it sends again what was lost.
const RESEND: Micros = Micros::from_ms(200);

fn between_nodes(from: End, to: End) -> Option<(NodeId, NodeId)> {
    match (from, to) {
        (End::Node(from), End::Node(to)) => Some((from, to)),
        _ => None,
    }
}

impl Simulation {
    /// A flight comes to its end, whichever that is.
    pub(super) fn end_flight(&mut self, id: MessageId, listener: &mut dyn Listener) {
        let flight = &self.flights[&id];
        let up = |end: End| match end {
            End::Node(node) => self.machine.is_up(node),
            End::Client(_) => true,
        };
        match flight.fate {
            Fate::SentAgain(_) => self.send_again(id, listener),
            Fate::Held | Fate::Waits => unreachable!("what waits for somebody's word comes to no end by itself"),
            Fate::Dropped(_) => self.lose(id, Outcome::Dropped, listener),
            Fate::Arrives if matches!(flight.to, End::Node(node) if self.is_suspended(node)) => {
                self.flights.get_mut(&id).expect("it was just found").fate = Fate::Waits;
            }
            // Whoever opened a connection with a node that is down goes on trying.
            Fate::Arrives if flight.links == Links::Connection && !up(flight.to) => self.hold_up(id),
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
                // A cut does not stop what had arrived before it and waited: for this step the link is whole.
                let is_cut = self.machine.cuts().contains(&(from, to));
                self.raise_or_lower(Step::Mend { from, to }, is_cut);
                self.apply(Step::Deliver { from, to, message: letter }, listener);
                self.raise_or_lower(Step::Cut { from, to }, is_cut);
            }
            (Cargo::Request(request_id, request), _, End::Node(node)) => {
                self.land(id, flight, Outcome::Delivered, listener);
                let what = ("request", Arg::Text(request.clone()));
                let args = alloc::vec![client_arg(request_id.client), what];
                self.tell(listener, "cluster.request", Some(node), args, Some(Mark::Request));
                self.apply(Step::Request { node, id: request_id, request }, listener);
            }
            (Cargo::Response(request_id, answer), End::Node(node), _) => {
                let sent_at = flight.sent_at;
                self.land(id, flight, Outcome::Delivered, listener);
                let told = ("answer", Arg::Text(answer.text.clone()));
                let key = match answer.verdict {
                    Verdict::Served => "cluster.response",
                    Verdict::Stale => "cluster.response-stale",
                    Verdict::Other => "cluster.other",
                    Verdict::Elsewhere => "cluster.redirected",
                    Verdict::Failed => "cluster.failed",
                };
                if self.clients.answer(request_id, answer, (node, sent_at), self.now) {
                    self.charge(|costs, _| costs.answered(request_id));
                    // It happens to the client, wherever its answer comes from.
                    let args = alloc::vec![client_arg(request_id.client), ("from", Arg::Node(node)), told];
                    self.tell(listener, key, None, args, None);
                }
            }
            _ => unreachable!("messages fly between nodes, requests from and responses to clients"),
        }
    }

    fn raise_or_lower(&mut self, step: Step<Letters>, wanted: bool) {
        if wanted {
            let done = self.machine.apply(&step, &|_| false);
            done.expect("a link is either cut or not");
        }
    }

    /// A flight ends before it arrives, or where nobody is.
    pub(super) fn lose(&mut self, id: MessageId, outcome: Outcome, listener: &mut dyn Listener) {
        let flight = self.flights.remove(&id).expect("only what is in flight is lost");
        debug_assert!(flight.links == Links::Datagram, "a connection loses no single message");
        let key = match outcome {
            Outcome::Loss => "cluster.lost-loss",
            Outcome::Wall => "cluster.lost-wall",
            Outcome::Down => "cluster.lost-down",
            Outcome::Dropped | Outcome::Delivered | Outcome::Broken => "cluster.dropped",
        };
        self.tell_of_cargo(key, &flight.cargo, flight.from, flight.to, listener);
        let (cargo, from, to) = (flight.cargo.clone(), flight.from, flight.to);
        self.land(id, flight, outcome, listener);
        if let (Cargo::Message(letter), End::Node(from), End::Node(to)) = (cargo, from, to) {
            self.apply(Step::Lose { from, to, message: letter }, listener);
        }
    }

    pub(super) fn tell_of_cargo(
        &mut self,
        key: &'static str,
        cargo: &Cargo,
        from: End,
        to: End,
        listener: &mut dyn Listener,
    ) {
        let kind = ("kind", Arg::Text(self.cargo_kind(cargo).into()));
        self.tell(listener, key, None, alloc::vec![kind, ("from", end_arg(from)), ("to", end_arg(to))], None);
    }

    fn cargo_kind(&self, cargo: &Cargo) -> &'static str {
        match cargo {
            Cargo::Message(letter) => self.machine.kind(letter),
            Cargo::Request(..) => OUTSIDE[0],
            Cargo::Response(..) => OUTSIDE[1],
        }
    }

    fn land(&mut self, id: MessageId, flight: Flight, outcome: Outcome, listener: &mut dyn Listener) {
        self.charge(|costs, _| costs.landed(id, outcome == Outcome::Delivered));
        listener.landed(Landing { id, flight, ended_at: self.now, outcome });
    }

    /// Puts something in flight and decides how it will end.
    pub(super) fn launch(&mut self, from: End, to: End, cargo: Cargo, listener: &mut dyn Listener) {
        self.send(from, to, cargo, false, listener);
    }

    /// What would be too much in flight is lost at once; the first time, that is told. A connection loses nothing: it
    /// breaks, when the step is done. Says whether this is lost.
    fn crowd_out(&mut self, from: End, to: End, cargo: &Cargo, links: Links, listener: &mut dyn Listener) -> bool {
        if let (Cargo::Message(letter), End::Node(from), End::Node(to)) = (cargo, from, to) {
            if links == Links::Connection {
                self.overloaded = Some((from, to));
            } else {
                let lost = self.machine.apply(&Step::Lose { from, to, message: letter.clone() }, &|_| false);
                lost.expect("a message that was just sent can be lost");
            }
        }
        if !self.crowded {
            self.crowded = true;
            let most = ("most", Arg::Number(limits::FLIGHTS as u64));
            self.tell(listener, "cluster.crowded", None, alloc::vec![most], Some(Mark::Command));
        }
        links == Links::Datagram
    }

    /// A copy is never copied by chance: each message comes at most twice.
    fn send(&mut self, from: End, to: End, cargo: Cargo, is_copy: bool, listener: &mut dyn Listener) {
        let links = match &cargo {
            Cargo::Message(letter) => self.machine.links(letter),
            Cargo::Request(..) | Cargo::Response(..) => Links::Datagram,
        };
        if self.flights.len() >= limits::FLIGHTS && self.crowd_out(from, to, &cargo, links, listener) {
            return;
        }
        self.crowded &= self.flights.len() > limits::FLIGHTS / 2;
        let link = DrawAddress::Link(from, to);
        let nth = self.count(link);
        let is_message = matches!(cargo, Cargo::Message(_));
        let (now, fate) = (self.now, Fate::Held);
        let mut flight = Flight {
            from,
            to,
            cargo,
            links,
            nth,
            again: 0,
            sent_at: now,
            arrives_at: now,
            fate,
            paced_from: now.0.cast_signed(),
            turned_at: None,
            walled_at: None,
        };
        let copy = (is_message
            && links == Links::Datagram
            && !is_copy
            && self.seed.happens(self.conditions.duplication, (link, nth, Purpose::Duplication)))
        .then(|| flight.cargo.clone());
        let id = MessageId(self.next_message);
        self.next_message += 1;
        if let End::Node(from) = from {
            self.charge(|costs, machine| costs.sent(id, from, &flight.cargo, machine));
        }
        if self.must_wait(id, &flight) {
            // It stands where it begins.
            flight.arrives_at = self.after(limits::LONGEST_RUN);
            self.flights.insert(id, flight);
        } else {
            self.set_out(id, flight);
        }
        if let (Some(Cargo::Message(letter)), End::Node(from), End::Node(to)) = (copy, from, to) {
            let done = self.machine.apply(&Step::Duplicate { from, to, message: letter }, &|_| false);
            for (from, to, letter) in done.expect("a message that was just sent can be duplicated").sent {
                self.send(End::Node(from), End::Node(to), Cargo::Message(letter), true, listener);
            }
        }
    }

    /// A message begins its way, and it is decided how that will end.
    pub(super) fn set_out(&mut self, id: MessageId, mut flight: Flight) {
        let Flight { from, to, links, nth, .. } = flight;
        let link = DrawAddress::Link(from, to);
        flight.sent_at = self.now;
        flight.paced_from = self.now.0.cast_signed();
        flight.arrives_at = self.after(self.seed.length(self.latency(from, to), (link, nth, Purpose::Length)));
        flight.fate = Fate::Arrives;
        let is_datagram = links == Links::Datagram;
        let pick = if self.drops.is_empty() { None } else { self.pick(&flight) };
        let is_dropped = pick.is_some_and(|pick| self.drops.remove(&pick));
        let is_message = matches!(flight.cargo, Cargo::Message(_));
        let is_lost = is_message && self.seed.happens(self.loss(from, to), (link, nth, Purpose::Loss));
        if is_datagram && is_lost {
            let length = Micros(flight.arrives_at.0 - self.now.0);
            let third = Span { min: Micros(length.0 / 3), max: Micros(length.0 * 2 / 3) };
            flight.fate = Fate::Lost(self.after(self.seed.length(third, (link, nth, Purpose::PlaceOfLoss))));
        }
        let halfway = self.after(Micros(flight.halfway().0 - self.now.0));
        if is_datagram && is_message && self.is_cut(from, to) {
            flight.fate = Fate::HitsWall(halfway);
        }
        if is_datagram && is_dropped {
            flight.fate = Fate::Dropped(halfway);
        }
        self.flights.insert(id, flight);
        if links == Links::Connection {
            if is_lost || is_dropped || self.is_cut(from, to) {
                self.hold_up(id);
            }
            self.hold_back(from, to);
        }
    }

    /// How long messages take from here to there.
    pub(super) fn latency(&self, from: End, to: End) -> Span {
        let own = between_nodes(from, to).and_then(|(from, to)| self.own.span(Trait::Latency, from, to));
        own.unwrap_or(self.conditions.latency)
    }

    /// The chance that the network loses a message from here to there.
    fn loss(&self, from: End, to: End) -> u32 {
        let own = between_nodes(from, to).and_then(|(from, to)| self.own.percent(Trait::Loss, from, to));
        own.unwrap_or(self.conditions.loss)
    }

    fn is_cut(&self, from: End, to: End) -> bool {
        between_nodes(from, to).is_some_and(|link| self.machine.cuts().contains(&link))
    }

    /// What is on a connection is not lost but sent again, after [`RESEND`]; what is behind it waits.
    fn hold_up(&mut self, id: MessageId) {
        let again_at = self.after(RESEND);
        let flight = &self.flights[&id];
        let (from, to, nth) = (flight.from, flight.to, flight.nth);
        let length = self.seed.length(self.latency(from, to), (DrawAddress::Link(from, to), nth, Purpose::Length));
        let flight = self.flights.get_mut(&id).expect("it was just found");
        flight.fate = Fate::SentAgain(again_at);
        let arrives_at = flight.arrives_at.max(Micros(again_at.0.saturating_add(length.0.max(1))));
        flight.slow_down(self.now, arrives_at);
        self.hold_back(from, to);
    }

    /// What was lost on a connection is sent again, and perhaps lost again.
    fn send_again(&mut self, id: MessageId, listener: &mut dyn Listener) {
        let flight = self.flights.get_mut(&id).expect("only what is in flight is sent again");
        flight.again += 1;
        let (from, to, nth, again) = (flight.from, flight.to, flight.nth, flight.again);
        let address = (DrawAddress::Link(from, to), nth, Purpose::LossAgain(again));
        let is_lost = self.seed.happens(self.loss(from, to), address);
        if is_lost || self.is_cut(from, to) {
            return self.hold_up(id);
        }
        self.flights.get_mut(&id).expect("it was just found").fate = Fate::Arrives;
        self.tell_of("cluster.sent-again", id, listener);
    }

    /// On a connection nothing arrives before what was sent before it.
    pub(super) fn hold_back(&mut self, from: End, to: End) {
        let mut earliest = Micros(0);
        let is_on_it = |it: &&mut Flight| it.links == Links::Connection && (it.from, it.to) == (from, to);
        for flight in self.flights.values_mut().filter(is_on_it) {
            flight.slow_down(self.now, flight.arrives_at.max(earliest));
            earliest = flight.arrives_at;
        }
    }

    /// A connection ends, and what was under way on it goes down with it.
    pub(super) fn sink(&mut self, a: NodeId, b: NodeId, listener: &mut dyn Listener) {
        let sunk = self.flights.iter().filter(|(_, flight)| flight.is_on_connection(a, b)).map(|(id, _)| *id);
        for id in sunk.collect::<Vec<_>>() {
            let flight = self.flights.remove(&id).expect("it was just found");
            self.land(id, flight, Outcome::Broken, listener);
        }
    }

    /// Cuts one direction of a link. Of the datagrams, what is not halfway yet will hit the wall; what is past it is caught
    /// where it is. A connection loses neither: it goes on sending them until the link is mended, or until it breaks.
    pub(super) fn raise_wall(&mut self, (from, to): (NodeId, NodeId), listener: &mut dyn Listener) {
        self.apply(Step::Cut { from, to }, listener);
        let (mut caught, mut held_up) = (Vec::new(), Vec::new());
        for (id, flight) in
            self.flights.iter_mut().filter(|(_, it)| it.from == End::Node(from) && it.to == End::Node(to))
        {
            let wall = flight.halfway();
            if matches!(flight.fate, Fate::Held | Fate::Waits) {
                // The one is not on its way yet, the other has arrived.
                continue;
            }
            flight.walled_at = Some(self.now);
            if flight.links == Links::Connection {
                if flight.fate == Fate::Arrives {
                    held_up.push(*id);
                }
            } else if wall <= self.now {
                caught.push(*id);
            } else if flight.due() > wall {
                flight.fate = Fate::HitsWall(wall);
            }
        }
        for id in caught {
            self.lose(id, Outcome::Wall, listener);
        }
        for id in held_up {
            self.hold_up(id);
        }
    }

    /// Mends one direction of a link. What has not reached the wall yet goes on.
    pub(super) fn lower_wall(&mut self, (from, to): (NodeId, NodeId), listener: &mut dyn Listener) {
        self.apply(Step::Mend { from, to }, listener);
        for flight in self.flights.values_mut().filter(|it| it.from == End::Node(from) && it.to == End::Node(to)) {
            flight.walled_at = None;
            if let Fate::HitsWall(_) = flight.fate {
                flight.fate = Fate::Arrives;
            }
        }
    }

    fn tell_of(&mut self, key: &'static str, id: MessageId, listener: &mut dyn Listener) {
        let Flight { cargo, from, to, .. } = self.flights[&id].clone();
        self.tell_of_cargo(key, &cargo, from, to, listener);
    }

    pub(super) fn drop(&mut self, id: MessageId, listener: &mut dyn Listener) {
        self.lose(id, Outcome::Dropped, listener);
    }

    pub(super) fn duplicate(&mut self, id: MessageId, listener: &mut dyn Listener) {
        let flight = &self.flights[&id];
        if let (Cargo::Message(letter), End::Node(from), End::Node(to)) = (&flight.cargo, flight.from, flight.to) {
            let message = letter.clone();
            self.tell_of("cluster.duplicated", id, listener);
            self.charge(|costs, _| costs.copied(id));
            self.apply(Step::Duplicate { from, to, message }, listener);
        }
    }

    pub(super) fn delay(&mut self, id: MessageId, length: Micros, listener: &mut dyn Listener) {
        self.tell_of("cluster.delayed", id, listener);
        let flight = self.flights.get_mut(&id).expect("it was just found");
        flight.slow_down(self.now, Micros(flight.arrives_at.0.saturating_add(length.0)));
        let (from, to) = (flight.from, flight.to);
        self.hold_back(from, to);
    }

    /// The connection between two nodes breaks. Neither is told.
    pub(super) fn break_connection(&mut self, a: NodeId, b: NodeId, listener: &mut dyn Listener) {
        let link = Link { from: a, to: b, both: true };
        let args = alloc::vec![("link", Arg::Text(link.text(self.names)))];
        self.tell(listener, "cluster.broken", None, args, Some(Mark::Cut));
        self.apply(Step::Break { a, b }, listener);
    }
}
