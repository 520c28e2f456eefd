//! A protocol of the tests' own, to see that a folder and an entry of a registry are all that a protocol needs: a broadcast
//! that is over when all have acknowledged it. Its page is `web/tests/broadcast/`.

pub mod machine;
mod promises;

use machine::{Again, Broadcast, Config, Event, Message, Response, SENDER};
use quorate_core::protocol::{Micros, NodeId, Span};
use quorate_sim::clock::costs::{FIELD, HEADER, text};
use quorate_sim::clock::machine::{Answer, Verdict};
use quorate_sim::clock::mark::{Era, Leadership, Mark};
use quorate_sim::clock::serving::{Serving, World};
use quorate_sim::clock::timed::Timed;
use quorate_sim::cluster::Cluster;
use quorate_sim::cluster::check::Check;
use quorate_sim::cluster::checked::Checked;
use quorate_sim::cluster::limits;
use quorate_sim::cluster::names::{Cast, Names};
use quorate_sim::cluster::setting::{Setting, SettingValue};
use quorate_sim::language::view::drawn::{Drawn, NodePicture};
use quorate_sim::language::view::{
    CellState, CellView, FieldView, LedgerView, MessageView, TallyView, Vote, VoterView,
};
use quorate_sim::search::case::{Case, Searched};

macro_rules! rule {
    ($name:literal, $field:ident) => {
        Setting {
            name: $name,
            is_rule: true,
            least: Micros(0),
            get: |config| SettingValue::Switch(config.$field),
            set: |config, value| {
                if let SettingValue::Switch(on) = value {
                    config.$field = on;
                }
            },
        }
    };
}

impl Checked for Broadcast {
    const NAME: &'static str = "broadcast";
    const USUAL_SIZE: u8 = 3;
    const CHECKS: &'static [Check<Self>] = promises::CHECKS;
    const SETTINGS: &'static [Setting<Config>] = &[
        Setting {
            name: "patience",
            is_rule: false,
            least: Micros::from_ms(1),
            get: |config| SettingValue::Span(config.patience),
            set: |config, value| {
                if let SettingValue::Span(span) = value {
                    config.patience = span;
                }
            },
        },
        rule!("count-by-round", count_by_round),
        rule!("everybody", everybody),
    ];
    const TIMERS: &'static [Again] = &[Again];
    const IMPATIENCE: Again = Again;
    const REQUEST_GRAMMAR: &'static str = "announce V";

    fn config(nodes: u8) -> Config {
        Config { nodes, patience: Span::from_ms(100, 200), count_by_round: true, everybody: true }
    }

    fn set_up(_: &mut Config, _: &[&str], _: Names, _: u8) -> Result<(), String> {
        Err(String::new())
    }

    fn parse_request(words: &[&str], _: Cast) -> Result<String, String> {
        match words {
            ["announce", value] if value.chars().count() <= limits::NAME => Ok((*value).to_string()),
            _ => Err(Self::REQUEST_GRAMMAR.to_string()),
        }
    }

    fn request_text(request: &String, _: Names) -> String {
        format!("announce {request}")
    }

    fn timer_name(Again: Again) -> &'static str {
        "again"
    }
}

impl Searched for Broadcast {
    const CASES: &'static [Case<Self>] = promises::CASES;
}

/// The newest round that anybody has begun.
fn round(cluster: &Cluster<Broadcast>) -> u32 {
    cluster.up().map(|(_, node)| node.newest.round).max().unwrap_or_default()
}

fn role(cluster: &Cluster<Broadcast>, node: NodeId) -> &'static str {
    match cluster.state(node) {
        None => "down",
        Some(_) if node == SENDER => "sender",
        Some(_) => "receiver",
    }
}

