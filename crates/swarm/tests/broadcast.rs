//! The tests' own protocol, which is a folder and an entry of a registry, is played by the swarm and by the fuzzers' steps as
//! those of the registry are.

#[path = "../../sim/tests/broadcast/protocol/mod.rs"]
mod protocol;

use protocol::machine::Broadcast;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::run::Run;
use quorate_swarm::draw::Draw;
use quorate_swarm::fuzz::steps;
use quorate_swarm::play::{Failure, Played, play};
use quorate_swarm::setup::{Dial, Scope, Without};
use quorate_swarm::shrink::shrink;

mod registry {
    quorate_sim::protocols!(super::Broadcast);
}

fn run(without: Without<'_>, seed: u64) -> Played {
    play(Scope { known: registry::ALL, without, ..Scope::default() }, seed)
}

#[test]
fn it_keeps_every_guarantee_and_recovers() {
    let mut acknowledged = 0;
    for seed in 0..500 {
        let run = run(Without::Nothing, seed);
        acknowledged += run.events.iter().sum::<u64>();
        if let Some(failure) = run.failure.clone() {
            panic!("run {seed}: {failure}:\n{}", shrink(run).script());
        }
    }
    assert!(acknowledged > 500, "{acknowledged}");
}

#[test]
fn a_guarantee_breaks_where_a_rule_is_off_and_the_run_is_made_short() {
    let vocabulary = registry::vocabulary("broadcast").expect("it is registered");
    for rule in Dial::rules(vocabulary) {
        let mut runs = (0..500).map(|seed| run(Without::Rule(rule.name), seed));
        let long = runs.find(|run| matches!(run.failure, Some(Failure::Broken(_))));
        let long = long.unwrap_or_else(|| panic!("it keeps every guarantee without {}", rule.name));
        let short = shrink(long.clone());
        assert_eq!(short.failure, long.failure);
        let fallback = Setup::new(vocabulary, 3, Seed(0));
        let again = Run::parse(registry::ALL, &short.script(), fallback).expect("a script can be read");
        let timeline = Timeline::replay(again).expect("nothing in it is refused");
        assert!(timeline.present().broken().iter().any(Option::is_some), "{}", short.script());
    }
}

#[test]
fn any_steps() {
    for seed in 0..300 {
        let mut draw = Draw::new(seed);
        let bytes: Vec<u8> = (0..draw.below(1500)).map(|_| draw.below(256) as u8).collect();
        steps::<Broadcast>(&bytes);
    }
}
