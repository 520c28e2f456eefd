//! Any cluster as a model of `stateright`: what can happen, and what comes of it, written apart from
//! [`quorate_sim::search`] and in the simplest way.

use crate::exhaust::Extent;
use quorate_core::protocol::{NodeId, Protocol, RequestId};
use quorate_sim::cluster::check::{Check, Transition};
use quorate_sim::cluster::fingerprint::fingerprint;
use quorate_sim::cluster::step::Step;
use quorate_sim::cluster::{Cluster, Storage};
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::reduction::Reduction;
use stateright::{Checker, Model, Property};
use std::collections::{HashMap, HashSet};
use std::mem;

/// A cluster, and how much may happen to it.
pub struct Bounded<P: Protocol + 'static> {
    /// How it begins.
    pub cluster: Cluster<P>,
    /// How much may happen.
    pub bounds: Bounds<P>,
    /// The guarantees that are looked at in each step.
    pub checks: &'static [Check<P>],
    /// Which states are one.
    pub reduction: Reduction<P>,
}

/// A cluster, and how much has happened to it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct State<P: Protocol> {
    cluster: Cluster<P>,
    timeouts: Vec<u8>,
    crashes: u8,
    duplications: u8,
    requests: u8,
    /// The guarantee that was broken.
    broken: Option<&'static str>,
}

/// What can be sent to a checker's thread.
pub trait Portable:
    Protocol<Config: Shared, Message: Shared, Timer: Shared, Request: Shared, Response: Shared>
    + Protocol<Durable: Shared, Fact: Shared, Event: Shared>
    + Shared
{
}

/// What threads can share.
pub trait Shared: Send + Sync + 'static {}

impl<T: Send + Sync + 'static> Shared for T {}

impl<P> Portable for P where
    P: Protocol<Config: Shared, Message: Shared, Timer: Shared, Request: Shared, Response: Shared>
        + Protocol<Durable: Shared, Fact: Shared, Event: Shared>
        + Shared
{
}

impl<P: Portable> Model for Bounded<P> {
    type State = State<P>;
    type Action = Step<P>;

    fn init_states(&self) -> Vec<State<P>> {
        let timeouts = vec![0; self.bounds.timeouts.len()];
        let cluster = canonical(&self.reduction, &self.cluster);
        vec![State { cluster, timeouts, crashes: 0, duplications: 0, requests: 0, broken: None }]
    }

    fn actions(&self, state: &State<P>, actions: &mut Vec<Step<P>>) {
        let State { cluster, timeouts, crashes, duplications, requests, .. } = state;
        for (from, to, message) in cluster.network().iter() {
            actions.push(Step::Deliver { from, to, message: message.clone() });
            if *duplications < self.bounds.duplications {
                actions.push(Step::Duplicate { from, to, message: message.clone() });
            }
        }
        for node in cluster.nodes() {
            for ((timer, most), spent) in self.bounds.timeouts.iter().zip(timeouts) {
                if spent < most {
                    actions.push(Step::Timeout { node, timer: *timer });
                }
            }
            if *crashes < self.bounds.crashes {
                actions.push(Step::Crash { node });
            }
            actions.push(Step::Restart { node });
            if cluster.storage() != Storage::Synchronous {
                actions.push(Step::Sync { node });
            }
        }
        if let Some((asked, request)) = self.bounds.requests.get(usize::from(*requests)) {
            let id = RequestId { client: self.bounds.clients + u16::from(*requests), serial: 0 };
            let is_asked = |state: &P| self.bounds.asks.is_none_or(|asks| asks(state));
            let asked = asked.iter().filter(|node| cluster.state(**node).is_some_and(is_asked));
            actions.extend(asked.map(|node| Step::Request { node: *node, id, request: request.clone() }));
        }
    }

    fn next_state(&self, before: &State<P>, step: Step<P>) -> Option<State<P>> {
        let mut after = before.clone();
        let applied = after.cluster.apply(&step).ok()?;
        // What the step does is seen in what is left of it.
        let essential = self.reduction.essential(&after.cluster);
        let same = |node: NodeId| before.cluster.server(node) == essential.server(node);
        let is_idle = applied.sent.is_empty() && applied.facts.is_empty() && applied.responses.is_empty();
        if is_idle && essential.nodes().all(same) {
            return None;
        }
        if let Step::Crash { node } = step
            && self.reduction.knows_delays()
            && is_delay(&self.reduction, &before.cluster, &after.cluster, node)
        {
            return None;
        }
        match &step {
            Step::Timeout { timer, node } => {
                let kind = self.bounds.timeouts.iter().position(|(other, _)| other == timer);
                after.timeouts[kind.expect("only timers of the bounds run out")] += 1;
                if self.is_beyond(&after.cluster, *node) {
                    return None;
                }
            }
            Step::Crash { .. } => after.crashes += 1,
            Step::Duplicate { .. } => after.duplications += 1,
            Step::Request { node, .. } => {
                after.requests += 1;
                if self.is_beyond(&after.cluster, *node) {
                    return None;
                }
            }
            Step::Deliver { to: node, .. } | Step::Sync { node } | Step::Restart { node } => {
                if self.is_beyond(&after.cluster, *node) {
                    return None;
                }
            }
            other => panic!("no such step is an action here: {other:?}"),
        }
        let transition = Transition { after: &after.cluster, applied: &applied };
        let broken = self.checks.iter().find(|check| (check.look)(&transition).is_err());
        after.broken = broken.map(|check| check.id).or(after.broken);
        after.cluster = canonical(&self.reduction, &after.cluster);
        Some(after)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![Property::always("no guarantee is broken", |_, state: &State<P>| state.broken.is_none())]
    }
}

