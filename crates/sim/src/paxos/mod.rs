//! Paxos on the stage.

mod attributes;
mod bytes;
mod cases;
mod checks;
#[cfg(test)]
mod duel;
mod fate;
mod feats;
mod reduction;
mod rules;
mod serving;
mod settings;
mod view;
#[cfg(test)]
mod walk;

use crate::clock::fate::{ClientFate, Unanswered};
use crate::clock::feat::Feat;
use crate::clock::machine::{Answer, Verdict};
use crate::clock::mark::{Era, Leadership, Mark};
use crate::clock::serving::{Serving, World};
use crate::clock::timed::Timed;
use crate::clock::warning::Warning;
use crate::cluster::Cluster;
use crate::cluster::check::Check;
use crate::cluster::checked::Checked;
use crate::cluster::fingerprint::fingerprint;
use crate::cluster::limits;
use crate::cluster::names::Cast;
use crate::cluster::names::Names;
use crate::cluster::rule::Rule;
use crate::cluster::setting::Setting;
use crate::language::view::MessageView;
use crate::language::view::drawn::{Drawn, NodePicture};
use crate::search::bounds::Bounds;
use crate::search::case::{Case, Searched};
use crate::search::reduction::Reduction;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::paxos::{Ballot, Config, Event, Message, Paxos, Response, Roles, Timer, Value};
use quorate_core::protocol::NodeId;

/// How a `role` line is written.
const ROLE_FORM: &str = "role NODE … proposer|acceptor|learner …";

/// What a node may be, as it is written there.
const ROLES: [&str; 3] = ["proposer", "acceptor", "learner"];

impl Checked for Paxos {
    const NAME: &'static str = "paxos";
    const USUAL_SIZE: u8 = 3;
    const CHECKS: &'static [Check<Self>] = checks::ALL;
    const RULES: &'static [Rule] = rules::ALL;
    const UNRULED: &'static [&'static str] = rules::UNRULED;
    const SETTINGS: &'static [Setting<Config>] = settings::ALL;
    const TIMERS: &'static [Timer] = &[Timer::Retry, Timer::Learn];
    const IMPATIENCE: Timer = Timer::Retry;
    const SET_UP_FORMS: &'static [&'static str] = &[ROLE_FORM];
    const REQUEST_GRAMMAR: &'static str = "V";

    fn config(nodes: u8) -> Config {
        Config::new(nodes)
    }

    /// `role B C D acceptor`: these nodes have exactly the roles that are named.
    fn set_up(config: &mut Config, words: &[&str], names: Names, nodes: u8) -> Result<(), String> {
        let wrong = || ROLE_FORM.to_string();
        let [_, rest @ ..] = words else { return Err(wrong()) };
        let named = rest.iter().map_while(|word| names.node(word, nodes));
        let nodes: Vec<NodeId> = named.collect();
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

    /// Roles at random, each of which somebody has.
    fn any_set_up(draw: &mut dyn FnMut(u64) -> u64, cast: Cast) -> Vec<String> {
        let bits: Vec<u64> = (0..cast.nodes).map(|_| draw(1 << ROLES.len())).collect();
        let mut given: Vec<Vec<&str>> = Vec::new();
        for bits in bits {
            let roles = ROLES.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 0);
            given.push(roles.map(|(_, role)| *role).collect());
        }
        for role in ROLES {
            if !given.iter().flatten().any(|it| *it == role) {
                given[draw(u64::from(cast.nodes)) as usize].push(role);
            }
        }
        // A node without a line of its own has all roles.
        let lines = given.into_iter().zip(0..).filter(|(roles, _)| !roles.is_empty());
        lines.map(|(roles, node)| format!("role {} {}", cast.names.name(NodeId(node)), roles.join(" "))).collect()
    }

    fn parse_request(words: &[&str], _: Cast) -> Result<Value, String> {
        match words {
            [word] if word.chars().count() <= limits::NAME => Ok(Value::from(*word)),
            _ => Err(Self::REQUEST_GRAMMAR.to_string()),
        }
    }

    fn request_text(request: &Value, _: Names) -> String {
        request.to_string()
    }

    fn timer_name(timer: Timer) -> &'static str {
        match timer {
            Timer::Retry => "retry",
            Timer::Learn => "learn",
        }
    }
}

