//! A failing run made as short as it gets: acts and settings are left out while it still fails in the same way.

use crate::play::{Failure, Played, replay};
use quorate_sim::clock::command::TimedCommand;
use quorate_sim::clock::setup::Setup;
use quorate_sim::language::run::Run;

/// The most times that a run is played again.
const ATTEMPTS: usize = 3000;

/// The shortest run found that fails as this one does; itself, if it does not fail.
pub fn shrink(run: Played) -> Played {
    let Some(failure) = run.failure.clone() else { return run };
    let mut shrinking = Shrinking { shortest: run, failure, attempts: 0 };
    loop {
        let before = shrinking.size();
        shrinking.leave_out_acts();
        shrinking.leave_out_settings();
        if shrinking.size() == before || shrinking.attempts >= ATTEMPTS {
            return shrinking.shortest;
        }
    }
}

struct Shrinking {
    shortest: Played,
    failure: Failure,
    attempts: usize,
}

impl Shrinking {
    fn size(&self) -> usize {
        self.shortest.acts.len() + self.shortest.setup.settings.len() + self.shortest.setup.own_lines.len()
    }

    /// Plays a run and keeps it if it fails in the same way. Says whether it did.
    fn attempt(&mut self, setup: Setup, acts: &[TimedCommand]) -> bool {
        self.attempts += 1;
        if self.attempts > ATTEMPTS {
            return false;
        }
        let played = replay(setup, self.shortest.rule_off, acts);
        // Somebody who was never added cannot be named.
        let fallback = Setup::new(played.setup.vocabulary, 1, played.setup.seed);
        let can_be_read = Run::parse(&[played.setup.vocabulary], &played.script(), fallback).is_ok();
        let fails = can_be_read && played.failure.as_ref() == Some(&self.failure);
        if fails {
            self.shortest = played;
        }
        fails
    }

    /// First halves, then quarters, …, at last single acts, from the last to the first.
    fn leave_out_acts(&mut self) {
        let mut width = self.shortest.acts.len().div_ceil(2);
        while width > 0 {
            let mut end = self.shortest.acts.len();
            while end > 0 {
                let start = end.saturating_sub(width);
                let mut acts = self.shortest.acts.clone();
                acts.drain(start..end.min(acts.len()));
                self.attempt(self.shortest.setup.clone(), &acts);
                end = start;
            }
            width /= 2;
        }
    }

    fn leave_out_settings(&mut self) {
        let keep_rule = usize::from(self.shortest.rule_off.is_some());
        for place in (0..self.shortest.setup.settings.len() - keep_rule).rev() {
            let mut setup = self.shortest.setup.clone();
            setup.settings.remove(place);
            self.attempt(setup, &self.shortest.acts.clone());
        }
        for place in (0..self.shortest.setup.own_lines.len()).rev() {
            let mut setup = self.shortest.setup.clone();
            setup.own_lines.remove(place);
            self.attempt(setup, &self.shortest.acts.clone());
        }
    }
}
