//! Search: tries every order of events within stated bounds, and finds the shortest one that breaks a property.
//!
//! Breadth first over [`Cluster::apply`]. A state is known by a 128-bit fingerprint; that two states share one is less
//! likely than that the machine fails. The work is done in slices, so that whoever waits can look up in between, or stop.
//!
//! * [`bounds`]: how much may happen.
//! * [`reduction`]: which states are one.
//! * `parts`, `state`, `reactions`: how a state takes a hundred bytes, and a step less than a microsecond. Millions of
//!   states are made of a few thousand parts, each kept once; and what a server does, it does whenever the same happens to it.
//! * `table`, `history`: what is remembered of each state: its fingerprint, and how it came about.
//! * [`case`]: for each rule a cluster and bounds within which a property breaks when the rule is off, and none when it is
//!   on: the tables are `raft/cases.rs` and `paxos/cases.rs`.
//! * [`model`]: what is searched, and a search of whatever protocol, for those who need not know which.
//! * [`counterexample`]: what a search has found, with each message numbered.

mod ancestry;
pub mod bounds;
pub mod case;
pub mod counterexample;
pub mod model;
mod parts;
mod reactions;
pub mod reduction;
mod scratch;
mod state;
mod table;

use crate::cluster::check::{Check, Violation};
use crate::cluster::fingerprint::fingerprint;
use crate::cluster::step::Step;
use crate::cluster::{Cluster, Storage};
use alloc::vec::Vec;
use ancestry::Ancestry;
use bounds::{Bounds, KINDS, Spent};
use core::mem;
use parts::Collection;
use quorate_core::protocol::{Links, NodeId, Protocol};
use reactions::{Choice, Reactions};
use reduction::Reduction;
use scratch::Scratch;
use state::{Frontier, State};
use table::Table;

/// How a search stands.
#[derive(Clone, Debug)]
pub enum Progress<P: Protocol> {
    /// There is more to try.
    Working,
    /// A property was broken.
    Found(Schedule<P>),
    /// Nothing within the bounds breaks a property.
    Exhausted,
}

/// A shortest way to break a property.
#[derive(Clone, Debug)]
pub struct Schedule<P: Protocol> {
    /// What happens, from the state that the search began with.
    pub steps: Vec<Step<P>>,
    /// The property: [`crate::cluster::check::Check::id`].
    pub check: &'static str,
    /// How it is broken.
    pub violation: Violation,
}

/// A search under way.
///
/// ```
/// use quorate_core::raft::Raft;
/// use quorate_sim::search::Progress;
/// use quorate_sim::search::case::Searched;
///
/// // What breaks when two leaders may be elected by fewer than a majority?
/// let case = Raft::CASES.iter().find(|case| case.rule == "majority").expect("there is a case for each rule");
/// let mut search = case.search();
/// let found = loop {
///     match search.run(10_000) {
///         Progress::Working => {}
///         Progress::Found(schedule) => break schedule,
///         Progress::Exhausted => panic!("a rule does what it is for"),
///     }
/// };
/// assert_eq!(found.check, case.property);
/// ```
#[derive(Debug)]
pub struct Search<P: Protocol + 'static> {
    bounds: Bounds<P>,
    /// The properties to break.
    checks: Vec<&'static Check<P>>,
    parts: Collection<P>,
    reactions: Reactions<P>,
    /// The states that were seen, by their fingerprints.
    seen: Table<()>,
    /// How each state came about. States are numbered as they are first seen, and gone on from in the same order.
    history: Ancestry,
    frontier: Frontier,
    /// The state that the search began with.
    first: State,
    /// How many states were gone on from.
    done: u32,
    /// How many steps the next state is away from the first, and the number of the first state that is further away.
    depth: u32,
    next_depth_at: u32,
    scratch: Scratch<P>,
}

