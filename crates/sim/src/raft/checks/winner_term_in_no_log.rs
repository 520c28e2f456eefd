//! R17, the term of a candidate that wins is new: no other server's log has an entry of it yet, since only the leader of
//! a term makes entries of it (§5.3).

use super::log_of;
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::{Fact, Index, Raft};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.winner-term-in-no-log", number: "R17", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    for fact in &transition.applied.facts {
        let Fact::Elected { term, leader } = fact else { continue };
        for node in transition.after.nodes().filter(|node| node != leader) {
            let log = log_of(transition.after, node);
            let mut from_the_end =
                Index::FIRST.through(log.last_index()).rev().map_while(|index| Some((index, log.term(index)?)));
            // Terms never fall along the log (R10).
            let found = from_the_end.find(|(_, entry_term)| entry_term <= term);
            if let Some((index, _)) = found.filter(|(_, entry_term)| entry_term == term) {
                return violated(|| {
                    alloc::vec![
                        ("leader", (*leader).into()),
                        ("term", (*term).into()),
                        ("node", node.into()),
                        ("index", index.into()),
                    ]
                });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, D, Story};

    #[test]
    fn fires_when_a_term_with_entries_gets_a_second_leader() {
        let mut story = Story::configured(4, |config| config.rules.majority = false);
        story.timeout(A).run_among(&[A, C]).request(A, "SET x 1").timeout(B).run_among(&[B, D]);
        assert!(story.broken().contains(&"R17"), "{:?}", story.broken);
    }
}
