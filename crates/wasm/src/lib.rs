//! The simulation for a web page: a [`Session`] a stage. `web/types.ts` describes it for the page.
//!
//! Plain data goes out; what comes in is checked, and refused with a JavaScript `Error` that has `message` (a sentence in
//! English), and `key` and `args` for a sentence in any language. A refused call has changed nothing.

mod convert;
mod options;
mod stage;

use convert::{error, lanes_js, lesson_js};
use js_sys::{Array, JsString};
use options::Options;
use quorate_core::protocol::Micros;
use quorate_sim::clock::lane::LaneId;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::refusal::{Error, Reason};
use quorate_sim::clock::simulation::ms;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::lesson::Lesson;
use quorate_sim::language::run::{MOST_NODES, Run, Setup, protocol_of};
use quorate_sim::language::share;
use quorate_sim::registry::vocabulary;
use stage::Stage;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A run on a stage.
#[wasm_bindgen]
pub struct Session {
    stage: Stage,
    lesson: Option<Lesson>,
}

#[wasm_bindgen]
impl Session {
    /// Begins a run: of a lesson, of a share code, of a script, or afresh.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Session, JsValue> {
        console_panic();
        let options = Options::read(&options)?;
        begin(options).map_err(|refusal| error(&refusal))
    }

    /// The protocol that is played.
    #[wasm_bindgen(getter)]
    pub fn protocol(&self) -> String {
        self.stage.timeline.setup().vocabulary.name().into()
    }

    /// The present, in virtual milliseconds.
    #[wasm_bindgen(getter)]
    pub fn now(&self) -> f64 {
        ms(self.stage.timeline.now())
    }

    /// How far this branch has been played, in virtual milliseconds.
    #[wasm_bindgen(getter)]
    pub fn duration(&self) -> f64 {
        ms(self.stage.timeline.end())
    }

    /// When something happens next, in virtual milliseconds: not at all, `undefined`.
    #[wasm_bindgen(getter, js_name = nextAt)]
    pub fn next_at(&self) -> Option<f64> {
        self.stage.timeline.next_at().map(ms)
    }

    /// Grows with each event that there is to tell, while it plays.
    #[wasm_bindgen(getter)]
    pub fn happened(&self) -> f64 {
        self.stage.timeline.recent().events.back().map_or(0.0, |event| event.serial as f64 + 1.0)
    }

    /// Grows whenever the picture is another.
    #[wasm_bindgen(getter)]
    pub fn version(&self) -> f64 {
        self.stage.timeline.version() as f64
    }

    /// Grows whenever the branches are others.
    #[wasm_bindgen(getter, js_name = lanesVersion)]
    pub fn lanes_version(&self) -> f64 {
        self.stage.timeline.lanes_version() as f64
    }

    /// Plays on until `to`, in at most `max_steps` steps; says whether it got there.
    pub fn advance(&mut self, to: f64, max_steps: u32) -> bool {
        self.stage.timeline.advance(micros(to), max_steps as usize)
    }

    /// To any time.
    pub fn seek(&mut self, to: f64) {
        self.stage.timeline.seek(micros(to));
    }

    /// To the next instant at which something happens.
    #[wasm_bindgen(js_name = stepForward)]
    pub fn step_forward(&mut self) {
        self.stage.timeline.step_forward();
    }

    /// To the last instant at which something happened.
    #[wasm_bindgen(js_name = stepBack)]
    pub fn step_back(&mut self) {
        self.stage.timeline.step_back();
    }

    /// To the next milestone.
    #[wasm_bindgen(js_name = nextMilestone)]
    pub fn next_milestone(&mut self) {
        self.stage.timeline.next_milestone();
    }

    /// To the last milestone.
    #[wasm_bindgen(js_name = previousMilestone)]
    pub fn previous_milestone(&mut self) {
        self.stage.timeline.previous_milestone();
    }

    /// Carries out a line of the command language now.
    pub fn command(&mut self, line: &str) -> Result<(), JsValue> {
        self.stage.timeline.command(line).map_err(|refusal| error(&refusal))
    }

    /// Words that may stand where `line` ends.
    pub fn complete(&self, line: &str) -> Array {
        self.stage.timeline.complete(line).iter().map(|word| JsString::from(word.as_str())).collect()
    }

    /// The stage as plain, frozen data. A node that has not changed is the same object as in the last view.
    pub fn view(&mut self) -> Result<JsValue, JsValue> {
        self.stage.view()
    }

    /// What is new of events and ended flights since the last call.
    pub fn trail(&mut self) -> Result<JsValue, JsValue> {
        self.stage.trail()
    }

    /// All branches with their history.
    pub fn lanes(&self) -> Result<JsValue, JsValue> {
        lanes_js(&self.stage.timeline)
    }

    /// Plays another branch. A number that names none changes nothing.
    #[wasm_bindgen(js_name = switchLane)]
    pub fn switch_lane(&mut self, id: u32) {
        self.stage.timeline.switch(LaneId(id));
    }

    /// The lesson, if there is one.
    pub fn lesson(&self) -> JsValue {
        self.lesson.as_ref().map_or(JsValue::NULL, lesson_js)
    }

    /// The run of this branch as text.
    pub fn script(&self) -> String {
        self.stage.timeline.script()
    }

    /// The run of this branch as a share code.
    pub fn share(&self) -> String {
        share::encode(&self.stage.timeline.script())
    }

    /// Stands for the whole state; the same on every platform.
    pub fn fingerprint(&self) -> String {
        format!("{:032x}", self.stage.timeline.present().fingerprint())
    }
}

/// A number from the page as a time: not below 0, and not a number is 0.
fn micros(ms: f64) -> Micros {
    Micros((ms * 1000.0).round() as u64)
}

fn begin(options: Options) -> Result<Session, Error> {
    let at_start = |reason| Error { line: 1, column: 1, reason };
    let script = match &options.run {
        Some(code) => Some(share::decode(code).map_err(at_start)?),
        None => options.script,
    };
    if let Some(text) = &options.lesson {
        let (lesson, timeline) = Lesson::play(text)?;
        return Ok(Session { stage: Stage::new(timeline), lesson: Some(lesson) });
    }
    let named = script.as_deref().and_then(protocol_of).map(|(_, name)| name.to_string());
    let protocol = named.or(options.protocol).unwrap_or_else(|| "raft".into());
    let vocabulary = vocabulary(&protocol).map_err(at_start)?;
    let nodes = options.nodes.unwrap_or(if protocol == "paxos" { 3.0 } else { 5.0 });
    if nodes.fract() != 0.0 || !(1.0..=f64::from(MOST_NODES)).contains(&nodes) {
        let reason = Reason::TooManyNodes { word: format!("{}", nodes as i64), most: u64::from(MOST_NODES) };
        return Err(at_start(reason));
    }
    let seed = match options.seed {
        Some(seed) if seed.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&seed) => seed as u64,
        Some(_) => return Err(at_start(Reason::Form { form: "seed 0…9007199254740991".into() })),
        // Short, so that it can be read aloud.
        None => u64::from(getrandom::u32().unwrap_or(1) % 10_000),
    };
    let setup = Setup::new(vocabulary, nodes as u8, Seed(seed));
    let timeline = match script {
        Some(text) => Timeline::replay(Run::parse(&text, setup)?)?,
        None => Timeline::new(setup),
    };
    Ok(Session { stage: Stage::new(timeline), lesson: None })
}

/// A panic is a bug of ours: its sentence goes to the console, and the page sees the trap.
fn console_panic() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    });
}
