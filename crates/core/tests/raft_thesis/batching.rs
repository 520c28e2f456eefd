//! §10.2.2, batching.

use crate::raft_net::*;
use quorate_core::protocol::{Input, RequestId};
use quorate_core::raft::{AppendEntries, Event, Index, Message, Timer};

fn batching(servers: u8) -> Net {
    let mut net = Net::new(servers);
    net.config.options.batching = true;
    net.elect(A);
    net
}

/// How many entries each message carries.
fn sizes(messages: &[Message]) -> Vec<usize> {
    let size = |message: &Message| match message {
        Message::AppendEntries(AppendEntries { entries, .. }) => Some(entries.len()),
        _ => None,
    };
    messages.iter().filter_map(size).collect()
}

/// "Many of the costs of request processing are amortized when multiple requests are collected into a batch": what comes while the
/// last entries are under way goes together when they are acknowledged.
#[test]
fn what_came_while_entries_were_under_way_goes_as_one_batch() {
    let mut net = batching(3);
    net.request(A, "x 1").request(A, "x 2").request(A, "x 3").request(A, "x 4");
    assert_eq!(sizes(&net.in_flight(A, B)), [1]);
    net.deliver(A, B).deliver(B, A);
    assert_eq!(sizes(&net.in_flight(A, B)), [3]);
    net.run();
    assert_eq!((net.told().len(), net.server(A).commit_index), (4, Index(4)));

    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").request(A, "x 2").request(A, "x 3");
    assert_eq!(sizes(&net.in_flight(A, B)), [1, 2, 3], "without it, each goes at once, with what is not acknowledged");
}

/// Each follower at its own pace.
#[test]
fn a_slow_follower_keeps_nobody_waiting() {
    let mut net = batching(3);
    net.request(A, "x 1").run_among(&[A, B]).request(A, "x 2");
    assert_eq!((sizes(&net.in_flight(A, B)), sizes(&net.in_flight(A, C))), (vec![1], vec![1]));
    net.run_among(&[A, B]);
    assert_eq!(net.told().len(), 2);
    net.run();
    assert_eq!(net.terms(C), [1, 1]);
}

/// A batch that is lost is sent again with the next heartbeat.
#[test]
fn a_lost_batch_is_made_up_for_by_the_next_heartbeat() {
    let mut net = batching(3);
    net.request(A, "x 1").lose_all().heartbeat(A);
    assert_eq!(sizes(&net.in_flight(A, B)), [1]);
    net.run();
    assert_eq!(net.told(), [applied(1, 1)]);
}

/// So the heartbeat must come, however many commands there are: it is put off only by what everybody gets.
#[test]
fn a_busy_leader_that_waits_for_acknowledgements_still_sends_heartbeats() {
    let mut net = batching(3);
    let puts_off_heartbeat = |net: &Net| {
        let request = Input::Request { id: RequestId { client: 99, serial: 0 }, request: set("x", 0).into() };
        let out = input_with(&net.config, &mut net.server(A).clone(), request);
        out.timers.iter().any(|(timer, _)| *timer == Timer::Heartbeat)
    };
    assert!(puts_off_heartbeat(&net), "everybody is sent the first");
    net.request(A, "x 1").lose_all();
    assert!(!puts_off_heartbeat(&net), "nobody is sent the second");
    net.request(A, "x 2").heartbeat(A).run();
    assert_eq!(net.told().len(), 2);
}

/// Entries that are refused are not waited for.
#[test]
fn a_refusal_ends_the_waiting() {
    let mut net = Net::with_logs(1, &[&[1, 1], &[1, 1], &[]]);
    net.config.options.batching = true;
    net.elect(A).request(A, "x 1").run();
    assert_eq!((net.terms(C), net.leader(A).awaited.len()), (vec![1, 1, 2], 0));
    assert!(net.said(&Event::NextIndexDecremented { follower: C, next_index: Index(1) }));
}
