//! §4.2.1, new servers catch up before they vote.

use crate::raft_net::*;
use quorate_core::protocol::Span;
use quorate_core::raft::{ChangePhase, Event, Index, Message, Rejection, Request, Response, Term, Timer};

/// A leads B and C, the log has three entries, all committed, and D is there and empty. A was asked to add it.
fn adding() -> Net {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").request(A, "x 2").request(A, "x 3").run().heartbeat(A).run().told();
    net.restart(D).ask(A, Request::Add(D));
    net
}

fn phase(net: &Net) -> Option<ChangePhase> {
    net.leader(A).change.as_ref().map(|change| change.phase)
}

/// "A new server joins the cluster as a non-voting member. The leader replicates log entries to it, but it is not yet counted
/// towards majorities for voting or commitment purposes."
#[test]
fn a_new_server_gets_the_log_before_it_has_a_say() {
    let net = adding();
    assert_eq!((net.in_force(A), net.terms(A).len()), ("{A B C}".to_string(), 3));
    assert_eq!(phase(&net), Some(ChangePhase::CatchUp { round: 1, goal: Index(3), late: 0 }));
    assert!(net.said(&Event::CatchUpStarted { servers: vec![D] }));
    // Of two new servers, D has everything and E has not.
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().ask(A, Request::Configure { voters: [A, B, C, D, E].into(), direct: false });
    net.request(A, "x 2").hear(A, D, success(1, 2));
    assert_eq!((net.leader(A).match_index[&D], net.server(A).commit_index), (Index(2), Index(1)), "A and D: 1 of 3");
    net.crash(C).crash(A).restart(A).timeout(A).hear(A, D, vote(2, true));
    assert!(!net.server(A).is_leader());
}

/// "Once the new server has caught up with the rest of the cluster, the reconfiguration can proceed."
#[test]
fn a_server_that_has_caught_up_is_added() {
    let mut net = adding();
    net.run_among(&[A, D]);
    assert_eq!((net.in_force(A), phase(&net), net.timer(A, Timer::CatchUp)), ("{A B C D}".to_string(), None, None));
    assert!(net.said(&Event::CaughtUp { round: 1 }));
    assert_eq!(net.told(), []);
    net.run();
    assert_eq!(net.told(), [Response::Done]);
}

/// "The replication of entries to the new server is split into rounds. Each round replicates all the log entries present in the
/// leader's log at the start of the round to the new server's log. While it is replicating entries for its current round, new
/// entries may arrive at the leader; it will replicate these during the next round." "If the last round lasts less than an
/// election timeout, then the leader adds the new server to the cluster, under the assumption that there are not enough
/// unreplicated entries to create a significant availability gap."
#[test]
fn a_round_that_lasts_an_election_timeout_is_followed_by_another() {
    let mut net = adding();
    assert_eq!(net.timer(A, Timer::CatchUp), Some(Span::from_ms(150, 150)));
    net.request(A, "x 4").fire(A, Timer::CatchUp);
    assert_eq!(phase(&net), Some(ChangePhase::CatchUp { round: 1, goal: Index(3), late: 1 }));
    assert_eq!(net.timer(A, Timer::CatchUp), Some(Span::from_ms(150, 150)), "the round goes on");
    // D has the three entries of the first round.
    let timers = hear(&mut net.server(A).clone(), D, success(1, 3)).timers;
    assert!(timers.contains(&(Timer::CatchUp, Some(Span::from_ms(150, 150)))), "each round has its own time");
    net.hear(A, D, success(1, 3));
    assert_eq!(phase(&net), Some(ChangePhase::CatchUp { round: 2, goal: Index(4), late: 0 }));
    assert!(net.said(&Event::CatchUpRound { round: 2 }));
    net.hear(A, D, success(1, 4));
    assert!(net.said(&Event::CaughtUp { round: 2 }));
    assert_eq!(net.in_force(A), "{A B C D}");
}

/// New entries don't make a round longer.
#[test]
fn a_round_is_over_when_what_was_there_at_its_start_is_replicated() {
    let mut net = adding();
    net.request(A, "x 4").request(A, "x 5").hear(A, D, success(1, 2));
    assert_eq!(net.in_force(A), "{A B C}");
    net.hear(A, D, success(1, 3));
    assert_eq!(net.in_force(A), "{A B C D}");
}

/// A late round that leaves nothing to replicate is as good as a short one behind it.
#[test]
fn a_late_round_behind_which_nothing_came_is_enough() {
    let mut net = adding();
    net.fire(A, Timer::CatchUp).hear(A, D, success(1, 3));
    assert!(net.said(&Event::CaughtUp { round: 2 }));
    assert_eq!(net.in_force(A), "{A B C D}");
}

/// "The algorithm waits a fixed number of rounds (such as 10). […] Otherwise, the leader aborts the configuration change with an
/// error."
#[test]
fn a_server_that_is_too_slow_for_ten_rounds_is_not_added() {
    let mut net = adding();
    for round in 1..10 {
        let goal = net.server(A).log.last_index();
        net.request(A, "x 0").fire(A, Timer::CatchUp).hear(A, D, success(1, goal.0));
        assert_eq!(phase(&net), Some(ChangePhase::CatchUp { round: round + 1, goal: goal.next(), late: 0 }));
    }
    net.fire(A, Timer::CatchUp);
    assert_eq!((net.told(), phase(&net)), (vec![Response::Refused(Rejection::CatchUpFailed)], None));
    assert_eq!((net.in_force(A), net.timer(A, Timer::CatchUp)), ("{A B C}".to_string(), None));
}

