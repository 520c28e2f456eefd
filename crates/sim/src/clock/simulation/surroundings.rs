//! The simulation as the world around its cluster.

use super::Simulation;
use crate::clock::client::Clients;
use crate::clock::command::Pick;
use crate::clock::feat::Moment;
use crate::clock::flight::End;
use crate::clock::machine::Machine;
use crate::clock::place::Trait;
use crate::clock::serving::Circumstances;
use quorate_core::protocol::{Micros, NodeId, Span};

/// A chance of loss that leaves none, in hundredths of a percent.
const ALWAYS: u32 = 10_000;

impl Circumstances for Simulation {
    fn stands_still(&self, node: NodeId) -> bool {
        self.is_suspended(node)
    }

    fn lets_through(&self, from: NodeId, to: NodeId, kind: &'static str) -> bool {
        let is_held = || self.holds.contains(&Pick { from, to, kind });
        self.own.percent(Trait::Loss, from, to).unwrap_or(self.conditions.loss) < ALWAYS && !is_held()
    }

    fn way(&self, from: NodeId, to: NodeId) -> Micros {
        self.latency(End::Node(from), End::Node(to)).min
    }

    fn write(&self, node: NodeId) -> Micros {
        if self.conditions.durable_before_answering { self.disk(node).min } else { Micros(0) }
    }

    fn patience(&self, node: NodeId, usual: Span) -> Span {
        self.own.span(Trait::Patience, node, node).unwrap_or(usual)
    }
}

impl Moment for Simulation {
    fn now(&self) -> Micros {
        self.now
    }

    fn machine(&self) -> &dyn Machine {
        &*self.machine
    }

    fn clients(&self) -> &Clients {
        &self.clients
    }

    fn turns_to_ask(&self) -> u64 {
        self.asked
    }

    fn is_suspended(&self, node: NodeId) -> bool {
        self.suspended.contains_key(&node)
    }

    fn is_held(&self, from: NodeId, to: NodeId) -> bool {
        self.held_on(from, to).next().is_some()
    }
}
