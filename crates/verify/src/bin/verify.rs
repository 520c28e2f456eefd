//! `npm run verify`: what the search finds and exhausts, within which bounds, in what time and memory.
//!
//! For every rule a schedule that breaks a guarantee without it, and none with it; then, with all rules on, everything that can
//! happen within stated bounds, one bound after the other, as far as the time goes; and the register of stateright's example
//! with both checkers. Ends with an error if anything is not as it should be.
//!
//! `npm run verify -- --minutes 10` gives each ladder of bounds ten minutes (the default), on one thread.

use quorate_core::raft::Raft;
use quorate_sim::cluster::Cluster;
use quorate_sim::cluster::checked::Checked;
use quorate_sim::registry::{self, Playable, Visitor};
use quorate_sim::search::Progress;
use quorate_sim::search::case::Case;
use quorate_verify::exhaust::{exhaust_reduced, paxos, slow, two_proposers, two_terms};
use quorate_verify::measure::{Cost, Work, cost, grouped, make_if_asked};
use quorate_verify::{ours, theirs};
use std::process::ExitCode;
use std::time::{Duration, Instant};

const PAXOS: [Work; 5] = [
    ("3 acceptors, 2 proposers × 1 round", |time| exhaust_reduced(paxos(2, 3), two_proposers(0, 0), time)),
    ("3 acceptors, 2 proposers × 1 round; 1 crash", |time| exhaust_reduced(paxos(2, 3), two_proposers(0, 1), time)),
    ("3 acceptors, 2 proposers, one of them 2 rounds", |time| exhaust_reduced(paxos(2, 3), two_proposers(1, 0), time)),
    ("3 acceptors, 2 proposers, one of them 2 rounds; 1 crash", |time| {
        exhaust_reduced(paxos(2, 3), two_proposers(1, 1), time)
    }),
    ("3 acceptors, 2 proposers × 2 rounds; 1 crash", |time| exhaust_reduced(paxos(2, 3), two_proposers(2, 1), time)),
];

const RAFT: [Work; 7] = [
    ("2 elections; 1 crash", |time| exhaust_reduced(raft(), two_terms(2, 0, 1, 0), time)),
    ("1 election, 1 heartbeat, 1 request; 1 crash; disks that take time", |time| {
        exhaust_reduced(slow(raft()), two_terms(1, 1, 1, 1), time)
    }),
    ("2 elections, 1 heartbeat, 1 request", |time| exhaust_reduced(raft(), two_terms(2, 1, 0, 1), time)),
    ("2 elections, 1 request; 1 crash", |time| exhaust_reduced(raft(), two_terms(2, 0, 1, 1), time)),
    ("3 elections, 1 request", |time| exhaust_reduced(raft(), two_terms(3, 0, 0, 1), time)),
    ("2 elections, 2 requests", |time| exhaust_reduced(raft(), two_terms(2, 0, 0, 2), time)),
    ("2 elections, 2 requests; 1 crash", |time| exhaust_reduced(raft(), two_terms(2, 0, 1, 2), time)),
];

/// What is exhausted of each protocol: its name, a title, and one bound after the other.
const LADDERS: [(&str, &str, &[Work]); 2] =
    [("paxos", "Paxos", &PAXOS), ("raft", "Raft, 3 servers, 2 terms; clients ask whoever leads", &RAFT)];

/// The example of stateright, for both checkers.
const REGISTER: [Work; 2] = [("our search", |_| ours::explore(3, 3)), ("stateright 0.31", |_| theirs::explore(3, 3))];
/// What its documentation says.
const REGISTER_STATES: usize = 1_194_428;

fn raft() -> Cluster<Raft> {
    Cluster::booted(Raft::config(3), 3)
}

