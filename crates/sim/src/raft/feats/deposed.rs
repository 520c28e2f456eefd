//! One server ends the term of a leader that had nothing wrong with it; and, with pre-vote, no longer does.

use super::Before;
use crate::clock::feat::{Lookout, Moment};
use crate::clock::playing::Playing;
use crate::cluster::Cluster;
use crate::raft::checks::term_in;
use quorate_core::protocol::{Micros, NodeId};
use quorate_core::raft::{Raft, Rules, Term};
use quorate_core::sorted::{SortedMap, SortedSet};

/// How long the server has to be away, and how long nothing may come of it afterwards.
const A_WHILE: Micros = Micros::from_ms(1000);

/// A leader that reaches a majority, and has reached one for as long as anybody's patience lasts before the later term began, has
/// heard of that term, in which nobody leads yet: from a server that, like the leader, has never crashed or stood still.
#[derive(Clone, Default)]
pub(super) struct Deposed {
    before: Before,
    /// Who has been down or suspended.
    failed: SortedSet<NodeId>,
    /// Since when each server reaches a majority.
    reach: SortedMap<NodeId, Micros>,
    /// Who was the first in each term, and who reached a majority then, and had for long.
    first: SortedMap<Term, (NodeId, SortedSet<NodeId>)>,
    /// Who has done it.
    culprit: Option<NodeId>,
}

impl Lookout for Deposed {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = Playing::<Raft>::cluster_of(run.machine()) else { return false };
        let has_failed = |node: &NodeId| cluster.state(*node).is_none() || run.is_suspended(*node);
        self.failed.extend(cluster.nodes().filter(has_failed));
        // Where nobody has looked yet, nothing was before: it is the beginning.
        let since = if self.first.is_empty() { Micros(0) } else { run.now() };
        for node in cluster.nodes() {
            if reaches_majority(run, cluster, node) {
                self.reach.get_or_insert_with(node, || since);
            } else {
                self.reach.remove(&node);
            }
        }
        let patience = cluster.config().election_timeout.max;
        let is_long = |since: Micros| since == Micros(0) || since.0 + patience.0 <= run.now().0;
        let sound = || self.reach.iter().filter(|(_, since)| is_long(*since)).map(|(node, _)| *node).collect();
        for (node, before) in self.before.changed(cluster) {
            let term = term_in(cluster.server(node));
            let (first, sound) = self.first.get_or_insert_with(term, || (node, sound())).clone();
            let led =
                before.is_some_and(|it| it.state.as_ref().is_some_and(|it| it.is_leader() && it.current_term < term));
            let is_led = cluster.up().any(|(_, state)| state.is_leader() && state.current_term >= term);
            let is_sound = [node, first].iter().all(|node| !self.failed.contains(node));
            if led && !is_led && is_sound && first != node && self.reach.contains_key(&node) && sound.contains(&node) {
                self.culprit.get_or_insert(first);
            }
        }
        self.culprit.is_some()
    }
}

/// Whether messages go both ways between a server and a majority: no link is cut, nothing is held or dropped on it, and whoever is
/// at its end is up and does not stand still.
fn reaches_majority(run: &dyn Moment, cluster: &Cluster<Raft>, node: NodeId) -> bool {
    let Some(state) = cluster.state(node) else { return false };
    let is_there = |other: NodeId| {
        usize::from(other.0) < cluster.nodes().count() && cluster.state(other).is_some() && !run.is_suspended(other)
    };
    let is_open = |from, to| !cluster.cuts().contains(&(from, to)) && !run.is_held(from, to);
    let is_whole = |other| is_open(node, other) && is_open(other, node);
    state.configuration().is_quorum(&Rules::default(), |other| is_there(other) && is_whole(other))
}

/// The same server has been cut off from all others for a while, with both extensions on; and after the links were mended, the
/// same leader has led the same term for a while.
#[derive(Clone, Default)]
pub(super) struct Undisturbed {
    deposed: Deposed,
    /// While the server is away, and then while it is back: who leads in which term, and since when.
    away: Option<(NodeId, Term, Micros)>,
    back: Option<(NodeId, Term, Micros)>,
}

/// When a while is over that began then.
fn after_a_while((_, _, since): (NodeId, Term, Micros)) -> Micros {
    Micros(since.0 + A_WHILE.0)
}

impl Lookout for Undisturbed {
    fn look(&mut self, run: &dyn Moment) -> bool {
        self.deposed.look(run);
        let (Some(cluster), Some(culprit)) = (Playing::<Raft>::cluster_of(run.machine()), self.deposed.culprit) else {
            return false;
        };
        let now = run.now();
        let options = &cluster.config().options;
        let others = || cluster.nodes().filter(|node| *node != culprit);
        let is_cut =
            |node: &NodeId| cluster.cuts().contains(&(*node, culprit)) && cluster.cuts().contains(&(culprit, *node));
        let leader = cluster.up().filter(|(node, state)| *node != culprit && state.is_leader());
        let leader = leader.max_by_key(|(_, state)| state.current_term).map(|(node, state)| (node, state.current_term));
        let (true, true, Some((leader, term))) = (options.pre_vote, options.check_quorum, leader) else {
            (self.away, self.back) = (None, None);
            return false;
        };
        let is_same = |it: &Option<(NodeId, Term, Micros)>| it.filter(|it| (it.0, it.1) == (leader, term));
        if others().all(|node| is_cut(&node)) {
            self.away = is_same(&self.away).or(Some((leader, term, now)));
            self.back = None;
        } else if cluster.cuts().is_empty() {
            let was_away = is_same(&self.away).filter(|it| after_a_while(*it) <= now);
            self.back = is_same(&self.back).or(was_away.map(|_| (leader, term, now)));
            self.away = None;
        } else {
            (self.away, self.back) = (None, None);
        }
        self.due().is_some_and(|due| due <= now)
    }

    fn due(&self) -> Option<Micros> {
        self.back.map(after_a_while)
    }
}
