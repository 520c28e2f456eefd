//! What a picture needs: plain data, made anew for each look. `web/types.ts` is its other side.
//!
//! Times are virtual milliseconds; nodes, clients and messages are named as on the stage.

use crate::plain::{Fields, Pen, Plain, field, plain};
use crate::playable::Mark;
use crate::registry::NodeDetail;
use alloc::string::String;
use alloc::vec::Vec;

/// The arguments of a sentence, by name.
#[derive(Clone, PartialEq, Debug)]
pub struct Args(pub Vec<(&'static str, ArgView)>);

impl Fields for Args {
    fn fields(&self, pen: &mut dyn Pen) {
        for (name, arg) in &self.0 {
            field(pen, name, arg);
        }
    }
}

/// An argument of a sentence.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum ArgView {
    Number(u64),
    Text(String),
}

impl Plain for ArgView {
    fn write(&self, pen: &mut dyn Pen) {
        match self {
            Self::Number(number) => number.write(pen),
            Self::Text(text) => text.write(pen),
        }
    }
}

/// The whole stage at one moment.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct View {
    pub protocol: &'static str,
    pub seed: u64,
    pub now: f64,
    pub nodes: Vec<NodeView>,
    pub flights: Vec<FlightView>,
    pub cuts: Vec<CutView>,
    pub groups: Vec<Vec<String>>,
    pub clients: Vec<ClientView>,
    pub checks: Vec<CheckView>,
    pub settings: Vec<SettingView>,
}

// Without the nodes: who shows them one look after the other keeps those that have not changed.
plain!(View { protocol, seed, now, flights, cuts, groups, clients, checks, settings });

/// A node; `detail` is the protocol's own part.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct NodeView {
    pub id: String,
    pub up: bool,
    pub role: &'static str,
    pub era: u64,
    pub era_label: String,
    pub timers: Vec<TimerView>,
    pub detail: NodeDetail,
}

plain!(NodeView { id, up, role, era, era_label: "eraLabel", timers, ..detail });

/// A timer that is set.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct TimerView {
    pub name: &'static str,
    pub set_at: f64,
    pub fires_at: f64,
}

plain!(TimerView { name, set_at: "setAt", fires_at: "firesAt" });

/// What a message is, apart from who sent it when.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct MessageView {
    pub kind: &'static str,
    pub era: u64,
    pub era_label: String,
    pub label: String,
    pub answer: Option<bool>,
    pub fields: Vec<FieldView>,
    pub term: Option<u64>,
    pub ballot: Option<String>,
}

impl Fields for MessageView {
    fn fields(&self, pen: &mut dyn Pen) {
        field(pen, "kind", &self.kind);
        field(pen, "era", &self.era);
        field(pen, "eraLabel", &self.era_label);
        field(pen, "label", &self.label);
        field(pen, "answer", &self.answer);
        field(pen, "fields", &self.fields);
        // Each protocol has one of these, and no `null` for the other's.
        if let Some(term) = &self.term {
            field(pen, "term", term);
        }
        if let Some(ballot) = &self.ballot {
            field(pen, "ballot", ballot);
        }
    }
}

/// One field of a message.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct FieldView {
    pub name: &'static str,
    pub value: String,
}

plain!(FieldView { name, value });

/// A message in flight.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct FlightView {
    pub id: String,
    pub from: String,
    pub to: String,
    pub sent_at: f64,
    pub arrives_at: f64,
    pub message: MessageView,
}

plain!(FlightView { id, from, to, sent_at: "sentAt", arrives_at: "arrivesAt", ..message });

/// A message whose flight is over.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LandingView {
    pub flight: FlightView,
    pub ended_at: f64,
    pub outcome: &'static str,
    pub place: f64,
}

plain!(LandingView { ended_at: "endedAt", outcome, place, ..flight });

/// One direction of a link that is cut.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct CutView {
    pub from: String,
    pub to: String,
}

plain!(CutView { from, to });

/// A client and its latest request.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ClientView {
    pub id: String,
    pub node: String,
    pub request: String,
    pub sent_at: f64,
    pub state: &'static str,
    pub answer: Option<String>,
    pub answered_at: Option<f64>,
}

plain!(ClientView { id, node, request, sent_at: "sentAt", state, answer, answered_at: "answeredAt" });

/// A promise and whether it holds.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct CheckView {
    pub id: &'static str,
    pub promise: &'static str,
    pub ok: bool,
    pub violation: Option<ViolationView>,
}

plain!(CheckView { id, promise, ok, violation });

/// Where a promise was first broken.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ViolationView {
    pub at: f64,
    pub key: &'static str,
    pub args: Args,
}

plain!(ViolationView { at, key, args });

/// A parameter or rule.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct SettingView {
    pub name: String,
    pub kind: &'static str,
    pub value: String,
    pub default: String,
}

plain!(SettingView { name, kind, value, default });

/// Something that has happened.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct EventView {
    pub serial: u64,
    pub at: f64,
    pub key: &'static str,
    pub node: Option<String>,
    pub args: Args,
    pub section: Option<&'static str>,
    pub milestone: bool,
}

plain!(EventView { serial, at, key, node, args, section, milestone });

/// A branch of the timeline.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LaneView {
    pub id: u32,
    pub parent: Option<u32>,
    pub forked_at: f64,
    pub end: f64,
    pub current: bool,
    pub bands: Vec<BandView>,
    pub marks: Vec<MarkView>,
}

plain!(LaneView { id, parent, forked_at: "forkedAt", end, current, bands, marks });

/// A stretch of time with one colour.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct BandView {
    pub from: f64,
    pub to: f64,
    pub era: u64,
    pub era_label: String,
    pub leader: Option<String>,
}

plain!(BandView { from, to, era, era_label: "eraLabel", leader });

/// A mark on the timeline.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct MarkView {
    pub at: f64,
    pub kind: Mark,
    pub key: &'static str,
    pub args: Args,
}

plain!(MarkView { at, kind, key, args });

/// All branches.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LanesView {
    pub lanes: Vec<LaneView>,
    pub earliest: f64,
}

plain!(LanesView { lanes, earliest });

/// A text in both languages.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct BilingualView {
    pub en: String,
    pub zh: String,
}

plain!(BilingualView { en, zh });

/// A step of a lesson.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LessonStepView {
    pub from: f64,
    pub to: f64,
    pub say: BilingualView,
    pub ask: Option<BilingualView>,
    pub highlight: Vec<String>,
}

plain!(LessonStepView { from, to, say, ask, highlight });

/// A lesson.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LessonView {
    pub id: String,
    pub title: BilingualView,
    pub steps: Vec<LessonStepView>,
}

plain!(LessonView { id, title, steps });
