//! Time travel and branches: a run is its set-up and its commands; everything else here is a cache for quick seeking.

use crate::clock::flight::Landing;
use crate::clock::lane::{Lane, LaneId};
use crate::clock::record::{Band, Happened, Listener, Recent};
use crate::clock::refusal::{Error, Reason};
use crate::clock::simulation::Simulation;
use crate::language::command::{Cast, Command, Word, complete, words};
use crate::language::run::{Run, Setup, Timed, text};
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::protocol::Micros;

/// A run that can be played, wound back and branched.
#[derive(Clone, Debug)]
pub struct Timeline {
    setup: Setup,
    lanes: Vec<Lane>,
    current: usize,
    next_lane: u32,
    present: Simulation,
    /// How many of the lane's commands lie behind the present.
    behind: usize,
    recent: Recent,
    version: u64,
    lanes_version: u64,
    /// Grows with each jump in time.
    jumps: u64,
}

/// What can come next.
#[derive(Clone, Copy)]
enum Coming {
    /// Something happens by itself.
    Event,
    /// A command that is known for the branch.
    Command,
}

/// Passes on what happens in the present: to the recent past always, to the lane where it is new to it.
struct Ears<'a> {
    recent: &'a mut Recent,
    /// `None` while known time is played again.
    lane: Option<&'a mut Lane>,
    marks: bool,
}

impl Listener for Ears<'_> {
    fn happened(&mut self, happened: Happened) {
        self.marks |= happened.mark.is_some();
        if let Some(lane) = &mut self.lane {
            lane.mark(&happened);
        }
        self.recent.keep_event(happened);
    }

    fn landed(&mut self, landing: Landing) {
        self.recent.keep_landing(landing);
    }

    fn reign(&mut self, band: Band) {
        self.marks = true;
        if let Some(lane) = &mut self.lane {
            lane.reign(band);
        }
    }
}

impl Timeline {
    /// How far back the recent past is known after a jump.
    const HINDSIGHT: Micros = Micros::from_ms(2000);
    /// How many branches are kept; the oldest that is not played goes first.
    pub const LANES: usize = 12;
    /// How many steps a search for the next milestone takes at the most.
    const MILESTONE_STEPS: usize = 50_000;

    /// A run at its beginning, with nothing but its set-up.
    pub fn new(setup: Setup) -> Self {
        let mut lane = Lane::new();
        let mut recent = Recent::default();
        let present = setup.start(&mut Ears { recent: &mut recent, lane: Some(&mut lane), marks: false });
        lane.keep_frame(&present);
        Self {
            setup,
            lanes: alloc::vec![lane],
            current: 0,
            next_lane: 1,
            present,
            behind: 0,
            recent,
            version: 0,
            lanes_version: 0,
            jumps: 0,
        }
    }

    /// Replays a saved run to its end. A command that the run refuses is an error.
    pub fn replay(run: Run) -> Result<Self, Error> {
        let mut timeline = Self::new(run.setup);
        for (line, Timed { at, command }) in run.commands {
            timeline.advance(at, usize::MAX);
            timeline.perform(command).map_err(|reason| Error { line, column: 1, reason })?;
        }
        timeline.advance(run.end, usize::MAX);
        Ok(timeline)
    }

    /// What is played.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The present.
    pub fn present(&self) -> &Simulation {
        &self.present
    }

    /// The present time.
    pub fn now(&self) -> Micros {
        self.present.now()
    }

    /// How far the present branch has been played.
    pub fn end(&self) -> Micros {
        self.lane().end
    }

    /// All branches, the oldest first.
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// The branch that is played.
    pub fn lane(&self) -> &Lane {
        &self.lanes[self.current]
    }

    /// The recent past.
    pub fn recent(&self) -> &Recent {
        &self.recent
    }

    /// Grows whenever anything but the time has changed.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Grows whenever there is something new on a branch, or a new branch.
    pub fn lanes_version(&self) -> u64 {
        self.lanes_version
    }

    /// Grows with each jump in time: then the recent past is another.
    pub fn jumps(&self) -> u64 {
        self.jumps
    }

