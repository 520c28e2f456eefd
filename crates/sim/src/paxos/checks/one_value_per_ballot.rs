//! P4, one value per ballot: no two acceptors vote for different values under the same number.

use super::votes::{new_votes, votes_from};
use crate::cluster::check::{Transition, Violation, violated};
use quorate_core::paxos::Paxos;

/// Looks when a vote is cast: is there another of the same number?
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    for (proposal, acceptor) in new_votes(transition) {
        let same_ballot = votes_from(transition.after.facts(), proposal.ballot)
            .take_while(|(other, _)| other.ballot == proposal.ballot);
        if let Some((other, other_acceptor)) = same_ballot.into_iter().find(|(other, _)| other.value != proposal.value)
        {
            return violated(|| {
                alloc::vec![
                    ("ballot", proposal.ballot.into()),
                    ("node", acceptor.into()),
                    ("value", proposal.value.clone().into()),
                    ("other_node", other_acceptor.into()),
                    ("other_value", other.value.clone().into()),
                ]
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::paxos::checks::story::{A, Story};
    use quorate_core::paxos::Config;

    /// C accepts 1.A:X. A restarts with Y; E's promise for 1.A, and a copy of D's, are still under way.
    fn a_proposer_restarts(change: fn(&mut Config)) -> Story {
        let mut story = Story::without(change);
        story.request(A, "X").deliver("Prepare").deliver("C>A Promise").duplicate("D>A Promise");
        story.deliver_one("D>A Promise").deliver("A>C Accept").lose("Accept 1.A").lose("Accepted");
        story.crash(A).restart(A);
        story.request(A, "Y").lose("Prepare").deliver("Promise");
        story
    }

    #[test]
    fn fires_when_a_proposer_uses_a_number_again_after_a_restart() {
        let mut story = a_proposer_restarts(|config| config.rules.new_number_after_restart = false);
        assert_eq!(story.promises_broken(), [""; 0]);
        story.deliver("A>D Accept");
        assert_eq!(story.promises_broken(), ["P4"]);
        let said = ["ballot", "node", "value", "other_node", "other_value"].map(|name| story.said("P4", name));
        assert_eq!(said, ["1.A", "D", "Y", "C", "X"]);
    }

    #[test]
    fn is_silent_when_the_proposer_takes_a_new_number() {
        let mut story = a_proposer_restarts(|_| {});
        story.retry(A).settle();
        assert_eq!(story.promises_broken(), [""; 0]);
    }
}
