//! A counterexample as a script: played on a stage, its steps happen in their order, and nothing else does.
//!
//! Each step has an instant of its own, one beat after the one before. A message takes a beat, or, by the command `delay`,
//! as many as there are until the schedule delivers it; one that it never delivers is dropped on its way, or, where it is on a
//! connection, is late beyond the end. The protocol's own
//! lengths of time are all stretched alike until no timer runs out by itself before the schedule is over: timeouts are
//! forced, and the run goes on afterwards as one would expect. Disks write when they are told to.

use crate::clock::conditions::Conditions;
use crate::cluster::Storage;
use crate::cluster::names::Names;
use crate::cluster::setting::{SettingValue, setting_text};
use crate::cluster::step::Step;
use crate::search::counterexample::{Launched, Numbers, Occurrence};
use crate::search::model::SearchModel;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::protocol::{Links, Micros, NodeId, Span};

/// How long a message takes, and the time between two steps, in milliseconds; even, as a message is dropped halfway.
const BEAT: u64 = 20;

/// Something in flight. Steps are counted from 1, each at its beat.
struct Passage {
    /// As in `drop m12`.
    id: u64,
    /// The step that sent it.
    sent: usize,
    /// The step that delivers it, if one does.
    delivered: Option<usize>,
    /// The last step that needs it to be in flight.
    needed: usize,
    /// Between whom, if it is on a connection.
    connection: Option<(NodeId, NodeId)>,
    /// The step by which it goes down with that, if one does.
    gone: Option<usize>,
    /// When it would arrive by itself.
    due: usize,
}

impl Passage {
    fn new(id: u64, sent: usize) -> Self {
        Self { id, sent, delivered: None, needed: sent, connection: None, gone: None, due: sent + 1 }
    }

    /// What is on a connection can't be dropped: it is late for ever.
    fn arrives(&self, end: usize) -> usize {
        self.delivered.unwrap_or(if self.connection.is_some() { end + 1 } else { self.needed + 1 })
    }
}

/// Lines with their times, in the order in which they are given where the times are the same.
#[derive(Default)]
struct Lines(Vec<(u64, String)>);

impl Lines {
    fn at(&mut self, ms: u64, line: String) {
        self.0.push((ms, line));
    }

    /// What was launched by the step before takes longer than a beat.
    fn delay(&mut self, flight: &Passage, end: usize) {
        let beats = flight.arrives(end) - flight.due;
        if beats > 0 {
            self.at(beat(flight.sent), format!("delay m{} {}", flight.id, beat(beats)));
        }
    }
}

fn beat(nth: usize) -> u64 {
    nth as u64 * BEAT
}

/// The script of what was found.
pub fn script(model: &SearchModel, found: &[Occurrence]) -> String {
    // That a message is lost is no step on a stage: it is seen to be dropped, as is one that nobody ever delivers.
    let steps: Vec<&Occurrence> = found.iter().filter(|occurrence| !occurrence.is_loss()).collect();
    let (messages, answers) = passages(&steps);
    let mut lines = Lines::default();
    for (step, occurrence) in (1..).zip(&steps) {
        if let Some(line) = command(&occurrence.step, &messages) {
            let given = if matches!(occurrence.step, Step::Request { .. }) { step - 1 } else { step };
            lines.at(beat(given), line);
        }
        messages
            .iter()
            .chain(&answers)
            .filter(|flight| flight.sent == step)
            .for_each(|flight| lines.delay(flight, steps.len()));
    }
    for flight in messages.iter().filter(|flight| flight.delivered.is_none() && flight.connection.is_none()) {
        lines.at(beat(flight.arrives(steps.len())) - BEAT / 2, format!("drop m{}", flight.id));
    }
    lines.0.sort_by_key(|(ms, _)| *ms);
    let end = beat(steps.len());
    let mut text = head(model, end);
    for (ms, line) in lines.0.iter().filter(|(ms, _)| *ms <= end) {
        text.push_str(&format!("@{ms} {line}\n"));
    }
    text.push_str(&format!("@{end}\n"));
    text
}

