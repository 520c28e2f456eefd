//! How much may happen, and what can happen next within that.

use crate::cluster::{Cluster, Storage};
use crate::step::Step;
use alloc::vec::Vec;
use quorate_core::protocol::{Links, NodeId, Protocol, RequestId};

/// How much may happen.
#[derive(Clone, Debug)]
pub struct Bounds<P: Protocol> {
    /// How many steps a schedule has at the most.
    pub depth: u32,
    /// How often timers may run out, kind by kind; a kind that is not named never does.
    pub timeouts: Vec<(P::Timer, u8)>,
    /// How often nodes may crash. Those that are down may restart at any time.
    pub crashes: u8,
    /// How often messages may be duplicated.
    pub duplications: u8,
    /// What clients ask for and where; each may arrive once, in this order.
    pub requests: Vec<(NodeId, P::Request)>,
}

/// How much of the bounds has been used up.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Spent {
    timeouts: Vec<u8>,
    crashes: u8,
    duplications: u8,
    requests: u8,
}

impl<P: Protocol> Bounds<P> {
    /// Nothing has happened yet.
    pub(super) fn unspent(&self) -> Spent {
        Spent { timeouts: self.timeouts.iter().map(|_| 0).collect(), crashes: 0, duplications: 0, requests: 0 }
    }

    /// Everything that can happen next.
    pub(super) fn possible(&self, cluster: &Cluster<P>, spent: &Spent) -> Vec<(Step<P>, Spent)> {
        let mut steps = Vec::new();
        let mut last = None;
        for (from, to, message) in cluster.network().iter() {
            // Copies of a message stand side by side: one of them is enough.
            if last.replace((from, to, message)) == Some((from, to, message)) {
                continue;
            }
            let fifo = P::LINKS == Links::Fifo;
            if cluster.state(to).is_some() && (!fifo || cluster.network().can_arrive(P::LINKS, from, to, message)) {
                steps.push((Step::Deliver { from, to, message: message.clone() }, spent.clone()));
            }
            if !fifo && spent.duplications < self.duplications {
                let spent = Spent { duplications: spent.duplications + 1, ..spent.clone() };
                steps.push((Step::Duplicate { from, to, message: message.clone() }, spent));
            }
        }
        for node in cluster.nodes() {
            let server = cluster.server(node);
            if server.state.is_none() {
                steps.push((Step::Restart { node }, spent.clone()));
                continue;
            }
            for (kind, (timer, most)) in self.timeouts.iter().enumerate() {
                if server.timers.contains(timer) && spent.timeouts[kind] < *most {
                    let mut spent = spent.clone();
                    spent.timeouts[kind] += 1;
                    steps.push((Step::Timeout { node, timer: *timer }, spent));
                }
            }
            if spent.crashes < self.crashes {
                steps.push((Step::Crash { node }, Spent { crashes: spent.crashes + 1, ..spent.clone() }));
            }
            if cluster.storage() != Storage::Synchronous && server.is_dirty() {
                steps.push((Step::Sync { node }, spent.clone()));
            }
        }
        if let Some((node, request)) = self.requests.get(usize::from(spent.requests))
            && cluster.state(*node).is_some()
        {
            let id = RequestId { client: u16::from(spent.requests), serial: 0 };
            let step = Step::Request { node: *node, id, request: request.clone() };
            steps.push((step, Spent { requests: spent.requests + 1, ..spent.clone() }));
        }
        steps
    }
}
