//! Search: tries every order of events within stated bounds, and finds the shortest one that breaks a promise.
//!
//! Breadth first over [`Cluster::apply`]. A state is known by a 128-bit fingerprint; that two states share one is less
//! likely than that the machine fails. The work is done in slices, so that whoever waits can look up in between, or stop.
//!
//! A message that is never delivered is a lost one, so losses need no steps of their own.

use crate::checks::{Transition, Violation};
use crate::cluster::{Cluster, Storage};
use crate::fingerprint::fingerprint;
use crate::playable::Playable;
use crate::step::Step;
use alloc::collections::{BTreeSet, VecDeque};
use alloc::vec::Vec;
use quorate_core::protocol::{Links, NodeId, RequestId};

/// How much may happen.
#[derive(Clone, Debug)]
pub struct Bounds<P: Playable> {
    /// How many steps a schedule has at the most.
    pub depth: u32,
    /// How often timers may run out, kind by kind; a kind that is not named never does.
    pub timeouts: Vec<(P::Timer, u8)>,
    /// How often nodes may crash. Those that are down may restart at any time.
    pub crashes: u8,
    /// How often messages may be duplicated.
    pub duplications: u8,
    /// The one promise to break: [`crate::checks::Check::id`]. `None`: any.
    pub promise: Option<&'static str>,
    /// What clients ask for and where; each may arrive once, in this order.
    pub requests: Vec<(NodeId, P::Request)>,
}

/// How much of the bounds has been used up.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Spent {
    timeouts: Vec<u8>,
    crashes: u8,
    duplications: u8,
    requests: u8,
}

/// How a search stands.
#[derive(Clone, Debug)]
pub enum Progress<P: Playable> {
    /// There is more to try.
    Working,
    /// A promise was broken.
    Found(Schedule<P>),
    /// Nothing within the bounds breaks a promise.
    Exhausted,
}

/// A shortest way to break a promise.
#[derive(Clone, Debug)]
pub struct Schedule<P: Playable> {
    /// What happens, from the state that the search began with.
    pub steps: Vec<Step<P>>,
    /// The promise: [`crate::checks::Check::id`].
    pub check: &'static str,
    /// How it is broken.
    pub violation: Violation,
}

/// A search under way.
#[derive(Debug)]
pub struct Search<P: Playable> {
    bounds: Bounds<P>,
    /// States to go on from, with their places in `history` and their depths.
    frontier: VecDeque<(usize, u32, Cluster<P>, Spent)>,
    seen: BTreeSet<u128>,
    /// For each state but the first: the one that it came from, and how.
    history: Vec<(usize, Option<Step<P>>)>,
}

impl<P: Playable> Search<P> {
    /// A search that begins with this state.
    pub fn new(cluster: Cluster<P>, bounds: Bounds<P>) -> Self {
        let spent =
            Spent { timeouts: bounds.timeouts.iter().map(|_| 0).collect(), crashes: 0, duplications: 0, requests: 0 };
        let seen = BTreeSet::from([fingerprint(&(&cluster, &spent))]);
        Self { bounds, frontier: VecDeque::from([(0, 0, cluster, spent)]), seen, history: alloc::vec![(0, None)] }
    }

    /// How many different states have been seen.
    pub fn states(&self) -> usize {
        self.seen.len()
    }

    /// How many steps away from the beginning the search is.
    pub fn depth(&self) -> u32 {
        self.frontier.front().map_or(0, |(_, depth, ..)| *depth)
    }

    /// Goes on from at most `most` states.
    pub fn run(&mut self, most: usize) -> Progress<P> {
        for _ in 0..most {
            let Some((place, depth, cluster, spent)) = self.frontier.pop_front() else { return Progress::Exhausted };
            if depth == self.bounds.depth {
                continue;
            }
            for (step, spent) in self.possible(&cluster, &spent) {
                if let Some(found) = self.visit(place, depth + 1, cluster.clone(), step, spent) {
                    return Progress::Found(found);
                }
            }
        }
        if self.frontier.is_empty() { Progress::Exhausted } else { Progress::Working }
    }

    /// Everything that can happen next.
    fn possible(&self, cluster: &Cluster<P>, spent: &Spent) -> Vec<(Step<P>, Spent)> {
        let mut steps = Vec::new();
        let mut last = None;
        for (from, to, message) in cluster.network().iter() {
            // Copies of a message stand side by side: one of them is enough.
            if last.replace((from, to, message)) == Some((from, to, message)) {
                continue;
            }
            let fifo = P::LINKS == Links::Fifo;
            if cluster.state(to).is_some() && (!fifo || cluster.network().can_arrive(P::LINKS, from, to, message)) {
                steps.push((Step::Deliver { from, to, message: message.clone() }, spent.clone()));
            }
            if !fifo && spent.duplications < self.bounds.duplications {
                let spent = Spent { duplications: spent.duplications + 1, ..spent.clone() };
                steps.push((Step::Duplicate { from, to, message: message.clone() }, spent));
            }
        }
        for node in cluster.nodes() {
            let server = cluster.server(node);
            if server.state.is_none() {
                steps.push((Step::Restart { node }, spent.clone()));
                continue;
            }
            for (kind, (timer, most)) in self.bounds.timeouts.iter().enumerate() {
                if server.timers.contains(timer) && spent.timeouts[kind] < *most {
                    let mut spent = spent.clone();
                    spent.timeouts[kind] += 1;
                    steps.push((Step::Timeout { node, timer: *timer }, spent));
                }
            }
            if spent.crashes < self.bounds.crashes {
                steps.push((Step::Crash { node }, Spent { crashes: spent.crashes + 1, ..spent.clone() }));
            }
            if cluster.storage() != Storage::Synchronous && server.is_dirty() {
                steps.push((Step::Sync { node }, spent.clone()));
            }
        }
        if let Some((node, request)) = self.bounds.requests.get(usize::from(spent.requests))
            && cluster.state(*node).is_some()
        {
            let id = RequestId { client: u16::from(spent.requests), serial: 0 };
            let step = Step::Request { node: *node, id, request: request.clone() };
            steps.push((step, Spent { requests: spent.requests + 1, ..spent.clone() }));
        }
        steps
    }

    /// Does a step, looks at every promise, and keeps the state if it is new.
    fn visit(
        &mut self,
        from: usize,
        depth: u32,
        mut cluster: Cluster<P>,
        step: Step<P>,
        spent: Spent,
    ) -> Option<Schedule<P>> {
        let applied = cluster.apply(&step).expect("the search tries only steps that are possible");
        let transition = Transition { after: &cluster, applied: &applied };
        for check in P::CHECKS.iter().filter(|check| self.bounds.promise.is_none_or(|promise| promise == check.id)) {
            if let Err(violation) = (check.look)(&transition) {
                let mut steps = self.way_to(from);
                steps.push(step);
                return Some(Schedule { steps, check: check.id, violation });
            }
        }
        if self.seen.insert(fingerprint(&(&cluster, &spent))) {
            self.history.push((from, Some(step)));
            self.frontier.push_back((self.history.len() - 1, depth, cluster, spent));
        }
        None
    }

    fn way_to(&self, mut place: usize) -> Vec<Step<P>> {
        let mut steps = Vec::new();
        while let (from, Some(step)) = &self.history[place] {
            steps.push(step.clone());
            place = *from;
        }
        steps.reverse();
        steps
    }
}
