//! R5, State Machine Safety: "if a server has applied a log entry at a given index to its state machine, no other server
//! will ever apply a different log entry for the same index" (§5.4.3).

use super::{committed, content_arg};
use crate::cluster::check::{Check, Transition, Violation};
use alloc::string::String;
use quorate_core::event::Arg;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Entry, Index, Raft};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.state-machine-safety", number: "R5", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = transition.touched() else { return Ok(()) };
    let Some(after) = &after.state else { return Ok(()) };
    let known = before.state.as_ref().map_or(Index::ZERO, |state| state.commit_index);
    // What was replaced by a snapshot in this very step is looked at by R24.
    for index in known.max(after.log.snapshot_index()).next().through(after.commit_index) {
        // Whatever a server takes for committed, some leader has committed: it must be that, and that alone.
        let mine = after.log.get(index);
        let mut all = committed(transition.after, index).take_while(|(other, ..)| *other == index).peekable();
        if all.peek().is_none() {
            return Err(violation(node, index, mine, None));
        }
        if let Some((_, _, theirs)) = all.find(|(_, _, theirs)| Some(*theirs) != mine) {
            return Err(violation(node, index, mine, Some(theirs)));
        }
    }
    Ok(())
}

fn violation(node: NodeId, index: Index, mine: Option<&Entry>, theirs: Option<&Entry>) -> Violation {
    let told = |entry: Option<&Entry>| entry.map_or_else(|| Arg::Text(String::new()), |it| content_arg(&it.content));
    Violation(alloc::vec![
        ("node", node.into()),
        ("index", index.into()),
        ("command", told(mine)),
        ("committed", told(theirs)),
    ])
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, Story, durable};
    use quorate_core::raft::Config;

    #[test]
    fn fires_when_two_leaders_commit_different_entries_at_one_index() {
        let mut story = Story::configured(3, |config| config.rules.election_restriction = false);
        story.elect(A).request(A, "SET x 1").run_among(&[A, B]).timeout(C).run_among(&[B, C]);
        assert!(!story.broken().contains(&"R5"));
        story.request(C, "SET x 2").run_among(&[B, C]);
        assert!(story.broken().contains(&"R5"), "{:?}", story.broken);
    }

    #[test]
    fn fires_when_a_follower_takes_its_own_entry_for_the_committed_one() {
        for commit_last_new in [true, false] {
            let mut config = Config::new(3);
            config.rules.commit_last_new = commit_last_new;
            let mut story = Story::with(config, [durable(2, &[1]), durable(2, &[1, 2]), durable(2, &[1])]);
            story.timeout(A).run_among(&[A, C]).request(A, "SET x 9").run_among(&[A, C]).lose_all();
            story.heartbeat(A).deliver(A, B, |_| true);
            assert_eq!(story.broken().contains(&"R5"), !commit_last_new, "{:?}", story.broken);
        }
    }
}
