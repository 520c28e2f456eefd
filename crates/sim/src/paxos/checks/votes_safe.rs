//! P5, votes are safe (P2b of §2.2; `SafeAt` of Lamport's `Voting`): where somebody has voted for v in ballot b, no other
//! value was or can be chosen in any ballot below b.

use super::votes::{count_acceptors, is_majority, new_votes, promise, voted_from, votes_from};
use crate::cluster::Cluster;
use crate::cluster::check::{Transition, Violation, violated};
use quorate_core::paxos::{Ballot, Paxos, Proposal, Value};
use quorate_core::protocol::NodeId;
use quorate_core::sorted::SortedMap;

/// Looks at what a new vote can have changed: itself and all above it; at all votes when a promise was forgotten.
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    let cluster = transition.after;
    let changed = if has_forgotten(transition) {
        voted_from(cluster.facts(), Ballot { round: 0, proposer: NodeId(0) }).next().map(|proposal| proposal.ballot)
    } else {
        new_votes(transition).map(|(proposal, _)| proposal.ballot).min()
    };
    let Some(lowest) = changed else { return Ok(()) };
    for proposal in voted_from(cluster.facts(), lowest) {
        if let Some(unsafe_below) = not_safe(cluster, proposal) {
            return violated(|| {
                alloc::vec![
                    ("ballot", proposal.ballot.into()),
                    ("value", proposal.value.clone().into()),
                    ("lower", unsafe_below.into()),
                ]
            });
        }
    }
    Ok(())
}

fn has_forgotten(transition: &Transition<'_, Paxos>) -> bool {
    let promise = |server| promise(transition.after, server);
    transition.touched().is_some_and(|(_, before, after)| promise(after) < promise(before))
}

/// A ballot below the proposal's in which another value was or can be chosen, if there is one.
///
/// None is, in ballot c, if each acceptor of some majority has voted there for the same value, or has not voted there and
/// never will, for it has promised more. In all the ballots that nobody has voted in, together, that means: it has promised
/// at least the proposal's.
fn not_safe(cluster: &Cluster<Paxos>, proposal: &Proposal) -> Option<Ballot> {
    let promised = |acceptor| promise(cluster, cluster.server(acceptor));
    let is_first = proposal.ballot.round == 1
        && cluster.config().nodes_with(|roles| roles.proposer).all(|node| node >= proposal.ballot.proposer);
    let committed = count_acceptors(cluster, |acceptor| promised(acceptor) >= Some(proposal.ballot));
    if !is_first && !is_majority(cluster, committed) {
        return Some(proposal.ballot);
    }
    let lower_ballots = voted_from(cluster.facts(), Ballot { round: 0, proposer: NodeId(0) })
        .map(|lower| lower.ballot)
        .take_while(|lower| *lower < proposal.ballot);
    lower_ballots.into_iter().find(|lower| {
        let votes: SortedMap<NodeId, &Value> = votes_from(cluster.facts(), *lower)
            .take_while(|(other, _)| other.ballot == *lower)
            .map(|(other, acceptor)| (acceptor, &other.value))
            .collect();
        let is_harmless = |acceptor: NodeId| match votes.get(&acceptor) {
            Some(value) => **value == proposal.value,
            None => promised(acceptor) > Some(*lower),
        };
        !is_majority(cluster, count_acceptors(cluster, is_harmless))
    })
}

#[cfg(test)]
mod tests {
    use crate::cluster::Storage;
    use crate::cluster::step::Step;
    use crate::paxos::checks::story::{A, B, D, Story};

    /// Y is accepted under 1.B on the strength of promises not to accept 1.A:X any more, which is then accepted.
    #[test]
    fn fires_when_a_lower_vote_is_cast_for_another_value_after_all() {
        let mut story = Story::without(|config| config.rules.refuse_below_promise = false);
        story.request(A, "X").deliver("Prepare").deliver("Promise");
        story.request(B, "Y").deliver("Prepare").deliver("Promise").deliver("Accept 1.B");
        assert_eq!(story.promises_broken(), [""; 0]);
        story.deliver("A>C Accept 1.A");
        assert!(!story.promises_broken().contains(&"P5"), "D and E alone can still rule 1.A out");
        story.deliver("A>D Accept 1.A");
        assert!(story.promises_broken().contains(&"P5"));
        let said = ["ballot", "value", "lower"].map(|name| story.said("P5", name));
        assert_eq!(said, ["1.B", "Y", "1.A"]);
    }

    /// Nobody has voted below 1.B, but when D forgets its promise somebody may.
    #[test]
    fn fires_when_a_promise_that_a_vote_relies_on_is_forgotten() {
        let mut story = Story::new();
        story.step(Step::Storage(Storage::Careless));
        story.request(B, "Y").lose("B>C").deliver("Prepare").deliver("Promise").deliver("B>E Accept");
        assert_eq!(story.promises_broken(), [""; 0]);
        story.crash(D);
        assert_eq!(story.promises_broken(), ["P5", "P7"]);
    }

    #[test]
    fn is_silent_when_lower_proposals_failed_or_had_the_same_value() {
        let mut story = Story::new();
        story.request(A, "X").deliver("Prepare").deliver("Promise").deliver("A>C Accept").lose("Accept 1.A");
        story.request(B, "Y").lose("B>C").settle();
        story.retry(A).settle();
        assert_eq!(story.promises_broken(), [""; 0]);
    }
}
