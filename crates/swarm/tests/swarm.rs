//! Thousands of random runs, always the same ones. `npm run swarm` plays others.

use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::clock::vocabulary::Vocabulary;
use quorate_sim::language::condition::holds;
use quorate_sim::language::run::Run;
use quorate_sim::registry;
use quorate_swarm::play::{Failure, Played, play};
use quorate_swarm::setup::{Dial, Scope, Without};
use quorate_swarm::shrink::shrink;

/// How many runs of each protocol are played here.
const RUNS: u64 = 1500;

/// How many runs without a rule are played in the hope that one of them breaks a guarantee.
const PATIENCE: u64 = 1000;

/// Rules whose absence shows so rarely that chance is no test of it; the search finds what they are for.
const RARELY_MISSED: &[&str] = &[
    "adopt-highest",
    "new-number-after-restart",
    "keep-matching-suffix",
    "read-confirmed",
    "read-after-own-term",
    "change-after-own-term",
];

#[test]
fn every_protocol_keeps_every_guarantee_and_recovers() {
    for protocol in registry::NAMES {
        let scope = Scope { protocol: Some(protocol), ..Scope::default() };
        for seed in 0..RUNS {
            let run = play(scope, seed);
            assert_eq!(run.setup.vocabulary.name(), *protocol);
            if let Some(failure) = run.failure.clone() {
                panic!("run {seed} of {protocol}: {failure}:\n{}", shrink(run).script());
            }
        }
    }
}

/// The first run that breaks a guarantee while a rule is off, and the guarantee.
fn first_broken(vocabulary: &dyn Vocabulary, rule: &str) -> Option<(Played, &'static str)> {
    let without = Without::Rule(rule);
    let scope = Scope { protocol: Some(vocabulary.name()), without, ..Scope::default() };
    (0..PATIENCE).map(|seed| play(scope, seed)).find_map(|run| match run.failure {
        Some(Failure::Broken(check)) => Some((run, check)),
        None => None,
        Some(ref failure) => panic!("{failure} without {rule}:\n{}", run.script()),
    })
}

#[test]
fn the_swarm_has_teeth_a_guarantee_breaks_where_a_rule_is_off() {
    for vocabulary in registry::ALL {
        for rule in Dial::rules(*vocabulary).filter(|rule| !RARELY_MISSED.contains(&rule.name)) {
            let broken = first_broken(*vocabulary, rule.name);
            assert!(broken.is_some(), "{} keeps every guarantee without {}", vocabulary.name(), rule.name);
        }
    }
}

#[test]
fn a_failing_run_is_made_short_and_its_script_does_the_same_on_the_page() {
    for vocabulary in registry::ALL {
        let mut missed = Dial::rules(*vocabulary).filter(|rule| !RARELY_MISSED.contains(&rule.name));
        let found = missed.find_map(|rule| first_broken(*vocabulary, rule.name));
        let (long, check) = found.expect("some rule is missed at once");
        let short = shrink(long.clone());
        assert_eq!(short.failure, long.failure);
        // A run may fail before anybody acts: then only its settings are fewer.
        let lines = |played: &Played| played.script().lines().count();
        let is_shorter =
            if long.acts.is_empty() { lines(&short) < lines(&long) } else { short.acts.len() < long.acts.len() };
        assert!(is_shorter, "{}", short.script());
        let run = Run::parse(registry::ALL, &short.script(), Setup::new(*vocabulary, 3, Seed(0)))
            .expect("a script can be read");
        let timeline = Timeline::replay(run).expect("nothing in it is refused");
        assert!(holds(&format!("violation {check}"), timeline.present()), "{}", short.script());
    }
}

#[test]
fn a_seed_stands_for_one_run() {
    let scope = Scope::default();
    for seed in [1, 2, 3] {
        assert_eq!(play(scope, seed).script(), play(scope, seed).script());
        assert_ne!(play(scope, seed).script(), play(scope, seed + 1).script());
    }
}