impl Searched for Paxos {
    const CASES: &'static [Case<Self>] = cases::ALL;

    fn reduction(cluster: &Cluster<Self>, bounds: &Bounds<Self>) -> Reduction<Self> {
        Reduction::of(cluster, bounds)
    }
}

impl Timed for Paxos {
    const ROLES: &'static [&'static str] = &["proposer", "acceptor", "learner", "down"];
    const KINDS: &'static [&'static str] =
        &["Prepare", "Promise", "PrepareRefused", "Accept", "Accepted", "AcceptRefused", "Ask", "Request", "Learned"];
    const ATTRIBUTES: &'static [&'static str] = attributes::ALL;
    const RECOVERS: bool = false;
    const FEATS: &'static [Feat] = feats::ALL;

    /// `a`, `b`, … so that what was chosen can be told from what was not.
    fn next_request(n: u64) -> String {
        let letters = b"abcdefghijklmnopqrstuvwxyz";
        char::from(letters[(n.saturating_sub(1) % 26) as usize]).to_string()
    }

    fn response_text(response: &Response, names: Names) -> Answer {
        let (verdict, text) = match response {
            Response::Chosen(value) => (Verdict::Served, value.to_string()),
            Response::Redirect(Some(proposer)) => (Verdict::Elsewhere, alloc::format!("→ {}", names.name(*proposer))),
            Response::Redirect(None) => (Verdict::Elsewhere, "→ ?".to_string()),
        };
        Answer { verdict, text }
    }

    /// The proposer with the newest number if it is up, else the first that is. There is no other leader to prefer.
    fn whom_to_ask(cluster: &Cluster<Self>) -> Option<NodeId> {
        let is_proposer = |node: &NodeId| cluster.config().roles(*node).proposer && cluster.state(*node).is_some();
        let newest = newest_ballot(cluster).map(|ballot| ballot.proposer);
        newest.filter(is_proposer).or_else(|| cluster.nodes().find(is_proposer))
    }

    fn kind(message: &Message) -> &'static str {
        view::message(message, Names::default()).kind
    }

    fn bytes(message: &Message) -> u64 {
        bytes::bytes(message)
    }

    fn attribute(
        cluster: &Cluster<Self>,
        node: NodeId,
        attribute: &str,
        key: Option<&str>,
        names: Names,
    ) -> Option<String> {
        attributes::attribute(cluster, node, attribute, key, names)
    }

    /// The newest ballot counts, and nobody leads: its proposer only has the best chances.
    fn leadership(cluster: &Cluster<Self>) -> Vec<Leadership> {
        let reign = |ballot: Ballot| Leadership {
            era: ballot.ordinal(),
            era_label: ballot.to_string(),
            leader: Some(ballot.proposer),
        };
        newest_ballot(cluster).map(reign).into_iter().collect()
    }

    fn era(cluster: &Cluster<Self>, node: NodeId, names: Names) -> Option<Era> {
        let ballot = view::detail(cluster, node, names).0?;
        Some(Era { number: ballot.ordinal(), label: view::ballot_text(ballot, names) })
    }

    /// A client wants to know whether its own value is chosen.
    fn verdict(request: &str, answer: &Answer) -> Verdict {
        match answer.verdict {
            Verdict::Served if answer.text != request => Verdict::Other,
            verdict => verdict,
        }
    }

    fn fates(cluster: &Cluster<Self>, requests: &[Unanswered<'_>]) -> Vec<Option<ClientFate>> {
        fate::fates(cluster, requests)
    }

    fn serving(world: &World<'_, Self>) -> Serving {
        serving::serving(world)
    }

    fn warnings(world: &World<'_, Self>) -> Vec<Warning> {
        serving::warnings(world)
    }

    fn mark(event: &Event) -> Option<Mark> {
        match event {
            Event::ValueFree { .. }
            | Event::ValueAdopted { .. }
            | Event::ValueKept { .. }
            | Event::ValueNotHighest { .. } => Some(Mark::Proposal),
            Event::ValueChosen { .. } => Some(Mark::Chosen),
            _ => None,
        }
    }
}

