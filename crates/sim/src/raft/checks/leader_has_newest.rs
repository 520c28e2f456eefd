//! R16, nobody is ahead of a leader in the leader's own term: entries of a term come from its leader alone, which "never
//! overwrites or deletes entries in its log" (§5.3).

use super::{ChangedLog, changed_log, log_of};
use crate::cluster::check::{Check, Transition, Violation};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Fact, Index, Log, Raft, Term};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.leader-has-newest", number: "R16", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    // Somebody's log has grown under the eyes of leaders.
    if let Some(ChangedLog { node, after, unchanged, .. }) = changed_log(transition) {
        for (leader, state) in transition.after.up().filter(|(leader, state)| *leader != node && state.is_leader()) {
            let newest = after.iter_from(unchanged.next()).filter(|(_, entry)| entry.term == state.current_term).last();
            if let Some((index, _)) = newest.filter(|(index, _)| *index > state.log.last_index()) {
                return Err(violation(leader, state.current_term, node, index));
            }
        }
    }
    // Somebody begins to lead.
    for fact in &transition.applied.facts {
        let Fact::Elected { term, leader } = fact else { continue };
        let own = newest_of(&log_of(transition.after, *leader), *term);
        for node in transition.after.nodes() {
            let newest = newest_of(&log_of(transition.after, node), *term);
            if newest > own {
                return Err(violation(*leader, *term, node, newest));
            }
        }
    }
    Ok(())
}

/// The index of the last entry of a term; 0 if there is none. Terms never fall along the log (R10).
fn newest_of(log: &Log, term: Term) -> Index {
    let mut from_the_end =
        Index::FIRST.through(log.last_index()).rev().map_while(|index| Some((index, log.term(index)?)));
    let found = from_the_end.find(|(_, entry_term)| *entry_term <= term);
    found.filter(|(_, entry_term)| *entry_term == term).map_or(Index::ZERO, |(index, _)| index)
}

fn violation(leader: NodeId, term: Term, node: NodeId, index: Index) -> Violation {
    Violation(alloc::vec![
        ("leader", leader.into()),
        ("term", term.into()),
        ("node", node.into()),
        ("index", index.into()),
    ])
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, D, Story};

    #[test]
    fn fires_when_a_second_leader_of_a_term_appends_more_than_the_first() {
        let mut story = Story::configured(4, |config| config.rules.majority = false);
        story.timeout(A).run_among(&[A, C]).timeout(B).run_among(&[B, D]);
        assert!(!story.broken().contains(&"R16"));
        story.request(B, "SET x 2");
        assert!(story.broken().contains(&"R16"), "{:?}", story.broken);
    }

    #[test]
    fn fires_when_a_term_with_entries_gets_a_second_leader() {
        let mut story = Story::configured(4, |config| config.rules.majority = false);
        story.timeout(A).run_among(&[A, C]).request(A, "SET x 1").timeout(B).run_among(&[B, D]);
        assert!(story.broken().contains(&"R16"), "{:?}", story.broken);
    }

    #[test]
    fn holds_when_a_follower_is_ahead_in_an_older_term() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 1").run_among(&[A]).timeout(B).run_among(&[B, C]).request(B, "SET x 2").run();
        assert_eq!(story.broken(), [""; 0]);
    }
}
