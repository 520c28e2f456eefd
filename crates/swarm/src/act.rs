//! What is done to a cluster while it runs: faults, requests, and changes of every setting.

use crate::draw::Draw;
use crate::play::Deaf;
use crate::setup::{Dial, LONGEST, MOST_LIKELY};
use quorate_core::protocol::{Micros, NodeId, Span};
use quorate_sim::clock::command::{Command, Pick};
use quorate_sim::clock::flight::{End, MessageId};
use quorate_sim::clock::link::Link;
use quorate_sim::clock::place::{Place, Trait};
use quorate_sim::clock::simulation::Simulation;
use quorate_sim::clock::vocabulary::Vocabulary;
use quorate_sim::cluster::names::Cast;
use quorate_sim::cluster::order::{Argument, Deed, writes_members};
use quorate_sim::cluster::setting::SettingValue;

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
    Retry,
    Order,
    StopTheWorld,
    Timeout,
    Sync,
    Align,
    Spread,
    Drop,
    Duplicate,
    Delay,
    Stall,
    Depose,
    Return,
    Turn,
    Own,
    Suspend,
    Resume,
    Hold,
    Release,
    DropNext,
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
    Kind::Retry,
    Kind::Order,
    Kind::Order,
    Kind::Order,
    Kind::StopTheWorld,
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
    Kind::Stall,
    Kind::Depose,
    Kind::Return,
    Kind::Turn,
    Kind::Own,
    Kind::Own,
    Kind::Suspend,
    Kind::Suspend,
    Kind::Resume,
    Kind::Hold,
    Kind::Hold,
    Kind::Release,
    Kind::DropNext,
];

/// What makes answers come when who asked for them has lost its office and has it again, and others have had it in between.
const LATENESS: &[Kind] = &[
    Kind::Stall,
    Kind::Stall,
    Kind::Duplicate,
    Kind::Depose,
    Kind::Depose,
    Kind::Return,
    Kind::Return,
    Kind::Heal,
    Kind::Request,
    Kind::Request,
    Kind::Request,
    Kind::Request,
    Kind::Request,
];

/// Names and values are few, so that requests meet.
const NAMES: [&str; 3] = ["x", "y", "z"];

/// The most nodes that a cluster grows to.
const MOST_NODES: u8 = 8;

/// What may be done in one run.
///
/// Not everything in each: a run in which nothing crashes goes to places where a run full of crashes never gets.
#[derive(Debug)]
pub struct Repertoire(Vec<Kind>);

impl Repertoire {
    /// Some of the kinds of act; requests are always among them.
    pub fn new(draw: &mut Draw) -> Self {
        if draw.one_in(8) {
            return Self::lateness();
        }
        let mut left_out = Vec::new();
        for kind in KINDS {
            if *kind != Kind::Request && !left_out.contains(kind) && draw.one_in(6) {
                left_out.push(*kind);
            }
        }
        Self(KINDS.iter().copied().filter(|kind| !left_out.contains(kind)).collect())
    }

    /// Messages that are late by many elections, and leaders that come again. Chance alone seldom brings both together.
    pub fn lateness() -> Self {
        Self(LATENESS.to_vec())
    }

    /// What to do now, in this order. Some of it may be refused; nothing, where what was drawn makes no sense.
    pub fn commands(&self, simulation: &Simulation, draw: &mut Draw) -> Vec<Command> {
        let kind = draw.pick(self.0.iter().copied());
        let mut commands = kind.and_then(|kind| commands(kind, simulation, draw)).unwrap_or_default();
        if matches!(kind, Some(Kind::Turn | Kind::Own | Kind::Suspend)) {
            commands.retain(|command| !misleads(simulation, command));
        }
        commands
    }
}

