//! Somebody who looks at a run from the outside, as the one who sets a task and judges it does.
//!
//! What a witness has seen belongs to the simulation: key frames keep it, so it goes back and branches with the run.

use crate::clock::command::Command;
use crate::clock::refusal::Reason;
use crate::clock::simulation::Simulation;
use alloc::boxed::Box;
use core::any::Any;
use core::fmt::{self, Debug};

/// Looks on at a run, and may forbid commands.
pub trait Witness {
    /// Another one that has seen the same.
    fn boxed_clone(&self) -> Box<dyn Witness>;
    /// Whether this may be commanded now.
    fn allows(&self, simulation: &Simulation, command: &Command) -> Result<(), Reason>;
    /// This is about to be done; it is allowed and possible.
    fn hears(&mut self, simulation: &Simulation, command: &Command);
    /// Something has happened.
    fn sees(&mut self, simulation: &Simulation);
    /// How many commands are given with the task: nobody takes these back.
    fn given(&self) -> usize;
    /// For whoever knows what it is.
    fn as_any(&self) -> &dyn Any;
}

impl Debug for dyn Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Witness")
    }
}

impl Clone for Box<dyn Witness> {
    fn clone(&self) -> Self {
        (**self).boxed_clone()
    }
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
    fn look(&mut self, simulation: &Simulation) -> bool;
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
    fn look(&mut self, simulation: &Simulation) -> bool;
    /// Whether the run cannot come to it any more.
    fn is_missed(&self) -> bool {
        false
    }
}

impl<L: Lookout> Onlooker for L {
    fn boxed_clone(&self) -> Box<dyn Onlooker> {
        Box::new(self.clone())
    }

    fn look(&mut self, simulation: &Simulation) -> bool {
        Lookout::look(self, simulation)
    }

    fn is_missed(&self) -> bool {
        Lookout::is_missed(self)
    }
}

/// One that has seen nothing yet.
pub fn begin<L: Lookout>() -> Box<dyn Onlooker> {
    Box::new(L::default())
}
