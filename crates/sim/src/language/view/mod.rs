//! What a picture needs: plain data, made anew for each look. `web/types.ts` is its other side.
//!
//! Times are virtual milliseconds; nodes, clients and messages are named as on the stage.

pub mod acts;
pub mod challenge;
pub mod datum;
pub mod digest;
pub mod drawn;
mod faults;
pub mod lesson;
pub mod picture;
pub mod tell;
pub mod texts;

use alloc::string::String;
use alloc::vec::Vec;
use datum::Datum;
use tell::{Fields, Sink, Tell, told};

/// The arguments of a sentence, by name.
#[derive(Clone, PartialEq, Debug)]
pub struct ArgsView(pub Vec<(&'static str, ArgView)>);

impl Fields for ArgsView {
    fn fields(&self, to: &mut dyn Sink) {
        for (name, arg) in &self.0 {
            to.argument(name);
            arg.tell(to);
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

impl Tell for ArgView {
    fn tell(&self, to: &mut dyn Sink) {
        match self {
            Self::Number(number) => number.tell(to),
            Self::Text(text) => text.tell(to),
        }
    }
}

told! {
    /// The whole stage at one moment.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct View {
        pub protocol: &'static str,
        pub seed: u64,
        pub now: f64,
        pub nodes: Vec<NodeView>,
        pub flights: Vec<FlightView>,
        pub flights_hidden: u64,
        pub cuts: Vec<CutView>,
        pub groups: Vec<Vec<String>>,
        pub faults: Vec<FaultView>,
        pub clients: Vec<ClientView>,
        pub checks: Vec<CheckView>,
        pub serving: ServingView,
        pub settings: Vec<SettingView>,
        pub acts: Vec<ActView>,
        pub members: Option<MembersView>,
    }
}

told! {
    /// What one link or node has of its own, or what is held there.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct FaultView {
        pub key: &'static str,
        pub args: ArgsView,
        pub undo: String,
    }
}

told! {
    /// Who belongs to the cluster, where that can be changed.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct MembersView {
        pub present: Vec<String>,
        pub next: Vec<String>,
        pub manners: Vec<MannerView>,
    }
}

told! {
    /// A way to change who belongs to the cluster.
    #[derive(Clone, Copy, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct MannerView {
        pub key: &'static str,
        pub command: &'static str,
        pub stopped: bool,
    }
}

/// A node, in words that all protocols share. `detail` is what only the protocol's own drawing understands, and is told among
/// the rest.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct NodeView {
    pub kind: &'static str,
    pub id: String,
    pub role: &'static str,
    pub era: u64,
    pub era_label: String,
    pub up: bool,
    pub gone: bool,
    pub suspended_at: Option<f64>,
    pub timers: Vec<TimerView>,
    pub dial: Option<DialView>,
    pub tallies: Vec<TallyView>,
    pub acts: Vec<ActView>,
    pub facts: Vec<FactView>,
    pub ledger: Option<LedgerView>,
    pub detail: Datum,
}

impl Fields for NodeView {
    fn fields(&self, to: &mut dyn Sink) {
        let shared: [(&str, &dyn Tell); 14] = [
            ("kind", &self.kind),
            ("id", &self.id),
            ("role", &self.role),
            ("era", &self.era),
            ("era_label", &self.era_label),
            ("up", &self.up),
            ("gone", &self.gone),
            ("suspended_at", &self.suspended_at),
            ("timers", &self.timers),
            ("dial", &self.dial),
            ("tallies", &self.tallies),
            ("acts", &self.acts),
            ("facts", &self.facts),
            ("ledger", &self.ledger),
        ];
        for (name, field) in shared {
            to.field(name);
            field.tell(to);
        }
        self.detail.fields(to);
    }
}

told! {
    /// The timer that a node's arc shows.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct DialView {
        pub name: &'static str,
        pub set_at: f64,
        pub fires_at: f64,
        pub full: f64,
    }
}

