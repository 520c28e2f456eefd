//! A timeline, and what the page has seen of it.

use crate::serializer::{set, to_js};
use alloc::vec::Vec;
use js_sys::{Array, Object};
use quorate_core::protocol::{Micros, NodeId};
use quorate_sim::flight::Landing;
use quorate_sim::machine::TimerId;
use quorate_sim::simulation::{Due, event_view};
use quorate_sim::timeline::Timeline;
use wasm_bindgen::{JsCast, JsValue};

/// A node as it was drawn last: drawn again only when something that it depends on has changed.
struct Drawn {
    stamp: u64,
    timers: Vec<(TimerId, Due)>,
    js: JsValue,
}

/// A timeline, and what the page has seen of it.
pub(crate) struct Stage {
    pub(crate) timeline: Timeline,
    drawn: Vec<Option<Drawn>>,
    seen_jumps: Option<u64>,
    seen_events: u64,
    seen_landings: Option<(Micros, u64)>,
}

impl Stage {
    pub(crate) fn new(timeline: Timeline) -> Self {
        let drawn = timeline.present().nodes().map(|_| None).collect();
        Self { timeline, drawn, seen_jumps: None, seen_events: 0, seen_landings: None }
    }

    fn node(&mut self, node: NodeId) -> JsValue {
        let present = self.timeline.present();
        let stamp = present.machine().picture_stamp(node);
        let timers = present.timers().iter().filter(|((owner, _), _)| *owner == node);
        let timers: Vec<(TimerId, Due)> = timers.map(|((_, timer), due)| (*timer, *due)).collect();
        let drawn = &mut self.drawn[usize::from(node.0)];
        if let Some(drawn) = drawn
            && drawn.stamp == stamp
            && drawn.timers == timers
        {
            return drawn.js.clone();
        }
        let js = to_js(&present.node_view(node));
        *drawn = Some(Drawn { stamp, timers, js: js.clone() });
        js
    }

    /// The stage as plain, frozen data. A node that has not changed is the same object as in the last view.
    pub(crate) fn view(&mut self) -> JsValue {
        let nodes = Array::new();
        for node in self.timeline.present().nodes() {
            nodes.push(&self.node(node));
        }
        let view = to_js(&self.timeline.present().view_without_nodes());
        let view = Object::assign(&Object::new(), view.unchecked_ref());
        set(&view, "nodes", &Object::freeze(&nodes));
        Object::freeze(&view).into()
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
        let events = Array::new();
        for event in recent.events.iter().filter(|event| event.serial >= self.seen_events) {
            events.push(&to_js(&event_view(event, present.names())));
        }
        let key = |landing: &Landing| (landing.ended_at, landing.id.0);
        let landings = Array::new();
        for landing in recent.landings.iter().filter(|landing| Some(key(landing)) > self.seen_landings) {
            landings.push(&to_js(&present.landing_view(landing)));
        }
        if let Some(last) = recent.events.back() {
            self.seen_events = last.serial + 1;
        }
        self.seen_landings = recent.landings.iter().map(key).max().max(self.seen_landings);
        let trail = Object::new();
        set(&trail, "reset", &reset.into());
        set(&trail, "landings", &Object::freeze(&landings));
        set(&trail, "events", &Object::freeze(&events));
        Object::freeze(&trail).into()
    }
}
