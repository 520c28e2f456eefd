//! M12, whoever has voted does not come back as somebody else: a server of the same name with an empty disk would vote a
//! second time. "Each server persists its current term and vote; this is necessary to prevent the server from voting twice
//! in the same term" (thesis §3.8): so a server that was replaced gets a new name.

use crate::cluster::check::{Check, Transition, Violation};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Durable, Fact, Raft};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.ids-not-reused", promise: "M12", look };

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
    let first = Fact::Voted { term: 0, voter: NodeId(0), candidate: NodeId(0) };
    for fact in transition.after.facts().range(first..) {
        match fact {
            Fact::Voted { term, voter, .. } if *voter == node => {
                return Err(Violation(alloc::vec![("node", node.into()), ("term", (*term).into())]));
            }
            Fact::Voted { .. } | Fact::Elected { .. } => {}
            Fact::Committed { .. } => break,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
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
