//! A simulation as plain data for drawing.

use crate::clock::client::{Client, Knows};
use crate::clock::conditions::{self, Conditions};
use crate::clock::fate::Settled;
use crate::clock::flight::{Cargo, End, Fate, Flight, Landing, MessageId};
use crate::clock::machine::{TimerId, Verdict};
use crate::clock::record::Happened;
use crate::clock::serving::{Serving, Spell};
use crate::clock::simulation::Simulation;
use crate::clock::warning::Warning;
use crate::cluster::limits;
use crate::cluster::names::{Names, client_name};
use crate::cluster::setting::SettingValue;
use crate::language::view::drawn::{Likeness, Painter};
use crate::language::view::{
    ArgView, ArgsView, CheckView, ClientView, CostsView, CutView, DialView, EventView, FateView, FieldView, FlightView,
    LandingView, MessageView, NodeView, SentenceView, ServingView, SettingView, TimerView, View, ViolationView,
};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Debug};
use quorate_core::apart::apart;
use quorate_core::event::Arg;
use quorate_core::protocol::{Micros, NodeId};

/// Virtual milliseconds.
pub fn ms(time: Micros) -> f64 {
    time.0 as f64 / 1000.0
}

/// Arguments of a sentence, with nodes named as on the stage.
pub fn args(args: &[(&'static str, Arg)], names: Names) -> ArgsView {
    let view = |arg: &Arg| match arg {
        Arg::Node(node) => ArgView::Text(names.name(*node)),
        Arg::Number(number) => ArgView::Number(*number),
        Arg::Sets(sets) => ArgView::Text(names.sets(sets)),
        Arg::Joined(sets, others) => ArgView::Text(names.joined(sets, others)),
        Arg::Text(text) => ArgView::Text(text.clone()),
        Arg::Phrase(words, nodes) => ArgView::Text(names.phrase(words, nodes)),
    };
    ArgsView(args.iter().map(|(name, arg)| (*name, view(arg))).collect())
}

/// Whom a sentence is about.
fn nodes_of(args: &[(&'static str, Arg)], names: Names) -> Vec<String> {
    let node = |arg: &(&str, Arg)| if let Arg::Node(node) = arg.1 { Some(names.name(node)) } else { None };
    args.iter().filter_map(node).collect()
}

fn end_name(end: End, names: Names) -> String {
    match end {
        End::Node(node) => names.name(node),
        End::Client(client) => client_name(client),
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
        era: happened.era.as_ref().map_or(0, |era| era.number),
        era_label: happened.era.as_ref().map_or_else(String::new, |era| era.label.clone()),
        milestone: happened.mark.is_some(),
    }
}

/// A message to or from a client.
fn outside(kind: &'static str, answer: Option<bool>, name: &'static str, label: &str) -> MessageView {
    MessageView {
        kind,
        era: 0,
        era_label: String::new(),
        label: label.to_string(),
        answer,
        fields: alloc::vec![FieldView { name, value: label.to_string() }],
    }
}

/// A simulation as its protocol's painter draws it.
#[derive(Clone, Copy)]
pub struct Picture<'a> {
    /// What is drawn.
    pub simulation: &'a Simulation,
    /// Who draws it.
    pub painter: &'a dyn Painter,
}

impl Debug for Picture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.simulation.fmt(f)
    }
}

impl Picture<'_> {
    /// A message in flight as it is drawn.
    pub fn flight(&self, id: MessageId, flight: &Flight) -> FlightView {
        FlightView {
            id: id.to_string(),
            from: end_name(flight.from, self.simulation.names()),
            to: end_name(flight.to, self.simulation.names()),
            sent_at: ms(flight.sent_at),
            arrives_at: ms(flight.arrives_at),
            paced_from: flight.paced_from as f64 / 1000.0,
            turned_at: flight.turned_at.map(ms),
            walled_at: flight.walled_at.map(ms),
            waits: match flight.fate {
                Fate::Held => Some("held"),
                Fate::Waits => Some("suspended"),
                _ => None,
            },
            message: match &flight.cargo {
                Cargo::Request(_, request) => outside("ClientRequest", None, "request", request),
                Cargo::Response(_, answer) => outside(
                    "ClientResponse",
                    Some(!matches!(answer.verdict, Verdict::Elsewhere | Verdict::Failed)),
                    "answer",
                    &answer.text,
                ),
                Cargo::Message(letter) => self.painter.message(letter, self.simulation.names()),
            },
        }
    }

    /// An ended flight as it is drawn.
    pub fn landing(&self, landing: &Landing) -> LandingView {
        let Landing { id, flight, ended_at, outcome } = landing;
        LandingView {
            flight: self.flight(*id, flight),
            ended_at: ms(*ended_at),
            outcome: outcome.name(),
            place: flight.place(*ended_at),
        }
    }

    /// What the node's picture depends on, but for its timers.
    pub fn likeness(&self, node: NodeId) -> Likeness {
        self.painter.likeness(self.simulation.machine(), node)
    }

    /// A node as it is drawn. Depends on its timers, on the network's cuts, on who else is there, and on what its
    /// [likeness](Picture::likeness) stands for.
    pub fn node(&self, node: NodeId) -> NodeView {
        let machine = self.simulation.machine();
        let picture = self.painter.node(machine, node);
        let timers = || self.simulation.timers_of(node);
        let names = self.simulation.vocabulary().timers();
        let name = |timer: &TimerId| names[usize::from(timer.0)];
        let dial = timers().find(|(timer, _)| Some(*timer) == picture.dial);
        NodeView {
            kind: self.simulation.vocabulary().name(),
            id: self.simulation.names().name(node),
            role: picture.role,
            era: picture.era,
            era_label: picture.era_label,
            up: machine.is_up(node),
            gone: self.painter.is_gone(machine, node),
            suspended_at: self.simulation.suspended().get(&node).map(|suspension| ms(suspension.since)),
            timers: timers()
                .map(|(timer, due)| TimerView {
                    name: name(&timer),
                    set_at: ms(due.set_at),
                    fires_at: ms(due.fires_at),
                })
                .collect(),
            dial: dial.map(|(timer, due)| DialView {
                name: name(&timer),
                set_at: ms(due.set_at),
                fires_at: ms(due.fires_at),
                // The longest that it might have been, so that of several arcs the shortest runs out first.
                full: ms(due.span.max.max(Micros(due.fires_at.0.saturating_sub(due.set_at.0)))).max(1.0),
            }),
            tallies: picture.tallies,
            acts: self.acts_on(node).into_iter().chain(picture.acts).collect(),
            facts: picture.facts,
            ledger: picture.ledger,
            detail: picture.detail,
        }
    }

    /// The messages in flight that are drawn, oldest first. Of more, nobody could follow one.
    pub fn drawn_flights(&self) -> impl Iterator<Item = (MessageId, &Flight)> {
        self.simulation.flights().iter().map(|(id, flight)| (*id, flight)).take(limits::FLIGHTS_DRAWN)
    }

    /// How many more there are.
    pub fn hidden_flights(&self) -> usize {
        self.simulation.flights().len().saturating_sub(limits::FLIGHTS_DRAWN)
    }

    /// The whole stage.
    pub fn whole(&self) -> View {
        View {
            protocol: self.simulation.vocabulary().name(),
            seed: self.simulation.seed().0,
            now: ms(self.simulation.now()),
            nodes: self.simulation.nodes().map(|node| self.node(node)).collect(),
            flights: self.drawn_flights().map(|(id, flight)| self.flight(id, flight)).collect(),
            flights_hidden: self.hidden_flights() as u64,
            cuts: self.cuts(),
            groups: self.groups(),
            faults: self.faults(),
            clients: self.clients(),
            checks: self.checks(),
            serving: self.serving(),
            settings: self.settings(),
            acts: self.acts(),
            members: self.members(),
        }
    }

    /// All links that are cut.
    pub fn cuts(&self) -> Vec<CutView> {
        let name = |node: &NodeId| self.simulation.names().name(*node);
        let cuts = self.simulation.machine().cuts().iter();
        cuts.map(|(from, to)| CutView { from: name(from), to: name(to) }).collect()
    }

    /// The groups of a partition, if the cuts are exactly those of one.
    pub fn groups(&self) -> Vec<Vec<String>> {
        let cuts = self.simulation.machine().cuts();
        let mut groups: Vec<Vec<NodeId>> = Vec::new();
        for node in self.simulation.nodes() {
            match groups.iter_mut().find(|group| !cuts.contains(&(group[0], node))) {
                Some(group) => group.push(node),
                None => groups.push(alloc::vec![node]),
            }
        }
        let group_of = |node: NodeId| groups.iter().position(|group| group.contains(&node));
        let nodes = || self.simulation.nodes();
        let exact = nodes()
            .all(|a| nodes().filter(|b| a != *b).all(|b| cuts.contains(&(a, b)) == (group_of(a) != group_of(b))));
        if cuts.is_empty() || !exact {
            return Vec::new();
        }
        groups.iter().map(|group| group.iter().map(|node| self.simulation.names().name(*node)).collect()).collect()
    }

    /// The clients, with their latest requests.
    pub fn clients(&self) -> Vec<ClientView> {
        let view = |client: &Client| {
            let (state, answer, answered_at) = match &client.knows {
                Knows::Waiting => ("waiting", None, None),
                Knows::Nothing(at) => ("unknown", None, Some(ms(*at))),
                Knows::Answer(answer, at) => (answer.verdict.name(), Some(answer.text.clone()), Some(ms(*at))),
            };
            ClientView {
                id: client_name(client.id.client),
                node: self.simulation.names().name(client.node),
                request: client.request.clone(),
                sent_at: ms(client.sent_at),
                state,
                answer,
                answered_at,
                fate: client.told_fate().map(|fate| FateView {
                    settled: match fate.settled {
                        Settled::Open => "open",
                        Settled::Done => "done",
                        Settled::Never => "never",
                    },
                    key: fate.key,
                    args: ArgsView([("what", ArgView::Text(fate.what.clone()))].into()),
                }),
                costs: self.simulation.costs().filter(|costs| costs.id == client.id).map(|costs| CostsView {
                    messages: costs.messages,
                    lost: costs.lost,
                    bytes: costs.bytes,
                    writes: costs.writes,
                    delays: costs.delays,
                }),
                acts: self.client_acts(client),
            }
        };
        self.simulation.clients().0.iter().map(|client| apart(|| view(client))).collect()
    }

    /// The guarantees.
    pub fn checks(&self) -> Vec<CheckView> {
        let checks = self.simulation.vocabulary().checks();
        let views = checks.iter().zip(self.simulation.broken()).map(|(check, broken)| CheckView {
            id: check.id,
            number: check.number,
            ok: broken.is_none(),
            violation: broken.as_ref().map(|broken| ViolationView {
                at: ms(broken.at),
                key: check.id,
                args: args(&broken.violation.0, self.simulation.names()),
                nodes: nodes_of(&broken.violation.0, self.simulation.names()),
                slot: broken.violation.0.iter().find_map(|arg| match arg {
                    ("index", Arg::Number(slot)) => Some(*slot),
                    _ => None,
                }),
            }),
        });
        views.collect()
    }

    /// Whether clients are served.
    pub fn serving(&self) -> ServingView {
        let Spell { since, serving: Serving { is_serving, key, args } } = self.simulation.spell();
        ServingView { ok: *is_serving, since: ms(*since), key, args: self::args(args, self.simulation.names()) }
    }

    /// Parameters and rules, those of the world first.
    pub fn settings(&self) -> Vec<SettingView> {
        let (vocabulary, machine) = (self.simulation.vocabulary(), self.simulation.machine());
        let (conditions, default) = (self.simulation.conditions(), Conditions::default());
        let world =
            conditions::SETTINGS.iter().map(|it| (it.is_rule, it.name, (it.get)(conditions), (it.get)(&default)));
        let own = vocabulary.settings().into_iter().zip(machine.values());
        let own = own.map(|(it, value)| (it.is_rule, it.name, value, it.default));
        let warnings: Vec<Warning> =
            conditions.warning().into_iter().chain(machine.warnings(self.simulation)).collect();
        let view = |(is_rule, name, value, default): (bool, &str, SettingValue, SettingValue)| SettingView {
            name: if is_rule { format!("rule {name}") } else { name.to_string() },
            kind: if is_rule { "rule" } else { value.kind() },
            value: value.to_string(),
            default: default.to_string(),
            warning: warnings
                .iter()
                .find(|warning| warning.setting == name)
                .map(|warning| SentenceView { key: warning.key, args: args(&warning.args, self.simulation.names()) }),
        };
        world.chain(own).map(view).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::raft::Request;

    #[test]
    fn a_sentence_names_all_nodes_as_the_stage_does_those_of_a_request_too() {
        let voters = [0, 3].map(NodeId).into();
        let said = [
            ("node", NodeId(3).into()),
            ("sets", alloc::vec![NodeId(0), NodeId(3)].into()),
            ("add", Request::Add(NodeId(3)).into()),
            ("command", Request::Configure { voters, direct: true }.into()),
        ];
        let told = |names| args(&said, names).0.into_iter().map(|(_, arg)| arg).collect::<Vec<_>>();
        let texts = |texts: [&str; 4]| texts.map(|text| ArgView::Text(text.into())).to_vec();
        assert_eq!(told(Names::Letters), texts(["D", "{A D}", "add D", "configure naive A D"]));
        assert_eq!(told(Names::Servers), texts(["S4", "{S1 S4}", "add S4", "configure naive S1 S4"]));
    }
}
