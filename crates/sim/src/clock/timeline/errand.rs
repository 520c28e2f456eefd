//! What a timeline is asked for, and does in slices: opening a saved run, seeking, stepping. However far it is, no call takes
//! longer than the steps that it was given.
//!
//! Whatever is asked for is an errand. [`Timeline::proceed`] goes on with it; between two slices the present is a sound
//! state, somewhere on the way, and [`Timeline::cancel`] lets it stay there. The methods that are named for what they do
//! (`seek`, `step_back`, …) run theirs to the end; those that begin with `ask` only begin it.

use super::Timeline;
use crate::clock::command::TimedCommand;
use crate::clock::lane::LaneId;
use crate::clock::refusal::{Error, Reason};
use crate::clock::setup::Setup;
use crate::cluster::limits;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::apart::apart;
use quorate_core::protocol::Micros;

/// What has been asked for and is not done yet.
#[derive(Clone, Debug)]
pub(super) struct Errand {
    goal: Goal,
    /// Where the present was when it began.
    from: Micros,
}

#[derive(Clone, Debug)]
pub(super) enum Goal {
    /// To play until this time.
    To(Micros),
    /// To play until the last instant before this time at which something happens.
    Before(Micros),
    /// To play until this is there; not farther than to that time or so many steps.
    Sought { what: Sought, until: Micros, steps: usize },
    /// To play the rest of a saved run.
    Replay { commands: VecDeque<(usize, TimedCommand)>, end: Micros },
}

/// What is looked for.
#[derive(Clone, Debug)]
pub(super) enum Sought {
    /// Something after this time that is worth a mark.
    Milestone { after: Micros },
    /// One of these events, by their keys, among those from this serial number on.
    Event { keys: Vec<String>, seen: u64 },
}

/// How many steps the trial of a command is worth: it is tried on a copy.
const STEPS_A_COMMAND: usize = 8;

impl Timeline {
    /// How far back the recent past is known after a jump.
    pub(super) const HINDSIGHT: Micros = Micros::from_ms(2000);

    /// A run whose commands, each with its line, are still to be given, up to its end.
    pub(crate) fn playing(setup: Setup, commands: Vec<(usize, TimedCommand)>, end: Micros) -> Self {
        let mut timeline = Self::new(setup);
        let end = end.min(limits::LONGEST_RUN);
        timeline.begin(Goal::Replay { commands: commands.into(), end });
        timeline
    }

    /// Goes on with what was asked for, for about so many steps; says whether it is done. An error is a command of a saved
    /// run that is refused: then the run ends before it.
    pub fn proceed(&mut self, most: usize) -> Result<bool, Error> {
        let mut left = most.max(1);
        while let Some(Errand { goal, from }) = self.errand.take() {
            let goal = self.slice(goal, &mut left)?;
            self.errand = goal.map(|goal| Errand { goal, from });
            if left == 0 {
                break;
            }
        }
        Ok(self.errand.is_none())
    }

    /// Whether something was asked for that is not done.
    pub fn is_busy(&self) -> bool {
        self.errand.is_some()
    }

    /// Whether a saved run is still being played to its end.
    pub fn is_opening(&self) -> bool {
        matches!(self.errand, Some(Errand { goal: Goal::Replay { .. }, .. }))
    }

    /// How far that is which was asked for: so much, of so much. `None`: nothing is left to do.
    pub fn progress(&self) -> Option<(u64, u64)> {
        let Errand { goal, from } = self.errand.as_ref()?;
        let way = |to: Micros| (self.now().0.saturating_sub(from.0), to.0.saturating_sub(from.0).max(1));
        Some(match goal {
            Goal::To(to) | Goal::Before(to) | Goal::Replay { end: to, .. } => way(*to),
            Goal::Sought { until, .. } => way(*until),
        })
    }

    /// Gives up what was asked for. The present stays where it is; a saved run ends here.
    pub fn cancel(&mut self) {
        self.errand = None;
        // A key frame stands before the commands of its instant.
        let mut all = usize::MAX;
        self.play(self.now(), &mut all);
    }

    pub(super) fn begin(&mut self, goal: Goal) {
        self.errand = Some(Errand { goal, from: self.now() });
    }

