//! M6, while two configurations are joined, "agreement (for elections and entry commitment) requires majorities from both
//! the old and new configurations" (thesis §4.3): not of all their servers together.

use super::{disk_of, leader_of, within_life};
use crate::cluster::check::{Check, Transition, Violation, violated};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Fact, Index, Raft, Rules};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.both-majorities", number: "M6", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    if transition.applied.facts.is_empty() {
        return Ok(());
    }
    let Some((leader, before, after)) = within_life(transition) else { return Ok(()) };
    let (joint, configuration) = (before.membership.index(), before.configuration());
    if !configuration.is_joint() {
        return Ok(());
    }
    // A leader that commits C-old,new goes on to C-new in the same step, and if it is left alone commits that too: then what
    // the two majorities had to agree to ends with C-old,new.
    let last = if after.membership.index() == joint { Index(u64::MAX) } else { joint };
    for fact in &transition.applied.facts {
        let agreeing: Vec<NodeId> = match fact {
            Fact::Elected { .. } => {
                let votes = leader_of(after).map(|leader| &leader.votes);
                let voted = |server: &NodeId| votes.is_some_and(|votes| votes.get(server) == Some(&true));
                configuration.members().filter(voted).collect()
            }
            Fact::Committed { index, entry, .. } if *index <= last => {
                let log = |server: NodeId| disk_of(transition.after, server).map(|disk| &disk.log);
                let has = |server: &NodeId| {
                    log(*server).is_some_and(|log| log.snapshot_index() >= *index || log.get(*index) == Some(entry))
                };
                configuration.members().filter(has).collect()
            }
            Fact::Committed { .. } | Fact::Voted { .. } => continue,
        };
        if !configuration.is_quorum(&Rules::default(), |server| agreeing.contains(&server)) {
            return violated(|| {
                alloc::vec![
                    ("leader", leader.into()),
                    ("term", after.current_term.into()),
                    ("configuration", configuration.clone().into()),
                    ("agreeing", agreeing.into()),
                ]
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, D, E, F, Story};
    use quorate_core::raft::Index;

    #[test]
    fn fires_when_a_majority_of_the_union_commits() {
        for both_majorities in [true, false] {
            let mut story = Story::to_three_others(both_majorities);
            assert_eq!(story.broken().contains(&"M6"), !both_majorities, "{:?}", story.broken);
            // And so there are two leaders of a term.
            story.timeout(D).run_among(&[D, E, F]).timeout(B).run_among(&[B, C]);
            assert_eq!(story.broken().contains(&"R1"), !both_majorities, "{:?}", story.broken);
        }
    }

    #[test]
    fn fires_when_a_majority_of_the_union_elects() {
        for both_majorities in [true, false] {
            let mut story = Story::to_three_others(true);
            story.configure(|config| config.rules.both_majorities = both_majorities);
            assert_eq!(story.broken(), [""; 0]);
            story.timeout(D).run_among(&[A, D, E, F]);
            assert_eq!(story.broken().contains(&"M6"), !both_majorities, "{:?}", story.broken);
        }
    }

    #[test]
    fn holds_when_a_leader_that_is_left_alone_commits_both_configurations_in_one_step() {
        let mut story = Story::new(2);
        story.elect(A).request(A, "SET x 1").run().request(A, "configure A").run();
        assert_eq!(
            story.cluster.state(A).map(|state| (state.configuration().voters.len(), state.commit_index)),
            Some((1, Index(3)))
        );
        assert_eq!(story.broken(), [""; 0]);
    }
}
