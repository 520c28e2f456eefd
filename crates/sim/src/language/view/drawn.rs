//! What a picture must know of a protocol.

use crate::clock::machine::{Letter, Machine};
use crate::clock::playing::{Playing, open};
use crate::clock::timed::Timed;
use crate::cluster::Cluster;
use crate::cluster::checked::Of;
use crate::cluster::fingerprint::fingerprint;
use crate::cluster::names::Names;
use crate::language::view::MessageView;
use crate::registry::NodeDetail;
use alloc::string::String;
use core::fmt::Debug;
use quorate_core::protocol::NodeId;

/// A protocol that can be drawn.
pub trait Drawn: Timed {
    /// A node's own part of the picture; see `web/types.ts`.
    type NodeDetail: Into<NodeDetail>;

    /// What the picture of a node depends on, beside its server and the configuration: whatever changes when that does.
    fn surroundings(_cluster: &Cluster<Self>, _node: NodeId) -> u64 {
        0
    }

    /// A node as it is drawn, whether up or down. Depends on its server, the configuration and [`Drawn::surroundings`].
    fn node(cluster: &Cluster<Self>, node: NodeId, names: Names) -> NodePicture<Self::NodeDetail>;

    /// A message as it is drawn.
    fn message(message: &Self::Message, names: Names) -> MessageView;
}

/// What is drawn of a node.
#[derive(Clone, PartialEq, Debug)]
pub struct NodePicture<D> {
    /// `leader`, …; `down`.
    pub role: &'static str,
    /// The number that its colour shows.
    pub era: u64,
    /// That number as people write it.
    pub era_label: String,
    /// The protocol's own part.
    pub detail: D,
}

/// Draws machines of one protocol, for those who need not know which.
pub trait Painter {
    /// Changes whenever the node's picture may have changed.
    fn stamp(&self, machine: &dyn Machine, node: NodeId) -> u64;
    /// A node as it is drawn.
    fn node(&self, machine: &dyn Machine, node: NodeId) -> NodePicture<NodeDetail>;
    /// A message as it is drawn.
    fn message(&self, letter: &Letter, names: Names) -> MessageView;
}

impl<P: Drawn> Painter for Of<P> {
    fn stamp(&self, machine: &dyn Machine, node: NodeId) -> u64 {
        let cluster = &playing::<P>(machine).cluster;
        fingerprint(&(cluster.server(node), cluster.config(), P::surroundings(cluster, node))) as u64
    }

    fn node(&self, machine: &dyn Machine, node: NodeId) -> NodePicture<NodeDetail> {
        let Playing { cluster, names } = playing::<P>(machine);
        let NodePicture { role, era, era_label, detail } = P::node(cluster, node, *names);
        NodePicture { role, era, era_label, detail: detail.into() }
    }

    fn message(&self, letter: &Letter, names: Names) -> MessageView {
        P::message(open::<P>(letter), names)
    }
}

fn playing<P: Drawn>(machine: &dyn Machine) -> &Playing<P> {
    Playing::of(machine).expect("a machine is drawn by its protocol")
}
