//! A cluster that is told what happens, for the tests of the checks.

use super::ALL;
use crate::cluster::Cluster;
use crate::cluster::check::{Transition, Violation};
use crate::cluster::names::Names;
use crate::cluster::step::Step;
use crate::language::view::drawn::Drawn;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::paxos::{Config, Durable, Message, Paxos, Roles, Timer, Value};
use quorate_core::protocol::{NodeId, RequestId};

pub(crate) const A: NodeId = NodeId(0);
pub(crate) const B: NodeId = NodeId(1);
pub(crate) const C: NodeId = NodeId(2);
pub(crate) const D: NodeId = NodeId(3);
pub(crate) const F: NodeId = NodeId(5);

/// A cluster, and which promise was broken first by what.
///
/// A message is written `A>C Accept 1.A X`. To deliver or lose "some text" is to do so with all messages in flight whose
/// writing contains it; there must be one.
pub(crate) struct Story {
    pub(crate) cluster: Cluster<Paxos>,
    pub(crate) broken: BTreeMap<&'static str, Violation>,
    clients: u16,
}

/// Two proposers A and B, three acceptors C, D and E, a learner F: the published rules.
pub(crate) fn published() -> Config {
    let mut config = Config::new(6);
    config.roles[..2].fill(Roles { proposer: true, ..Roles::default() });
    config.roles[2..5].fill(Roles { acceptor: true, ..Roles::default() });
    config.roles[5] = Roles { learner: true, ..Roles::default() };
    config
}

impl Story {
    /// The published rules.
    pub(crate) fn new() -> Self {
        Self::with(published(), Vec::new())
    }

    /// A rule is switched off.
    pub(crate) fn without(switch_off: fn(&mut Config)) -> Self {
        let mut config = published();
        switch_off(&mut config);
        Self::with(config, Vec::new())
    }

    /// Disks that have something on them before the first boot.
    pub(crate) fn with(config: Config, disks: Vec<(NodeId, Durable)>) -> Self {
        let disk_of = |node| disks.iter().find(|(other, _)| *other == NodeId(node)).map(|(_, disk)| disk.clone());
        let nodes = config.roles.len() as u8;
        let cluster = Cluster::with_disks(config, (0..nodes).map(disk_of));
        let mut story = Self { cluster, broken: BTreeMap::new(), clients: 0 };
        for node in story.cluster.nodes() {
            story.step(Step::Restart { node });
        }
        story
    }

    pub(crate) fn step(&mut self, step: Step<Paxos>) -> &mut Self {
        let applied = self.cluster.apply(&step).unwrap_or_else(|refusal| panic!("{step:?}: {refusal}"));
        let transition = Transition { after: &self.cluster, applied: &applied };
        for check in ALL {
            if let Err(violation) = (check.look)(&transition) {
                self.broken.entry(check.number).or_insert(violation);
            }
        }
        self
    }

    /// The promises that are broken, by number.
    pub(crate) fn promises_broken(&self) -> Vec<&'static str> {
        self.broken.keys().copied().collect()
    }

    /// An argument of the sentence that says how a promise was broken.
    pub(crate) fn said(&self, promise: &str, name: &str) -> String {
        let Violation(args) = &self.broken[promise];
        match args.iter().find(|(other, _)| *other == name) {
            Some((_, Arg::Node(node))) => format!("{node}"),
            Some((_, Arg::Number(number))) => format!("{number}"),
            Some((_, Arg::Text(text))) => text.clone(),
            Some((_, other)) => format!("{other:?}"),
            None => panic!("{promise} says nothing about {name}: {args:?}"),
        }
    }

    pub(crate) fn request(&mut self, node: NodeId, value: &str) -> &mut Self {
        self.clients += 1;
        let id = RequestId { client: self.clients, serial: 1 };
        self.step(Step::Request { node, id, request: Value::from(value) })
    }

    pub(crate) fn retry(&mut self, node: NodeId) -> &mut Self {
        self.step(Step::Timeout { node, timer: Timer::Retry })
    }

    pub(crate) fn crash(&mut self, node: NodeId) -> &mut Self {
        self.step(Step::Crash { node })
    }

    pub(crate) fn restart(&mut self, node: NodeId) -> &mut Self {
        self.step(Step::Restart { node })
    }

    pub(crate) fn deliver(&mut self, text: &str) -> &mut Self {
        for (from, to, message) in self.in_flight(text) {
            self.step(Step::Deliver { from, to, message });
        }
        self
    }

    /// Only the first of them.
    pub(crate) fn deliver_one(&mut self, text: &str) -> &mut Self {
        let (from, to, message) = self.in_flight(text).swap_remove(0);
        self.step(Step::Deliver { from, to, message })
    }

    pub(crate) fn lose(&mut self, text: &str) -> &mut Self {
        for (from, to, message) in self.in_flight(text) {
            self.step(Step::Lose { from, to, message });
        }
        self
    }

    pub(crate) fn duplicate(&mut self, text: &str) -> &mut Self {
        for (from, to, message) in self.in_flight(text) {
            self.step(Step::Duplicate { from, to, message });
        }
        self
    }

    /// Everything arrives, until nothing is in flight.
    pub(crate) fn settle(&mut self) -> &mut Self {
        while self.cluster.network().iter().next().is_some() {
            self.deliver("");
        }
        self
    }

    fn in_flight(&self, text: &str) -> Vec<(NodeId, NodeId, Message)> {
        let written = |from: NodeId, to: NodeId, message: &Message| {
            let picture = Paxos::message(message, Names::Letters);
            format!("{from}>{to} {} {} {}", picture.kind, picture.era_label, picture.label)
        };
        let all = self.cluster.network().iter();
        let found: Vec<_> = all
            .filter(|(from, to, message)| written(*from, *to, message).contains(text))
            .map(|(from, to, message)| (from, to, message.clone()))
            .collect();
        assert!(!found.is_empty(), "no {text} in flight");
        found
    }
}
