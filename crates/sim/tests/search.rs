//! Where a rule is switched off, the search finds a schedule that breaks a property; with all rules on it finds none within the
//! same bounds. And what the search itself does is right.

use quorate_core::kv::StoreCommand;
use quorate_core::protocol::{NodeId, Protocol};
use quorate_core::raft::{Message, Raft, Request, Term, Timer};
use quorate_sim::cluster::checked::Checked;
use quorate_sim::cluster::setting::SettingValue;
use quorate_sim::cluster::step::Step;
use quorate_sim::registry;
use quorate_sim::registry::{Playable, Visitor};
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::case::{Case, DURABLE, Prelude};
use quorate_sim::search::model::Finding;
use quorate_sim::search::reduction::Reduction;
use quorate_sim::search::{Progress, Schedule, Search};

const A: NodeId = NodeId(0);
const B: NodeId = NodeId(1);
const C: NodeId = NodeId(2);

fn run<P: Protocol>(mut search: Search<P>) -> (Option<Schedule<P>>, usize) {
    let found = loop {
        match search.run(10_000) {
            Progress::Working => {}
            Progress::Found(schedule) => break Some(schedule),
            Progress::Exhausted => break None,
        }
    };
    (found, search.states())
}

/// The search finds nothing while the rule is on, whatever the property, and within the same bounds breaks the property while
/// it is off. The schedule that it gives breaks the property when it is played again.
fn check<P: Playable>(case: &Case<P>) {
    let rule = case.rule;
    let (found, states) = run(case.control());
    assert!(found.is_none(), "{} with {rule} on: {found:#?}", P::NAME);
    let (found, tried) = run(case.search());
    let found = found.unwrap_or_else(|| panic!("{} without {rule}: nothing found in {tried} states", P::NAME));
    println!("{} {rule}: {} steps, {tried} states; {states} with the rule on", P::NAME, found.steps.len());
    let mut cluster = case.booted(false);
    let steps = case.whole(&found);
    let (last, before) = steps.split_last().expect("a booted cluster has broken nothing");
    let mut look = |step| {
        let applied = cluster.apply(step).expect("a schedule that was found can be played");
        let check = P::CHECKS.iter().find(|check| check.id == case.property).expect(case.property);
        (check.look)(&quorate_sim::cluster::check::Transition { after: &cluster, applied: &applied })
    };
    for step in before {
        look(step).expect("the property is broken by the last step and not before");
    }
    assert_eq!(look(last), Err(found.violation));
}

/// Of every protocol.
#[test]
fn what_breaks_without_a_rule() {
    struct All(Vec<&'static str>);
    impl Visitor for All {
        fn visit<P: Playable>(&mut self) {
            P::CASES.iter().for_each(check);
            self.0.push(P::NAME);
        }
    }
    let mut all = All(Vec::new());
    registry::visit(&mut all);
    assert_eq!(all.0, registry::NAMES);
}

/// A leads term 2, as it has led term 1, and from then an answer of B's is still under way to A. It says that B has got to term 2,
/// for B had voted for A. It is no answer to what A asks in term 2, and not even together with a new leader, a
/// write and a read does it break a property. (If A asked for no answer, the read would, within the same bounds.)
#[test]
fn an_answer_to_an_earlier_leadership_misleads_nobody() {
    let case = Case::<Raft> {
        rule: "read-confirmed",
        property: "raft.linearizable",
        nodes: 3,
        set_up: &[],
        settings: &[("read-index", SettingValue::Switch(true))],
        before: Some(a_leads_again_and_asked_b_before),
        bounds: || Bounds {
            depth: 11,
            timeouts: vec![(Timer::Election, 1)],
            requests: vec![(vec![C], set(3)), (vec![A], Request::Command(StoreCommand::Get("x".into())))],
            ..Bounds::none()
        },
    };
    let mut cluster = case.prelude(true).cluster;
    let bounds = Bounds { clients: 3, ..(case.bounds)() };
    // No state is taken for another: that late answers are dead letters is what is in question.
    let search = |cluster| run(Search::new(cluster, bounds.clone(), Raft::CHECKS, Reduction::none()));
    let (found, states) = search(cluster.clone());
    assert!(found.is_none(), "{found:#?}");
    println!("nothing in {states} states");
    let mut config = cluster.config().clone();
    config.rules.read_confirmed = false;
    cluster.apply(&Step::Configure(config)).expect("rules may be switched");
    assert!(search(cluster).0.is_some());
}

fn set(value: i64) -> Request {
    Request::Command(StoreCommand::Set("x".into(), value))
}

fn a_leads_again_and_asked_b_before(prelude: &mut Prelude<Raft>) {
    let to_be_late = |from, to, message: &Message| {
        (from, to) == (A, B)
            && matches!(message, Message::AppendEntries(append) if (append.term, append.round) == (Term(1), 1))
    };
    let settle = |prelude: &mut Prelude<Raft>| {
        let next = |prelude: &Prelude<Raft>| {
            let mut flights = prelude.cluster.network().iter();
            flights
                .find(|(from, to, message)| !to_be_late(*from, *to, message))
                .map(|(from, to, it)| (from, to, it.clone()))
        };
        while let Some((from, to, message)) = next(prelude) {
            prelude.step(Step::Deliver { from, to, message });
        }
    };
    settle(prelude.timeout(A));
    settle(prelude.request(A, "SET x 1"));
    settle(prelude.request(A, "GET x"));
    prelude.step(Step::Crash { node: A }).step(Step::Restart { node: A }).timeout(A);
    settle(prelude);
    settle(prelude.request(A, "SET x 2"));
    let late = prelude.cluster.network().iter().find(|(from, to, message)| to_be_late(*from, *to, message));
    let message = late.expect("it has not arrived").2.clone();
    prelude.step(Step::Deliver { from: A, to: B, message });
    let under_way: Vec<_> = prelude.cluster.network().iter().map(|(_, _, message)| message.clone()).collect();
    assert!(
        matches!(under_way[..], [Message::AppendEntriesReply { term: Term(2), asked: Term(1), round: 1, .. }]),
        "{under_way:?}"
    );
}

#[track_caller]
fn each_rule_has_a_case<P: Playable>() {
    let rules = P::SETTINGS.iter().filter(|setting| setting.is_rule).map(|setting| setting.name);
    for rule in rules.chain([DURABLE]) {
        assert!(P::CASES.iter().any(|case| case.rule == rule), "{} has no case for {rule}", P::NAME);
    }
}

#[test]
fn there_is_a_case_for_each_rule() {
    struct All;
    impl Visitor for All {
        fn visit<P: Playable>(&mut self) {
            each_rule_has_a_case::<P>();
        }
    }
    registry::visit(&mut All);
}

#[test]
fn a_search_needs_not_know_the_protocol() {
    let raft = registry::MODELS.iter().find(|models| models.protocol() == "raft").expect("there is Raft");
    assert!(raft.models().contains(&("majority", "raft.election-safety", 4)));
    assert!(raft.search("majority", "raft.log-matching", false).is_none());
    let mut search = raft.search("majority", "raft.election-safety", false).expect("it is in the table");
    assert_eq!(search.bounds()[..3], [("given", 0), ("steps", 7), ("election", 2)]);
    let occurrences = loop {
        match search.run(1) {
            Finding::Working => assert!(search.depth() <= 7 && search.frontier() <= search.states()),
            Finding::Found { occurrences, .. } => break occurrences,
            Finding::Exhausted => panic!("nothing found"),
        }
    };
    assert_eq!(occurrences.len(), 6, "two servers time out, each is heard by another, and elected: {occurrences:?}");
}
