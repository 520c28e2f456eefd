//! Disks that nodes have lost under their names: part of the ghost history.

use alloc::vec::Vec;
use core::hash::{Hash, Hasher};
use quorate_core::protocol::NodeId;

/// What stood on disks that were wiped. A node that boots with an empty one knows nothing of it; others may rely on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lost<D>(Vec<(NodeId, D)>);

impl<D> Default for Lost<D> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<D> Lost<D> {
    pub(crate) fn push(&mut self, node: NodeId, disk: D) {
        self.0.push((node, disk));
    }

    /// The disks that a node has lost.
    pub fn of(&self, node: NodeId) -> impl Iterator<Item = &D> {
        self.0.iter().filter(move |(owner, _)| *owner == node).map(|(_, disk)| disk)
    }
}

/// A cluster in which no disk was lost has the fingerprint that it would have if there were no such thing.
impl<D: Hash> Hash for Lost<D> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if !self.0.is_empty() {
            self.0.hash(state);
        }
    }
}
