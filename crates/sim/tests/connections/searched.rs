//! A search of a protocol that uses connections sees what the cluster does, no more and no less, and plays on a stage.

use crate::stream::{Message, PATIENCE, Request, Stream};
use quorate_core::protocol::{Micros, NodeId, Protocol, RequestId};
use quorate_sim::clock::playing::Playing;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::cluster::checked::{Checked, Of};
use quorate_sim::cluster::fingerprint::fingerprint;
use quorate_sim::cluster::step::Step;
use quorate_sim::cluster::{Cluster, Storage};
use quorate_sim::language::replay;
use quorate_sim::language::run::Run;
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::case::{Case, DURABLE};
use quorate_sim::search::reduction::Reduction;
use quorate_sim::search::{Progress, Schedule, Search};
use std::collections::{BTreeSet, VecDeque};

const A: NodeId = NodeId(0);
const B: NodeId = NodeId(1);

/// A calls, and says something as often as is said here.
fn bounds<const CONNECTED: bool>(says: usize) -> Bounds<Stream<CONNECTED>> {
    let call = (vec![A], Request::Call(B));
    let says = std::iter::repeat_n((vec![A], Request::Say), says);
    Bounds { requests: [call].into_iter().chain(says).collect(), ..Bounds::none() }
}

fn cluster<const CONNECTED: bool>(storage: Storage) -> Cluster<Stream<CONNECTED>> {
    let mut cluster = Cluster::booted(PATIENCE, 2);
    cluster.apply(&Step::Storage(storage)).expect("nobody has anything to write");
    cluster
}

fn run<P: Checked>(cluster: Cluster<P>, bounds: Bounds<P>) -> (Option<Schedule<P>>, usize) {
    let mut search = Search::new(cluster, bounds, P::CHECKS, Reduction::none());
    loop {
        match search.run(10_000) {
            Progress::Working => {}
            Progress::Found(schedule) => return (Some(schedule), search.states()),
            Progress::Exhausted => return (None, search.states()),
        }
    }
}

#[test]
fn without_connections_the_search_finds_what_is_overtaken() {
    let (found, _) = run(cluster::<false>(Storage::Synchronous), bounds(2));
    let found = found.expect("the second sentence may come first");
    assert_eq!(found.check, "stream.prefix");
    // It is even enough that a sentence arrives before the call that is to come first.
    assert!(found.steps.len() <= 6, "{:?}", found.steps);
}

#[test]
fn on_connections_all_is_well_whatever_breaks() {
    for storage in [Storage::Synchronous, Storage::Explicit] {
        let bounds = Bounds { breaks: 2, crashes: 1, timeouts: vec![((), 2)], ..bounds(2) };
        let (found, states) = run(cluster::<true>(storage), bounds);
        assert!(found.is_none(), "{storage:?}: {found:?}");
        assert!(states > 1000, "{states}");
    }
}

#[test]
fn a_break_is_tried_only_within_the_bound() {
    let states = |breaks| run(cluster::<true>(Storage::Synchronous), Bounds { breaks, ..bounds(2) }).1;
    let (none, one, two) = (states(0), states(1), states(2));
    // With one request for a connection there is only one to break.
    assert!(none < one && one == two, "{none} {one} {two}");
}

/// How much may happen, besides that messages arrive and nodes restart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Spent {
    timeouts: u8,
    crashes: u8,
    breaks: u8,
    requests: u8,
    retries: u8,
}

