//! What a stage is to play, as the page says it.

use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

/// What a stage is to play. What is absent is chosen.
#[derive(Default)]
pub(crate) struct StartOptions {
    pub(crate) protocol: Option<String>,
    pub(crate) nodes: Option<f64>,
    pub(crate) seed: Option<f64>,
    pub(crate) lesson: Option<String>,
    pub(crate) run: Option<String>,
    pub(crate) script: Option<String>,
}

impl StartOptions {
    /// Reads an object; `undefined` and `null` are one without fields.
    pub(crate) fn read(object: &JsValue) -> Result<Self, JsValue> {
        if object.is_undefined() || object.is_null() {
            return Ok(Self::default());
        }
        let text = |name| field(object, name, "a string", JsValue::as_string);
        let number = |name| field(object, name, "a number", JsValue::as_f64);
        Ok(Self {
            protocol: text("protocol")?,
            nodes: number("nodes")?,
            seed: number("seed")?,
            lesson: text("lesson")?,
            run: text("run")?,
            script: text("script")?,
        })
    }
}

/// The field of that name, if it is there; it must be of the kind that `read` reads.
fn field<T>(object: &JsValue, name: &str, kind: &str, read: fn(&JsValue) -> Option<T>) -> Result<Option<T>, JsValue> {
    let value = Reflect::get(object, &name.into())?;
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let refusal = || Error::new(&["`", name, "` is to be ", kind].concat()).into();
    read(&value).map(Some).ok_or_else(refusal)
}
