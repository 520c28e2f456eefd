//! A cluster that is told what happens, for the tests of the checks.

use super::ALL;
use crate::cluster::check::{Transition, Violation};
use crate::cluster::names::Names;
use crate::cluster::step::{Applied, Step};
use crate::cluster::{Cluster, Storage};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::kv::{Operation, StoreCommand};
use quorate_core::protocol::{NodeId, Protocol, RequestId};
use quorate_core::raft::{Config, Configuration, Durable, Entry, Fact, Message, Raft, Term, Timer};

pub(crate) const A: NodeId = NodeId(0);
pub(crate) const B: NodeId = NodeId(1);
pub(crate) const C: NodeId = NodeId(2);
pub(crate) const D: NodeId = NodeId(3);
pub(crate) const E: NodeId = NodeId(4);
pub(crate) const F: NodeId = NodeId(5);

/// A cluster, and which guarantee was broken first by what.
pub(crate) struct Story {
    pub(crate) cluster: Cluster<Raft>,
    pub(crate) broken: BTreeMap<&'static str, Violation>,
    serial: u32,
}

/// A disk with a log of these terms. At the same place, entries of the same term are equal, as Raft promises.
pub(crate) fn durable(current_term: u64, terms: &[u64]) -> Durable {
    let entry = |(place, term): (usize, &u64)| Entry {
        term: Term(*term),
        content: Operation {
            id: RequestId { client: u16::MAX, serial: (*term * 100) as u32 + place as u32 },
            once: true,
            command: StoreCommand::Set("x".into(), *term as i64 * 100 + place as i64),
        }
        .into(),
    };
    Durable { current_term: Term(current_term), voted_for: None, log: terms.iter().enumerate().map(entry).collect() }
}

/// An entry from which on these servers are the cluster.
pub(crate) fn change(term: u64, voters: &[NodeId]) -> Entry {
    Entry { term: Term(term), content: Configuration::of(voters.iter().copied()).into() }
}

impl Story {
    pub(crate) fn new(nodes: u8) -> Self {
        Self::with(Config::new(nodes), (0..nodes).map(|_| Durable::default()))
    }

    /// Empty servers, of which the first `voters` are the cluster.
    pub(crate) fn of(nodes: u8, voters: u8) -> Self {
        Self::with(Config::new(voters), (0..nodes).map(|_| Durable::default()))
    }

    /// A leads A, B and C, and is asked to let D and E belong to the cluster too: with or without C-old,new.
    pub(crate) fn from_three_to_five(joint_consensus: bool) -> Self {
        let mut story = Self::of(5, 3);
        story.configure(|config| config.rules.joint_consensus = joint_consensus);
        story.elect(A).request(A, "SET x 1").run().request(A, "configure A B C D E");
        story
    }

    /// A leads A, B and C, which shall give way to D, E and F: those have caught up.
    pub(crate) fn to_three_others(both_majorities: bool) -> Self {
        let mut story = Self::of(6, 3);
        story.configure(|config| config.rules.both_majorities = both_majorities);
        story.elect(A).request(A, "SET x 1").run().request(A, "configure D E F").run_among(&[A, D, E, F]);
        story
    }

    /// The example of Ongaro's correction of 2015, up to where it matters: a change of A's has reached nobody but E, whom it
    /// adds, and B leads a later term.
    pub(crate) fn unfinished_change(change_after_own_term: bool) -> Self {
        let mut story = Self::of(5, 4);
        story.configure(|config| config.rules.change_after_own_term = change_after_own_term);
        story.elect(A).request(A, "SET x 1").run().request(A, "add E").run_among(&[A, E]);
        story.timeout(B).run_among(&[B, C, D]);
        story
    }

    /// Servers that boot with these disks.
    pub(crate) fn with(config: Config, disks: impl IntoIterator<Item = Durable>) -> Self {
        let cluster = Cluster::with_disks(config, disks.into_iter().map(Some));
        let mut story = Self { cluster, broken: BTreeMap::new(), serial: 0 };
        for node in story.cluster.nodes() {
            story.restart(node);
        }
        story
    }

