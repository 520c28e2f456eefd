//! Looks on at a run and says which goals it has reached.

use super::forbidden::GivenSoFar;
use super::{Challenge, ChallengeGoal, GoalPart};
use crate::clock::command::Command;
use crate::clock::feat::Onlooker;
use crate::clock::refusal::Reason;
use crate::clock::simulation::Simulation;
use crate::clock::simulation::witness::Witness;
use crate::cluster::setting::ms;
use crate::language::condition::Condition;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;
use core::cell::OnceCell;
use quorate_core::protocol::Micros;

/// What a run begins with, before hands may do anything.
#[derive(Debug)]
struct GivenStart {
    /// When it is over.
    until: Micros,
    /// What was commanded, and when.
    commands: Vec<(Micros, String)>,
}

/// What all referees of a challenge have in common.
#[derive(Debug)]
struct Task {
    challenge: Challenge,
    /// Known when it has been played.
    opening: OnceCell<GivenStart>,
}

/// Somebody who watches over a feat, until the run has come to it.
#[derive(Clone)]
struct Watch {
    onlooker: Box<dyn Onlooker>,
    is_seen: bool,
}

/// Looks on at a run and says which goals it has reached.
#[derive(Clone)]
pub struct Referee {
    task: Rc<Task>,
    /// How many commands it has heard of, and what those are about that are not the task's.
    heard: usize,
    tally: GivenSoFar,
    /// For each part of each goal that is a feat.
    watches: Vec<Watch>,
    /// When the goals were reached that have been, in their order.
    reached: Vec<Micros>,
    /// Since when all is as the next goal wants it: later than now, where that takes a time and only nothing may come between.
    since: Option<Micros>,
}

/// How far one is with a goal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GoalProgress {
    /// When it was reached.
    pub reached: Option<Micros>,
    /// Since when all is as it wants, where it must stay so.
    pub since: Option<Micros>,
    /// Whether this run cannot reach it any more.
    pub is_missed: bool,
}

impl Referee {
    /// One who has seen nothing yet.
    pub(crate) fn new(challenge: Challenge) -> Self {
        let feats = challenge.goals.iter().flat_map(|goal| &goal.parts).filter_map(|part| match part {
            GoalPart::Feat(feat) => Some(Watch { onlooker: (feat.begin)(), is_seen: false }),
            GoalPart::Condition(_) => None,
        });
        let watches = feats.collect();
        let task = Rc::new(Task { challenge, opening: OnceCell::new() });
        Self { task, heard: 0, tally: GivenSoFar::default(), watches, reached: Vec::new(), since: None }
    }

    /// Who looks on at a simulation, if it is one of these.
    pub fn of(simulation: &Simulation) -> Option<&Self> {
        simulation.witness()?.as_any().downcast_ref()
    }

    /// From now on hands may do what is allowed: the run has begun with these commands.
    pub(crate) fn begins(&self, until: Micros, commands: Vec<(Micros, String)>) {
        let begun = self.task.opening.set(GivenStart { until, commands });
        debug_assert!(begun.is_ok(), "a challenge begins once");
    }

    /// When hands may do something, if that is known.
    pub fn begins_at(&self) -> Option<Micros> {
        Some(self.task.opening.get()?.until)
    }

    /// How far the run that it looks on at is with each goal now.
    pub fn progress(&self, simulation: &Simulation) -> Vec<GoalProgress> {
        let now = simulation.now();
        let goals = self.task.challenge.goals.iter().enumerate();
        let progress = goals.map(|(place, goal)| {
            let since = self.since.filter(|since| place == self.reached.len() && *since <= now);
            let held = since.map(|since| Micros(since.0 + goal.held.0)).filter(|end| *end <= now);
            let reached = self.reached.get(place).copied().or(held);
            let is_past_feat = self.watches_of(place).any(|watch| !watch.is_seen && watch.onlooker.is_missed());
            let is_past_condition = conditions(goal).any(|condition| condition.is_missed(simulation));
            GoalProgress { reached, since, is_missed: reached.is_none() && (is_past_feat || is_past_condition) }
        });
        progress.collect()
    }