fn commands(kind: Kind, simulation: &Simulation, draw: &mut Draw) -> Option<Vec<Command>> {
    Some(vec![match kind {
        Kind::Crash => Command::Crash(node(simulation, draw)),
        Kind::Restart if draw.one_in(3) => return Some(down(simulation).map(Command::Restart).collect()),
        Kind::Restart => Command::Restart(draw.pick(down(simulation))?),
        Kind::Cut if simulation.vocabulary().connects() && draw.one_in(2) => {
            let Link { from, to, .. } = link(simulation, draw)?;
            Command::Break(from, to)
        }
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
        Kind::Retry => {
            let clients = simulation.clients().0.len() as u64;
            let client = if clients > 0 { draw.below(clients) } else { return None };
            Command::Retry(client as u16, draw.one_in(2).then(|| node(simulation, draw)))
        }
        Kind::Order => order(simulation, draw)?,
        Kind::StopTheWorld => return Some(stop_the_world(simulation, draw)),
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
            let some = if draw.one_in(2) { simulation.nodes().filter(|_| draw.one_in(2)).collect() } else { vec![] };
            Command::Align(some)
        }
        Kind::Spread => Command::Spread,
        Kind::Drop => Command::Drop(message(simulation, draw)?),
        Kind::Duplicate => Command::Duplicate(message(simulation, draw)?),
        Kind::Delay => Command::Delay(message(simulation, draw)?, draw.length(LONGEST)),
        Kind::Stall => return Some(stall(simulation, draw)),
        Kind::Depose => return depose(simulation, draw),
        Kind::Return => {
            let leader = reigning(simulation)?;
            let timer = simulation.vocabulary().impatience();
            return Some(vec![Command::Crash(leader), Command::Restart(leader), Command::Timeout(leader, timer)]);
        }
        Kind::Turn => draw.pick(Dial::settings(simulation.vocabulary()))?.turn(draw),
        Kind::Own => own(simulation, draw)?,
        Kind::Suspend => Command::Suspend(node(simulation, draw), draw.one_in(2).then(|| draw.length(LONGEST))),
        Kind::Resume => Command::Resume(draw.pick(simulation.suspended().keys().copied())?),
        Kind::Hold => Command::Hold(pick(simulation, draw)?),
        Kind::DropNext => Command::DropNext(pick(simulation, draw)?),
        Kind::Release => {
            let held = simulation.holds().iter().chain(simulation.drops().iter()).copied();
            let Pick { from, to, kind } = draw.pick(held)?;
            Command::Release(from, to, draw.one_in(2).then_some(kind))
        }
    }])
}

/// Whether after this a promise would rest on clocks that go wrong, or on processes that stand still: what then breaks is a
/// lesson and no fault of the protocol. (A wiped disk and a forced recovery break promises whatever the settings are: they are
/// no acts here.)
fn misleads(simulation: &Simulation, command: &Command) -> bool {
    let mut after = simulation.clone();
    let is_done = after.perform(command, &mut Deaf).is_ok();
    let mut own = after.own().iter();
    let is_off = !after.suspended().is_empty() || own.any(|(what, ..)| what == Trait::Clock);
    is_done && is_off && after.machine().trusts_clocks()
}

/// A setting of one place, or that it is as everywhere again.
fn own(simulation: &Simulation, draw: &mut Draw) -> Option<Command> {
    let (what, _) = draw.pick(Trait::ALL)?;
    what.name(simulation.vocabulary())?;
    let place =
        if what.is_of_link() { Place::Link(link(simulation, draw)?) } else { Place::Node(node(simulation, draw)) };
    if draw.one_in(3) {
        return Some(Command::Own(what, place, None));
    }
    let value = match what {
        Trait::Loss => SettingValue::Percent(draw.below(MOST_LIKELY + 1) as u32),
        Trait::Clock => SettingValue::Percent(draw.pick([5_000, 9_000, 11_000, 20_000])?),
        Trait::Latency | Trait::Disk | Trait::Patience => {
            let (a, b) = (draw.length(LONGEST), draw.length(LONGEST));
            SettingValue::Span(Span { min: a.min(b), max: a.max(b) })
        }
    };
    Some(Command::Own(what, place, Some(value)))
}

/// A kind of message on a link: of what is under way as often as not.
fn pick(simulation: &Simulation, draw: &mut Draw) -> Option<Pick> {
    let flying = simulation.flights().values().filter_map(|flight| simulation.pick(flight));
    if draw.one_in(2) {
        return draw.pick(flying.collect::<Vec<_>>());
    }
    let Link { from, to, .. } = link(simulation, draw)?;
    Some(Pick { from, to, kind: draw.pick(simulation.vocabulary().kinds().iter().copied())? })
}

/// How long nothing is done.
pub fn pause(draw: &mut Draw) -> Micros {
    if draw.one_in(6) { Micros(0) } else { draw.length(Micros::from_ms(400)) }
}

/// Nodes that are down.
fn down(simulation: &Simulation) -> impl Iterator<Item = NodeId> {
    simulation.nodes().filter(|node| !simulation.machine().is_up(*node))
}

