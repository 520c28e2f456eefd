//! §6.3, linearizable semantics: a request that comes twice is carried out once.

use crate::raft_net::*;
use quorate_core::kv::StoreCommand;
use quorate_core::protocol::RequestId;
use quorate_core::raft::{Event, Index, Rejection, Request, Response, Timer};

const ONCE: RequestId = RequestId { client: 7, serial: 1 };

fn add(sum: i64) -> StoreCommand {
    StoreCommand::Add("x".into(), sum)
}

/// "If a server receives a command whose serial number has already been executed, it responds immediately without re-executing
/// the request."
#[test]
fn a_request_that_is_retried_is_carried_out_once_and_answered_alike() {
    let mut net = Net::new(3);
    net.elect(A).ask_as(ONCE, A, add(5)).run().ask_as(ONCE, A, add(5)).run();
    assert_eq!((net.told(), net.server(A).store.get("x")), (vec![applied(5, 1), applied(5, 2)], Some(5)));
    assert!(net.said(&Event::RequestRepeated { index: Index(2), command: add(5) }));
    let applied = |event: &&Event| matches!(event, Event::Applied { .. });
    let said: Vec<&Event> = net.events.iter().filter(applied).collect();
    assert_eq!(
        said,
        [&Event::Applied { index: Index(1), command: add(5), answer: Some(5) }],
        "what is not applied is not said to be"
    );
    net.heartbeat(A).run();
    assert_eq!(net.server(B).store.get("x"), Some(5), "everywhere");
}

/// "[…] along with the associated response": of the latest request only. What the client asked for before that has no answer any
/// more, and certainly not this one.
#[test]
fn a_request_that_is_overtaken_by_a_later_one_is_not_answered_with_that_one_s_value() {
    let later = RequestId { serial: 2, ..ONCE };
    let mut net = Net::new(3);
    net.elect(A).ask_as(later, A, add(7)).ask_as(ONCE, A, add(5)).run();
    assert_eq!((net.told(), net.server(A).store.get("x")), (vec![applied(7, 1)], Some(7)));
    assert!(net.said(&Event::RequestRepeated { index: Index(2), command: add(5) }));
}

/// A message may come twice: in between, the server may have lost its office. What stands in its log is not said to be refused.
#[test]
fn a_command_that_is_in_the_log_is_not_refused() {
    for is_committed in [false, true] {
        let mut net = Net::new(3);
        net.elect(A).ask_as(ONCE, B, add(5));
        let [forward] = &net.in_flight(B, A)[..] else { panic!("one message") };
        let forward = forward.clone();
        net.deliver(B, A);
        if is_committed {
            net.run_among(&[A, C]);
        }
        net.told();
        net.timeout(C).deliver(C, A).hear(A, B, forward);
        assert!(!net.server(A).is_leader());
        net.run();
        let refused = net.told().into_iter().any(|answer| matches!(answer, Response::NotLeader { .. }));
        assert!(!refused, "{is_committed}");
    }
}

/// Nor the other way round: who has refused a request, for it did not lead, does not take it up when it comes a second time. It is
/// passed on to the leader of a term, and nobody leads a term twice.
#[test]
fn a_command_that_was_refused_is_not_taken_up_when_it_comes_again() {
    let mut net = Net::new(3);
    net.elect(A).ask_as(ONCE, B, add(5));
    let [forward] = &net.in_flight(B, A)[..] else { panic!("one message") };
    let forward = forward.clone();
    net.crash(A).restart(A).run();
    assert_eq!(net.told(), [Response::NotLeader { leader: None }]);
    net.elect(A).hear(A, B, forward).run();
    assert_eq!(
        (net.elected(2), net.terms(A), net.told()),
        (vec![A], vec![], vec![Response::NotLeader { leader: Some(A) }])
    );
}

/// A change of the configuration is carried out once too, and answered by the way by which it was asked for last.
#[test]
fn a_change_that_is_retried_is_made_once_and_answered_alike() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().told();
    net.ask_as(ONCE, A, Request::Remove(C)).ask_as(ONCE, A, Request::Remove(C)).run();
    assert_eq!(net.told(), [Response::Done], "while it is under way");
    net.ask_as(ONCE, A, Request::Remove(C)).run();
    assert_eq!((net.told(), net.terms(A).len()), (vec![Response::Done], 2), "afterwards");
    // C is added again: that it was to be removed is long over.
    net.ask(A, Request::Add(C)).run().told();
    net.ask_as(ONCE, A, Request::Remove(C)).run();
    assert_eq!((net.told(), net.in_force(A)), (vec![Response::Done], "{A B C}".to_string()));
    // A new leader knows as well.
    net.heartbeat(A).run().timeout(B).run().ask_as(ONCE, B, Request::Remove(C)).run();
    assert_eq!((net.told(), net.in_force(B)), (vec![Response::Done], "{A B C}".to_string()));
}

