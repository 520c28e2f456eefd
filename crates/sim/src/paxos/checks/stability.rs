//! P3, Stability: what is chosen remains chosen. Votes are never taken back in the ghost history, so this looks at those
//! who can change their mind: a node that has learned one value never learns another, not even after a restart.

use crate::cluster::check::{Transition, Violation, violated};
use quorate_core::paxos::{Fact, Paxos};

/// Looks when a node decides.
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    for fact in &transition.applied.facts {
        let Fact::Decided { node, value } = fact else { continue };
        let earlier = transition.after.facts().iter().rev().map_while(|fact| match fact {
            Fact::Decided { node, value } => Some((node, value)),
            _ => None,
        });
        for (_, other) in earlier.filter(|(other, _)| *other == node) {
            if other != value {
                return violated(|| {
                    alloc::vec![
                        ("node", (*node).into()),
                        ("value", value.clone().into()),
                        ("other_value", other.clone().into()),
                    ]
                });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cluster::Storage;
    use crate::cluster::step::Step;
    use crate::paxos::checks::story::{A, B, D, F, Story};

    /// F learns X and forgets it in a crash. Meanwhile D has forgotten that it had accepted X, and F learns Y.
    #[test]
    fn fires_when_a_learner_learns_another_value_after_a_restart() {
        let mut story = Story::new();
        story.step(Step::Storage(Storage::Careless));
        story.request(A, "X").deliver("Prepare").deliver("Promise").lose(">E").settle();
        story.crash(F).restart(F).lose("Ask");
        story.crash(D).restart(D);
        story.request(B, "Y").lose(">C").settle();
        let said = ["node", "value", "other_value"].map(|name| story.said("P3", name));
        assert_eq!(said, ["F", "Y", "X"]);
    }

    #[test]
    fn is_silent_when_a_learner_learns_the_same_value_again() {
        let mut story = Story::new();
        story.request(A, "X").settle();
        story.crash(F).restart(F).settle();
        story.request(B, "Y").settle();
        assert_eq!(story.promises_broken(), [""; 0]);
    }
}
