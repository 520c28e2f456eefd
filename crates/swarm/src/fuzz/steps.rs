//! Any steps at all: [`Cluster::apply`] is total and deterministic, a step that it refuses changes nothing, and with all rules
//! on no guarantee breaks.

use super::bytes::Bytes;
use quorate_core::protocol::{NodeId, RequestId};
use quorate_sim::cluster::check::Transition;
use quorate_sim::cluster::names::Cast;
use quorate_sim::cluster::names::Names;
use quorate_sim::cluster::order::{Argument, Deed};
use quorate_sim::cluster::setting::SettingValue;
use quorate_sim::cluster::step::Step;
use quorate_sim::cluster::{Cluster, Storage};
use quorate_sim::registry::Playable;

/// The most nodes of a cluster at its beginning; one more may come.
const NODES: usize = 5;

/// Reads a cluster and its steps from bytes and plays them.
pub fn steps<P: Playable>(input: &[u8]) {
    let mut bytes = Bytes::new(input);
    let (mut cluster, mut rules_on) = cluster::<P>(&mut bytes);
    let mut copy = cluster.clone();
    let mut serial = 0;
    while !bytes.is_empty() {
        let Some(step) = step(&cluster, rules_on, &mut serial, &mut bytes) else { continue };
        rules_on &= !matches!(&step, Step::Configure(config) if rule_is_off::<P>(config));
        rules_on &= !matches!(&step, Step::Storage(Storage::Careless));
        let before = cluster.clone();
        let applied = cluster.apply(&step);
        assert_eq!(copy.apply(&step).is_ok(), applied.is_ok(), "{step:?}");
        match applied {
            Err(refusal) => assert_eq!(cluster, before, "{step:?} was refused ({refusal}) and changed something"),
            Ok(applied) if rules_on => {
                let transition = Transition { after: &cluster, applied: &applied };
                for check in P::CHECKS {
                    let looked = (check.look)(&transition);
                    assert!(looked.is_ok(), "{} is broken by {step:?}: {looked:?}", check.id);
                }
            }
            Ok(_) => {}
        }
    }
    assert_eq!(cluster, copy, "the same steps, another state");
    draw(&cluster);
}

/// Whatever state a cluster is in, it can be drawn.
fn draw<P: Playable>(cluster: &Cluster<P>) {
    for node in cluster.nodes() {
        let picture = P::node(cluster, node, Names::Letters);
        assert_eq!(picture.role == "down", cluster.state(node).is_none());
        for attribute in P::ATTRIBUTES {
            P::attribute(cluster, node, attribute, None, Names::Letters);
        }
    }
    for (_, _, message) in cluster.network().iter() {
        let kind = P::kind(message);
        assert!(P::KINDS.contains(&kind), "{kind} is not listed");
        assert_eq!(P::message(message, Names::Letters).kind, kind);
    }
    let _ = (P::leadership(cluster), P::whom_to_ask(cluster));
}

/// A booted cluster, and whether all rules are on in it.
fn cluster<P: Playable>(bytes: &mut Bytes<'_>) -> (Cluster<P>, bool) {
    let nodes = 1 + bytes.place(NODES).unwrap_or_default() as u8;
    let mut config = P::config(nodes);
    let may_break_rules = bytes.byte() % 4 == 3;
    for setting in P::SETTINGS.iter().filter(|setting| may_break_rules || !setting.is_rule) {
        if let Some(value) = any_value((setting.get)(&config), bytes) {
            (setting.set)(&mut config, value);
        }
    }
    let cast = Cast { names: Names::Letters, nodes };
    let draw = &mut |end: u64| u64::from(bytes.byte()) % end;
    for line in P::any_set_up(draw, cast) {
        let words: Vec<&str> = line.split(' ').collect();
        P::set_up(&mut config, &words, cast.names, nodes).expect("it is as the protocol wants it");
    }
    let storage = storage(bytes);
    let rules_on = !rule_is_off::<P>(&config) && storage != Storage::Careless;
    let mut cluster = Cluster::new(config, nodes);
    cluster.apply(&Step::Storage(storage)).expect("nobody has anything to write yet");
    for node in cluster.nodes() {
        cluster.apply(&Step::Restart { node }).expect("nobody is up yet");
    }
    (cluster, rules_on)
}

/// Times play no part in an untimed cluster.
fn any_value(value: SettingValue, bytes: &mut Bytes<'_>) -> Option<SettingValue> {
    match value {
        SettingValue::Switch(on) => Some(SettingValue::Switch(on ^ (bytes.byte() % 2 == 1))),
        SettingValue::Count(_) => Some(SettingValue::Count(u64::from(bytes.byte() % 4))),
        SettingValue::Percent(_) | SettingValue::Length(_) | SettingValue::Span(_) => None,
    }
}

fn rule_is_off<P: Playable>(config: &P::Config) -> bool {
    P::SETTINGS.iter().any(|setting| setting.is_rule && (setting.get)(config) == SettingValue::Switch(false))
}

fn storage(bytes: &mut Bytes<'_>) -> Storage {
    match bytes.byte() % 8 {
        0..4 => Storage::Synchronous,
        4..7 => Storage::Explicit,
        _ => Storage::Careless,
    }
}

