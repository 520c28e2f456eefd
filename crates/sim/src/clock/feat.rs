//! What a run may come to that no condition can ask for, as that needs a memory.

use crate::clock::client::Clients;
use crate::clock::machine::Machine;
use alloc::boxed::Box;
use core::fmt::{self, Debug};
use quorate_core::protocol::{Micros, NodeId};

/// A moment of a run, for whoever looks on. The simulation is one; it knows its vocabulary, which knows these feats, so they cannot
/// know the simulation.
pub trait Moment {
    /// When it is.
    fn now(&self) -> Micros;
    /// The cluster.
    fn machine(&self) -> &dyn Machine;
    /// The clients.
    fn clients(&self) -> &Clients;
    /// How often it was the turn of the one that asks by itself.
    fn turns_to_ask(&self) -> u64;
    /// Whether a node's process stands still.
    fn is_suspended(&self, node: NodeId) -> bool;
    /// Whether something is held on a link, or dropped when it is sent.
    fn is_held(&self, from: NodeId, to: NodeId) -> bool;
}

/// Something that a run may have come to and that no condition can ask for, as it needs a memory. A protocol has its own.
pub struct Feat {
    /// As in `when feat lost-entry`.
    pub name: &'static str,
    /// Somebody who looks out for it from the beginning.
    pub begin: fn() -> Box<dyn Onlooker>,
}

/// By their names.
impl PartialEq for Feat {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Feat {}

impl Debug for Feat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Looks out for one feat.
pub trait Onlooker {
    /// Another one that has seen the same.
    fn boxed_clone(&self) -> Box<dyn Onlooker>;
    /// Something has happened: says whether the run has come to it just now.
    fn look(&mut self, run: &dyn Moment) -> bool;
    /// When the run will have come to it if nothing happens until then.
    fn due(&self) -> Option<Micros>;
    /// Whether the run cannot come to it any more.
    fn is_missed(&self) -> bool;
}

impl Clone for Box<dyn Onlooker> {
    fn clone(&self) -> Self {
        (**self).boxed_clone()
    }
}

/// What an onlooker of a feat is made of: a memory, and what it makes of each moment.
pub trait Lookout: Clone + Default + 'static {
    /// Something has happened: says whether the run has come to it just now.
    fn look(&mut self, run: &dyn Moment) -> bool;
    /// When the run will have come to it if nothing happens until then: for what takes a time.
    fn due(&self) -> Option<Micros> {
        None
    }
    /// Whether the run cannot come to it any more.
    fn is_missed(&self) -> bool {
        false
    }
}

impl<L: Lookout> Onlooker for L {
    fn boxed_clone(&self) -> Box<dyn Onlooker> {
        Box::new(self.clone())
    }

    fn look(&mut self, run: &dyn Moment) -> bool {
        Lookout::look(self, run)
    }

    fn due(&self) -> Option<Micros> {
        Lookout::due(self)
    }

    fn is_missed(&self) -> bool {
        Lookout::is_missed(self)
    }
}

/// One that has seen nothing yet.
pub fn begin<L: Lookout>() -> Box<dyn Onlooker> {
    Box::new(L::default())
}
