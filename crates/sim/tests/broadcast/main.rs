//! A protocol that is added by a folder and an entry of a registry is played by everything: the cluster, the search, the
//! clock and its timeline, scripts and lessons, replay and the picture. No other file knows of it.

mod protocol;

use protocol::machine::{Broadcast, Message, SENDER};
use quorate_core::protocol::{Micros, NodeId, RequestId};
use quorate_sim::clock::playing::Playing;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::cluster::Cluster;
use quorate_sim::cluster::check::Transition;
use quorate_sim::cluster::checked::Checked;
use quorate_sim::cluster::step::Step;
use quorate_sim::language::lesson::Lesson;
use quorate_sim::language::replay;
use quorate_sim::language::run::Run;
use quorate_sim::language::view::Vote;
use quorate_sim::registry::{Playable, Visitor};
use quorate_sim::search::Progress;
use quorate_sim::search::case::{Case, DURABLE, Searched};
use quorate_sim::search::model::Finding;

/// The entry, beside those of others.
mod registry {
    use super::Broadcast;
    use quorate_core::raft::Raft;

    quorate_sim::protocols!(Broadcast, Raft);
}

const B: NodeId = NodeId(1);

fn timeline(nodes: u8, seed: u64) -> Timeline {
    Timeline::new(Setup::new(registry::vocabulary("broadcast").expect("it is registered"), nodes, Seed(seed)))
}

fn attribute(timeline: &Timeline, node: NodeId, name: &str) -> String {
    timeline.present().machine().attribute(node, name, None).unwrap_or_else(|| panic!("no node has a {name}"))
}

fn broken(timeline: &Timeline) -> Vec<&'static str> {
    let checks = timeline.setup().vocabulary.checks().into_iter().zip(timeline.present().broken());
    checks.filter_map(|(check, broken)| broken.as_ref().map(|_| check.id)).collect()
}