    /// Empty servers with other options or rules.
    pub(crate) fn configured(nodes: u8, change: fn(&mut Config)) -> Self {
        let mut config = Config::new(nodes);
        change(&mut config);
        Self::with(config, (0..nodes).map(|_| Durable::default()))
    }

    pub(crate) fn step(&mut self, step: Step<Raft>) -> &mut Self {
        let applied = self.cluster.apply(&step).unwrap_or_else(|refusal| panic!("{step:?}: {refusal}"));
        self.look(&applied)
    }

    fn look(&mut self, applied: &Applied<Raft>) -> &mut Self {
        let transition = Transition { after: &self.cluster, applied };
        for check in ALL {
            if let Err(violation) = (check.look)(&transition) {
                self.broken.entry(check.number).or_insert(violation);
            }
        }
        self
    }

    pub(crate) fn timeout(&mut self, node: NodeId) -> &mut Self {
        self.step(Step::Timeout { node, timer: Timer::Election })
    }

    pub(crate) fn heartbeat(&mut self, node: NodeId) -> &mut Self {
        self.step(Step::Timeout { node, timer: Timer::Heartbeat })
    }

    pub(crate) fn crash(&mut self, node: NodeId) -> &mut Self {
        self.step(Step::Crash { node })
    }

    pub(crate) fn restart(&mut self, node: NodeId) -> &mut Self {
        self.step(Step::Restart { node })
    }

    pub(crate) fn sync(&mut self, node: NodeId) -> &mut Self {
        self.step(Step::Sync { node })
    }

    pub(crate) fn request(&mut self, node: NodeId, text: &str) -> &mut Self {
        self.serial += 1;
        self.ask(node, RequestId { client: 0, serial: self.serial }, text)
    }

    /// Asks under a number of the test's own choice.
    pub(crate) fn ask(&mut self, node: NodeId, id: RequestId, text: &str) -> &mut Self {
        let words: Vec<_> = text.split(' ').collect();
        let nodes = self.cluster.nodes().count() as u8;
        let request = crate::raft::request::parse(&words, Names::Letters, nodes);
        let request = request.expect("the test asks for something that can be asked for");
        self.step(Step::Request { node, id, request })
    }

    /// Changes parameters, options and rules.
    pub(crate) fn configure(&mut self, change: impl FnOnce(&mut Config)) -> &mut Self {
        let mut config = self.cluster.config().clone();
        change(&mut config);
        self.step(Step::Configure(config))
    }

    /// Delivers what is in flight between these servers, and what they answer, until nothing is left between them.
    pub(crate) fn run_among(&mut self, group: &[NodeId]) -> &mut Self {
        while let Some((from, to, message)) = self.in_flight(|from, to, _| group.contains(&from) && group.contains(&to))
        {
            self.step(Step::Deliver { from, to, message });
        }
        self
    }

    pub(crate) fn run(&mut self) -> &mut Self {
        let all: Vec<_> = self.cluster.up().map(|(node, _)| node).collect();
        self.run_among(&all)
    }

    /// Delivers one message from `from` to `to`: the first that is as wanted.
    pub(crate) fn deliver(&mut self, from: NodeId, to: NodeId, wanted: fn(&Message) -> bool) -> &mut Self {
        let found = self.in_flight(|sender, receiver, message| (sender, receiver) == (from, to) && wanted(message));
        let (from, to, message) = found.expect("the message that the test waits for is in flight");
        self.step(Step::Deliver { from, to, message })
    }

    /// Loses all that is in flight.
    pub(crate) fn lose_all(&mut self) -> &mut Self {
        while let Some((from, to, message)) = self.in_flight(|_, _, _| true) {
            self.step(Step::Lose { from, to, message });
        }
        self
    }

    fn in_flight(&self, wanted: impl Fn(NodeId, NodeId, &Message) -> bool) -> Option<(NodeId, NodeId, Message)> {
        let mut all = self.cluster.network().iter();
        all.find(|(from, to, message)| wanted(*from, *to, message))
            .map(|(from, to, message)| (from, to, message.clone()))
    }

