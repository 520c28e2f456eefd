//! R11, the order of the indices: the snapshot's last index `≤ lastApplied ≤ commitIndex ≤` the last index of the log
//! (figure 2, "Volatile state"; §7).

use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.index-order", number: "R11", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, _, after)) = transition.touched() else { return Ok(()) };
    let Some(state) = &after.state else { return Ok(()) };
    let indices = [state.log.snapshot_index(), state.last_applied, state.commit_index, state.log.last_index()];
    if indices.is_sorted() {
        return Ok(());
    }
    violated(|| {
        alloc::vec![
            ("node", node.into()),
            ("snapshotIndex", state.log.snapshot_index().into()),
            ("lastApplied", state.last_applied.into()),
            ("commitIndex", state.commit_index.into()),
            ("lastIndex", state.log.last_index().into()),
        ]
    })
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, Story};
    use quorate_core::raft::{AppendEntries, Index, Message};

    #[test]
    fn fires_when_a_late_heartbeat_deletes_what_is_committed() {
        const SAYS_SOMETHING: fn(&AppendEntries) -> bool =
            |it| !it.entries.is_empty() || it.leader_commit > Index::ZERO;
        let early = |message: &Message| matches!(message, Message::AppendEntries(it) if !SAYS_SOMETHING(it));
        let later = |message: &Message| matches!(message, Message::AppendEntries(it) if SAYS_SOMETHING(it));
        let mut story = Story::configured(3, |config| config.rules.truncate_only_on_conflict = false);
        story.timeout(A).run_among(&[A, C]).request(A, "SET x 1").run_among(&[A, C]).deliver(A, B, later);
        story.deliver(B, A, |_| true).heartbeat(A).deliver(A, B, later);
        assert!(story.broken.is_empty(), "{:?}", story.broken);
        story.deliver(A, B, early);
        assert!(story.broken().contains(&"R11"), "{:?}", story.broken);
    }
}
