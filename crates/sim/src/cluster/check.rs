//! Guarantees, watched after each step. Each protocol has its own, a file each, beside its drawing.

use crate::cluster::step::Applied;
use crate::cluster::{Cluster, Server};
use alloc::vec::Vec;
use quorate_core::apart::apart;
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

/// A guarantee was broken: the arguments of the sentence that says how.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation(pub Vec<(&'static str, Arg)>);

/// That it was broken. Fresh runs break none, and have no use for what says how.
pub fn violated(args: impl FnOnce() -> Vec<(&'static str, Arg)>) -> Result<(), Violation> {
    apart(|| Err(Violation(args())))
}

/// A guarantee of a protocol.
///
/// ```
/// use quorate_core::protocol::NodeId;
/// use quorate_core::raft::{Config, Raft, Timer};
/// use quorate_sim::cluster::Cluster;
/// use quorate_sim::cluster::check::{Check, Transition, Violation};
/// use quorate_sim::cluster::step::Step;
///
/// /// Nobody ever stands for election.
/// const QUIET: Check<Raft> = Check {
///     id: "example.quiet",
///     number: "X1",
///     look: |transition: &Transition<'_, Raft>| match transition.touched() {
///         Some((node, before, after)) if before.durable() != after.durable() => {
///             Err(Violation(vec![("node", node.into())]))
///         }
///         _ => Ok(()),
///     },
/// };
///
/// let mut cluster = Cluster::<Raft>::booted(Config::new(3), 3);
/// let applied = cluster.apply(&Step::Timeout { node: NodeId(0), timer: Timer::Election }).expect("the timer is set");
/// assert!((QUIET.look)(&Transition { after: &cluster, applied: &applied }).is_err());
/// ```
#[derive(Debug)]
pub struct Check<P: Protocol> {
    /// Names it in the dictionaries: `raft.election-safety`.
    pub id: &'static str,
    /// Its number in VERIFICATION.md: `R1`.
    pub number: &'static str,
    /// Looks at one step. Incremental: assumes that it has seen every step before, and that all was well.
    pub look: fn(&Transition<'_, P>) -> Result<(), Violation>,
}
