//! M5, what a configuration looks like, and what a leader keeps of it: there is always somebody who votes, a joint
//! configuration joins two, and a leader replicates to exactly the members and to those that catch up (thesis §4.1, §4.2.1,
//! §4.3).

use super::{leader_of, new_configuration, within_life};
use crate::cluster::check::{Check, Transition, Violation};
use alloc::sync::Arc;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{ChangePhase, Configuration, Leader, Raft};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.configuration-shape", number: "M5", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    if let Some((node, state)) = new_configuration(transition) {
        // Whoever has a say is no learner.
        let mut all = state.membership.iter();
        let is_misshapen = |it: &Configuration| {
            it.voters.is_empty() || it.old == it.voters || it.learners.iter().any(|learner| it.contains(*learner))
        };
        if all.any(|(_, it)| is_misshapen(it)) {
            return Err(violation(node, state));
        }
    }
    let Some((node, before, after)) = within_life(transition) else { return Ok(()) };
    let Some(leader) = leader_of(after) else { return Ok(()) };
    let is_known = leader_of(before).is_some_and(|before| keeps_as_before(before, leader));
    if is_known && Arc::ptr_eq(&before.membership, &after.membership) || tracks(node, after, leader) {
        return Ok(());
    }
    Err(violation(node, after))
}

fn keeps_as_before(before: &Leader, after: &Leader) -> bool {
    before.next_index.keys().eq(after.next_index.keys())
        && before.match_index.len() == after.match_index.len()
        && before.change == after.change
}

/// Whether a leader replicates to the servers that it has to, and to no others.
fn tracks(node: NodeId, state: &Raft, leader: &Leader) -> bool {
    let configuration = state.configuration();
    let change = leader.change.as_ref();
    let catches_up = |change: &_| matches!(change, ChangePhase::CatchUp { .. });
    let newcomers =
        change.filter(|change| catches_up(&change.phase)).into_iter().flat_map(|change| change.voters.iter());
    let mut must = configuration.members().chain(configuration.learners.iter().chain(newcomers).copied());
    // Who has caught up is followed on until the configuration is in the log.
    let may = |server: NodeId| configuration.includes(server) || change.is_some_and(|it| it.voters.contains(&server));
    let next_index = |server: NodeId| leader.next_index.contains_key(&server) == (server != node);
    must.all(|server| next_index(server) && leader.match_index.contains_key(&server))
        && leader.next_index.keys().all(|server| may(*server) && *server != node)
        && leader.match_index.keys().all(|server| *server == node || leader.next_index.contains_key(server))
        && leader.match_index.contains_key(&node)
}

fn violation(node: NodeId, state: &Raft) -> Violation {
    let configuration = state.configuration().clone();
    Violation(alloc::vec![
        ("node", node.into()),
        ("term", state.current_term.into()),
        ("configuration", configuration.into())
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raft::checks::story::{A, B, C, D, Story, change};
    use quorate_core::raft::{Config, Durable, Index, Role, Term};

    #[test]
    fn fires_when_nobody_votes() {
        for (voters, broken) in [(&[B][..], false), (&[], true)] {
            let disk =
                Durable { current_term: Term(1), voted_for: None, log: [change(1, voters)].into_iter().collect() };
            let story = Story::with(Config::new(2), [disk, Durable::default()]);
            assert_eq!(story.broken().contains(&"M5"), broken, "{:?}", story.broken);
        }
    }

    /// A leads A, B and C, and its notes are falsified.
    fn falsify(change: fn(&mut Leader)) -> Story {
        let mut story = Story::of(4, 3);
        story.elect(A).pretend(A, |state| {
            let Role::Leader(leader) = &mut state.role else { panic!("A leads") };
            change(leader);
        });
        story
    }

    #[test]
    fn fires_when_a_leader_forgets_a_member_or_knows_one_too_many() {
        assert_eq!(falsify(|_| {}).broken(), [""; 0]);
        let forgotten = falsify(|leader| _ = leader.next_index.remove(&B));
        let uncounted = falsify(|leader| _ = leader.match_index.remove(&C));
        let stranger = falsify(|leader| _ = leader.next_index.insert(D, Index(1)));
        let itself = falsify(|leader| _ = leader.next_index.insert(A, Index(1)));
        for story in [forgotten, uncounted, stranger, itself] {
            assert!(story.broken().contains(&"M5"), "{:?}", story.broken);
        }
    }

    #[test]
    fn holds_while_servers_catch_up_and_when_they_have_failed_to() {
        let mut story = Story::of(5, 3);
        story.elect(A).request(A, "configure A D E").run_among(&[A, B, C]);
        for _ in 0..10 {
            story.step(crate::cluster::step::Step::Timeout { node: A, timer: quorate_core::raft::Timer::CatchUp });
        }
        story.request(A, "add D").run().request(A, "remove A").run();
        assert_eq!(story.cluster.state(B).map(|state| state.configuration().voters.len()), Some(3));
        assert_eq!(story.broken(), [""; 0]);
    }
}