/// All messages, and all answers to clients, that the steps send. A stage counts both, and clients' requests, in one.
fn passages(steps: &[&Occurrence]) -> (Vec<Passage>, Vec<Passage>) {
    let (mut messages, mut answers) = (Vec::<Passage>::new(), Vec::new());
    let mut ids = 1..;
    let mut launch =
        |step, how_many| -> Vec<Passage> { ids.by_ref().take(how_many).map(|id| Passage::new(id, step)).collect() };
    let mut last_request = 0;
    for (step, occurrence) in (1..).zip(steps) {
        match occurrence.step {
            Step::Request { .. } => {
                launch(step, 1);
                last_request = step;
            }
            Step::Deliver { message, .. } => messages[message as usize - 1].delivered = Some(step),
            Step::Duplicate { message, .. } => messages[message as usize - 1].needed = step,
            _ => {}
        }
        occurrence.gone.iter().for_each(|message| messages[*message as usize - 1].gone = Some(step));
        let launched = launch(step, occurrence.messages.len()).into_iter().zip(&occurrence.messages);
        messages.extend(launched.map(|(flight, Launched { from, to, links })| {
            let connection = (*links == Links::Connection).then_some((*from, *to));
            Passage { connection, ..flight }
        }));
        answers.extend(launch(step, occurrence.answers));
    }
    // A client that has its answer would ask again; each request of a schedule is a client's first.
    for answer in answers.iter_mut().filter(|answer| answer.sent < last_request) {
        answer.delivered = Some(last_request.max(answer.sent + 1));
    }
    // What is on a connection waits for what was sent before it.
    for later in 1..messages.len() {
        let (before, [flight, ..]) = messages.split_at_mut(later) else { continue };
        let is_before = |other: &&Passage| {
            flight.connection.is_some()
                && other.connection == flight.connection
                && other.gone.is_none_or(|step| step > flight.sent)
        };
        let before = before.iter().filter(is_before).map(|other| other.arrives(steps.len()));
        flight.due = before.chain([flight.due]).max().unwrap_or_default();
    }
    (messages, answers)
}

/// How a step is asked for, if it does not happen by itself.
fn command(step: &Step<Numbers>, messages: &[Passage]) -> Option<String> {
    let name = |node: &NodeId| Names::Letters.name(*node);
    match step {
        Step::Deliver { .. } | Step::Lose { .. } => None,
        Step::Duplicate { message, .. } => Some(format!("duplicate m{}", messages[*message as usize - 1].id)),
        Step::Timeout { node, timer } => Some(format!("timeout {} {timer}", name(node))),
        Step::Request { request, .. } => Some(request.clone()),
        Step::Sync { node } => Some(format!("sync {}", name(node))),
        Step::Crash { node } => Some(format!("crash {}", name(node))),
        Step::Restart { node } => Some(format!("restart {}", name(node))),
        Step::Break { a, b } => Some(format!("break {}-{}", name(a), name(b))),
        Step::Cut { from, to } => Some(format!("cut {}>{}", name(from), name(to))),
        Step::Mend { from, to } => Some(format!("mend {}>{}", name(from), name(to))),
        Step::Install { .. } | Step::Configure(_) | Step::Notice { .. } | Step::Storage(_) => {
            unreachable!("the search tries no such step, and no case begins with one")
        }
    }
}

/// What is played, and that nothing happens by itself until the end.
fn head(model: &SearchModel, end: u64) -> String {
    let mut text = format!("protocol {}\nnodes {}\nseed 1\n", model.protocol, model.nodes);
    for line in &model.head {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str(&format!("latency {BEAT}..{BEAT}\n"));
    let quiet = end + BEAT;
    let patience = ("client-timeout", SettingValue::Length(Conditions::default().patience));
    let factor = |value| (quiet * 1000).div_ceil(shortest(value).max(1));
    let factor = model.lengths.iter().map(|(_, value)| factor(*value)).max().unwrap_or(1);
    for (name, value) in model.lengths.iter().copied().chain([patience]).filter(|_| factor > 1) {
        text.push_str(&format!("{}\n", setting_text(false, name, stretched(value, factor))));
    }
    // From now on: what the nodes wrote when they booted is on their disks.
    if model.storage != Storage::Synchronous {
        text.push_str(&format!("@0 disk {quiet}..{quiet}\n"));
    }
    text
}

fn shortest(value: SettingValue) -> u64 {
    match value {
        SettingValue::Length(length) => length.0,
        SettingValue::Span(span) => span.min.0,
        _ => unreachable!("only lengths of time are among the lengths"),
    }
}

fn stretched(value: SettingValue, factor: u64) -> SettingValue {
    let longer = |length: Micros| Micros(length.0 * factor);
    match value {
        SettingValue::Length(length) => SettingValue::Length(longer(length)),
        SettingValue::Span(span) => SettingValue::Span(Span { min: longer(span.min), max: longer(span.max) }),
        other => other,
    }
}
