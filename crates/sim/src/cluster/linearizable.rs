//! Whether what clients of a replicated key-value store saw is linearizable: "each operation appears to execute
//! instantaneously, exactly once, at some point between its invocation and its response" (Ongaro's thesis, 2014, §6.3; Herlihy &
//! Wing, 1990).
//!
//! The order in which the commands were replicated is the only one that can explain what clients saw of those that change
//! something. So it is enough to ask of each answer to these: is it what that order says, each request carried out once; and
//! of each read: is there a place in it, not before what was answered before it was asked for, at which it is true? It need
//! not be that of the read itself: one that is asked for again may be answered without it.

use crate::cluster::check::Violation;
use crate::cluster::key_value::value_text;
use crate::cluster::names::client_name;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::kv::{Operation, Store, StoreCommand};
use quorate_core::protocol::RequestId;
use quorate_core::sorted::SortedMap;

/// What the replicated order says, if each request is carried out once. Places in it are counted from 1.
#[derive(Debug, Default)]
pub struct Truth {
    /// The state machine after all that was carried out.
    pub store: Store,
    /// For each name, its values, each with the place from which on it has it.
    values: SortedMap<Arc<str>, Vec<(u64, Option<i64>)>>,
    /// For each request that was carried out, the place at which, and the answer.
    effects: SortedMap<RequestId, (u64, Option<i64>)>,
}

impl Truth {
    /// The next thing that was replicated, at this place.
    pub fn carry_out(&mut self, place: u64, operation: &Operation) {
        if operation.is_repeated(&self.store) || self.effects.contains_key(&operation.id) {
            return;
        }
        let Some(answer) = operation.apply(&mut self.store) else { return };
        self.effects.insert(operation.id, (place, answer));
        self.values.get_or_insert_with(operation.command.name().clone(), Vec::new).push((place, answer));
    }

    /// The first place from `floor` on at which a name has this value.
    fn first_with(&self, name: &str, value: Option<i64>, floor: u64) -> Option<u64> {
        let values = self.values.get(name).map_or(&[][..], |values| values);
        let at_floor = values.iter().rev().find(|(place, _)| *place <= floor).and_then(|(_, value)| *value);
        if at_floor == value {
            return Some(floor);
        }
        values.iter().find(|(place, later)| *place > floor && *later == value).map(|(place, _)| *place)
    }
}

/// What clients asked, and the places at which it must have been done.
#[derive(Debug, Default)]
pub struct Answered<'a> {
    /// What each request asks for, and the latest place of all that was answered before it was first made.
    asked: SortedMap<RequestId, (&'a StoreCommand, u64)>,
    /// The latest place of all that was answered.
    done: u64,
}

impl<'a> Answered<'a> {
    /// A client has asked for this.
    pub fn ask(&mut self, id: RequestId, command: &'a StoreCommand) {
        let done = self.done;
        self.asked.get_or_insert_with(id, || (command, done));
    }

    /// A client was told this. The error says what nothing explains, and calls the place by the name that it has in the protocol's
    /// sentence.
    pub fn tell(
        &mut self,
        place_name: &'static str,
        truth: &Truth,
        id: RequestId,
        value: Option<i64>,
    ) -> Result<(), Violation> {
        let Some((command, floor)) = self.asked.get(&id).copied() else { return Ok(()) };
        let place = match command {
            StoreCommand::Get(name) => truth.first_with(name, value, floor),
            _ => {
                let is_explained = |(place, answer): &&(u64, _)| *answer == value && *place >= floor;
                truth.effects.get(&id).filter(is_explained).map(|(place, _)| *place)
            }
        };
        let Some(place) = place else {
            return Err(Violation(alloc::vec![
                ("client", client_name(id.client).into()),
                ("request", command.to_string().into()),
                ("answer", value_text(value).into()),
                (place_name, floor.into()),
            ]));
        };
        self.done = self.done.max(place);
        Ok(())
    }
}
