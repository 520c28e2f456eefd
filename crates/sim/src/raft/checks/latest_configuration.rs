//! M4, "a server always uses the latest configuration in its log, regardless of whether the entry is committed" (§6).
//! What a server believes is kept beside its log, and must be what the log says.

use super::{changed_log, latest_entry};
use crate::cluster::check::{Check, Transition, Violation, violated};
use alloc::sync::Arc;
use quorate_core::raft::{Membership, Raft};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.latest-configuration", number: "M4", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = transition.touched() else { return Ok(()) };
    let Some(state) = &after.state else { return Ok(()) };
    let known = before.state.as_ref().filter(|before| before.log.snapshot() == state.log.snapshot());
    let is_so = match known {
        Some(before) if Arc::ptr_eq(&before.membership, &state.membership) && before.log == state.log => true,
        Some(before) => {
            let unchanged = changed_log(transition).map_or(state.log.last_index(), |changed| changed.unchanged);
            latest_entry(&state.log, unchanged).unwrap_or_else(|| before.membership.at(unchanged))
                == state.configuration()
        }
        // After a start, or with a new snapshot, the whole log is read.
        None => *state.membership == Membership::of(&transition.after.config().voters, &state.log),
    };
    if is_so {
        return Ok(());
    }
    violated(|| alloc::vec![("node", node.into()), ("configuration", state.configuration().clone().into())])
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, D, Story, change};
    use alloc::sync::Arc;
    use quorate_core::raft::{Log, Membership};

    #[test]
    fn fires_when_a_server_waits_with_a_configuration_until_it_is_committed() {
        let mut story = Story::new(3);
        story.elect(A).pretend(A, |state| state.log.push(change(1, &[A, B, C, D])));
        assert!(story.broken().contains(&"M4"), "{:?}", story.broken);
    }

    #[test]
    fn fires_when_a_server_believes_in_what_its_log_does_not_say() {
        let mut story = Story::new(3);
        story.elect(A).pretend(B, |state| {
            state.membership = Arc::new(Membership::of(&[A, B].into_iter().collect(), &Log::default()));
        });
        assert!(story.broken().contains(&"M4"), "{:?}", story.broken);
    }

    #[test]
    fn holds_for_configurations_that_come_in_entries_and_in_snapshots() {
        let mut story = Story::of(5, 3);
        story.elect(A).request(A, "SET x 1").run().crash(C).request(A, "add D").run().request(A, "snapshot");
        story.request(A, "add E").run().restart(C).heartbeat(A).run().heartbeat(A).run().crash(B).restart(B);
        assert_eq!(
            [A, B, C].map(|node| story.cluster.state(node).map(|state| state.configuration().voters.len())),
            [Some(5); 3]
        );
        assert_eq!(story.broken(), [""; 0]);
    }
}
