//! Raft on the stage: how it is drawn, set, asked and checked.

mod attribute;
mod bytes;
mod cases;
pub mod checks;
mod fate;
mod feats;
mod given;
mod message;
mod picture;
mod reduction;
mod request;
mod rules;
mod serving;
mod settings;
mod truth;

use crate::clock::fate::{ClientFate, Unanswered};
use crate::clock::feat::Feat;
use crate::clock::machine::Answer;
use crate::clock::mark::{Era, Leadership, Mark};
use crate::clock::refusal::Reason;
use crate::clock::serving::{Serving, World};
use crate::clock::timed::Timed;
use crate::clock::warning::Warning;
use crate::cluster::Cluster;
use crate::cluster::check::Check;
use crate::cluster::checked::Checked;
use crate::cluster::fingerprint::fingerprint;
use crate::cluster::names::Cast;
use crate::cluster::names::Names;
use crate::cluster::order::Order;
use crate::cluster::rule::Rule;
use crate::cluster::setting::Setting;
use crate::language::view::MessageView;
use crate::language::view::drawn::{Drawn, Members, NodePicture};
use crate::search::bounds::Bounds;
use crate::search::case::{Case, Searched};
use crate::search::reduction::Reduction;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Reverse;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{
    Config, Configuration, Durable, Entry, Event, Index, Log, Membership, Message, Raft, Request, Response, Role, Term,
    Timer,
};
use quorate_core::sorted::SortedSet;

impl Checked for Raft {
    const NAME: &'static str = "raft";
    const USUAL_SIZE: u8 = 5;
    const CHECKS: &'static [Check<Self>] = checks::ALL;
    const RULES: &'static [Rule] = rules::ALL;
    const UNRULED: &'static [&'static str] = rules::UNRULED;
    const SETTINGS: &'static [Setting<Config>] = settings::ALL;
    const TIMERS: &'static [Timer] = &[
        Timer::Election,
        Timer::Heartbeat,
        Timer::MinimumElection,
        Timer::CheckQuorum,
        Timer::Transfer,
        Timer::CatchUp,
        Timer::Lease,
    ];
    const IMPATIENCE: Timer = Timer::Election;
    const PATIENCE: Option<&'static str> = Some("election-timeout");
    const SET_UP_FORMS: &'static [&'static str] = &[given::FORM];
    const ORDERS: &'static [Order] = request::ORDERS;
    const REQUEST_GRAMMAR: &'static str = request::GRAMMAR;

    fn config(nodes: u8) -> Config {
        Config::new(nodes)
    }

    fn set_up(_: &mut Config, words: &[&str], names: Names, nodes: u8) -> Result<(), String> {
        given::read(words, Cast { names, nodes }).map(|_| ()).map_err(|_| given::FORM.to_string())
    }

    fn given_disk(words: &[&str], names: Names, nodes: u8) -> Option<(NodeId, Durable)> {
        given::read(words, Cast { names, nodes }).ok()
    }

    fn parse_request(words: &[&str], cast: Cast) -> Result<Request, String> {
        request::parse(words, cast.names, cast.nodes)
    }

    fn request_text(request: &Request, names: Names) -> String {
        request::text(request, names)
    }

    fn timer_name(timer: Timer) -> &'static str {
        match timer {
            Timer::Election => "election",
            Timer::Heartbeat => "heartbeat",
            Timer::MinimumElection => "minimum-election",
            Timer::CheckQuorum => "check-quorum",
            Timer::Transfer => "transfer",
            Timer::CatchUp => "catch-up",
            Timer::Lease => "lease",
        }
    }
}

impl Searched for Raft {
    const CASES: &'static [Case<Self>] = cases::ALL;

    fn reduction(cluster: &Cluster<Self>, bounds: &Bounds<Self>) -> Reduction<Self> {
        Reduction::of(cluster, bounds)
    }
}

