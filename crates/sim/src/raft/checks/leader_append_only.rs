//! R2, Leader Append-Only: "a leader never overwrites or deletes entries in its log; it only appends new entries" (§5.3).

use super::within_life;
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.leader-append-only", number: "R2", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = within_life(transition) else { return Ok(()) };
    if !(before.is_leader() && after.is_leader() && before.current_term == after.current_term) {
        return Ok(());
    }
    let kept = before.log.agree_up_to(&after.log);
    if kept < before.log.last_index() {
        return violated(|| {
            alloc::vec![("leader", node.into()), ("term", after.current_term.into()), ("index", (kept + 1).into()),]
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, Story, durable};
    use quorate_core::raft::Index;

    #[test]
    fn fires_when_a_leader_loses_an_entry() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 1").run();
        story.pretend_before(A, |state| state.log.push(durable(1, &[1]).log.get(Index(1)).expect("one entry").clone()));
        assert_eq!(story.broken(), ["R2"]);
    }
}
