//! M11, who loses a change, loses its configuration: "a log entry for a configuration change can be removed (if leadership
//! changes); in this case, a server must be prepared to fall back to the previous configuration in its log" (thesis §4.1).

use super::{changed_log, latest_entry, within_life};
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::{Index, Raft};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.configuration-rolled-back", number: "M11", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = within_life(transition) else { return Ok(()) };
    let lost = before.membership.index();
    if lost == Index::ZERO || before.log == after.log || after.log.snapshot_index() >= lost {
        return Ok(());
    }
    let Some(changed) = changed_log(transition).filter(|changed| changed.unchanged < lost) else { return Ok(()) };
    // What a snapshot has brought is not what this server believed before: R24 and M4 look after that.
    let news = after.log.snapshot().filter(|snapshot| snapshot.last_index > before.log.snapshot_index());
    let previous = news.map_or_else(|| before.membership.at(changed.unchanged), |snapshot| &snapshot.configuration);
    if latest_entry(&after.log, changed.unchanged).is_some() || after.configuration() == previous {
        return Ok(());
    }
    violated(|| {
        alloc::vec![
            ("node", node.into()),
            ("index", lost.into()),
            ("configuration", after.configuration().clone().into()),
            ("previous", previous.clone().into()),
        ]
    })
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, D, Story};
    use quorate_core::raft::{Configuration, Index};

    /// Whose whole log a snapshot replaces believes what the snapshot says, and not what it believed before the change.
    #[test]
    fn holds_when_a_change_is_lost_to_a_snapshot_that_knows_of_another() {
        let mut story = Story::of(4, 3);
        story.elect(A).request(A, "SET x 1").run().request(A, "SET x 2").request(A, "SET x 3").run_among(&[A]);
        story.request(A, "add D").run_among(&[A, D]);
        story.timeout(B).run_among(&[B, C]).request(B, "SET x 4").run_among(&[B, C]);
        story.request(B, "remove A").run_among(&[B, C]).request(B, "snapshot").request(B, "add D").run_among(&[B, D]);
        let state = story.cluster.state(D).expect("it is up");
        assert_eq!((state.log.snapshot_index(), state.configuration()), (Index(3), &Configuration::of([B, C, D])));
        assert_eq!(story.broken(), [""; 0]);
    }

    #[test]
    fn fires_when_a_server_believes_in_a_change_that_it_has_lost() {
        let mut story = Story::of(4, 3);
        story.elect(A).request(A, "SET x 1").run().request(A, "add D").run_among(&[A, D]);
        assert_eq!(story.broken(), [""; 0]);
        story.pretend(D, |state| state.log.truncate_from(Index(2)));
        assert!(story.broken().contains(&"M11"), "{:?}", story.broken);
    }

    #[test]
    fn holds_when_another_leader_overwrites_a_change() {
        let mut story = Story::of(4, 3);
        story.elect(A).request(A, "SET x 1").run().request(A, "add D").run_among(&[A, D]);
        story.timeout(B).run_among(&[B, C]).request(B, "SET x 2").run_among(&[B, C]).heartbeat(B).run();
        assert_eq!(story.cluster.state(A).map(|state| state.configuration().voters.len()), Some(3));
        assert_eq!(story.broken(), [""; 0]);
    }
}
