//! How fast the search is, and how much memory it takes: beside the `stateright` crate on the same models, in the same run,
//! on one thread. Neither takes nodes that are alike for one another.

use quorate_core::paxos::{Paxos, Value};
use quorate_core::protocol::NodeId;
use quorate_sim::cluster::Cluster;
use quorate_sim::cluster::checked::Checked;
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::reduction::Reduction;
use quorate_verify::exhaust::{Extent, exhaust, paxos};
use quorate_verify::measure::{Cost, Work, cost, grouped, make_if_asked};
use quorate_verify::model::Bounded;
use quorate_verify::{ours, theirs};
use std::process::ExitCode;
use std::time::Duration;

/// How often each is measured.
const ROUNDS: usize = 3;

fn model() -> (Cluster<Paxos>, Bounds<Paxos>) {
    let requests = [(0, "x"), (1, "y")].map(|(node, value)| (vec![NodeId(node)], Value::from(value)));
    (paxos(2, 3), Bounds { requests: requests.into(), ..Bounds::none() })
}

fn search(patience: Duration) -> Extent {
    let (cluster, bounds) = model();
    exhaust(cluster, bounds, Reduction::none(), patience)
}

fn checker(_: Duration) -> Extent {
    let (cluster, bounds) = model();
    let (extent, broken) = Bounded { cluster, bounds, checks: Paxos::CHECKS, reduction: Reduction::none() }.explore();
    assert_eq!(broken, None);
    extent
}

/// The models, and for each our search and the other checker.
const MODELS: [(&str, [Work; 2]); 2] = [
    (
        "register over Paxos, the example of stateright: 3 clients, 3 servers, linearizable",
        [("register ours", |_| ours::explore(3, 3)), ("register theirs", |_| theirs::explore(3, 3))],
    ),
    ("our Paxos: 2 proposers, 3 acceptors, all checks", [("paxos ours", search), ("paxos theirs", checker)]),
];

fn main() -> ExitCode {
    make_if_asked(&MODELS.map(|(_, both)| both).concat());
    println!("median of {ROUNDS} rounds, one thread; states a second, bytes a state");
    for (title, both) in MODELS {
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            match both.map(|(name, _)| cost(name, Duration::MAX)) {
                [Ok(ours), Ok(theirs)] if ours.extent == theirs.extent => rounds.push((ours, theirs)),
                other => {
                    println!("not measured: {other:?}");
                    return ExitCode::FAILURE;
                }
            }
        }
        let speed = |which: fn(&(Cost, Cost)) -> Cost| median(rounds.iter().map(|round| which(round).speed()));
        let bytes = |which: fn(&(Cost, Cost)) -> Cost| median(rounds.iter().map(|round| which(round).bytes_a_state()));
        println!("{title}: {} states", grouped(rounds[0].0.extent.states));
        println!("  quorate-sim      {:>9.0} {:>6.0}", speed(|it| it.0), bytes(|it| it.0));
        println!("  stateright 0.31  {:>9.0} {:>6.0}", speed(|it| it.1), bytes(|it| it.1));
        let ratio = median(rounds.iter().map(|(ours, theirs)| ours.speed() / theirs.speed()));
        println!("  ours is {ratio:.2} times as fast");
    }
    ExitCode::SUCCESS
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