told! {
    /// Who was asked for something, who has answered, and how many must say yes.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct TallyView {
        pub key: &'static str,
        pub part: &'static str,
        pub voters: Vec<VoterView>,
        pub had: u64,
        pub needed: u64,
    }
}

told! {
    /// One who was asked.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct VoterView {
        pub node: String,
        pub state: Vote,
    }
}

/// How somebody who was asked has answered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
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

impl Tell for Vote {
    fn tell(&self, to: &mut dyn Sink) {
        to.word(match self {
            Self::Pending => "pending",
            Self::Coming => "coming",
            Self::Granted => "granted",
            Self::Refused => "refused",
        });
    }
}

told! {
    /// What may be done: lines of the command language, or why not.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct ActView {
        pub key: &'static str,
        pub commands: Vec<String>,
        pub refusal: Option<SentenceView>,
    }
}

told! {
    /// A sentence of the dictionaries.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct SentenceView {
        pub key: &'static str,
        pub args: ArgsView,
    }
}

told! {
    /// What a node holds, in a word and what stands behind it.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct FactView {
        pub key: &'static str,
        pub parts: Vec<PartView>,
    }
}

/// A piece of what stands behind the word of a fact.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub enum PartView {
    Era { era: u64, era_label: String },
    Sentence(SentenceView),
    Plain(ArgView),
}

impl Tell for PartView {
    fn tell(&self, to: &mut dyn Sink) {
        match self {
            Self::Era { era, era_label } => {
                to.begin_fields();
                to.field("era");
                era.tell(to);
                to.field("era_label");
                era_label.tell(to);
                to.end();
            }
            Self::Sentence(sentence) => sentence.tell(to),
            Self::Plain(plain) => plain.tell(to),
        }
    }
}

impl PartView {
    /// A sentence of the dictionaries.
    pub fn sentence(key: &'static str, args: Vec<(&'static str, ArgView)>) -> Self {
        Self::Sentence(SentenceView { key, args: ArgsView(args) })
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

told! {
    /// What a node holds slot by slot, and how far it and others are.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct LedgerView {
        pub from: u64,
        pub cells: Vec<CellView>,
        pub marks: Vec<PlaceView>,
    }
}

told! {
    /// A slot of a ledger.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct CellView {
        pub at: u64,
        pub era: u64,
        pub era_label: String,
        pub kind: &'static str,
        pub label: String,
        pub state: CellState,
    }
}

/// How sure what stands in a slot is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CellState {
    /// It may still give way to something else.
    Accepted,
    /// It is committed, and nobody who is up knows that.
    Unknown,
    /// It is committed, and this node does not know that.
    Elsewhere,
    /// It is committed, and this node knows.
    Committed,
}

impl Tell for CellState {
    fn tell(&self, to: &mut dyn Sink) {
        to.word(match self {
            Self::Accepted => "accepted",
            Self::Unknown => "unknown",
            Self::Elsewhere => "elsewhere",
            Self::Committed => "committed",
        });
    }
}

told! {
    /// A mark at a slot: how far somebody is.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct PlaceView {
        pub kind: &'static str,
        pub node: String,
        pub at: u64,
    }
}

told! {
    /// A timer that is set.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct TimerView {
        pub name: &'static str,
        pub set_at: f64,
        pub fires_at: f64,
    }
}

told! {
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
    }
}

told! {
    /// One field of a message.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct FieldView {
        pub name: &'static str,
        pub value: String,
    }
}

/// A message in flight.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct FlightView {
    pub id: String,
    pub from: String,
    pub to: String,
    pub sent_at: f64,
    pub arrives_at: f64,
    pub paced_from: f64,
    pub turned_at: Option<f64>,
    pub walled_at: Option<f64>,
    pub waits: Option<&'static str>,
    pub message: MessageView,
}

