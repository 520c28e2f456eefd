//! A clock over a cluster: it draws latencies, losses and timeouts, and so chooses the next step.
//!
//! Invariant: whatever is scheduled lies after now. So all that happens at an instant was scheduled before it, a command
//! that is given at an instant comes after everything that happened at it, and a run is its commands with their times.

mod flying;
mod hold;
mod observed;
mod perform;
mod possible;
mod surroundings;
mod suspend;
mod telling;
mod times;
pub mod witness;

use self::telling::client_arg;
use self::times::DrawAddress;
use self::witness::Witness;
use crate::clock::client::Clients;
use crate::clock::command::Pick;
use crate::clock::conditions::Conditions;
use crate::clock::costs::Costs;
use crate::clock::flight::{Cargo, End, Flight, MessageId, NEVER};
use crate::clock::machine::{Letters, Machine, TimerId};
use crate::clock::mark::Leadership;
use crate::clock::place::Own;
use crate::clock::random::Seed;
use crate::clock::record::Listener;
use crate::clock::serving::{Serving, Spell};
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::Storage;
use crate::cluster::check::Violation;
use crate::cluster::fingerprint::fingerprint;
use crate::cluster::names::Names;
use crate::cluster::step::Step;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::vec::Vec;
use quorate_core::apart::apart;
use quorate_core::protocol::{Micros, NodeId, RequestId, Span};
use quorate_core::sorted::{SortedMap, SortedSet};

pub use self::telling::KEYS;

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

/// A process that stands still.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Suspension {
    /// Since when.
    pub since: Micros,
    /// When it goes on by itself. `None`: when somebody says so.
    pub until: Option<Micros>,
    /// Its timers, as they were then.
    pub timers: Vec<(TimerId, Due)>,
    /// When its disk would have written what it had to write.
    pub sync: Option<Micros>,
    /// Whether the configuration has changed meanwhile.
    pub configured: bool,
}

/// What happens next.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Next {
    Flight(MessageId),
    Timer(NodeId, TimerId),
    Sync(NodeId),
    GiveUp(RequestId),
    Resume(NodeId),
    /// The client that asks by itself.
    Ask,
}

/// A cluster in virtual time.
///
/// ```
/// use quorate_core::protocol::{Micros, NodeId};
/// use quorate_sim::clock::command::Command;
/// use quorate_sim::clock::random::Seed;
/// use quorate_sim::clock::refusal::Reason;
/// use quorate_sim::clock::setup::Setup;
/// use quorate_sim::clock::timeline::Timeline;
/// use quorate_sim::registry::vocabulary;
///
/// let raft = vocabulary("raft").expect("Raft is registered");
/// let timeline = Timeline::new(Setup::new(raft, 3, Seed(1)));
/// let simulation = timeline.present();
/// assert_eq!(simulation.now(), Micros(0));
/// assert_eq!(simulation.possible(&Command::Crash(NodeId(0))), Ok(()));
/// assert_eq!(simulation.possible(&Command::Restart(NodeId(0))), Err(Reason::IsUp { node: "A".into() }));
/// ```
#[derive(Clone, Debug)]
pub struct Simulation {
    vocabulary: &'static dyn Vocabulary,
    machine: Box<dyn Machine>,
    names: Names,
    seed: Seed,
    conditions: Conditions,
    own: Own,
    /// What is sent of these kinds on these links waits until it is released.
    holds: SortedSet<Pick>,
    /// The next of these is dropped.
    drops: SortedSet<Pick>,
    suspended: SortedMap<NodeId, Suspension>,
    now: Micros,
    flights: SortedMap<MessageId, Flight>,
    timers: SortedMap<(NodeId, TimerId), Due>,
    /// When the disk of a node that has something to write will have written it.
    syncs: SortedMap<NodeId, Micros>,
    clients: Clients,
    /// What the last request has cost.
    costs: Option<Rc<Costs>>,
    /// Whether it has been told that no more messages can be in flight.
    crowded: bool,
    /// A connection that has brought more into flight than may be: it breaks.
    overloaded: Option<(NodeId, NodeId)>,
    /// For each check, how it was first broken.
    broken: Vec<Option<Broken>>,
    leadership: Vec<Leadership>,
    /// Whether clients are served, and since when.
    spell: Spell,
    /// How many steps the cluster has done.
    steps: u64,
    next_message: u64,
    next_happened: u64,
    /// How often each event has happened.
    tally: SortedMap<&'static str, u64>,
    /// How often each link, timer and disk has been drawn for.
    drawn: SortedMap<DrawAddress, u64>,
    /// When a client asks by itself, if one does.
    next_ask: Option<Micros>,
    /// How often one has.
    asked: u64,
    /// Who looks on, if somebody does.
    witness: Option<Box<dyn Witness>>,
}

