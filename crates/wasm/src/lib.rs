//! The simulation for a web page: a [`Session`] a stage. `web/types.ts` describes it for the page.
//!
//! Plain data goes out; what comes in is checked, and refused with a JavaScript `Error` that has `message` (a sentence in
//! English), and `key` and `args` for a sentence in any language. A refused call has changed nothing.
//!
//! No call takes long. What needs many steps (opening a run or a lesson, seeking, stepping) is begun by its call, which does
//! a first slice of it; as long as [`Session::progress`] is a number, [`Session::proceed`] goes on with it a slice at a time,
//! and [`Session::cancel`] gives it up. The view shows how far it has come. A new wish takes the place of an old one; but
//! while a run or a lesson is being opened, wishes do nothing and commands are refused.

mod convert;
mod options;
mod plain;
mod played;
mod stage;

use convert::{error, lanes_js};
use core::cmp::Ordering;
use js_sys::{Array, JsString};
use options::StartOptions;
use plain::plain;
use played::ALL;
use quorate_core::protocol::Micros;
use quorate_sim::clock::lane::LaneId;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::refusal::{Error, Reason};
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::clock::vocabulary::{self, Vocabulary};
use quorate_sim::cluster::limits;
use quorate_sim::language::judge::attempt;
use quorate_sim::language::lesson::{Lesson, Rehearsal};
use quorate_sim::language::run::{self, Run, Transcript, protocol_of};
use quorate_sim::language::share::{self, BEHAVIOUR, Shared};
use quorate_sim::language::view::lesson::lesson_view;
use quorate_sim::language::view::picture::ms;
use quorate_sim::registry;
use stage::Stage;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A run on a stage.
#[wasm_bindgen]
pub struct Session {
    stage: Stage,
    /// A lesson that is still being played through.
    rehearsal: Option<Rehearsal>,
    lesson: Option<Lesson>,
    /// A saved run that goes on with the challenge that is being opened.
    attempt: Option<String>,
    /// Of a run that a share code stood for, the version of the behaviour that it was made with.
    behaviour: Option<u64>,
    transcript: Transcript,
}

/// How many steps a call does of what was asked for, before it leaves the rest to [`Session::proceed`]: so few that no input
/// makes one call long. Whoever has a clock goes on at once.
const FIRST_SLICE: usize = 200;

#[wasm_bindgen]
impl Session {
    /// Begins a run afresh; `undefined` if that is refused, and the constructor says why. Of all ways to begin, the one that
    /// needs no language.
    pub fn fresh(protocol: Option<String>, nodes: Option<f64>, seed: Option<f64>) -> Option<Session> {
        console_panic();
        let vocabulary = match protocol {
            Some(name) => ALL.iter().find(|vocabulary| vocabulary.name() == name)?,
            None => ALL.first()?,
        };
        Some(Session::of(Timeline::new(fitting(*vocabulary, nodes, seed)?)))
    }