/// All states within the bounds, found by nothing but [`Cluster::apply`]: whatever is possible is done.
fn by_hand(first: Cluster<Stream<true>>, bounds: &Bounds<Stream<true>>) -> usize {
    let mut seen = BTreeSet::from([(fingerprint(&first), Spent::default())]);
    let mut waiting = VecDeque::from([(first, Spent::default())]);
    while let Some((cluster, spent)) = waiting.pop_front() {
        let mut steps = Vec::new();
        for (from, to, message) in cluster.network().iter() {
            steps.push((Step::Deliver { from, to, message: *message }, spent));
        }
        for node in [A, B] {
            steps.push((Step::Sync { node }, spent));
            steps.push((Step::Restart { node }, spent));
            steps.push((Step::Crash { node }, Spent { crashes: spent.crashes + 1, ..spent }));
            steps.push((Step::Timeout { node, timer: () }, Spent { timeouts: spent.timeouts + 1, ..spent }));
        }
        steps.push((Step::Break { a: A, b: B }, Spent { breaks: spent.breaks + 1, ..spent }));
        for (place, (_, request)) in (0..=spent.requests).zip(&bounds.requests) {
            let asked = Step::Request { node: A, id: RequestId { client: place.into(), serial: 0 }, request: *request };
            let is_next = place == spent.requests;
            let (requests, retries) = (spent.requests + u8::from(is_next), spent.retries + u8::from(!is_next));
            steps.push((asked, Spent { requests, retries, ..spent }));
        }
        for (step, spent) in steps {
            let most = [bounds.timeouts[0].1, bounds.crashes, bounds.breaks, bounds.retries];
            let spends = [spent.timeouts, spent.crashes, spent.breaks, spent.retries];
            if spends.into_iter().zip(most).any(|(spends, most)| spends > most) {
                continue;
            }
            let is_clean = |node| cluster.storage() == Storage::Synchronous || !cluster.server(node).is_dirty();
            if matches!(step, Step::Sync { node } if cluster.state(node).is_some() && is_clean(node)) {
                continue;
            }
            let mut after = cluster.clone();
            let Ok(applied) = after.apply(&step) else { continue };
            // A request of which nothing comes is not tried.
            let is_idle = matches!(step, Step::Request { .. }) && after == cluster && applied.sent.is_empty();
            if !is_idle && seen.insert((fingerprint(&after), spent)) {
                waiting.push_back((after, spent));
            }
        }
    }
    seen.len()
}

#[test]
fn the_search_sees_as_many_states_as_there_are() {
    for storage in [Storage::Synchronous, Storage::Explicit] {
        for (says, breaks, crashes, timeouts) in [(2, 0, 0, 0), (2, 2, 0, 1), (1, 1, 1, 1), (2, 0, 1, 0)] {
            let bounds = Bounds { breaks, crashes, timeouts: vec![((), timeouts)], ..bounds(says) };
            let states = by_hand(cluster(storage), &bounds);
            let reduced = Reduction::of(&cluster(storage), &bounds);
            for reduction in [Reduction::none(), reduced] {
                let seen = states_of(cluster(storage), bounds.clone(), reduction);
                assert_eq!(seen, states, "{storage:?} {says} {breaks} {crashes} {timeouts}");
            }
        }
    }
}

fn states_of(
    cluster: Cluster<Stream<true>>,
    bounds: Bounds<Stream<true>>,
    reduction: Reduction<Stream<true>>,
) -> usize {
    let mut search = Search::new(cluster, bounds, [], reduction);
    while let Progress::Working = search.run(1000) {}
    search.states()
}

#[test]
fn what_is_on_a_connection_is_never_taken_for_dead() {
    let bounds = bounds(1);
    let mut calling = cluster(Storage::Synchronous);
    let reduction = Reduction::of(&calling, &bounds);
    let id = RequestId { client: 0, serial: 0 };
    calling.apply(&Step::Request { node: A, id, request: Request::Call(B) }).expect("A is up");
    assert_eq!(reduction.essential(&calling), calling);
}

/// A calls, and then nods and speaks in any order: what is on the connection is the same, but not in the same order.
#[test]
fn the_order_on_a_connection_is_a_part_of_the_state() {
    let requests = [Request::Call(B), Request::Nod(B), Request::Say].map(|request| (vec![A], request));
    let bounds = Bounds { requests: requests.into(), retries: 1, timeouts: vec![((), 0)], ..Bounds::none() };
    let states = by_hand(cluster(Storage::Synchronous), &bounds);
    assert_eq!(states_of(cluster(Storage::Synchronous), bounds, Reduction::none()), states);
}

static STREAM: Of<Stream<true>> = Of::new();

/// Disks that write when they are told to.
const CASE: Case<Stream<true>> = Case {
    rule: DURABLE,
    property: "stream.prefix",
    nodes: 3,
    set_up: &[],
    settings: &[],
    before: None,
    bounds: Bounds::none,
};

