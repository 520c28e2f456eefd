//! Whether clients are served, and why not where not: how it stands at one moment, and since when it has.

use crate::clock::conditions::Conditions;
use crate::cluster::Cluster;
use crate::cluster::names::Names;
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::event::{Arg, Args};
use quorate_core::protocol::{Micros, NodeId, Protocol};

/// How it stands: whether there is somebody who could answer a client, and a sentence that says who, or why nobody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Serving {
    /// Whether clients are served.
    pub is_serving: bool,
    /// Names the sentence.
    pub key: &'static str,
    /// For the sentence.
    pub args: Args,
}

impl Serving {
    /// Clients are served.
    pub fn yes(key: &'static str, args: Args) -> Self {
        Self { is_serving: true, key, args }
    }

    /// They are not.
    pub fn no(key: &'static str, args: Args) -> Self {
        Self { is_serving: false, key, args }
    }
}

/// How it stands, and since when clients have, or have not, been served.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spell {
    /// When that began.
    pub since: Micros,
    /// How it stands now.
    pub serving: Serving,
}

/// A cluster with the world around it: all that decides who can speak with whom, and how long that takes.
#[derive(Debug)]
pub struct World<'a, P: Protocol> {
    /// The nodes, their messages and the links that are cut.
    pub cluster: &'a Cluster<P>,
    /// How long messages and disks take.
    pub conditions: &'a Conditions,
    /// How nodes are called.
    pub names: Names,
}

impl<P: Protocol> World<'_, P> {
    /// Whether there is such a node, and it runs.
    pub fn runs(&self, node: NodeId) -> bool {
        usize::from(node.0) < self.cluster.nodes().count() && self.cluster.state(node).is_some()
    }

    /// Whether what one running node sends can reach another.
    pub fn reaches(&self, from: NodeId, to: NodeId) -> bool {
        self.runs(from) && self.runs(to) && (from == to || !self.cluster.cuts().contains(&(from, to)))
    }

    /// Whether two running nodes can exchange messages.
    pub fn exchange(&self, a: NodeId, b: NodeId) -> bool {
        self.reaches(a, b) && self.reaches(b, a)
    }

    /// Nodes by name, for a sentence.
    pub fn list(&self, nodes: impl IntoIterator<Item = NodeId>) -> Arg {
        let names: Vec<String> = nodes.into_iter().map(|node| self.names.name(node)).collect();
        Arg::Text(names.join(" "))
    }

    /// The shortest time in which a request that has to be on a disk before it is answered can be answered.
    pub fn round_trip(&self) -> Micros {
        self.conditions.round_trip()
    }
}
