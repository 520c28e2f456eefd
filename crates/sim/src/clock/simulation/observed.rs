//! What is looked at when something has happened: who leads, whether clients are served, what became of their requests.

use super::Simulation;
use crate::clock::client::Knows;
use crate::clock::fate::Settled;
use crate::clock::flight::Cargo;
use crate::clock::mark::Leadership;
use crate::clock::record::{Band, Listener};
use crate::clock::serving::Spell;

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
        let flights = &self.flights;
        let is_under_way =
            |id| flights.values().any(|flight| matches!(&flight.cargo, Cargo::Request(other, _) if *other == id));
        for client in &mut self.clients.0 {
            // Of one that still waits it is only kept in mind that its request has come to stand somewhere: it may be gone from
            // there when the client gives up.
            let waits = client.knows == Knows::Waiting && client.fate.is_none();
            if (waits || client.is_open()) && !is_under_way(client.id) {
                let fate = self.machine.fate(client.id, &client.request, client.fate.as_ref());
                client.fate = fate.filter(|fate| !waits || fate.settled == Settled::Open);
            }
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
