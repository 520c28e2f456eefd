//! What is done to a cluster while it runs: faults, requests, and changes of every setting.

use crate::draw::Draw;
use crate::setup::{Dial, LONGEST};
use quorate_core::protocol::{Micros, NodeId};
use quorate_sim::flight::MessageId;
use quorate_sim::script::command::{Command, Link};
use quorate_sim::simulation::Simulation;

/// The kinds of act.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Crash,
    Restart,
    Cut,
    Mend,
    Partition,
    Heal,
    Request,
    Timeout,
    Sync,
    Align,
    Spread,
    Drop,
    Duplicate,
    Delay,
    Turn,
}

/// Each as often as it stands here.
const KINDS: &[Kind] = &[
    Kind::Crash,
    Kind::Crash,
    Kind::Crash,
    Kind::Restart,
    Kind::Restart,
    Kind::Restart,
    Kind::Restart,
    Kind::Cut,
    Kind::Cut,
    Kind::Mend,
    Kind::Partition,
    Kind::Partition,
    Kind::Heal,
    Kind::Heal,
    Kind::Request,
    Kind::Request,
    Kind::Request,
    Kind::Request,
    Kind::Request,
    Kind::Request,
    Kind::Timeout,
    Kind::Timeout,
    Kind::Sync,
    Kind::Align,
    Kind::Spread,
    Kind::Drop,
    Kind::Drop,
    Kind::Duplicate,
    Kind::Delay,
    Kind::Delay,
    Kind::Turn,
];

/// Names and values are few, so that requests meet.
const NAMES: [&str; 3] = ["x", "y", "z"];

/// What may be done in one run.
///
/// Not everything in each: a run in which nothing crashes goes to places where a run full of crashes never gets.
#[derive(Debug)]
pub struct Repertoire(Vec<Kind>);

impl Repertoire {
    /// Some of the kinds of act; requests are always among them.
    pub fn new(draw: &mut Draw) -> Self {
        let mut left_out = Vec::new();
        for kind in KINDS {
            if *kind != Kind::Request && !left_out.contains(kind) && draw.one_in(6) {
                left_out.push(*kind);
            }
        }
        Self(KINDS.iter().copied().filter(|kind| !left_out.contains(kind)).collect())
    }

    /// Something to do now; `None` where what was drawn makes no sense. What comes out may still be refused.
    pub fn command(&self, simulation: &Simulation, draw: &mut Draw) -> Option<Command> {
        let kind = draw.pick(self.0.iter().copied())?;
        Some(match kind {
            Kind::Crash => Command::Crash(node(simulation, draw)),
            Kind::Restart => Command::Restart(draw.pick(down(simulation))?),
            Kind::Cut => Command::Cut(link(simulation, draw)?),
            Kind::Mend => {
                let (from, to) = draw.pick(simulation.machine().cuts().iter().copied())?;
                Command::Mend(Link { from, to, both: draw.one_in(2) })
            }
            Kind::Partition => {
                let (mut some, mut others) = (Vec::new(), Vec::new());
                for node in simulation.nodes() {
                    if draw.one_in(2) { some.push(node) } else { others.push(node) }
                }
                let groups: Vec<_> = [some, others].into_iter().filter(|group| !group.is_empty()).collect();
                Command::Partition(groups)
            }
            Kind::Heal => Command::Heal,
            Kind::Request => {
                let to = if draw.one_in(2) { Some(node(simulation, draw)) } else { None };
                Command::Request(to, request(simulation, draw))
            }
            Kind::Timeout => {
                let (node, timer) = draw.pick(simulation.timers().keys().copied())?;
                if draw.one_in(2) {
                    Command::Timeout(node, timer)
                } else {
                    Command::Timer(node, timer, draw.length(LONGEST))
                }
            }
            Kind::Sync => Command::Sync(node(simulation, draw)),
            Kind::Align => {
                let some =
                    if draw.one_in(2) { simulation.nodes().filter(|_| draw.one_in(2)).collect() } else { vec![] };
                Command::Align(some)
            }
            Kind::Spread => Command::Spread,
            Kind::Drop => Command::Drop(message(simulation, draw)?),
            Kind::Duplicate => Command::Duplicate(message(simulation, draw)?),
            Kind::Delay => Command::Delay(message(simulation, draw)?, draw.length(LONGEST)),
            Kind::Turn => draw.pick(Dial::settings(simulation.vocabulary()))?.turn(draw),
        })
    }
}

/// How long nothing is done.
pub fn pause(draw: &mut Draw) -> Micros {
    if draw.one_in(6) { Micros(0) } else { draw.length(Micros::from_ms(400)) }
}

/// Nodes that are down.
fn down(simulation: &Simulation) -> impl Iterator<Item = NodeId> {
    simulation.nodes().filter(|node| !simulation.machine().is_up(*node))
}

/// A node: whoever reigns as often as not, for that is where it hurts.
fn node(simulation: &Simulation, draw: &mut Draw) -> NodeId {
    let leader = simulation.machine().reign().and_then(|reign| reign.leader);
    let leader = leader.filter(|_| draw.one_in(2));
    leader.or_else(|| draw.pick(simulation.nodes())).expect("every cluster has a node")
}

fn link(simulation: &Simulation, draw: &mut Draw) -> Option<Link> {
    let from = node(simulation, draw);
    let to = draw.pick(simulation.nodes().filter(|node| *node != from))?;
    let (from, to) = if draw.one_in(2) { (from, to) } else { (to, from) };
    Some(Link { from, to, both: draw.one_in(2) })
}

fn message(simulation: &Simulation, draw: &mut Draw) -> Option<MessageId> {
    draw.pick(simulation.flights().keys().copied())
}

/// A request in one of the forms that the protocol's clients know.
pub fn request(simulation: &Simulation, draw: &mut Draw) -> String {
    let forms = simulation.vocabulary().request_grammar().split(" | ");
    let form = draw.pick(forms).expect("every protocol has a request");
    let words = form.split(' ').map(|word| match word {
        "NAME" => NAMES[draw.below(NAMES.len() as u64) as usize].to_string(),
        "NUMBER" => draw.below(100).to_string(),
        "V" => format!("v{}", draw.below(5)),
        word => word.to_string(),
    });
    words.collect::<Vec<_>>().join(" ")
}
