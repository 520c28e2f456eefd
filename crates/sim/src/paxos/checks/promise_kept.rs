//! P7, promises are kept (P1a of §2.2): an acceptor votes in no ballot below what it has promised, what it has promised
//! never falls, not even over a restart, and never lies below its vote.

use super::votes::{new_votes, promise};
use crate::cluster::check::{Transition, Violation};
use alloc::string::{String, ToString};
use quorate_core::paxos::{Ballot, Paxos};
use quorate_core::protocol::NodeId;

/// Looks at the one node that the step was about.
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    let Some((node, before, after)) = transition.touched() else { return Ok(()) };
    let Some(promised) = promise(transition.after, before) else { return Ok(()) };
    if let Some((proposal, _)) = new_votes(transition).find(|(proposal, _)| proposal.ballot < promised) {
        return Err(violation(node, promised, Some(proposal.ballot)));
    }
    let remembered = promise(transition.after, after);
    if remembered < Some(promised) {
        return Err(violation(node, promised, remembered));
    }
    Ok(())
}

fn violation(node: NodeId, promised: Ballot, lower: Option<Ballot>) -> Violation {
    let lower = lower.map_or_else(|| String::from("–"), |ballot| ballot.to_string());
    Violation(alloc::vec![("node", node.into()), ("promised", promised.into()), ("lower", lower.into())])
}

#[cfg(test)]
mod tests {
    use crate::cluster::Storage;
    use crate::cluster::step::Step;
    use crate::paxos::checks::story::{A, B, C, D, Story};

    #[test]
    fn fires_when_an_acceptor_votes_below_its_promise() {
        let mut story = Story::without(|config| config.rules.refuse_below_promise = false);
        story.request(A, "X").deliver("Prepare").deliver("Promise");
        story.request(B, "Y").deliver("B>C Prepare").deliver("A>C Accept");
        assert_eq!(story.promises_broken(), ["P7"]);
        let said = ["node", "promised", "lower"].map(|name| story.said("P7", name));
        assert_eq!(said, ["C", "1.B", "1.A"]);
    }

    #[test]
    fn fires_when_a_promise_does_not_survive_a_crash() {
        let mut story = Story::new();
        story.step(Step::Storage(Storage::Careless));
        story.request(A, "X").deliver("A>C Prepare").crash(C);
        assert_eq!(story.promises_broken(), ["P7"]);
        assert_eq!(story.said("P7", "lower"), "–");
    }

    /// With explicit syncing, what has not reached the disk was promised to nobody.
    #[test]
    fn is_silent_when_a_crash_takes_a_promise_that_nobody_was_told() {
        let mut story = Story::new();
        story.step(Step::Storage(Storage::Explicit));
        story.request(A, "X").step(Step::Sync { node: A }).deliver("A>C Prepare").crash(C).restart(C);
        assert!(story.cluster.network().iter().all(|(from, ..)| from != C));
        story.deliver("A>D Prepare").step(Step::Sync { node: D });
        story.crash(D);
        assert_eq!(story.promises_broken(), [""; 0]);
    }
}
