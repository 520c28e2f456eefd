//! How far a log is committed in truth, whoever knows it: what the picture tells apart from what servers know.

use super::checks::{committed, disk_of, log_of, term_in};
use crate::cluster::Cluster;
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Entry, Index, Log, Membership, Message, Raft, Term};

/// How far a log is committed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct Extent {
    /// As far as some server that is up knows.
    pub known: Index,
    /// In truth: whatever happens, no leader will ever replace an entry up to here. Never less than what is known.
    pub truth: Index,
}

/// How far a log is committed. Only entries from `first` on are looked at.
pub(super) fn extent(cluster: &Cluster<Raft>, log: &Log, first: Index) -> Extent {
    let last = log.last_index();
    let ends = cluster.up().map(|(_, state)| (state.commit_index.min(last), &state.log));
    // Equal terms at one index are equal logs up to there (R3).
    let known =
        ends.filter(|(end, other)| holds(other, *end, log.term(*end))).map(|(end, _)| end).max().unwrap_or_default();
    let counted =
        committed(cluster, first.max(known.next())).filter(|(index, _, entry)| log.get(*index) == Some(*entry));
    let mut truth = counted.last().map_or(known, |(index, _, _)| index);
    if truth < last && cluster.config().rules.election_restriction {
        let voters = voters(cluster);
        let is_safe = |index: &Index| log.term(*index).is_some_and(|term| is_safe(cluster, &voters, *index, term));
        truth = first.max(truth.next()).through(last).rev().find(is_safe).unwrap_or(truth);
    }
    Extent { known, truth }
}

/// Whether a log has the entry of this term at this index, or a snapshot of it.
fn holds(log: &Log, index: Index, term: Option<Term>) -> bool {
    index <= log.snapshot_index() || term.is_some() && log.term(index) == term
}

/// A server as an election sees it.
struct Voter<'a> {
    node: NodeId,
    term: Term,
    voted_for: Option<NodeId>,
    leads: bool,
    disk: &'a Log,
    /// Term and index of its last entry; of its disk, if that has more.
    end: (Term, Index),
    membership: Arc<Membership>,
}

fn end(log: &Log) -> (Term, Index) {
    (log.last_term(), log.last_index())
}

fn voters(cluster: &Cluster<Raft>) -> Vec<Voter<'_>> {
    let voter = |node: NodeId| {
        let disk = disk_of(cluster, node)?;
        let (state, log) = (cluster.state(node), log_of(cluster, node));
        Some(Voter {
            node,
            term: term_in(cluster.server(node)),
            voted_for: state.map_or(disk.voted_for, |state| state.voted_for),
            leads: state.is_some_and(Raft::is_leader),
            disk: &disk.log,
            end: end(&log).max(end(&disk.log)),
            membership: state.map_or_else(
                || Arc::new(Membership::of(&cluster.config().voters, &disk.log)),
                |state| state.membership.clone(),
            ),
        })
    };
    cluster.nodes().filter_map(voter).collect()
}

