//! A process that stands still: no crash. Its timers keep what is left of them, and what arrives waits, in order.
//!
//! In the untimed cluster nothing has to happen at any moment, so this is no step there: a search and a random schedule have
//! always let a node wait. It is the clock that otherwise lets no timer and no message wait.

use super::{Due, Simulation, Suspension};
use crate::clock::flight::{End, Fate, MessageId, Outcome};
use crate::clock::machine::TimerId;
use crate::clock::mark::Mark;
use crate::clock::record::Listener;
use crate::cluster::setting::ms;
use crate::cluster::step::Step;
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::protocol::{Links, Micros, NodeId};

impl Simulation {
    /// Whether a node's process stands still.
    pub fn is_suspended(&self, node: NodeId) -> bool {
        self.suspended.contains_key(&node)
    }

    pub(super) fn suspend(&mut self, node: NodeId, length: Option<Micros>, listener: &mut dyn Listener) {
        let (key, args) = match length {
            None => ("cluster.suspended", Vec::new()),
            Some(length) => ("cluster.suspended-for", alloc::vec![("ms", Arg::Text(ms(length)))]),
        };
        self.tell(listener, key, Some(node), args, Some(Mark::Command));
        let timers: Vec<(TimerId, Due)> = self.timers_of(node).map(|(timer, due)| (timer, *due)).collect();
        self.timers.retain(|(owner, _), _| *owner != node);
        let (since, until) = (self.now, length.map(|length| self.after(length)));
        let sync = self.syncs.remove(&node);
        self.suspended.insert(node, Suspension { since, until, timers, sync, configured: false });
    }

    pub(super) fn resume(&mut self, node: NodeId, listener: &mut dyn Listener) {
        let suspension = self.suspended.remove(&node).expect("only a node that is suspended is resumed");
        self.tell(listener, "cluster.resumed", Some(node), Vec::new(), Some(Mark::Command));
        let pause = self.now.0 - suspension.since.0;
        let later = |at: Micros| Micros(at.0.saturating_add(pause));
        for (timer, Due { set_at, fires_at, span }) in suspension.timers {
            let due = Due { set_at: later(set_at), fires_at: later(fires_at), span };
            self.timers.insert((node, timer), due);
        }
        if let Some(at) = suspension.sync {
            self.syncs.insert(node, later(at));
        }
        for (place, (_, id)) in self.waiting_at(node).into_iter().enumerate() {
            let at = self.after(Micros(place as u64 + 1));
            let flight = self.flights.get_mut(&id).expect("it was just found");
            flight.slow_down(self.now, at);
            flight.fate = Fate::Arrives;
            let (from, to) = (flight.from, flight.to);
            self.hold_back(from, to);
        }
        if suspension.configured {
            self.apply(Step::Notice { node }, listener);
        }
    }

    /// What has arrived at a node that does not take it, in the order in which it came.
    fn waiting_at(&self, node: NodeId) -> Vec<(Micros, MessageId)> {
        let waits = self.flights.iter().filter(|(_, it)| it.fate == Fate::Waits && it.to == End::Node(node));
        let mut waiting: Vec<(Micros, MessageId)> = waits.map(|(id, flight)| (flight.arrives_at, *id)).collect();
        waiting.sort_unstable();
        waiting
    }

    /// The node has crashed: nobody will ever take what has arrived there. What was on a connection is gone already.
    pub(super) fn forsake_waiting(&mut self, node: NodeId, listener: &mut dyn Listener) {
        for (_, id) in self.waiting_at(node) {
            debug_assert!(self.flights[&id].links == Links::Datagram, "a crash ends all connections");
            self.lose(id, Outcome::Down, listener);
        }
    }
}
