//! What a picture must know of a protocol.

use crate::clock::machine::{Letter, Machine, TimerId};
use crate::clock::playing::{Playing, open, timer_id};
use crate::clock::timed::Timed;
use crate::cluster::Cluster;
use crate::cluster::checked::Of;
use crate::cluster::fingerprint::fingerprint;
use crate::cluster::names::Names;
use crate::language::view::datum::Datum;
use crate::language::view::{ActView, FactView, LedgerView, MannerView, MessageView, TallyView};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Debug;
use quorate_core::protocol::NodeId;

/// A protocol that can be drawn.
pub trait Drawn: Timed {
    /// What the picture of a node depends on, beside its server and the configuration: whatever changes when that does.
    fn surroundings(_cluster: &Cluster<Self>, _node: NodeId) -> u64 {
        0
    }

    /// A node as it is drawn, whether up or down. Depends on its server, the configuration and [`Drawn::surroundings`].
    fn node(cluster: &Cluster<Self>, node: NodeId, names: Names) -> NodePicture<Self::Timer>;

    /// Whether a node has left the cluster for good: it has no place in the picture any more.
    fn is_gone(_cluster: &Cluster<Self>, _node: NodeId) -> bool {
        false
    }

    /// Who belongs to the cluster, if that can be changed.
    fn members(_cluster: &Cluster<Self>) -> Option<Members> {
        None
    }

    /// A message as it is drawn.
    fn message(message: &Self::Message, names: Names) -> MessageView;
}

/// What is drawn of a node.
#[derive(Clone, PartialEq, Debug)]
pub struct NodePicture<T> {
    /// `leader`, …; `down`.
    pub role: &'static str,
    /// The number that its colour shows.
    pub era: u64,
    /// That number as people write it.
    pub era_label: String,
    /// The timer that its dial shows.
    pub dial: Option<T>,
    /// Who was asked for something, and what they said.
    pub tallies: Vec<TallyView>,
    /// What may be done with it, beside what may be done with any node.
    pub acts: Vec<ActView>,
    /// What it holds, in words.
    pub facts: Vec<FactView>,
    /// What it holds slot by slot, if its protocol has slots.
    pub ledger: Option<LedgerView>,
    /// What only the protocol's own drawing understands.
    pub detail: Datum,
}

/// Who belongs to a cluster whose protocol can change that.
#[derive(Clone, PartialEq, Debug)]
pub struct Members {
    /// The configuration that a change starts from.
    pub present: Vec<NodeId>,
    /// The ways to change it, the usual one first.
    pub manners: &'static [MannerView],
}

/// Draws machines of one protocol, for those who need not know which.
pub trait Painter {
    /// Changes whenever the node's picture may have changed.
    fn stamp(&self, machine: &dyn Machine, node: NodeId) -> u64;
    /// A node as it is drawn.
    fn node(&self, machine: &dyn Machine, node: NodeId) -> NodePicture<TimerId>;
    /// Whether a node has left the cluster for good.
    fn is_gone(&self, machine: &dyn Machine, node: NodeId) -> bool;
    /// Who belongs to the cluster, if that can be changed.
    fn members(&self, machine: &dyn Machine) -> Option<Members>;
    /// A message as it is drawn.
    fn message(&self, letter: &Letter, names: Names) -> MessageView;
}

impl<P: Drawn> Painter for Of<P> {
    fn stamp(&self, machine: &dyn Machine, node: NodeId) -> u64 {
        let cluster = &playing::<P>(machine).cluster;
        fingerprint(&(cluster.server(node), cluster.config(), P::surroundings(cluster, node))) as u64
    }

    fn node(&self, machine: &dyn Machine, node: NodeId) -> NodePicture<TimerId> {
        let Playing { cluster, names } = playing::<P>(machine);
        let NodePicture { role, era, era_label, dial, tallies, acts, facts, ledger, detail } =
            P::node(cluster, node, *names);
        NodePicture { role, era, era_label, dial: dial.map(timer_id::<P>), tallies, acts, facts, ledger, detail }
    }

    fn is_gone(&self, machine: &dyn Machine, node: NodeId) -> bool {
        P::is_gone(&playing::<P>(machine).cluster, node)
    }

    fn members(&self, machine: &dyn Machine) -> Option<Members> {
        P::members(&playing::<P>(machine).cluster)
    }

    fn message(&self, letter: &Letter, names: Names) -> MessageView {
        P::message(open::<P>(letter), names)
    }
}

fn playing<P: Drawn>(machine: &dyn Machine) -> &Playing<P> {
    Playing::of(machine).expect("a machine is drawn by its protocol")
}
