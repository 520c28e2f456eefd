//! The search for a web worker. `web/types.ts` describes it for the page.
//!
//! A module of its own: it is built for speed, not for size, and only who searches loads it.

use quorate_sim::language::replay;
use quorate_sim::registry::HUNTERS;
use quorate_sim::search::hunt::{Hunt, Hunter, Outcome};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A promise that breaks without a rule.
#[derive(Serialize)]
struct Prey {
    rule: &'static str,
    promise: &'static str,
    nodes: u8,
}

/// What is searched: at most so many of each.
#[derive(Serialize)]
struct Bound {
    what: &'static str,
    most: u32,
}

/// How a search stands.
#[derive(Serialize)]
struct Standing {
    state: &'static str,
    states: u32,
    depth: u32,
    frontier: u32,
    found: Option<Found>,
}

/// A schedule that breaks a promise.
#[derive(Serialize)]
struct Found {
    promise: &'static str,
    steps: u32,
    script: String,
}

/// A search for a schedule that breaks a promise.
#[wasm_bindgen]
pub struct Search {
    hunt: Box<dyn Hunt>,
}

#[wasm_bindgen]
impl Search {
    /// Begins a search without that rule; or, where the rule is `on`, one of the same extent that is to find nothing.
    #[wasm_bindgen(constructor)]
    pub fn new(protocol: &str, rule: &str, promise: &str, on: bool) -> Result<Search, JsValue> {
        console_panic();
        let hunt = hunter(protocol)?.hunt(rule, promise, on);
        let hunt = hunt.ok_or_else(|| refusal(&["nothing is known of ", promise, " without ", rule].concat()))?;
        Ok(Self { hunt })
    }

    /// What can be searched for.
    pub fn preys(protocol: &str) -> Result<JsValue, JsValue> {
        let preys = hunter(protocol)?.preys().into_iter();
        to_js(&preys.map(|(rule, promise, nodes)| Prey { rule, promise, nodes }).collect::<Vec<_>>())
    }

    /// Within which bounds it searches.
    pub fn bounds(&self) -> Result<JsValue, JsValue> {
        let bounds = self.hunt.bounds().into_iter();
        to_js(&bounds.map(|(what, most)| Bound { what, most }).collect::<Vec<_>>())
    }

    /// Goes on from at most so many states.
    pub fn run(&mut self, most: u32) -> Result<JsValue, JsValue> {
        let (state, found) = match self.hunt.run(most as usize) {
            Outcome::Working => ("working", None),
            Outcome::Exhausted => ("exhausted", None),
            Outcome::Found { promise, prey, occurrences } => {
                let steps = occurrences.iter().filter(|occurrence| !occurrence.is_loss()).count() as u32;
                ("found", Some(Found { promise, steps, script: replay::script(&prey, &occurrences) }))
            }
        };
        let (states, frontier) = (self.hunt.states() as u32, self.hunt.frontier() as u32);
        to_js(&Standing { state, states, depth: self.hunt.depth(), frontier, found })
    }
}

fn hunter(protocol: &str) -> Result<&'static dyn Hunter, JsValue> {
    let hunter = HUNTERS.iter().find(|hunter| hunter.protocol() == protocol).copied();
    hunter.ok_or_else(|| refusal(&["there is no protocol ", protocol].concat()))
}

fn refusal(sentence: &str) -> JsValue {
    js_sys::Error::new(sentence).into()
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::new().serialize_missing_as_null(true))?)
}

/// A panic is a bug of ours: its sentence goes to the console, and the page sees the trap.
fn console_panic() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    });
}
