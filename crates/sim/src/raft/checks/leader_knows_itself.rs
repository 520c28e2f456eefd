//! R20, a leader takes itself for the leader, and has voted for itself: it began its term as a candidate, "increments its
//! current term and transitions to candidate state. It then votes for itself" (§5.2).

use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.leader-knows-itself", number: "R20", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, _, after)) = transition.touched() else { return Ok(()) };
    let Some(state) = after.state.as_ref().filter(|state| state.is_leader()) else { return Ok(()) };
    if state.leader == Some(node) && state.voted_for == Some(node) {
        return Ok(());
    }
    violated(|| alloc::vec![("leader", node.into()), ("term", state.current_term.into())])
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, Story};

    #[test]
    fn fires_when_a_leader_has_voted_for_another() {
        let mut story = Story::new(3);
        story.elect(A).pretend(A, |state| state.voted_for = Some(B));
        assert!(story.broken().contains(&"R20"), "{:?}", story.broken);
    }

    #[test]
    fn fires_when_a_leader_follows_another() {
        let mut story = Story::new(3);
        story.elect(A).pretend(A, |state| state.leader = Some(B));
        assert!(story.broken().contains(&"R20"), "{:?}", story.broken);
    }

    #[test]
    fn holds_when_another_has_asked_a_leader_for_its_vote() {
        let mut story = Story::new(3);
        story.timeout(A).timeout(B).run();
        assert_eq!(story.broken(), [""; 0]);
    }
}
