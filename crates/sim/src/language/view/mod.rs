//! What a picture needs: plain data, made anew for each look. `web/types.ts` is its other side.
//!
//! Times are virtual milliseconds; nodes, clients and messages are named as on the stage.

pub mod acts;
pub mod datum;
pub mod drawn;
pub mod picture;

use crate::clock::mark::Mark;
use alloc::string::String;
use alloc::vec::Vec;
use datum::Datum;
use serde::{Serialize, Serializer};

/// The arguments of a sentence, by name.
#[derive(Clone, PartialEq, Debug)]
pub struct Args(pub Vec<(&'static str, ArgView)>);

impl Serialize for Args {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, arg)| (name, arg)))
    }
}

/// An argument of a sentence.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum ArgView {
    Number(u64),
    Text(String),
}

/// The whole stage at one moment.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
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
    pub acts: Vec<ActView>,
    pub members: Option<MembersView>,
}

/// Who belongs to the cluster, where that can be changed.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct MembersView {
    pub present: Vec<String>,
    pub next: Vec<String>,
    pub manners: Vec<MannerView>,
}

/// A way to change who belongs to the cluster.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct MannerView {
    pub key: &'static str,
    pub command: &'static str,
    pub stopped: bool,
}

/// A node, in words that all protocols share; `detail` is what only the protocol's own drawing understands.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct NodeView {
    pub id: String,
    pub role: &'static str,
    pub era: u64,
    pub era_label: String,
    pub up: bool,
    pub gone: bool,
    pub timers: Vec<TimerView>,
    pub dial: Option<DialView>,
    pub tallies: Vec<TallyView>,
    pub acts: Vec<ActView>,
    pub facts: Vec<FactView>,
    pub ledger: Option<LedgerView>,
    pub detail: Datum,
}

/// The timer that a node's arc shows.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct DialView {
    pub name: &'static str,
    pub set_at: f64,
    pub fires_at: f64,
    pub full: f64,
}

/// Who was asked for something, who has answered, and how many must say yes.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct TallyView {
    pub key: &'static str,
    pub part: &'static str,
    pub voters: Vec<VoterView>,
    pub had: u64,
    pub needed: u64,
}

/// One who was asked.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct VoterView {
    pub node: String,
    pub state: Vote,
}

/// How somebody who was asked has answered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Vote {
    /// Not yet.
    Pending,
    /// With yes, and the answer is under way.
    Coming,
    /// With yes.
    Granted,
    /// With no.
    Refused,
}

/// What may be done: lines of the command language, or why not.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ActView {
    pub key: &'static str,
    pub commands: Vec<String>,
    pub refusal: Option<SentenceView>,
}

/// A sentence of the dictionaries.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct SentenceView {
    pub key: &'static str,
    pub args: Args,
}

/// What a node holds, in a word and what stands behind it.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct FactView {
    pub key: &'static str,
    pub parts: Vec<PartView>,
}

/// A piece of what stands behind the word of a fact.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub enum PartView {
    Era {
        era: u64,
        #[serde(rename = "eraLabel")]
        era_label: String,
    },
    Sentence(SentenceView),
    Plain(ArgView),
}

impl PartView {
    /// A sentence of the dictionaries.
    pub fn sentence(key: &'static str, args: Vec<(&'static str, ArgView)>) -> Self {
        Self::Sentence(SentenceView { key, args: Args(args) })
    }
}

impl From<u64> for PartView {
    fn from(number: u64) -> Self {
        Self::Plain(ArgView::Number(number))
    }
}

impl From<String> for PartView {
    fn from(text: String) -> Self {
        Self::Plain(ArgView::Text(text))
    }
}

/// What a node holds slot by slot, and how far it and others are.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LedgerView {
    pub from: u64,
    pub cells: Vec<CellView>,
    pub marks: Vec<PlaceView>,
}

/// A slot of a ledger.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct CellView {
    pub at: u64,
    pub era: u64,
    pub era_label: String,
    pub kind: &'static str,
    pub label: String,
    pub state: CellState,
}

/// How sure what stands in a slot is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CellState {
    /// It may still give way to something else.
    Accepted,
    /// It is committed, and this node does not know that.
    Elsewhere,
    /// It is committed, and this node knows.
    Committed,
}

/// A mark at a slot: how far somebody is.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct PlaceView {
    pub kind: &'static str,
    pub node: String,
    pub at: u64,
}

/// A timer that is set.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct TimerView {
    pub name: &'static str,
    pub set_at: f64,
    pub fires_at: f64,
}

/// What a message is, apart from who sent it when.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct MessageView {
    pub kind: &'static str,
    pub era: u64,
    pub era_label: String,
    pub label: String,
    pub answer: Option<bool>,
    pub fields: Vec<FieldView>,
}

/// One field of a message.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct FieldView {
    pub name: &'static str,
    pub value: String,
}

/// A message in flight.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct FlightView {
    pub id: String,
    pub from: String,
    pub to: String,
    pub sent_at: f64,
    pub arrives_at: f64,
    #[serde(flatten)]
    pub message: MessageView,
}

/// A message whose flight is over.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LandingView {
    #[serde(flatten)]
    pub flight: FlightView,
    pub ended_at: f64,
    pub outcome: &'static str,
    pub place: f64,
}

/// One direction of a link that is cut.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct CutView {
    pub from: String,
    pub to: String,
}

/// A client and its latest request.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ClientView {
    pub id: String,
    pub node: String,
    pub request: String,
    pub sent_at: f64,
    pub state: &'static str,
    pub answer: Option<String>,
    pub answered_at: Option<f64>,
    pub acts: Vec<ActView>,
}

/// A promise and whether it holds.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct CheckView {
    pub id: &'static str,
    pub promise: &'static str,
    pub ok: bool,
    pub violation: Option<ViolationView>,
}

/// Where a promise was first broken.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ViolationView {
    pub at: f64,
    pub key: &'static str,
    pub args: Args,
}

/// A parameter or rule.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct SettingView {
    pub name: String,
    pub kind: &'static str,
    pub value: String,
    pub default: String,
}

/// Something that has happened.
#[derive(Clone, PartialEq, Debug, Serialize)]
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

/// A branch of the timeline.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LaneView {
    pub id: u32,
    pub parent: Option<u32>,
    pub forked_at: f64,
    pub end: f64,
    pub current: bool,
    pub bands: Vec<BandView>,
    pub marks: Vec<MarkView>,
    /// How many there were before the marks that are kept.
    pub marks_dropped: u64,
}

/// A stretch of time with one colour.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct BandView {
    pub from: f64,
    pub to: f64,
    pub era: u64,
    pub era_label: String,
    pub leader: Option<String>,
}

/// A mark on the timeline.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct MarkView {
    pub at: f64,
    pub kind: Mark,
    pub key: &'static str,
    pub args: Args,
}

/// All branches.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LanesView {
    pub lanes: Vec<LaneView>,
    pub earliest: f64,
}

/// A text in both languages.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct BilingualView {
    pub en: String,
    pub zh: String,
}

/// A step of a lesson.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LessonStepView {
    pub from: f64,
    pub to: f64,
    pub say: BilingualView,
    pub ask: Option<BilingualView>,
    pub highlight: Vec<String>,
}

/// A lesson.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LessonView {
    pub id: String,
    pub title: BilingualView,
    pub steps: Vec<LessonStepView>,
}
