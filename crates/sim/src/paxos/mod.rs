//! Paxos on the stage.

mod attributes;
mod checks;
mod settings;
mod view;

pub use view::{AcceptedView, AnswerView, CountView, MessageDetail, NodeDetail, ProposerView, ReportView};

use crate::checks::Check;
use crate::cluster::Cluster;
use crate::names::Names;
use crate::playable::{Mark, NodePicture, Playable, Reign};
use crate::setting::Setting;
use crate::view::MessageView;
use alloc::string::{String, ToString};
use quorate_core::paxos::{Ballot, Config, Event, Message, Paxos, Response, Roles, Timer, Value};
use quorate_core::protocol::NodeId;

/// How a `role` line is written.
const ROLE_FORM: &str = "role NODE … proposer|acceptor|learner …";

impl Playable for Paxos {
    const NAME: &'static str = "paxos";
    const CHECKS: &'static [Check<Self>] = checks::ALL;
    const SETTINGS: &'static [Setting<Config>] = settings::ALL;
    const IMPATIENCE: Timer = Timer::Retry;
    const ATTRIBUTES: &'static [&'static str] = attributes::ALL;
    const SET_UP_FORMS: &'static [&'static str] = &[ROLE_FORM];
    const REQUEST_GRAMMAR: &'static str = "V";

    type NodeDetail = NodeDetail;
    type MessageDetail = MessageDetail;

    fn config(nodes: u8) -> Config {
        Config::new(nodes)
    }

    /// `role B C D acceptor`: these nodes have exactly the roles that are named.
    fn set_up(config: &mut Config, words: &[&str], names: Names, nodes: u8) -> Result<(), String> {
        let wrong = || ROLE_FORM.to_string();
        let [_, rest @ ..] = words else { return Err(wrong()) };
        let named = rest.iter().map_while(|word| names.node(word, nodes));
        let nodes: alloc::vec::Vec<NodeId> = named.collect();
        let mut given = Roles::default();
        for word in &rest[nodes.len()..] {
            match *word {
                "proposer" => given.proposer = true,
                "acceptor" => given.acceptor = true,
                "learner" => given.learner = true,
                _ => return Err(wrong()),
            }
        }
        if nodes.is_empty() || given == Roles::default() {
            return Err(wrong());
        }
        for node in nodes {
            config.roles[usize::from(node.0)] = given;
        }
        Ok(())
    }

    fn parse_request(words: &[&str]) -> Result<Value, String> {
        match words {
            [word] => Ok(Value::from(*word)),
            _ => Err(Self::REQUEST_GRAMMAR.to_string()),
        }
    }

    fn request_text(request: &Value) -> String {
        request.to_string()
    }

    fn response_text(response: &Response, names: Names) -> (bool, String) {
        match response {
            Response::Chosen(value) => (true, value.to_string()),
            Response::Redirect(Some(proposer)) => (false, names.name(*proposer)),
            Response::Redirect(None) => (false, String::new()),
        }
    }

    /// The proposer with the newest number if it is up, else the first that is. There is no other leader to prefer.
    fn whom_to_ask(cluster: &Cluster<Self>) -> Option<NodeId> {
        let is_proposer = |node: &NodeId| cluster.config().roles(*node).proposer && cluster.state(*node).is_some();
        let newest = newest_ballot(cluster).map(|ballot| ballot.proposer);
        newest.filter(is_proposer).or_else(|| cluster.nodes().find(is_proposer))
    }

    fn timer_name(timer: Timer) -> &'static str {
        match timer {
            Timer::Retry => "retry",
            Timer::Learn => "learn",
        }
    }

    fn node(cluster: &Cluster<Self>, node: NodeId, names: Names) -> NodePicture<NodeDetail> {
        view::node(cluster, node, names)
    }

    fn message(message: &Message, names: Names) -> MessageView<MessageDetail> {
        view::message(message, names)
    }

    fn attribute(
        cluster: &Cluster<Self>,
        node: NodeId,
        attribute: &str,
        key: Option<&str>,
        names: Names,
    ) -> Option<String> {
        attributes::attribute(&view::node(cluster, node, names), attribute, key)
    }

    fn reign(cluster: &Cluster<Self>) -> Option<Reign> {
        let ballot = newest_ballot(cluster)?;
        Some(Reign { era: ballot.ordinal(), era_label: ballot.to_string(), leader: Some(ballot.proposer) })
    }

    fn mark(event: &Event) -> Option<Mark> {
        match event {
            Event::ValueFree { .. }
            | Event::ValueAdopted { .. }
            | Event::ValueKept { .. }
            | Event::ValueNotHighest { .. } => Some(Mark::Election),
            Event::ValueChosen { .. } => Some(Mark::Commit),
            _ => None,
        }
    }
}

/// The highest number that anybody has begun or promised.
fn newest_ballot(cluster: &Cluster<Paxos>) -> Option<Ballot> {
    let promised = cluster.nodes().filter_map(|node| cluster.server(node).durable()?.acceptor.promised);
    let begun = cluster.up().filter_map(|(_, state)| Some(state.proposer.attempt.as_ref()?.ballot));
    promised.chain(begun).max()
}
