//! P6, P2c of §2.2 (`ShowsSafeAt` of Lamport's `Voting`): a proposal ⟨b, v⟩ is issued only if there is a majority whose
//! promises reach b, and in which either nobody has voted below b, or v is the value of the highest vote below b.

use super::votes::{is_majority, promise, votes_below};
use crate::cluster::check::{Transition, Violation, violated};
use alloc::string::{String, ToString};
use quorate_core::paxos::{Fact, Paxos};
use quorate_core::protocol::NodeId;

/// Looks when a proposal is issued: do the promises that were counted show that it is safe?
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    let cluster = transition.after;
    for fact in &transition.applied.facts {
        let Fact::Proposed { proposal, quorum } = fact else { continue };
        let is_kept = |acceptor: &&NodeId| promise(cluster, cluster.server(**acceptor)) >= Some(proposal.ballot);
        let promises = quorum.iter().filter(is_kept).count();
        let highest = votes_below(cluster.facts(), proposal.ballot)
            .filter(|(_, voter)| quorum.contains(voter))
            .last()
            .map(|(highest, _)| highest);
        if !is_majority(cluster, promises) || highest.is_some_and(|highest| highest.value != proposal.value) {
            return violated(|| {
                alloc::vec![
                    ("ballot", proposal.ballot.into()),
                    ("value", proposal.value.clone().into()),
                    ("promises", promises.into()),
                    ("highest", highest.map_or_else(|| String::from("–"), ToString::to_string).into()),
                ]
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::paxos::checks::story::{A, B, Story};

    #[test]
    fn fires_when_a_proposal_ignores_the_highest_vote_of_its_quorum() {
        let mut story = Story::without(|config| config.rules.adopt_accepted = false);
        story.request(A, "X").settle();
        story.request(B, "Y").deliver("Prepare").deliver("Promise");
        assert_eq!(story.promises_broken(), ["P6"]);
        let said = ["ballot", "value", "promises", "highest"].map(|name| story.said("P6", name));
        assert_eq!(said, ["1.B", "Y", "2", "1.A:X"]);
    }

    #[test]
    fn fires_when_a_proposal_rests_on_less_than_a_majority() {
        let mut story = Story::without(|config| config.rules.majority = false);
        story.request(A, "X").deliver("Prepare").deliver("C>A Promise");
        assert_eq!(story.promises_broken(), ["P6"]);
        assert_eq!((story.said("P6", "promises"), story.said("P6", "highest")), ("1".into(), "–".into()));
    }

    #[test]
    fn is_silent_when_the_highest_vote_of_the_quorum_is_adopted() {
        let mut story = Story::new();
        story.request(A, "X").deliver("Prepare").deliver("Promise").deliver("A>C Accept").lose("Accept 1.A");
        story.request(B, "Y").settle();
        assert_eq!(story.promises_broken(), [""; 0]);
    }
}