/// Something to do. Much of it is possible, but not all.
fn step<P: Playable>(cluster: &Cluster<P>, rules_on: bool, serial: &mut u32, bytes: &mut Bytes<'_>) -> Option<Step<P>> {
    let flights: Vec<_> = cluster.network().iter().collect();
    let kind = bytes.byte() % 33;
    Some(match kind {
        0..14 => {
            let (from, to, message) = flights[bytes.place(flights.len())?];
            let message = message.clone();
            match kind {
                0..12 => Step::Deliver { from, to, message },
                12 => Step::Lose { from, to, message },
                _ => Step::Duplicate { from, to, message },
            }
        }
        // On whatever link: usually there is no such message.
        14 => {
            let (_, to, message) = flights[bytes.place(flights.len())?];
            Step::Deliver { from: node(bytes), to, message: message.clone() }
        }
        15..20 => {
            let set =
                cluster.nodes().flat_map(|node| cluster.server(node).timers.iter().map(move |timer| (node, *timer)));
            let set: Vec<_> = set.collect();
            let (node, timer) = set[bytes.place(set.len())?];
            Step::Timeout { node, timer }
        }
        20 => Step::Timeout { node: node(bytes), timer: P::TIMERS[bytes.place(P::TIMERS.len())?] },
        21..24 => {
            let node = node(bytes);
            let request = request::<P>(cluster, bytes)?;
            *serial += 1;
            Step::Request { node, id: RequestId { client: (*serial % 3) as u16, serial: *serial }, request }
        }
        24 | 25 => Step::Sync { node: node(bytes) },
        26 => Step::Crash { node: node(bytes) },
        27 => Step::Restart { node: node(bytes) },
        28 if P::CONNECTS && bytes.byte() < 128 => Step::Break { a: node(bytes), b: node(bytes) },
        28 => Step::Cut { from: node(bytes), to: node(bytes) },
        29 => Step::Mend { from: node(bytes), to: node(bytes) },
        30 => {
            let setting = &P::SETTINGS[bytes.place(P::SETTINGS.len())?];
            let mut config = cluster.config().clone();
            let value = any_value((setting.get)(&config), bytes)?;
            (setting.set)(&mut config, value);
            Step::Configure(config)
        }
        32 => Step::Notice { node: node(bytes) },
        31 if bytes.byte() < 128 => Step::Storage(storage(bytes)),
        // To take a disk from a node that is there breaks guarantees, and may.
        _ if !rules_on && bytes.byte() < 128 => Step::Install { node: node(bytes), disk: None },
        _ if cluster.nodes().count() > NODES => return None,
        // The next one, or one too far.
        _ => Step::Install { node: NodeId(cluster.nodes().count() as u8 + bytes.byte() % 2), disk: None },
    })
}

/// A node, or the number of one that is not there.
fn node(bytes: &mut Bytes<'_>) -> NodeId {
    NodeId(bytes.byte() % (NODES as u8 + 1))
}

/// Something that a client asks for, or whoever looks after the cluster.
fn request<P: Playable>(cluster: &Cluster<P>, bytes: &mut Bytes<'_>) -> Option<P::Request> {
    let cast = Cast { names: Names::Letters, nodes: cluster.nodes().count() as u8 };
    let ways = P::ORDERS.iter().flat_map(|order| order.ways.iter().map(move |way| (order, way)));
    // A way that may break a guarantee is as a rule that is off.
    let ways: Vec<_> = ways.filter(|(_, way)| !way.is_unsound && way.deed != Deed::WriteMembers).collect();
    let forms: Vec<&str> = P::REQUEST_GRAMMAR.split(" | ").collect();
    let place = bytes.place(forms.len() + ways.len())?;
    let mut words = Vec::new();
    if let Some(form) = forms.get(place) {
        words.extend(form.split(' ').map(|word| match word {
            "NAME" => ["x", "y", "z"][usize::from(bytes.byte() % 3)].to_string(),
            "NUMBER" => (bytes.byte() as i8).to_string(),
            "V" => format!("v{}", bytes.byte() % 3),
            word => word.to_string(),
        }));
    } else {
        let (order, way) = ways[place - forms.len()];
        words.push(order.word.to_string());
        // An order for the node that gets it does not name it again.
        let left_out = usize::from(way.deed == Deed::AskNamed);
        for argument in way.arguments.iter().skip(left_out) {
            match argument {
                Argument::Word(word) => words.push((*word).to_string()),
                Argument::Number => words.push(bytes.byte().to_string()),
                Argument::Switch => words.push(if bytes.byte().is_multiple_of(2) { "on" } else { "off" }.to_string()),
                Argument::Node | Argument::AnyNode => words.push(cast.names.name(node(bytes))),
                Argument::AnyNodes => {
                    words.push(cast.names.name(node(bytes)));
                    let bits = bytes.byte();
                    let others = cluster.nodes().filter(|node| bits >> node.0 & 1 == 1);
                    words.extend(others.map(|node| cast.names.name(node)));
                }
            }
        }
    }
    P::parse_request(&words.iter().map(String::as_str).collect::<Vec<_>>(), cast).ok()
}
