//! Our two-phase commit, step by step: everything that can happen within bounds.

use crate::spec::{Rm, Rms, init, is_step};
use quorate_core::atomic_commit::{PlacedCommand, TransactionId};
use quorate_core::kv::StoreCommand;
use quorate_core::protocol::NodeId;
use quorate_core::two_phase_commit::participant::Record;
use quorate_core::two_phase_commit::{Config, Request, Rules, Timer, TwoPhaseCommit};
use quorate_sim::cluster::check::{Check, Transition, Violation};
use quorate_sim::cluster::{Cluster, Server};
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::reduction::Reduction;
use quorate_sim::search::{Progress, Search};

/// The transactions that there can be within the bounds below.
const IDS: [TransactionId; 2] = [TransactionId { boots: 1, count: 1 }, TransactionId { boots: 1, count: 2 }];

/// What a participant's disk says of a transaction, in the words of the specification.
fn rm(server: &Server<TwoPhaseCommit>, id: TransactionId) -> Rm {
    match server.disk.as_ref().and_then(|disk| disk.participant.records.get(&id)) {
        None => Rm::Working,
        Some(Record::Prepared(_)) => Rm::Prepared,
        Some(Record::Committed) => Rm::Committed,
        Some(Record::Aborted) => Rm::Aborted,
    }
}

/// All participants after the step; before it only the one that it was about was another.
fn refines(transition: &Transition<'_, TwoPhaseCommit>) -> Result<(), Violation> {
    let Some((node, before, _)) = transition.touched() else { return Ok(()) };
    let cluster = transition.after;
    let participants = &cluster.config().participants;
    for id in IDS {
        let after: Rms = participants.iter().map(|it| rm(cluster.server(*it), id)).collect();
        let mut earlier = after.clone();
        if let Some(place) = participants.iter().position(|it| *it == node) {
            earlier[place] = rm(before, id);
        }
        if !is_step(&earlier, &after) {
            return Err(Violation(vec![("id", id.into()), ("node", node.into())]));
        }
    }
    Ok(())
}

const REFINES: Check<TwoPhaseCommit> = Check { id: "2pc.refines", number: "TC", look: refines };

/// How many states there are; `None`: a step was none of the specification's.
fn explore(config: Config, bounds: Bounds<TwoPhaseCommit>) -> Option<usize> {
    static CHECKS: [Check<TwoPhaseCommit>; 1] = [REFINES];
    let cluster = Cluster::booted(config.clone(), u8::try_from(config.participants.len()).expect("few") + 1);
    let mut search = Search::new(cluster, bounds, &CHECKS, Reduction::none());
    match search.run(usize::MAX) {
        Progress::Exhausted => Some(search.states()),
        _ => None,
    }
}

fn transactions(count: usize, crashes: u8) -> Bounds<TwoPhaseCommit> {
    let set = |value| PlacedCommand { at: None, command: StoreCommand::Set("x".into(), value) };
    let requests = (1..).take(count).map(|value| (vec![NodeId(0)], Request::Transaction(vec![set(value)])));
    Bounds {
        depth: 40,
        timeouts: vec![(Timer::Votes, 1), (Timer::Decision, 1)],
        crashes,
        requests: requests.collect(),
        ..Bounds::none()
    }
}

#[test]
fn every_step_of_one_and_of_two_participants_is_a_step_of_transaction_commit() {
    for (nodes, count, crashes) in [(2, 1, 2), (2, 2, 1), (3, 1, 1)] {
        let states = explore(Config::new(nodes), transactions(count, crashes));
        let states = states.expect("each step is one");
        println!("1 + {}, {count} transactions, {crashes} crashes: {states} states", nodes - 1);
        assert!(states > 100, "{states}");
    }
}

/// The first state is that of the specification, too.
#[test]
fn it_begins_as_the_specification_does() {
    let cluster = Cluster::<TwoPhaseCommit>::booted(Config::new(3), 3);
    let first: Rms = [1, 2].map(|node| rm(cluster.server(NodeId(node)), IDS[0])).into();
    assert_eq!(first, init(2));
}

#[test]
fn without_a_rule_some_step_is_none() {
    let without: [fn(&mut Rules); 3] =
        [|rules| rules.unanimous = false, |rules| rules.wait_for_decision = false, |rules| rules.asked_aborts = false];
    for switch_off in without {
        let mut config = Config::new(4);
        switch_off(&mut config.rules);
        assert_eq!(explore(config, transactions(1, 0)), None);
    }
}