    /// Begins a run: of a lesson, of a share code, of a script, or afresh. A saved run or a lesson may not be open yet then.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Session, JsValue> {
        console_panic();
        let options = StartOptions::read(&options)?;
        let begun = begin(options).and_then(|mut session| {
            session.open_on(FIRST_SLICE)?;
            Ok(session)
        });
        begun.map_err(|mut refusal| {
            // A page has all protocols, in modules of their own.
            if let Reason::UnknownProtocol { known, .. } = &mut refusal.reason {
                *known = registry::NAMES.join(" ");
            }
            error(&refusal)
        })
    }

    /// How far that is which was asked for, 0 to 1. `undefined`: nothing is left to do.
    #[wasm_bindgen(getter)]
    pub fn progress(&self) -> Option<f64> {
        let rehearsal = self.rehearsal.as_ref().map(Rehearsal::progress);
        let (done, of) = rehearsal.or_else(|| self.stage.timeline.progress())?;
        Some((done as f64 / of as f64).clamp(0.0, 1.0))
    }

    /// Whether a saved run or a lesson is still being opened.
    #[wasm_bindgen(getter)]
    pub fn opening(&self) -> bool {
        self.rehearsal.is_some() || self.stage.timeline.is_opening()
    }

    /// Goes on with what was asked for, for about `max_steps` steps; says whether it is done. Only where a run is open.
    pub fn proceed(&mut self, max_steps: u32) -> bool {
        self.opening() || self.go_on(max_steps as usize)
    }

    /// Goes on with opening a saved run or a lesson, in the same way. Refused: one that does not go as it says. Then it ends
    /// before that line.
    #[wasm_bindgen(js_name = proceedOpening)]
    pub fn proceed_opening(&mut self, max_steps: u32) -> Result<bool, JsValue> {
        self.open_on(max_steps as usize).map_err(|refusal| error(&refusal))
    }

    /// Gives up what was asked for: the present stays where it is. A saved run then ends here, and a lesson is none.
    pub fn cancel(&mut self) {
        self.rehearsal = None;
        self.stage.timeline.cancel();
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
        !self.opening() && self.stage.timeline.advance(micros(to), max_steps as usize)
    }

    /// To any time.
    pub fn seek(&mut self, to: f64) {
        self.wish(|timeline| timeline.ask_seek(micros(to)));
    }

    /// To the next instant at which something happens.
    #[wasm_bindgen(js_name = stepForward)]
    pub fn step_forward(&mut self) {
        self.wish(Timeline::ask_step_forward);
    }

    /// To the last instant at which something happened.
    #[wasm_bindgen(js_name = stepBack)]
    pub fn step_back(&mut self) {
        self.wish(Timeline::ask_step_back);
    }

    /// To the next milestone.
    #[wasm_bindgen(js_name = nextMilestone)]
    pub fn next_milestone(&mut self) {
        self.wish(Timeline::ask_next_milestone);
    }

    /// To the next of these events: their keys, with spaces between.
    #[wasm_bindgen(js_name = nextEvent)]
    pub fn next_event(&mut self, keys: &str) {
        self.wish(|timeline| timeline.ask_next_event(&keys.split(' ').collect::<Vec<_>>()));
    }

    /// To the last milestone.
    #[wasm_bindgen(js_name = previousMilestone)]
    pub fn previous_milestone(&mut self) {
        self.wish(Timeline::ask_previous_milestone);
    }

    /// Carries out a line of the command language now.
    pub fn command(&mut self, line: &str) -> Result<(), JsValue> {
        let at_start = |reason| error(&Error { line: 1, column: 1, reason });
        if self.rehearsal.is_some() {
            return Err(at_start(Reason::IsOpening));
        }
        self.stage.timeline.command(line).map_err(|refusal| error(&refusal))
    }

    /// Takes back the last `count` commands of this branch and goes to the moment before them. Gives their lines.
    #[wasm_bindgen(js_name = takeBack)]
    pub fn take_back(&mut self, count: u32) -> Array {
        let mut taken = Vec::new();
        self.wish(|timeline| taken = timeline.ask_take_back(count as usize));
        let text = run::lines(self.stage.timeline.setup(), &taken);
        text.lines().map(JsString::from).collect()
    }

    /// Words that may stand where `line` ends.
    pub fn complete(&self, line: &str) -> Array {
        self.stage.timeline.complete(line).iter().map(|word| JsString::from(word.as_str())).collect()
    }

    /// What may be done at a node (`A`), a message (`m12`) or a link (`A-B`), and why not where not. Nothing for what is not
    /// there.
    pub fn acts(&self, place: &str) -> JsValue {
        plain(&played::picture(self.stage.timeline.present()).acts_at(place))
    }

    /// The stage as plain, frozen data. What has not changed is the same object as in the last view.
    pub fn view(&mut self) -> JsValue {
        self.stage.view()
    }

    /// What is new of events and ended flights since the last call, the newest; after a jump in time, of the recent past, but
    /// for what was delivered then.
    pub fn trail(&mut self) -> JsValue {
        self.stage.trail()
    }

    /// All ended flights of the recent past.
    pub fn landings(&self) -> JsValue {
        self.stage.landings()
    }

    /// All branches with their history.
    pub fn lanes(&self) -> JsValue {
        lanes_js(&self.stage.timeline)
    }

    /// Plays another branch. A number that names none changes nothing.
    #[wasm_bindgen(js_name = switchLane)]
    pub fn switch_lane(&mut self, id: u32) {
        self.wish(|timeline| {
            timeline.ask_switch(LaneId(id));
        });
    }

    /// A new branch from here on.
    pub fn branch(&mut self) {
        if !self.opening() {
            self.stage.timeline.branch();
        }
    }

    /// The lesson, if there is one.
    pub fn lesson(&self) -> JsValue {
        self.lesson.as_ref().map_or(JsValue::NULL, |lesson| plain(&lesson_view(lesson)))
    }

    /// How far one is with each goal of a challenge; without one, there are none. The same object as long as that is the same.
    pub fn goals(&mut self) -> JsValue {
        self.stage.goals()
    }

    /// The run of this branch as text.
    pub fn script(&mut self) -> String {
        self.transcript.of(&self.stage.timeline)
    }

    /// `earlier` or `later`: the share code of this run was made with another version of the behaviour, and the run may play
    /// differently now.
    #[wasm_bindgen(js_name = madeWith)]
    pub fn made_with(&self) -> Option<String> {
        match self.behaviour?.cmp(&BEHAVIOUR) {
            Ordering::Less => Some("earlier".into()),
            Ordering::Equal => None,
            Ordering::Greater => Some("later".into()),
        }
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

impl Session {
    fn of(timeline: Timeline) -> Self {
        Self {
            stage: Stage::new(timeline),
            rehearsal: None,
            lesson: None,
            attempt: None,
            behaviour: None,
            transcript: Transcript::default(),
        }
    }

    /// Begins what is asked for and does a first slice of it.
    fn wish(&mut self, ask: impl FnOnce(&mut Timeline)) {
        if !self.opening() {
            ask(&mut self.stage.timeline);
            self.go_on(FIRST_SLICE);
        }
    }

    fn go_on(&mut self, most: usize) -> bool {
        let is_done = self.stage.timeline.proceed(most);
        debug_assert!(is_done.is_ok(), "only a saved run or a lesson is refused");
        is_done.unwrap_or(true)
    }

    fn open_on(&mut self, most: usize) -> Result<bool, Error> {
        let Some(mut rehearsal) = self.rehearsal.take() else { return self.stage.timeline.proceed(most) };
        if rehearsal.proceed(&mut self.stage.timeline, most)? {
            self.lesson = Some(rehearsal.finish());
            let is_challenge = self.lesson.as_ref().is_some_and(|lesson| lesson.challenge.is_some());
            let Some(script) = self.attempt.take().filter(|_| is_challenge) else { return Ok(true) };
            let run = attempt(ALL, self.stage.timeline.setup(), &script)?;
            self.stage = Stage::new(Timeline::open(run));
            return self.stage.timeline.proceed(most);
        }
        self.rehearsal = Some(rehearsal);
        Ok(false)
    }
}

/// A number from the page as a time: not below 0 and not beyond the longest run, and not a number is 0.
fn micros(ms: f64) -> Micros {
    Micros((ms * 1000.0).round() as u64).min(limits::LONGEST_RUN)
}

fn begin(options: StartOptions) -> Result<Session, Error> {
    let at_start = |reason| Error { line: 1, column: 1, reason };
    let (script, behaviour) = match &options.run {
        Some(code) => {
            let Shared { script, behaviour } = share::decode(code).map_err(at_start)?;
            (Some(script), Some(behaviour))
        }
        None => (options.script, None),
    };
    if let Some(text) = &options.lesson {
        let (rehearsal, timeline) = Rehearsal::begin(ALL, text)?;
        return Ok(Session { rehearsal: Some(rehearsal), attempt: script, behaviour, ..Session::of(timeline) });
    }
    let named = script.as_deref().and_then(protocol_of).map(|(_, name)| name.to_string());
    let vocabulary = match named.or(options.protocol) {
        Some(name) => vocabulary::named(ALL, &name).map_err(at_start)?,
        None => ALL[0],
    };
    let setup = setup(vocabulary, options.nodes, options.seed).map_err(at_start)?;
    let timeline = match script {
        Some(text) => Timeline::open(Run::parse(ALL, &text, setup)?),
        None => Timeline::new(setup),
    };
    Ok(Session { behaviour, ..Session::of(timeline) })
}

fn setup(vocabulary: &'static dyn Vocabulary, nodes: Option<f64>, seed: Option<f64>) -> Result<Setup, Reason> {
    fitting(vocabulary, nodes, seed).ok_or_else(|| match nodes {
        Some(nodes) if size(nodes).is_none() => {
            Reason::TooManyNodes { word: format!("{}", nodes as i64), most: u64::from(limits::NODES) }
        }
        _ => Reason::form("seed 0…9007199254740991".into()),
    })
}

/// `None` where there are no runs of so many nodes, or with such a seed.
fn fitting(vocabulary: &'static dyn Vocabulary, nodes: Option<f64>, seed: Option<f64>) -> Option<Setup> {
    let nodes = nodes.map_or_else(|| Some(vocabulary.usual_size()), size)?;
    let seed = match seed {
        Some(seed) if seed.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&seed) => seed as u64,
        Some(_) => return None,
        // Short, so that it can be read aloud.
        None => u64::from(getrandom::u32().unwrap_or(1) % 10_000),
    };
    Some(Setup::new(vocabulary, nodes, Seed(seed)))
}

fn size(nodes: f64) -> Option<u8> {
    let is_size = nodes.fract() == 0.0 && (1.0..=f64::from(limits::NODES)).contains(&nodes);
    is_size.then_some(nodes as u8)
}

/// A panic is a bug of ours: its sentence goes to the console, and the page sees the trap.
fn console_panic() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    });
}
