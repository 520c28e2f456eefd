//! How two nodes are connected, as a command names it.

use crate::cluster::names::Names;
use alloc::format;
use alloc::string::String;
use quorate_core::protocol::NodeId;

/// A link, or one direction of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// From this node …
    pub from: NodeId,
    /// … to this one,
    pub to: NodeId,
    /// and back.
    pub both: bool,
}

impl Link {
    /// As it is written: `A-B`, `A>B`.
    pub fn text(self, names: Names) -> String {
        format!("{}{}{}", names.name(self.from), if self.both { '-' } else { '>' }, names.name(self.to))
    }

    /// The directions that are meant.
    pub fn directions(self) -> impl Iterator<Item = (NodeId, NodeId)> {
        [(self.from, self.to), (self.to, self.from)].into_iter().take(if self.both { 2 } else { 1 })
    }
}