impl Timed for Raft {
    const ROLES: &'static [&'static str] =
        &["leader", "follower", "candidate", "precandidate", "learner", "outsider", "down"];
    const KINDS: &'static [&'static str] = &[
        "RequestVote",
        "RequestVoteReply",
        "RequestPreVote",
        "RequestPreVoteReply",
        "AppendEntries",
        "Heartbeat",
        "AppendEntriesReply",
        "InstallSnapshot",
        "InstallSnapshotReply",
        "TimeoutNow",
        "Forward",
        "ForwardReply",
    ];
    const ATTRIBUTES: &'static [&'static str] = attribute::NAMES;
    const RECOVERS: bool = true;
    const FEATS: &'static [Feat] = feats::ALL;

    fn check_given(words: &[&str], cast: Cast, before: &[String]) -> Result<(), (usize, Reason)> {
        given::check(words, cast, before)
    }

    /// The next number, so that each request can be told from the one before.
    fn next_request(n: u64) -> String {
        format!("SET x {n}")
    }

    fn response_text(response: &Response, names: Names) -> Answer {
        request::answer(response, names)
    }

    /// The fullest log holds all that is committed. The term is one in which nobody has voted yet: in an earlier one, somebody
    /// may lead already.
    fn united_disk(cluster: &Cluster<Self>) -> Option<Durable> {
        let disks = || cluster.nodes().filter_map(|node| cluster.server(node).durable());
        let log = disks().map(|disk| disk.log).max_by_key(|log| (log.last_term(), log.last_index()))?;
        let newest = disks().map(|disk| disk.current_term).max()?;
        Some(Durable { current_term: newest.next().unwrap_or(newest), voted_for: None, log })
    }

    /// The lease (thesis §6.4.1).
    fn trusts_clocks(config: &Config) -> bool {
        config.options.lease_read && config.options.check_quorum
    }

    /// The fullest log that is left, and behind it, in a term that none of them knows, who the cluster is: committed or not.
    fn recovered_disk(cluster: &Cluster<Self>, survivors: &[NodeId]) -> Option<Durable> {
        let disks = || survivors.iter().filter_map(|node| cluster.server(*node).disk.clone());
        let log = disks().map(|disk| disk.log).max_by_key(|log| (log.last_term(), log.last_index()));
        let newest = disks().map(|disk| disk.current_term).max().unwrap_or_default();
        let current_term = newest.next().unwrap_or(newest);
        let mut log = log.unwrap_or_default();
        let content = Configuration::of(survivors.iter().copied()).into();
        log.push(Entry { term: current_term, content });
        Some(Durable { current_term, voted_for: None, log })
    }

    fn has_quorum_up(cluster: &Cluster<Self>) -> bool {
        let is_there = |node: NodeId| usize::from(node.0) < cluster.nodes().count();
        let is_up = |node| is_there(node) && cluster.state(node).is_some();
        let rules = &cluster.config().rules;
        cluster.up().any(|(_, state)| state.configuration().is_quorum(rules, is_up))
    }

    fn set_members(cluster: &Cluster<Self>, config: &mut Config, members: &SortedSet<NodeId>) -> bool {
        let in_force = |node| Membership::of(&config.voters, &log_on_disk(cluster, node));
        let counts = cluster.nodes().all(|node| in_force(node).index() == Index::ZERO);
        if counts {
            config.voters = members.clone();
        }
        counts
    }

    fn share_with(&mut self, other: &Self) {
        Self::share_with(self, other);
    }

    fn whom_to_ask(cluster: &Cluster<Self>) -> Option<NodeId> {
        newest_leader(cluster).or_else(|| cluster.up().next().map(|(node, _)| node))
    }

    fn kind(message: &Message) -> &'static str {
        message::message(message, Names::default()).kind
    }

    fn bytes(message: &Message) -> u64 {
        bytes::bytes(message)
    }

    /// Heartbeats.
    fn is_routine(message: &Message) -> bool {
        matches!(message, Message::AppendEntries(request) if request.entries.is_empty())
    }

    fn attribute(
        cluster: &Cluster<Self>,
        node: NodeId,
        attribute: &str,
        key: Option<&str>,
        names: Names,
    ) -> Option<String> {
        attribute::value(cluster, node, attribute, key, names)
    }

    /// An era counts when a majority is in it: a candidate that nobody hears is in none that does.
    fn leadership(cluster: &Cluster<Self>) -> Vec<Leadership> {
        let reign = |term: Term, leader| Leadership { era: term.0, era_label: term.to_string(), leader };
        let led = leaders(cluster).map(|(leader, state)| reign(state.current_term, Some(leader)));
        let mut reigns: Vec<Leadership> = led.collect();
        let term = term_of_majority(cluster);
        if term > Term::ZERO && reigns.iter().all(|reign| reign.era < term.0) {
            reigns.push(reign(term, None));
        }
        reigns.sort_by_key(|reign| Reverse(reign.era));
        reigns
    }

    fn era(cluster: &Cluster<Self>, node: NodeId, _: Names) -> Option<Era> {
        let term = checks::term_in(cluster.server(node));
        (term > Term::ZERO).then(|| Era { number: term.0, label: term.to_string() })
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
            Event::Elected { .. } => Some(Mark::Election),
            Event::Committed { .. } | Event::CommittedOlder { .. } => Some(Mark::Commit),
            Event::ConfigurationAppended { .. }
            | Event::JointConfigurationAppended { .. }
            | Event::NewConfigurationAppended { .. }
            | Event::SnapshotInstalled { .. } => Some(Mark::Command),
            _ => None,
        }
    }
}