/// Whether a majority has an entry, no server that lacks it can be elected, and none that leads, or has led, can still replace
/// it: by the argument of §5.4.3, every later leader then has it. Of an even number of servers, half can keep the others from
/// being elected; that commits nothing.
fn is_safe(cluster: &Cluster<Raft>, voters: &[Voter<'_>], index: Index, term: Term) -> bool {
    let has = |voter: &Voter<'_>| holds(voter.disk, index, Some(term));
    let rules = &cluster.config().rules;
    let may_win = |candidate: &Voter<'_>| {
        let votes = |node: NodeId| {
            voters.iter().find(|voter| voter.node == node).is_some_and(|voter| {
                let has_voted = voter.voted_for == Some(candidate.node) && voter.term == candidate.term;
                has_voted || candidate.end >= end(voter.disk)
            })
        };
        candidate.membership.in_force().is_quorum(rules, votes)
    };
    let has_it = |node: NodeId| voters.iter().any(|voter| voter.node == node && has(voter));
    let is_on_quorum = voters.iter().any(|voter| has(voter) && voter.membership.in_force().is_quorum(rules, has_it));
    let may_replace = |leader: &Voter<'_>| leader.leads && leader.term >= term;
    let is_late = |message: &Message| match message {
        Message::AppendEntries(it) => {
            let replaces = |(at, entry): (Index, &Entry)| at == index && entry.term != term;
            it.term >= term && it.prev_log_index.next().onwards().zip(it.entries.iter()).any(replaces)
        }
        _ => false,
    };
    is_on_quorum
        && voters.iter().filter(|voter| !has(voter)).all(|voter| !may_win(voter) && !may_replace(voter))
        && !cluster.network().iter().any(|(_, _, message)| is_late(message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::playing::Playing;
    use crate::clock::random::Seed;
    use crate::clock::setup::Setup;
    use crate::clock::timeline::Timeline;
    use crate::cluster::names::Names;
    use crate::language::view::CellState;
    use crate::raft::checks::story::{A, B, C, Story, durable};
    use crate::raft::picture;
    use crate::registry::vocabulary;
    use quorate_core::protocol::Micros;
    use quorate_core::raft::Config;
    use quorate_core::sorted::SortedMap;

    fn states(story: &Story, node: NodeId) -> Vec<CellState> {
        let view = picture::node(&story.cluster, node, Names::Letters);
        view.ledger.expect("a server has one").cells.iter().map(|cell| cell.state).collect()
    }

    fn brings_entries(message: &Message) -> bool {
        matches!(message, Message::AppendEntries(it) if !it.entries.is_empty())
    }

    fn answers(message: &Message) -> bool {
        matches!(message, Message::AppendEntriesReply { .. })
    }

    #[test]
    fn an_entry_on_half_of_an_even_number_of_disks_is_not_committed() {
        use CellState::{Accepted, Unknown};
        let mut story = Story::new(4);
        story.elect(A).request(A, "SET x 1").deliver(A, B, brings_entries);
        assert_eq!([A, B].map(|node| states(&story, node)), [[Accepted], [Accepted]], "it is on two of four");
        story.deliver(A, C, brings_entries);
        assert_eq!([A, C].map(|node| states(&story, node)), [[Unknown], [Unknown]]);
    }

    #[test]
    fn an_entry_on_a_majority_of_disks_is_committed_before_anybody_knows() {
        use CellState::{Accepted, Committed, Elsewhere, Unknown};
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 1");
        assert_eq!(states(&story, A), [Accepted], "it is on one disk");
        story.deliver(A, B, brings_entries);
        assert_eq!(
            [A, B].map(|node| states(&story, node)),
            [[Unknown], [Unknown]],
            "it is on two, and nobody can tell"
        );
        story.deliver(B, A, answers);
        assert_eq!([A, B].map(|node| states(&story, node)), [[Committed], [Elsewhere]]);
        story.crash(A);
        assert_eq!([A, B].map(|node| states(&story, node)), [[Unknown], [Unknown]], "only A knew");
    }

    /// Figure 8 (c): an entry of an earlier term on a majority, while S5 has one of a later term and can still be elected.
    #[test]
    fn what_somebody_without_it_could_be_elected_to_replace_is_not_committed() {
        use CellState::{Accepted, Unknown};
        let figure = |last: &[u64]| {
            let terms: [(u64, &[u64]); 5] = [(4, &[1, 2]), (4, &[1, 2]), (4, &[1, 2]), (3, &[1]), (3, last)];
            let disks = terms.map(|(term, log)| durable(term, log));
            states(&Story::with(Config::new(5), disks), A)
        };
        assert_eq!(figure(&[1, 3]), [Unknown, Accepted]);
        assert_eq!(figure(&[1]), [Unknown, Unknown]);
    }

    #[test]
    fn without_the_election_restriction_only_what_a_leader_has_counted_is_committed() {
        let mut story = Story::configured(3, |config| config.rules.election_restriction = false);
        story.elect(A).request(A, "SET x 1").deliver(A, B, brings_entries);
        assert_eq!(states(&story, B), [CellState::Accepted]);
        story.deliver(B, A, answers);
        assert_eq!(states(&story, B), [CellState::Elsewhere]);
    }

    /// In whatever way elections, crashes and cuts follow one another: what was committed in truth stays, and becomes known
    /// as what it was.
    #[test]
    fn what_is_committed_in_truth_is_never_replaced() {
        let mut seen_early = 0;
        for seed in 1..=60_u64 {
            let mut timeline = Timeline::new(Setup::new(vocabulary("raft").expect("it is registered"), 5, Seed(seed)));
            let mut sure: SortedMap<Index, Term> = SortedMap::new();
            let mut chance = seed;
            for _ in 0..160 {
                chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let node = ["A", "B", "C", "D", "E"][(chance >> 33) as usize % 5];
                let line = match (chance >> 40) % 12 {
                    0 | 1 => alloc::format!("crash {node}"),
                    2..=4 => alloc::format!("restart {node}"),
                    5 => alloc::format!(
                        "partition {node} | {}",
                        ["A", "B", "C", "D", "E"].map(|it| if it == node { "" } else { it }).join(" ")
                    ),
                    6 => "heal".into(),
                    7 => alloc::format!("timeout {node}"),
                    8 => alloc::format!("cut {node}>A"),
                    _ => alloc::format!("request @{node} ADD x 1"),
                };
                let _ = timeline.command(&line);
                for _ in 0..(chance >> 50) % 20 {
                    timeline.advance(Micros(timeline.now().0 + 7_000), usize::MAX);
                    let playing = Playing::<Raft>::of(timeline.present().machine()).expect("it plays Raft");
                    let cluster = &playing.cluster;
                    for node in cluster.nodes() {
                        let log = log_of(cluster, node);
                        let Extent { known, truth } = extent(cluster, &log, Index(0));
                        seen_early += u32::from(truth > known);
                        for index in Index::FIRST.through(truth) {
                            let term = log.term(index).expect("nothing is compacted");
                            assert_eq!(*sure.get_or_insert_with(index, || term), term, "seed {seed}: index {index}");
                        }
                    }
                    for (index, _, entry) in committed(cluster, Index(0)) {
                        assert_eq!(
                            *sure.get_or_insert_with(index, || entry.term),
                            entry.term,
                            "seed {seed}: index {index}"
                        );
                    }
                }
            }
        }
        assert!(seen_early > 1000, "{seen_early}");
    }
}
