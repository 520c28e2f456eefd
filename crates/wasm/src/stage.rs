//! A timeline, and what the page has seen of it.

use crate::plain::plain;
use crate::played::picture;
use js_sys::{Array, Object, Reflect};
use quorate_core::protocol::{Micros, NodeId};
use quorate_core::sorted::SortedSet;
use quorate_sim::clock::flight::{Landing, MessageId, NEVER, Outcome};
use quorate_sim::clock::machine::TimerId;
use quorate_sim::clock::simulation::Due;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::cluster::limits;
use quorate_sim::language::view::TrailView;
use quorate_sim::language::view::challenge::goals_view;
use quorate_sim::language::view::digest::digest;
use quorate_sim::language::view::drawn::Likeness;
use quorate_sim::language::view::picture::{event_view, ms};
use quorate_sim::language::view::tell::Tell;
use wasm_bindgen::JsValue;

/// A node as it was drawn last: drawn again only when something that it depends on has changed.
struct Node {
    likeness: Likeness,
    timers: Vec<(TimerId, Due)>,
    is_suspended: bool,
    nodes: u8,
    cuts: SortedSet<(NodeId, NodeId)>,
    told: Section,
}

/// A message in flight as it was drawn last: but for its times and whether it waits, nothing of it ever changes.
struct Flying {
    id: MessageId,
    times: (i64, Micros, Option<Micros>, bool),
    js: JsValue,
}

/// A part of the view as it was told last, and what stands for all that it told.
struct Section {
    digest: u64,
    js: JsValue,
}

impl Section {
    /// The last one if it tells the same.
    fn of(view: &dyn Tell, last: Option<Self>) -> Self {
        let digest = digest(view);
        last.filter(|last| last.digest == digest).unwrap_or_else(|| Self { digest, js: plain(view) })
    }
}

/// The parts of a view that change seldom.
const SECTIONS: usize = 9;

/// A timeline, and what the page has seen of it.
pub(crate) struct Stage {
    pub(crate) timeline: Timeline,
    /// One for each node that was looked at: a cluster may grow.
    nodes: Vec<Option<Node>>,
    flying: Vec<Flying>,
    /// Those that an earlier view had told and the last one did not any more, since the trail was told.
    flown: Vec<MessageId>,
    sections: [Option<Section>; SECTIONS],
    goals: Option<Section>,
    /// The lists of nodes and of flights.
    lists: [Array; 2],
    jumps: Option<u64>,
    seen_jumps: Option<u64>,
    seen_events: u64,
    seen_landings: Option<(Micros, u64)>,
}

impl Stage {
    pub(crate) fn new(timeline: Timeline) -> Self {
        Self {
            timeline,
            nodes: Vec::new(),
            flying: Vec::new(),
            flown: Vec::new(),
            sections: [const { None }; SECTIONS],
            goals: None,
            lists: [Array::new(), Array::new()],
            jumps: None,
            seen_jumps: None,
            seen_events: 0,
            seen_landings: None,
        }
    }

    fn node(&mut self, node: NodeId) -> JsValue {
        let present = self.timeline.present();
        let picture = picture(present);
        let likeness = picture.likeness(node);
        let timers: Vec<(TimerId, Due)> = present.timers_of(node).map(|(timer, due)| (timer, *due)).collect();
        let is_suspended = present.is_suspended(node);
        let place = usize::from(node.0);
        if place >= self.nodes.len() {
            self.nodes.resize_with(place + 1, || None);
        }
        let drawn = &mut self.nodes[place];
        if let Some(drawn) = drawn
            && drawn.likeness == likeness
            && drawn.timers == timers
            && drawn.is_suspended == is_suspended
            && drawn.nodes == present.machine().size()
            && drawn.cuts == *present.machine().cuts()
        {
            // The next to be compared is most alike the newest.
            drawn.likeness = likeness;
            return drawn.told.js.clone();
        }
        let told = Section::of(&picture.node(node), drawn.take().map(|drawn| drawn.told));
        let js = told.js.clone();
        let (nodes, cuts) = (present.machine().size(), present.machine().cuts().clone());
        *drawn = Some(Node { likeness, timers, is_suspended, nodes, cuts, told });
        js
    }

    fn flights(&mut self) -> Vec<JsValue> {
        // In another time or on another branch, a message of the same number may be another.
        if self.jumps.replace(self.timeline.jumps()) != self.jumps {
            self.flying.clear();
            self.flown.clear();
        }
        let picture = picture(self.timeline.present());
        let mut known = std::mem::take(&mut self.flying).into_iter().peekable();
        for (id, flight) in picture.drawn_flights() {
            let times = (flight.paced_from, flight.arrives_at, flight.walled_at, flight.due() == NEVER);
            while let Some(ended) = known.next_if(|flying| flying.id < id) {
                self.flown.push(ended.id);
            }
            let same = known.next_if(|flying| flying.id == id && flying.times == times);
            let draw = || Flying { id, times, js: plain(&picture.flight(id, flight)) };
            self.flying.push(same.unwrap_or_else(draw));
        }
        self.flown.extend(known.map(|ended| ended.id));
        if self.flown.len() > 2 * limits::LANDINGS {
            // Nobody asks for the trail. What has ended so long ago that it is kept no more will never be told.
            let kept = &self.timeline.recent().landings;
            self.flown.retain(|id| kept.iter().any(|landing| landing.id == *id));
        }
        self.flying.iter().map(|flying| flying.js.clone()).collect()
    }

