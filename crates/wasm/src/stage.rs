//! A timeline, and what the page has seen of it.

use crate::convert::{array, freeze, to_js};
use js_sys::{Array, Object, Reflect};
use quorate_core::protocol::{Micros, NodeId};
use quorate_core::sorted::SortedSet;
use quorate_sim::clock::flight::Landing;
use quorate_sim::clock::machine::TimerId;
use quorate_sim::clock::simulation::Due;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::view::picture::event_view;
use quorate_sim::registry::picture;
use wasm_bindgen::{JsCast, JsValue};

/// A node as it was drawn last: drawn again only when something that it depends on has changed.
struct Drawn {
    stamp: u64,
    timers: Vec<(TimerId, Due)>,
    nodes: u8,
    cuts: SortedSet<(NodeId, NodeId)>,
    js: JsValue,
}

/// A timeline, and what the page has seen of it.
pub(crate) struct Stage {
    pub(crate) timeline: Timeline,
    /// One for each node that was looked at: a cluster may grow.
    drawn: Vec<Option<Drawn>>,
    seen_jumps: Option<u64>,
    seen_events: u64,
    seen_landings: Option<(Micros, u64)>,
}

impl Stage {
    pub(crate) fn new(timeline: Timeline) -> Self {
        Self { timeline, drawn: Vec::new(), seen_jumps: None, seen_events: 0, seen_landings: None }
    }

    fn node(&mut self, node: NodeId) -> Result<JsValue, JsValue> {
        let present = self.timeline.present();
        let picture = picture(present);
        let stamp = picture.stamp(node);
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
            && drawn.nodes == present.machine().size()
            && drawn.cuts == *present.machine().cuts()
        {
            return Ok(drawn.js.clone());
        }
        let js = to_js(&picture.node(node))?;
        // The protocol's own part also stands beside the common one, by the names of its paper.
        let detail = Reflect::get(&js, &"detail".into())?;
        Object::assign(js.unchecked_ref::<Object>(), detail.unchecked_ref::<Object>());
        Reflect::set(&js, &"kind".into(), &present.vocabulary().name().into())?;
        let js = freeze(js);
        let (nodes, cuts) = (present.machine().size(), present.machine().cuts().clone());
        *drawn = Some(Drawn { stamp, timers, nodes, cuts, js: js.clone() });
        Ok(js)
    }

    /// The stage as plain, frozen data. A node that has not changed is the same object as in the last view.
    pub(crate) fn view(&mut self) -> Result<JsValue, JsValue> {
        let view = to_js(&picture(self.timeline.present()).without_nodes())?;
        let nodes = Array::new();
        for node in self.timeline.present().nodes() {
            nodes.push(&self.node(node)?);
        }
        Reflect::set(&view, &"nodes".into(), &nodes)?;
        Ok(freeze(view))
    }

    /// What is new of events and ended flights since the last call; after a jump in time, the recent past anew.
    pub(crate) fn trail(&mut self) -> Result<JsValue, JsValue> {
        let reset = self.seen_jumps != Some(self.timeline.jumps());
        if reset {
            self.seen_jumps = Some(self.timeline.jumps());
            self.seen_events = 0;
            self.seen_landings = None;
        }
        let present = self.timeline.present();
        let picture = picture(present);
        let recent = self.timeline.recent();
        let events = recent.events.iter().filter(|event| event.serial >= self.seen_events);
        let events = array(events.map(|event| to_js(&event_view(event, present.names()))))?;
        let key = |landing: &Landing| (landing.ended_at, landing.id.0);
        let unseen = recent.landings.iter().filter(|landing| Some(key(landing)) > self.seen_landings);
        let landings = array(unseen.map(|landing| to_js(&picture.landing(landing))))?;
        if let Some(last) = recent.events.back() {
            self.seen_events = last.serial + 1;
        }
        self.seen_landings = recent.landings.iter().map(key).max().max(self.seen_landings);
        let trail = Object::new();
        Reflect::set(&trail, &"reset".into(), &reset.into())?;
        Reflect::set(&trail, &"landings".into(), &landings)?;
        Reflect::set(&trail, &"events".into(), &events)?;
        Ok(freeze(trail.into()))
    }
}
