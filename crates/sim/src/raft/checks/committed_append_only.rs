//! R6, committed entries stay: what a server takes for committed it never changes, as long as it lives (§5.4.3).

use super::within_life;
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.committed-append-only", number: "R6", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = within_life(transition) else { return Ok(()) };
    let kept = before.log.agree_up_to(&after.log);
    // What it had lost before was reported then.
    let committed = before.commit_index.min(before.log.last_index());
    if kept < committed {
        return violated(|| alloc::vec![("node", node.into()), ("index", (kept + 1).into())]);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, Story};

    #[test]
    fn fires_when_a_committed_entry_is_overwritten() {
        let mut story = Story::configured(3, |config| config.rules.election_restriction = false);
        story.elect(A).request(A, "SET x 1").run_among(&[A, B]).heartbeat(A).run_among(&[A, B]).timeout(C);
        story.run_among(&[B, C]);
        assert!(!story.broken().contains(&"R6"));
        story.request(C, "SET x 2").run_among(&[B, C]);
        assert!(story.broken().contains(&"R6"), "{:?}", story.broken);
    }
}
