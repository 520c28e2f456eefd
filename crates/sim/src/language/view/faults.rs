//! What one link or node has of its own, and what is held: as long as it lasts it is shown, with the line that takes it back.

use super::picture::Picture;
use crate::clock::command::{Command, Pick};
use crate::clock::flight::Fate;
use crate::clock::place::Trait;
use crate::cluster::setting::{SettingValue, ms};
use crate::language::view::{ArgView, ArgsView, FaultView};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::apart::apart;
use quorate_core::protocol::Span;

fn fault(key: &'static str, args: Vec<(&'static str, ArgView)>, undo: String) -> FaultView {
    FaultView { key, args: ArgsView(args), undo }
}

impl Picture<'_> {
    /// All of them.
    pub fn faults(&self) -> Vec<FaultView> {
        let there_are = !self.simulation.own().is_empty() || !self.simulation.holds().is_empty();
        if there_are || !self.simulation.drops().is_empty() { apart(|| self.each_fault()) } else { Vec::new() }
    }

    fn each_fault(&self) -> Vec<FaultView> {
        let (simulation, names) = (self.simulation, self.simulation.names());
        let line = |command: Command| command.text(simulation.vocabulary(), names);
        let own = simulation.own().iter().map(|(what, place, value)| {
            let key = match what {
                Trait::Latency => "fault.latency",
                Trait::Loss => "fault.loss",
                Trait::Disk => "fault.disk",
                Trait::Patience => "fault.patience",
                Trait::Clock => "fault.clock",
            };
            let value = match value {
                SettingValue::Span(Span { min, max }) if min == max => ms(min),
                value => value.to_string(),
            };
            let args = [("place", place.text(names)), ("value", value)];
            let args = args.map(|(name, text)| (name, ArgView::Text(text)));
            fault(key, args.into(), line(Command::Own(what, place, None)))
        });
        let picked = |pick: &Pick| {
            let args = [("from", names.name(pick.from)), ("to", names.name(pick.to)), ("kind", pick.kind.to_string())];
            args.map(|(name, text)| (name, ArgView::Text(text))).to_vec()
        };
        let waiting = |pick: &Pick| {
            let held = simulation.flights().values().filter(|flight| flight.fate == Fate::Held);
            held.filter(|flight| simulation.pick(flight) == Some(*pick)).count() as u64
        };
        let held = simulation.holds().iter().map(|pick| {
            let mut args = picked(pick);
            args.push(("count", ArgView::Number(waiting(pick))));
            fault("fault.held", args, line(Command::Release(pick.from, pick.to, Some(pick.kind))))
        });
        let dropped = simulation.drops().iter().map(|pick| {
            fault("fault.drop-next", picked(pick), line(Command::Release(pick.from, pick.to, Some(pick.kind))))
        });
        own.chain(held).chain(dropped).collect()
    }
}
