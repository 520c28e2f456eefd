//! M3, whoever can decide, decides with somebody of every other that can: for a change to be safe, "there must be no point
//! during the transition where it is possible for two leaders to be elected for the same term" (§6). That there is none is the
//! whole argument of the thesis' chapter 4, and here it is looked at directly.
//!
//! A server decides by the latest configuration in its log. Whether it *can* depends on the others: a server with an old
//! configuration is harmless once so many have more in their logs that it cannot be elected (thesis §3.6.1), and an old leader
//! once so many know of a later term that it cannot commit (thesis §3.3).

use super::{disk_of, log_in, term_in};
use crate::cluster::check::{Check, Transition, Violation, violated};
use crate::cluster::{Cluster, Server};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Configuration, Index, Membership, Raft, Rules, Term};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.quorums-overlap", number: "M3", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((_, before, after)) = transition.touched() else { return Ok(()) };
    let cluster = transition.after;
    // A disk was written by hand: then those that are down count with theirs, for they may come back.
    let by_hand = before.state.is_none() && after.state.is_none();
    if !by_hand && (!gives_chances(before, after) || agree(cluster)) {
        return Ok(());
    }
    let of_disk = |node: NodeId| {
        let disk = cluster.server(node).disk.as_ref().filter(|_| by_hand && cluster.state(node).is_none())?;
        let membership = Membership::of(&cluster.config().voters, &disk.log);
        let is_member = membership.in_force().contains(node);
        let end = (disk.log.last_term(), disk.log.last_index());
        Some((membership.in_force().clone(), is_member && could_be_elected(cluster, membership.in_force(), end)))
    };
    let of_state = |node| {
        let state = cluster.state(node)?;
        Some((state.configuration().clone(), can_decide(cluster, state)))
    };
    let rules = &cluster.config().rules;
    let mut able: Vec<(NodeId, Configuration)> = Vec::new();
    for (node, (own, is_able)) in
        cluster.nodes().filter_map(|node| Some((node, of_state(node).or_else(|| of_disk(node))?)))
    {
        if !is_able || able.iter().any(|(_, other)| *other == own) {
            continue;
        }
        if let Some((other, others)) = able.iter().find(|(_, others)| !overlap(rules, &own, others)) {
            return violated(|| {
                alloc::vec![
                    ("first", (*other).into()),
                    ("firstConfiguration", others.clone().into()),
                    ("second", node.into()),
                    ("secondConfiguration", own.into()),
                ]
            });
        }
        able.push((node, own));
    }
    Ok(())
}

/// Whether somebody may be able to decide now that was not before.
fn gives_chances(before: &Server<Raft>, after: &Server<Raft>) -> bool {
    match (&before.state, &after.state) {
        (Some(before), Some(after)) => before.log != after.log || before.is_leader() != after.is_leader(),
        _ => true,
    }
}

/// Whether everybody believes in the same configuration.
fn agree(cluster: &Cluster<Raft>) -> bool {
    let mut all = cluster.up().map(|(_, state)| state.configuration());
    all.next().is_none_or(|first| all.all(|other| other == first))
}

/// Whether a server could be elected, or leads and could commit, with the help of those that would agree.
fn can_decide(cluster: &Cluster<Raft>, state: &Raft) -> bool {
    let rules = &cluster.config().rules;
    let end = (state.log.last_term(), state.log.last_index());
    let would_follow = |server| term_in(cluster.server(server)) <= state.current_term;
    let configuration = state.configuration();
    state.may_campaign() && could_be_elected(cluster, configuration, end)
        || state.is_leader()
            && configuration.is_quorum(rules, |server| disk_of(cluster, server).is_some() && would_follow(server))
}

/// Whether a server whose log ends so would get enough votes.
fn could_be_elected(cluster: &Cluster<Raft>, configuration: &Configuration, end: (Term, Index)) -> bool {
    let rules = &cluster.config().rules;
    let would_vote = |server| {
        let log = log_in(cluster.server(server));
        !rules.election_restriction || (log.last_term(), log.last_index()) <= end
    };
    configuration.is_quorum(rules, |server| disk_of(cluster, server).is_some() && would_vote(server))
}

