//! R18, what a leader believes of a follower is true: up to `matchIndex` the follower's log is the leader's, and
//! `matchIndex < nextIndex` (figure 2, "Volatile state on leaders").

use super::{ChangedLog, changed_log, lacks, leader_of, log_of, term_in};
use crate::cluster::check::{Check, Transition, Violation};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Index, Raft};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.match-soundness", number: "R18", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((touched, before, after)) = transition.touched() else { return Ok(()) };

    // A leader has come to believe something new.
    if let Some(state) = &after.state
        && let Some(leader) = leader_of(state)
    {
        let believed = before.state.as_ref().filter(|before| before.current_term == state.current_term);
        let believed = believed.and_then(leader_of);
        for (server, match_index) in &leader.match_index {
            let before = believed.and_then(|before| before.match_index.get(server)).copied().unwrap_or_default();
            if before != *match_index {
                agree(transition, touched, state, *server, before, *match_index)?;
            }
            let is_behind_next = leader.next_index.get(server).is_none_or(|next_index| match_index < next_index);
            if !is_behind_next || *match_index > state.log.last_index() {
                return Err(violation(touched, state, *server, *match_index));
            }
        }
    }

    // A follower's log has changed under a leader's belief.
    if let Some(ChangedLog { unchanged, .. }) = changed_log(transition) {
        for (node, state) in transition.after.up().filter(|(node, _)| *node != touched) {
            let Some(match_index) = leader_of(state).and_then(|leader| leader.match_index.get(&touched)) else {
                continue;
            };
            agree(transition, node, state, touched, unchanged, *match_index)?;
        }
    }
    Ok(())
}

/// Whether the log of a follower in the leader's term agrees with the leader's behind `from` and up to `to`.
fn agree(
    transition: &Transition<'_, Raft>,
    node: NodeId,
    leader: &Raft,
    follower: NodeId,
    from: Index,
    to: Index,
) -> Result<(), Violation> {
    if term_in(transition.after.server(follower)) != leader.current_term {
        return Ok(());
    }
    let log = log_of(transition.after, follower);
    let from = from.max(leader.log.snapshot_index());
    match from.next().through(to).find(|index| *index > log.last_index() || lacks(&log, *index, leader.log.get(*index)))
    {
        Some(index) => Err(violation(node, leader, follower, index)),
        None => Ok(()),
    }
}

fn violation(node: NodeId, leader: &Raft, follower: NodeId, index: Index) -> Violation {
    Violation(alloc::vec![
        ("leader", node.into()),
        ("term", leader.current_term.into()),
        ("follower", follower.into()),
        ("index", index.into()),
    ])
}

#[cfg(test)]
mod tests {
    use crate::cluster::Storage;
    use crate::cluster::step::Step;
    use crate::raft::checks::story::{A, B, C, Story, durable};
    use quorate_core::raft::Config;

    #[test]
    fn fires_when_a_follower_claims_its_whole_log() {
        for acknowledge_what_matched in [true, false] {
            let mut config = Config::new(3);
            config.rules.acknowledge_what_matched = acknowledge_what_matched;
            let mut story = Story::with(config, [durable(3, &[1, 3]), durable(3, &[1, 2]), durable(3, &[1, 3])]);
            story.timeout(A).run_among(&[A, C]);
            assert!(story.broken.is_empty(), "{:?}", story.broken);
            story.run_among(&[A, B]);
            assert_eq!(story.broken().contains(&"R18"), !acknowledge_what_matched, "{:?}", story.broken);
        }
    }

    #[test]
    fn fires_when_a_follower_acknowledges_before_its_disk_has_it_and_crashes() {
        let mut story = Story::new(3);
        story.elect(A).step(Step::Storage(Storage::Careless)).request(A, "SET x 1").run_among(&[A, B]);
        assert!(!story.broken().contains(&"R18"), "{:?}", story.broken);
        story.crash(B);
        assert!(story.broken().contains(&"R18"), "{:?}", story.broken);
    }
}
