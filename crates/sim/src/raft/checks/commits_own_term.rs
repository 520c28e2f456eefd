//! R13, "only log entries from the leader's current term are committed by counting replicas" (§5.4.2).

use super::within_life;
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.commits-own-term", number: "R13", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = within_life(transition) else { return Ok(()) };
    // Who was the leader of its term, and by this very commit belongs to the cluster no longer, leads no longer.
    let leads = after.is_leader() || before.is_leader() && before.current_term == after.current_term;
    if !leads || after.commit_index <= before.commit_index {
        return Ok(());
    }
    let entry_term = after.log.term(after.commit_index).unwrap_or_default();
    if entry_term != after.current_term {
        return violated(|| {
            alloc::vec![
                ("leader", node.into()),
                ("term", after.current_term.into()),
                ("index", after.commit_index.into()),
                ("entryTerm", entry_term.into()),
            ]
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, Story, change, durable};
    use quorate_core::raft::{Config, Index};

    #[test]
    fn fires_when_a_leader_counts_the_copies_of_an_older_entry() {
        for commit_own_term in [true, false] {
            let mut config = Config::new(3);
            config.rules.commit_own_term = commit_own_term;
            let mut story = Story::with(config, [durable(1, &[1]), durable(1, &[1]), durable(1, &[])]);
            story.elect(A);
            assert_eq!(story.broken().contains(&"R13"), !commit_own_term, "{:?}", story.broken);
        }
    }

    /// The commit that sends a leader out of office is its own.
    #[test]
    fn fires_when_a_leader_commits_an_older_entry_and_steps_down_at_once() {
        for commit_own_term in [true, false] {
            let mut config = Config::new(3);
            config.rules.commit_own_term = commit_own_term;
            let mut disk = durable(1, &[1]);
            disk.log.push(change(1, &[B, C]));
            let mut story = Story::with(config, [disk.clone(), disk.clone(), disk]);
            story.elect(A);
            assert_eq!(
                story.cluster.state(A).map(|state| (state.is_leader(), state.commit_index > Index(1))),
                Some((false, true))
            );
            assert_eq!(story.broken().contains(&"R13"), !commit_own_term, "{:?}", story.broken);
        }
    }
}
