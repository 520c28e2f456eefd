//! A reply says by itself what it answers, so that a late one does no harm (`raft::message`). Here messages are late by many
//! elections, some come twice, and leaders come again: by then an answer meets another leadership of the server that asked.
//! Everybody who takes itself for a leader is asked to read, and no promise may break.

use quorate_core::protocol::{Micros, NodeId, Span};
use quorate_sim::clock::command::{Command, Timed};
use quorate_sim::clock::conditions;
use quorate_sim::clock::flight::{Cargo, End, Landing};
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::record::{Band, Happened, Listener};
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::simulation::Simulation;
use quorate_sim::cluster::setting::Value;
use quorate_sim::language::run;
use quorate_sim::registry::vocabulary;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// Always the same ones.
const RUNS: u64 = 1000;
/// What happens to a cluster in one of them.
const ACTS: u64 = 60;

/// Nobody listens.
struct Deaf;

impl Listener for Deaf {
    fn happened(&mut self, _: Happened) {}
    fn landed(&mut self, _: Landing) {}
    fn reign(&mut self, _: Band) {}
}

fn cluster(draw: &mut Pcg64Mcg) -> Setup {
    let nodes = [3, 3, 3, 4, 5][draw.random_range(0..5)];
    let mut setup = Setup::new(vocabulary("raft").expect("there is Raft"), nodes, Seed(draw.random_range(0..1 << 32)));
    let on = |name| Command::Tune(name, Value::Switch(true));
    setup.settings.push(on("read-index"));
    for name in ["pre-vote", "check-quorum", "lease-read", "batching", "no-op", "conflict-hint"] {
        if draw.random_bool(0.4) {
            setup.settings.push(on(name));
        }
    }
    let world = |name| conditions::SETTINGS.iter().find(|it| it.name == name).expect("there is this setting");
    let latency = Span::from_ms(1, draw.random_range(1..30));
    setup.settings.push(Command::World(world("latency"), Value::Span(latency)));
    setup
}

/// What may happen to it.
#[derive(Clone, Copy)]
enum Act {
    /// All that is under way between two servers, or all that one of them has sent, takes up to two seconds longer.
    Stall,
    Duplicate,
    /// Whoever leads boots anew and stands for election at once.
    Return,
    /// Whoever leads is cut off, and somebody else loses patience.
    Depose,
    Heal,
    Write,
    /// Somebody who takes itself for a leader is asked.
    Read,
}

const ACTS_DRAWN: [Act; 12] = [
    Act::Stall,
    Act::Stall,
    Act::Duplicate,
    Act::Return,
    Act::Depose,
    Act::Heal,
    Act::Write,
    Act::Write,
    Act::Read,
    Act::Read,
    Act::Read,
    Act::Read,
];

fn pick<T: Copy>(draw: &mut Pcg64Mcg, items: &[T]) -> Option<T> {
    (!items.is_empty()).then(|| items[draw.random_range(0..items.len())])
}

impl Act {
    fn commands(self, simulation: &Simulation, draw: &mut Pcg64Mcg) -> Vec<Command> {
        let nodes: Vec<NodeId> = simulation.nodes().collect();
        let leader = simulation.machine().reign().and_then(|reign| reign.leader).unwrap_or(nodes[0]);
        let timer = simulation.vocabulary().impatience();
        match self {
            Self::Stall => {
                let slow = if draw.random_bool(0.5) { leader } else { nodes[draw.random_range(0..nodes.len())] };
                let other = draw.random_bool(0.5).then(|| nodes[draw.random_range(0..nodes.len())]);
                let is_slow =
                    |from: End, to: End| from == End::Node(slow) && other.is_none_or(|it| to == End::Node(it));
                let stalled = simulation.flights().iter().filter(|(_, flight)| is_slow(flight.from, flight.to));
                stalled.map(|(id, _)| Command::Delay(*id, Micros::from_ms(draw.random_range(1..2000)))).collect()
            }
            Self::Duplicate => {
                let messages = simulation.flights().iter().filter(|(_, it)| matches!(it.cargo, Cargo::Message(_)));
                let messages: Vec<_> = messages.map(|(id, _)| *id).collect();
                pick(draw, &messages).map(Command::Duplicate).into_iter().collect()
            }
            Self::Return => vec![Command::Crash(leader), Command::Restart(leader), Command::Timeout(leader, timer)],
            Self::Depose => {
                let others: Vec<NodeId> = nodes.iter().copied().filter(|node| *node != leader).collect();
                let successor = pick(draw, &others).expect("there are others");
                vec![Command::Partition(vec![vec![leader], others]), Command::Timeout(successor, timer)]
            }
            Self::Heal => vec![Command::Heal],
            Self::Write => vec![Command::Request(Some(leader), format!("SET x {}", draw.random_range(0..1000)))],
            Self::Read => {
                let role = |node: NodeId| simulation.machine().attribute(node, "role", None);
                let lead: Vec<NodeId> =
                    nodes.into_iter().filter(|node| role(*node).as_deref() == Some("leader")).collect();
                pick(draw, &lead).map(|node| Command::Request(Some(node), "GET x".into())).into_iter().collect()
            }
        }
    }
}

#[test]
fn an_answer_that_is_late_by_many_elections_breaks_no_promise() {
    for seed in 0..RUNS {
        let mut draw = Pcg64Mcg::seed_from_u64(seed);
        let setup = cluster(&mut draw);
        let mut simulation = setup.clone().start(&mut Deaf);
        let mut commands = Vec::new();
        for _ in 0..ACTS {
            let to = Micros(simulation.now().0 + draw.random_range(1..100_000));
            while simulation.next_at().is_some_and(|at| at <= to) {
                simulation.step(&mut Deaf);
            }
            simulation.wait_until(to);
            let broken = simulation.broken().iter().position(Option::is_some);
            if let Some(check) = broken {
                let check = simulation.vocabulary().checks()[check].id;
                panic!("run {seed}: {check}\n{}", run::text(&setup, &commands, to));
            }
            let act = ACTS_DRAWN[draw.random_range(0..ACTS_DRAWN.len())];
            for command in act.commands(&simulation, &mut draw) {
                // What makes no sense just now is refused.
                if simulation.perform(&command, &mut Deaf).is_ok() {
                    commands.push(Timed { at: to, command });
                }
            }
        }
    }
}
