//! M12, whoever has voted or acknowledged an entry does not come back as somebody else: a server of the same name with an empty disk would vote a
//! second time. "Each server persists its current term and vote; this is necessary to prevent the server from voting twice
//! in the same term" (thesis §3.8): so a server that was replaced gets a new name.

use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Durable, Fact, Index, Raft, Term};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.ids-not-reused", number: "M12", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = transition.touched() else { return Ok(()) };
    let boots = before.state.is_none() && after.state.is_some();
    if !boots || before.disk.as_ref().is_some_and(|disk| *disk != Durable::default()) {
        return Ok(());
    }
    // As long as nobody takes it for a voter, it can do no harm.
    if !transition.after.up().any(|(_, state)| state.configuration().contains(node)) {
        return Ok(());
    }
    let violation = |term: Term| violated(|| alloc::vec![("node", node.into()), ("term", term.into())]);
    let is_relied_on = |disk: &&Durable| disk.voted_for.is_some() || disk.log.last_index() > Index::ZERO;
    if let Some(lost) = transition.after.lost().of(node).find(is_relied_on) {
        return violation(lost.current_term);
    }
    let first = Fact::Voted { term: Term::ZERO, voter: NodeId(0), candidate: NodeId(0) };
    for fact in transition.after.facts().range(first..) {
        match fact {
            Fact::Voted { term, voter, .. } if *voter == node => return violation(*term),
            Fact::Voted { .. } | Fact::Elected { .. } => {}
            Fact::Committed { .. } => break,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cluster::step::Step;
    use crate::raft::checks::story::{A, B, C, Story};
    use alloc::sync::Arc;

    #[test]
    fn fires_when_a_voter_comes_back_with_an_empty_disk() {
        for wiped in [false, true] {
            let mut story = Story::new(3);
            story.timeout(A).run_among(&[A, B]).crash(B);
            if wiped {
                Arc::make_mut(&mut story.cluster.servers[1]).disk = None;
            }
            story.restart(B);
            assert_eq!(story.broken().contains(&"M12"), wiped, "{:?}", story.broken);
        }
    }

    /// Its vote got lost on its way, but others count on its copy of the log.
    #[test]
    fn fires_when_only_an_entry_was_acknowledged() {
        for has_entry in [false, true] {
            let mut story = Story::new(3);
            story.timeout(A).run_among(&[A, B]).lose_all();
            if has_entry {
                story.request(A, "SET x 1").run_among(&[A, C]);
            }
            story.crash(C).step(Step::Install { node: C, disk: None }).restart(C);
            assert_eq!(story.broken().contains(&"M12"), has_entry, "{:?}", story.broken);
        }
    }

    #[test]
    fn holds_for_who_never_voted_and_for_who_is_no_voter_any_more() {
        let mut story = Story::new(3);
        story
            .timeout(A)
            .run_among(&[A, B])
            .crash(C)
            .restart(C)
            .run()
            .request(A, "SET x 1")
            .run()
            .request(A, "remove B");
        story.run().heartbeat(A).run().crash(B);
        assert_eq!(story.broken(), [""; 0]);
    }
}