    /// Does what was asked for to its end.
    pub(super) fn finish(&mut self) {
        let done = self.proceed(usize::MAX);
        debug_assert!(done.is_ok(), "only a saved run is refused");
    }

    /// Goes on with it while steps are left; gives what then remains.
    fn slice(&mut self, goal: Goal, left: &mut usize) -> Result<Option<Goal>, Error> {
        match goal {
            Goal::To(to) => Ok((!self.play(to, left)).then_some(goal)),
            Goal::Before(before) => {
                let now = self.now();
                while let Some(at) = self.next_at().filter(|at| *at < before || *at == now) {
                    if *left == 0 || !self.play(at, left) {
                        return Ok(Some(goal));
                    }
                }
                Ok(None)
            }
            Goal::Sought { mut what, until, mut steps } => {
                while steps > 0 {
                    if *left == 0 {
                        return Ok(Some(Goal::Sought { what, until, steps }));
                    }
                    let Some(at) = self.next_at().filter(|at| *at <= until) else {
                        return Ok((!self.play(until, left)).then_some(Goal::Sought { what, until, steps }));
                    };
                    let (heard, before) = (self.milestones, *left);
                    // Steps are left, and an instant is played as a whole.
                    self.play(at, left);
                    steps = steps.saturating_sub((before - *left).max(1));
                    let is_found = match &mut what {
                        Sought::Milestone { after } => at > *after && self.milestones != heard,
                        Sought::Event { keys, seen } => apart(|| self.is_told(keys, seen)),
                    };
                    if is_found {
                        break;
                    }
                }
                Ok(None)
            }
            Goal::Replay { mut commands, end } => {
                while let Some((line, TimedCommand { at, command })) = commands.pop_front() {
                    if *left == 0 || !self.play(at, left) {
                        commands.push_front((line, TimedCommand { at, command }));
                        return Ok(Some(Goal::Replay { commands, end }));
                    }
                    apart(|| self.carry_out(command)).map_err(|reason| Error { line, column: 1, reason })?;
                    *left = left.saturating_sub(STEPS_A_COMMAND);
                }
                Ok((!self.play(end, left)).then_some(Goal::Replay { commands, end }))
            }
        }
    }

    /// Whether one of these events is told that nobody has seen; now somebody has seen them all.
    fn is_told(&self, keys: &[String], seen: &mut u64) -> bool {
        let events = &self.recent.events;
        let mut new = events.iter().rev().take_while(|event| event.serial >= *seen);
        let is_told = new.any(|event| keys.iter().any(|key| key == event.key));
        *seen = events.back().map_or(*seen, |last| last.serial + 1);
        is_told
    }

    fn look_for(&mut self, what: Sought, until: Micros) {
        self.begin(Goal::Sought { what, until, steps: limits::MILESTONE_STEPS });
    }

    /// How far something is looked for.
    fn reach(&self) -> Micros {
        Micros(self.now().0.saturating_add(limits::MILESTONE_REACH.0)).min(limits::LONGEST_RUN)
    }

    /// To any time: back, or forward over what is known and beyond.
    pub fn seek(&mut self, to: Micros) {
        self.ask_seek(to);
        self.finish();
    }

    /// Begins to [`Timeline::seek`].
    pub fn ask_seek(&mut self, to: Micros) {
        if self.is_opening() {
            return;
        }
        let to = to.clamp(self.lane().earliest(), limits::LONGEST_RUN);
        let is_near = to >= self.now() && to.0 - self.now().0 < Self::HINDSIGHT.0;
        if !is_near {
            self.jump_before(Micros(to.min(self.end()).0.saturating_sub(Self::HINDSIGHT.0)));
        }
        self.begin(Goal::To(to));
    }

    /// To the next instant at which something happens.
    pub fn step_forward(&mut self) {
        self.ask_step_forward();
        self.finish();
    }

    /// Begins to [`Timeline::step_forward`].
    pub fn ask_step_forward(&mut self) {
        if let Some(at) = self.next_at().filter(|_| !self.is_opening()) {
            self.begin(Goal::To(at));
        }
    }

    /// To the last instant before now at which something happened, after the commands that were given then.
    pub fn step_back(&mut self) {
        self.ask_step_back();
        self.finish();
    }

