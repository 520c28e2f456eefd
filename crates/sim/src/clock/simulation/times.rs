//! When things happen: what a node asked for is given its time, and lengths of time are drawn.

use super::{Due, Simulation};
use crate::clock::flight::{Cargo, End};
use crate::clock::machine::{Done, TimerId};
use crate::clock::place::{EXACT, Trait, paced};
use crate::clock::record::Listener;
use quorate_core::protocol::{Micros, NodeId, Span};

/// No timer runs out sooner, whatever the settings say: a heartbeat of 0 would never let time pass.
const SHORTEST_TIMER: Micros = Micros::from_ms(1);

/// What randomness is drawn for; counted, so that each draw has an address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum DrawAddress {
    Link(End, End),
    Timer(NodeId, TimerId),
    Disk(NodeId),
}

/// One message is drawn for more than once: what this draw decides.
#[derive(Clone, Copy, Hash)]
pub(super) enum Purpose {
    Length,
    Loss,
    PlaceOfLoss,
    Duplication,
    /// Whether it is lost again, after it was sent again so many times.
    LossAgain(u32),
}

impl Simulation {
    /// How long this node's disk takes.
    pub(super) fn disk(&self, node: NodeId) -> Span {
        self.own.span(Trait::Disk, node, node).unwrap_or(self.conditions.disk)
    }

    /// How long a timer lasts that a node wants to be set within this span: in the simulation's time, and the span likewise.
    pub(super) fn timer_length(&mut self, node: NodeId, timer: TimerId, span: Span) -> (Micros, Span) {
        let is_patience = self.vocabulary.patience().is_some() && timer == self.vocabulary.impatience();
        let own = self.own.span(Trait::Patience, node, node).filter(|_| is_patience);
        let span = own.unwrap_or(span);
        let length = self.draw(DrawAddress::Timer(node, timer), span);
        let rate = self.own.percent(Trait::Clock, node, node).unwrap_or(EXACT);
        (paced(Span { min: length, max: length }, rate).min.max(SHORTEST_TIMER), paced(span, rate))
    }

    /// What a node asked for, in time.
    pub(super) fn carry_out(&mut self, node: NodeId, done: &Done, listener: &mut dyn Listener) {
        for (timer, span) in &done.timers {
            match span {
                None => {
                    self.timers.remove(&(node, *timer));
                }
                Some(span) => {
                    let (length, span) = self.timer_length(node, *timer, *span);
                    let due = Due { set_at: self.now, fires_at: self.after(length), span };
                    self.timers.insert((node, *timer), due);
                }
            }
        }
        for (id, answer) in &done.answers {
            let mut answer = answer.clone();
            if let Some(client) = self.clients.0.get(usize::from(id.client)).filter(|client| client.id == *id) {
                answer.verdict = self.vocabulary.verdict(&client.request, &answer);
            }
            self.launch(End::Node(node), End::Client(id.client), Cargo::Response(*id, answer), listener);
        }
        let disk = self.disk(node);
        if disk.max > Micros(0) && self.machine.is_dirty(node) && !self.syncs.contains_key(&node) {
            let length = self.draw(DrawAddress::Disk(node), disk);
            self.syncs.insert(node, self.after(length));
        }
    }

    /// Now and `length` more; never now itself.
    pub(super) fn after(&self, length: Micros) -> Micros {
        Micros(self.now.0.saturating_add(length.0.max(1)))
    }

    /// How often has been drawn for this, counting this time.
    pub(super) fn count(&mut self, what: DrawAddress) -> u64 {
        let count = self.drawn.get_or_insert_with(what, || 0);
        *count += 1;
        *count
    }

    pub(super) fn draw(&mut self, what: DrawAddress, span: Span) -> Micros {
        let nth = self.count(what);
        self.seed.length(span, (what, nth, Purpose::Length))
    }
}
