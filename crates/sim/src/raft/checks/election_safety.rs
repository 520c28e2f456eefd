//! R1, Election Safety: "at most one leader can be elected in a given term" (§5.2).

use super::elections;
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::{Fact, Raft};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.election-safety", number: "R1", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    for fact in &transition.applied.facts {
        let Fact::Elected { term, leader } = fact else { continue };
        let mut same_term = elections(transition.after, *term).take_while(|(other, _)| other == term);
        if let Some((_, other)) = same_term.find(|(_, other)| other != leader) {
            return violated(|| {
                alloc::vec![("term", (*term).into()), ("first", other.into()), ("second", (*leader).into()),]
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, D, Story};

    #[test]
    fn fires_when_half_of_the_servers_elect() {
        let mut story = Story::configured(4, |config| config.rules.majority = false);
        story.timeout(A).run_among(&[A, C]).timeout(B).run_among(&[B, D]);
        assert!(story.broken().contains(&"R1"), "{:?}", story.broken);
    }

    #[test]
    fn holds_when_a_majority_is_needed() {
        let mut story = Story::new(4);
        story.timeout(A).run_among(&[A, C]).timeout(B).run_among(&[B, D]);
        assert!(story.broken.is_empty(), "{:?}", story.broken);
    }
}
