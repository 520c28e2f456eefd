//! R12, a commit index "increases monotonically" (figure 2, "Volatile state") as long as its server lives.

use super::within_life;
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.commit-monotone", number: "R12", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = within_life(transition) else { return Ok(()) };
    if after.commit_index < before.commit_index {
        return violated(|| {
            alloc::vec![
                ("node", node.into()),
                ("before", before.commit_index.into()),
                ("after", after.commit_index.into()),
            ]
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, Story};
    use quorate_core::raft::Index;

    #[test]
    fn fires_when_a_commit_index_falls() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 1").run().pretend_before(A, |state| state.commit_index = Index(2));
        assert_eq!(story.broken(), ["R12"]);
    }

    #[test]
    fn holds_when_a_crash_takes_the_commit_index() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 1").run().crash(A).restart(A);
        assert!(story.broken.is_empty(), "{:?}", story.broken);
    }
}