impl Drawn for Paxos {
    /// Whose answers are under way to the node, whether what it holds is chosen, and whether somebody knows that.
    fn surroundings(cluster: &Cluster<Self>, node: NodeId) -> u64 {
        let held = cluster.server(node).durable().and_then(|durable| durable.acceptor.accepted);
        let is_chosen = held.is_some_and(|held| view::is_chosen(cluster, &held.value));
        fingerprint(&(view::coming(cluster, node), is_chosen, view::is_known(cluster))) as u64
    }

    fn node(cluster: &Cluster<Self>, node: NodeId, names: Names) -> NodePicture<Timer> {
        view::node(cluster, node, names)
    }

    fn message(message: &Message, names: Names) -> MessageView {
        view::message(message, names)
    }
}

/// The highest number that anybody has begun or promised. What was begun is on a disk before anybody hears of it.
fn newest_ballot(cluster: &Cluster<Paxos>) -> Option<Ballot> {
    let used = |node: NodeId| Some((node, cluster.server(node).durable()?.round)).filter(|(_, round)| *round > 0);
    let used = cluster.nodes().filter_map(used).map(|(proposer, round)| Ballot { round, proposer });
    let promised = cluster.nodes().filter_map(|node| cluster.server(node).durable()?.acceptor.promised);
    let begun = cluster.up().filter_map(|(_, state)| Some(state.proposer.attempt.as_ref()?.ballot));
    promised.chain(begun).chain(used).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::step::Step;
    use checks::story::{A, B, C, D, F, Story};
    use quorate_core::protocol::RequestId;

    fn set_up(lines: &[&str]) -> Result<Config, String> {
        let mut config = Paxos::config(5);
        for line in lines {
            let words: alloc::vec::Vec<&str> = line.split(' ').collect();
            Paxos::set_up(&mut config, &words, Names::Letters, 5)?;
        }
        Ok(config)
    }

    #[test]
    fn a_role_line_gives_nodes_exactly_the_roles_that_it_names() {
        let config =
            set_up(&["role A proposer", "role B C d acceptor", "role E learner acceptor"]).expect("all is well");
        let roles = |node: u8| (config.roles[usize::from(node)], config.roles(NodeId(node)));
        let acceptor = Roles { acceptor: true, ..Roles::default() };
        assert_eq!(roles(0).0, Roles { proposer: true, ..Roles::default() });
        assert_eq!([1, 2, 3].map(|node| roles(node).1), [acceptor; 3]);
        assert_eq!(roles(4).0, Roles { learner: true, acceptor: true, proposer: false });
        assert_eq!(set_up(&[]).expect("nothing is fine too").roles, [Roles::ALL; 5]);
    }

    #[test]
    fn a_role_line_that_makes_no_sense_is_refused() {
        for line in ["role", "role A", "role proposer", "role F proposer", "role A chairman", "role A acceptor B"] {
            assert_eq!(set_up(&[line]), Err(ROLE_FORM.to_string()), "{line}");
        }
    }

    #[test]
    fn a_request_is_one_word() {
        let cast = Cast { names: Names::Letters, nodes: 3 };
        let read = |words: &[&str]| {
            Paxos::parse_request(words, cast).map(|request| Paxos::request_text(&request, Names::Letters))
        };
        assert_eq!(read(&["V"]), Ok("V".into()));
        assert_eq!(read(&[]), Err("V".into()));
        assert_eq!(read(&["SET", "x"]), Err("V".into()));
    }

    #[test]
    fn a_client_without_a_wish_asks_the_newest_proposer_that_is_up() {
        let mut story = Story::new();
        assert_eq!(Paxos::whom_to_ask(&story.cluster), Some(A));
        story.request(B, "Y");
        assert_eq!(Paxos::whom_to_ask(&story.cluster), Some(B));
        story.crash(B);
        assert_eq!(Paxos::whom_to_ask(&story.cluster), Some(A));
        story.crash(A);
        assert_eq!(Paxos::whom_to_ask(&story.cluster), None);
    }

    #[test]
    fn the_newest_number_reigns_even_when_its_proposer_is_down() {
        let mut story = Story::new();
        assert_eq!(Paxos::leadership(&story.cluster), []);
        story.request(A, "X").request(B, "Y").settle();
        let reigns = Paxos::leadership(&story.cluster);
        let [Leadership { era_label, leader, .. }] = &*reigns else { panic!("one ballot is the newest") };
        assert_eq!((era_label.as_str(), *leader), ("1.B", Some(B)));
        story.crash(B);
        assert_eq!(Paxos::leadership(&story.cluster), reigns);
    }

    #[test]
    fn a_client_is_sent_from_a_node_that_does_not_propose_to_one_that_does() {
        let mut story = Story::new();
        let id = RequestId { client: 0, serial: 1 };
        let asked = story.cluster.apply(&Step::Request { node: C, id, request: Value::from("X") });
        let responses = asked.expect("C is up").responses;
        let answer = Paxos::response_text(&responses[0].1, Names::Servers);
        assert_eq!(answer, Answer { verdict: Verdict::Elsewhere, text: "→ S1".into() });
    }

    #[test]
    fn attributes_tell_what_a_node_knows_and_what_its_disk_keeps() {
        let mut story = Story::new();
        let tell = |story: &Story, node, names: [&str; 4]| {
            names.map(|name| Paxos::attribute(&story.cluster, node, name, None, Names::Letters).expect(name))
        };
        assert_eq!(tell(&story, C, ["role", "promised", "accepted", "phase"]), ["acceptor", "none", "none", "none"]);
        assert_eq!(tell(&story, A, ["role", "phase", "ballot", "value"]), ["proposer", "idle", "none", "none"]);
        story.request(A, "X").deliver("Prepare");
        assert_eq!(tell(&story, A, ["role", "phase", "ballot", "value"]), ["proposer", "prepare", "1.A", "none"]);
        story.deliver("Promise").deliver("Accept");
        assert_eq!(tell(&story, A, ["chosen", "phase", "ballot", "value"]), ["none", "accept", "1.A", "X"]);
        story.settle().crash(D);
        assert_eq!(tell(&story, A, ["chosen", "phase", "ballot", "value"]), ["X", "done", "1.A", "X"]);
        assert_eq!(tell(&story, F, ["role", "promised", "chosen", "phase"]), ["learner", "none", "X", "none"]);
        let durable = ["promised", "accepted", "accepted-ballot", "accepted-value"];
        assert_eq!(tell(&story, D, durable), ["1.A", "1.A:X", "1.A", "X"]);
        assert_eq!(tell(&story, D, ["role", "chosen", "ballot", "value"]), ["down", "none", "none", "none"]);
    }

    #[test]
    fn every_attribute_that_is_announced_can_be_asked_and_no_other() {
        let story = Story::new();
        let tell = |name, key| Paxos::attribute(&story.cluster, A, name, key, Names::Letters);
        assert!(Paxos::ATTRIBUTES.iter().all(|name| tell(name, None).is_some()));
        assert_eq!((tell("term", None), tell("chosen", Some("x"))), (None, None));
    }
}