    /// Whether the first goal is reached before hands have done anything.
    pub(crate) fn is_done_by_nobody(&self, simulation: &Simulation) -> bool {
        self.task.challenge.goals[0].held == Micros(0) && self.is_as_wanted_at(0, simulation) == Some(simulation.now())
    }

    /// Whether hands may do something: what the run begins with has been.
    fn is_on(&self, now: Micros) -> bool {
        let opening = self.task.opening.get();
        opening.is_some_and(|opening| opening.until <= now && self.heard >= opening.commands.len())
    }

    /// Since when all is as a goal wants it, if it is so now or will be if nothing happens until then.
    fn is_as_wanted_at(&self, place: usize, simulation: &Simulation) -> Option<Micros> {
        let now = simulation.now();
        let come = |watch: &Watch| if watch.is_seen { Some(now) } else { watch.onlooker.due() };
        let all = self.watches_of(place).try_fold(now, |latest, watch| Some(latest.max(come(watch)?)));
        let goal = &self.task.challenge.goals[place];
        all.filter(|_| conditions(goal).all(|condition| condition.holds(simulation).is_ok()))
    }

    /// Those over the feats of one goal.
    fn watches_of(&self, place: usize) -> impl Iterator<Item = &Watch> {
        let goals = &self.task.challenge.goals;
        let feats = |goal: &ChallengeGoal| goal.parts.iter().filter(|part| matches!(part, GoalPart::Feat(_))).count();
        let before = goals[..place].iter().map(feats).sum();
        self.watches.iter().skip(before).take(feats(&goals[place]))
    }
}

/// Those of its parts that are no feats.
fn conditions(goal: &ChallengeGoal) -> impl Iterator<Item = &Condition> {
    goal.parts.iter().filter_map(|part| match part {
        GoalPart::Condition(condition) => Some(condition),
        GoalPart::Feat(_) => None,
    })
}

impl Witness for Referee {
    fn boxed_clone(&self) -> Box<dyn Witness> {
        Box::new(self.clone())
    }

    fn allows(&self, simulation: &Simulation, command: &Command) -> Result<(), Reason> {
        let Some(opening) = self.task.opening.get() else { return Ok(()) };
        let too_early = || Err(Reason::BeforeChallenge { at: ms(opening.until) });
        match opening.commands.get(self.heard) {
            Some((at, text)) => {
                let is_it =
                    *at == simulation.now() && *text == command.text(simulation.vocabulary(), simulation.names());
                if is_it { Ok(()) } else { too_early() }
            }
            None if simulation.now() < opening.until => too_early(),
            None => self.tally.allows(&self.task.challenge.forbidden, simulation, command),
        }
    }

    fn hears(&mut self, simulation: &Simulation, command: &Command) {
        let is_own = self.task.opening.get().is_some_and(|opening| self.heard >= opening.commands.len());
        self.heard += 1;
        if is_own {
            let task = self.task.clone();
            self.tally.count(&task.challenge.forbidden, simulation, command);
        }
    }

    fn sees(&mut self, simulation: &Simulation) {
        let now = simulation.now();
        let is_on = self.is_on(now);
        for watch in self.watches.iter_mut().filter(|watch| !watch.is_seen) {
            // It had come to it before this, whatever comes of this.
            let was_due = watch.onlooker.due().is_some_and(|due| due <= now);
            let has_come = watch.onlooker.look(simulation) || was_due;
            watch.is_seen = has_come && is_on;
        }
        if !is_on {
            return;
        }
        while let Some(goal) = self.task.challenge.goals.get(self.reached.len()) {
            // It was so until now, whatever is so now.
            let held_until = self.since.map(|since| Micros(since.0 + goal.held.0)).filter(|end| *end <= now);
            if let Some(end) = held_until {
                self.reached.push(end);
                self.since = None;
                continue;
            }
            let wanted_at = self.is_as_wanted_at(self.reached.len(), simulation);
            // It is so already, or will be then.
            self.since = wanted_at.map(|at| self.since.filter(|since| *since <= now).unwrap_or(at));
            if self.since.is_none_or(|since| since.0 + goal.held.0 > now.0) {
                return;
            }
        }
    }

    fn given(&self) -> usize {
        self.task.opening.get().map_or(0, |opening| opening.commands.len())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