    /// Plays on until `to`, over what is known and beyond. Stops early when `most` steps are done; says whether it
    /// got there.
    pub fn advance(&mut self, to: Micros, most: usize) -> bool {
        let mut steps = 0;
        let mut coming = self.coming();
        while let Some((at, what)) = coming.filter(|(at, _)| *at <= to) {
            // Never stop in the middle of an instant: a command given there would come too early.
            if steps >= most && at > self.now() {
                return false;
            }
            coming = self.step_once(at, what);
            steps += 1;
        }
        if to > self.now() {
            self.present.wait_until(to);
        }
        let now = self.now();
        let lane = &mut self.lanes[self.current];
        lane.end = lane.end.max(now);
        true
    }

    /// What happens next, and when: by itself, or because of a command that is known for this branch. Events come before
    /// commands of the same instant.
    fn coming(&self) -> Option<(Micros, Coming)> {
        let event = self.present.next_at().map(|at| (at, Coming::Event));
        let command = self.lane().commands.get(self.behind).map(|command| (command.at, Coming::Command));
        [event, command].into_iter().flatten().min_by_key(|(at, _)| *at)
    }

    /// When something happens next: by itself, or because of a command that is known for this branch.
    pub fn next_at(&self) -> Option<Micros> {
        self.coming().map(|(at, _)| at)
    }

    /// Does what comes next, at `at`; gives what comes then.
    fn step_once(&mut self, at: Micros, what: Coming) -> Option<(Micros, Coming)> {
        self.version += 1;
        match what {
            Coming::Event => self.event(at),
            Coming::Command => {
                self.known_command(at);
                self.coming()
            }
        }
    }

    fn event(&mut self, at: Micros) -> Option<(Micros, Coming)> {
        let lane = &mut self.lanes[self.current];
        let is_new = at > lane.end;
        let mut ears = Ears { recent: &mut self.recent, lane: is_new.then_some(lane), marks: false };
        self.present.step(&mut ears);
        if ears.marks {
            self.lanes_version += 1;
        }
        let coming = self.coming();
        if is_new {
            let instant_is_over = coming.is_none_or(|(next, _)| next != at);
            self.lanes[self.current].count_step(&self.present, instant_is_over);
        }
        coming
    }

    /// Gives a command that is known for this branch.
    fn known_command(&mut self, at: Micros) {
        let command = self.lane().commands[self.behind].command.clone();
        self.present.wait_until(at);
        let mut ears = Ears { recent: &mut self.recent, lane: None, marks: false };
        let performed = self.present.perform(&command, &mut ears);
        debug_assert!(performed.is_ok(), "a command that was possible once is possible again");
        self.behind += 1;
    }

    /// To any time: back, or forward over what is known and beyond.
    pub fn seek(&mut self, to: Micros) {
        let to = to.max(self.lane().earliest());
        if to >= self.now() && to.0 - self.now().0 < Self::HINDSIGHT.0 {
            self.advance(to, usize::MAX);
            return;
        }
        let known = Micros(to.min(self.end()).0.saturating_sub(Self::HINDSIGHT.0));
        self.jump_before(known);
        self.advance(to, usize::MAX);
    }

    /// The present becomes the last key frame at or before `time`.
    fn jump_before(&mut self, time: Micros) {
        let lane = &self.lanes[self.current];
        self.present = lane.frame_before(time).clone();
        // A frame is kept before the commands of its instant.
        let now = self.present.now();
        self.behind = lane.commands.partition_point(|command| command.at < now);
        self.recent = Recent::default();
        self.version += 1;
        self.jumps += 1;
    }

    /// To the next instant at which something happens.
    pub fn step_forward(&mut self) {
        if let Some(at) = self.next_at() {
            self.advance(at, usize::MAX);
        }
    }

    /// To the last instant before now at which something happened.
    pub fn step_back(&mut self) {
        let now = self.now();
        self.jump_before(Micros(now.0.saturating_sub(Self::HINDSIGHT.0)));
        while let Some(at) = self.next_at().filter(|at| *at < now) {
            self.advance(at, usize::MAX);
        }
    }

