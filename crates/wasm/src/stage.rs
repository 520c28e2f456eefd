//! A timeline, and what the page has seen of it.

use crate::convert::lanes_view;
use crate::pen::JsPen;
use quorate_core::protocol::{Micros, NodeId};
use quorate_sim::flight::Landing;
use quorate_sim::machine::TimerId;
use quorate_sim::plain::{Fields, Pen, Plain, field};
use quorate_sim::simulation::{Due, event_view};
use quorate_sim::timeline::Timeline;
use wasm_bindgen::JsValue;

/// A node as it was drawn last: drawn again only when something that it depends on has changed.
struct Drawn {
    stamp: u64,
    timers: Vec<(TimerId, Due)>,
    js: JsValue,
}

/// A timeline, and what the page has seen of it.
pub(crate) struct Stage {
    pub(crate) timeline: Timeline,
    pen: JsPen,
    /// One for each node that was looked at: a cluster may grow.
    drawn: Vec<Option<Drawn>>,
    seen_jumps: Option<u64>,
    seen_events: u64,
    seen_landings: Option<(Micros, u64)>,
}

impl Stage {
    pub(crate) fn new(timeline: Timeline) -> Self {
        Self {
            timeline,
            pen: JsPen::default(),
            drawn: Vec::new(),
            seen_jumps: None,
            seen_events: 0,
            seen_landings: None,
        }
    }

    fn node(&mut self, node: NodeId) -> JsValue {
        let present = self.timeline.present();
        let stamp = present.machine().picture_stamp(node);
        let timers = present.timers().iter().filter(|((owner, _), _)| *owner == node);
        let timers: Vec<(TimerId, Due)> = timers.map(|((_, timer), due)| (*timer, *due)).collect();
        let place = usize::from(node.0);
        if place >= self.drawn.len() {
            self.drawn.resize_with(place + 1, || None);
        }
        let drawn = &mut self.drawn[place];
        if let Some(drawn) = drawn
            && drawn.stamp == stamp
            && drawn.timers == timers
        {
            return drawn.js.clone();
        }
        let js = self.pen.draw(&present.node_view(node));
        *drawn = Some(Drawn { stamp, timers, js: js.clone() });
        js
    }

    /// The stage as plain, frozen data. A node that has not changed is the same object as in the last view.
    pub(crate) fn view(&mut self) -> JsValue {
        let nodes: Vec<JsValue> = self.timeline.present().nodes().map(|node| self.node(node)).collect();
        let pen = &mut self.pen;
        pen.object();
        self.timeline.present().view_without_nodes().fields(pen);
        pen.name("nodes");
        pen.list();
        for node in &nodes {
            pen.put(node);
        }
        pen.end();
        pen.end();
        pen.take()
    }

    /// What is new of events and ended flights since the last call; after a jump in time, the recent past anew.
    pub(crate) fn trail(&mut self) -> JsValue {
        let reset = self.seen_jumps != Some(self.timeline.jumps());
        if reset {
            self.seen_jumps = Some(self.timeline.jumps());
            self.seen_events = 0;
            self.seen_landings = None;
        }
        let present = self.timeline.present();
        let recent = self.timeline.recent();
        let events = recent.events.iter().filter(|event| event.serial >= self.seen_events);
        let key = |landing: &Landing| (landing.ended_at, landing.id.0);
        let unseen = recent.landings.iter().filter(|landing| Some(key(landing)) > self.seen_landings);
        let pen = &mut self.pen;
        pen.object();
        field(pen, "reset", &reset);
        pen.name("events");
        pen.list();
        for event in events {
            event_view(event, present.names()).write(pen);
        }
        pen.end();
        pen.name("landings");
        pen.list();
        for landing in unseen {
            present.landing_view(landing).write(pen);
        }
        pen.end();
        pen.end();
        if let Some(last) = recent.events.back() {
            self.seen_events = last.serial + 1;
        }
        self.seen_landings = recent.landings.iter().map(key).max().max(self.seen_landings);
        self.pen.take()
    }

    /// All branches with their history.
    pub(crate) fn lanes(&mut self) -> JsValue {
        self.pen.draw(&lanes_view(&self.timeline))
    }
}
