//! R7, terms only rise, across crashes too: each server has "a current term number, which increases monotonically over time"
//! (§5.1), and that is "updated on stable storage before responding to RPCs" (figure 2).

use super::{term_in, term_on_disk};
use crate::cluster::Storage;
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.term-monotone", number: "R7", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = transition.touched() else { return Ok(()) };
    // Another disk is another life; what others make of that under the old name, M12 says.
    if before.state.is_none() && after.state.is_none() {
        return Ok(());
    }
    let crash = before.state.is_some() && after.state.is_none();
    // What was not on disk yet may go, provided that no answer was given on the strength of it.
    let may_forget = crash && transition.after.storage() == Storage::Explicit;
    let known = if may_forget { term_on_disk(before) } else { term_in(before) };
    let now = term_in(after);
    if now < known {
        return violated(|| alloc::vec![("node", node.into()), ("before", known.into()), ("after", now.into())]);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cluster::Storage;
    use crate::cluster::step::Step;
    use crate::raft::checks::story::{A, B, Story};

    #[test]
    fn fires_when_a_server_answers_before_its_term_is_on_disk_and_crashes() {
        let mut story = Story::new(3);
        story.step(Step::Storage(Storage::Careless)).timeout(A).deliver(A, B, |_| true);
        assert!(!story.broken().contains(&"R7"));
        story.crash(B);
        assert!(story.broken().contains(&"R7"), "{:?}", story.broken);
    }

    #[test]
    fn holds_when_what_a_crash_takes_was_told_to_nobody() {
        let mut story = Story::new(3);
        story.step(Step::Storage(Storage::Explicit)).timeout(A).sync(A).deliver(A, B, |_| true).crash(B).restart(B);
        assert!(story.broken.is_empty(), "{:?}", story.broken);
    }
}
