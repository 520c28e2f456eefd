//! Plain data for JavaScript.

use js_sys::{Array, Object, Reflect};
use quorate_sim::clock::refusal::Error;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::cluster::names::Names;
use quorate_sim::language::lesson::{Bilingual, Lesson};
use quorate_sim::language::view::picture::{args, ms};
use quorate_sim::language::view::{
    Args, BandView, BilingualView, LaneView, LanesView, LessonStepView, LessonView, MarkView,
};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

/// A value as plain objects and arrays, absent things as `null`.
pub(crate) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = Serializer::new().serialize_maps_as_objects(true).serialize_missing_as_null(true);
    Ok(value.serialize(&serializer)?)
}

/// The object itself, which nobody can change any more; what it holds, too.
pub(crate) fn freeze(value: JsValue) -> JsValue {
    let Some(object) = value.dyn_ref::<Object>() else { return value };
    if !Object::is_frozen(object) {
        Object::freeze(object);
        Object::values(object).for_each(&mut |inner, _, _| {
            freeze(inner);
        });
    }
    value
}

/// An array of what can be converted.
pub(crate) fn array(items: impl Iterator<Item = Result<JsValue, JsValue>>) -> Result<JsValue, JsValue> {
    let array = Array::new();
    for item in items {
        array.push(&item?);
    }
    Ok(array.into())
}

/// A refusal as an `Error` with `key`, `args`, `line` and `column`.
pub(crate) fn error(refusal: &Error) -> JsValue {
    let error = js_sys::Error::new(&refusal.to_string());
    let arguments: Args = args(&refusal.reason.args(), Names::default());
    let fields = [
        ("key", JsValue::from(refusal.reason.key())),
        ("args", to_js(&arguments).unwrap_or(JsValue::NULL)),
        ("line", JsValue::from(refusal.line as u32)),
        ("column", JsValue::from(refusal.column as u32)),
    ];
    for (name, value) in fields {
        // Setting a field of a fresh Error cannot fail.
        let _ = Reflect::set(&error, &name.into(), &value);
    }
    error.into()
}

/// A lesson as the page wants it.
pub(crate) fn lesson_js(lesson: &Lesson) -> JsValue {
    let both = |text: &Bilingual| BilingualView { en: text.en.clone(), zh: text.zh.clone() };
    let step = |step: &quorate_sim::language::lesson::LessonStep| LessonStepView {
        from: ms(step.from),
        to: ms(step.to),
        say: both(&step.say),
        ask: step.ask.as_ref().map(both),
        highlight: step.highlight.clone(),
    };
    let view = LessonView {
        id: lesson.id.clone(),
        title: both(&lesson.title),
        steps: lesson.steps.iter().map(step).collect(),
    };
    to_js(&view).map_or(JsValue::NULL, freeze)
}

/// All branches with their history.
pub(crate) fn lanes_js(timeline: &Timeline) -> Result<JsValue, JsValue> {
    let names = timeline.setup().cast.names;
    let lanes = timeline.lanes().iter().map(|lane| LaneView {
        id: lane.id.0,
        parent: lane.fork.map(|(parent, _)| parent.0),
        forked_at: lane.fork.map_or(0.0, |(_, at)| ms(at)),
        end: ms(lane.end),
        current: lane.id == timeline.lane().id,
        bands: lane
            .bands
            .iter()
            .enumerate()
            .map(|(index, band)| BandView {
                from: ms(band.from),
                to: ms(lane.bands.get(index + 1).map_or(lane.end, |next| next.from)),
                era: band.reign.era,
                era_label: band.reign.era_label.clone(),
                leader: band.reign.leader.map(|leader| names.name(leader)),
            })
            .collect(),
        marks: lane
            .marks
            .iter()
            .map(|mark| MarkView { at: ms(mark.at), kind: mark.kind, key: mark.key, args: args(&mark.args, names) })
            .collect(),
        marks_dropped: lane.marks_dropped,
    });
    let view = LanesView { lanes: lanes.collect(), earliest: ms(timeline.lane().earliest()) };
    to_js(&view)
}
