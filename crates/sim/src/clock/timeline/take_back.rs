//! Taking back what was commanded last, as if it had never been said.

use super::Timeline;
use super::errand::Goal;
use crate::clock::command::TimedCommand;
use crate::clock::lane::{Lane, LaneId};
use crate::clock::record::Recent;
use crate::cluster::limits;
use alloc::vec::Vec;
use quorate_core::apart::apart;
use quorate_core::protocol::Micros;

impl Timeline {
    /// Takes back the last `count` commands of the present branch, and goes to the moment before them. Gives what was taken
    /// back, in its order; nothing where there was nothing to take back.
    ///
    /// A branch that had nothing of its own but these is left for the one that it came from. Any other becomes a branch of a new
    /// name, as whoever knows a branch by its name may rely on what it said; the old one stays only where others came from it.
    pub fn take_back(&mut self, count: usize) -> Vec<TimedCommand> {
        let taken = self.ask_take_back(count);
        self.finish();
        taken
    }

    /// Begins to [`Timeline::take_back`].
    pub fn ask_take_back(&mut self, count: usize) -> Vec<TimedCommand> {
        let lane = self.lane();
        // What a task begins with is not one's own.
        let given = self.present.witness().map_or(0, |witness| apart(|| witness.given()));
        let kept = lane.commands.len().saturating_sub(count).max(given);
        let taken: Vec<TimedCommand> = lane.commands.from(kept).cloned().collect();
        let Some(at) = taken.first().map(|first| first.at).filter(|_| !self.is_opening()) else { return Vec::new() };
        self.reopened = None;
        match self.parent_alike(at, kept) {
            Some(parent) => self.leave_for(parent, at),
            None => self.cut_back(at, kept),
        }
        self.version += 1;
        self.lanes_version += 1;
        taken
    }

    /// The branch that the present one came from, where nothing but the commands to be taken back makes a difference.
    fn parent_alike(&self, at: Micros, kept: usize) -> Option<LaneId> {
        let (id, _) = self.lane().fork.filter(|(_, forked_at)| *forked_at == at)?;
        let parent = self.lanes.iter().find(|lane| lane.id == id)?;
        let shared = parent.commands.partition_point(|command| command.at <= at);
        (shared == kept && parent.end >= at).then_some(id)
    }

    fn leave_for(&mut self, parent: LaneId, at: Micros) {
        if !self.is_parent(self.lane().id) {
            self.lanes.remove(self.current);
        }
        self.current = self.lanes.iter().position(|lane| lane.id == parent).expect("it was just found");
        self.jump_before(Micros(at.0.saturating_sub(Self::HINDSIGHT.0)));
        self.begin(Goal::To(at));
    }

    /// The branch ends just before that instant, whose events come again and then those of its commands that are kept.
    fn cut_back(&mut self, at: Micros, kept: usize) {
        let old = self.lane();
        let stays = self.is_parent(old.id);
        let mut lane = old.until(LaneId(self.next_lane), at);
        lane.fork = if stays { Some((old.id, at)) } else { old.fork.map(|(parent, from)| (parent, from.min(at))) };
        let shared = lane.commands.len();
        let again = old.commands.from(shared).take(kept - shared).map(|command| (0, command.clone())).collect();
        self.next_lane += 1;
        if at == Micros(0) {
            let mut recent = Recent::default();
            let mut present = self.setup.start(&mut super::Ears::new(&mut recent, &mut lane));
            lane.keep_frame(&mut present);
        }
        if stays {
            self.lanes.push(lane);
            self.current = self.lanes.len() - 1;
            if self.lanes.len() > limits::LANES {
                self.lanes.remove(1);
                self.current -= 1;
            }
        } else {
            self.lanes[self.current] = lane;
        }
        self.jump_before(Micros(at.0.saturating_sub(Self::HINDSIGHT.0)));
        self.reopened = Some((self.lane().id, at));
        self.begin(Goal::Replay { commands: again, end: at });
    }

    /// Whether this is the moment before what was taken back last, and nobody has done anything since. What has been played
    /// of the branch meanwhile went by itself and needs no branch of its own: whoever acts now takes it as never played.
    pub(super) fn is_reopened(&self) -> bool {
        let lane = self.lane();
        let has_left = |other: &Lane| other.fork.is_some_and(|(parent, at)| parent == lane.id && at > self.now());
        self.reopened == Some((lane.id, self.now()))
            && self.behind == lane.commands.len()
            && !self.lanes.iter().any(has_left)
    }

    /// The branch ends now, and goes on from here.
    pub(super) fn play_anew(&mut self) {
        let lane = self.lane();
        let mut again = lane.fork(lane.id, &self.present, self.behind);
        again.fork = lane.fork;
        self.lanes[self.current] = again;
    }

    fn is_parent(&self, id: LaneId) -> bool {
        self.lanes.iter().any(|lane| lane.fork.is_some_and(|(parent, _)| parent == id))
    }
}
