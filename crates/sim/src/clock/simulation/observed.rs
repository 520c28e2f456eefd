//! What is looked at when something has happened: who leads, whether clients are served, what became of their requests.

use super::Simulation;
use crate::clock::client::{Client, Knows};
use crate::clock::fate::{Settled, Unanswered};
use crate::clock::flight::Cargo;
use crate::clock::mark::Leadership;
use crate::clock::record::{Band, Listener};
use crate::clock::serving::Spell;
use alloc::vec::Vec;
use quorate_core::protocol::RequestId;
use quorate_core::sorted::SortedSet;

impl Simulation {
    /// Time is painted with the newest era, and that never goes back: when the last who was in it has gone, nobody leads in it.
    pub(super) fn look_who_leads(&mut self, listener: &mut dyn Listener) {
        let mut reigns = self.machine.leadership();
        if let Some(newest) = self.leadership.first()
            && reigns.first().is_none_or(|reign| reign.era < newest.era)
        {
            reigns.insert(0, Leadership { leader: None, ..newest.clone() });
        }
        if reigns != self.leadership {
            self.leadership.clone_from(&reigns);
            listener.leadership(Band { from: self.now, reigns });
        }
    }

    /// What became of requests whose clients were told nothing. What is still on its way to a node is open.
    pub(super) fn look_for_fates(&mut self) {
        let asked = self.flights.values().filter_map(|flight| match &flight.cargo {
            Cargo::Request(id, _) => Some(*id),
            _ => None,
        });
        let under_way: SortedSet<RequestId> = asked.collect();
        // Of one that still waits it is only kept in mind that its request has come to stand somewhere: it may be gone from
        // there when the client gives up.
        let waits = |client: &Client| client.knows == Knows::Waiting && client.fate.is_none();
        let is_sought = |client: &Client| (waits(client) || client.is_open()) && !under_way.contains(&client.id);
        let sought = self.clients.0.iter().filter(|client| is_sought(client));
        let requests: Vec<Unanswered<'_>> = sought
            .map(|client| Unanswered { id: client.id, request: &client.request, before: client.fate.as_ref() })
            .collect();
        if requests.is_empty() {
            return;
        }
        let fates = self.machine.fates(&requests);
        let sought = self.clients.0.iter_mut().filter(|client| is_sought(client));
        for (client, fate) in sought.zip(fates) {
            let waits = waits(client);
            client.fate = fate.filter(|fate| !waits || fate.settled == Settled::Open);
        }
    }

    /// Something has happened: it may have begun, or ended, that clients are served.
    pub(super) fn look_whether_serving(&mut self) {
        let serving = self.machine.serving(self);
        let is_as_before = serving.is_serving == self.spell.serving.is_serving;
        let since = if is_as_before { self.spell.since } else { self.now };
        self.spell = Spell { since, serving };
    }
}
