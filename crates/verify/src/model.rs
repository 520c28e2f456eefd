//! Any cluster as a model of `stateright`: what can happen, and what comes of it, written apart from
//! [`quorate_sim::search`] and in the simplest way.

use quorate_core::protocol::{NodeId, Protocol, RequestId};
use quorate_sim::checks::{Check, Transition};
use quorate_sim::cluster::{Cluster, Storage};
use quorate_sim::fingerprint::fingerprint;
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::symmetry::Symmetry;
use quorate_sim::step::Step;
use stateright::{Checker, Model, Property};

/// A cluster, and how much may happen to it.
pub struct Bounded<P: Protocol + 'static> {
    /// How it begins.
    pub cluster: Cluster<P>,
    /// How much may happen.
    pub bounds: Bounds<P>,
    /// The promises that are looked at in each step.
    pub checks: &'static [Check<P>],
    /// Which states are one.
    pub symmetry: Symmetry<P>,
}

/// A cluster, and how much has happened to it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct State<P: Protocol> {
    cluster: Cluster<P>,
    timeouts: Vec<u8>,
    crashes: u8,
    duplications: u8,
    requests: u8,
    /// The promise that was broken.
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
        vec![State { cluster: self.cluster.clone(), timeouts, crashes: 0, duplications: 0, requests: 0, broken: None }]
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
            actions.extend(asked.iter().map(|node| Step::Request { node: *node, id, request: request.clone() }));
        }
    }

    fn next_state(&self, before: &State<P>, step: Step<P>) -> Option<State<P>> {
        let mut after = before.clone();
        let applied = after.cluster.apply(&step).ok()?;
        let same = |node: NodeId| before.cluster.server(node) == after.cluster.server(node);
        let is_idle = applied.sent.is_empty() && applied.facts.is_empty() && applied.responses.is_empty();
        if is_idle && after.cluster.nodes().all(same) {
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
        if self.symmetry.order() > 1 {
            let least = self.symmetry.variants(&after.cluster).min_by_key(fingerprint);
            after.cluster = least.expect("a cluster is a variant of itself");
        }
        Some(after)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![Property::always("no promise is broken", |_, state: &State<P>| state.broken.is_none())]
    }
}

impl<P: Portable> Bounded<P> {
    fn is_beyond(&self, cluster: &Cluster<P>, node: NodeId) -> bool {
        let beyond = |state| self.bounds.within.is_some_and(|within| !within(state));
        cluster.state(node).is_some_and(beyond)
    }

    /// Explores all of it on one thread, breadth first; gives the number of different states, and the broken promise if there
    /// is one.
    pub fn explore(self) -> (usize, Option<&'static str>) {
        let depth = self.bounds.depth;
        let mut checker = self.checker().threads(1);
        if depth < u32::MAX {
            // For the other checker the first state is at depth 1, and states at the last depth are not gone on from.
            checker = checker.target_max_depth(depth as usize + 1);
        }
        let checker = checker.spawn_bfs().join();
        let broken = checker.discoveries().into_values().next().and_then(|path| path.last_state().broken);
        (checker.unique_state_count(), broken)
    }
}
