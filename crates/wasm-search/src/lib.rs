//! The search for a web worker. `web/types.ts` describes it for the page.
//!
//! A module of its own: it is built for speed, not for size, and only who searches loads it.

use quorate_sim::language::replay;
use quorate_sim::registry::MODELS;
use quorate_sim::search::model::{Finding, ModelSearch, Models};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A property that breaks without a rule.
#[derive(Serialize)]
struct SearchModel {
    rule: &'static str,
    property: &'static str,
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

/// A schedule that breaks a property.
#[derive(Serialize)]
struct Found {
    property: &'static str,
    steps: u32,
    script: String,
}

/// A search for a schedule that breaks a property.
#[wasm_bindgen]
pub struct Search {
    search: Box<dyn ModelSearch>,
}

#[wasm_bindgen]
impl Search {
    /// Begins a search without that rule; or, where the rule is `on`, one of the same extent that is to find nothing.
    #[wasm_bindgen(constructor)]
    pub fn new(protocol: &str, rule: &str, property: &str, on: bool) -> Result<Search, JsValue> {
        console_panic();
        let search = models(protocol)?.search(rule, property, on);
        let search = search.ok_or_else(|| refusal(&["nothing is known of ", property, " without ", rule].concat()))?;
        Ok(Self { search })
    }

    /// What can be searched for.
    pub fn models(protocol: &str) -> Result<JsValue, JsValue> {
        let models = models(protocol)?.models().into_iter();
        to_js(&models.map(|(rule, property, nodes)| SearchModel { rule, property, nodes }).collect::<Vec<_>>())
    }

    /// Within which bounds it searches.
    pub fn bounds(&self) -> Result<JsValue, JsValue> {
        let bounds = self.search.bounds().into_iter();
        to_js(&bounds.map(|(what, most)| Bound { what, most }).collect::<Vec<_>>())
    }

    /// Goes on from at most so many states.
    pub fn run(&mut self, most: u32) -> Result<JsValue, JsValue> {
        let (state, found) = match self.search.run(most as usize) {
            Finding::Working => ("working", None),
            Finding::Exhausted => ("exhausted", None),
            Finding::Found { property, model, occurrences } => {
                let steps = occurrences.iter().filter(|occurrence| !occurrence.is_loss()).count() as u32;
                ("found", Some(Found { property, steps, script: replay::script(&model, &occurrences) }))
            }
        };
        let (states, frontier) = (self.search.states() as u32, self.search.frontier() as u32);
        to_js(&Standing { state, states, depth: self.search.depth(), frontier, found })
    }
}

fn models(protocol: &str) -> Result<&'static dyn Models, JsValue> {
    let models = MODELS.iter().find(|models| models.protocol() == protocol).copied();
    models.ok_or_else(|| refusal(&["there is no protocol ", protocol].concat()))
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
