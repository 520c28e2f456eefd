//! R15, what is committed cannot be outvoted: whichever servers can elect a leader, one of them has it on its disk. That is
//! the argument of figure 9 and of §5.4.3, "at least one server […] both accepted the entry […] and voted".

use super::disk_of;
use crate::cluster::check::{Check, Transition, Violation, violated};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Durable, Index, Raft, Rules};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.quorum-holds-committed", number: "R15", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((touched, before, after)) = transition.touched() else { return Ok(()) };
    if let Some(state) = &after.state {
        let known = before.state.as_ref();
        let commits = known.map_or(Index::ZERO, |before| before.commit_index) < state.commit_index;
        if commits || known.is_none_or(|before| before.configuration() != state.configuration()) {
            held(transition, touched, state)?;
        }
    }
    // Its disk has lost entries: somebody else may have counted on them.
    if let Some(kept) = kept(before.disk.as_ref(), after.disk.as_ref()) {
        for (node, state) in transition.after.up().filter(|(_, state)| state.commit_index > kept) {
            held(transition, node, state)?;
        }
    }
    Ok(())
}

/// Up to where a disk has kept its log, if it has not kept all.
fn kept(before: Option<&Durable>, after: Option<&Durable>) -> Option<Index> {
    let before = before.filter(|before| Some(&before.log) != after.map(|after| &after.log))?;
    let kept = after.map_or(Index::ZERO, |after| before.log.agree_up_to(&after.log));
    (kept < before.log.last_index()).then_some(kept)
}

/// Whether in every quorum of a server's configuration somebody has all that the server takes for committed.
fn held(transition: &Transition<'_, Raft>, node: NodeId, state: &Raft) -> Result<(), Violation> {
    let index = state.commit_index;
    let committed = state.log.term(index);
    // Equal terms at one index are equal logs up to there (R3).
    let lacks = |server: NodeId| {
        let log = disk_of(transition.after, server).map(|disk| &disk.log);
        index > Index::ZERO && log.is_none_or(|log| log.snapshot_index() < index && log.term(index) != committed)
    };
    let configuration = state.configuration();
    if !configuration.is_quorum(&Rules::default(), lacks) {
        return Ok(());
    }
    let lacking: Vec<NodeId> = configuration.members().filter(|server| lacks(*server)).collect();
    violated(|| alloc::vec![("node", node.into()), ("index", index.into()), ("lacking", lacking.into())])
}

#[cfg(test)]
mod tests {
    use crate::cluster::Storage;
    use crate::cluster::step::Step;
    use crate::raft::checks::story::{A, B, C, Story};
    use quorate_core::raft::{AppendEntries, Index, Message};

    fn brings_entries(message: &Message) -> bool {
        matches!(message, Message::AppendEntries(AppendEntries { entries, .. }) if !entries.is_empty())
    }

    fn is_heartbeat(message: &Message) -> bool {
        matches!(message, Message::AppendEntries(AppendEntries { entries, .. }) if entries.is_empty())
    }

    #[test]
    fn fires_when_a_late_message_deletes_what_was_acknowledged() {
        for truncate_only_on_conflict in [true, false] {
            let mut story = Story::new(3);
            story.configure(|config| config.rules.truncate_only_on_conflict = truncate_only_on_conflict);
            // The first heartbeat to B comes behind the entry.
            story.timeout(A).run_among(&[A, C]).request(A, "SET x 1").deliver(A, B, brings_entries).deliver(
                B,
                A,
                |_| true,
            );
            assert_eq!(story.broken(), [""; 0]);
            story.deliver(A, B, is_heartbeat);
            assert_eq!(story.broken().contains(&"R15"), !truncate_only_on_conflict, "{:?}", story.broken);
        }
    }

    #[test]
    fn fires_when_a_snapshot_replaces_more_than_it_covers() {
        for keep_matching_suffix in [true, false] {
            let mut story = Story::new(3);
            story.configure(|config| config.rules.keep_matching_suffix = keep_matching_suffix);
            let is_snapshot = |message: &Message| matches!(message, Message::InstallSnapshot { .. });
            let has_two = |message: &Message| matches!(message, Message::AppendEntries(AppendEntries { entries, .. }) if entries.len() == 2);
            story.elect(A).request(A, "SET x 1").request(A, "SET x 2");
            // B has both entries, and A does not know it. C has the first, and A commits it and makes a snapshot of it.
            story.deliver(A, B, has_two).deliver(A, C, brings_entries).deliver(C, A, |_| true);
            story.request(A, "snapshot").heartbeat(A).deliver(B, A, |_| true);
            assert_eq!(story.cluster.state(A).map(|state| state.commit_index), Some(Index(2)));
            assert_eq!(story.broken(), [""; 0]);
            story.deliver(A, B, is_snapshot);
            assert_eq!(story.broken().contains(&"R15"), !keep_matching_suffix, "{:?}", story.broken);
        }
    }

    #[test]
    fn fires_when_entries_are_acknowledged_before_they_are_on_disk() {
        for storage in [Storage::Explicit, Storage::Careless] {
            let mut story = Story::new(3);
            story.elect(A).step(Step::Storage(storage)).request(A, "SET x 1").deliver(A, B, |_| true);
            story.run_among(&[A, B]);
            assert_eq!(story.broken().contains(&"R15"), storage == Storage::Careless, "{:?}", story.broken);
        }
    }
}
