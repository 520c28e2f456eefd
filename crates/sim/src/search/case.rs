//! A rule, the smallest cluster that shows what it is for, and how much must happen there.

use super::bounds::{Bounds, Timely};
use super::reduction::Reduction;
use super::{Schedule, Search};
use crate::cluster::check::Check;
use crate::cluster::checked::{Checked, set_up};
use crate::cluster::names::{Cast, Names};
use crate::cluster::setting::SettingValue;
use crate::cluster::step::Step;
use crate::cluster::{Cluster, Storage};
use alloc::vec::Vec;
use quorate_core::protocol::{Links, NodeId, RequestId};

/// The rule that is about disks and so is not a part of a protocol: a setting of the world around the nodes.
pub const DURABLE: &str = "durable-before-answering";

/// A protocol whose rules have cases.
pub trait Searched: Checked {
    /// For each rule, a cluster in which a search finds what breaks without it.
    const CASES: &'static [Case<Self>];

    /// When its timers may run out, for a protocol that assumes synchrony. `None`: at any time.
    const TIMELY: Option<Timely<Self>> = None;

    /// Which states a search may take for one. For a protocol whose nodes are alike: [`Reduction::of`].
    fn reduction(_: &Cluster<Self>, _: &Bounds<Self>) -> Reduction<Self> {
        Reduction::none()
    }
}

/// Within these bounds this cluster breaks the property when the rule is off, and breaks none when it is on.
#[derive(Debug)]
pub struct Case<P: Searched> {
    /// The rule, as in `rule majority off`.
    pub rule: &'static str,
    /// The property: [`crate::cluster::check::Check::id`].
    pub property: &'static str,
    /// How many nodes there are.
    pub nodes: u8,
    /// The set-up lines of the protocol's own, as in a script.
    pub set_up: &'static [&'static str],
    /// Settings that are not as usual, rule on or off.
    pub settings: &'static [(&'static str, SettingValue)],
    /// What has happened before the search begins, for schedules that are too long to be found whole.
    pub before: Option<fn(&mut Prelude<P>)>,
    /// How much may happen.
    pub bounds: fn() -> Bounds<P>,
}

impl<P: Searched> Case<P> {
    /// The cluster, booted and with nothing done, with the rule on or off.
    pub fn booted(&self, rule: bool) -> Cluster<P> {
        let cast = Cast { names: Names::Letters, nodes: self.nodes };
        let mut cluster = set_up::<P>(cast, self.set_up.iter().copied());
        let mut config = cluster.config().clone();
        let rule_off = (!rule && self.rule != DURABLE).then_some((self.rule, SettingValue::Switch(false)));
        for (name, value) in self.settings.iter().copied().chain(rule_off) {
            let setting = P::SETTINGS.iter().find(|setting| setting.name == name);
            (setting.expect("a case's settings exist").set)(&mut config, value);
        }
        let configured = cluster.apply(&Step::Configure(config));
        cluster.boot();
        let stored = cluster.apply(&Step::Storage(self.storage(rule)));
        debug_assert!(configured.is_ok() && stored.is_ok(), "the configuration and the disks can always be changed");
        cluster
    }

    /// How its disks behave.
    pub fn storage(&self, rule: bool) -> Storage {
        match (self.rule == DURABLE, rule) {
            (false, _) => Storage::Synchronous,
            (true, true) => Storage::Explicit,
            (true, false) => Storage::Careless,
        }
    }

    /// What has happened before the search begins, and where that has led.
    pub fn prelude(&self, rule: bool) -> Prelude<P> {
        let mut prelude = Prelude { cluster: self.booted(rule), steps: Vec::new() };
        if let Some(before) = self.before {
            before(&mut prelude);
        }
        prelude
    }

    /// A search for a schedule that breaks the property, with the rule off.
    pub fn search(&self) -> Search<P> {
        self.search_in(false, P::CHECKS.iter().filter(|check| check.id == self.property))
    }

