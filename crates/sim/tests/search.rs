//! Where a rule is switched off, the search finds a schedule that breaks a promise; with all rules on it finds none within the
//! same bounds. And what the search itself does is right.

use quorate_core::paxos::Paxos;
use quorate_core::protocol::Protocol;
use quorate_core::raft::Raft;
use quorate_sim::registry;
use quorate_sim::registry::Playable;
use quorate_sim::search::case::Searched;
use quorate_sim::search::case::{Case, DURABLE};
use quorate_sim::search::hunt::Outcome;
use quorate_sim::search::{Progress, Schedule, Search};

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

/// The search finds nothing while the rule is on, whatever the promise, and within the same bounds breaks the promise while
/// it is off. The schedule that it gives breaks the promise when it is played again.
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
        let check = P::CHECKS.iter().find(|check| check.id == case.promise).expect(case.promise);
        (check.look)(&quorate_sim::cluster::check::Transition { after: &cluster, applied: &applied })
    };
    for step in before {
        look(step).expect("the promise is broken by the last step and not before");
    }
    assert_eq!(look(last), Err(found.violation));
}

#[test]
fn what_breaks_without_a_rule_of_paxos() {
    Paxos::CASES.iter().for_each(check);
}

#[test]
fn what_breaks_without_a_rule_of_raft() {
    Raft::CASES.iter().for_each(check);
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
    each_rule_has_a_case::<Paxos>();
    each_rule_has_a_case::<Raft>();
}

#[test]
fn a_hunt_needs_not_know_the_protocol() {
    let raft = registry::HUNTERS.iter().find(|hunter| hunter.protocol() == "raft").expect("there is Raft");
    assert!(raft.preys().contains(&("majority", "raft.election-safety", 4)));
    assert!(raft.hunt("majority", "raft.log-matching", false).is_none());
    let mut hunt = raft.hunt("majority", "raft.election-safety", false).expect("it is in the table");
    assert_eq!(hunt.bounds()[..3], [("given", 0), ("steps", 7), ("election", 2)]);
    let occurrences = loop {
        match hunt.run(1) {
            Outcome::Working => assert!(hunt.depth() <= 7 && hunt.frontier() <= hunt.states()),
            Outcome::Found { occurrences, .. } => break occurrences,
            Outcome::Exhausted => panic!("nothing found"),
        }
    };
    assert_eq!(occurrences.len(), 6, "two servers time out, each is heard by another, and elected: {occurrences:?}");
}
