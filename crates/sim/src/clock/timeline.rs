//! Time travel and branches: a run is its set-up and its commands; everything else here is a cache for quick seeking.

mod errand;
mod take_back;

use crate::clock::command::{Command, TimedCommand};
use crate::clock::flight::Landing;
use crate::clock::lane::{Lane, LaneId};
use crate::clock::record::{Band, Happened, Listener, Recent};
use crate::clock::refusal::Reason;
use crate::clock::setup::Setup;
use crate::clock::simulation::{Next, Simulation};
use crate::cluster::limits;
use crate::cluster::names::Cast;
use alloc::vec::Vec;
use quorate_core::apart::apart;
use quorate_core::protocol::Micros;

/// A run that can be played, wound back and branched.
///
/// ```
/// use quorate_core::protocol::Micros;
/// use quorate_sim::clock::random::Seed;
/// use quorate_sim::clock::setup::Setup;
/// use quorate_sim::clock::timeline::Timeline;
/// use quorate_sim::language::condition::holds;
/// use quorate_sim::registry::vocabulary;
///
/// let raft = vocabulary("raft").expect("Raft is registered");
/// let mut timeline = Timeline::new(Setup::new(raft, 3, Seed(1)));
/// timeline.advance(Micros::from_ms(1000), usize::MAX);
/// assert!(holds("some role = leader", timeline.present()));
///
/// // In the past, a command makes a branch.
/// timeline.seek(Micros::from_ms(500));
/// timeline.command("crash A").expect("A is up");
/// assert_eq!(timeline.lanes().len(), 2);
/// assert!(holds("A role = down", timeline.present()));
/// ```
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
    /// How much was aftermath that is worth a mark, known or new.
    milestones: u64,
    /// What has been asked for and is not done yet.
    errand: Option<errand::Errand>,
    /// Whether the first branch stays as it is.
    is_sealed: bool,
    /// A branch, and the moment before what was taken back on it last.
    reopened: Option<(LaneId, Micros)>,
}

/// What can come next.
#[derive(Clone, Copy)]
enum Coming {
    /// This happens by itself.
    Event(Next),
    /// A command that is known for the branch.
    Command,
}

/// Passes on what happens in the present: to the recent past always, to the lane where it is new to it.
struct Ears<'a> {
    recent: &'a mut Recent,
    /// `None` while known time is played again.
    lane: Option<&'a mut Lane>,
    /// Then: the steps that broke a guarantee. All others are known to be sound.
    alarms: Option<&'a [u64]>,
    /// Whether the branch has got something that a timeline shows.
    marks: bool,
    milestones: u64,
}

impl<'a> Ears<'a> {
    fn new(recent: &'a mut Recent, lane: &'a mut Lane) -> Self {
        Self { recent, lane: Some(lane), alarms: None, marks: false, milestones: 0 }
    }

    /// While known time is played again.
    fn again(recent: &'a mut Recent, lane: &'a Lane) -> Self {
        Self { recent, lane: None, alarms: Some(&lane.alarms), marks: false, milestones: 0 }
    }
}

impl Listener for Ears<'_> {
    fn happened(&mut self, happened: Happened) {
        self.marks |= happened.mark.is_some();
        self.milestones += u64::from(happened.mark.is_some());
        if let Some(lane) = &mut self.lane {
            lane.mark(&happened);
        }
        self.recent.keep_event(happened);
    }

    fn landed(&mut self, landing: Landing) {
        self.recent.keep_landing(landing);
    }

    fn leadership(&mut self, band: Band) {
        self.marks = true;
        if let Some(lane) = &mut self.lane {
            lane.leadership(band);
        }
    }

    fn alarmed(&mut self, step: u64) {
        if let Some(lane) = &mut self.lane {
            // What was taken back may have broken one at the same step.
            if let Err(place) = lane.alarms.binary_search(&step) {
                lane.alarms.insert(place, step);
            }
        }
    }

    fn is_sound(&self, step: u64) -> bool {
        self.alarms.is_some_and(|alarms| alarms.binary_search(&step).is_err())
    }
}

impl Timeline {
    /// A run at its beginning, with nothing but its set-up.
    pub fn new(setup: Setup) -> Self {
        let mut lane = Lane::new();
        let mut recent = Recent::default();
        let mut present = setup.start(&mut Ears::new(&mut recent, &mut lane));
        lane.keep_frame(&mut present);
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
            milestones: 0,
            errand: None,
            is_sealed: false,
            reopened: None,
        }
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
    /// got there. Whatever else was asked for is given up; while a saved run opens, nothing happens.
    pub fn advance(&mut self, to: Micros, mut most: usize) -> bool {
        if self.is_opening() {
            return false;
        }
        self.errand = None;
        self.play(to, &mut most)
    }

