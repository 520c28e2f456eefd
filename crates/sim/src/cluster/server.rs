//! A node together with its disk.

use alloc::vec::Vec;
use quorate_core::protocol::{Links, NodeId, Protocol};
use quorate_core::sorted::SortedSet;

/// When what a node has in its durable state is on disk, and whether a promise waits for that.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Storage {
    /// At once, within the step: no node ever has anything left to write.
    #[default]
    Synchronous,
    /// At the node's next [`crate::cluster::step::Step::Sync`]. Messages marked "after sync" are held back until then.
    Explicit,
    /// At the node's next [`crate::cluster::step::Step::Sync`], and no message waits for it: the rule "durable before answering" is off.
    Careless,
}

/// A node together with its disk.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Server<P: Protocol> {
    /// `None` while it is down (crashed, or not yet booted).
    pub state: Option<P>,
    /// What a crash now would leave. `None` before the first boot.
    pub disk: Option<P::Durable>,
    /// Messages that wait for the disk.
    pub held: Vec<(NodeId, P::Message)>,
    /// The timers that are set.
    pub timers: SortedSet<P::Timer>,
    /// The nodes with which it speaks on the connection that the two have at present. What it sends on a connection with
    /// another one vanishes.
    pub connected: SortedSet<NodeId>,
}

impl<P: Protocol> Server<P> {
    /// It speaks with `peer` on no connection any more, and what waits for the disk to go on one will not go.
    pub(crate) fn disconnect(&mut self, peer: NodeId) {
        self.connected.remove(&peer);
        self.held.retain(|(to, message)| *to != peer || P::links(message) == Links::Datagram);
    }

    /// Whether [`Server::disconnect`] would change anything.
    pub(crate) fn is_connected(&self, peer: NodeId) -> bool {
        // What is held for a peer is held only while there is a connection.
        self.connected.contains(&peer)
    }

    /// What the node knows durably: of its state while it is up, of its disk while it is down.
    pub fn durable(&self) -> Option<P::Durable> {
        self.state.as_ref().map(P::durable).or_else(|| self.disk.clone())
    }

    /// Whether something waits to be written to disk.
    pub fn is_dirty(&self) -> bool {
        self.state.as_ref().is_some_and(|state| Some(state.durable()) != self.disk) || !self.held.is_empty()
    }
}