/// "The leader should also abort the change if the new server is unavailable or is so slow that it will never catch up."
#[test]
fn a_server_that_is_not_there_is_not_added() {
    let mut net = adding();
    net.crash(D).run();
    for _ in 0..9 {
        net.fire(A, Timer::CatchUp);
        assert_eq!(net.told(), []);
    }
    net.fire(A, Timer::CatchUp);
    assert_eq!(net.told(), [Response::Refused(Rejection::CatchUpFailed)]);
    assert!(net.said(&Event::CatchUpFailed { term: Term(1) }));
    net.heartbeat(A);
    assert_eq!((net.in_flight(A, B).len(), net.in_flight(A, D).len()), (1, 0), "and not spoken to any more");
}

/// "The leader must first determine that the new server's log is empty […]. The simplest approach to solving this particular problem
/// of adding a new server, however, is to have followers return the length of their logs in the AppendEntries response; this allows
/// the leader to cap the follower's nextIndex accordingly." Otherwise it goes back an entry with each answer.
#[test]
fn a_new_server_says_how_long_its_log_is() {
    for entries in [50, 500] {
        let mut net = Net::new(3);
        net.elect(A);
        for _ in 0..entries {
            net.request(A, "x 1");
        }
        net.run().told();
        net.restart(D).ask(A, Request::Add(D)).deliver(A, D);
        assert_eq!(net.in_flight(D, A), [refusal(1, 1, entries, 0)]);
        net.deliver(D, A);
        assert_eq!(net.leader(A).next_index[&D], Index(1));
        assert!(net.said(&Event::NextIndexCapped { follower: D, next_index: Index(1) }));
        let mut round_trips = 1;
        while net.in_force(A) != "{A B C D}" {
            net.deliver(A, D).deliver(D, A);
            round_trips += 1;
        }
        assert!(round_trips <= 2 + entries.div_ceil(64) + 1, "{round_trips}");
    }
    // One that was a member once has another log, perhaps a longer one.
    let mut net = Net::with_logs(2, &[&[1, 2], &[1, 2], &[1, 2], &[1, 1, 1, 1]]);
    net.config.voters.remove(&D);
    [A, B, C, D].into_iter().fold(&mut net, |net, node| net.crash(node).restart(node));
    net.elect(A).ask(A, Request::Add(D)).run();
    assert_eq!((net.told(), net.terms(D)), (vec![Response::Done], vec![1, 2, 3, 3]));
}

/// Members are found out about as in the paper: an entry at a time (§5.3).
#[test]
fn the_length_of_a_member_s_log_is_not_asked() {
    let mut net = Net::with_logs(1, &[&[1, 1, 1, 1], &[1, 1, 1, 1], &[]]);
    net.timeout(A).run_among(&[A, B]).deliver(A, C).lose(A, C, |_| true);
    net.heartbeat(A).deliver(A, C).run_among(&[A, B]);
    net.lose(C, A, |message| matches!(message, Message::RequestVoteReply { .. })).deliver(C, A);
    assert_eq!(net.leader(A).next_index[&C], Index(4));
}

/// "The caller may always try again."
#[test]
fn a_change_that_was_aborted_may_be_tried_again() {
    let mut net = adding();
    net.crash(D).run();
    for _ in 0..10 {
        net.fire(A, Timer::CatchUp);
    }
    net.told();
    net.restart(D).ask(A, Request::Add(D)).run();
    assert_eq!((net.told(), net.in_force(D)), (vec![Response::Done], "{A B C D}".to_string()));
}

/// The leader does one change at a time from the moment that it is asked.
#[test]
fn while_a_server_catches_up_no_other_change_begins() {
    let mut net = adding();
    net.ask(A, Request::Remove(C));
    assert_eq!(net.told(), [Response::Refused(Rejection::ChangePending)]);
}

/// A leader that steps down leaves nothing in its log: the change is off, and whoever asked is told.
#[test]
fn a_leader_that_steps_down_gives_up_the_change() {
    let mut net = adding();
    net.lose_all().timeout(B).deliver(B, A);
    assert_eq!((net.told(), net.timers(A)), (vec![Response::NotLeader { leader: None }], vec![Timer::Election]));
}

/// A server that lacks what the leader has only as a snapshot gets that.
#[test]
fn a_new_server_catches_up_by_snapshot() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").request(A, "x 2").run().ask(A, Request::Snapshot).told();
    net.restart(D).ask(A, Request::Add(D)).run();
    assert_eq!((net.told(), net.server(D).store.get("x")), (vec![Response::Done], Some(2)));
    assert_eq!((net.server(D).log.snapshot_index(), net.in_force(D)), (Index(2), "{A B C D}".to_string()));
}

/// A log without entries has nothing to catch up with, and so nothing to see by whether the new server is there.
#[test]
fn a_server_can_be_added_to_a_cluster_that_has_nothing_in_its_log() {
    let mut net = Net::new(1);
    net.timeout(A).restart(B).ask(A, Request::Add(B)).run();
    assert_eq!((net.told(), net.in_force(B)), (vec![Response::Done], "{A B}".to_string()));

    let mut net = Net::new(1);
    net.timeout(A).ask(A, Request::Add(B)).run();
    assert_eq!((net.told(), net.in_force(A)), (vec![], "{A}".to_string()), "but not before it is known to be there");
}

/// Of several new servers each must have caught up.
#[test]
fn the_slowest_of_several_new_servers_counts() {
    let mut net = Net::new(2);
    net.elect(A).request(A, "x 1").run().told();
    net.restart(C).restart(D).ask(A, Request::Configure { voters: [A, B, C, D].into(), direct: false });
    net.run_among(&[A, B, C]);
    assert_eq!(net.in_force(A), "{A B}");
    net.heartbeat(A).run();
    assert_eq!((net.told(), net.in_force(D)), (vec![Response::Done], "{A B C D}".to_string()));
}
