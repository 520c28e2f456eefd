//! R22, what was promised is on disk: a server's term, vote and log are "updated on stable storage before responding to
//! RPCs" (figure 2; thesis §3.8). So whoever gave a vote or acknowledged entries would still know it after a crash.

use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{AppendResult, Durable, Index, Message, Raft};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.promises-on-disk", number: "R22", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = transition.touched() else { return Ok(()) };
    for (_, to, message) in &transition.applied.sent {
        kept(after.disk.as_ref(), node, *to, message)?;
    }
    if let Some(before) = &before.disk
        && after.disk.as_ref().is_none_or(|after| forgets(before, after))
    {
        for (_, to, message) in transition.after.network().iter().filter(|(from, ..)| *from == node) {
            kept(after.disk.as_ref(), node, to, message)?;
        }
    }
    Ok(())
}

/// Whether a disk may have implied a promise before that it does not imply any more.
fn forgets(before: &Durable, after: &Durable) -> bool {
    let changed_its_mind = before.voted_for.is_some() && before.voted_for != after.voted_for;
    let is_same_term = before.current_term == after.current_term;
    after.current_term < before.current_term
        || is_same_term && (changed_its_mind || after.log.last_index() < before.log.last_index())
}

/// Whether a disk implies what a message promises. That the entries are the right ones is R18's matter.
fn kept(disk: Option<&Durable>, node: NodeId, to: NodeId, message: &Message) -> Result<(), Violation> {
    let (term, vote, match_index) = match message {
        Message::RequestVoteReply { term, vote_granted: true, .. } => (*term, Some(to), Index::ZERO),
        Message::AppendEntriesReply { term, result: AppendResult::Success { match_index }, .. }
        | Message::InstallSnapshotReply { term, match_index, .. } => (*term, None, *match_index),
        _ => return Ok(()),
    };
    let is_kept = disk.is_some_and(|disk| {
        // In a later term it is bound by nothing that it promised in this one.
        disk.current_term > term
            || disk.current_term == term
                && disk.log.last_index() >= match_index
                && (vote.is_none() || disk.voted_for == vote)
    });
    if is_kept {
        return Ok(());
    }
    violated(|| alloc::vec![("node", node.into()), ("to", to.into()), ("term", term.into())])
}

#[cfg(test)]
mod tests {
    use crate::cluster::Storage;
    use crate::cluster::step::Step;
    use crate::raft::checks::story::{A, B, C, Story};

    #[test]
    fn fires_when_a_server_votes_before_its_disk_knows() {
        for storage in [Storage::Explicit, Storage::Careless] {
            let mut story = Story::new(3);
            story.step(Step::Storage(storage)).timeout(A);
            if storage == Storage::Explicit {
                story.sync(A);
            }
            story.deliver(A, B, |_| true);
            assert_eq!(story.broken().contains(&"R22"), storage == Storage::Careless, "{:?}", story.broken);
        }
    }

    #[test]
    fn fires_when_a_server_acknowledges_before_its_disk_has_it() {
        for storage in [Storage::Explicit, Storage::Careless] {
            let mut story = Story::new(3);
            story.elect(A).step(Step::Storage(storage)).request(A, "SET x 1").run_among(&[A, B]);
            assert_eq!(story.broken().contains(&"R22"), storage == Storage::Careless, "{:?}", story.broken);
        }
    }

    #[test]
    fn fires_when_a_vote_is_forgotten_that_is_still_under_way() {
        let mut story = Story::new(3);
        story.timeout(A).deliver(A, B, |_| true);
        assert_eq!(story.broken(), [""; 0]);
        story.pretend(B, |state| state.voted_for = Some(C));
        assert!(story.broken().contains(&"R22"), "{:?}", story.broken);
    }

    #[test]
    fn holds_when_a_later_leader_deletes_what_was_acknowledged() {
        let mut story = Story::new(5);
        story.elect(A).request(A, "SET x 1").deliver(A, B, |_| true);
        let others: alloc::vec::Vec<_> = story.cluster.nodes().filter(|node| ![A, B].contains(node)).collect();
        story.timeout(C).run_among(&others).request(C, "SET x 2").run_among(&others);
        story.crash(A).heartbeat(C).run();
        assert_eq!(story.broken(), [""; 0]);
    }
}