fn main() -> ExitCode {
    let rungs = LADDERS.iter().flat_map(|(_, _, rungs)| *rungs);
    make_if_asked(&rungs.chain(&REGISTER).copied().collect::<Vec<_>>());
    let words: Vec<String> = std::env::args().skip(1).collect();
    let minutes = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Some(10.0),
        ["--minutes", number] => number.parse::<f64>().ok().filter(|number| *number > 0.0),
        _ => None,
    };
    let Some(minutes) = minutes else {
        eprintln!("usage: npm run verify -- [--minutes N]");
        return ExitCode::FAILURE;
    };
    let patience = Duration::from_secs_f64(minutes * 60.0);
    println!("Without a rule a guarantee breaks, after so many steps; with it none does within the same bounds.");
    let mut rules = Rules { well: true };
    registry::visit(&mut rules);
    let Rules { mut well } = rules;
    println!("\nWith all rules on no guarantee breaks, whatever happens within these bounds.");
    for (_, title, rungs) in LADDERS {
        well &= climb(title, rungs, patience);
    }
    println!("\nThe register over Paxos of stateright's example, 3 clients and 3 servers.");
    for (name, _) in REGISTER {
        well &= measured(name, patience).is_some_and(|cost| cost.extent.states == REGISTER_STATES);
    }
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Each rule of each protocol, off and on: whether all is as it should be.
struct Rules {
    well: bool,
}

impl Visitor for Rules {
    fn visit<P: Playable>(&mut self) {
        self.well &= P::CASES.iter().filter(|case| !rule(case)).count() == 0;
    }
}

fn rule<P: Playable>(case: &Case<P>) -> bool {
    let began = Instant::now();
    let (mut search, mut control) = (case.search(), case.control());
    let (found, sound) = (search.run(usize::MAX), control.run(usize::MAX));
    let said = match (&found, &sound) {
        (Progress::Found(found), Progress::Exhausted) => {
            let before = case.whole(found).len() - found.steps.len();
            let before = if before > 0 { format!("{before} + ") } else { String::new() };
            let steps = format!("{before}{} steps", found.steps.len());
            format!("{steps:>13}{:>11} states; with it {:>8}", grouped(search.states()), grouped(control.states()))
        }
        (Progress::Found(_), other) => format!("✗ with the rule on: {other:?}"),
        (other, _) => format!("✗ not found: {other:?}"),
    };
    let seconds = began.elapsed().as_secs_f64();
    println!("  {:<6}{:<26}{:<29}{said}{seconds:>6.1} s", P::NAME, case.rule, case.property);
    matches!((found, sound), (Progress::Found(_), Progress::Exhausted))
}

/// Climbs until the time is over. Says whether no guarantee broke and at least one rung was exhausted.
fn climb(title: &str, rungs: &[Work], patience: Duration) -> bool {
    println!("{title}");
    let began = Instant::now();
    let mut exhausted = 0;
    for (name, _) in rungs {
        let Some(cost) = measured(name, patience.saturating_sub(began.elapsed())) else { return false };
        if !cost.extent.is_exhausted {
            println!("  … not exhausted in that time; nothing broken so far");
            break;
        }
        exhausted += 1;
    }
    exhausted > 0
}

/// What something costs, in a line.
fn measured(name: &str, patience: Duration) -> Option<Cost> {
    match cost(name, patience) {
        Ok(cost) => {
            println!(
                "  {name:<66}{:>12} states, depth {:>2}{:>8.1} s {:>8.0} states/s {:>4.0} bytes/state",
                grouped(cost.extent.states),
                cost.extent.depth,
                cost.seconds,
                cost.speed(),
                cost.bytes_a_state(),
            );
            Some(cost)
        }
        Err(error) => {
            println!("  ✗ {name}: {error}");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_is_exhausted_of_each_protocol() {
        for name in registry::NAMES {
            let rungs = LADDERS.iter().find(|(protocol, _, _)| protocol == name).map(|(_, _, rungs)| rungs.len());
            assert!(rungs.is_some_and(|rungs| rungs > 0), "nobody has said what of {name} is exhausted");
        }
    }
}
