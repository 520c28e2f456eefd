//! The replica: what is chosen, applied to the state machine slot by slot, and how a server learns what it has missed.

use super::{Asker, Config, Event, Fact, Message, Mode, MultiPaxos, Response, Slot, SlotCommand};
use crate::protocol::{Effects, NodeId};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// How many slots are told at once to a server that lags behind. With the next heartbeat it asks for more.
const CATCH_UP: usize = 16;

impl MultiPaxos {
    /// The first slot of which the server does not know that it is chosen.
    pub fn first_unknown(&self) -> Slot {
        // Mostly there is no gap.
        if self.last_chosen().0 == self.chosen.len() as u64 {
            return self.last_chosen().next();
        }
        let known = self.chosen.keys().zip(1..).take_while(|(slot, place)| slot.0 == *place);
        Slot(known.count() as u64).next()
    }

    /// The last slot of which it knows that it is chosen; 0 if it knows of none.
    pub fn last_chosen(&self) -> Slot {
        self.chosen.keys().next_back().copied().unwrap_or_default()
    }

    /// Another server says what was chosen (PMMC, §2.3).
    pub(super) fn on_chosen(
        &mut self,
        config: &Config,
        from: NodeId,
        slot: Slot,
        command: SlotCommand,
        out: &mut Effects<Self>,
    ) {
        if !self.chosen.contains_key(&slot) {
            out.explain(Event::ChoiceTold { slot, command: command.clone(), teller: from });
            self.learn(config, slot, command, out);
            self.propose_queued(config, out);
        }
    }

    /// The server knows now what is chosen in a slot, and applies what it can. It "can't execute commands 138–140, which it
    /// also knows, because commands 136 and 137 have yet to be chosen" (Paxos, §3).
    pub(super) fn learn(&mut self, config: &Config, slot: Slot, command: SlotCommand, out: &mut Effects<Self>) {
        if let Mode::Active(commanders) = &mut self.mode {
            commanders.open.remove(&slot);
        }
        out.record(Fact::Learned { slot, command: command.clone(), server: self.id });
        Arc::make_mut(&mut self.chosen).insert(slot, command.clone());
        if !config.rules.apply_in_order {
            let missing = self.applied.next();
            if slot > missing {
                out.explain(Event::AppliedEarly { slot, missing });
            }
            self.apply(slot, &command, out);
            return;
        }
        while let Some(command) = self.chosen.get(&self.applied.next()).cloned() {
            self.apply(self.applied.next(), &command, out);
        }
    }

    /// Lets the state machine carry out what is chosen in a slot, unless it has carried out that request before: `perform` (PMMC,
    /// §2.1). Those who wait for the slot are told.
    fn apply(&mut self, slot: Slot, command: &SlotCommand, out: &mut Effects<Self>) {
        self.applied = self.applied.max(slot);
        self.carried_out += 1;
        out.record(Fact::Applied { place: self.carried_out, slot, command: command.clone(), server: self.id });
        let answer = match command {
            SlotCommand::NoOp => {
                out.explain(Event::NoOpApplied { slot });
                None
            }
            SlotCommand::Operation(operation) => {
                let store = Arc::make_mut(&mut self.store);
                let is_repeated = operation.is_repeated(store);
                let answer = operation.apply(store);
                let told = operation.command.clone();
                if is_repeated {
                    out.explain(Event::RequestRepeated { slot, command: told });
                } else if self.waiting.contains_key(&(slot, operation.id)) {
                    out.explain(Event::Applied { slot, command: told, answer: answer.flatten() });
                }
                // To whom asks what is overtaken by a later request of the same client, nothing that is true can be said.
                answer
            }
        };
        for client in self.take_waiting(slot) {
            if command.request() != Some(client.request) {
                self.tell_that_slot_is_lost(slot, command, client, out);
            } else if let Some(value) = answer {
                self.respond(client, Response::Applied { value, slot }, out);
            }
        }
    }

    fn take_waiting(&mut self, slot: Slot) -> Vec<Asker> {
        let here = self.waiting.iter().filter(|((other, _), _)| *other == slot);
        let clients: Vec<Asker> = here.map(|((_, request), via)| Asker { request: *request, via: *via }).collect();
        self.waiting.retain(|(other, _), _| *other != slot);
        clients
    }

    /// A replica that has fallen behind asks one that has not (*Paxos Made Live*, §4.2). What it has itself accepted may be
    /// something else than what was chosen.
    pub(super) fn catch_up(&mut self, config: &Config, leader: NodeId, chosen_below: Slot, out: &mut Effects<Self>) {
        if !config.rules.learn_what_was_chosen {
            let unknown =
                self.accepted.iter().filter(|(slot, _)| *slot < chosen_below && !self.chosen.contains_key(slot));
            let guessed: Vec<_> = unknown.map(|(slot, pvalue)| (*slot, pvalue.command.clone())).collect();
            for (slot, command) in guessed {
                out.explain(Event::ChoiceGuessed { slot, command: command.clone() });
                self.learn(config, slot, command, out);
            }
        }
        let from = self.first_unknown();
        if from < chosen_below {
            out.send(leader, Message::CatchUp { from });
            out.explain(Event::CatchUpAsked { from, chosen_below });
        }
    }

    /// A server lags behind, and is told what was chosen (*Paxos Made Live*, §4.2).
    pub(super) fn on_catch_up(&self, server: NodeId, from: Slot, out: &mut Effects<Self>) {
        let missed = self.chosen.iter().filter(|(slot, _)| *slot >= from).take(CATCH_UP);
        let mut slots = 0;
        for (slot, command) in missed {
            slots += 1;
            out.send(server, Message::Chosen { slot: *slot, command: command.clone() });
        }
        if slots > 0 {
            out.explain(Event::CatchUpAnswered { server, from, slots });
        }
    }
}
