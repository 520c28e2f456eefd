//! P8, promises are truthful: a promise for b on its way reports the highest vote below b that its sender has cast, if any.

use super::votes::votes_below;
use crate::cluster::check::{Transition, Violation, violated};
use alloc::string::{String, ToString};
use quorate_core::paxos::{Message, Paxos, Proposal};

/// Looks at the promises that this step has put in flight.
pub fn look(transition: &Transition<'_, Paxos>) -> Result<(), Violation> {
    for (from, _, message) in &transition.applied.sent {
        let Message::Promise { ballot, accepted } = message else { continue };
        let own = votes_below(transition.after.facts(), *ballot).filter(|(_, voter)| voter == from);
        let highest = own.last().map(|(proposal, _)| proposal);
        if highest != accepted.as_ref() {
            let text = |proposal: Option<&Proposal>| proposal.map_or_else(|| String::from("–"), ToString::to_string);
            return violated(|| {
                alloc::vec![
                    ("node", (*from).into()),
                    ("ballot", (*ballot).into()),
                    ("reported", text(accepted.as_ref()).into()),
                    ("voted", text(highest).into()),
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
    use crate::paxos::checks::story::{A, B, C, Story};

    #[test]
    fn fires_when_an_acceptor_reports_nothing_although_it_has_voted() {
        let mut story = Story::new();
        story.step(Step::Storage(Storage::Careless));
        story.request(A, "X").settle();
        story.crash(C).restart(C);
        story.request(B, "Y").deliver("B>D Prepare");
        assert!(!story.promises_broken().contains(&"P8"));
        story.deliver("B>C Prepare");
        let said = ["node", "ballot", "reported", "voted"].map(|name| story.said("P8", name));
        assert_eq!(said, ["C", "1.B", "–", "1.A:X"]);
    }

    #[test]
    fn is_silent_when_promises_report_what_was_accepted() {
        let mut story = Story::new();
        story.request(A, "X").settle();
        story.crash(C).restart(C);
        story.request(B, "Y").deliver("Prepare");
        assert_eq!(story.promises_broken(), [""; 0]);
    }
}
