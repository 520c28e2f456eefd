//! The search for a web worker. `web/types.ts` describes it for the page.
//!
//! A module of its own: it is built for speed, not for size, and only who searches loads it.

use js_sys::{Array, Object, Reflect};
use quorate_sim::registry::HUNTERS;
use quorate_sim::search::hunt::{Hunt, Hunter, Outcome};
use quorate_sim::search::replay;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

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
    pub fn preys(protocol: &str) -> Result<Array, JsValue> {
        let preys = hunter(protocol)?.preys().into_iter();
        preys
            .map(|(rule, promise, nodes)| {
                object(&[("rule", rule.into()), ("promise", promise.into()), ("nodes", nodes.into())])
            })
            .collect()
    }

    /// Within which bounds it searches: at most so many of each.
    pub fn bounds(&self) -> Result<Array, JsValue> {
        let bounds = self.hunt.bounds().into_iter();
        bounds.map(|(what, most)| object(&[("what", what.into()), ("most", most.into())])).collect()
    }

    /// Goes on from at most so many states, and says how the search stands.
    pub fn run(&mut self, most: u32) -> Result<JsValue, JsValue> {
        let (state, found) = match self.hunt.run(most as usize) {
            Outcome::Working => ("working", JsValue::NULL),
            Outcome::Exhausted => ("exhausted", JsValue::NULL),
            Outcome::Found { promise, prey, occurrences } => {
                let steps = occurrences.iter().filter(|occurrence| !occurrence.happening.is_loss()).count() as u32;
                let script = replay::script(&prey, &occurrences);
                let found = [("promise", promise.into()), ("steps", steps.into()), ("script", script.into())];
                ("found", object(&found)?)
            }
        };
        let (states, frontier) = (self.hunt.states() as u32, self.hunt.frontier() as u32);
        object(&[
            ("state", state.into()),
            ("states", states.into()),
            ("depth", self.hunt.depth().into()),
            ("frontier", frontier.into()),
            ("found", found),
        ])
    }
}

fn hunter(protocol: &str) -> Result<&'static dyn Hunter, JsValue> {
    let hunter = HUNTERS.iter().find(|hunter| hunter.protocol() == protocol).copied();
    hunter.ok_or_else(|| refusal(&["there is no protocol ", protocol].concat()))
}

fn refusal(sentence: &str) -> JsValue {
    js_sys::Error::new(sentence).into()
}

/// A plain object.
fn object(fields: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let object: JsValue = Object::new().into();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value)?;
    }
    Ok(object)
}

/// A panic is a bug of ours: its sentence goes to the console, and the page sees the trap.
fn console_panic() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    });
}
