//! What a search finds, it finds on the stage: the script of a schedule plays its steps and no others, and breaks the property
//! with the last of them.

use quorate_core::protocol::{Micros, NodeId, RequestId};
use quorate_core::raft::Raft;
use quorate_sim::clock::playing::Playing;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::cluster::step::Step;
use quorate_sim::language::replay;
use quorate_sim::language::run::Run;
use quorate_sim::registry::{self, ALL, Playable, Visitor, vocabulary};
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::case::Case;
use quorate_sim::search::{Progress, Schedule};

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
    let run = Run::parse(ALL, script, fallback).unwrap_or_else(|error| panic!("{error}\n{script}"));
    Timeline::replay(run).unwrap_or_else(|error| panic!("{error}\n{script}"))
}

/// The properties that are broken.
fn broken(timeline: &Timeline) -> Vec<&'static str> {
    let checks = timeline.setup().vocabulary.checks().into_iter().zip(timeline.present().broken());
    checks.filter_map(|(check, broken)| broken.as_ref().map(|_| check.id)).collect()
}

/// Whether the step has an instant of its own on a stage.
fn is_seen<P: Playable>(case: &Case<P>, step: &Step<P>) -> bool {
    let is_newcomer = |node: NodeId| node.0 >= case.nodes;
    match step {
        Step::Lose { .. } | Step::Install { .. } => false,
        Step::Restart { node } => !is_newcomer(*node),
        _ => true,
    }
}

/// Plays the steps on the stage, and finds each server after each step as it was in the cluster.
fn plays<P: Playable>(case: &Case<P>, steps: &[Step<P>]) -> Timeline {
    let script = replay::script(&case.model(false), &case.occurrences(false, steps));
    let mut timeline = played(&script);
    let mut cluster = case.booted(false);
    // The stage has stretched the lengths of time, which no step depends on.
    let mut config = cluster.config().clone();
    for (setting, value) in P::SETTINGS.iter().zip(timeline.present().machine().values()) {
        (setting.set)(&mut config, value);
    }
    cluster.apply(&Step::Configure(config)).expect("always possible");
    let beat = timeline.end().0 / steps.iter().filter(|step| is_seen(case, step)).count() as u64;
    let mut nth = 0;
    for step in steps {
        cluster.apply(step).expect("a schedule that was found can be played");
        if is_seen(case, step) {
            nth += 1;
            timeline.seek(Micros(beat * nth));
            let played = Playing::<P>::of(timeline.present().machine()).expect("it plays this protocol");
            for node in cluster.nodes() {
                let (found, expected) = (played.cluster.server(node), cluster.server(node));
                assert_eq!(found, expected, "{node} after {step:?}, step {nth} of\n{script}");
            }
            assert_eq!(played.cluster.config(), cluster.config());
        }
    }
    timeline
}

fn check<P: Playable>(case: &Case<P>) {
    let what = (P::NAME, case.rule, case.property);
    let mut timeline = plays(case, &case.whole(&found(case)));
    let end = timeline.end();
    assert!(broken(&timeline).contains(&case.property), "{what:?}\n{}", timeline.script());
    timeline.seek(Micros(end.0 - 1));
    assert!(!broken(&timeline).contains(&case.property), "too early: {what:?}\n{}", timeline.script());
}

/// Of every protocol.
#[test]
fn what_breaks_it_plays_on_the_stage() {
    struct All(Vec<&'static str>);
    impl Visitor for All {
        fn visit<P: Playable>(&mut self) {
            P::CASES.iter().for_each(check);
            self.0.push(P::NAME);
        }
    }
    let mut all = All(Vec::new());
    registry::visit(&mut all);
    assert_eq!(all.0, registry::NAMES);
}

const A: NodeId = NodeId(0);
const B: NodeId = NodeId(1);
const C: NodeId = NodeId(2);
const D: NodeId = NodeId(3);

const THREE: Case<Raft> = Case {
    rule: "majority",
    property: "raft.election-safety",
    nodes: 3,
    set_up: &[],
    settings: &[],
    before: None,
    bounds: Bounds::none,
};

#[test]
fn a_newcomer_comes_with_the_order_that_names_it() {
    let mut prelude = THREE.prelude(false);
    prelude.timeout(A).among(&[A, B]).lose();
    prelude.step(Step::Install { node: D, disk: None }).step(Step::Restart { node: D });
    prelude.request(A, "add D").among(&[A, B, D]).request(B, "remove D");
    let script = plays(&THREE, &prelude.steps).script();
    assert!(script.contains(" add D @A\n") && script.contains(" remove D @B\n"), "{script}");
}

#[test]
fn who_asks_again_is_the_same_client() {
    let mut prelude = THREE.prelude(false);
    prelude.timeout(A).among(&[A, B]).request(B, "SET x 1").request(A, "SET x 2").among(&[A, C]);
    let again = prelude.steps.iter().rev().find_map(|step| match step {
        Step::Request { id, request, .. } => Some((*id, request.clone())),
        _ => None,
    });
    let (id, request) = again.expect("two were asked");
    assert_eq!(id, RequestId { client: 1, serial: 0 });
    prelude.step(Step::Request { node: A, id, request }).among(&[A, B, C]);
    let script = plays(&THREE, &prelude.steps).script();
    assert!(script.contains(" retry c2 @A\n"), "{script}");
}
