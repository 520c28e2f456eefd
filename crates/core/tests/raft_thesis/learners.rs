//! §4.2.1, non-voting members that stay; §6.4, reads that a follower answers by itself.

use crate::raft_net::*;
use quorate_core::raft::{Event, Index, Rejection, Request, Response};
use std::sync::Arc;

/// A leads B and C, has committed x = 1, and D is there and empty.
fn three() -> Net {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().heartbeat(A).run().told();
    net.restart(D);
    net
}

/// "The leader replicates log entries to it, but it is not yet counted towards majorities for voting or commitment purposes."
/// One that is added as a learner stays so.
#[test]
fn a_learner_gets_the_log_and_is_counted_in_no_majority() {
    let mut net = three();
    net.ask(A, Request::AddLearner(D)).run();
    assert_eq!((net.in_force(A), net.in_force(D)), ("{A B C}+{D}".to_string(), "{A B C}+{D}".to_string()));
    assert_eq!(net.told(), [Response::Done]);
    net.request(A, "x 2").run_among(&[A, D]);
    assert_eq!(
        (net.terms(D).len(), net.server(A).commit_index),
        (3, Index(2)),
        "A and D are no majority of A, B and C"
    );
    net.run_among(&[A, B]);
    assert_eq!(net.server(A).commit_index, Index(3));
    assert!(!net.server(D).may_campaign());
    // Nor is its vote counted.
    net.crash(A).crash(C).timeout(B).run_among(&[B, D]);
    assert!(!net.server(B).is_leader());
}

#[test]
fn a_learner_is_promoted_when_it_has_caught_up() {
    let mut net = three();
    net.ask(A, Request::AddLearner(D)).run().told();
    net.crash(D).request(A, "x 2").run().told();
    net.restart(D).ask(A, Request::Promote(D)).run_among(&[A, B, C]);
    assert_eq!(net.in_force(A), "{A B C}+{D}", "it lacks an entry");
    net.heartbeat(A).run();
    assert_eq!((net.in_force(A), net.in_force(D)), ("{A B C D}".to_string(), "{A B C D}".to_string()));
    assert_eq!(net.told(), [Response::Done]);
    assert!(net.server(D).may_campaign());
}

#[test]
fn who_is_no_learner_is_not_promoted_and_who_is_a_member_is_not_added_as_one() {
    let mut net = three();
    net.ask(A, Request::Promote(D)).ask(A, Request::Promote(B)).ask(A, Request::AddLearner(B));
    let not_a_learner = Response::Refused(Rejection::NotALearner);
    assert_eq!(net.told(), [not_a_learner.clone(), not_a_learner, Response::Refused(Rejection::NothingToChange)]);
    net.ask(A, Request::AddLearner(D)).run().told();
    net.ask(A, Request::AddLearner(D)).ask(A, Request::Transfer(D));
    let refused = [Rejection::NothingToChange, Rejection::NotAVoter].map(Response::Refused);
    assert_eq!(net.told(), refused);
}

#[test]
fn a_learner_stays_one_through_other_changes_and_can_be_removed() {
    let mut net = three();
    net.ask(A, Request::AddLearner(D)).run().ask(A, Request::Remove(C)).run();
    assert_eq!(net.in_force(A), "{A B}+{D}");
    net.restart(E).ask(A, Request::Configure { voters: [A, B, E].into(), direct: false }).run();
    assert_eq!(net.in_force(A), "{A B E}+{D}");
    net.ask(A, Request::Remove(D)).run();
    assert_eq!(net.in_force(A), "{A B E}");
    assert!(!net.leader(A).next_index.contains_key(&D));
}

/// "Reads … might be stale": what a server answers by itself is no newer than what it has applied.
#[test]
fn any_server_answers_a_local_read_from_what_it_has_applied() {
    let mut net = three();
    let read = || Request::ReadLocal(Arc::from("x"));
    net.request(A, "x 2").run_among(&[A, C]).told();
    net.ask(B, read());
    assert_eq!(net.told(), [Response::Local { value: Some(1), index: Index(1) }]);
    assert!(net.said(&Event::ReadLocally { index: Index(1), name: "x".into(), answer: Some(1) }));
    net.ask(A, read());
    assert_eq!(net.told(), [Response::Local { value: Some(2), index: Index(2) }]);
    net.ask(D, read());
    assert_eq!(net.told(), [Response::Local { value: None, index: Index(0) }], "whoever it is");
}