    /// Plays on until `to`, or until no steps are left; says whether it got there. A run has an end
    /// ([`limits::LONGEST_RUN`]): whoever wants to go farther gets there.
    fn play(&mut self, to: Micros, left: &mut usize) -> bool {
        let to = to.min(limits::LONGEST_RUN);
        let mut coming = self.coming();
        while let Some((at, what)) = coming.filter(|(at, _)| *at <= to) {
            // Never stop in the middle of an instant: a command given there would come too early.
            if *left == 0 && at > self.now() {
                return false;
            }
            coming = self.step_once(at, what);
            *left = left.saturating_sub(1);
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
        let event = self.present.next().map(|(at, next)| (at, Coming::Event(next)));
        let command = self.lane().commands.get(self.behind).map(|command| (command.at, Coming::Command));
        [event, command].into_iter().flatten().min_by_key(|(at, _)| *at)
    }

    /// When something happens next: by itself, or because of a command that is known for this branch.
    pub fn next_at(&self) -> Option<Micros> {
        self.coming().map(|(at, _)| at).filter(|at| *at <= limits::LONGEST_RUN)
    }

    /// Does what comes next, at `at`; gives what comes then.
    fn step_once(&mut self, at: Micros, what: Coming) -> Option<(Micros, Coming)> {
        self.version += 1;
        match what {
            Coming::Event(next) => self.event(at, next),
            Coming::Command => {
                self.known_command(at);
                self.coming()
            }
        }
    }

    fn event(&mut self, at: Micros, next: Next) -> Option<(Micros, Coming)> {
        let lane = &mut self.lanes[self.current];
        let is_new = at > lane.end;
        let recent = &mut self.recent;
        let mut ears = if is_new { Ears::new(recent, lane) } else { Ears::again(recent, lane) };
        self.present.do_next(at, next, &mut ears);
        self.milestones += ears.milestones;
        // What a timeline shows of a branch was there before, where known time is played again.
        if ears.marks && is_new {
            self.lanes_version += 1;
        }
        let coming = self.coming();
        if is_new {
            let instant_is_over = coming.is_none_or(|(next, _)| next != at);
            self.lanes[self.current].count_step(&mut self.present, instant_is_over);
        }
        coming
    }

    /// Gives a command that is known for this branch.
    fn known_command(&mut self, at: Micros) {
        let command = self.lane().commands.get(self.behind).expect("it was just found").command.clone();
        self.present.wait_until(at);
        let mut ears = Ears::again(&mut self.recent, &self.lanes[self.current]);
        let performed = apart(|| self.present.perform(&command, &mut ears));
        self.milestones += ears.milestones;
        debug_assert!(performed.is_ok(), "a command that was possible once is possible again");
        self.behind += 1;
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

    /// Carries out a command now. In the past this makes a branch. A command that makes no sense changes nothing.
    pub fn perform(&mut self, command: Command) -> Result<(), Reason> {
        errand::ready(self)?;
        self.cancel();
        self.carry_out(command)?;
        self.reopened = None;
        Ok(())
    }

    fn carry_out(&mut self, command: Command) -> Result<(), Reason> {
        let now = self.now();
        if self.behind >= limits::COMMANDS {
            return Err(Reason::TooManyCommands { most: limits::COMMANDS as u64 });
        }
        let mut aftermath = Aftermath(Vec::new());
        let mut next = self.present.clone();
        next.perform(&command, &mut aftermath)?;
        let is_past = now < self.end();
        if is_past && apart(|| self.is_reopened()) {
            apart(|| self.play_anew());
        } else if is_past || (self.is_sealed && self.current == 0) {
            self.branch();
        }
        self.present = next;
        let lane = &mut self.lanes[self.current];
        lane.commands.push(TimedCommand { at: now, command });
        self.behind = lane.commands.len();
        let mut ears = Ears::new(&mut self.recent, lane);
        for thing in aftermath.0 {
            match thing {
                Thing::Happened(happened) => ears.happened(happened),
                Thing::Landed(landing) => ears.landed(landing),
                Thing::Leadership(band) => ears.leadership(band),
                Thing::Alarmed(step) => ears.alarmed(step),
            }
        }
        self.version += 1;
        self.lanes_version += 1;
        Ok(())
    }

    /// Who is there now: nodes may have come since the beginning.
    pub fn cast(&self) -> Cast {
        Cast { nodes: self.present.machine().size(), ..self.setup.cast }
    }

    /// From now on the first branch stays as it is: whatever is done on it makes another.
    pub fn seal(&mut self) {
        self.is_sealed = true;
    }

    /// A new branch that shares everything up to now, and is played from here on.
    pub fn branch(&mut self) {
        let lane = self.lane().fork(LaneId(self.next_lane), &self.present, self.behind);
        self.next_lane += 1;
        self.lanes.push(lane);
        self.current = self.lanes.len() - 1;
        if self.lanes.len() > limits::LANES {
            self.lanes.remove(1);
            self.current -= 1;
        }
        self.version += 1;
        self.lanes_version += 1;
    }
}

/// What a command set off, until it is known that it is not refused.
struct Aftermath(Vec<Thing>);

enum Thing {
    Happened(Happened),
    Landed(Landing),
    Leadership(Band),
    Alarmed(u64),
}

impl Listener for Aftermath {
    fn happened(&mut self, happened: Happened) {
        self.0.push(Thing::Happened(happened));
    }

    fn landed(&mut self, landing: Landing) {
        self.0.push(Thing::Landed(landing));
    }

    fn leadership(&mut self, band: Band) {
        self.0.push(Thing::Leadership(band));
    }

    fn alarmed(&mut self, step: u64) {
        self.0.push(Thing::Alarmed(step));
    }
}
