//! Whether clients are served, and why not where not: how it stands at one moment, and since when it has.

use crate::cluster::Cluster;
use crate::cluster::names::Names;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Debug};
use quorate_core::event::{Arg, Args};
use quorate_core::protocol::{Micros, NodeId, Protocol, Span};

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

/// The world around a cluster, as whoever keeps it tells: what decides who can speak with whom, and how long that takes.
pub trait Circumstances {
    /// Whether a node's process stands still.
    fn stands_still(&self, node: NodeId) -> bool;
    /// Whether messages of this kind come through on a link that is not cut.
    fn lets_through(&self, from: NodeId, to: NodeId, kind: &'static str) -> bool;
    /// The shortest time that a message takes.
    fn way(&self, from: NodeId, to: NodeId) -> Micros;
    /// The shortest time that a node's disk takes before the node answers.
    fn write(&self, node: NodeId) -> Micros;
    /// What a node has of its own in place of the span that its protocol usually has it wait for.
    fn patience(&self, node: NodeId, usual: Span) -> Span;
}

/// A cluster with the world around it.
pub struct World<'a, P: Protocol> {
    /// The nodes, their messages and the links that are cut.
    pub cluster: &'a Cluster<P>,
    /// All else.
    pub around: &'a dyn Circumstances,
    /// How nodes are called.
    pub names: Names,
}

/// The kinds of message in which something is asked, and those in which it is answered.
pub type Talk = (&'static [&'static str], &'static [&'static str]);

/// Only that it is one: the text of every type of every protocol has no place in the download.
impl<P: Protocol> Debug for World<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("World")
    }
}

impl<P: Protocol> World<'_, P> {
    /// Whether there is such a node, and it runs.
    pub fn runs(&self, node: NodeId) -> bool {
        let is_there = usize::from(node.0) < self.cluster.nodes().count();
        is_there && self.cluster.state(node).is_some() && !self.around.stands_still(node)
    }

    /// Whether messages of these kinds that one running node sends can reach another.
    pub fn reaches(&self, from: NodeId, to: NodeId, kinds: &[&'static str]) -> bool {
        let comes_through = |kind: &&'static str| self.around.lets_through(from, to, kind);
        let is_open = || !self.cluster.cuts().contains(&(from, to)) && kinds.iter().all(comes_through);
        self.runs(from) && self.runs(to) && (from == to || is_open())
    }

    /// Whether one running node can ask another, and be answered.
    pub fn exchange(&self, a: NodeId, b: NodeId, (asks, answers): Talk) -> bool {
        self.reaches(a, b, asks) && self.reaches(b, a, answers)
    }

    /// The shortest time in which one node can ask another for something that has to be on a disk before it is answered.
    pub fn round_trip(&self, a: NodeId, b: NodeId) -> Micros {
        let ways = || self.around.way(a, b).0.saturating_add(self.around.way(b, a).0);
        Micros(if a == b { 0 } else { ways().saturating_add(self.around.write(b).0) })
    }

    /// Nodes by name, for a sentence.
    pub fn list(&self, nodes: impl IntoIterator<Item = NodeId>) -> Arg {
        let names: Vec<String> = nodes.into_iter().map(|node| self.names.name(node)).collect();
        Arg::Text(names.join(" "))
    }
}
