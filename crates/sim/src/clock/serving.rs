//! Whether clients are served, and why not where not: how it stands at one moment, and since when it has.

use crate::clock::command::Pick;
use crate::clock::conditions::Conditions;
use crate::clock::place::{Own, Trait};
use crate::clock::simulation::Suspension;
use crate::cluster::Cluster;
use crate::cluster::names::Names;
use crate::cluster::setting::ms;
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::event::{Arg, Args};
use quorate_core::protocol::{Micros, NodeId, Protocol, Span};
use quorate_core::sorted::{SortedMap, SortedSet};

/// A chance that is none, in hundredths of a percent.
const ALWAYS: u32 = 10_000;

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

/// A setting with which the cluster cannot work, or hardly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    /// Its name.
    pub setting: &'static str,
    /// Names the sentence that says why.
    pub key: &'static str,
    /// For the sentence.
    pub args: Args,
}

/// The world around a cluster: what decides who can speak with whom, and how long that takes.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// How long messages and disks take.
    pub conditions: &'a Conditions,
    /// What places have of their own.
    pub own: &'a Own,
    /// The kinds of message that are held, each with its link.
    pub holds: &'a SortedSet<Pick>,
    /// The nodes whose processes stand still.
    pub suspended: &'a SortedMap<NodeId, Suspension>,
}

/// A cluster with the world around it.
#[derive(Debug)]
pub struct World<'a, P: Protocol> {
    /// The nodes, their messages and the links that are cut.
    pub cluster: &'a Cluster<P>,
    /// All else.
    pub around: Surroundings<'a>,
    /// How nodes are called.
    pub names: Names,
}

/// The kinds of message in which something is asked, and those in which it is answered.
pub type Talk = (&'static [&'static str], &'static [&'static str]);

impl<P: Protocol> World<'_, P> {
    /// Whether there is such a node, and it runs.
    pub fn runs(&self, node: NodeId) -> bool {
        let is_there = usize::from(node.0) < self.cluster.nodes().count();
        is_there && self.cluster.state(node).is_some() && !self.around.suspended.contains_key(&node)
    }

    /// Whether messages of these kinds that one running node sends can reach another.
    pub fn reaches(&self, from: NodeId, to: NodeId, kinds: &[&'static str]) -> bool {
        let Surroundings { conditions, own, holds, .. } = self.around;
        let is_held = |kind: &&'static str| holds.contains(&Pick { from, to, kind });
        let is_lossy = || own.percent(Trait::Loss, from, to).unwrap_or(conditions.loss) >= ALWAYS;
        let is_open = || !self.cluster.cuts().contains(&(from, to)) && !kinds.iter().any(is_held) && !is_lossy();
        self.runs(from) && self.runs(to) && (from == to || is_open())
    }

    /// Whether one running node can ask another, and be answered.
    pub fn exchange(&self, a: NodeId, b: NodeId, (asks, answers): Talk) -> bool {
        self.reaches(a, b, asks) && self.reaches(b, a, answers)
    }

    /// The shortest time in which one node can ask another for something that has to be on a disk before it is answered.
    pub fn round_trip(&self, a: NodeId, b: NodeId) -> Micros {
        let Surroundings { conditions, own, .. } = self.around;
        let way = |from, to| own.span(Trait::Latency, from, to).unwrap_or(conditions.latency).min.0;
        let disk = own.span(Trait::Disk, b, b).unwrap_or(conditions.disk).min.0;
        let disk = if conditions.durable_before_answering { disk } else { 0 };
        Micros(if a == b { 0 } else { way(a, b).saturating_add(way(b, a)).saturating_add(disk) })
    }

    /// How patient a node is at the least, where its protocol has it wait for this span.
    pub fn patience(&self, node: NodeId, usual: Span) -> Span {
        self.around.own.span(Trait::Patience, node, node).unwrap_or(usual)
    }

    /// Nodes by name, for a sentence.
    pub fn list(&self, nodes: impl IntoIterator<Item = NodeId>) -> Arg {
        let names: Vec<String> = nodes.into_iter().map(|node| self.names.name(node)).collect();
        Arg::Text(names.join(" "))
    }
}

/// A time of a sentence, in milliseconds.
pub fn ms_arg(time: Micros) -> Arg {
    Arg::Text(ms(time))
}