impl Drawn for Raft {
    /// Whether others take the node for a learner, or for gone; whose votes are under way to it; and what of its log others
    /// know to be committed.
    fn surroundings(cluster: &Cluster<Self>, node: NodeId) -> u64 {
        let log = log_on_disk(cluster, node);
        let (taught, gone) = (picture::is_taught(cluster, node), picture::is_gone(cluster, node));
        fingerprint(&(taught, gone, picture::coming(cluster, node), picture::extent(cluster, &log))) as u64
    }

    fn is_gone(cluster: &Cluster<Self>, node: NodeId) -> bool {
        picture::is_gone(cluster, node)
    }

    fn members(cluster: &Cluster<Self>) -> Option<Members> {
        let newest = || cluster.up().map(|(_, state)| state).min_by_key(|state| Reverse(state.membership.index()));
        let leader = newest_leader(cluster).and_then(|leader| cluster.state(leader));
        let present = leader.or_else(newest).map_or_else(Vec::new, |state| state.configuration().members().collect());
        Some(Members { present, manners: request::MANNERS })
    }

    fn node(cluster: &Cluster<Self>, node: NodeId, names: Names) -> NodePicture<Timer> {
        picture::node(cluster, node, names)
    }

    fn message(message: &Message, names: Names) -> MessageView {
        message::message(message, names)
    }
}

fn log_on_disk(cluster: &Cluster<Raft>, node: NodeId) -> Log {
    cluster.server(node).durable().unwrap_or_default().log
}

fn leaders(cluster: &Cluster<Raft>) -> impl Iterator<Item = (NodeId, &Raft)> {
    cluster.up().filter(|(_, state)| matches!(state.role, Role::Leader(_)))
}

/// The latest term that a majority is in, or has been.
fn term_of_majority(cluster: &Cluster<Raft>) -> Term {
    let newest = cluster.up().map(|(_, state)| &state.membership).max_by_key(|membership| membership.index());
    let files = Configuration::of(cluster.config().voters.iter().copied());
    let members = newest.map_or(&files, |membership| membership.in_force());
    let is_there = |node: NodeId| usize::from(node.0) < cluster.nodes().count();
    let term = |node: NodeId| if is_there(node) { checks::term_in(cluster.server(node)) } else { Term::ZERO };
    let counts = |least: &Term| members.is_quorum(&cluster.config().rules, |node| term(node) >= *least);
    members.members().map(term).filter(counts).max().unwrap_or_default()
}

/// The leader that is up; of several the one with the highest term.
fn newest_leader(cluster: &Cluster<Raft>) -> Option<NodeId> {
    leaders(cluster).max_by_key(|(_, state)| state.current_term).map(|(node, _)| node)
}

#[cfg(test)]
mod tests {
    use super::checks::story::{A, B, C, D, E, Story};
    use super::*;

    fn leadership(story: &Story) -> Vec<(u64, Option<NodeId>)> {
        let reigns = Raft::leadership(&story.cluster);
        reigns.iter().map(|reign| (reign.era, reign.leader)).collect()
    }

    #[test]
    fn who_reigns_is_who_leads_and_what_a_majority_has_heard_of() {
        let mut story = Story::new(3);
        assert_eq!(leadership(&story), [], "before the first election");
        assert_eq!(leadership(story.timeout(A)), [], "nobody has heard of it");
        let asks = |message: &Message| matches!(message, Message::RequestVote { .. });
        assert_eq!(leadership(story.deliver(A, B, asks)), [(1, None)], "while votes are asked for");
        assert_eq!(leadership(story.run()), [(1, Some(A))]);
        assert_eq!(leadership(story.crash(A)), [(1, None)]);
        assert_eq!(leadership(story.timeout(B).run()), [(2, Some(B))]);
    }

    #[test]
    fn two_that_lead_at_once_both_reign_and_a_candidate_that_nobody_hears_ends_no_reign() {
        let mut story = Story::new(5);
        story.elect(B).timeout(C).run_among(&[C, D, E]);
        assert_eq!(leadership(&story), [(2, Some(C)), (1, Some(B))]);
        assert_eq!(leadership(story.timeout(A).timeout(A)), [(2, Some(C)), (1, Some(B))], "A is candidate all alone");
        assert_eq!(leadership(story.crash(C)), [(2, None), (1, Some(B))]);
    }

    #[test]
    fn a_client_asks_the_leader_of_the_newest_term_or_anybody() {
        let mut story = Story::new(5);
        assert_eq!(Raft::whom_to_ask(&story.cluster), Some(A));
        story.elect(B).timeout(C).run_among(&[C, D, E]);
        assert_eq!(Raft::whom_to_ask(&story.cluster), Some(C));
        assert_eq!(Raft::whom_to_ask(&story.crash(C).crash(B).crash(A).cluster), Some(D));
    }
}
