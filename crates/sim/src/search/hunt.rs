//! A search of whatever protocol, for those who need not know which: a page that offers to break a promise.

use super::case::{Case, Searched};
use super::{Progress, Search};
use crate::cluster::Storage;
use crate::cluster::checked::{Of, Order};
use crate::cluster::names::{Names, client_name};
use crate::cluster::setting::{Value, setting_text};
use crate::cluster::step::{Applied, Step, Translator, Words};
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::convert::Infallible;
use core::fmt::Debug;
use quorate_core::protocol::{Links, NodeId, RequestId};

/// In which cluster was hunted: what the head of a script needs.
#[derive(Clone, Debug)]
pub struct Prey {
    /// As in `protocol raft`.
    pub protocol: &'static str,
    /// How many nodes there are.
    pub nodes: u8,
    /// What is not as usual, in lines of a script: the set-up of the protocol's own, settings, and a rule that is off.
    pub head: Vec<String>,
    /// The protocol's settings that are lengths of time: how soon its timers would run out by themselves.
    pub lengths: Vec<(&'static str, Value)>,
    /// How disks behave once the nodes have booted.
    pub storage: Storage,
}

/// A protocol that hunts can be about. Not a part of what a page's module must know of it: that, which knows every
/// protocol and never hunts, would otherwise carry the search of each of them.
pub trait Hunter {
    /// As in `protocol raft`.
    fn protocol(&self) -> &'static str;
    /// What can be hunted: a rule, the promise that breaks without it, and in how large a cluster.
    fn preys(&self) -> Vec<(&'static str, &'static str, u8)>;
    /// Begins to search for a schedule that breaks that promise without that rule; or, where the rule is `on`, one that
    /// breaks any promise, of which there should be none.
    fn hunt(&self, rule: &str, promise: &str, on: bool) -> Option<Box<dyn Hunt>>;
}

impl Debug for dyn Hunter {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.protocol())
    }
}

impl<P: Searched> Hunter for Of<P> {
    fn protocol(&self) -> &'static str {
        P::NAME
    }

    fn preys(&self) -> Vec<(&'static str, &'static str, u8)> {
        P::CASES.iter().map(|case| (case.rule, case.promise, case.nodes)).collect()
    }

    fn hunt(&self, rule: &str, promise: &str, on: bool) -> Option<Box<dyn Hunt>> {
        P::CASES.iter().find(|case| (case.rule, case.promise) == (rule, promise)).map(|case| case.hunt(on))
    }
}

/// A search under way for a schedule that breaks a promise.
pub trait Hunt {
    /// Goes on from at most `most` states.
    fn run(&mut self, most: usize) -> Outcome;
    /// How many different states have been seen.
    fn states(&self) -> usize;
    /// How many states wait to be gone on from.
    fn frontier(&self) -> usize;
    /// How many steps away from the beginning the search is.
    fn depth(&self) -> u32;
    /// How much may happen: at most so many of each; timeouts by the name of the timer. `given` are the steps before the
    /// search.
    fn bounds(&self) -> Vec<(&'static str, u32)>;
}

/// How a hunt stands.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// There is more to try.
    Working,
    /// A shortest schedule that breaks the promise.
    Found {
        /// The promise: [`crate::cluster::check::Check::id`].
        promise: &'static str,
        /// Where it was hunted.
        prey: Prey,
        /// What happens, from the booted cluster on.
        occurrences: Vec<Occurrence>,
    },
    /// Nothing within the bounds breaks the promise.
    Exhausted,
}

/// A thing that happens, and how much it puts in flight.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occurrence {
    /// What happens. That there is a new node and that it boots is left out, as on a stage the first order that names it does
    /// both.
    pub step: Step<Numbers>,
    /// The messages that are sent by it.
    pub messages: Vec<Launched>,
    /// The numbers of those that go down by it with their connection.
    pub gone: Vec<u64>,
    /// How many clients are answered by it.
    pub answers: usize,
}

impl Occurrence {
    /// Whether nothing happens but that a message is lost, which nobody notices.
    pub fn is_loss(&self) -> bool {
        matches!(self.step, Step::Lose { .. })
    }
}

/// A message to another node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Launched {
    /// Who sends it.
    pub from: NodeId,
    /// Who is to get it.
    pub to: NodeId,
    /// How it travels.
    pub links: Links,
}

/// The words of who plays a schedule on a stage. A message has the number that a simulation gives it that does the same:
/// messages are counted from 1 in the order in which they were sent since the nodes booted. A timer has its name, a request
/// is a line of a script. Nodes begin with empty disks, and nothing is configured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numbers {}

impl Words for Numbers {
    type Message = u64;
    type Timer = &'static str;
    type Request = String;
    type Durable = Infallible;
    type Config = Infallible;
}

/// A case together with its search.
struct Hunting<P: Searched> {
    case: &'static Case<P>,
    on: bool,
    search: Search<P>,
}

impl<P: Searched> Case<P> {
    /// Where is hunted, with the rule on or off.
    pub fn prey(&self, on: bool) -> Prey {
        let cluster = self.booted(on);
        let set = self.settings.iter().map(|(name, value)| {
            let is_rule = P::SETTINGS.iter().any(|setting| setting.is_rule && setting.name == *name);
            setting_text(is_rule, name, *value)
        });
        let off = (!on).then(|| setting_text(true, self.rule, Value::Switch(false)));
        let lengths = P::SETTINGS.iter().map(|setting| (setting.name, (setting.get)(cluster.config())));
        Prey {
            protocol: P::NAME,
            nodes: self.nodes,
            head: self.set_up.iter().map(|line| (*line).into()).chain(set).chain(off).collect(),
            lengths: lengths.filter(|(_, value)| matches!(value, Value::Length(_) | Value::Span(_))).collect(),
            storage: cluster.storage(),
        }
    }

