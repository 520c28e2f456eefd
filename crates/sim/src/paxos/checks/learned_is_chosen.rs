//! P9, learners: "a process never learns that a value has been chosen unless it actually has been" (§2.1).

use super::votes::chosen;
use crate::cluster::check::{Transition, Violation, violated};
use quorate_core::paxos::{Fact, Paxos};

/// Looks when a node decides: has a majority voted for that value in one ballot?
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    for fact in &transition.applied.facts {
        let Fact::Decided { node, value } = fact else { continue };
        if !chosen(transition.after).any(|proposal| proposal.value == *value) {
            return violated(|| alloc::vec![("node", (*node).into()), ("value", value.clone().into())]);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::paxos::checks::story::{A, F, Story};

    /// C accepts X under 1.A, D accepts X under 2.A: no majority has accepted one proposal.
    #[test]
    fn fires_when_acceptances_of_different_proposals_are_added_up() {
        let mut story = Story::without(|config| config.rules.count_by_ballot = false);
        story.request(A, "X").deliver("Prepare").deliver("Promise").deliver("A>C Accept").lose("Accept 1.A");
        story.lose("C>A Accepted").deliver("C>F Accepted");
        story.retry(A).lose("A>C").deliver("Prepare").deliver("Promise").deliver("A>D Accept");
        assert_eq!(story.promises_broken(), [""; 0]);
        story.deliver("D>F Accepted");
        assert_eq!(story.promises_broken(), ["P9"]);
        assert_eq!((story.said("P9", "node"), story.said("P9", "value")), ("F".into(), "X".into()));
    }

    #[test]
    fn is_silent_when_a_majority_has_accepted_one_proposal() {
        let mut story = Story::new();
        story.request(A, "X").settle();
        assert!(story.cluster.state(F).is_some_and(|learner| learner.learner.chosen.is_some()));
        assert_eq!(story.promises_broken(), [""; 0]);
    }
}