impl Simulation {
    /// A simulation of a cluster at time 0, none of whose nodes has booted yet.
    pub fn new(vocabulary: &'static dyn Vocabulary, machine: Box<dyn Machine>, names: Names, seed: Seed) -> Self {
        let nobody = Spell { since: Micros(0), serving: Serving::no("", Vec::new()) };
        let mut simulation = Self {
            vocabulary,
            machine,
            names,
            seed,
            conditions: Conditions::default(),
            own: Own::default(),
            holds: SortedSet::new(),
            drops: SortedSet::new(),
            suspended: SortedMap::new(),
            now: Micros(0),
            flights: SortedMap::new(),
            timers: SortedMap::new(),
            syncs: SortedMap::new(),
            clients: Clients::default(),
            costs: None,
            crowded: false,
            overloaded: None,
            broken: vocabulary.checks().iter().map(|_| None).collect(),
            leadership: Vec::new(),
            spell: nobody,
            steps: 0,
            next_message: 1,
            next_happened: 0,
            tally: SortedMap::new(),
            drawn: SortedMap::new(),
            next_ask: None,
            asked: 0,
            witness: None,
        };
        simulation.look_whether_serving();
        simulation
    }

    /// Boots all nodes that are down.
    pub fn boot(&mut self, listener: &mut dyn Listener) {
        for node in self.nodes() {
            if !self.machine.is_up(node) {
                self.apply(Step::Restart { node }, listener);
            }
        }
        self.look_whether_serving();
    }

    /// Lets nodes share what they hold alike. The state stays the same.
    pub(crate) fn share(&mut self) {
        self.machine.share();
    }

