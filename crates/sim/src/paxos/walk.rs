//! Random walks: steps as they come, with every check on. Nothing breaks while all rules are on, whatever the network and the
//! crashes do; and without a rule a walk breaks what the rule keeps.

use super::checks::story::{Story, published};
use crate::cluster::Storage;
use crate::cluster::step::Step;
use alloc::vec::Vec;
use quorate_core::paxos::{Config, Paxos};
use quorate_core::protocol::NodeId;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// How many steps a walk has.
const STEPS: u32 = 200;

/// A walk from a cluster that has just booted; ends early when something breaks.
fn walk(config: Config, storage: Storage, seed: u64) -> Story {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut story = Story::with(config, Vec::new());
    story.step(Step::Storage(storage));
    for _ in 0..STEPS {
        if let Some(step) = random_step(&mut random, &story) {
            story.step(step);
        } else if random.random_ratio(1, 4) {
            let proposers = story.cluster.up().filter(|(node, _)| story.cluster.config().roles(*node).proposer);
            let proposers: Vec<NodeId> = proposers.map(|(node, _)| node).collect();
            if let Some(proposer) = pick(&mut random, &proposers) {
                story.request(*proposer, ["X", "Y", "Z"][random.random_range(0..3_usize)]);
            }
        }
        if !story.broken.is_empty() {
            break;
        }
    }
    story
}

fn pick<'a, T>(random: &mut Pcg64Mcg, all: &'a [T]) -> Option<&'a T> {
    (!all.is_empty()).then(|| &all[random.random_range(0..all.len())])
}

/// Mostly deliveries; now and then something worse.
fn random_step(random: &mut Pcg64Mcg, story: &Story) -> Option<Step<Paxos>> {
    let cluster = &story.cluster;
    let (up, down): (Vec<NodeId>, Vec<NodeId>) = cluster.nodes().partition(|node| cluster.state(*node).is_some());
    let flights: Vec<_> = cluster.network().iter().collect();
    let flight = pick(random, &flights).map(|(from, to, message)| (*from, *to, (*message).clone()));
    match random.random_range(0..100) {
        0..60 => {
            flight.filter(|(_, to, _)| up.contains(to)).map(|(from, to, message)| Step::Deliver { from, to, message })
        }
        60..65 => flight.map(|(from, to, message)| Step::Lose { from, to, message }),
        65..70 => flight.map(|(from, to, message)| Step::Duplicate { from, to, message }),
        70..78 => {
            let timers = cluster.nodes().flat_map(|node| cluster.server(node).timers.iter().map(move |it| (node, *it)));
            let timers: Vec<_> = timers.collect();
            pick(random, &timers).map(|(node, timer)| Step::Timeout { node: *node, timer: *timer })
        }
        78..81 => pick(random, &up).map(|node| Step::Crash { node: *node }),
        81..86 => pick(random, &down).map(|node| Step::Restart { node: *node }),
        86..92 if cluster.storage() == Storage::Explicit => pick(random, &up).map(|node| Step::Sync { node: *node }),
        _ => None,
    }
}

#[test]
fn nothing_breaks_while_all_rules_are_on() {
    let mut decided = 0;
    for seed in 0..600 {
        let config = match seed % 4 {
            0 => published(),
            nodes => Config::new(nodes as u8 + 2),
        };
        let storage = if seed % 3 == 0 { Storage::Explicit } else { Storage::Synchronous };
        let story = walk(config, storage, seed);
        assert_eq!(story.promises_broken(), [""; 0], "seed {seed}: {:?}", story.broken);
        decided += u32::from(story.cluster.up().any(|(_, state)| state.learner.chosen.is_some()));
    }
    assert!(decided > 150, "walks that never get anywhere prove nothing: {decided} of 600 did");
}

/// Walks until the promise breaks.
fn breaks(promise: &str, storage: Storage, switch_off: fn(&mut Config)) {
    let mut config = published();
    switch_off(&mut config);
    let broken = (0..5000).find(|seed| walk(config.clone(), storage, *seed).promises_broken().contains(&promise));
    assert!(broken.is_some(), "no walk breaks {promise}");
}

/// All but `new_number_after_restart`: what breaks without it takes a duplicate, a crash and two late messages, in the right
/// order. That story stands in `checks/one_value_per_ballot.rs`.
#[test]
fn a_rule_keeps_a_promise_that_a_walk_without_it_breaks() {
    breaks("P6", Storage::Synchronous, |config| config.rules.adopt_accepted = false);
    breaks("P6", Storage::Synchronous, |config| config.rules.adopt_highest = false);
    breaks("P7", Storage::Synchronous, |config| config.rules.refuse_below_promise = false);
    breaks("P6", Storage::Synchronous, |config| config.rules.majority = false);
    breaks("P9", Storage::Synchronous, |config| config.rules.count_by_ballot = false);
    breaks("P7", Storage::Careless, |_| {});
}
