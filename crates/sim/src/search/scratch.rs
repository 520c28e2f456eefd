//! The one state that is gone on from, put together so that the checks can look at what comes of it.

use super::bounds::Spent;
use super::parts::Collection;
use super::reactions::{Choice, Reaction};
use super::state::State;
use crate::cluster::check::{Check, Transition, Violation};
use crate::cluster::step::Applied;
use crate::cluster::{Cluster, Exchange, History};
use alloc::vec::Vec;
use core::mem;
use quorate_core::protocol::{Links, NodeId, Protocol};

/// What lies about while a state is gone on from. Kept from state to state for its memory.
#[derive(Debug)]
pub(super) struct Scratch<P: Protocol> {
    /// The state, …
    pub(super) state: State,
    /// … as the checks want to see it, …
    pub(super) cluster: Cluster<P>,
    /// … with these facts and this history, by number.
    facts: Vec<u32>,
    said: Vec<u32>,
    /// What can happen in it.
    pub(super) choices: Vec<(Choice, Spent)>,
    /// The ends of the connections that end by one of those: where they sit then, …
    pub(super) cut_off: Vec<(NodeId, u32)>,
    /// … what came of it, …
    pub(super) after: State,
    /// … and its fingerprint under each renaming.
    pub(super) sums: Vec<u128>,
}

impl<P: Protocol> Scratch<P> {
    pub(super) fn new(state: State, cluster: Cluster<P>) -> Self {
        let (facts, said) = (state.facts.clone(), state.said.clone());
        let after = State::default();
        Self { state, cluster, facts, said, choices: Vec::new(), cut_off: Vec::new(), after, sums: Vec::new() }
    }

    /// Puts the state together.
    pub(super) fn lay_out(&mut self, parts: &Collection<P>) {
        let Self { state, cluster, facts, said, .. } = self;
        for (server, seat) in cluster.servers.iter_mut().zip(&state.seats) {
            server.clone_from(&parts.seats.get(*seat).server);
        }
        cluster.network = Default::default();
        for letter in state.letters.iter().chain(&state.queues) {
            let (from, to, message) = parts.letters.get(*letter);
            cluster.network.insert(P::links(message), *from, *to, message.clone());
        }
        // From one state to the next there is seldom news.
        if *facts != state.facts {
            facts.clone_from(&state.facts);
            cluster.facts = Default::default();
            for fact in &state.facts {
                cluster.facts.insert(parts.facts.get(*fact).clone());
            }
        }
        if *said != state.said {
            said.clone_from(&state.said);
            cluster.history = Default::default();
            tell(&mut cluster.history, said, parts);
        }
    }

    /// Does what was chosen.
    pub(super) fn take_effect(&mut self, choice: Choice, spent: Spent, it: &Reaction<P>, parts: &Collection<P>) {
        let Self { state, after, cut_off, .. } = self;
        after.copy_from(state);
        after.spent = spent;
        match choice {
            Choice::Deliver { letter } if parts.travels(letter) == Links::Connection => after.unqueue(letter),
            Choice::Deliver { letter } | Choice::Lose { letter } => after.receive(letter),
            _ => {}
        }
        if !it.ended.is_empty() {
            let is_gone = |(from, to)| it.ended.iter().any(|end| *end == (from, to) || *end == (to, from));
            after.queues.retain(|letter| !is_gone(parts.link(*letter)));
            cut_off.iter().for_each(|(node, seat)| after.seats[usize::from(node.0)] = *seat);
        }
        if let Some(seat) = it.after {
            let node = parts.seats.get(seat).node;
            after.seats[usize::from(node.0)] = seat;
            after.letters.retain(|letter| parts.letters.get(*letter).1 != node || !parts.is_dead(*letter, seat));
        }
        for letter in it.sent.iter().copied() {
            if parts.travels(letter) == Links::Connection {
                after.queue(letter, |letter| parts.link(letter));
                continue;
            }
            let seat = after.seats[usize::from(parts.letters.get(letter).1.0)];
            if !parts.is_dead(letter, seat) {
                after.send(letter);
            }
        }
        it.facts.iter().for_each(|fact| after.remember(*fact));
        after.said.extend(&it.said);
    }

    /// Looks at the properties as things stand after what was chosen; then all is laid out as before.
    pub(super) fn look(
        &mut self,
        checks: &[&'static Check<P>],
        choice: Choice,
        it: &Reaction<P>,
        parts: &Collection<P>,
    ) -> Option<(&'static str, Violation)> {
        let Self { state, cluster, cut_off, .. } = self;
        let network = (P::CONNECTS || matches!(choice, Choice::Lose { .. })).then(|| cluster.network.clone());
        let seat = it.after.map(|seat| parts.seats.get(seat));
        let place = seat.map(|seat| usize::from(seat.node.0));
        let server = seat.map(|seat| mem::replace(&mut cluster.servers[usize::from(seat.node.0)], seat.server.clone()));
        let received = match choice {
            Choice::Deliver { letter } => Some(parts.letters.get(letter)),
            _ => None,
        };
        let gone = if let Choice::Lose { letter } = choice { Some(parts.letters.get(letter)) } else { received };
        if let Some((from, to, message)) = gone {
            cluster.network.remove(P::links(message), *from, *to, message);
        }
        let mut others = Vec::new();
        for (node, seat) in cut_off {
            let place = usize::from(node.0);
            let server = parts.seats.get(*seat).server.clone();
            others.push((place, mem::replace(&mut cluster.servers[place], server)));
        }
        for (a, b) in &it.ended {
            cluster.network.disconnect(*a, *b).for_each(drop);
        }
        for (from, to, message) in &it.applied.sent {
            cluster.network.insert(P::links(message), *from, *to, message.clone());
        }
        let is_known = |fact: &u32| state.facts.binary_search(fact).is_ok();
        let applied = it.facts.iter().any(is_known).then(|| {
            let recorded = it.applied.facts.iter().zip(&it.facts).filter(|(_, fact)| !is_known(fact));
            Applied { facts: recorded.map(|(fact, _)| fact.clone()).collect(), ..it.applied.clone() }
        });
        let applied = applied.as_ref().unwrap_or(&it.applied);
        let facts = (!applied.facts.is_empty()).then(|| cluster.facts.clone());
        for fact in &applied.facts {
            cluster.facts.insert(fact.clone());
        }
        let history = (!it.said.is_empty()).then(|| cluster.history.clone());
        tell(&mut cluster.history, &it.said, parts);
        let transition = Transition { after: cluster, applied };
        let broken = checks.iter().find_map(|check| Some((check.id, (check.look)(&transition).err()?)));

        facts.into_iter().for_each(|facts| cluster.facts = facts);
        history.into_iter().for_each(|history| cluster.history = history);
        if let Some(network) = network {
            cluster.network = network;
        } else {
            for (from, to, message) in &it.applied.sent {
                cluster.network.remove(Links::Datagram, *from, *to, message);
            }
            if let Some((from, to, message)) = received {
                cluster.network.insert(Links::Datagram, *from, *to, message.clone());
            }
        }
        for (place, server) in others.into_iter().rev() {
            cluster.servers[place] = server;
        }
        if let (Some(place), Some(server)) = (place, server) {
            cluster.servers[place] = server;
        }
        broken
    }
}

/// Goes on with a history.
fn tell<P: Protocol>(history: &mut History<P>, said: &[u32], parts: &Collection<P>) {
    for line in said {
        let (id, what) = parts.said.get(*line).clone();
        history.insert(Exchange { place: history.len() as u32, id, what });
    }
}