#[test]
fn the_registry_names_it() {
    assert_eq!(registry::NAMES, ["broadcast", "raft"]);
    assert!(registry::vocabulary("paxos").is_err());
    #[derive(Default)]
    struct Names(Vec<&'static str>);
    impl Visitor for Names {
        fn visit<P: Playable>(&mut self) {
            self.0.push(P::NAME);
        }
    }
    let mut names = Names::default();
    registry::visit(&mut names);
    assert_eq!(names.0, registry::NAMES);
}

#[test]
fn a_cluster_plays_it() {
    let mut cluster = Cluster::<Broadcast>::booted(Broadcast::config(3), 3);
    let id = RequestId { client: 0, serial: 0 };
    cluster.apply(&Step::Request { node: SENDER, id, request: "x".into() }).expect("it is up");
    let mut told = Vec::new();
    let next = |cluster: &Cluster<Broadcast>| cluster.network().iter().next().map(|(a, b, it)| (a, b, it.clone()));
    while let Some((from, to, message)) = next(&cluster) {
        let applied = cluster.apply(&Step::Deliver { from, to, message }).expect("it is under way");
        for check in Broadcast::CHECKS {
            (check.look)(&Transition { after: &cluster, applied: &applied }).expect(check.id);
        }
        told.extend(applied.responses);
    }
    assert_eq!(told, [(id, protocol::machine::Response::Done)]);
    assert!(cluster.up().all(|(_, node)| node.newest.value == "x"));
}

#[test]
fn a_search_finds_what_each_rule_is_for_and_nothing_with_it() {
    let rules = Broadcast::SETTINGS.iter().filter(|setting| setting.is_rule).map(|setting| setting.name);
    for rule in rules.chain([DURABLE]) {
        assert!(Broadcast::CASES.iter().any(|case| case.rule == rule), "{rule}");
    }
    for case in Broadcast::CASES {
        let (mut search, mut control) = (case.search(), case.control());
        assert!(matches!(search.run(usize::MAX), Progress::Found(_)), "{} {}", case.rule, case.property);
        assert!(matches!(control.run(usize::MAX), Progress::Exhausted), "{} {}", case.rule, case.property);
    }
}

#[test]
fn what_a_search_finds_plays_on_the_stage() {
    for case in Broadcast::CASES {
        let Progress::Found(found) = case.search().run(usize::MAX) else { panic!("{}: nothing found", case.rule) };
        let script = replay::script(&case.model(false), &case.occurrences(false, &case.whole(&found)));
        let run = Run::parse(registry::ALL, &script, timeline(1, 0).setup().clone()).expect("a script can be read");
        let mut timeline = Timeline::replay(run).expect("nothing in it is refused");
        assert!(broken(&timeline).contains(&case.property), "{script}");
        timeline.seek(Micros(timeline.end().0 - 1));
        assert!(!broken(&timeline).contains(&case.property), "too early:\n{script}");
    }
}

#[test]
fn a_search_needs_not_know_it() {
    let models = registry::MODELS.iter().find(|models| models.protocol() == "broadcast").expect("it is registered");
    let mut search = models.search("everybody", "broadcast.all-have-it", false).expect("it has a case");
    assert!(matches!(search.run(usize::MAX), Finding::Found { .. }));
}

/// A run in which a receiver is down for a while, and the sender crashes.
fn faults(seed: u64) -> Timeline {
    let mut timeline = timeline(3, seed);
    let commands = [(0, "loss 20%"), (0, "crash C"), (10, "request announce x"), (500, "restart C"), (505, "crash A")];
    for (ms, command) in commands.into_iter().chain([(900, "restart A"), (2000, "request @A announce y")]) {
        timeline.advance(Micros::from_ms(ms), usize::MAX);
        timeline.command(command).unwrap_or_else(|error| panic!("{command}: {error:?}"));
    }
    timeline.advance(Micros::from_ms(8000), usize::MAX);
    timeline
}

#[test]
fn a_timeline_plays_it_seeks_and_branches() {
    let mut timeline = faults(3);
    assert_eq!(broken(&timeline), [""; 0]);
    assert_eq!([SENDER, B, NodeId(2)].map(|node| attribute(&timeline, node, "value")), ["y"; 3]);
    assert_eq!(attribute(&timeline, SENDER, "acknowledged"), "{A B C}");
    let whole = timeline.present().fingerprint();
    for at in [7999, 505, 10, 2000] {
        timeline.seek(Micros::from_ms(at));
    }
    timeline.seek(Micros::from_ms(8000));
    assert_eq!(timeline.present().fingerprint(), whole);
    timeline.seek(Micros::from_ms(600));
    timeline.command("request @B announce z").expect("it is up");
    timeline.advance(Micros::from_ms(8000), usize::MAX);
    assert_eq!((timeline.lanes().len(), attribute(&timeline, B, "value").as_str()), (2, "x"));
}

#[test]
fn a_script_says_the_same_again() {
    for seed in 0..20 {
        let timeline = faults(seed);
        let script = timeline.script();
        let fallback = Setup::new(registry::vocabulary("raft").expect("it is registered"), 1, Seed(0));
        let run = Run::parse(registry::ALL, &script, fallback).unwrap_or_else(|error| panic!("{error}\n{script}"));
        let again = Timeline::replay(run).expect("nothing in it is refused");
        assert_eq!(again.present().fingerprint(), timeline.present().fingerprint(), "{script}");
        assert_eq!(again.script(), script);
    }
}

#[test]
fn a_rule_that_is_off_breaks_a_guarantee_in_time_too() {
    let mut timeline = timeline(3, 1);
    for command in ["rule everybody off", "crash C", "request announce x"] {
        timeline.command(command).unwrap_or_else(|error| panic!("{command}: {error:?}"));
    }
    timeline.advance(Micros::from_ms(1000), usize::MAX);
    assert_eq!(broken(&timeline), ["broadcast.all-have-it"]);
}

const LESSON: &str = "\
lesson broadcast/all-acknowledge
title en All acknowledge
title zh 所有节点确认
protocol broadcast
nodes 3
seed 1

step
say en A announces x.
say zh A 广播 x。
request announce x
until A acknowledged = {A B C}
expect B value = x
expect C role = receiver
focus A
";

#[test]
fn a_lesson_is_played_and_its_expectations_are_checked() {
    Lesson::play(registry::ALL, LESSON).unwrap_or_else(|error| panic!("{error}"));
    assert!(Lesson::play(registry::ALL, &LESSON.replace("value = x", "value = y")).is_err());
}

#[test]
fn it_is_drawn() {
    let mut timeline = timeline(3, 1);
    timeline.command("request announce x").expect("A is up");
    // The request is on its way to A, and then A's announcements are on theirs.
    while registry::picture(timeline.present()).node(SENDER).era == 0 {
        timeline.step_forward();
    }
    let view = registry::picture(timeline.present()).whole();
    assert_eq!((view.protocol, view.nodes.len(), view.flights.len()), ("broadcast", 3, 2));
    assert_eq!(view.nodes.iter().map(|node| node.role).collect::<Vec<_>>(), ["sender", "receiver", "receiver"]);
    assert!(view.flights.iter().all(|flight| (flight.message.kind, flight.message.era) == ("Announce", 1)));
    assert_eq!((view.checks.len(), view.nodes[0].dial.is_some()), (2, true));
    let tally = &view.nodes[0].tallies[0];
    assert_eq!((tally.had, tally.needed), (1, 3));
    while !registry::picture(timeline.present()).node(SENDER).tallies[0]
        .voters
        .iter()
        .any(|it| it.state == Vote::Coming)
    {
        timeline.step_forward();
    }
    timeline.advance(Micros::from_ms(1000), usize::MAX);
    let view = registry::picture(timeline.present()).node(SENDER);
    assert_eq!(view.detail.get("acknowledged").list().len(), 3);
    let playing = Playing::<Broadcast>::of(timeline.present().machine()).expect("it plays this protocol");
    assert_eq!(playing.cluster.network().iter().count(), 0);
}

/// The page's side of it, in `web/tests/broadcast/`, has words for what this side tells.
#[test]
fn the_page_has_words_for_what_is_told() {
    let vocabulary = registry::vocabulary("broadcast").expect("it is registered");
    for words in [
        include_str!("../../../../web/tests/broadcast/languages/en/broadcast.json"),
        include_str!("../../../../web/tests/broadcast/languages/zh/broadcast.json"),
    ] {
        let roles = vocabulary.roles().iter().filter(|role| **role != "down").map(|role| format!("role.{role}"));
        let kinds = vocabulary.kinds().iter().map(|kind| format!("message.{kind}"));
        let events = vocabulary.events().iter().map(|key| (*key).to_string());
        for key in roles.chain(kinds).chain(events) {
            assert!(words.contains(&format!("\"{key}\": ")), "{key}");
        }
    }
}

/// Without the answer's round an answer of an earlier one would do.
#[test]
fn a_late_acknowledgement_counts_for_its_own_round_only() {
    let case: &Case<Broadcast> = &Broadcast::CASES[0];
    let mut rehearsal = case.prelude(true);
    rehearsal.request(SENDER, "announce x").deliver(SENDER, B).request(SENDER, "announce y").deliver(B, SENDER);
    assert_eq!(rehearsal.cluster.state(SENDER).map(|node| node.acknowledged.len()), Some(1));
    let late = rehearsal.cluster.network().iter().map(|(_, _, message)| message.clone()).collect::<Vec<_>>();
    assert!(matches!(&late[..], [Message::Announce(announced)] if announced.round == 2));
}
