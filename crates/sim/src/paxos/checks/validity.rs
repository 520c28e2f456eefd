//! P2, Validity: "only a value that has been proposed may be chosen" (§2.1), and the first to propose is a client.

use super::votes::{is_chosen, new_votes};
use crate::cluster::check::{Transition, Violation, violated};
use quorate_core::paxos::{Fact, Paxos};

/// Looks when a vote is cast: has a client asked for what is chosen by it?
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    let cluster = transition.after;
    for (proposal, _) in new_votes(transition).filter(|(proposal, _)| is_chosen(cluster, proposal)) {
        if !cluster.facts().contains(&Fact::Requested(proposal.value.clone())) {
            return violated(|| {
                alloc::vec![("ballot", proposal.ballot.into()), ("value", proposal.value.clone().into()),]
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::paxos::checks::story::{A, C, D, Story, published};
    use quorate_core::paxos::acceptor::Acceptor;
    use quorate_core::paxos::{Ballot, Durable, Proposal};

    /// C's disk has a proposal that nobody has made; A adopts it.
    #[test]
    fn fires_when_a_value_is_chosen_that_no_client_has_asked_for() {
        let ballot = Ballot { round: 1, proposer: A };
        let accepted = Some(Proposal { ballot, value: "Z".into() });
        let disk = |accepted| Durable { round: 0, acceptor: Acceptor { promised: Some(ballot), accepted } };
        let mut story = Story::with(published(), [(C, disk(accepted)), (D, disk(None))].into());
        assert_eq!(story.promises_broken(), [""; 0], "one vote chooses nothing");
        // 1.A is taken: the first attempt is refused.
        story.request(A, "X").settle().retry(A).settle();
        assert_eq!(story.promises_broken(), ["P2"]);
        assert_eq!((story.said("P2", "ballot"), story.said("P2", "value")), ("2.A".into(), "Z".into()));
    }

    #[test]
    fn is_silent_when_a_client_has_asked_for_it() {
        let mut story = Story::new();
        story.request(A, "X").settle();
        assert_eq!(story.promises_broken(), [""; 0]);
    }
}