impl Fields for FlightView {
    fn fields(&self, to: &mut dyn Sink) {
        for (name, text) in [("id", &self.id), ("from", &self.from), ("to", &self.to)] {
            to.field(name);
            text.tell(to);
        }
        let times = [("sent_at", self.sent_at), ("arrives_at", self.arrives_at), ("paced_from", self.paced_from)];
        for (name, time) in times {
            to.field(name);
            time.tell(to);
        }
        for (name, time) in [("turned_at", self.turned_at), ("walled_at", self.walled_at)] {
            to.field(name);
            time.tell(to);
        }
        to.field("waits");
        self.waits.tell(to);
        self.message.fields(to);
    }
}

/// A message whose flight is over.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct LandingView {
    pub flight: FlightView,
    pub ended_at: f64,
    pub outcome: &'static str,
    pub place: f64,
}

impl Fields for LandingView {
    fn fields(&self, to: &mut dyn Sink) {
        self.flight.fields(to);
        for (name, number) in [("ended_at", self.ended_at), ("place", self.place)] {
            to.field(name);
            number.tell(to);
        }
        to.field("outcome");
        self.outcome.tell(to);
    }
}

told! {
    /// One direction of a link that is cut.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct CutView {
        pub from: String,
        pub to: String,
    }
}

told! {
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
        pub fate: Option<FateView>,
        pub costs: Option<CostsView>,
        pub acts: Vec<ActView>,
    }
}

told! {
    /// What a request has cost.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct CostsView {
        pub messages: u64,
        pub lost: u64,
        pub bytes: u64,
        pub writes: u64,
        pub delays: Option<u64>,
    }
}

told! {
    /// What becomes of a request whose client was told nothing.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct FateView {
        pub settled: &'static str,
        pub key: &'static str,
        pub args: ArgsView,
    }
}

told! {
    /// A guarantee and whether it holds.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct CheckView {
        pub id: &'static str,
        pub number: &'static str,
        pub ok: bool,
        pub violation: Option<ViolationView>,
    }
}

told! {
    /// Where a guarantee was first broken.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct ViolationView {
        pub at: f64,
        pub key: &'static str,
        pub args: ArgsView,
        pub nodes: Vec<String>,
        pub slot: Option<u64>,
    }
}

told! {
    /// Whether clients are served, since when, and by whom or why not.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct ServingView {
        pub ok: bool,
        pub since: f64,
        pub key: &'static str,
        pub args: ArgsView,
    }
}

told! {
    /// A parameter or rule.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct SettingView {
        pub name: String,
        pub kind: &'static str,
        pub value: String,
        pub default: String,
        pub warning: Option<SentenceView>,
    }
}

told! {
    /// Something that has happened.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct EventView {
        pub serial: u64,
        pub at: f64,
        pub key: &'static str,
        pub node: Option<String>,
        pub args: ArgsView,
        pub section: Option<&'static str>,
        pub era: u64,
        pub era_label: String,
        pub milestone: bool,
    }
}

told! {
    /// What is new of what has happened.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct TrailView {
        pub reset: bool,
        pub unseen: bool,
        pub landings: Vec<LandingView>,
        pub events: Vec<EventView>,
    }
}

told! {
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
        /// How many there were before the marks that are kept.
        pub marks_dropped: u64,
    }
}

told! {
    /// A stretch of time in which the same reigned.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct BandView {
        pub from: f64,
        pub to: f64,
        pub reigns: Vec<ReignView>,
    }
}

told! {
    /// An era, and who led in it.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct ReignView {
        pub era: u64,
        pub era_label: String,
        pub leader: Option<String>,
    }
}

told! {
    /// A mark on the timeline.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct MarkView {
        pub at: f64,
        pub kind: &'static str,
        pub serial: u64,
        pub key: &'static str,
        pub node: Option<String>,
        pub era: u64,
        pub era_label: String,
        pub args: ArgsView,
    }
}

told! {
    /// All branches.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct LanesView {
        pub lanes: Vec<LaneView>,
        pub earliest: f64,
    }
}
