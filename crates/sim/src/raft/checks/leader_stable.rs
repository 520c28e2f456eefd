//! R21, within a term nobody follows first one leader and then another, for there is only one (§5.2). It may well have none
//! for a while: a server that stands for election follows nobody.

use super::within_life;
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.leader-stable", number: "R21", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = within_life(transition) else { return Ok(()) };
    if let (Some(first), Some(second)) = (before.leader, after.leader)
        && first != second
        && before.current_term == after.current_term
    {
        return violated(|| {
            alloc::vec![
                ("node", node.into()),
                ("term", after.current_term.into()),
                ("first", first.into()),
                ("second", second.into()),
            ]
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, D, Story};

    #[test]
    fn fires_when_a_follower_hears_from_two_leaders_of_a_term() {
        let mut story = Story::configured(4, |config| config.rules.majority = false);
        story.timeout(A).run_among(&[A, C]).timeout(B).run_among(&[B, D]);
        assert!(!story.broken().contains(&"R21"));
        story.heartbeat(B).run_among(&[B, C]);
        assert!(story.broken().contains(&"R21"), "{:?}", story.broken);
    }

    #[test]
    fn holds_when_a_follower_loses_patience_and_finds_its_leader_again() {
        let mut story = Story::configured(3, |config| config.options.pre_vote = true);
        story.timeout(A).run().timeout(B).heartbeat(A).run();
        assert_eq!(story.broken(), [""; 0]);
    }
}
