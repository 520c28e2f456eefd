//! `npm run verify`: for every rule a schedule that breaks a promise without it; then, with all rules on, everything that can
//! happen within stated bounds, one bound after the other, as far as the time goes.
//!
//! `npm run verify -- --minutes 10` gives each ladder of bounds ten minutes (the default), on one thread.

use quorate_core::kv::Command;
use quorate_core::paxos::{self, Paxos};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{self, Raft};
use quorate_sim::cluster::{Cluster, Storage};
use quorate_sim::playable::Playable;
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::{Progress, Search};
use quorate_sim::step::Step;
use quorate_verify::exhaust::paxos as paxos_cluster;
use quorate_verify::measure::grouped;
use quorate_verify::{ours, theirs};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// States between two looks at the clock.
const SLICE: usize = 20_000;

/// Bounds, and how a person calls them.
struct Rung<P: Playable> {
    name: &'static str,
    cluster: Cluster<P>,
    bounds: Bounds<P>,
}

/// Finds for each case of a protocol what breaks. Says whether it did.
fn break_all<P: Playable>() -> bool {
    let mut all_broken = true;
    for case in P::CASES {
        let began = Instant::now();
        let mut search = case.search();
        let found = match search.run(usize::MAX) {
            Progress::Found(found) => format!("{} steps break {}", found.steps.len(), found.check),
            Progress::Working | Progress::Exhausted => {
                all_broken = false;
                "NOTHING FOUND".into()
            }
        };
        let seconds = began.elapsed().as_secs_f64();
        println!("  {} without {}: {found}, {} states, {seconds:.1} s", P::NAME, case.rule, grouped(search.states()));
    }
    all_broken
}

/// Climbs until the time is over. Says whether no promise broke and at least one rung was exhausted.
fn climb<P: Playable>(title: &str, rungs: Vec<Rung<P>>, patience: Duration) -> bool {
    println!("{title}");
    let began = Instant::now();
    let mut exhausted = 0;
    for Rung { name, cluster, bounds } in rungs {
        let symmetry = P::symmetry(&cluster, &bounds);
        let mut search = Search::new(cluster, bounds, P::CHECKS, symmetry);
        let start = Instant::now();
        let verdict = loop {
            match search.run(SLICE) {
                Progress::Exhausted => break "exhausted",
                Progress::Found(found) => {
                    println!("  {name}: {} IS BROKEN\n{found:#?}", found.check);
                    return false;
                }
                Progress::Working if began.elapsed() > patience => break "not exhausted, no promise broken so far",
                Progress::Working => {}
            }
        };
        let (states, seconds) = (search.states(), start.elapsed().as_secs_f64());
        let speed = states as f64 / seconds;
        println!(
            "  {name}: {verdict}; {} states, depth {}, {seconds:.1} s, {speed:.0} states/s",
            grouped(states),
            search.depth()
        );
        if verdict != "exhausted" {
            break;
        }
        exhausted += 1;
    }
    exhausted > 0
}

fn raft_rungs() -> Vec<Rung<Raft>> {
    let anybody: Vec<NodeId> = [0, 1, 2].map(NodeId).into();
    let rung = |name, elections, heartbeats, requests: i64, crashes, storage| {
        let mut cluster = Cluster::booted(Raft::config(3), 3);
        cluster.apply(&Step::Storage(storage)).expect("nothing waits to be written");
        let requests = (1..=requests).map(|value| (anybody.clone(), Command::Set("x".into(), value).into()));
        let bounds = Bounds {
            timeouts: vec![(raft::Timer::Election, elections), (raft::Timer::Heartbeat, heartbeats)],
            crashes,
            requests: requests.collect(),
            within: Some(|server: &Raft| server.current_term <= 2),
            ..Bounds::none()
        };
        Rung { name, cluster, bounds }
    };
    let sync = Storage::Synchronous;
    vec![
        rung("1 election, 1 request", 1, 0, 1, 0, sync),
        rung("1 election, 1 heartbeat, 1 request", 1, 1, 1, 0, sync),
        rung("2 elections (2 terms), no request", 2, 0, 0, 0, sync),
        rung("2 elections (2 terms), no request, 1 crash", 2, 0, 0, 1, sync),
        rung("1 election, 1 request, 1 crash, disks that take time", 1, 0, 1, 1, Storage::Explicit),
        rung("2 elections (2 terms), 1 request", 2, 0, 1, 0, sync),
        rung("2 elections (2 terms), 1 request, 1 crash", 2, 0, 1, 1, sync),
        rung("2 elections (2 terms), 2 requests, 1 crash", 2, 0, 2, 1, sync),
    ]
}

fn paxos_rungs() -> Vec<Rung<Paxos>> {
    let requests = [(0, "x"), (1, "y")].map(|(node, value)| (vec![NodeId(node)], paxos::Value::from(value)));
    let rung = |name, retries, crashes| {
        let bounds = Bounds {
            timeouts: vec![(paxos::Timer::Retry, retries)],
            crashes,
            requests: requests.to_vec(),
            within: Some(|node: &Paxos| node.proposer.round <= 2),
            ..Bounds::none()
        };
        Rung { name, cluster: paxos_cluster(2, 3), bounds }
    };
    vec![
        rung("3 acceptors, 2 proposers × 1 round", 0, 0),
        rung("3 acceptors, 2 proposers × 1 round, 1 crash", 0, 1),
        rung("3 acceptors, 2 proposers, one of them 2 rounds", 1, 0),
        rung("3 acceptors, 2 proposers, one of them 2 rounds, 1 crash", 1, 1),
        rung("3 acceptors, 2 proposers × 2 rounds, 1 crash", 2, 1),
    ]
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let minutes = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => 10.0,
        ["--minutes", number] if number.parse::<f64>().is_ok_and(|number| number > 0.0) => {
            number.parse().expect("it was just read")
        }
        _ => {
            eprintln!("usage: npm run verify -- [--minutes N]");
            return ExitCode::FAILURE;
        }
    };
    let patience = Duration::from_secs_f64(minutes * 60.0);
    println!("Without a rule a promise breaks:");
    let mut well = break_all::<Paxos>() & break_all::<Raft>();
    println!("With all rules on none does, whatever happens within these bounds:");
    well &= climb("Paxos", paxos_rungs(), patience);
    well &= climb("Raft, 3 servers", raft_rungs(), patience);
    println!("The register over Paxos of stateright's example, 3 clients and 3 servers:");
    let both = (ours::explore(3, 3), theirs::explore(3, 3));
    println!("  {} states for our search, {} for stateright", grouped(both.0), grouped(both.1));
    well &= both == (1_194_428, 1_194_428);
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
