//! R24, a snapshot is what it replaces: the state machine after all entries up to its last, of which index and term are kept
//! for the consistency check, and the latest configuration among them (§7; thesis §5.1).

use super::{committed, log_in, log_of};
use crate::cluster::check::{Check, Transition, Violation, violated};
use alloc::borrow::Cow;
use alloc::sync::Arc;
use quorate_core::apart::apart;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Config, Configuration, Content, Entry, Index, Log, Raft, Snapshot, Term};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.snapshot-faithful", number: "R24", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, before, after)) = transition.touched() else { return Ok(()) };
    let (before, after) = (log_in(before), log_in(after));
    let Some(snapshot) = after.snapshot() else { return Ok(()) };
    if before.snapshot().is_some_and(|before| Arc::ptr_eq(before, snapshot)) {
        return Ok(());
    }
    apart(|| is_the_truth(transition, node, &before, snapshot))
}

/// A server has a new snapshot; its log was this before.
fn is_the_truth(
    transition: &Transition<'_, Raft>,
    node: NodeId,
    before: &Log,
    snapshot: &Arc<Snapshot>,
) -> Result<(), Violation> {
    // Those that are in the cluster already were looked at when they came.
    let others = transition.after.nodes().filter(|other| *other != node).map(|other| log_of(transition.after, other));
    let known = others.chain([Cow::Borrowed(before)]).filter_map(|log| log.snapshot().cloned());
    let known = known.filter(|other| other.last_index <= snapshot.last_index).max_by_key(|other| other.last_index);
    if known.as_ref().is_some_and(|known| Arc::ptr_eq(known, snapshot)) {
        return Ok(());
    }
    let mut truth = known.map_or_else(|| nothing(transition.after.config()), Arc::unwrap_or_clone);
    for (index, _, entry) in committed(transition.after, truth.last_index.next()) {
        if index > snapshot.last_index {
            break;
        }
        // An entry that several leaders have committed is there as often.
        if index == truth.last_index.next() {
            apply(&mut truth, entry);
        }
    }
    if truth == **snapshot {
        return Ok(());
    }
    violated(|| {
        alloc::vec![("node", node.into()), ("index", snapshot.last_index.into()), ("term", snapshot.last_term.into()),]
    })
}

/// What a snapshot of an empty log would be.
fn nothing(config: &Config) -> Snapshot {
    let configuration = Configuration::of(config.voters.iter().copied());
    Snapshot { last_index: Index::ZERO, last_term: Term::ZERO, configuration, store: Arc::default() }
}

/// Goes on from a snapshot by one entry.
fn apply(snapshot: &mut Snapshot, entry: &Entry) {
    snapshot.last_index = snapshot.last_index.next();
    snapshot.last_term = entry.term;
    match &entry.content {
        Content::NoOp => {}
        Content::Command(operation) => {
            operation.apply(Arc::make_mut(&mut snapshot.store));
        }
        Content::Configuration(appointment) => {
            snapshot.configuration = appointment.configuration.clone();
            appointment.apply(Arc::make_mut(&mut snapshot.store));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, Story, durable};
    use alloc::sync::Arc;
    use quorate_core::kv::{Store, StoreCommand};
    use quorate_core::raft::{Config, Configuration, Index, Membership, Message, Raft, Snapshot, Term};

    /// A leads, and has committed two entries.
    fn two_committed() -> Story {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 1").request(A, "ADD x 4").run_among(&[A, B]);
        story
    }

    /// A server makes a snapshot that is not as it should be.
    fn falsify(change: fn(&mut Snapshot)) -> Story {
        let mut story = two_committed();
        story.pretend(A, |state| {
            let (last_index, store) = (state.last_applied, state.store.clone());
            let configuration = state.configuration().clone();
            let mut snapshot = Snapshot { last_index, last_term: Term(1), configuration, store };
            change(&mut snapshot);
            state.log.compact(Arc::new(snapshot));
            state.membership = Arc::new(Membership::of(&Config::new(3).voters, &state.log));
        });
        story
    }

    #[test]
    fn fires_when_a_snapshot_holds_what_the_log_does_not_say() {
        assert_eq!(falsify(|_| {}).broken(), [""; 0]);
        let other_value = falsify(|snapshot| {
            Arc::make_mut(&mut snapshot.store).apply(&StoreCommand::Set("x".into(), 6));
        });
        let no_sessions = falsify(|snapshot| {
            let mut store = Store::default();
            store.apply(&StoreCommand::Set("x".into(), 5));
            snapshot.store = Arc::new(store);
        });
        let other_term = falsify(|snapshot| snapshot.last_term = Term(2));
        let too_early = falsify(|snapshot| snapshot.last_index = Index(1));
        let other_members = falsify(|snapshot| snapshot.configuration = Configuration::of([A, B]));
        for story in [other_value, no_sessions, other_term, too_early, other_members] {
            assert!(story.broken().contains(&"R24"), "{:?}", story.broken);
        }
    }

    #[test]
    fn fires_when_a_snapshot_covers_what_nobody_has_committed() {
        let mut config = Config::new(3);
        config.rules.commit_last_new = false;
        let mut story = Story::with(config, [durable(2, &[1]), durable(2, &[1, 2]), durable(2, &[1])]);
        story.timeout(A).run_among(&[A, C]).request(A, "SET x 9").run_among(&[A, C]).lose_all();
        story.heartbeat(A).deliver(A, B, |_| true).request(B, "snapshot");
        assert!(story.broken().contains(&"R24"), "{:?}", story.broken);
    }

    #[test]
    fn holds_for_snapshots_of_snapshots_and_for_those_that_are_sent() {
        let mut story = two_committed();
        let snapshot_index =
            |story: &Story, node| story.cluster.state(node).map(|state: &Raft| state.log.snapshot_index());
        story.request(A, "snapshot").lose_all().heartbeat(A);
        story.deliver(A, C, |message| matches!(message, Message::InstallSnapshot { .. })).run();
        assert_eq!(snapshot_index(&story, C), Some(Index(2)));
        story.request(A, "ADD x 5").run().heartbeat(A).run().request(C, "snapshot").request(B, "snapshot");
        assert_eq!([B, C].map(|node| snapshot_index(&story, node)), [Some(Index(3)); 2]);
        story.crash(C).restart(C);
        assert_eq!(story.broken(), [""; 0]);
    }
}