impl<P: Protocol> Search<P> {
    /// A search that begins with this state and ends when one of these properties is broken.
    ///
    /// # Panics
    ///
    /// If the bounds name more than [`KINDS`] kinds of timers, or more than 255 requests.
    pub fn new(
        cluster: Cluster<P>,
        bounds: Bounds<P>,
        checks: impl IntoIterator<Item = &'static Check<P>>,
        reduction: Reduction<P>,
    ) -> Self {
        assert!(bounds.timeouts.len() <= KINDS, "only so many kinds of timers can be counted");
        assert!(bounds.requests.len() <= usize::from(u8::MAX), "only so many requests can be counted");
        let mut parts = Collection::new(reduction);
        let seats = cluster.nodes().map(|node| parts.seat(node, cluster.server(node).clone())).collect();
        let mut first = State { seats, ..State::default() };
        for (from, to, message) in cluster.network().iter() {
            let letter = parts.letter((from, to, message.clone()));
            if parts.travels(letter) == Links::Connection {
                first.queue(letter, |letter| parts.link(letter));
            } else if !parts.is_dead(letter, first.seats[usize::from(to.0)]) {
                first.send(letter);
            }
        }
        for fact in cluster.facts().iter() {
            first.remember(parts.fact(fact.clone()));
        }
        let lines = cluster.history().iter().map(|exchange| (exchange.id, exchange.what.clone()));
        first.said = lines.map(|line| parts.line(line)).collect();
        let mut search = Self {
            bounds,
            checks: checks.into_iter().collect(),
            parts,
            reactions: Reactions::new(cluster.clone()),
            seen: Table::new(),
            history: Ancestry::new(),
            frontier: Frontier::default(),
            done: 0,
            depth: 0,
            next_depth_at: 1,
            scratch: Scratch::new(first.clone(), cluster),
            first,
        };
        let print = search.print(&search.first, &mut Vec::new());
        search.seen.get_or_insert(print, ());
        search.frontier.push(&search.first);
        search
    }

    /// How many different states have been seen.
    pub fn states(&self) -> usize {
        self.seen.len()
    }

    /// How many states wait to be gone on from.
    pub fn frontier(&self) -> usize {
        self.frontier.len()
    }

    /// How many steps away from the beginning the states are that the search goes on from.
    pub fn depth(&self) -> u32 {
        self.depth
    }

    /// How many states may count as one, for nodes that are alike.
    pub fn renamings(&self) -> usize {
        self.parts.renamings()
    }

    /// Goes on from at most `most` states.
    pub fn run(&mut self, most: usize) -> Progress<P> {
        for _ in 0..most {
            if self.depth >= self.bounds.depth || !self.frontier.pop(&mut self.scratch.state) {
                return Progress::Exhausted;
            }
            if let Some(found) = self.go_on() {
                return Progress::Found(found);
            }
            self.done += 1;
            if self.done == self.next_depth_at && self.done < self.history.len() {
                self.next_depth_at = self.history.len();
                self.depth += 1;
            }
        }
        if self.frontier.len() == 0 { Progress::Exhausted } else { Progress::Working }
    }

    /// Does everything that can happen in the state at hand, looks at every property, and keeps what is new.
    fn go_on(&mut self) -> Option<Schedule<P>> {
        if !self.checks.is_empty() || self.bounds.timely.is_some() {
            self.scratch.lay_out(&self.parts);
        }
        let mut choices = mem::take(&mut self.scratch.choices);
        let mut sums = mem::take(&mut self.scratch.sums);
        self.list_choices(&mut choices);
        let mut broken = None;
        for (place, (choice, spent)) in choices.iter().enumerate() {
            let Some(reaction) = self.react(*choice) else { continue };
            let reaction = self.reactions.get(reaction);
            if !self.checks.is_empty() {
                broken = self.scratch.look(&self.checks, *choice, reaction, &self.parts);
                if broken.is_some() {
                    choices.truncate(place + 1);
                    break;
                }
            }
            self.scratch.take_effect(*choice, *spent, reaction, &self.parts);
            let print = self.print(&self.scratch.after, &mut sums);
            if self.seen.get_or_insert(print, ()).is_none() {
                self.history.push(self.done, place);
                // What is too far away to be gone on from need not wait.
                if self.depth + 1 < self.bounds.depth {
                    self.frontier.push(&self.scratch.after);
                }
            }
        }
        let last = choices.last().map(|(choice, _)| reactions::step(*choice, &self.parts, &self.bounds));
        self.scratch.choices = choices;
        self.scratch.sums = sums;
        let (check, violation) = broken?;
        let mut steps = self.way_to(self.done);
        steps.extend(last);
        Some(Schedule { steps, check, violation })
    }

