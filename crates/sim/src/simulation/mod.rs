//! A clock over a cluster: it draws latencies, losses and timeouts, and so chooses the next step.
//!
//! Invariant: whatever is scheduled lies after now. So all that happens at an instant was scheduled before it, a command
//! that is given at an instant comes after everything that happened at it, and a run is its commands with their times.

mod perform;
mod picture;

pub use picture::{args, event_view, flight_view, landing_view, ms};

use crate::checks::{Transition, Violation};
use crate::client::Clients;
use crate::cluster::Cluster;
use crate::conditions::Conditions;
use crate::fingerprint::fingerprint;
use crate::flight::{Cargo, End, Fate, Flight, Landing, MessageId, Outcome};
use crate::names::Names;
use crate::playable::{Mark, Playable, Reign};
use crate::random::Seed;
use crate::record::{Args, Band, Happened, Listener};
use crate::step::{Applied, Step};
use alloc::vec::Vec;
use quorate_core::event::{Arg, Explain};
use quorate_core::protocol::{Links, Micros, NodeId, RequestId, Span};
use quorate_core::sorted::SortedMap;

/// A timer that is set, with its time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Due {
    /// When it was set.
    pub set_at: Micros,
    /// When it runs out.
    pub fires_at: Micros,
    /// What it was drawn from.
    pub span: Span,
}

/// A promise that was broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// When.
    pub at: Micros,
    /// How.
    pub violation: Violation,
}

/// What happens next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Next<T> {
    Flight(MessageId),
    Timer(NodeId, T),
    Sync(NodeId),
    GiveUp(RequestId),
}

/// A cluster in virtual time.
#[derive(Clone, Debug)]
pub struct Simulation<P: Playable> {
    cluster: Cluster<P>,
    names: Names,
    seed: Seed,
    conditions: Conditions,
    now: Micros,
    flights: SortedMap<MessageId, Flight<P>>,
    timers: SortedMap<(NodeId, P::Timer), Due>,
    /// When the disk of a node that has something to write will have written it.
    syncs: SortedMap<NodeId, Micros>,
    clients: Clients<P>,
    /// For each check, how it was first broken.
    broken: Vec<Option<Broken>>,
    reign: Option<Reign>,
    next_message: u64,
    next_happened: u64,
    /// How often each event has happened.
    tally: SortedMap<&'static str, u64>,
    /// How often each link, timer and disk has been drawn for.
    drawn: SortedMap<Draw<P::Timer>, u64>,
}

/// What randomness is drawn for; counted, so that each draw has an address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Draw<T> {
    Link(End, End),
    Timer(NodeId, T),
    Disk(NodeId),
}

/// One message is drawn for more than once: what this draw decides.
#[derive(Clone, Copy, Hash)]
enum Purpose {
    Length,
    Loss,
    PlaceOfLoss,
    Duplication,
}

impl<P: Playable> Simulation<P> {
    /// A simulation of a cluster at time 0, none of whose nodes has booted yet.
    pub fn new(cluster: Cluster<P>, names: Names, seed: Seed) -> Self {
        Self {
            cluster,
            names,
            seed,
            conditions: Conditions::default(),
            now: Micros(0),
            flights: SortedMap::new(),
            timers: SortedMap::new(),
            syncs: SortedMap::new(),
            clients: Clients(Vec::new()),
            broken: P::CHECKS.iter().map(|_| None).collect(),
            reign: None,
            next_message: 1,
            next_happened: 0,
            tally: SortedMap::new(),
            drawn: SortedMap::new(),
        }
    }

    /// Boots all nodes that are down.
    pub fn boot(&mut self, listener: &mut dyn Listener<P>) {
        for node in self.cluster.nodes() {
            if self.cluster.state(node).is_none() {
                self.apply(&Step::Restart { node }, listener);
            }
        }
    }

    /// The cluster as it is now.
    pub fn cluster(&self) -> &Cluster<P> {
        &self.cluster
    }

    /// The present time.
    pub fn now(&self) -> Micros {
        self.now
    }

    /// How nodes are called.
    pub fn names(&self) -> Names {
        self.names
    }

    /// What all randomness comes from.
    pub fn seed(&self) -> Seed {
        self.seed
    }

    /// What the world is like.
    pub fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    /// What is under way.
    pub fn flights(&self) -> &SortedMap<MessageId, Flight<P>> {
        &self.flights
    }

    /// The timers that are set.
    pub fn timers(&self) -> &SortedMap<(NodeId, P::Timer), Due> {
        &self.timers
    }

    /// The clients.
    pub fn clients(&self) -> &Clients<P> {
        &self.clients
    }

    /// For each of [`Playable::CHECKS`], how it was first broken.
    pub fn broken(&self) -> &[Option<Broken>] {
        &self.broken
    }

