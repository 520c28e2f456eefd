//! R3, Log Matching: "if two logs contain an entry with the same index and term, then the logs are identical in all
//! entries up through the given index" (§5.3).

use super::{ChangedLog, changed_log, log_of};
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.log-matching", number: "R3", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some(ChangedLog { node, after: log, unchanged, .. }) = changed_log(transition) else { return Ok(()) };
    for other in transition.after.nodes().filter(|other| *other != node) {
        let others = log_of(transition.after, other);
        for (index, entry) in log.iter_from(unchanged.next()) {
            let Some(theirs) = others.get(index) else { break };
            // What stands before an entry that matches was looked at when it came, or in the round before this one: so
            // it is enough that its last entry matches too.
            let matches = theirs == entry && others.term(index.previous()) == log.term(index.previous());
            if theirs.term == entry.term && !matches {
                return violated(|| {
                    alloc::vec![
                        ("first", node.into()),
                        ("second", other.into()),
                        ("index", index.into()),
                        ("term", entry.term.into()),
                    ]
                });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, D, Story, durable};
    use quorate_core::raft::{Config, Log};

    #[test]
    fn fires_when_two_leaders_of_a_term_append_different_entries() {
        let mut story = Story::configured(4, |config| config.rules.majority = false);
        story.timeout(A).run_among(&[A, C]).timeout(B).run_among(&[B, D]).request(A, "SET x 1");
        assert!(!story.broken().contains(&"R3"));
        story.request(B, "SET x 2");
        assert!(story.broken().contains(&"R3"), "{:?}", story.broken);
    }

    #[test]
    fn fires_when_equal_entries_stand_on_different_ones() {
        let mut story = Story::with(Config::new(2), [durable(2, &[1, 2]), durable(2, &[2, 2])]);
        story.pretend_before(A, |state| state.log = Log::default());
        assert_eq!(story.broken(), ["R3"]);
    }
}