    /// Everything that can happen in the state at hand.
    fn list_choices(&self, choices: &mut Vec<(Choice, Spent)>) {
        choices.clear();
        let state = &self.scratch.state;
        let spent = state.spent;
        let may = |what: usize, most: u8| (spent.of(what) < most).then(|| spent.and(what));
        let cuts = self.scratch.cluster.cuts();
        let seat = |node: NodeId| self.parts.seats.get(state.seats[usize::from(node.0)]);
        let is_up = |node| seat(node).server.state.is_some();
        let mut last = None;
        for letter in state.letters.iter().copied() {
            // Copies of a message stand side by side: one of them is enough.
            if last.replace(letter) == Some(letter) {
                continue;
            }
            let (from, to, _) = *self.parts.letters.get(letter);
            if is_up(to) && !cuts.contains(&(from, to)) {
                choices.push((Choice::Deliver { letter }, spent));
            }
            if let Some(spent) = may(Spent::DUPLICATIONS, self.bounds.duplications) {
                choices.push((Choice::Duplicate { letter }, spent));
            }
            if self.bounds.timely.is_some() && !(is_up(from) && is_up(to)) {
                choices.push((Choice::Lose { letter }, spent));
            }
        }
        let mut last = None;
        for letter in state.queues.iter().copied() {
            let (from, to) = self.parts.link(letter);
            let is_oldest = last.replace((from, to)) != Some((from, to));
            if is_oldest && is_up(to) && !cuts.contains(&(from, to)) {
                choices.push((Choice::Deliver { letter }, spent));
            }
        }
        if P::CONNECTS
            && let Some(spent) = may(Spent::BREAKS, self.bounds.breaks)
        {
            for (a, b) in state.seats.iter().enumerate().flat_map(|(place, a)| {
                state.seats[..place].iter().map(|b| (self.parts.seats.get(*b), self.parts.seats.get(*a)))
            }) {
                if a.server.is_connected(b.node) || b.server.is_connected(a.node) {
                    choices.push((Choice::Break { a: a.node, b: b.node }, spent));
                }
            }
        }
        for seat in state.seats.iter().map(|seat| self.parts.seats.get(*seat)) {
            let node = seat.node;
            if seat.server.state.is_none() {
                choices.push((Choice::Restart { node }, spent));
                continue;
            }
            for (kind, (timer, most)) in self.bounds.timeouts.iter().enumerate() {
                if seat.server.timers.contains(timer)
                    && let Some(spent) = may(kind, *most)
                    && self.bounds.timely.is_none_or(|is_timely| is_timely(&self.scratch.cluster, node, *timer))
                {
                    choices.push((Choice::Timeout { node, kind: kind as u8 }, spent));
                }
            }
            if let Some(spent) = may(Spent::CRASHES, self.bounds.crashes) {
                choices.push((Choice::Crash { node }, spent));
            }
            if self.scratch.cluster.storage() != Storage::Synchronous && seat.is_dirty {
                choices.push((Choice::Sync { node }, spent));
            }
        }
        let next = spent.of(Spent::REQUESTS);
        for (place, (asked, _)) in (0..=next).zip(&self.bounds.requests) {
            let spent =
                if place == next { Some(spent.and(Spent::REQUESTS)) } else { may(Spent::RETRIES, self.bounds.retries) };
            let Some(spent) = spent else { continue };
            let is_asked = |state: &P| self.bounds.asks.is_none_or(|asks| asks(state));
            let is_asked = |node| seat(node).server.state.as_ref().is_some_and(is_asked);
            let asked = asked.iter().copied().filter(|node| is_asked(*node));
            choices.extend(asked.map(|node| (Choice::Request { node, place }, spent)));
        }
    }

