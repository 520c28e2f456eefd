//! Our Raft beside another one: an abstract Raft of guarded actions, written apart from the core. Random schedules are played on
//! a cluster of ours; each step must be a sequence of actions that the abstract one allows, and lead to the same state.
//!
//! Membership is fixed here, and disks write at once: the abstract one has no other. All options are played.

mod refinement;
mod schedule;
mod spec;

use quorate_core::raft::Config;
use schedule::{Played, play};

/// How many schedules are played.
const SCHEDULES: u64 = 3000;

/// What must have happened often, or all that happened says little.
const EVENTS: [&str; 12] = [
    "raft.elected",
    "raft.committed",
    "raft.commit-learned",
    "raft.commit-withheld",
    "raft.entries-deleted",
    "raft.append-refused-missing",
    "raft.append-refused-conflict",
    "raft.candidate-yielded",
    "raft.snapshot-installed",
    "raft.leadership-accepted",
    "raft.quorum-lost",
    "raft.pre-vote-granted",
];

#[test]
fn every_step_of_ours_is_one_of_the_specifications() {
    let mut sum = Played::default();
    for seed in 0..SCHEDULES {
        let played = play(seed, &|_| {}).unwrap_or_else(|wrong| panic!("schedule {seed}: {wrong}"));
        sum.add(&played);
    }
    println!("{sum:?}");
    for event in EVENTS {
        let count = sum.events.get(event).copied().unwrap_or(0);
        assert!(count >= 100, "{event} happened {count} times in {} steps", sum.steps);
    }
}

/// Without the rule, a step of ours is none of the specification's.
#[track_caller]
fn is_missed(switch_off: fn(&mut Config)) {
    let wrong = (0..SCHEDULES).find_map(|seed| Some((seed, play(seed, &switch_off).err()?)));
    let (seed, wrong) = wrong.expect("the specification allows what it should not");
    println!("schedule {seed}: {wrong}");
}

#[test]
fn the_specification_does_not_allow_to_commit_by_counting_what_is_of_an_earlier_term() {
    is_missed(|config| config.rules.commit_own_term = false);
}

#[test]
fn the_specification_does_not_allow_to_vote_for_a_log_that_is_behind() {
    is_missed(|config| config.rules.election_restriction = false);
}

#[test]
fn the_specification_does_not_allow_half_to_decide() {
    is_missed(|config| config.rules.majority = false);
}

#[test]
fn the_specification_does_not_allow_to_commit_behind_the_last_new_entry() {
    is_missed(|config| config.rules.commit_last_new = false);
}

#[test]
fn the_specification_does_not_allow_to_delete_what_does_not_conflict() {
    is_missed(|config| config.rules.truncate_only_on_conflict = false);
}

#[test]
fn the_specification_does_not_allow_to_acknowledge_what_was_not_compared() {
    is_missed(|config| config.rules.acknowledge_what_matched = false);
}

#[test]
fn the_specification_does_not_allow_to_forget_a_vote() {
    is_missed(|config| config.rules.keep_vote = false);
}

#[test]
fn the_specification_does_not_allow_a_snapshot_to_take_what_is_behind_it() {
    is_missed(|config| config.rules.keep_matching_suffix = false);
}
