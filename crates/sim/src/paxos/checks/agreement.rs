//! P1, Agreement: "only a single value is chosen" (§2.1).

use super::votes::{chosen, is_chosen, new_votes};
use crate::cluster::check::{Transition, Violation, violated};
use quorate_core::paxos::Paxos;

/// Looks when a vote is cast: does it make chosen what differs from another chosen value?
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    let cluster = transition.after;
    for (proposal, _) in new_votes(transition).filter(|(proposal, _)| is_chosen(cluster, proposal)) {
        if let Some(other) = chosen(cluster).find(|other| other.value != proposal.value) {
            return violated(|| {
                alloc::vec![
                    ("ballot", proposal.ballot.into()),
                    ("value", proposal.value.clone().into()),
                    ("other_ballot", other.ballot.into()),
                    ("other_value", other.value.clone().into()),
                ]
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cluster::Storage;
    use crate::cluster::step::Step;
    use crate::paxos::checks::story::{A, B, D, Story};

    /// C and D accept X. D crashes and comes back without its memory; D and E accept Y.
    #[test]
    fn fires_when_an_acceptor_forgets_what_it_has_accepted() {
        let mut story = Story::new();
        story.step(Step::Storage(Storage::Careless));
        story.request(A, "X").deliver("Prepare").deliver("Promise").lose(">E").settle();
        story.crash(D).restart(D);
        story.request(B, "Y").lose(">C").settle();
        assert!(story.promises_broken().contains(&"P1"));
        let said = ["ballot", "value", "other_ballot", "other_value"].map(|name| story.said("P1", name));
        assert_eq!(said, ["1.B", "Y", "1.A", "X"]);
    }

    #[test]
    fn is_silent_when_the_same_value_is_chosen_again() {
        let mut story = Story::new();
        story.request(A, "X").settle();
        story.request(B, "Y").settle();
        assert_eq!(story.promises_broken(), [""; 0]);
    }

    #[test]
    fn fires_when_a_proposer_does_not_adopt_what_was_accepted() {
        let mut story = Story::without(|config| config.rules.adopt_accepted = false);
        story.request(A, "X").settle();
        story.request(B, "Y").settle();
        assert_eq!(story.promises_broken(), ["P1", "P5", "P6"]);
    }

    /// X is accepted by C alone under 1.A, Y is chosen by D and E under 1.B. A asks C and D under 2.A, and takes X.
    #[test]
    fn fires_when_a_proposer_adopts_just_any_accepted_value() {
        let mut story = Story::without(|config| config.rules.adopt_highest = false);
        story.request(A, "X").deliver("Prepare").deliver("Promise").deliver("A>C Accept").lose("Accept 1.A");
        story.request(B, "Y").lose("B>C").deliver("B>").deliver("Promise").lose("B>C").settle();
        story.retry(A).lose("A>E Prepare").settle();
        assert_eq!(story.promises_broken(), ["P1", "P5", "P6"]);
    }

    #[test]
    fn fires_when_half_of_the_acceptors_is_enough() {
        let mut story = Story::without(|config| config.rules.majority = false);
        story.request(A, "X").deliver("A>C Prepare").deliver("C>A Promise").lose("A>E").deliver("A>D Prepare").settle();
        story.request(B, "Y").deliver("B>E Prepare").deliver("E>B Promise").lose("B>C").settle();
        assert!(story.promises_broken().contains(&"P1"));
    }
}