    /// The list that was told last, as long as the same objects are in it.
    fn list(&mut self, place: usize, items: &[JsValue]) -> JsValue {
        let list = &mut self.lists[place];
        let is_same = list.length() as usize == items.len()
            && items.iter().enumerate().all(|(at, item)| Object::is(item, &list.get(at as u32)));
        if !is_same || !Object::is_frozen(list) {
            *list = items.iter().collect();
            Object::freeze(list);
        }
        list.clone().into()
    }

    fn section(&mut self, place: usize, view: &dyn Tell) -> JsValue {
        let section = Section::of(view, self.sections[place].take());
        self.sections[place].insert(section).js.clone()
    }

    /// The stage as plain, frozen data. What has not changed is the same object as in the last view.
    pub(crate) fn view(&mut self) -> JsValue {
        let nodes: Vec<_> = self.timeline.present().nodes().map(|node| self.node(node)).collect();
        let flights = self.flights();
        let picture = picture(self.timeline.present());
        let sections: [(&str, Box<dyn Tell>); SECTIONS] = [
            ("cuts", Box::new(picture.cuts())),
            ("groups", Box::new(picture.groups())),
            ("faults", Box::new(picture.faults())),
            ("clients", Box::new(picture.clients())),
            ("checks", Box::new(picture.checks())),
            ("serving", Box::new(picture.serving())),
            ("settings", Box::new(picture.settings())),
            ("acts", Box::new(picture.acts())),
            ("members", Box::new(picture.members())),
        ];
        let simulation = picture.simulation;
        let single = [
            ("protocol", simulation.vocabulary().name().into()),
            ("seed", (simulation.seed().0 as f64).into()),
            ("now", ms(simulation.now()).into()),
            ("flightsHidden", (picture.hidden_flights() as f64).into()),
        ];
        let view = Object::new();
        // Setting a field of a fresh object cannot fail.
        let put = |name: &str, value: JsValue| drop(Reflect::set(&view, &name.into(), &value));
        for (name, value) in single {
            put(name, value);
        }
        put("nodes", self.list(0, &nodes));
        put("flights", self.list(1, &flights));
        for (place, (name, section)) in sections.iter().enumerate() {
            put(name, self.section(place, &**section));
        }
        Object::freeze(&view);
        view.into()
    }

    /// How far one is with each goal of a challenge; the same object as long as that is the same.
    pub(crate) fn goals(&mut self) -> JsValue {
        let section = Section::of(&goals_view(self.timeline.present()), self.goals.take());
        self.goals.insert(section).js.clone()
    }

    /// What is new of events and ended flights since the last call, the newest; after a jump in time, of the recent past, but
    /// without what was delivered then, nor ever what was delivered and no view had shown on its way: only [`Stage::landings`]
    /// tells that.
    pub(crate) fn trail(&mut self) -> JsValue {
        let reset = self.seen_jumps != Some(self.timeline.jumps());
        if reset {
            self.seen_jumps = Some(self.timeline.jumps());
            self.seen_events = 0;
            self.seen_landings = None;
        }
        let present = self.timeline.present();
        let picture = picture(present);
        let recent = self.timeline.recent();
        let events =
            recent.events.iter().rev().take_while(|event| event.serial >= self.seen_events).take(limits::EVENTS_TOLD);
        let mut events: Vec<_> = events.map(|event| event_view(event, present.names())).collect();
        events.reverse();
        let key = |landing: &Landing| (landing.ended_at, landing.id.0);
        let was_shown = |id| self.flown.contains(&id) || self.flying.iter().any(|flying| flying.id == id);
        let is_told = |landing: &&Landing| landing.outcome != Outcome::Delivered || !reset && was_shown(landing.id);
        let new = recent.landings.iter().filter(|landing| Some(key(landing)) > self.seen_landings);
        let (told, left_out): (Vec<_>, Vec<_>) = new.partition(is_told);
        let landings = told.into_iter().map(|landing| picture.landing(landing)).collect();
        let unseen = !left_out.is_empty();
        self.flown.clear();
        if let Some(last) = recent.events.back() {
            self.seen_events = last.serial + 1;
        }
        self.seen_landings = recent.landings.iter().map(key).max().max(self.seen_landings);
        plain(&TrailView { reset, unseen, landings, events })
    }

    /// All ended flights of the recent past.
    pub(crate) fn landings(&self) -> JsValue {
        let picture = picture(self.timeline.present());
        let landings = self.timeline.recent().landings.iter().map(|landing| picture.landing(landing));
        plain(&landings.collect::<Vec<_>>())
    }
}
