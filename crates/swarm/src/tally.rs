//! What many runs have shown.

use crate::play::{Failure, Played};
use crate::setup::{Scope, Without};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

/// The sums over many runs.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many runs.
    pub runs: u64,
    /// How many things happened.
    pub steps: u64,
    virtual_seconds: f64,
    runs_of: BTreeMap<&'static str, u64>,
    events: BTreeMap<&'static str, u64>,
    /// For each rule that was off: how many runs, and how many of them broke which guarantee.
    without: BTreeMap<&'static str, (u64, BTreeMap<&'static str, u64>)>,
}

impl Tally {
    /// Counts a run.
    pub fn add(&mut self, run: &Played) {
        self.runs += 1;
        self.steps += run.steps;
        self.virtual_seconds += run.end.0 as f64 / 1e6;
        let vocabulary = run.setup.vocabulary;
        *self.runs_of.entry(vocabulary.name()).or_default() += 1;
        for (key, count) in vocabulary.events().iter().zip(&run.events) {
            *self.events.entry(key).or_default() += count;
        }
        if let Some(rule) = run.rule_off {
            let (runs, broken) = self.without.entry(rule).or_default();
            *runs += 1;
            if let Some(Failure::Broken(check)) = run.failure {
                *broken.entry(check).or_default() += 1;
            }
        }
    }

    /// How many runs with this rule off broke a guarantee.
    pub fn broken_without(&self, rule: &str) -> u64 {
        self.without.get(rule).map_or(0, |(_, broken)| broken.values().sum())
    }

    /// What a person wants to know.
    pub fn report(&self, scope: Scope<'_>, took: Duration) -> String {
        let mut text = String::new();
        let seconds = took.as_secs_f64().max(1e-9);
        let protocols_played: Vec<String> = self.runs_of.iter().map(|(name, runs)| format!("{name} {runs}")).collect();
        let mut say = |line: String| writeln!(text, "{line}").expect("a string takes everything");
        say(format!("{} runs ({}), {} steps in {seconds:.0} s", self.runs, protocols_played.join(", "), self.steps));
        say(format!(
            "{:.0} steps a second, {:.1} hours of virtual time",
            self.steps as f64 / seconds,
            self.virtual_seconds / 3600.0
        ));
        if scope.without == Without::Nothing {
            let never: Vec<&str> = self.events.iter().filter(|(_, count)| **count == 0).map(|(key, _)| *key).collect();
            say(format!(
                "events that no run has shown: {}",
                if never.is_empty() { "none".into() } else { never.join(", ") }
            ));
        }
        for (rule, (runs, broken)) in &self.without {
            let broken: Vec<String> = broken.iter().map(|(check, runs)| format!("{check} {runs}")).collect();
            let broken = if broken.is_empty() { "nothing broke".into() } else { broken.join(", ") };
            say(format!("without {rule}: {runs} runs; {broken}"));
        }
        text
    }
}
