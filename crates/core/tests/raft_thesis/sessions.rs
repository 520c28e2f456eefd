//! §6.3, linearizable semantics: a request that comes twice is carried out once.

use crate::raft_net::*;
use quorate_core::kv::Command;
use quorate_core::protocol::RequestId;
use quorate_core::raft::{Event, Request};

const ONCE: RequestId = RequestId { client: 7, serial: 1 };

fn add(sum: i64) -> Command {
    Command::Add("x".into(), sum)
}

/// "If a server receives a command whose serial number has already been executed, it responds immediately without re-executing
/// the request."
#[test]
fn a_request_that_is_retried_is_carried_out_once_and_answered_alike() {
    let mut net = Net::new(3);
    net.elect(A).ask_as(ONCE, A, add(5)).run().ask_as(ONCE, A, add(5)).run();
    assert_eq!((net.told(), net.server(A).store.get("x")), (vec![applied(5, 1), applied(5, 2)], Some(5)));
    assert!(net.said(&Event::RequestRepeated { index: 2, command: add(5) }));
    let applied = |event: &&Event| matches!(event, Event::Applied { .. });
    let said: Vec<&Event> = net.events.iter().filter(applied).collect();
    assert_eq!(
        said,
        [&Event::Applied { index: 1, command: add(5), answer: Some(5) }],
        "what is not applied is not said to be"
    );
    net.heartbeat(A).run();
    assert_eq!(net.server(B).store.get("x"), Some(5), "everywhere");
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
    assert_eq!(net.server(C).log.snapshot_index(), 1, "C got the snapshot and not the entry");
    net.elect(C).ask_as(ONCE, C, add(5)).run();
    assert_eq!((net.server(C).store.get("x"), net.server(A).store.get("x")), (Some(5), Some(5)));
}
