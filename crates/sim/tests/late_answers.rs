//! A reply says by itself what it answers, so that a late one does no harm (`raft::message`). Here messages are late by many
//! elections, some come twice, and leaders come again: by then an answer meets another leadership of the server that asked.
//! Everybody who takes itself for a leader is asked to read, and no guarantee may break.

use quorate_core::protocol::{Micros, NodeId, Span};
use quorate_sim::clock::client::Knows;
use quorate_sim::clock::command::{Command, TimedCommand};
use quorate_sim::clock::conditions;
use quorate_sim::clock::flight::{Cargo, End, Landing};
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::record::{Band, Happened, Listener};
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::simulation::Simulation;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::cluster::setting::SettingValue;
use quorate_sim::language::run;
use quorate_sim::registry::{self, vocabulary};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

const A: NodeId = NodeId(0);
const B: NodeId = NodeId(1);

/// Always the same ones.
const RUNS: u64 = 1000;
/// What happens to a cluster in one of them.
const ACTS: u64 = 60;

/// Nobody listens.
struct Deaf;

impl Listener for Deaf {
    fn happened(&mut self, _: Happened) {}
    fn landed(&mut self, _: Landing) {}
    fn leadership(&mut self, _: Band) {}
}

fn cluster(draw: &mut Pcg64Mcg) -> Setup {
    let nodes = [3, 3, 3, 4, 5][draw.random_range(0..5)];
    let mut setup = Setup::new(vocabulary("raft").expect("there is Raft"), nodes, Seed(draw.random_range(0..1 << 32)));
    let on = |name| Command::Tune(name, SettingValue::Switch(true));
    setup.settings.push(on("read-index"));
    for name in ["pre-vote", "check-quorum", "lease-read", "batching", "no-op", "conflict-hint"] {
        if draw.random_bool(0.4) {
            setup.settings.push(on(name));
        }
    }
    let world = |name| conditions::SETTINGS.iter().find(|it| it.name == name).expect("there is this setting");
    let latency = Span::from_ms(1, draw.random_range(1..30));
    setup.settings.push(Command::World(world("latency"), SettingValue::Span(latency)));
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
        let leader = simulation.machine().leadership().iter().find_map(|reign| reign.leader).unwrap_or(nodes[0]);
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
fn an_answer_that_is_late_by_many_elections_breaks_no_guarantee() {
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
                    commands.push(TimedCommand { at: to, command });
                }
            }
        }
    }
}

/// Three servers at these settings. A leads from 0 ms on.
struct Stage(Timeline);

impl Stage {
    fn new(settings: &[&str]) -> Self {
        let mut stage = Self(Timeline::new(Setup::new(vocabulary("raft").expect("there is Raft"), 3, Seed(1))));
        stage.at(0, settings);
        stage.at(0, &["timeout A"]);
        stage
    }

    fn at(&mut self, ms: u64, lines: &[&str]) {
        self.0.advance(Micros::from_ms(ms), usize::MAX);
        for line in lines {
            self.0.command(line).unwrap_or_else(|error| panic!("at {ms} ms, {line}: {error}"));
        }
    }

    /// What goes from one to another next comes so much later.
    fn delay(&mut self, from: NodeId, to: End, ms: u64) {
        let next = |stage: &Self| {
            let mut flights = stage.0.present().flights().iter();
            flights.find(|(_, it)| (it.from, it.to) == (End::Node(from), to)).map(|(id, _)| *id)
        };
        let id = loop {
            match next(self) {
                Some(id) => break id,
                None => self.at(self.0.now().0 / 1000 + 1, &[]),
            }
        };
        self.0.perform(Command::Delay(id, Micros::from_ms(ms))).expect("a message may be late");
    }

    /// Whether this has happened.
    fn has_happened(&self, event: &str) -> bool {
        self.0.present().count_of(event) > 0
    }

    /// Whether A leads, and whether it has a lease.
    fn office(&self) -> (bool, bool) {
        let view = registry::picture(self.0.present()).node(A);
        (view.role == "leader", *view.detail.get("lease") == true.into())
    }
}

/// A leads, asks whether it still does, and that is slow; it boots and leads again, and only then gets B's answer, for by then B
/// has voted for it again. When somebody else leads and A has not heard, this is no leave to read.
#[test]
fn a_refusal_of_long_ago_is_no_confirmation() {
    let mut stage = Stage::new(&["read-index on", "no-op on", "client-timeout 5000"]);
    stage.at(150, &["request @A SET x 1"]);
    stage.at(300, &["request @A GET x"]);
    stage.delay(A, End::Node(B), 600);
    stage.at(416, &["crash A", "restart A", "timeout A"]);
    stage.at(1116, &["partition A | B C", "timeout B"]);
    stage.at(1316, &["request @B SET x 2"]);
    stage.at(1516, &["request @A GET x"]);
    stage.at(2000, &[]);
    let client = &stage.0.present().clients().0[0];
    assert_eq!(
        (client.request.as_str(), &client.knows),
        ("GET x", &Knows::Waiting),
        "x is 2, and A holds that it is 1"
    );
    let x = |node| stage.0.present().machine().attribute(node, "state", Some("x"));
    assert_eq!((x(A).as_deref(), x(B).as_deref()), (Some("1"), Some("2")));
    assert!(stage.0.present().broken().iter().all(Option::is_none));
}

/// The same answer comes when nobody hears A and nobody's promise holds any more.
#[test]
fn a_refusal_of_long_ago_is_no_promise() {
    let mut stage = Stage::new(&["lease-read on", "check-quorum on", "no-op on"]);
    stage.at(420, &[]);
    stage.delay(A, End::Node(B), 250);
    stage.at(470, &["crash A", "timer B 5000", "timer C 5000"]);
    stage.at(640, &["restart A", "timeout A"]);
    // B gets it when it has voted for A again, and its answer is slow too.
    while !stage.has_happened("raft.append-refused-old-term") {
        stage.at(stage.0.now().0 / 1000 + 1, &[]);
    }
    stage.delay(B, End::Node(A), 200);
    assert_eq!(stage.office(), (true, true));
    stage.at(stage.0.now().0 / 1000 + 1, &["cut A>B", "cut A>C", "timer B 5000", "timer C 5000"]);
    stage.at(stage.0.now().0 / 1000 + 150, &[]);
    let end = stage.0.now().0 / 1000 + 150;
    while stage.0.now() < Micros::from_ms(end) {
        assert_eq!(stage.office(), (true, false), "at {:?}", stage.0.now());
        stage.at(stage.0.now().0 / 1000 + 1, &[]);
    }
}

/// A no that was long under way is none to what the client has asked for again: it would hold that a command which is carried out
/// is not.
#[test]
fn a_client_that_asks_again_does_not_heed_the_no_of_before() {
    let mut stage = Stage::new(&["forwarding off", "client-timeout 60"]);
    stage.at(150, &["request @B SET x 1"]);
    stage.delay(B, End::Client(0), 70);
    stage.at(220, &["client-timeout 300", "retry c1 @A"]);
    while !stage.has_happened("raft.committed") {
        stage.at(stage.0.now().0 / 1000 + 1, &[]);
    }
    stage.at(400, &[]);
    let Knows::Answer(answer, _) = &stage.0.present().clients().0[0].knows else { panic!("it was answered") };
    assert_eq!(answer.text, "1");
}
