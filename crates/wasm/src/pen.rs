//! The pen that makes plain objects and arrays of JavaScript.

use js_sys::{Array, JsString, Object};
use quorate_sim::plain::{Pen, Plain};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// An object whose fields are set without asking whether that worked: on one of our own it always does.
    type OwnObject;

    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &OwnObject, name: &JsString, value: &JsValue);
}

/// What is begun and not yet ended.
enum Open {
    List(Array),
    Object(OwnObject, JsString),
}

/// Makes frozen objects and arrays; what is absent is `null`.
#[derive(Default)]
pub(crate) struct JsPen {
    open: Vec<Open>,
    done: JsValue,
    words: Words,
}

impl JsPen {
    /// The value as JavaScript has it.
    pub(crate) fn draw(&mut self, value: &dyn Plain) -> JsValue {
        value.write(self);
        self.take()
    }

    /// What was written last.
    pub(crate) fn take(&mut self) -> JsValue {
        std::mem::take(&mut self.done)
    }

    /// A piece that is there already.
    pub(crate) fn put(&mut self, piece: &JsValue) {
        match self.open.last() {
            Some(Open::List(list)) => {
                list.push(piece);
            }
            Some(Open::Object(object, name)) => object.set(name, piece),
            None => self.done = piece.clone(),
        }
    }
}

impl Pen for JsPen {
    fn nothing(&mut self) {
        self.put(&JsValue::NULL);
    }

    fn flag(&mut self, flag: bool) {
        self.put(&flag.into());
    }

    fn number(&mut self, number: f64) {
        self.put(&number.into());
    }

    fn text(&mut self, text: &str) {
        self.put(&text.into());
    }

    fn word(&mut self, word: &'static str) {
        let word = self.words.get(word);
        self.put(&word);
    }

    fn list(&mut self) {
        self.open.push(Open::List(Array::new()));
    }

    fn object(&mut self) {
        self.open.push(Open::Object(Object::new().unchecked_into(), JsString::default()));
    }

    fn name(&mut self, name: &'static str) {
        let word = self.words.get(name);
        if let Some(Open::Object(_, name)) = self.open.last_mut() {
            *name = word;
        }
    }

    fn end(&mut self) {
        let whole: JsValue = match self.open.pop() {
            Some(Open::List(list)) => list.into(),
            Some(Open::Object(object, _)) => object.into(),
            None => return,
        };
        Object::freeze(whole.unchecked_ref::<Object>());
        self.put(&whole);
    }
}

/// The program's own words as JavaScript has them: each is carried over once. In the order of where they lie in memory.
#[derive(Default)]
struct Words(Vec<(&'static str, JsString)>);

impl Words {
    fn get(&mut self, word: &'static str) -> JsString {
        let place = |word: &str| (word.as_ptr(), word.len());
        match self.0.binary_search_by_key(&place(word), |(known, _)| place(known)) {
            Ok(known) => self.0[known].1.clone(),
            Err(gap) => {
                let text = JsString::from(word);
                self.0.insert(gap, (word, text.clone()));
                text
            }
        }
    }
}