/// Plays the steps on the stage, and finds each server after each step as it was in the cluster.
fn plays(steps: &[Step<Stream<true>>]) {
    let script = replay::script(&CASE.model(true), &CASE.occurrences(true, steps));
    let run = Run::parse(&[&STREAM], &script, Setup::new(&STREAM, 1, Seed(0)))
        .unwrap_or_else(|error| panic!("{error}\n{script}"));
    let mut timeline = Timeline::replay(run).unwrap_or_else(|error| panic!("{error}\n{script}"));
    let mut cluster = CASE.booted(true);
    let seen = steps.iter().filter(|step| !matches!(step, Step::Lose { .. })).count() as u64;
    let beat = timeline.end().0 / seen;
    let mut nth = 0;
    for step in steps {
        cluster.apply(step).expect("these steps are possible");
        if matches!(step, Step::Lose { .. }) {
            continue;
        }
        nth += 1;
        timeline.seek(Micros(beat * nth));
        for node in cluster.nodes() {
            let played = Playing::<Stream<true>>::of(timeline.present().machine()).expect("this is what is played");
            assert_eq!(
                played.cluster.server(node),
                cluster.server(node),
                "{node} after {step:?}, step {nth} of\n{script}"
            );
        }
    }
}

/// Steps at random, of which each is possible.
fn walk(seed: u64, length: usize) -> Vec<Step<Stream<true>>> {
    let mut cluster = CASE.booted(true);
    let (mut state, mut steps, mut clients) = (seed, Vec::new(), 0);
    let mut below = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    while steps.len() < length {
        let (node, other) = (NodeId(below(3) as u8), NodeId(below(3) as u8));
        let flights: Vec<(NodeId, NodeId, Message)> =
            cluster.network().iter().map(|(from, to, message)| (from, to, *message)).collect();
        let step = match below(14) {
            0..5 if !flights.is_empty() => {
                let (from, to, message) = flights[below(flights.len())];
                Step::Deliver { from, to, message }
            }
            kind @ 5..9 if node != other => {
                let id = RequestId { client: clients, serial: 0 };
                let request = if kind == 5 { Request::Call(other) } else { Request::Say };
                Step::Request { node, id, request }
            }
            9 => Step::Timeout { node, timer: () },
            10 => Step::Sync { node },
            11 => Step::Break { a: node, b: other },
            12 => Step::Crash { node },
            13 => Step::Restart { node },
            _ => continue,
        };
        if matches!(step, Step::Sync { node } if !cluster.server(node).is_dirty()) {
            continue;
        }
        if cluster.apply(&step).is_ok() {
            clients += u16::from(matches!(step, Step::Request { .. }));
            steps.push(step);
        }
    }
    steps
}

#[test]
fn what_happens_on_connections_plays_on_the_stage() {
    let (mut breaks, mut crashes) = (0, 0);
    for seed in 0..60 {
        let steps = walk(seed, 40);
        breaks += steps.iter().filter(|step| matches!(step, Step::Break { .. })).count();
        crashes += steps.iter().filter(|step| matches!(step, Step::Crash { .. })).count();
        plays(&steps);
    }
    assert!(breaks > 20 && crashes > 20, "{breaks} {crashes}");
}

#[test]
fn what_a_search_finds_with_breaks_names_them() {
    let bounds = Bounds { breaks: 1, ..bounds(1) };
    const NEVER_CUT_OFF: &quorate_sim::cluster::check::Check<Stream<true>> = &quorate_sim::cluster::check::Check {
        id: "stream.never-cut-off",
        number: "none",
        look: |transition| {
            let said = transition.after.up().any(|(_, state)| state.said == 1);
            let cut_off = said && transition.after.network().iter().all(|(_, _, message)| *message == Message::Chat);
            let heard = transition.after.up().any(|(_, state)| state.total > 0);
            if cut_off && !heard { Err(quorate_sim::cluster::check::Violation(Vec::new())) } else { Ok(()) }
        },
    };
    let mut search = Search::new(cluster(Storage::Synchronous), bounds, [NEVER_CUT_OFF], Reduction::none());
    let found = loop {
        match search.run(100) {
            Progress::Working => {}
            Progress::Found(found) => break found,
            Progress::Exhausted => panic!("a connection can break"),
        }
    };
    assert_eq!(found.steps.len(), 3);
    assert!(found.steps.contains(&Step::Break { a: A, b: B }), "{:?}", found.steps);
}

#[test]
fn a_protocol_without_connections_has_none_to_break() {
    fn connects<P: Protocol>() -> bool {
        P::CONNECTS
    }
    assert!(!connects::<quorate_core::raft::Raft>() && !connects::<quorate_core::paxos::Paxos>());
}
