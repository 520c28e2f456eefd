//! R4, Leader Completeness: "if a log entry is committed in a given term, then that entry will be present in the logs of
//! the leaders for all higher-numbered terms" (§5.4).

use super::{committed, content_arg, lacks, log_of};
use crate::cluster::check::{Check, Transition, Violation};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Entry, Fact, Index, Raft, Term};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.leader-completeness", number: "R4", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    for fact in &transition.applied.facts {
        match fact {
            Fact::Elected { term, leader } => {
                let log = log_of(transition.after, *leader);
                let earlier =
                    committed(transition.after, Index::ZERO).filter(|(_, committed_in, _)| committed_in < term);
                for (index, committed_in, entry) in earlier {
                    if lacks(&log, index, Some(entry)) {
                        return Err(violation(*leader, *term, index, entry, committed_in));
                    }
                }
            }
            // A leader of a lower term, which does not know yet that it is over, has committed something.
            Fact::Committed { index, term, entry } => {
                for (node, state) in transition.after.up() {
                    let is_later = state.is_leader() && state.current_term > *term;
                    if is_later && lacks(&state.log, *index, Some(entry)) {
                        return Err(violation(node, state.current_term, *index, entry, *term));
                    }
                }
            }
            Fact::Voted { .. } => {}
        }
    }
    Ok(())
}

fn violation(leader: NodeId, term: Term, index: Index, entry: &Entry, committed_in: Term) -> Violation {
    Violation(alloc::vec![
        ("leader", leader.into()),
        ("term", term.into()),
        ("index", index.into()),
        ("command", content_arg(&entry.content)),
        ("committedIn", committed_in.into()),
    ])
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, D, Story};
    use quorate_core::event::Arg;
    use quorate_core::raft::{Configuration, Entry, Index, Term};

    #[test]
    fn members_are_told_as_such_so_that_each_is_named_as_in_its_run() {
        let entry = Entry { term: Term(1), content: Configuration::of([A, B]).into() };
        let violation = super::violation(A, Term(2), Index(1), &entry, Term(1));
        assert!(violation.0.contains(&("command", Arg::Sets(alloc::vec![alloc::vec![A, B]]))), "{violation:?}");
    }

    #[test]
    fn fires_when_voters_do_not_compare_logs() {
        let mut story = Story::configured(3, |config| config.rules.election_restriction = false);
        story.elect(A).request(A, "SET x 1").run_among(&[A, B]).timeout(C).run_among(&[B, C]);
        assert_eq!(story.broken(), ["R4"]);
    }

    #[test]
    fn fires_when_an_entry_is_committed_behind_a_later_leader_s_back() {
        let mut story = Story::configured(4, |config| config.rules.majority = false);
        story.timeout(A).run_among(&[A, B]).timeout(C).timeout(C).run_among(&[C, D]);
        assert!(story.broken.is_empty(), "{:?}", story.broken);
        story.request(A, "SET x 1").run_among(&[A, B]);
        assert!(story.broken().contains(&"R4"), "{:?}", story.broken);
    }
}