/// The one cluster that stands for all that are one with this one.
fn canonical<P: Protocol>(reduction: &Reduction<P>, cluster: &Cluster<P>) -> Cluster<P> {
    let essential = reduction.essential(cluster);
    if reduction.order() == 1 {
        return essential;
    }
    reduction.variants(&essential).min_by_key(fingerprint).expect("a cluster is a variant of itself")
}

/// Whether a node that has crashed will be, after its restart, as it was before, and nothing else will have happened.
fn is_delay<P: Protocol>(reduction: &Reduction<P>, before: &Cluster<P>, crashed: &Cluster<P>, node: NodeId) -> bool {
    let mut restarted = crashed.clone();
    restarted.apply(&Step::Restart { node }).is_ok_and(|applied| applied.responses.is_empty())
        && reduction.essential(&restarted) == *before
}

/// What matters of a state when it is asked whether another covers it: whether all that can happen in it can happen in the
/// other, because there is no more in which they differ than messages that may be late for ever, nodes that may be slow, and crashes and
/// copies that may not be made any more.
struct Outline {
    /// Stands for all that must be the same.
    rest: u128,
    /// What is in flight, in order.
    letters: Vec<u128>,
    /// Crashes and copies.
    spent: [u8; 2],
}

impl Outline {
    /// Nodes that are down are taken for slow ones: up again, but nothing reaches them.
    fn of<P: Protocol>(state: &State<P>) -> Self {
        let mut state = state.clone();
        for node in state.cluster.nodes() {
            // Those that are up refuse.
            let _ = state.cluster.apply(&Step::Restart { node });
        }
        let spent = [mem::take(&mut state.crashes), mem::take(&mut state.duplications)];
        let mut rest = state.clone();
        let mut letters = Vec::new();
        for (from, to, message) in state.cluster.network().iter() {
            letters.push(fingerprint(&(from, to, message)));
            let lost = rest.cluster.apply(&Step::Lose { from, to, message: message.clone() });
            lost.expect("what is in flight can be lost");
        }
        letters.sort_unstable();
        Self { rest: fingerprint(&rest), letters, spent }
    }

    fn is_covered_by(&self, other: &Self) -> bool {
        let mut others = other.letters.iter();
        let is_there = |letter| others.any(|other| other == letter);
        let has_spent_less = other.spent.iter().zip(&self.spent).all(|(other, own)| other <= own);
        self.rest == other.rest && has_spent_less && self.letters.iter().all(is_there)
    }
}

/// States, and under which names they cover others.
#[derive(Default)]
struct Cover {
    states: Vec<Outline>,
    renamed: HashMap<u128, Vec<Outline>>,
}

impl Cover {
    fn add<P: Protocol>(&mut self, state: &State<P>, reduction: &Reduction<P>) {
        let state = State { cluster: canonical(reduction, &state.cluster), ..state.clone() };
        self.states.push(Outline::of(&state));
        for cluster in reduction.variants(&state.cluster) {
            let outline = Outline::of(&State { cluster, ..state.clone() });
            self.renamed.entry(outline.rest).or_default().push(outline);
        }
    }

    /// Whether each of the other states is covered by one of these.
    fn covers(&self, other: &Self) -> bool {
        let similar = |state: &Outline| self.renamed.get(&state.rest).into_iter().flatten();
        other.states.iter().all(|state| similar(state).any(|other| state.is_covered_by(other)))
    }
}

impl<P: Portable> Bounded<P> {
    /// Visits every state within the bounds once.
    fn each(&self, mut visit: impl FnMut(&State<P>)) {
        let mut states = self.init_states();
        let mut seen: HashSet<_> = states.iter().map(fingerprint).collect();
        let mut actions = Vec::new();
        for depth in 0..=self.bounds.depth {
            let mut next = Vec::new();
            for state in states {
                visit(&state);
                if depth < self.bounds.depth {
                    self.actions(&state, &mut actions);
                    let after = actions.drain(..).filter_map(|action| self.next_state(&state, action));
                    next.extend(after.filter(|after| seen.insert(fingerprint(after))));
                }
            }
            if next.is_empty() {
                break;
            }
            states = next;
        }
    }

    /// Explores all of it with the reduction, and without. Gives how many states there are, with and without; `None` if some
    /// state that comes about in one way has no counterpart in the other that covers it.
    pub fn compare_with_unreduced(mut self) -> Option<(usize, usize)> {
        let (mut reduced, mut all) = (Cover::default(), Cover::default());
        self.each(|state| reduced.add(state, &self.reduction));
        let reduction = mem::replace(&mut self.reduction, Reduction::none());
        self.each(|state| all.add(state, &reduction));
        (reduced.covers(&all) && all.covers(&reduced)).then_some((reduced.states.len(), all.states.len()))
    }

    fn is_beyond(&self, cluster: &Cluster<P>, node: NodeId) -> bool {
        let beyond = |state| self.bounds.within.is_some_and(|within| !within(state));
        cluster.state(node).is_some_and(beyond)
    }

    /// Explores all of it on one thread, breadth first; gives also the broken guarantee if there is one.
    pub fn explore(self) -> (Extent, Option<&'static str>) {
        let depth = self.bounds.depth;
        let mut checker = self.checker().threads(1);
        if depth < u32::MAX {
            // For the other checker the first state is at depth 1, and states at the last depth are not gone on from.
            checker = checker.target_max_depth(depth as usize + 1);
        }
        let checker = checker.spawn_bfs().join();
        let broken = checker.discoveries().into_values().next().and_then(|path| path.last_state().broken);
        // The first state is at depth 1 there.
        (
            Extent { states: checker.unique_state_count(), depth: checker.max_depth() as u32 - 1, is_exhausted: true },
            broken,
        )
    }
}
