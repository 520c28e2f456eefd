//! §2.4: two proposers can keep outbidding one another, and randomness ends it. Played on a clock of its own.

use crate::cluster::Cluster;
use crate::cluster::step::{Applied, Step};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use quorate_core::paxos::{Config, Paxos, Timer, Value};
use quorate_core::protocol::{Micros, NodeId, RequestId, Span};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// Every message takes this long.
const LATENCY: Micros = Micros::from_ms(10);

/// Three nodes with all roles. A and B are asked for different values at nearly the same time.
struct Duel {
    cluster: Cluster<Paxos>,
    random: Pcg64Mcg,
    /// How many messages of a hundred are lost.
    loss: u32,
    /// What is to come, by time and then in the order in which it was decided.
    agenda: BTreeMap<(Micros, u64), Step<Paxos>>,
    scheduled: u64,
    timers: BTreeMap<(NodeId, Timer), (Micros, u64)>,
}

impl Duel {
    fn new(backoff: Span, seed: u64) -> Self {
        let mut duel = Self {
            cluster: Cluster::booted(Config { backoff, ..Config::new(3) }, 3),
            random: Pcg64Mcg::seed_from_u64(seed),
            loss: 0,
            agenda: BTreeMap::new(),
            scheduled: 0,
            timers: BTreeMap::new(),
        };
        for (client, (node, value, at)) in [(NodeId(0), "X", 0), (NodeId(1), "Y", 5)].into_iter().enumerate() {
            let id = RequestId { client: client as u16, serial: 1 };
            duel.schedule(Micros::from_ms(at), Step::Request { node, id, request: Value::from(value) });
        }
        duel
    }

    fn schedule(&mut self, at: Micros, step: Step<Paxos>) -> (Micros, u64) {
        self.scheduled += 1;
        self.agenda.insert((at, self.scheduled), step);
        (at, self.scheduled)
    }

    /// Plays until nothing is left to happen or the time is over. Gives the highest round, and the values that were learned.
    fn play(&mut self, until: Micros) -> (u64, Vec<Value>) {
        while let Some(((now, _), step)) = self.agenda.pop_first().filter(|((at, _), _)| *at <= until) {
            let applied = self.cluster.apply(&step).expect("only what is possible is on the agenda");
            self.carry_out(now, applied);
        }
        let round = self.cluster.up().map(|(_, state)| state.proposer.round).max();
        let learned = self.cluster.up().filter_map(|(_, state)| Some(state.learner.chosen.as_ref()?.value.clone()));
        (round.expect("all nodes are up"), learned.collect())
    }

    fn carry_out(&mut self, now: Micros, applied: Applied<Paxos>) {
        for (from, to, message) in applied.sent {
            let step = if self.random.random_ratio(self.loss, 100) {
                Step::Lose { from, to, message }
            } else {
                Step::Deliver { from, to, message }
            };
            self.schedule(Micros(now.0 + LATENCY.0), step);
        }
        let Some((node, _)) = applied.touched else { return };
        for (timer, span) in applied.timers {
            if let Some(place) = self.timers.remove(&(node, timer)) {
                self.agenda.remove(&place);
            }
            if let Some(Span { min, max }) = span {
                let length = self.random.random_range(min.0..=max.0);
                let place = self.schedule(Micros(now.0 + length), Step::Timeout { node, timer });
                self.timers.insert((node, timer), place);
            }
        }
    }
}

#[test]
fn two_proposers_that_always_wait_equally_short_outbid_one_another_without_end() {
    let mut duel = Duel::new(Span::from_ms(5, 5), 1);
    let (round, learned) = duel.play(Micros::from_ms(10_000));
    assert!(round > 300, "{round} rounds");
    assert_eq!(learned, []);
}

#[test]
fn two_proposers_that_wait_for_a_random_time_agree_soon() {
    for seed in 0..200 {
        let mut duel = Duel::new(Config::new(3).backoff, seed);
        let (round, learned) = duel.play(Micros::from_ms(2_000));
        assert!(round <= 8, "seed {seed}: {round} rounds");
        assert!(learned.len() == 3 && learned.iter().all(|value| *value == learned[0]), "seed {seed}: {learned:?}");
    }
}

/// "If a value has been chosen, then a process can eventually learn the value" (§2.1), also C, whom no client asks.
#[test]
fn everybody_learns_although_one_message_in_three_is_lost() {
    for seed in 0..200 {
        let mut duel = Duel::new(Config::new(3).backoff, seed);
        duel.loss = 33;
        let (_, learned) = duel.play(Micros::from_ms(20_000));
        assert!(learned.len() == 3 && learned.iter().all(|value| *value == learned[0]), "seed {seed}: {learned:?}");
    }
}
