//! Somebody who looks at a run from the outside, as the one who sets a task and judges it does.
//!
//! What a witness has seen belongs to the simulation: key frames keep it, so it goes back and branches with the run.

use super::Simulation;
use crate::clock::command::Command;
use crate::clock::refusal::Reason;
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