    /// Begins the search, with the rule on or off.
    pub fn hunt(&'static self, on: bool) -> Box<dyn Hunt> {
        Box::new(Hunting { case: self, on, search: if on { self.control() } else { self.search() } })
    }

    /// Steps from the booted cluster on, with each message named by its number.
    pub fn occurrences(&self, on: bool, steps: &[Step<P>]) -> Vec<Occurrence> {
        let mut cluster = self.booted(on);
        let mut numbering = Numbering::default();
        let mut newcomers = Vec::new();
        let mut occurrences = Vec::with_capacity(steps.len());
        for step in steps {
            let is_of_newcomer = match step {
                Step::Install { node, .. } => {
                    newcomers.push(*node);
                    true
                }
                Step::Restart { node } => newcomers.extract_if(.., |other| other == node).count() > 0,
                _ => false,
            };
            if is_of_newcomer {
                cluster.apply(step).expect("what was found can happen");
                continue;
            }
            let step_in_numbers = step.translate(&mut numbering);
            if let Step::Deliver { message, .. } | Step::Lose { message, .. } = step_in_numbers {
                numbering.flights.retain(|flight| flight.0 != message);
            }
            let applied = cluster.apply(step).expect("what was found can happen");
            occurrences.push(numbering.occurrence(step_in_numbers, applied));
        }
        occurrences
    }
}

/// What is in flight, by number, and who has asked. Of equal messages on a link the oldest counts, as in the cluster.
struct Numbering<P: Searched> {
    flights: Vec<(u64, NodeId, NodeId, P::Message)>,
    sent: u64,
    asked: Vec<RequestId>,
}

impl<P: Searched> Default for Numbering<P> {
    fn default() -> Self {
        Self { flights: Vec::new(), sent: 0, asked: Vec::new() }
    }
}

impl<P: Searched> Translator<P, Numbers> for Numbering<P> {
    fn message(&mut self, from: NodeId, to: NodeId, message: &P::Message) -> u64 {
        let is_it =
            |flight: &&(u64, NodeId, NodeId, P::Message)| (flight.1, flight.2) == (from, to) && flight.3 == *message;
        self.flights.iter().find(is_it).expect("what was found can happen").0
    }

    fn timer(&mut self, timer: &P::Timer) -> &'static str {
        P::timer_name(*timer)
    }

    fn request(&mut self, node: NodeId, id: RequestId, request: &P::Request) -> String {
        let (node, request) = (Names::Letters.name(node), P::request_text(request, Names::Letters));
        if let Some(client) = self.asked.iter().position(|other| *other == id) {
            return format!("retry {} @{node}", client_name(client as u16));
        }
        self.asked.push(id);
        match Order::of(P::ORDERS, &request) {
            Some(order) => order.given_to(&request, &node),
            None => format!("request @{node} {request}"),
        }
    }

    fn disk(&mut self, _: &P::Durable) -> Option<Infallible> {
        unreachable!("newcomers begin with empty disks")
    }

    fn config(&mut self, _: &P::Config) -> Infallible {
        unreachable!("the search configures nothing, and no case begins with it")
    }
}

impl<P: Searched> Numbering<P> {
    fn occurrence(&mut self, step: Step<Numbers>, applied: Applied<P>) -> Occurrence {
        let is_gone = |flight: &mut (u64, NodeId, NodeId, P::Message)| {
            let is_on = |(a, b): &(NodeId, NodeId)| [(*a, *b), (*b, *a)].contains(&(flight.1, flight.2));
            P::links(&flight.3) == Links::Connection && applied.ended.iter().any(is_on)
        };
        let gone = self.flights.extract_if(.., is_gone).map(|flight| flight.0).collect();
        let mut messages = Vec::new();
        for (from, to, message) in applied.sent {
            self.sent += 1;
            messages.push(Launched { from, to, links: P::links(&message) });
            self.flights.push((self.sent, from, to, message));
        }
        Occurrence { step, messages, gone, answers: applied.responses.len() }
    }
}

impl<P: Searched> Hunt for Hunting<P> {
    fn run(&mut self, most: usize) -> Outcome {
        match self.search.run(most) {
            Progress::Working => Outcome::Working,
            Progress::Exhausted => Outcome::Exhausted,
            Progress::Found(found) => Outcome::Found {
                promise: found.check,
                prey: self.case.prey(self.on),
                occurrences: self.case.occurrences(self.on, &self.case.whole(&found)),
            },
        }
    }

    fn states(&self) -> usize {
        self.search.states()
    }

    fn frontier(&self) -> usize {
        self.search.frontier()
    }

    fn depth(&self) -> u32 {
        self.search.depth()
    }

    fn bounds(&self) -> Vec<(&'static str, u32)> {
        let bounds = (self.case.bounds)();
        let timeouts = bounds.timeouts.iter().map(|(timer, most)| (P::timer_name(*timer), u32::from(*most)));
        let others = [
            ("crashes", u32::from(bounds.crashes)),
            ("duplications", u32::from(bounds.duplications)),
            ("breaks", u32::from(bounds.breaks)),
            ("requests", bounds.requests.len() as u32),
            ("retries", u32::from(bounds.retries)),
        ];
        let given = self.case.occurrences(self.on, &self.case.rehearsed(self.on).steps);
        let given = given.iter().filter(|occurrence| !occurrence.is_loss()).count();
        [("given", given as u32), ("steps", bounds.depth)].into_iter().chain(timeouts).chain(others).collect()
    }
}

impl Debug for dyn Hunt {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Hunt({} states, depth {})", self.states(), self.depth())
    }
}
