//! One branch of a run: its commands, and what is kept so that it need not be played again from the start.

use crate::clock::commands::Commands;
use crate::clock::mark::{Era, Mark};
use crate::clock::record::{Band, Happened};
use crate::clock::simulation::Simulation;
use crate::cluster::limits;
use alloc::collections::VecDeque;
use alloc::rc::Rc;
use alloc::vec::Vec;
use quorate_core::event::Args;
use quorate_core::protocol::{Micros, NodeId};

/// Names a branch. The first is 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LaneId(pub u32);

/// A mark on the timeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MarkRecord {
    /// The event's number.
    pub serial: u64,
    /// When.
    pub at: Micros,
    /// Its kind.
    pub kind: Mark,
    /// Names the sentence.
    pub key: &'static str,
    /// To or at whom.
    pub node: Option<NodeId>,
    /// The era of the node that acted.
    pub era: Option<Era>,
    /// For the sentence.
    pub args: Args,
}

/// A branch.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Names it.
    pub id: LaneId,
    /// The branch that it left, and when.
    pub fork: Option<(LaneId, Micros)>,
    /// What was commanded, from time 0 on.
    pub commands: Commands,
    /// How far it has been played.
    pub end: Micros,
    /// The marks, oldest first; at most [`limits::MARKS`].
    pub marks: VecDeque<MarkRecord>,
    /// How many marks were there beside them, all older.
    pub marks_dropped: u64,
    /// When the last of those was: from then on all are kept.
    pub marks_before: Micros,
    /// Who led from when on, oldest first; at most [`limits::MARKS`].
    pub bands: VecDeque<Band>,
    /// The steps that broke a guarantee that had been kept, in their order: no more than there are guarantees.
    pub(crate) alarms: Vec<u64>,
    /// Key frames, each at the end of an instant, oldest first; at most [`limits::FRAMES`]. Never empty once begun. The first
    /// is the beginning.
    frames: VecDeque<Rc<Simulation>>,
    /// How many steps lie between two of them, about.
    steps_a_frame: u32,
    /// Steps since the last key frame.
    steps_since_frame: u32,
}

impl Lane {
    /// How many steps lie between key frames at first.
    const STEPS_A_FRAME: u32 = 256;

    pub(crate) fn new() -> Self {
        Self {
            id: LaneId(0),
            fork: None,
            commands: Commands::default(),
            end: Micros(0),
            marks: VecDeque::new(),
            marks_dropped: 0,
            marks_before: Micros(0),
            bands: VecDeque::new(),
            alarms: Vec::new(),
            frames: VecDeque::new(),
            steps_a_frame: Self::STEPS_A_FRAME,
            steps_since_frame: 0,
        }
    }

    /// The earliest time that can still be seen.
    pub fn earliest(&self) -> Micros {
        self.frames.front().map_or(Micros(0), |frame| frame.now())
    }

    /// How many key frames are kept.
    pub fn key_frames(&self) -> usize {
        self.frames.len()
    }

    pub(crate) fn frame_before(&self, time: Micros) -> &Simulation {
        let after = self.frames.partition_point(|frame| frame.now() <= time);
        &self.frames[after.saturating_sub(1)]
    }

    pub(crate) fn keep_frame(&mut self, simulation: &mut Simulation) {
        if self.frames.len() == limits::FRAMES {
            self.thin_out();
        }
        // What nodes hold alike is kept once a frame.
        simulation.share();
        self.frames.push_back(Rc::new(simulation.clone()));
        self.steps_since_frame = 0;
    }

    /// Every other key frame goes, and from now on they lie twice as far apart: so the beginning is never forgotten, and
    /// memory does not grow with the run, only the way from a key frame to where somebody wants to go.
    fn thin_out(&mut self) {
        let mut place = 0;
        self.frames.retain(|_| {
            place += 1;
            place % 2 == 1
        });
        self.steps_a_frame = self.steps_a_frame.saturating_mul(2);
    }

    /// Something happened that is new to this branch. Key frames are kept between instants.
    pub(crate) fn count_step(&mut self, simulation: &mut Simulation, instant_is_over: bool) {
        self.steps_since_frame += 1;
        if instant_is_over {
            self.end = simulation.now();
            if self.steps_since_frame >= self.steps_a_frame {
                self.keep_frame(simulation);
            }
        }
    }

    pub(crate) fn mark(&mut self, happened: &Happened) {
        let Some(kind) = happened.mark else { return };
        let Happened { serial, at, key, node, .. } = *happened;
        let mark = MarkRecord { serial, at, kind, key, node, era: happened.era.clone(), args: happened.args.clone() };
        if let Some(dropped) = push_bounded(&mut self.marks, mark, limits::MARKS) {
            self.marks_dropped += 1;
            self.marks_before = dropped.at;
        }
    }

    pub(crate) fn leadership(&mut self, band: Band) {
        push_bounded(&mut self.bands, band, limits::MARKS);
    }

    /// A branch that shares all that happened up to now, with the first `behind` commands.
    pub(crate) fn fork(&self, id: LaneId, present: &Simulation, behind: usize) -> Self {
        let now = present.now();
        // A frame at the very instant of the fork was kept before the commands of that instant: it stays good.
        Self {
            id,
            fork: Some((self.id, now)),
            commands: self.commands.first(behind),
            end: now,
            marks_dropped: self.marks_dropped,
            marks_before: self.marks_before,
            marks: self.marks.iter().filter(|mark| mark.at <= now).cloned().collect(),
            bands: self.bands.iter().filter(|band| band.from <= now).cloned().collect(),
            frames: self.frames.iter().filter(|frame| frame.now() <= now).cloned().collect(),
            alarms: self.alarms.iter().copied().filter(|step| *step <= present.steps()).collect(),
            steps_a_frame: self.steps_a_frame,
            steps_since_frame: self.steps_since_frame,
        }
    }

    /// The branch as it was just before that time. Until the very beginning, nothing is left.
    pub(crate) fn until(&self, id: LaneId, time: Micros) -> Self {
        let commands = self.commands.partition_point(|command| command.at < time);
        let end = Micros(time.0.saturating_sub(1));
        Self {
            id,
            fork: self.fork,
            commands: self.commands.first(commands),
            end,
            marks_dropped: self.marks_dropped,
            marks_before: self.marks_before.min(end),
            marks: self.marks.iter().filter(|mark| mark.at < time).cloned().collect(),
            bands: self.bands.iter().filter(|band| band.from < time).cloned().collect(),
            frames: self.frames.iter().filter(|frame| frame.now() < time).cloned().collect(),
            alarms: self.alarms.clone(),
            steps_a_frame: self.steps_a_frame,
            steps_since_frame: self.steps_since_frame,
        }
    }
}

/// Keeps something; gives what goes for it.
fn push_bounded<T>(list: &mut VecDeque<T>, item: T, most: usize) -> Option<T> {
    let gone = if list.len() == most { list.pop_front() } else { None };
    list.push_back(item);
    gone
}
