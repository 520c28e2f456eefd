//! What is remembered of the recent past, for people: events, ended flights, marks.

use crate::clock::flight::Landing;
use crate::clock::mark::{Era, Leadership, Mark};
use crate::cluster::limits;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use quorate_core::event::Args;
use quorate_core::protocol::{Micros, NodeId};

/// Something that has happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Happened {
    /// Counts all that has happened in a run.
    pub serial: u64,
    /// When.
    pub at: Micros,
    /// Names the sentence.
    pub key: &'static str,
    /// To or at whom.
    pub node: Option<NodeId>,
    /// For the sentence.
    pub args: Args,
    /// Of the paper that says why.
    pub section: Option<&'static str>,
    /// The era of the node that acted, as it has it afterwards, where its protocol tells.
    pub era: Option<Era>,
    /// Its mark on the timeline, if it is worth one.
    pub mark: Option<Mark>,
}

/// Who led from when on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Band {
    /// Since when.
    pub from: Micros,
    /// Who: the newest first. Several may lead at once, each in an era of its own.
    pub reigns: Vec<Leadership>,
}

/// Whatever wants to hear what happens in a simulation.
pub trait Listener {
    /// Something happened.
    fn happened(&mut self, happened: Happened);
    /// A flight ended.
    fn landed(&mut self, landing: Landing);
    /// Somebody else leads.
    fn leadership(&mut self, band: Band);
    /// The step of this number broke a guarantee that had been kept.
    fn alarmed(&mut self, _step: u64) {}
    /// Whether the step of this number has been looked at already and broke nothing: then nobody looks again.
    fn is_sound(&self, _step: u64) -> bool {
        false
    }
}

/// The recent past, bounded: the oldest goes first.
#[derive(Clone, Debug, Default)]
pub struct Recent {
    /// What has happened, oldest first; at most [`limits::EVENTS`].
    pub events: VecDeque<Happened>,
    /// Flights that have ended, oldest first; at most [`limits::LANDINGS`].
    pub landings: VecDeque<Landing>,
}

impl Recent {
    /// Keeps an event.
    pub fn keep_event(&mut self, happened: Happened) {
        if self.events.len() == limits::EVENTS {
            self.events.pop_front();
        }
        self.events.push_back(happened);
    }

    /// Keeps an ended flight.
    pub fn keep_landing(&mut self, landing: Landing) {
        if self.landings.len() == limits::LANDINGS {
            self.landings.pop_front();
        }
        self.landings.push_back(landing);
    }
}