    /// Who reigns.
    pub fn reign(&self) -> Option<&Reign> {
        self.reign.as_ref()
    }

    /// How often the event of this key has happened.
    pub fn count_of(&self, key: &str) -> u64 {
        self.tally.get(key).copied().unwrap_or(0)
    }

    /// Stands for the whole state, time included; the same on every platform.
    pub fn fingerprint(&self) -> u128 {
        fingerprint(&(self.now, &self.cluster, &self.flights, &self.timers, &self.clients))
    }

    /// When something happens next, if anything will.
    pub fn next_at(&self) -> Option<Micros> {
        self.next().map(|(at, _)| at)
    }

    /// Lets the next thing happen. Says whether there was one.
    pub fn step(&mut self, listener: &mut dyn Listener<P>) -> bool {
        let Some((at, next)) = self.next() else { return false };
        self.now = at;
        match next {
            Next::Flight(id) => self.end_flight(id, listener),
            Next::Timer(node, timer) => self.apply(&Step::Timeout { node, timer }, listener),
            Next::Sync(node) => {
                self.syncs.remove(&node);
                self.apply(&Step::Sync { node }, listener);
            }
            Next::GiveUp(id) => {
                self.clients.give_up(id, at);
                self.tell(listener, "cluster.client-timeout", None, alloc::vec![client_arg(id.client)], None);
            }
        }
        true
    }

    /// Lets time pass until `to`, with all that happens up to and at that time.
    pub fn run_until(&mut self, to: Micros, listener: &mut dyn Listener<P>) {
        while self.next_at().is_some_and(|at| at <= to) {
            self.step(listener);
        }
        self.now = self.now.max(to);
    }

    /// Lets time pass in which nothing happens.
    pub(crate) fn wait_until(&mut self, to: Micros) {
        debug_assert!(self.next_at().is_none_or(|at| at > to), "something would have happened before");
        self.now = self.now.max(to);
    }

    fn next(&self) -> Option<(Micros, Next<P::Timer>)> {
        let flight = self.flights.iter().map(|(id, flight)| (flight.due(), Next::Flight(*id))).min();
        let timer = self.timers.iter().map(|(&(node, timer), due)| (due.fires_at, Next::Timer(node, timer))).min();
        let sync = self.syncs.iter().map(|(node, at)| (*at, Next::Sync(*node))).min();
        let client = self.clients.next_to_give_up().map(|(at, id)| (at, Next::GiveUp(id)));
        [flight, timer, sync, client].into_iter().flatten().min()
    }

    /// A flight comes to its end, whichever that is.
    fn end_flight(&mut self, id: MessageId, listener: &mut dyn Listener<P>) {
        let flight = &self.flights[&id];
        let up = |end: End| match end {
            End::Node(node) => self.cluster.state(node).is_some(),
            End::Client(_) => true,
        };
        match flight.fate {
            Fate::Lost(_) => self.lose(id, Outcome::Loss, listener),
            Fate::HitsWall(_) => self.lose(id, Outcome::Wall, listener),
            Fate::Arrives if !up(flight.to) => self.lose(id, Outcome::Down, listener),
            Fate::Arrives => self.deliver(id, listener),
        }
    }

    fn deliver(&mut self, id: MessageId, listener: &mut dyn Listener<P>) {
        let flight = self.flights.remove(&id).expect("only what is in flight is delivered");
        match (flight.cargo.clone(), flight.from, flight.to) {
            (Cargo::Message(message), End::Node(from), End::Node(to)) => {
                self.land(id, flight, Outcome::Delivered, listener);
                self.apply(&Step::Deliver { from, to, message }, listener);
            }
            (Cargo::Request(request_id, request), _, End::Node(node)) => {
                self.land(id, flight, Outcome::Delivered, listener);
                let what = ("request", Arg::Text(P::request_text(&request)));
                let args = alloc::vec![client_arg(request_id.client), what];
                self.tell(listener, "cluster.request", Some(node), args, Some(Mark::Request));
                self.apply(&Step::Request { node, id: request_id, request }, listener);
            }
            (Cargo::Response(request_id, response), End::Node(node), _) => {
                self.land(id, flight, Outcome::Delivered, listener);
                let (served, text) = P::response_text(&response, self.names);
                if self.clients.answer(request_id, response, self.now) {
                    let key = if served { "cluster.response" } else { "cluster.redirected" };
                    let args = alloc::vec![client_arg(request_id.client), ("answer", Arg::Text(text))];
                    self.tell(listener, key, Some(node), args, None);
                }
            }
            _ => unreachable!("messages fly between nodes, requests from and responses to clients"),
        }
    }