/// Nor is it made when it comes again after it was refused, though it might be by then.
#[test]
fn a_change_that_was_refused_is_refused_again() {
    let other = RequestId { client: 8, serial: 1 };
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().told();
    net.ask_as(other, A, Request::Remove(B)).ask_as(ONCE, A, Request::Remove(C)).run();
    assert_eq!(net.told(), [Response::Refused(Rejection::ChangePending), Response::Done]);
    net.ask_as(ONCE, A, Request::Remove(C)).run();
    assert_eq!((net.told(), net.in_force(A)), (vec![Response::Refused(Rejection::ChangePending)], "{A C}".to_string()));
    net.ask_as(RequestId { serial: 2, ..ONCE }, A, Request::Remove(C)).run();
    assert_eq!((net.told(), net.in_force(A)), (vec![Response::Done], "{A}".to_string()), "another request is another");

    // What came of it later is such a refusal too.
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().told();
    net.crash(B).request(A, "x 2").ask_as(ONCE, A, Request::Transfer(B)).run().fire(A, Timer::Transfer).told();
    net.restart(B).heartbeat(A).run().ask_as(ONCE, A, Request::Transfer(B)).run();
    assert_eq!((net.told(), net.elected(2)), (vec![Response::Refused(Rejection::TransferFailed)], vec![]));
    net.ask_as(other, A, Request::Add(D)).run();
    for _ in 0..10 {
        net.fire(A, Timer::CatchUp);
    }
    net.restart(D).ask_as(other, A, Request::Add(D)).run();
    assert_eq!(net.told(), vec![Response::Refused(Rejection::CatchUpFailed); 2]);
}

/// Whether the server still catches up, or the change is half made, or by another leader.
#[test]
fn a_change_that_is_retried_is_answered_when_it_is_made() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().told();
    net.restart(D).ask_as(ONCE, A, Request::Add(D)).ask_as(ONCE, A, Request::Add(D)).run();
    assert_eq!((net.told(), net.in_force(A)), (vec![Response::Done], "{A B C D}".to_string()));

    let to_others = || Request::Configure { voters: [A, B, D].into(), direct: false };
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().told();
    net.restart(D).ask_as(ONCE, A, to_others()).run_among(&[A, D]);
    assert_eq!(net.in_force(A), "{A B C}→{A B D}");
    net.ask_as(ONCE, A, to_others()).run();
    assert_eq!((net.told(), net.in_force(A)), (vec![Response::Done], "{A B D}".to_string()));

    // A has gone when C-old,new is in the logs.
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().told();
    net.restart(D).ask_as(ONCE, A, to_others()).run_among(&[A, D]).deliver(A, B).deliver(A, B).lose_all().crash(A);
    net.timeout(B).ask_as(ONCE, B, to_others()).run().told();
    assert_eq!((net.elected(2), net.in_force(B)), (vec![B], "{A B D}".to_string()));
    net.ask_as(ONCE, B, to_others()).run();
    assert_eq!((net.told(), net.terms(B).len()), (vec![Response::Done], 4));

    // It is in the new leader's log, and not committed.
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().told();
    net.ask_as(ONCE, A, Request::Remove(C)).deliver(A, B).lose_all().crash(A).timeout(B).run_among(&[B, C]);
    assert_eq!((net.elected(2), net.in_force(B)), (vec![], "{A B}".to_string()), "it needs A");
    net.lose_all().restart(A).timeout(B).deliver(B, A).deliver(A, B).ask_as(ONCE, B, Request::Remove(C)).run();
    assert_eq!((net.elected(3), net.told()), (vec![B], vec![Response::Done]));
}

/// Why: "if the leader crashes after committing a log entry but before responding to the client, the client may retry the command
/// with a new leader, causing it to be executed a second time".
#[test]
fn a_request_that_is_retried_with_another_leader_is_carried_out_once() {
    let value = |sessions| {
        let mut net = Net::new(3);
        net.config.rules.sessions = sessions;
        net.elect(A).ask_as(ONCE, A, add(5)).deliver(A, B).lose_all().crash(A).timeout(B).run();
        net.ask_as(ONCE, B, add(5)).run();
        net.server(B).store.get("x")
    };
    assert_eq!((value(true), value(false)), (Some(5), Some(10)));
}

/// "The session tracks the latest serial number processed for the client, along with the associated response": each client has
/// its own.
#[test]
fn the_same_serial_number_of_another_client_is_another_request() {
    let mut net = Net::new(3);
    net.elect(A).ask_as(ONCE, A, add(5)).ask_as(RequestId { client: 8, ..ONCE }, A, add(5)).run();
    assert_eq!(net.told(), [applied(5, 1), applied(10, 2)]);
}

/// The next request of the client is another one, and what it had given up before that is not carried out any more.
#[test]
fn a_client_asks_for_one_thing_after_the_other() {
    let mut net = Net::new(3);
    net.elect(A).ask_as(ONCE, A, add(5)).ask_as(RequestId { serial: 2, ..ONCE }, A, add(1)).run();
    net.ask_as(ONCE, A, add(5)).run();
    assert_eq!(net.server(A).store.get("x"), Some(6));
}

/// "State machines must also serialize the information they keep for providing linearizability to clients" (§5.1): it survives in
/// snapshots.
#[test]
fn a_snapshot_knows_what_was_carried_out() {
    let mut net = Net::new(3);
    net.elect(A).ask_as(ONCE, A, add(5)).lose(A, C, |_| true).run().ask(A, Request::Snapshot);
    net.heartbeat(A).run().crash(A).restart(A);
    assert_eq!(net.server(C).log.snapshot_index(), Index(1), "C got the snapshot and not the entry");
    net.elect(C).ask_as(ONCE, C, add(5)).run();
    assert_eq!((net.server(C).store.get("x"), net.server(A).store.get("x")), (Some(5), Some(5)));
}
