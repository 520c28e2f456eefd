//! Search: tries every order of events within stated bounds, and finds the shortest one that breaks a promise.
//!
//! Breadth first over [`Cluster::apply`]. A state is known by a 128-bit fingerprint; that two states share one is less
//! likely than that the machine fails. The work is done in slices, so that whoever waits can look up in between, or stop.
//!
//! A message that is never delivered is a lost one, so losses need no steps of their own.
//!
//! * [`bounds`]: how much may happen.
//! * [`case`]: for each rule a cluster and bounds within which a promise breaks when the rule is off, and none when it is
//!   on: the tables are `raft/cases.rs` and `paxos/cases.rs`.
//! * [`hunt`]: a search of whatever protocol, for those who need not know which.
//! * [`replay`]: what a hunt has found, as a script that plays on a stage.

pub mod bounds;
pub mod case;
pub mod hunt;
pub mod replay;

use crate::checks::{Check, Transition, Violation};
use crate::cluster::Cluster;
use crate::fingerprint::fingerprint;
use crate::step::Step;
use alloc::collections::{BTreeSet, VecDeque};
use alloc::vec::Vec;
use bounds::{Bounds, Spent};
use quorate_core::protocol::Protocol;

/// How a search stands.
#[derive(Clone, Debug)]
pub enum Progress<P: Protocol> {
    /// There is more to try.
    Working,
    /// A promise was broken.
    Found(Schedule<P>),
    /// Nothing within the bounds breaks a promise.
    Exhausted,
}

/// A shortest way to break a promise.
#[derive(Clone, Debug)]
pub struct Schedule<P: Protocol> {
    /// What happens, from the state that the search began with.
    pub steps: Vec<Step<P>>,
    /// The promise: [`crate::checks::Check::id`].
    pub check: &'static str,
    /// How it is broken.
    pub violation: Violation,
}

/// A search under way.
#[derive(Debug)]
pub struct Search<P: Protocol + 'static> {
    bounds: Bounds<P>,
    /// The promises to break.
    checks: Vec<&'static Check<P>>,
    /// States to go on from, with their places in `history` and their depths.
    frontier: VecDeque<(usize, u32, Cluster<P>, Spent)>,
    seen: BTreeSet<u128>,
    /// For each state but the first: the one that it came from, and how.
    history: Vec<(usize, Option<Step<P>>)>,
}

impl<P: Protocol> Search<P> {
    /// A search that begins with this state and ends when one of these promises is broken.
    pub fn new(cluster: Cluster<P>, bounds: Bounds<P>, checks: impl IntoIterator<Item = &'static Check<P>>) -> Self {
        let spent = bounds.unspent();
        let seen = BTreeSet::from([fingerprint(&(&cluster, &spent))]);
        let frontier = VecDeque::from([(0, 0, cluster, spent)]);
        Self { bounds, checks: checks.into_iter().collect(), frontier, seen, history: alloc::vec![(0, None)] }
    }

    /// How many different states have been seen.
    pub fn states(&self) -> usize {
        self.seen.len()
    }

    /// How many states wait to be gone on from.
    pub fn frontier(&self) -> usize {
        self.frontier.len()
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
            for (step, spent) in self.bounds.possible(&cluster, &spent) {
                if let Some(found) = self.visit(place, depth + 1, cluster.clone(), step, spent) {
                    return Progress::Found(found);
                }
            }
        }
        if self.frontier.is_empty() { Progress::Exhausted } else { Progress::Working }
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
        for check in &self.checks {
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