    /// Begins to [`Timeline::step_back`].
    pub fn ask_step_back(&mut self) {
        if self.is_opening() {
            return;
        }
        let now = self.now();
        self.jump_before(Micros(now.0.saturating_sub(Self::HINDSIGHT.0)));
        self.begin(Goal::Before(now));
    }

    /// To the next milestone, known or not; not farther than [`limits::MILESTONE_REACH`] or [`limits::MILESTONE_STEPS`].
    pub fn next_milestone(&mut self) {
        self.ask_next_milestone();
        self.finish();
    }

    /// Begins to go to the [next milestone](Timeline::next_milestone).
    pub fn ask_next_milestone(&mut self) {
        if self.is_opening() {
            return;
        }
        let (now, lane) = (self.now(), self.lane());
        let until = self.reach();
        // Where the oldest marks are kept no more, it is played until something is worth one.
        let known = lane.marks.iter().find(|mark| mark.at > now).filter(|_| lane.marks_before <= now);
        match known.map(|mark| mark.at) {
            Some(at) => self.ask_seek(at.min(until)),
            None => {
                let after = if lane.marks_before > now { now } else { lane.end.min(until) };
                if after > now {
                    self.ask_seek(after);
                }
                self.look_for(Sought::Milestone { after }, until);
            }
        }
    }

    /// To the next moment at which one of these events is told, known or not; not farther than a milestone is looked for.
    ///
    /// ```
    /// use quorate_sim::clock::random::Seed;
    /// use quorate_sim::clock::setup::Setup;
    /// use quorate_sim::clock::timeline::Timeline;
    /// use quorate_sim::registry::vocabulary;
    ///
    /// let mut timeline = Timeline::new(Setup::new(vocabulary("raft").expect("it is registered"), 3, Seed(1)));
    /// timeline.next_event(&["raft.elected"]);
    /// let last = timeline.recent().events.back().expect("something has happened");
    /// assert_eq!((last.at, timeline.recent().events.iter().any(|event| event.key == "raft.elected")), (timeline.now(), true));
    /// ```
    pub fn next_event(&mut self, keys: &[&str]) {
        self.ask_next_event(keys);
        self.finish();
    }

    /// Begins to go to the [next of these events](Timeline::next_event).
    pub fn ask_next_event(&mut self, keys: &[&str]) {
        if self.is_opening() {
            return;
        }
        let seen = self.recent.events.back().map_or(0, |event| event.serial + 1);
        let keys = keys.iter().map(|key| (*key).into()).collect();
        self.look_for(Sought::Event { keys, seen }, self.reach());
    }

    /// To the last milestone before now, or to the beginning of what is kept of them.
    pub fn previous_milestone(&mut self) {
        self.ask_previous_milestone();
        self.finish();
    }

    /// Begins to go to the [previous milestone](Timeline::previous_milestone).
    pub fn ask_previous_milestone(&mut self) {
        let (now, lane) = (self.now(), self.lane());
        let before = lane.marks.iter().rev().find(|mark| mark.at < now).map(|mark| mark.at);
        let oldest = if lane.marks_before < now { lane.marks_before } else { Micros(0) };
        self.ask_seek(before.unwrap_or(oldest));
    }

    /// Plays another branch, at the same time if it goes that far. Says whether there is such a branch.
    pub fn switch(&mut self, id: LaneId) -> bool {
        let is_there = self.ask_switch(id);
        self.finish();
        is_there
    }

    /// Begins to [`Timeline::switch`].
    pub fn ask_switch(&mut self, id: LaneId) -> bool {
        let Some(index) = self.lanes.iter().position(|lane| lane.id == id) else { return false };
        if self.is_opening() {
            return false;
        }
        let to = self.now().min(self.lanes[index].end);
        self.current = index;
        self.jump_before(Micros(to.0.saturating_sub(Self::HINDSIGHT.0)));
        self.begin(Goal::To(to));
        self.lanes_version += 1;
        true
    }
}

/// Whether a command can be given: not while a saved run is still being played.
pub(super) fn ready(timeline: &Timeline) -> Result<(), Reason> {
    if timeline.is_opening() { Err(Reason::IsOpening) } else { Ok(()) }
}
