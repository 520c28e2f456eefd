//! Plain data for JavaScript.

use crate::plain::plain;
use js_sys::Reflect;
use quorate_sim::clock::refusal::Error;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::cluster::names::Names;
use quorate_sim::language::view::picture::{args, ms};
use quorate_sim::language::view::{ArgsView, BandView, LaneView, LanesView, MarkView, ReignView};
use wasm_bindgen::JsValue;

/// A refusal as an `Error` with `key`, `args`, `line` and `column`.
pub(crate) fn error(refusal: &Error) -> JsValue {
    let error = js_sys::Error::new(&refusal.to_string());
    let arguments: ArgsView = args(&refusal.reason.args(), Names::default());
    let fields = [
        ("key", JsValue::from(refusal.reason.key())),
        ("args", plain(&arguments)),
        ("line", JsValue::from(refusal.line as u32)),
        ("column", JsValue::from(refusal.column as u32)),
    ];
    for (name, value) in fields {
        // Setting a field of a fresh Error cannot fail.
        let _ = Reflect::set(&error, &name.into(), &value);
    }
    error.into()
}

/// All branches with their history.
pub(crate) fn lanes_js(timeline: &Timeline) -> JsValue {
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
                reigns: band
                    .reigns
                    .iter()
                    .map(|reign| ReignView {
                        era: reign.era,
                        era_label: reign.era_label.clone(),
                        leader: reign.leader.map(|leader| names.name(leader)),
                    })
                    .collect(),
            })
            .collect(),
        marks: lane
            .marks
            .iter()
            .map(|mark| MarkView {
                at: ms(mark.at),
                kind: mark.kind.name(),
                serial: mark.serial,
                key: mark.key,
                node: mark.node.map(|node| names.name(node)),
                era: mark.era.as_ref().map_or(0, |era| era.number),
                era_label: mark.era.as_ref().map_or_else(String::new, |era| era.label.clone()),
                args: args(&mark.args, names),
            })
            .collect(),
        marks_dropped: lane.marks_dropped,
    });
    let view = LanesView { lanes: lanes.collect(), earliest: ms(timeline.lane().earliest()) };
    plain(&view)
}
