//! R14, what a leader commits is safe: "a log entry is committed once the leader that created the entry has replicated it on
//! a majority of the servers" (§5.3), on their disks (thesis §3.8), in the configuration that is in force (thesis §4.1).
//!
//! A majority of the members, as the paper counts it: whoever is no member is not asked, the leader included
//! (thesis §4.2.2).

use super::{disk_of, within_life};
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::{Configuration, Fact, Raft, Rules};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.commit-justified", number: "R14", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    // The last is the highest: it was counted, and the others are behind it.
    let Some(Fact::Committed { index, term, entry }) =
        transition.applied.facts.iter().rfind(|fact| matches!(fact, Fact::Committed { .. }))
    else {
        return Ok(());
    };
    let Some((leader, before, after)) = within_life(transition) else { return Ok(()) };
    let has = |server| {
        let log = disk_of(transition.after, server).map(|disk| &disk.log);
        log.is_some_and(|log| log.snapshot_index() >= *index || log.get(*index) == Some(entry))
    };
    let rules = Rules::default();
    let justifies = |configuration: &Configuration| configuration.is_quorum(&rules, has);
    // A leader may change the configuration and commit in one step.
    let mut new = after.membership.iter().filter(|(at, _)| *at > before.log.last_index());
    if justifies(before.configuration()) || new.any(|(_, configuration)| justifies(configuration)) {
        return Ok(());
    }
    let holders: alloc::vec::Vec<_> = after.configuration().members().filter(|server| has(*server)).collect();
    violated(|| {
        alloc::vec![
            ("leader", leader.into()),
            ("term", (*term).into()),
            ("index", (*index).into()),
            ("configuration", after.configuration().clone().into()),
            ("holders", holders.into()),
        ]
    })
}

#[cfg(test)]
mod tests {
    use crate::cluster::Storage;
    use crate::cluster::step::Step;
    use crate::raft::checks::story::{A, B, C, D, Story, durable};
    use quorate_core::raft::{Config, Index};

    #[test]
    fn fires_when_a_follower_claims_what_it_does_not_have() {
        for acknowledge_what_matched in [true, false] {
            let mut config = Config::new(3);
            config.rules.acknowledge_what_matched = acknowledge_what_matched;
            // B's second and third entry are of a leader that nobody followed.
            let disks = [durable(3, &[1]), durable(3, &[1, 2, 2]), durable(3, &[1])];
            let mut story = Story::with(config, disks);
            story.timeout(A).deliver(A, C, |_| true).deliver(C, A, |_| true).request(A, "SET x 1").deliver(
                A,
                B,
                |_| true,
            );
            story.run_among(&[A, B]);
            assert_eq!(story.broken().contains(&"R14"), !acknowledge_what_matched, "{:?}", story.broken);
        }
    }

    #[test]
    fn fires_when_half_of_the_servers_are_enough() {
        let mut story = Story::configured(4, |config| config.rules.majority = false);
        story.timeout(A).run_among(&[A, C]).request(A, "SET x 1").run_among(&[A, C]);
        assert!(story.broken().contains(&"R14"), "{:?}", story.broken);
    }

    #[test]
    fn fires_when_the_copies_are_on_no_disk() {
        let mut story = Story::new(3);
        story.elect(A).step(Step::Storage(Storage::Careless)).request(A, "SET x 1").run_among(&[A, B]);
        assert!(story.broken().contains(&"R14"), "{:?}", story.broken);
    }

    #[test]
    fn holds_when_a_leader_commits_its_own_removal_without_counting_itself() {
        let mut story = Story::new(4);
        story.elect(A).request(A, "SET x 1").run().request(A, "remove A").run_among(&[A, B]);
        assert!(
            story.cluster.state(A).is_some_and(|state| state.commit_index == Index(1)),
            "two of B, C and D are needed"
        );
        story.run_among(&[A, B, D]);
        assert!(story.cluster.state(A).is_some_and(|state| state.commit_index == Index(2)));
        assert_eq!(story.broken(), [""; 0]);
    }
}