/// Whether there is no quorum of the one without a member of each quorum of the other.
fn overlap(rules: &Rules, one: &Configuration, other: &Configuration) -> bool {
    // Whoever is in one of them only can be on that side only. The others are tried on both.
    let both: Vec<NodeId> = one.members().filter(|server| other.contains(*server)).collect();
    let sides =
        |server: NodeId, split: u32| both.iter().position(|it| *it == server).map(|place| split >> place & 1 == 1);
    (0..1_u32 << both.len()).all(|split| {
        !one.is_quorum(rules, |server| sides(server, split) != Some(false))
            || !other.is_quorum(rules, |server| sides(server, split) != Some(true))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raft::checks::story::{A, B, C, D, E, F, Story};

    fn configuration(voters: &[NodeId], old: &[NodeId]) -> Configuration {
        Configuration { old: old.iter().copied().collect(), ..Configuration::of(voters.iter().copied()) }
    }

    #[test]
    fn majorities_overlap_with_those_of_one_server_more_and_of_a_joint_configuration() {
        let three = configuration(&[A, B, C], &[]);
        let five = configuration(&[A, B, C, D, E], &[]);
        for (one, other, expected) in [
            (&three, &three, true),
            (&three, &configuration(&[A, B, C, D], &[]), true),
            (&three, &configuration(&[A, B], &[]), true),
            (&three, &five, false),
            (&five, &configuration(&[A, B], &[]), false),
            (&three, &configuration(&[D, E, F], &[A, B, C]), true),
            (&configuration(&[D, E, F], &[]), &configuration(&[D, E, F], &[A, B, C]), true),
            (&three, &configuration(&[D, E, F], &[]), false),
        ] {
            for (one, other) in [(one, other), (other, one)] {
                assert_eq!(overlap(&Rules::default(), one, other), expected, "{one} and {other}");
            }
        }
        let union = Rules { both_majorities: false, ..Rules::default() };
        assert!(!overlap(&union, &three, &configuration(&[D, E, F], &[A, B, C])));
    }

    #[test]
    fn fires_when_the_configuration_is_switched_at_once() {
        for joint_consensus in [true, false] {
            let mut story = Story::from_three_to_five(joint_consensus);
            story.run_among(&[A, D, E]);
            assert_eq!(story.broken().contains(&"M3"), !joint_consensus, "{:?}", story.broken);
            // And so there are two leaders of a term.
            story.timeout(D).run_among(&[A, D, E]).timeout(B).run_among(&[B, C]);
            assert_eq!(story.broken().contains(&"R1"), !joint_consensus, "{:?}", story.broken);
        }
    }

    #[test]
    fn fires_when_a_majority_of_the_union_decides() {
        for both_majorities in [true, false] {
            let story = Story::to_three_others(both_majorities);
            assert_eq!(story.broken().contains(&"M3"), !both_majorities, "{:?}", story.broken);
        }
    }

    /// Two changes by one server each, of different leaders.
    #[test]
    fn fires_when_a_leader_changes_the_configuration_before_it_has_committed_anything() {
        for change_after_own_term in [true, false] {
            let mut story = Story::unfinished_change(change_after_own_term);
            story.request(B, "remove A").run_among(&[B, C]);
            assert_eq!(story.broken().contains(&"M3"), !change_after_own_term, "{:?}", story.broken);
        }
    }

    #[test]
    fn holds_when_somebody_sleeps_through_all_changes() {
        let mut story = Story::of(6, 3);
        story.elect(A).request(A, "SET x 1").run().crash(C).request(A, "configure D E F").run();
        story.timeout(D).run().request(D, "SET x 2").run().restart(C).timeout(C).run_among(&[A, B, C]);
        assert_eq!(story.cluster.state(D).map(|state| state.configuration().voters.len()), Some(3));
        assert_eq!(story.broken(), [""; 0]);
    }
}