    /// The protocol that is played.
    pub fn vocabulary(&self) -> &'static dyn Vocabulary {
        self.vocabulary
    }

    /// The cluster as it is now.
    pub fn machine(&self) -> &dyn Machine {
        &*self.machine
    }

    /// All nodes.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + Clone + use<> {
        (0..self.machine.size()).map(NodeId)
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

    /// What is under way.
    pub fn flights(&self) -> &SortedMap<MessageId, Flight> {
        &self.flights
    }

    /// The world around the nodes.
    pub fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    /// What places have of their own.
    pub fn own(&self) -> &Own {
        &self.own
    }

    /// The kinds of message that are held, each with its link.
    pub fn holds(&self) -> &SortedSet<Pick> {
        &self.holds
    }

    /// The kinds of message of which the next is dropped, each with its link.
    pub fn drops(&self) -> &SortedSet<Pick> {
        &self.drops
    }

    /// The nodes whose processes stand still.
    pub fn suspended(&self) -> &SortedMap<NodeId, Suspension> {
        &self.suspended
    }

    /// The timers of a node that are set; those of one that is suspended stand still as they were then.
    pub fn timers_of(&self, node: NodeId) -> impl Iterator<Item = (TimerId, &Due)> {
        let running = self.timers.iter().filter(move |((owner, _), _)| *owner == node);
        let frozen = self.suspended.get(&node).into_iter().flat_map(|suspension| &suspension.timers);
        running.map(|((_, timer), due)| (*timer, due)).chain(frozen.map(|(timer, due)| (*timer, due)))
    }

    /// The timers that run.
    pub fn timers(&self) -> &SortedMap<(NodeId, TimerId), Due> {
        &self.timers
    }

    /// The clients.
    pub fn clients(&self) -> &Clients {
        &self.clients
    }

    /// What the last request has cost so far, if there was one.
    pub fn costs(&self) -> Option<&Costs> {
        self.costs.as_deref()
    }

    /// For each of [`Vocabulary::checks`], how it was first broken.
    pub fn broken(&self) -> &[Option<Broken>] {
        &self.broken
    }

    /// Whether clients are served, and since when: as things were when something happened last.
    pub fn spell(&self) -> &Spell {
        &self.spell
    }

    /// How often the event of this key has happened.
    pub fn count_of(&self, key: &str) -> u64 {
        self.tally.get(key).copied().unwrap_or(0)
    }

    /// Stands for the whole state, time included; the same on every platform.
    pub fn fingerprint(&self) -> u128 {
        let state = (self.now, self.machine.fingerprint(), &self.flights, &self.timers, &self.clients);
        let faults = (&self.own, &self.holds, &self.drops, &self.suspended);
        // A run without any of these has the fingerprint that it always had.
        let has_faults =
            !(self.own.is_empty() && self.holds.is_empty() && self.drops.is_empty() && self.suspended.is_empty());
        let asks = (self.next_ask, self.asked);
        match (has_faults, asks == (None, 0)) {
            (false, true) => fingerprint(&state),
            (true, true) => fingerprint(&(state, faults)),
            (_, false) => apart(|| fingerprint(&(state, faults, asks))),
        }
    }

    /// Who looks on, if somebody does.
    pub fn witness(&self) -> Option<&dyn Witness> {
        self.witness.as_deref()
    }

    /// From now on somebody looks on.
    pub(crate) fn is_watched_by(&mut self, witness: Box<dyn Witness>) {
        self.witness = Some(witness);
    }

    /// Whoever looks on sees how things are now.
    fn show(&mut self) {
        self.with_witness(|witness, simulation| witness.sees(simulation));
    }

    /// What is done for whoever looks on, if somebody does.
    fn with_witness(&mut self, act: impl FnOnce(&mut dyn Witness, &Self)) {
        if let Some(mut witness) = self.witness.take() {
            apart(|| act(&mut *witness, self));
            self.witness = Some(witness);
        }
    }

    /// What is done for the count of what the last request costs, if there was one.
    fn charge(&mut self, act: impl FnOnce(&mut Costs, &dyn Machine)) {
        if let Some(costs) = &mut self.costs {
            apart(|| act(Rc::make_mut(costs), &*self.machine));
        }
    }

    /// How many steps the cluster has done so far.
    pub(crate) fn steps(&self) -> u64 {
        self.steps
    }

    /// When something happens next, if anything will.
    pub fn next_at(&self) -> Option<Micros> {
        self.next().map(|(at, _)| at)
    }

    /// Lets the next thing happen. Says whether there was one.
    pub fn step(&mut self, listener: &mut dyn Listener) -> bool {
        let Some((at, next)) = self.next() else { return false };
        self.do_next(at, next, listener);
        true
    }

    /// Lets happen what was found to be [next](Self::next): with many messages under way, finding it is most of the work.
    pub(crate) fn do_next(&mut self, at: Micros, next: Next, listener: &mut dyn Listener) {
        let told = self.next_happened;
        self.now = at;
        match next {
            Next::Flight(id) => self.end_flight(id, listener),
            Next::Timer(node, timer) => self.apply(Step::Timeout { node, timer }, listener),
            Next::Sync(node) => self.apply(Step::Sync { node }, listener),
            Next::Resume(node) => apart(|| self.resume(node, listener)),
            Next::Ask => apart(|| self.ask_again(listener)),
            Next::GiveUp(id) => apart(|| {
                self.clients.give_up(id, at);
                self.charge(|costs, _| costs.given_up(id));
                self.tell(listener, "cluster.client-timeout", None, alloc::vec![client_arg(id.client)], None);
            }),
        }
        if self.next_happened > told && !self.clients.0.is_empty() {
            apart(|| self.look_for_fates());
        }
        self.look_whether_serving();
        self.show();
    }

    /// Lets time pass in which nothing happens: what is due until then has to happen first.
    pub fn wait_until(&mut self, to: Micros) {
        debug_assert!(self.next_at().is_none_or(|at| at > to), "something would have happened before");
        self.now = self.now.max(to);
    }

    /// What happens next: of all that is due at the same time, what comes first here.
    pub(crate) fn next(&self) -> Option<(Micros, Next)> {
        let flights = self.flights.iter().map(|(id, flight)| (flight.due(), Next::Flight(*id)));
        let timers = self.timers.iter().map(|((node, timer), due)| (due.fires_at, Next::Timer(*node, *timer)));
        let syncs = self.syncs.iter().map(|(node, at)| (*at, Next::Sync(*node)));
        let client = self.clients.next_to_give_up().map(|(at, id)| (at, Next::GiveUp(id)));
        let resumed = self.suspended.iter().map(|(node, it)| (it.until.unwrap_or(NEVER), Next::Resume(*node)));
        let ask = self.next_ask.map(|at| (at, Next::Ask));
        let next = flights.chain(timers).chain(syncs).chain(client).chain(resumed).chain(ask);
        let next = next.min_by_key(|(at, _)| *at);
        next.filter(|(at, _)| *at < NEVER)
    }

    /// Does what is possible, gives what it sets off its times, and looks at every guarantee.
    fn apply(&mut self, step: Step<Letters>, listener: &mut dyn Listener) {
        match step {
            Step::Timeout { node, timer } => drop(self.timers.remove(&(node, timer))),
            Step::Sync { node } => drop(self.syncs.remove(&node)),
            Step::Crash { node } => apart(|| {
                self.timers.retain(|(owner, _), _| *owner != node);
                self.syncs.remove(&node);
                self.suspended.remove(&node);
            }),
            _ => {}
        }
        self.steps += 1;
        self.charge(|costs, _| costs.begin(&step));
        let broken = &self.broken;
        let is_sound = listener.is_sound(self.steps);
        let done = self.machine.apply(&step, &|check| !is_sound && broken[check].is_none());
        let done = done.expect("the simulation chooses only steps that are possible");
        if let Some(node) = done.node {
            self.charge(|costs, machine| {
                costs.stepped(node, done.wrote, machine.is_up(node) && machine.is_dirty(node));
            });
        }
        for told in &done.told {
            self.report(listener, (told.key, done.node, told.args.clone(), told.mark), Some(told));
        }
        for (a, b) in &done.ended {
            self.sink(*a, *b, listener);
        }
        for (from, to, letter) in &done.vanished {
            self.tell_of_cargo(
                "cluster.vanished",
                &Cargo::Message(letter.clone()),
                End::Node(*from),
                End::Node(*to),
                listener,
            );
        }
        for (from, to, letter) in &done.sent {
            self.launch(End::Node(*from), End::Node(*to), Cargo::Message(letter.clone()), listener);
        }
        if let Some(node) = done.node {
            self.carry_out(node, &done, listener);
        }
        if !done.violations.is_empty() {
            listener.alarmed(self.steps);
        }
        self.alarm(&done, listener);
        self.look_who_leads(listener);
        if let Some((a, b)) = self.overloaded.take() {
            debug_assert!(self.machine.are_connected(a, b), "something was just sent on it");
            self.break_connection(a, b, listener);
        }
        // A disk that takes no time beside others that do.
        if let Some(node) = done.node
            && self.disk(node).max == Micros(0)
            && self.machine.storage() != Storage::Synchronous
            && self.machine.is_up(node)
            && self.machine.is_dirty(node)
        {
            self.apply(Step::Sync { node }, listener);
        }
    }
}
