//! Makes plain data for JavaScript of what is told: nobody can change it any more.

use js_sys::{Array, JsString, Object, Reflect};
use quorate_sim::language::view::digest::digest;
use quorate_sim::language::view::tell::{Sink, Tell};
use std::cell::RefCell;
use wasm_bindgen::JsValue;

/// As plain objects and arrays, absent things as `null`; frozen throughout.
pub(crate) fn plain(view: &dyn Tell) -> JsValue {
    let mut writer = Writer { open: Vec::new(), told: JsValue::NULL };
    view.tell(&mut writer);
    writer.told
}

/// How many items are remembered: a few looks' worth.
const ITEMS: usize = 1024;

thread_local! {
    /// Items that lists were made of, each at the place that its digest names. Five servers hold the same entries, and an entry
    /// is in the next look as it was in the last: nothing crosses the border so often as the fields of a fresh object.
    static TOLD: RefCell<Vec<Option<(u64, JsValue)>>> = RefCell::new(vec![None; ITEMS]);
}

/// What has begun and is not at its end.
enum Open {
    List(Array),
    Fields(Object, JsValue),
}

struct Writer {
    open: Vec<Open>,
    told: JsValue,
}

impl Writer {
    fn put(&mut self, value: JsValue) {
        match self.open.last() {
            Some(Open::List(list)) => {
                list.push(&value);
            }
            Some(Open::Fields(object, name)) => {
                // Setting a field of a fresh object cannot fail.
                let _ = Reflect::set(object, name, &value);
            }
            None => self.told = value,
        }
    }
}

impl Sink for Writer {
    fn null(&mut self) {
        self.put(JsValue::NULL);
    }

    fn truth(&mut self, value: bool) {
        self.put(JsValue::from_bool(value));
    }

    fn number(&mut self, value: f64) {
        self.put(JsValue::from_f64(value));
    }

    fn text(&mut self, text: &str) {
        self.put(JsValue::from_str(text));
    }

    fn word(&mut self, word: &'static str) {
        self.put(kept(word, false));
    }

    fn begin_list(&mut self) {
        self.open.push(Open::List(Array::new()));
    }

    fn begin_fields(&mut self) {
        self.open.push(Open::Fields(Object::new(), JsValue::NULL));
    }

    fn field(&mut self, name: &'static str) {
        if let Some(Open::Fields(_, field)) = self.open.last_mut() {
            *field = kept(name, true);
        }
    }

    fn argument(&mut self, name: &'static str) {
        if let Some(Open::Fields(_, argument)) = self.open.last_mut() {
            *argument = kept(name, false);
        }
    }

    fn item(&mut self, item: &dyn Tell) {
        let digest = digest(item);
        let place = (digest % ITEMS as u64) as usize;
        let known =
            TOLD.with_borrow(|told| told[place].as_ref().filter(|told| told.0 == digest).map(|it| it.1.clone()));
        self.put(known.unwrap_or_else(|| {
            let item = plain(item);
            TOLD.with_borrow_mut(|told| told[place] = Some((digest, item.clone())));
            item
        }));
    }

    fn end(&mut self) {
        let ended: Object = match self.open.pop() {
            Some(Open::List(list)) => list.into(),
            Some(Open::Fields(object, _)) => object,
            None => return,
        };
        Object::freeze(&ended);
        self.put(ended.into());
    }
}

/// A word of the program as JavaScript has it. The few hundred that there are cross the border once; where they lie in the
/// module tells them apart. Names of fields are written as JavaScript does.
fn kept(word: &'static str, is_field: bool) -> JsValue {
    type Kept = Vec<((usize, usize, bool), JsString)>;
    thread_local! {
        static KEPT: RefCell<Kept> = const { RefCell::new(Vec::new()) };
    }
    let place = (word.as_ptr() as usize, word.len(), is_field);
    KEPT.with_borrow_mut(|kept| {
        let found = kept.binary_search_by_key(&place, |(place, _)| *place).unwrap_or_else(|gap| {
            let word = if is_field { &camel(word) } else { word };
            kept.insert(gap, (place, JsString::from(word)));
            gap
        });
        kept[found].1.clone().into()
    })
}

/// `era_label` as `eraLabel`.
fn camel(word: &str) -> String {
    let mut parts = word.split('_');
    let mut name: String = parts.next().unwrap_or_default().into();
    for part in parts {
        let mut letters = part.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}
