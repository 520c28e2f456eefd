//! A timeline of any protocol, for JavaScript.

use crate::convert::{array, freeze, lanes_js, to_js};
use js_sys::{Array, Object, Reflect};
use quorate_core::protocol::{Micros, NodeId, Protocol};
use quorate_sim::cluster::Server;
use quorate_sim::lane::LaneId;
use quorate_sim::playable::Playable;
use quorate_sim::script::error::Error;
use quorate_sim::simulation::{Due, event_view, landing_view, ms};
use quorate_sim::timeline::Timeline;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// What a session does, whatever the protocol.
pub(crate) trait Player {
    fn protocol(&self) -> &'static str;
    fn now(&self) -> f64;
    fn duration(&self) -> f64;
    fn version(&self) -> u64;
    fn lanes_version(&self) -> u64;
    fn advance(&mut self, to: Micros, most: usize) -> bool;
    fn seek(&mut self, to: Micros);
    fn step_forward(&mut self);
    fn step_back(&mut self);
    fn next_milestone(&mut self);
    fn previous_milestone(&mut self);
    fn command(&mut self, line: &str) -> Result<(), Error>;
    fn complete(&self, line: &str) -> Vec<String>;
    fn view(&mut self) -> Result<JsValue, JsValue>;
    fn trail(&mut self) -> Result<JsValue, JsValue>;
    fn lanes(&self) -> Result<JsValue, JsValue>;
    fn switch_lane(&mut self, id: LaneId);
    fn script(&self) -> String;
    fn fingerprint(&self) -> u128;
}

/// A node as it was drawn last: drawn again only when something that it depends on has changed.
struct Drawn<P: Playable> {
    server: Arc<Server<P>>,
    timers: Vec<(P::Timer, Due)>,
    js: JsValue,
}

/// A timeline, and what the page has seen of it.
pub(crate) struct Stage<P: Playable> {
    timeline: Timeline<P>,
    drawn: Vec<Option<Drawn<P>>>,
    /// The configuration that `drawn` was made under.
    config: <P as Protocol>::Config,
    seen_jumps: Option<u64>,
    seen_events: u64,
    seen_landings: Option<(Micros, u64)>,
}

impl<P: Playable> Stage<P> {
    pub(crate) fn new(timeline: Timeline<P>) -> Self {
        let config = timeline.present().cluster().config().clone();
        let drawn = timeline.present().cluster().nodes().map(|_| None).collect();
        Self { timeline, drawn, config, seen_jumps: None, seen_events: 0, seen_landings: None }
    }

    fn node(&mut self, node: NodeId) -> Result<JsValue, JsValue> {
        let present = self.timeline.present();
        let server = present.cluster().server(node);
        let timers: Vec<(P::Timer, Due)> = present
            .timers()
            .iter()
            .filter(|((owner, _), _)| *owner == node)
            .map(|((_, timer), due)| (*timer, *due))
            .collect();
        let drawn = &mut self.drawn[usize::from(node.0)];
        if let Some(drawn) = drawn
            && Arc::ptr_eq(&drawn.server, server)
            && drawn.timers == timers
        {
            return Ok(drawn.js.clone());
        }
        let js = freeze(to_js(&present.node_view(node))?);
        *drawn = Some(Drawn { server: server.clone(), timers, js: js.clone() });
        Ok(js)
    }
}

impl<P: Playable> Player for Stage<P> {
    fn protocol(&self) -> &'static str {
        P::NAME
    }

    fn now(&self) -> f64 {
        ms(self.timeline.now())
    }

    fn duration(&self) -> f64 {
        ms(self.timeline.end())
    }

    fn version(&self) -> u64 {
        self.timeline.version()
    }

    fn lanes_version(&self) -> u64 {
        self.timeline.lanes_version()
    }

    fn advance(&mut self, to: Micros, most: usize) -> bool {
        self.timeline.advance(to, most)
    }

    fn seek(&mut self, to: Micros) {
        self.timeline.seek(to);
    }

    fn step_forward(&mut self) {
        self.timeline.step_forward();
    }

    fn step_back(&mut self) {
        self.timeline.step_back();
    }

    fn next_milestone(&mut self) {
        self.timeline.next_milestone();
    }

    fn previous_milestone(&mut self) {
        self.timeline.previous_milestone();
    }

    fn command(&mut self, line: &str) -> Result<(), Error> {
        self.timeline.command(line)
    }

    fn complete(&self, line: &str) -> Vec<String> {
        self.timeline.complete(line)
    }

    fn view(&mut self) -> Result<JsValue, JsValue> {
        if *self.timeline.present().cluster().config() != self.config {
            self.config = self.timeline.present().cluster().config().clone();
            self.drawn.iter_mut().for_each(|drawn| *drawn = None);
        }
        let view = to_js(&self.timeline.present().view_without_nodes())?;
        let nodes = Array::new();
        for node in self.timeline.present().cluster().nodes() {
            nodes.push(&self.node(node)?);
        }
        Reflect::set(&view, &"nodes".into(), &freeze(nodes.into()))?;
        Ok(freeze(view))
    }

    fn trail(&mut self) -> Result<JsValue, JsValue> {
        let reset = self.seen_jumps != Some(self.timeline.jumps());
        if reset {
            self.seen_jumps = Some(self.timeline.jumps());
            self.seen_events = 0;
            self.seen_landings = None;
        }
        let names = self.timeline.setup().cast.names;
        let recent = self.timeline.recent();
        let events = recent.events.iter().filter(|event| event.serial >= self.seen_events);
        let events = array(events.map(|event| to_js(&event_view(event, names))))?;
        let landing_key = |landing: &quorate_sim::flight::Landing<P>| (landing.ended_at, landing.id.0);
        let unseen = |landing: &&quorate_sim::flight::Landing<P>| Some(landing_key(landing)) > self.seen_landings;
        let landings = array(recent.landings.iter().filter(unseen).map(|it| to_js(&landing_view(it, names))))?;
        if let Some(last) = recent.events.back() {
            self.seen_events = last.serial + 1;
        }
        self.seen_landings = recent.landings.iter().map(landing_key).max().max(self.seen_landings);
        let trail = Object::new();
        Reflect::set(&trail, &"reset".into(), &reset.into())?;
        Reflect::set(&trail, &"landings".into(), &landings)?;
        Reflect::set(&trail, &"events".into(), &events)?;
        Ok(freeze(trail.into()))
    }

    fn lanes(&self) -> Result<JsValue, JsValue> {
        lanes_js(&self.timeline)
    }

    fn switch_lane(&mut self, id: LaneId) {
        self.timeline.switch(id);
    }

    fn script(&self) -> String {
        self.timeline.script()
    }

    fn fingerprint(&self) -> u128 {
        self.timeline.present().fingerprint()
    }
}
