//! What a search finds, it finds on the stage: the script of a schedule plays its steps and no others, and breaks the promise
//! with the last of them.

use quorate_core::paxos::Paxos;
use quorate_core::protocol::Micros;
use quorate_core::raft::Raft;
use quorate_sim::cluster::Cluster;
use quorate_sim::fingerprint::fingerprint;
use quorate_sim::playable::Playable;
use quorate_sim::random::Seed;
use quorate_sim::registry::vocabulary;
use quorate_sim::script::run::{Run, Setup};
use quorate_sim::search::case::Case;
use quorate_sim::search::{Progress, Schedule, replay};
use quorate_sim::step::Step;
use quorate_sim::timeline::Timeline;

fn found<P: Playable>(case: &Case<P>) -> Schedule<P> {
    let mut search = case.search();
    loop {
        match search.run(10_000) {
            Progress::Working => {}
            Progress::Found(schedule) => return schedule,
            Progress::Exhausted => panic!("{} without {}: nothing found", P::NAME, case.rule),
        }
    }
}

fn played(script: &str) -> Timeline {
    let fallback = Setup::new(vocabulary("raft").expect("there is Raft"), 1, Seed(0));
    let run = Run::parse(script, fallback).unwrap_or_else(|error| panic!("{error}\n{script}"));
    Timeline::replay(run).unwrap_or_else(|error| panic!("{error}\n{script}"))
}

/// The promises that are broken.
fn broken(timeline: &Timeline) -> Vec<&'static str> {
    let checks = timeline.setup().vocabulary.checks().into_iter().zip(timeline.present().broken());
    checks.filter_map(|(check, broken)| broken.as_ref().map(|_| check.id)).collect()
}

/// Each server after each step, as the search saw it.
fn servers<P: Playable>(mut cluster: Cluster<P>, steps: &[Step<P>], timeline: &Timeline) -> Vec<Vec<u64>> {
    // The stage has stretched the lengths of time, which no step depends on.
    let mut config = cluster.config().clone();
    for (setting, value) in P::SETTINGS.iter().zip(timeline.present().machine().values()) {
        (setting.set)(&mut config, value);
    }
    cluster.apply(&Step::Configure(config)).expect("always possible");
    let mut seen = Vec::new();
    for step in steps {
        cluster.apply(step).expect("a schedule that was found can be played");
        if !matches!(step, Step::Lose { .. }) {
            let stamp = |node| {
                let surroundings = P::surroundings(&cluster, node);
                fingerprint(&(cluster.server(node), cluster.config(), surroundings)) as u64
            };
            seen.push(cluster.nodes().map(stamp).collect());
        }
    }
    seen
}

fn check<P: Playable>(case: &Case<P>) {
    let steps = case.whole(&found(case));
    let script = replay::script(&case.prey(false), &case.occurrences(false, &steps));
    let mut timeline = played(&script);
    let end = timeline.end();
    assert!(broken(&timeline).contains(&case.promise), "{script}");
    assert_eq!(timeline.now(), end);

    let expected = servers(case.booted(false), &steps, &timeline);
    let beat = end.0 / expected.len() as u64;
    for (nth, expected) in (1..).zip(&expected) {
        timeline.seek(Micros(beat * nth));
        let machine = timeline.present().machine();
        let servers: Vec<u64> = timeline.present().nodes().map(|node| machine.picture_stamp(node)).collect();
        assert_eq!(&servers, expected, "{} without {}, step {nth}\n{script}", P::NAME, case.rule);
    }
    timeline.seek(Micros(end.0 - 1));
    assert!(!broken(&timeline).contains(&case.promise), "{} without {}, too early\n{script}", P::NAME, case.rule);
}

#[test]
fn what_breaks_raft_plays_on_the_stage() {
    Raft::CASES.iter().for_each(check);
}

#[test]
fn what_breaks_paxos_plays_on_the_stage() {
    Paxos::CASES.iter().for_each(check);
}
