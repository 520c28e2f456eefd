//! A simulation as plain data for drawing.

use super::{Simulation, client_name};
use crate::client::Knows;
use crate::conditions::{self, Conditions};
use crate::flight::{Cargo, End, Flight, Landing, MessageId};
use crate::names::Names;
use crate::playable::Playable;
use crate::record::Happened;
use crate::setting::Setting;
use crate::view::{
    ArgView, Args, CheckView, ClientView, CutView, EventView, FieldView, FlightView, LandingView, MessageView,
    NodeView, SettingView, TimerView, View, ViolationView,
};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::protocol::{Micros, NodeId};
use serde::Serialize;

/// The protocol's own part of a message; clients' messages have none.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged)]
pub enum Detail<D> {
    /// Node to node.
    Protocol(D),
    /// To or from a client.
    Client {},
}

/// Virtual milliseconds.
pub fn ms(time: Micros) -> f64 {
    time.0 as f64 / 1000.0
}

/// Arguments of a sentence, with nodes named as on the stage.
pub fn args(args: &[(&'static str, Arg)], names: Names) -> Args {
    let view = |arg: &Arg| match arg {
        Arg::Node(node) => ArgView::Text(names.name(*node)),
        Arg::Number(number) => ArgView::Number(*number),
        Arg::Text(text) => ArgView::Text(text.clone()),
    };
    Args(args.iter().map(|(name, arg)| (*name, view(arg))).collect())
}

fn end_name(end: End, names: Names) -> String {
    match end {
        End::Node(node) => names.name(node),
        End::Client(client) => client_name(client),
    }
}

/// A message in flight as it is drawn.
pub fn flight_view<P: Playable>(
    id: MessageId,
    flight: &Flight<P>,
    names: Names,
) -> FlightView<Detail<P::MessageDetail>> {
    FlightView {
        id: id.to_string(),
        from: end_name(flight.from, names),
        to: end_name(flight.to, names),
        sent_at: ms(flight.sent_at),
        arrives_at: ms(flight.arrives_at),
        message: cargo_view::<P>(&flight.cargo, names),
    }
}

/// Something that has happened, as it is told.
pub fn event_view(happened: &Happened, names: Names) -> EventView {
    EventView {
        serial: happened.serial,
        at: ms(happened.at),
        key: happened.key,
        node: happened.node.map(|node| names.name(node)),
        args: args(&happened.args, names),
        section: happened.section,
        milestone: happened.mark.is_some(),
    }
}

fn cargo_view<P: Playable>(cargo: &Cargo<P>, names: Names) -> MessageView<Detail<P::MessageDetail>> {
    let outside = |kind, answer, name, label: String| MessageView {
        kind,
        era: 0,
        era_label: String::new(),
        label: label.clone(),
        answer,
        fields: alloc::vec![FieldView { name, value: label }],
        detail: Detail::Client {},
    };
    match cargo {
        Cargo::Request(_, request) => outside("ClientRequest", None, "request", P::request_text(request)),
        Cargo::Response(_, response) => {
            let (served, text) = P::response_text(response, names);
            outside("ClientResponse", Some(served), "answer", text)
        }
        Cargo::Message(message) => {
            let MessageView { kind, era, era_label, label, answer, fields, detail } = P::message(message, names);
            MessageView { kind, era, era_label, label, answer, fields, detail: Detail::Protocol(detail) }
        }
    }
}

/// An ended flight as it is drawn.
pub fn landing_view<P: Playable>(landing: &Landing<P>, names: Names) -> LandingView<Detail<P::MessageDetail>> {
    let Landing { id, flight, ended_at, outcome } = landing;
    let way = (flight.arrives_at.0 - flight.sent_at.0).max(1);
    LandingView {
        flight: flight_view(*id, flight, names),
        ended_at: ms(*ended_at),
        outcome: outcome.name(),
        place: (ended_at.0.saturating_sub(flight.sent_at.0) as f64 / way as f64).min(1.0),
    }
}

impl<P: Playable> Simulation<P> {
    /// A node as it is drawn. Depends on the node's server, its timers and the configuration only.
    pub fn node_view(&self, node: NodeId) -> NodeView<P::NodeDetail> {
        let picture = P::node(&self.cluster, node, self.names);
        let timers = self.timers.iter().filter(|((owner, _), _)| *owner == node);
        NodeView {
            id: self.names.name(node),
            up: self.cluster.state(node).is_some(),
            role: picture.role,
            era: picture.era,
            era_label: picture.era_label,
            timers: timers
                .map(|((_, timer), due)| TimerView {
                    name: P::timer_name(*timer),
                    set_at: ms(due.set_at),
                    fires_at: ms(due.fires_at),
                })
                .collect(),
            detail: picture.detail,
        }
    }

    /// All that is drawn but the nodes.
    pub fn view_without_nodes(&self) -> View<P::NodeDetail, Detail<P::MessageDetail>> {
        View {
            protocol: P::NAME,
            seed: self.seed.0,
            now: ms(self.now),
            nodes: Vec::new(),
            flights: self.flights.iter().map(|(id, flight)| flight_view(*id, flight, self.names)).collect(),
            cuts: self
                .cluster
                .cuts()
                .iter()
                .map(|(from, to)| CutView { from: self.names.name(*from), to: self.names.name(*to) })
                .collect(),
            groups: self.groups(),
            clients: self.client_views(),
            checks: self.check_views(),
            settings: self.setting_views(),
        }
    }

    /// The whole stage.
    pub fn view(&self) -> View<P::NodeDetail, Detail<P::MessageDetail>> {
        View { nodes: self.cluster.nodes().map(|node| self.node_view(node)).collect(), ..self.view_without_nodes() }
    }

    /// The groups of a partition, if the cuts are exactly those of one.
    fn groups(&self) -> Vec<Vec<String>> {
        let cuts = self.cluster.cuts();
        let mut groups: Vec<Vec<NodeId>> = Vec::new();
        for node in self.cluster.nodes() {
            match groups.iter_mut().find(|group| !cuts.contains(&(group[0], node))) {
                Some(group) => group.push(node),
                None => groups.push(alloc::vec![node]),
            }
        }
        let group_of = |node: NodeId| groups.iter().position(|group| group.contains(&node));
        let nodes = || self.cluster.nodes();
        let exact = nodes()
            .all(|a| nodes().filter(|b| a != *b).all(|b| cuts.contains(&(a, b)) == (group_of(a) != group_of(b))));
        if cuts.is_empty() || !exact {
            return Vec::new();
        }
        groups.iter().map(|group| group.iter().map(|node| self.names.name(*node)).collect()).collect()
    }

    fn client_views(&self) -> Vec<ClientView> {
        let view = |client: &crate::client::Client<P>| {
            let (state, answer, answered_at) = match &client.knows {
                Knows::Waiting => ("waiting", None, None),
                Knows::Nothing(at) => ("unknown", None, Some(ms(*at))),
                Knows::Answer(response, at) => {
                    let (served, text) = P::response_text(response, self.names);
                    (if served { "ok" } else { "redirected" }, Some(text), Some(ms(*at)))
                }
            };
            ClientView {
                id: client_name(client.id.client),
                node: self.names.name(client.node),
                request: P::request_text(&client.request),
                sent_at: ms(client.sent_at),
                state,
                answer,
                answered_at,
            }
        };
        self.clients.0.iter().map(view).collect()
    }

    fn check_views(&self) -> Vec<CheckView> {
        let views = P::CHECKS.iter().zip(&self.broken).map(|(check, broken)| CheckView {
            id: check.id,
            promise: check.promise,
            ok: broken.is_none(),
            violation: broken.as_ref().map(|broken| ViolationView {
                at: ms(broken.at),
                key: check.id,
                args: args(&broken.violation.0, self.names),
            }),
        });
        views.collect()
    }

    fn setting_views(&self) -> Vec<SettingView> {
        let nodes = self.cluster.nodes().count() as u8;
        let world = conditions::SETTINGS.iter().map(|it| setting_view(it, &self.conditions, &Conditions::default()));
        let protocol = P::SETTINGS.iter().map(|it| setting_view(it, self.cluster.config(), &P::config(nodes)));
        world.chain(protocol).collect()
    }
}

fn setting_view<C>(setting: &Setting<C>, config: &C, default: &C) -> SettingView {
    let value = (setting.get)(config);
    SettingView {
        name: if setting.is_rule { format!("rule {}", setting.name) } else { setting.name.to_string() },
        kind: if setting.is_rule { "rule" } else { value.kind() },
        value: value.to_string(),
        default: (setting.get)(default).to_string(),
    }
}
