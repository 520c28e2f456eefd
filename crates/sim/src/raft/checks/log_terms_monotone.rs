//! R10, terms never fall along a log, and none is newer than the server's own: a leader appends entries of its own term
//! behind older ones, and logs are copied as they are (§5.3).

use super::{ChangedLog, changed_log};
use crate::cluster::check::{Check, Transition, Violation};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Index, Raft, Term};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.log-terms-monotone", number: "R10", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some(ChangedLog { node, after: log, unchanged, .. }) = changed_log(transition) else { return Ok(()) };
    let mut earlier = log.term(unchanged).unwrap_or_default();
    for (index, entry) in log.iter_from(unchanged.next()) {
        if entry.term < earlier {
            return Err(violation(node, index, entry.term, earlier));
        }
        earlier = entry.term;
    }
    let current_term = transition.after.server(node).durable().unwrap_or_default().current_term;
    if earlier > current_term {
        return Err(violation(node, log.last_index(), earlier, current_term));
    }
    Ok(())
}

fn violation(node: NodeId, index: Index, term: Term, other: Term) -> Violation {
    Violation(alloc::vec![
        ("node", node.into()),
        ("index", index.into()),
        ("term", term.into()),
        ("other", other.into()),
    ])
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, Story, durable};
    use quorate_core::raft::{Config, Index, Log};

    #[test]
    fn fires_when_an_older_term_stands_behind_a_newer_one() {
        let mut story = Story::with(Config::new(1), [durable(2, &[2, 1])]);
        story.pretend_before(A, |state| state.log = Log::default());
        assert_eq!(story.broken(), ["R10"]);
    }

    #[test]
    fn fires_when_an_entry_is_newer_than_its_server_s_term() {
        let mut story = Story::with(Config::new(1), [durable(1, &[1, 2])]);
        story.pretend_before(A, |state| state.log.truncate_from(Index(2)));
        assert_eq!(story.broken(), ["R10"]);
    }
}