    /// To the next milestone, known or not; not farther than a bounded number of steps.
    pub fn next_milestone(&mut self) {
        let now = self.now();
        if let Some(mark) = self.lane().marks.iter().find(|mark| mark.at > now) {
            let at = mark.at;
            self.seek(at);
            return;
        }
        let end = self.end();
        self.seek(end);
        for _ in 0..Self::MILESTONE_STEPS {
            let known = self.lane().marks.back().map(|mark| mark.serial);
            self.step_forward();
            if self.lane().marks.back().map(|mark| mark.serial) != known {
                return;
            }
        }
    }

    /// To the last milestone before now, or to the beginning.
    pub fn previous_milestone(&mut self) {
        let now = self.now();
        let before = self.lane().marks.iter().rev().find(|mark| mark.at < now).map(|mark| mark.at);
        self.seek(before.unwrap_or(self.lane().earliest()));
    }

    /// Carries out a command now. In the past this makes a branch. A command that makes no sense changes nothing.
    pub fn perform(&mut self, command: Command) -> Result<(), Reason> {
        let now = self.now();
        self.advance(now, usize::MAX);
        let mut heard = Heard(Vec::new());
        let mut next = self.present.clone();
        next.perform(&command, &mut heard)?;
        if now < self.end() {
            self.branch();
        }
        self.present = next;
        let lane = &mut self.lanes[self.current];
        lane.commands.push(Timed { at: now, command });
        self.behind = lane.commands.len();
        let mut ears = Ears { recent: &mut self.recent, lane: Some(lane), marks: false };
        for thing in heard.0 {
            match thing {
                Thing::Happened(happened) => ears.happened(happened),
                Thing::Landed(landing) => ears.landed(landing),
                Thing::Reign(band) => ears.reign(band),
            }
        }
        self.version += 1;
        self.lanes_version += 1;
        Ok(())
    }

    /// Carries out a line of the command language now.
    pub fn command(&mut self, line: &str) -> Result<(), Error> {
        let error = |(column, reason)| Error { line: 1, column, reason };
        let command = self.parse(&words(line)).map_err(error)?;
        self.perform(command).map_err(|reason| error((1, reason)))
    }

    pub(crate) fn parse(&self, words: &[Word<'_>]) -> Result<Command, (usize, Reason)> {
        Command::parse(self.setup.vocabulary, self.cast(), words)
    }

    /// Who is there now: nodes may have come since the beginning.
    pub fn cast(&self) -> Cast {
        Cast { nodes: self.present.machine().size(), ..self.setup.cast }
    }

    /// Words that may stand where `line` ends.
    pub fn complete(&self, line: &str) -> Vec<String> {
        complete(line, self.setup.vocabulary, self.cast(), self.present.flights().keys().copied())
    }

    /// A new branch that shares everything up to now, and is played from here on.
    pub fn branch(&mut self) {
        let now = self.now();
        let lane = self.lane().fork(LaneId(self.next_lane), now, self.behind);
        self.next_lane += 1;
        self.lanes.push(lane);
        self.current = self.lanes.len() - 1;
        if self.lanes.len() > Self::LANES {
            self.lanes.remove(1);
            self.current -= 1;
        }
        self.version += 1;
        self.lanes_version += 1;
    }

    /// Plays another branch, at the same time if it goes that far. Says whether there is such a branch.
    pub fn switch(&mut self, id: LaneId) -> bool {
        let Some(index) = self.lanes.iter().position(|lane| lane.id == id) else { return false };
        let to = self.now().min(self.lanes[index].end);
        self.current = index;
        self.jump_before(Micros(to.0.saturating_sub(Self::HINDSIGHT.0)));
        self.advance(to, usize::MAX);
        self.lanes_version += 1;
        true
    }

    /// The whole run of this branch as text; played again it gives the same run.
    pub fn script(&self) -> String {
        text(&self.setup, &self.lane().commands, self.end())
    }
}

/// What a command set off, until it is known that it is not refused.
struct Heard(Vec<Thing>);

enum Thing {
    Happened(Happened),
    Landed(Landing),
    Reign(Band),
}

impl Listener for Heard {
    fn happened(&mut self, happened: Happened) {
        self.0.push(Thing::Happened(happened));
    }

    fn landed(&mut self, landing: Landing) {
        self.0.push(Thing::Landed(landing));
    }

    fn reign(&mut self, band: Band) {
        self.0.push(Thing::Reign(band));
    }
}