/// A node: whoever leads as often as not, for that is where it hurts.
fn node(simulation: &Simulation, draw: &mut Draw) -> NodeId {
    let leader = reigning(simulation).filter(|_| draw.one_in(2));
    leader.or_else(|| draw.pick(simulation.nodes())).expect("every cluster has a node")
}

fn reigning(simulation: &Simulation) -> Option<NodeId> {
    simulation.machine().leadership().iter().find_map(|reign| reign.leader)
}

/// What is under way stands still for long: everything, or what goes from one node to another.
fn stall(simulation: &Simulation, draw: &mut Draw) -> Vec<Command> {
    let link = link(simulation, draw).filter(|_| draw.one_in(2));
    let ends = link.map(|link| (End::Node(link.from), End::Node(link.to)));
    let flights = simulation.flights().iter();
    let stands = flights.filter(|(_, flight)| ends.is_none_or(|ends| (flight.from, flight.to) == ends));
    stands.map(|(id, _)| Command::Delay(*id, draw.length(LONGEST))).collect()
}

/// Whoever leads is cut off, and somebody else loses patience.
fn depose(simulation: &Simulation, draw: &mut Draw) -> Option<Vec<Command>> {
    let leader = reigning(simulation)?;
    let others: Vec<NodeId> = simulation.nodes().filter(|node| *node != leader).collect();
    let successor = draw.pick(others.iter().copied())?;
    let timer = simulation.vocabulary().impatience();
    Some(vec![Command::Partition(vec![vec![leader], others]), Command::Timeout(successor, timer)])
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

/// Something that whoever looks after the cluster asks for, in a way that breaks no guarantee.
fn order(simulation: &Simulation, draw: &mut Draw) -> Option<Command> {
    let vocabulary: &dyn Vocabulary = simulation.vocabulary();
    let order = draw.pick(vocabulary.orders())?;
    let size = simulation.machine().size();
    let mut cast = Cast { names: simulation.names(), nodes: size };
    let mut at = draw.one_in(4).then(|| node(simulation, draw));
    let mut ways = order.ways.iter().filter(|way| !way.is_unsound && way.deed != Deed::WriteMembers);
    let way = if ways.clone().count() > 1 { draw.pick(ways)? } else { ways.next()? };
    let mut words = vec![order.word.to_string()];
    let mut named = Vec::new();
    for argument in way.arguments {
        let nodes = match argument {
            Argument::Word(word) => {
                words.push((*word).to_string());
                continue;
            }
            Argument::Number => {
                words.push(draw.below(100).to_string());
                continue;
            }
            Argument::Switch => {
                words.push(if draw.one_in(2) { "on" } else { "off" }.to_string());
                continue;
            }
            Argument::AnyNodes => members(simulation, draw),
            // Somebody new as often as not.
            Argument::AnyNode if draw.one_in(2) && size < MOST_NODES => vec![NodeId(size)],
            Argument::Node | Argument::AnyNode => vec![node(simulation, draw)],
        };
        words.extend(nodes.iter().map(|node| cast.names.name(*node)));
        named.extend(nodes);
    }
    if way.deed == Deed::AskNamed {
        at = named.first().copied();
        words.remove(1 + way.words().count());
    }
    cast.nodes = named.iter().map(|node| node.0 + 1).fold(size, u8::max);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Some(Command::Order(at, vocabulary.request(&words, cast).ok()?, cast.nodes))
}

/// All are stopped, and everybody's configuration file is written anew.
fn stop_the_world(simulation: &Simulation, draw: &mut Draw) -> Vec<Command> {
    if writes_members(simulation.vocabulary().orders()).is_none() {
        return Vec::new();
    }
    let members = members(simulation, draw);
    let size = members.iter().map(|node| node.0 + 1).fold(simulation.machine().size(), u8::max);
    simulation.nodes().map(Command::Crash).chain([Command::WriteMembers(members, size)]).collect()
}

/// Some of the nodes, at least one, with a newcomer now and then.
fn members(simulation: &Simulation, draw: &mut Draw) -> Vec<NodeId> {
    let size = simulation.machine().size();
    let size = if size < MOST_NODES && draw.one_in(3) { size + 1 } else { size };
    let mut members: Vec<NodeId> = (0..size).map(NodeId).filter(|_| !draw.one_in(3)).collect();
    if members.is_empty() {
        members.push(node(simulation, draw));
    }
    members
}
