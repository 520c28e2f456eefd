//! M8, "a leader that is removed from the configuration steps down once the C-new entry is committed" (thesis §4.2.2). That
//! until then it "does not count itself in majorities" is part of R14, which counts nobody but members.

use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.removed-leader", number: "M8", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, _, after)) = transition.touched() else { return Ok(()) };
    let Some(state) = after.state.as_ref().filter(|state| state.is_leader()) else { return Ok(()) };
    let index = state.membership.index();
    if state.configuration().contains(node) || index > state.commit_index {
        return Ok(());
    }
    violated(|| alloc::vec![("leader", node.into()), ("term", state.current_term.into()), ("index", index.into())])
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, Story};
    use quorate_core::raft::Index;

    #[test]
    fn fires_when_a_leader_stays_in_office_after_its_removal() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 1").run().request(A, "remove A");
        assert_eq!(story.broken(), [""; 0]);
        story.pretend(A, |state| state.commit_index = Index(2));
        assert!(story.broken().contains(&"M8"), "{:?}", story.broken);
    }

    #[test]
    fn holds_for_a_leader_that_removes_itself() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 1").run().request(A, "remove A").run();
        assert!(story.cluster.state(A).is_some_and(|state| !state.is_leader()));
        assert!(story.timeout(B).run().cluster.state(B).is_some_and(|state| state.is_leader()));
        assert_eq!(story.broken(), [""; 0]);
    }
}