    /// A flight ends before it arrives, or where nobody is.
    fn lose(&mut self, id: MessageId, outcome: Outcome, listener: &mut dyn Listener<P>) {
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
        let step = match (&flight.cargo, flight.from, flight.to) {
            (Cargo::Message(message), End::Node(from), End::Node(to)) => {
                Some(Step::Lose { from, to, message: message.clone() })
            }
            _ => None,
        };
        self.land(id, flight, outcome, listener);
        if let Some(step) = step {
            self.apply(&step, listener);
        }
    }

    fn cargo_kind(&self, cargo: &Cargo<P>) -> &'static str {
        match cargo {
            Cargo::Message(message) => P::message(message, self.names).kind,
            Cargo::Request(..) => "ClientRequest",
            Cargo::Response(..) => "ClientResponse",
        }
    }

    fn land(&mut self, id: MessageId, flight: Flight<P>, outcome: Outcome, listener: &mut dyn Listener<P>) {
        listener.landed(Landing { id, flight, ended_at: self.now, outcome });
    }

    /// Does a step that is possible, gives what it sets off its times, and looks at every promise.
    fn apply(&mut self, step: &Step<P>, listener: &mut dyn Listener<P>) {
        let applied = self.cluster.apply(step).expect("the simulation chooses only steps that are possible");
        if let Step::Timeout { node, timer } = step {
            self.timers.remove(&(*node, *timer));
        }
        if let Step::Crash { node } = step {
            self.timers.retain(|(owner, _), _| owner != node);
            self.syncs.remove(node);
        }
        for (from, to, message) in &applied.lost {
            self.sink(*from, *to, message, listener);
        }
        if let Some((node, _)) = applied.touched {
            self.carry_out(node, &applied, listener);
        } else {
            for (from, to, message) in &applied.sent {
                self.launch(End::Node(*from), End::Node(*to), Cargo::Message(message.clone()));
            }
        }
        self.check(&applied, listener);
        let reign = P::reign(&self.cluster);
        if let Some(reign) = reign.filter(|reign| Some(reign) != self.reign.as_ref()) {
            self.reign = Some(reign.clone());
            listener.reign(Band { from: self.now, reign });
        }
    }

    /// The flight of a message that a broken connection took down.
    fn sink(&mut self, from: NodeId, to: NodeId, message: &P::Message, listener: &mut dyn Listener<P>) {
        let is_it = |flight: &Flight<P>| {
            flight.from == End::Node(from)
                && flight.to == End::Node(to)
                && matches!(&flight.cargo, Cargo::Message(other) if other == message)
        };
        let id = self.flights.iter().find(|(_, flight)| is_it(flight)).map(|(id, _)| *id);
        let id = id.expect("every message in flight has a flight");
        let flight = self.flights.remove(&id).expect("it was just found");
        self.land(id, flight, Outcome::Down, listener);
    }

    /// What a node asked for, in time.
    fn carry_out(&mut self, node: NodeId, applied: &Applied<P>, listener: &mut dyn Listener<P>) {
        for event in &applied.events {
            let (key, section, mark) = (event.key(), event.section(), P::mark(event));
            self.report(listener, key, Some(node), event.args(), Some(section), mark);
        }
        for (timer, span) in &applied.timers {
            match span {
                None => {
                    self.timers.remove(&(node, *timer));
                }
                Some(span) => {
                    let length = self.draw(Draw::Timer(node, *timer), *span);
                    let due = Due { set_at: self.now, fires_at: self.after(length), span: *span };
                    self.timers.insert((node, *timer), due);
                }
            }
        }
        for (from, to, message) in &applied.sent {
            self.launch(End::Node(*from), End::Node(*to), Cargo::Message(message.clone()));
        }
        for (id, response) in &applied.responses {
            self.launch(End::Node(node), End::Client(id.client), Cargo::Response(*id, response.clone()));
        }
        let disk = self.conditions.disk;
        if disk.max > Micros(0) && self.cluster.server(node).is_dirty() && !self.syncs.contains_key(&node) {
            let length = self.draw(Draw::Disk(node), disk);
            self.syncs.insert(node, self.after(length));
        }
    }

    /// Now and `length` more; never now itself.
    fn after(&self, length: Micros) -> Micros {
        Micros(self.now.0.saturating_add(length.0.max(1)))
    }

    /// How often has been drawn for this, counting this time.
    fn count(&mut self, what: Draw<P::Timer>) -> u64 {
        let count = self.drawn.get_or_insert_with(what, || 0);
        *count += 1;
        *count
    }

    fn draw(&mut self, what: Draw<P::Timer>, span: Span) -> Micros {
        let nth = self.count(what);
        self.seed.length(span, (what, nth, Purpose::Length))
    }

    /// Puts something in flight and decides how it will end.
    fn launch(&mut self, from: End, to: End, cargo: Cargo<P>) {
        let link = Draw::Link(from, to);
        let nth = self.count(link);
        let is_message = matches!(cargo, Cargo::Message(_));
        let mut arrives_at = self.after(self.seed.length(self.conditions.latency, (link, nth, Purpose::Length)));
        if P::LINKS == Links::Fifo {
            let before = self.flights.values().filter(|flight| flight.from == from && flight.to == to);
            arrives_at = before.map(|flight| flight.arrives_at).max().unwrap_or_default().max(arrives_at);
        }
        let mut flight = Flight { from, to, cargo, sent_at: self.now, arrives_at, fate: Fate::Arrives };
        let faulty = is_message && P::LINKS == Links::Unordered;
        if faulty && self.seed.happens(self.conditions.loss, (link, nth, Purpose::Loss)) {
            let length = Micros(arrives_at.0 - self.now.0);
            let third = Span { min: Micros(length.0 / 3), max: Micros(length.0 * 2 / 3) };
            flight.fate = Fate::Lost(self.after(self.seed.length(third, (link, nth, Purpose::PlaceOfLoss))));
        }
        if let (End::Node(from), End::Node(to)) = (from, to)
            && self.cluster.cuts().contains(&(from, to))
        {
            flight.fate = Fate::HitsWall(self.after(Micros(flight.halfway().0 - self.now.0)));
        }
        let twin = (faulty && self.seed.happens(self.conditions.duplication, (link, nth, Purpose::Duplication)))
            .then(|| flight.cargo.clone());
        self.flights.insert(MessageId(self.next_message), flight);
        self.next_message += 1;
        if let (Some(Cargo::Message(message)), End::Node(from), End::Node(to)) = (twin, from, to) {
            let applied = self.cluster.apply(&Step::Duplicate { from, to, message });
            for (from, to, message) in applied.expect("a message that was just sent can be duplicated").sent {
                self.launch(End::Node(from), End::Node(to), Cargo::Message(message));
            }
        }
    }

    fn check(&mut self, applied: &Applied<P>, listener: &mut dyn Listener<P>) {
        for (index, check) in P::CHECKS.iter().enumerate() {
            if self.broken[index].is_some() {
                continue;
            }
            let transition = Transition { after: &self.cluster, applied };
            if let Err(violation) = (check.look)(&transition) {
                let mut args = alloc::vec![("check", Arg::Text(check.id.into()))];
                args.extend(violation.0.iter().cloned());
                self.broken[index] = Some(Broken { at: self.now, violation });
                let node = applied.touched.as_ref().map(|(node, _)| *node);
                self.tell(listener, "cluster.violation", node, args, Some(Mark::Violation));
            }
        }
    }

    /// Something of the simulation's own.
    fn tell(
        &mut self,
        listener: &mut dyn Listener<P>,
        key: &'static str,
        node: Option<NodeId>,
        args: Args,
        mark: Option<Mark>,
    ) {
        self.report(listener, key, node, args, None, mark);
    }

    fn report(
        &mut self,
        listener: &mut dyn Listener<P>,
        key: &'static str,
        node: Option<NodeId>,
        args: Args,
        section: Option<&'static str>,
        mark: Option<Mark>,
    ) {
        listener.happened(Happened { serial: self.next_happened, at: self.now, key, node, args, section, mark });
        self.next_happened += 1;
        *self.tally.get_or_insert_with(key, || 0) += 1;
    }
}

/// The keys of what the simulation itself has to tell, beside the protocols' events.
pub const KEYS: &[&str] = &[
    "cluster.request",
    "cluster.response",
    "cluster.redirected",
    "cluster.client-timeout",
    "cluster.lost-loss",
    "cluster.lost-wall",
    "cluster.lost-down",
    "cluster.dropped",
    "cluster.violation",
    "cluster.crashed",
    "cluster.restarted",
    "cluster.timer-forced",
    "cluster.timers-aligned",
    "cluster.timers-spread",
    "cluster.partitioned",
    "cluster.cut",
    "cluster.mended",
    "cluster.healed",
    "cluster.duplicated",
    "cluster.delayed",
    "cluster.setting-changed",
];

fn client_arg(client: u16) -> (&'static str, Arg) {
    ("client", end_arg(End::Client(client)))
}

fn end_arg(end: End) -> Arg {
    match end {
        End::Node(node) => Arg::Node(node),
        End::Client(client) => Arg::Text(client_name(client)),
    }
}

/// What a client is called: `c1`, `c2`, …
pub(crate) fn client_name(client: u16) -> alloc::string::String {
    alloc::format!("c{}", u32::from(client) + 1)
}
