//! A counterexample, for those who need not know of which protocol: what happens, step by step, with each message numbered.

use super::case::{Case, Searched};
use crate::cluster::names::{Names, client_name};
use crate::cluster::order::Order;
use crate::cluster::step::{Applied, Notation, Step, Translator};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::convert::Infallible;
use quorate_core::protocol::{Links, NodeId, RequestId};

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

impl Notation for Numbers {
    type Message = u64;
    type Timer = &'static str;
    type Request = String;
    type Durable = Infallible;
    type Config = Infallible;
}

impl<P: Searched> Case<P> {
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