    /// What comes of a choice in the state at hand, if anything does and it stays within the bounds.
    fn react(&mut self, choice: Choice) -> Option<u32> {
        let node = match choice {
            Choice::Deliver { letter } | Choice::Duplicate { letter } => self.parts.letters.get(letter).1,
            Choice::Timeout { node, .. } | Choice::Request { node, .. } => node,
            Choice::Sync { node } | Choice::Crash { node } | Choice::Restart { node } => node,
            Choice::Lose { letter } => self.parts.link(letter).1,
            Choice::Break { a, .. } => a,
        };
        let seat = self.scratch.state.seats[usize::from(node.0)];
        let place = self.reactions.to(choice, seat, &mut self.parts, &self.bounds);
        let reaction = self.reactions.get(place);
        if P::CONNECTS {
            let Scratch { state, cut_off, .. } = &mut self.scratch;
            cut_off.clear();
            for (end, peer) in reaction.ended.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]) {
                // What becomes of the node that does something is known already.
                if reaction.after.is_none() || end != node {
                    cut_off.push((end, self.parts.seat_without(state.seats[usize::from(end.0)], peer)));
                }
            }
        }
        (!reaction.is_idle(&self.scratch.state) && !reaction.is_beyond).then_some(place)
    }

    /// The fingerprint of a state: the same for all states that are one. Each is the sum of its parts' fingerprints, for
    /// their order means nothing; only that of what was said means something.
    fn print(&self, state: &State, sums: &mut Vec<u128>) -> u128 {
        let Collection { seats, letters, facts, said, .. } = &self.parts;
        sums.clear();
        sums.resize(self.parts.renamings(), 0);
        let mut add = |prints: &[u128]| {
            for (sum, print) in sums.iter_mut().zip(prints) {
                *sum = sum.wrapping_add(*print);
            }
        };
        state.seats.iter().for_each(|seat| add(seats.prints(*seat)));
        state.letters.iter().for_each(|letter| add(letters.prints(*letter)));
        state.facts.iter().for_each(|fact| add(facts.prints(*fact)));
        for (line, place) in state.said.iter().zip(1..) {
            for (sum, print) in sums.iter_mut().zip(said.prints(*line)) {
                *sum = sum.wrapping_add(print.wrapping_mul(2 * place + 1));
            }
        }
        let mut last = (None, 0);
        for letter in &state.queues {
            let link = Some(self.parts.link(*letter));
            last = if last.0 == link { (link, last.1 + 1) } else { (link, 1) };
            for (sum, print) in sums.iter_mut().zip(letters.prints(*letter)) {
                *sum = sum.wrapping_add(print.wrapping_mul(2 * last.1 + 1));
            }
        }
        let least = sums.iter().min().expect("a state is at least itself");
        least.wrapping_add(fingerprint(&state.spent))
    }

    /// The steps that lead from the first state to the one of this number.
    fn way_to(&mut self, number: u32) -> Vec<Step<P>> {
        self.scratch.state.copy_from(&self.first);
        let mut choices = mem::take(&mut self.scratch.choices);
        let mut steps = Vec::new();
        for place in self.history.way_to(number) {
            if self.bounds.timely.is_some() {
                self.scratch.lay_out(&self.parts);
            }
            self.list_choices(&mut choices);
            let (choice, spent) = choices[place];
            let reaction = self.react(choice).expect("what has led to a state was not idle");
            self.scratch.take_effect(choice, spent, self.reactions.get(reaction), &self.parts);
            mem::swap(&mut self.scratch.state, &mut self.scratch.after);
            steps.push(reactions::step(choice, &self.parts, &self.bounds));
        }
        self.scratch.choices = choices;
        steps
    }
}