    /// A search for a schedule that breaks any property, with the rule on: it finds none.
    pub fn control(&self) -> Search<P> {
        self.search_in(true, P::CHECKS)
    }

    fn search_in(&self, rule: bool, properties: impl IntoIterator<Item = &'static Check<P>>) -> Search<P> {
        let prelude = self.prelude(rule);
        let bounds = Bounds { clients: prelude.clients(), timely: P::TIMELY, ..(self.bounds)() };
        let cluster = prelude.cluster;
        let reduction = P::reduction(&cluster, &bounds);
        Search::new(cluster, bounds, properties, reduction)
    }

    /// All steps from the booted cluster on: what happened before the search, and what it found.
    pub fn whole(&self, found: &Schedule<P>) -> Vec<Step<P>> {
        let mut steps = self.prelude(false).steps;
        steps.extend(found.steps.iter().cloned());
        steps
    }
}

/// A cluster that is told what happens.
#[derive(Debug)]
pub struct Prelude<P: Searched> {
    /// The cluster as it is now.
    pub cluster: Cluster<P>,
    /// What has happened to it since it was booted.
    pub steps: Vec<Step<P>>,
}

impl<P: Searched> Prelude<P> {
    /// Lets one thing happen. Panics if it is not possible.
    pub fn step(&mut self, step: Step<P>) -> &mut Self {
        if let Err(refusal) = self.cluster.apply(&step) {
            panic!("a case begins with what can happen, but {step:?}: {refusal}");
        }
        self.steps.push(step);
        self
    }

    /// A node's timer runs out: the one that the command `timeout` is about.
    pub fn timeout(&mut self, node: NodeId) -> &mut Self {
        self.step(Step::Timeout { node, timer: P::IMPATIENCE })
    }

    /// A client asks a node for something, as it is written in a script.
    pub fn request(&mut self, node: NodeId, request: &str) -> &mut Self {
        let words: Vec<&str> = request.split(' ').collect();
        let cast = Cast { names: Names::Letters, nodes: self.cluster.nodes().count() as u8 };
        let request = P::parse_request(&words, cast).expect("a case's requests make sense");
        let id = RequestId { client: self.clients(), serial: 0 };
        self.step(Step::Request { node, id, request })
    }

    /// How many clients have asked.
    fn clients(&self) -> u16 {
        self.steps.iter().filter(|step| matches!(step, Step::Request { .. })).count() as u16
    }

    /// A message on its way from one node to another arrives: of several datagrams the least, of several on their connection
    /// the oldest.
    pub fn deliver(&mut self, from: NodeId, to: NodeId) -> &mut Self {
        let found = self.in_flight(|sender, receiver| (sender, receiver) == (from, to));
        let (from, to, message) = found.expect("a case waits for what was sent");
        self.step(Step::Deliver { from, to, message })
    }

    /// There is a new node, and it boots.
    pub fn install(&mut self, node: NodeId) -> &mut Self {
        self.step(Step::Install { node, disk: None }).step(Step::Restart { node })
    }

    /// What is in flight between these nodes arrives, and what they answer, until nothing is left between them.
    pub fn among(&mut self, group: &[NodeId]) -> &mut Self {
        while let Some((from, to, message)) = self.in_flight(|from, to| group.contains(&from) && group.contains(&to)) {
            self.step(Step::Deliver { from, to, message });
        }
        self
    }

    fn in_flight(&self, wanted: impl Fn(NodeId, NodeId) -> bool) -> Option<(NodeId, NodeId, P::Message)> {
        let found = self.cluster.network().iter().find(|(from, to, _)| wanted(*from, *to));
        found.map(|(from, to, message)| (from, to, message.clone()))
    }

    /// All that is in flight is lost, and connections on which something is break.
    pub fn lose(&mut self) -> &mut Self {
        while let Some((from, to, message)) = self.in_flight(|_, _| true) {
            self.step(match P::links(&message) {
                Links::Datagram => Step::Lose { from, to, message },
                Links::Connection => Step::Break { a: from, b: to },
            });
        }
        self
    }
}
