//! M7, "a leader may not append a new configuration entry until it has committed an entry from its current term" (Ongaro's
//! correction of 2015): only then can nobody be elected any more who has an unfinished change of an earlier leader.

use super::{new_configuration, within_life};
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.change-after-own-term", number: "M7", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let (Some((leader, before, after)), Some(_)) = (within_life(transition), new_configuration(transition)) else {
        return Ok(());
    };
    if !before.is_leader() && !after.is_leader() {
        return Ok(());
    }
    for (index, configuration) in after.membership.iter().filter(|(index, _)| *index > before.log.last_index()) {
        // In a cluster of one, the change itself is committed in the same step.
        let committed = after.commit_index.min(index.previous());
        let is_own = after.log.get(index).is_some_and(|entry| entry.term == after.current_term);
        if is_own && after.log.term(committed) != Some(after.current_term) {
            return violated(|| {
                alloc::vec![
                    ("leader", leader.into()),
                    ("term", after.current_term.into()),
                    ("index", index.into()),
                    ("configuration", configuration.clone().into()),
                    ("commitIndex", committed.into()),
                ]
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, D, E, Story};
    use quorate_core::raft::Index;

    /// B's change is committed, and A overwrites it.
    #[test]
    fn fires_when_a_leader_changes_the_configuration_before_it_has_committed_anything() {
        for change_after_own_term in [true, false] {
            let mut story = Story::unfinished_change(change_after_own_term);
            assert_eq!(story.broken(), [""; 0]);
            story.request(B, "remove A").run_among(&[B, C]);
            assert_eq!(story.broken().contains(&"M7"), !change_after_own_term, "{:?}", story.broken);
            assert!(!story.broken().contains(&"R5"));
            // A's first majority is one of A, B, C, D and E: it has none of B's entries.
            story.lose_all().crash(A).restart(A).timeout(A).timeout(A).run_among(&[A, D, E]);
            assert_eq!(story.broken().contains(&"R5"), !change_after_own_term, "{:?}", story.broken);
        }
    }

    #[test]
    fn holds_when_one_that_is_left_alone_changes_and_commits_in_one_step() {
        let mut story = Story::new(2);
        story.elect(A).request(A, "SET x 1").run().request(A, "remove B").run().request(A, "SET x 2");
        assert_eq!(story.cluster.state(A).map(|state| state.commit_index), Some(Index(3)));
        assert_eq!(story.broken(), [""; 0]);
    }
}