    /// `node` times out and gets everybody's vote; all hear of it.
    pub(crate) fn elect(&mut self, node: NodeId) -> &mut Self {
        self.timeout(node).run()
    }

    /// The guarantees that are broken, by number.
    pub(crate) fn broken(&self) -> Vec<&'static str> {
        self.broken.keys().copied().collect()
    }

    /// Changes a server in a way that no input of its own does, and lets the checks look at it.
    pub(crate) fn pretend(&mut self, node: NodeId, change: impl FnOnce(&mut Raft)) -> &mut Self {
        self.pretend_that(node, &[], change)
    }

    /// The same for something that the ghost history knows of too.
    pub(crate) fn pretend_that(&mut self, node: NodeId, facts: &[Fact], change: impl FnOnce(&mut Raft)) -> &mut Self {
        let before = self.cluster.server(node).clone();
        let server = Arc::make_mut(&mut self.cluster.servers[usize::from(node.0)]);
        let state = server.state.as_mut().expect("the test changes a server that is up");
        change(state);
        server.disk = Some(state.durable());
        facts.iter().for_each(|fact| _ = self.cluster.facts.insert(fact.clone()));
        self.look(&Applied { touched: Some((node, before)), facts: facts.to_vec(), ..Applied::default() })
    }

    /// Lets a server send what it would not send by itself.
    pub(crate) fn pretend_to_send(&mut self, from: NodeId, to: NodeId, message: Message) -> &mut Self {
        let before = self.cluster.server(from).clone();
        self.cluster.network.insert(Raft::links(&message), from, to, message.clone());
        let sent = alloc::vec![(from, to, message)];
        self.look(&Applied { touched: Some((from, before)), sent, ..Applied::default() })
    }

    /// Lets the checks look at a step that leads from another state to the present one: for what no schedule brings about.
    pub(crate) fn pretend_before(&mut self, node: NodeId, change: impl FnOnce(&mut Raft)) -> &mut Self {
        let mut before = self.cluster.server(node).clone();
        change(Arc::make_mut(&mut before).state.as_mut().expect("the test changes a server that is up"));
        self.look(&Applied { touched: Some((node, before)), ..Applied::default() })
    }
}

#[test]
fn nothing_is_broken_by_an_ordinary_life() {
    let mut story = Story::new(5);
    story.elect(A).request(A, "SET x 1").run().heartbeat(A).run();
    story.request(A, "SET x 2").run_among(&[A, B]).crash(A).timeout(C).run().request(C, "SET x 3").run();
    story.restart(A).heartbeat(C).run().timeout(B).run().crash(D).crash(E).request(B, "ADD x 1").run();
    assert!(story.broken.is_empty(), "{:?}", story.broken);
    assert_eq!(story.cluster.state(B).and_then(|state| state.store.get("x")), Some(4));
}

#[test]
fn nothing_is_broken_where_answers_wait_for_a_slow_disk_and_crashes_take_what_is_not_on_it() {
    let mut story = Story::new(3);
    story.step(Step::Storage(Storage::Explicit)).timeout(A).sync(A).run().crash(B).restart(B).sync(C).run();
    assert!(story.cluster.state(A).is_some_and(Raft::is_leader));
    story.request(A, "SET x 1").sync(A).run().crash(C).restart(C).heartbeat(A).run().sync(B).sync(C).run();
    story.heartbeat(A).run().crash(A).timeout(B).sync(B).run().sync(C).run();
    assert!(story.cluster.state(B).is_some_and(Raft::is_leader));
    assert!(story.broken.is_empty(), "{:?}", story.broken);
}

#[test]
fn each_guarantee_has_a_name_and_a_number_of_its_own() {
    let names: BTreeSet<_> = ALL.iter().map(|check| check.id).collect();
    let numbers: BTreeSet<_> = ALL.iter().map(|check| check.number).collect();
    assert_eq!((names.len(), numbers.len()), (ALL.len(), ALL.len()));
}
