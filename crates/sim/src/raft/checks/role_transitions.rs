//! R19, the arrows of the paper's figure 4: nobody leads without having been a candidate, and no leader stands for election,
//! nor asks whether it would be elected. A leader that hears of a later term is a follower in that; and if it is told there
//! to lead the next (thesis §3.10), it goes two arrows in one step.

use super::within_life;
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::{Raft, Role};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.role-transitions", number: "R19", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = within_life(transition) else { return Ok(()) };
    let allowed = match (&before.role, &after.role) {
        // In a cluster where its own vote is enough, all arrows are gone in one step.
        (Role::Follower | Role::PreCandidate { .. }, Role::Leader(_)) => {
            after.configuration().is_quorum(&transition.after.config().rules, |voter| voter == node)
        }
        (Role::Leader(_), Role::Candidate { .. }) => {
            before.current_term.next().is_some_and(|next| next < after.current_term)
        }
        (Role::Leader(_), Role::PreCandidate { .. }) => false,
        _ => true,
    };
    if allowed { Ok(()) } else { violated(|| alloc::vec![("node", node.into()), ("term", after.current_term.into())]) }
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, Story};
    use quorate_core::raft::{Message, Role, Term, Votes};

    #[test]
    fn fires_when_a_follower_leads_at_once() {
        let mut story = Story::new(3);
        story.elect(A).pretend_before(A, |state| state.role = Role::Follower);
        assert_eq!(story.broken(), ["R19"]);
    }

    /// To ask whether one would be elected is not to be elected.
    #[test]
    fn fires_when_one_that_only_asks_leads_at_once() {
        let mut story = Story::new(3);
        story.elect(A).pretend_before(A, |state| state.role = Role::PreCandidate { votes: Votes::new() });
        assert_eq!(story.broken(), ["R19"]);
    }

    #[test]
    fn fires_when_a_leader_stands_for_election() {
        let mut story = Story::new(3);
        let mut leader = Story::new(3);
        leader.elect(A);
        let role = leader.cluster.state(A).expect("A is up").role.clone();
        story.timeout(A).pretend_before(A, |state| state.role = role);
        assert_eq!(story.broken(), ["R19"]);
    }

    /// A, leader of term 1, has not heard yet that B leads term 2, and is told by B to stand for election.
    #[test]
    fn holds_when_a_leader_is_told_to_succeed_its_successor() {
        let mut story = Story::new(3);
        story.elect(A).timeout(B).run_among(&[B, C]).lose_all().request(B, "transfer A");
        story.deliver(B, A, |message| matches!(message, Message::TimeoutNow { .. }));
        let state = story.cluster.state(A).expect("A is up");
        assert_eq!((state.current_term, matches!(state.role, Role::Candidate { .. })), (Term(3), true));
        assert!(story.broken.is_empty(), "{:?}", story.broken);
    }

    #[test]
    fn holds_for_a_server_that_is_alone() {
        let mut story = Story::new(1);
        story.timeout(A).request(A, "SET x 1");
        assert!(story.broken.is_empty(), "{:?}", story.broken);
    }
}
