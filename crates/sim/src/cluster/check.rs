//! Promises, watched after each step. Each protocol has its own, a file each, beside its drawing.

use crate::cluster::step::Applied;
use crate::cluster::{Cluster, Server};
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::protocol::{NodeId, Protocol};

/// A step that has just been done.
#[derive(Debug)]
pub struct Transition<'a, P: Protocol> {
    /// The cluster after it.
    pub after: &'a Cluster<P>,
    /// What the step did.
    pub applied: &'a Applied<P>,
}

impl<'a, P: Protocol> Transition<'a, P> {
    /// The node that the step was about, before and after it.
    pub fn touched(&self) -> Option<(NodeId, &'a Server<P>, &'a Server<P>)> {
        let (node, before) = self.applied.touched.as_ref()?;
        Some((*node, before, self.after.server(*node)))
    }
}

/// A promise was broken: the arguments of the sentence that says how.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation(pub Vec<(&'static str, Arg)>);

/// A promise of a protocol.
#[derive(Debug)]
pub struct Check<P: Protocol> {
    /// Names it in the dictionaries: `raft.election-safety`.
    pub id: &'static str,
    /// Its number in VERIFICATION.md: `R1`.
    pub promise: &'static str,
    /// Looks at one step. Incremental: assumes that it has seen every step before, and that all was well.
    pub look: fn(&Transition<'_, P>) -> Result<(), Violation>,
}