impl Timed for Broadcast {
    const ROLES: &'static [&'static str] = &["sender", "receiver", "down"];
    const KINDS: &'static [&'static str] = &["Announce", "Acknowledge"];
    const ATTRIBUTES: &'static [&'static str] = &["role", "round", "value", "acknowledged"];
    const RECOVERS: bool = false;

    fn next_request(n: u64) -> String {
        format!("announce v{n}")
    }

    fn response_text(response: &Response, names: Names) -> Answer {
        let (verdict, text) = match response {
            Response::Done => (Verdict::Served, "done".to_string()),
            Response::Overtaken => (Verdict::Failed, "overtaken".to_string()),
            Response::Redirect => (Verdict::Elsewhere, format!("→ {}", names.name(SENDER))),
        };
        Answer { verdict, text }
    }

    fn whom_to_ask(cluster: &Cluster<Self>) -> Option<NodeId> {
        cluster.state(SENDER).map(|_| SENDER)
    }

    fn kind(message: &Message) -> &'static str {
        match message {
            Message::Announce(_) => "Announce",
            Message::Acknowledge { .. } => "Acknowledge",
        }
    }

    fn bytes(message: &Message) -> u64 {
        match message {
            Message::Announce(announcement) => HEADER + FIELD + text(&announcement.value),
            Message::Acknowledge { .. } => HEADER + FIELD,
        }
    }

    fn attribute(
        cluster: &Cluster<Self>,
        node: NodeId,
        attribute: &str,
        _: Option<&str>,
        names: Names,
    ) -> Option<String> {
        let newest = cluster.server(node).durable().unwrap_or_default();
        let acknowledged = cluster.state(node).map(|state| names.sets(&[state.acknowledged.iter().copied().collect()]));
        match attribute {
            "role" => Some(role(cluster, node).to_string()),
            "round" => Some(newest.round.to_string()),
            "value" => Some(if newest.round == 0 { "none".to_string() } else { newest.value }),
            "acknowledged" => Some(acknowledged.unwrap_or_default()),
            _ => None,
        }
    }

    fn leadership(cluster: &Cluster<Self>) -> Vec<Leadership> {
        let round = round(cluster);
        let reign = || Leadership { era: round.into(), era_label: round.to_string(), leader: Some(SENDER) };
        (round > 0).then(reign).into_iter().collect()
    }

    fn era(cluster: &Cluster<Self>, node: NodeId, _: Names) -> Option<Era> {
        let round = cluster.server(node).durable().unwrap_or_default().round;
        (round > 0).then(|| Era { number: round.into(), label: round.to_string() })
    }

    fn serving(world: &World<'_, Self>) -> Serving {
        match world.runs(SENDER) {
            true => Serving::yes("broadcast.serving", [("node", SENDER.into())].into()),
            false => Serving::no("broadcast.idle", [("node", SENDER.into())].into()),
        }
    }

    fn mark(event: &Event) -> Option<Mark> {
        let Event::Acknowledged { .. } = event;
        Some(Mark::Commit)
    }
}

impl Drawn for Broadcast {
    /// The sender's picture also shows whose acknowledgement is under way.
    fn surroundings(cluster: &Cluster<Self>, node: NodeId) -> u64 {
        let places = cluster.nodes().filter(|other| is_coming(cluster, node, *other));
        places.map(|other| 1 << (other.0 % 64)).sum()
    }

    fn node(cluster: &Cluster<Self>, node: NodeId, names: Names) -> NodePicture<Again> {
        let newest = cluster.server(node).durable().unwrap_or_default();
        let state = cluster.state(node);
        let acknowledged = state.iter().flat_map(|state| state.acknowledged.iter().map(|other| names.name(*other)));
        let acknowledged: Vec<String> = acknowledged.collect();
        let (era, era_label) = (u64::from(newest.round), newest.round.to_string());
        let cell = (era > 0).then(|| CellView {
            at: era,
            era,
            era_label: era_label.clone(),
            kind: "command",
            label: newest.value.clone(),
            state: CellState::Accepted,
        });
        NodePicture {
            role: role(cluster, node),
            era,
            era_label,
            dial: (node == SENDER).then_some(Again),
            tallies: state
                .filter(|_| node == SENDER && era > 0)
                .map(|state| tally(cluster, state, names))
                .into_iter()
                .collect(),
            acts: Vec::new(),
            facts: Vec::new(),
            ledger: Some(LedgerView { from: era, cells: cell.into_iter().collect(), marks: Vec::new() }),
            detail: [("acknowledged", acknowledged.into())].into(),
        }
    }

    fn message(message: &Message, _: Names) -> MessageView {
        let (round, label, answer) = match message {
            Message::Announce(announced) => (announced.round, announced.value.clone(), None),
            Message::Acknowledge { round } => (*round, String::new(), Some(true)),
        };
        MessageView {
            kind: Self::kind(message),
            era: round.into(),
            era_label: round.to_string(),
            label,
            answer,
            fields: vec![FieldView { name: "round", value: round.to_string() }],
        }
    }
}

/// Whether an acknowledgement of the newest round is under way from one node to another.
fn is_coming(cluster: &Cluster<Broadcast>, to: NodeId, from: NodeId) -> bool {
    let Some(newest) = cluster.state(to).map(|state| state.newest.round) else { return false };
    let is_it = |message: &Message| *message == Message::Acknowledge { round: newest };
    cluster.network().iter().any(|(sender, receiver, message)| (sender, receiver) == (from, to) && is_it(message))
}

fn tally(cluster: &Cluster<Broadcast>, state: &Broadcast, names: Names) -> TallyView {
    let voter = |node| VoterView {
        node: names.name(node),
        state: if state.acknowledged.contains(&node) {
            Vote::Granted
        } else if is_coming(cluster, SENDER, node) {
            Vote::Coming
        } else {
            Vote::Pending
        },
    };
    TallyView {
        key: "acknowledged",
        part: "",
        voters: (0..cluster.config().nodes).map(NodeId).map(voter).collect(),
        had: state.acknowledged.len() as u64,
        needed: cluster.config().nodes.into(),
    }
}
