//! §3.10, leadership transfer.

use crate::raft_net::*;
use quorate_core::kv::Command;
use quorate_core::protocol::Span;
use quorate_core::raft::{Event, Message, Refusal, Request, Response, Role, Timer};

/// A leads, all have one entry, and B lacks a second one, which is committed.
fn one_entry_behind() -> Net {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().request(A, "x 2").lose(A, B, |_| true).run();
    assert_eq!((net.told().len(), net.server(B).log.last_index()), (2, 1));
    net
}

fn offers(net: &Net, from: Vec<Message>) -> usize {
    let term = net.server(A).current_term;
    from.iter().filter(|message| **message == Message::TimeoutNow { term }).count()
}

/// "1. The prior leader stops accepting new client requests." They wait for how it ends: commands, reads and changes alike.
#[test]
fn a_leader_that_hands_over_takes_up_nothing_new() {
    let mut net = one_entry_behind();
    net.config.options.read_index = true;
    net.ask(A, Request::Transfer(B)).request(A, "x 3").get(A, "x").ask(A, Request::Remove(C)).run_among(&[A, C]);
    assert_eq!((net.terms(A), net.in_force(A)), (vec![1, 1], "{A B C}".to_string()));
    assert_eq!((net.told(), net.leader(A).reads.len(), net.leader(A).change.is_none()), (vec![], 0, true));
    assert!(net.said(&Event::RequestHeld { to: B, command: Command::Set("x".into(), 3).into() }));
}

/// A request that a follower passes on is held too, and answered by way of the follower.
#[test]
fn a_request_that_was_passed_on_is_held_as_well() {
    let mut net = one_entry_behind();
    net.ask(A, Request::Transfer(B)).request(C, "x 3").run_among(&[A, C]);
    assert_eq!((net.terms(A).len(), net.told()), (2, vec![]));
    net.run();
    assert_eq!(net.told(), [Response::Done, Response::NotLeader { leader: None }]);
}

/// "2. The prior leader fully updates the target server's log to match its own, using the normal log replication mechanism."
/// Only then: "3. The prior leader sends a TimeoutNow request to the target server."
#[test]
fn the_target_gets_the_whole_log_before_it_is_told() {
    let mut net = one_entry_behind();
    net.ask(A, Request::Transfer(B));
    let sent = net.in_flight(A, B);
    assert_eq!((sent.len(), offers(&net, sent)), (1, 0), "the entry that it lacks, at once");
    net.deliver(A, B).deliver(B, A);
    assert_eq!((net.terms(B), net.in_flight(A, B)), (vec![1, 1], vec![Message::TimeoutNow { term: 1 }]));
    net.heartbeat(A);
    assert_eq!(offers(&net, net.in_flight(A, B)), 1, "it is told once");
}

#[test]
fn a_target_whose_log_is_complete_is_told_at_once() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().ask(A, Request::Transfer(B));
    assert_eq!(net.in_flight(A, B), [Message::TimeoutNow { term: 1 }]);
}

/// "This request has the same effect as the target server's election timer firing: the target server starts a new election
/// (incrementing its term and becoming a candidate)." It asks nobody beforehand, and says who has sent it.
#[test]
fn whoever_is_told_to_starts_an_election_at_once() {
    for pre_vote in [false, true] {
        let mut net = Net::new(3);
        net.config.options.pre_vote = pre_vote;
        net.elect(A).ask(A, Request::Transfer(B)).deliver(A, B);
        assert!(matches!(net.server(B).role, Role::Candidate { .. }));
        let request = Message::RequestVote { term: 2, last_log_index: 0, last_log_term: 0, transfer: true };
        assert_eq!((net.in_flight(B, A), net.in_flight(B, C)), (vec![request.clone()], vec![request]));
        assert!(net.said(&Event::LeadershipAccepted { leader: A, term: 2 }));
        assert!(!net.said(&Event::ElectionStarted { term: 2 }), "for it has heard its leader all the time");
    }
}

/// Any later election of its own is one like all others.
#[test]
fn the_permission_is_good_for_one_election() {
    let mut net = Net::new(3);
    net.elect(A).ask(A, Request::Transfer(B)).deliver(A, B).lose_all().timeout(B);
    assert_eq!(net.in_flight(B, A), [request_vote(3, 0, 0)]);
}

/// "Its next message to the prior leader will include its new term number, causing the prior leader to step down. At this
/// point, leadership transfer is complete." What was held was never in the log: those clients ask the new leader.
#[test]
fn the_transfer_is_complete_when_the_prior_leader_steps_down() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().told();
    net.ask(A, Request::Transfer(B)).request(A, "x 3").get(A, "x").deliver(A, B).deliver(B, A);
    assert_eq!((&net.server(A).role, net.timers(A)), (&Role::Follower, vec![Timer::Election]));
    let ask_another = Response::NotLeader { leader: None };
    assert_eq!(net.told(), [Response::Done, ask_another.clone(), ask_another]);
    net.run().request(B, "x 4").run();
    assert_eq!((net.elected(2), net.terms(A), net.told()), (vec![B], vec![1, 2], vec![applied(4, 2)]));
}

/// A leader that is deposed before it has told the target anything has not handed over.
#[test]
fn a_leader_that_is_deposed_by_somebody_else_has_not_handed_over() {
    let mut net = one_entry_behind();
    net.ask(A, Request::Transfer(B)).lose_all().timeout(C).deliver(C, A);
    assert_eq!((net.told(), net.timers(A)), (vec![Response::Refused(Refusal::TransferFailed)], vec![Timer::Election]));
}

/// Nor has one that has told the target and then loses its office to another, or to nobody: what comes of it, it cannot know.
#[test]
fn a_leader_that_is_deposed_by_another_than_the_target_does_not_say_that_it_has_handed_over() {
    let ask_another = [Response::NotLeader { leader: None }];
    let mut net = Net::new(3);
    net.elect(A).ask(A, Request::Transfer(B)).lose_all().timeout(C).run_among(&[A, C]);
    assert_eq!((net.elected(2), net.told()), (vec![C], ask_another.to_vec()));

    // The target itself may bring news of another leader's term.
    let mut net = Net::new(3);
    net.elect(A).ask(A, Request::Transfer(B)).lose_all().timeout(C).run_among(&[B, C]).lose_all();
    net.heartbeat(A).deliver(A, B).deliver(B, A);
    assert_eq!((net.elected(2), net.told()), (vec![C], ask_another.to_vec()));

    let mut net = Net::new(3);
    net.config.options.check_quorum = true;
    net.elect(A).heartbeat(A).lose_all().ask(A, Request::Transfer(B)).lose_all();
    net.fire(A, Timer::CheckQuorum).fire(A, Timer::CheckQuorum);
    assert_eq!((net.server(A).is_leader(), net.told()), (false, ask_another.to_vec()));
}

/// Whether it asks for votes or leads already: the target's own word says that it has begun.
#[test]
fn the_transfer_is_complete_too_when_the_target_is_first_heard_as_a_leader() {
    let mut net = Net::new(3);
    net.elect(A).ask(A, Request::Transfer(B)).deliver(A, B).lose(B, A, |_| true).run();
    assert_eq!((net.elected(2), net.told()), (vec![B], vec![Response::Done]));
}

/// "If leadership transfer does not complete after about an election timeout, the prior leader aborts the transfer and resumes
/// accepting client requests."
#[test]
fn a_transfer_that_takes_too_long_is_aborted_and_requests_are_served_again() {
    let mut net = one_entry_behind();
    net.crash(B).ask(A, Request::Transfer(B)).request(A, "x 3").run();
    assert_eq!(net.timer(A, Timer::Transfer), Some(Span::from_ms(300, 300)), "by then all would have lost patience");
    net.fire(A, Timer::Transfer);
    assert_eq!(net.told(), [Response::Refused(Refusal::TransferFailed)]);
    assert!(net.said(&Event::TransferAborted { to: B, held: 1 }));
    net.request(A, "x 4").run();
    assert_eq!((net.terms(A), net.told()), (vec![1; 4], vec![applied(3, 3), applied(4, 4)]));
    net.ask(A, Request::Transfer(C)).run();
    assert_eq!(net.elected(2), [C], "and another transfer may be tried");
}

/// "If the prior leader was mistaken and the target server is actually operational, then at worst this mistake will result in
/// an extra election, after which client operations will be restored."
#[test]
fn a_target_that_comes_too_late_costs_an_election() {
    let mut net = Net::new(3);
    net.elect(A).ask(A, Request::Transfer(B)).fire(A, Timer::Transfer).run();
    assert_eq!((net.told(), net.elected(2)), (vec![Response::Refused(Refusal::TransferFailed)], vec![B]));
    net.request(A, "x 1").run();
    assert_eq!(net.told(), [applied(1, 1)]);
}

/// Leadership can go only to a server that can be elected, and to one at a time.
#[test]
fn a_transfer_that_makes_no_sense_is_refused() {
    let mut net = one_entry_behind();
    net.ask(A, Request::Transfer(A))
        .ask(A, Request::Transfer(D))
        .ask(A, Request::Transfer(B))
        .ask(A, Request::Transfer(C));
    let refusals = [Refusal::LeadsAlready, Refusal::NotAVoter, Refusal::TransferPending].map(Response::Refused);
    assert_eq!(net.told(), refusals);
    assert_eq!(net.leader(A).transfer.as_ref().map(|transfer| transfer.to), Some(B));
}

#[test]
fn leadership_does_not_go_to_a_server_that_only_catches_up() {
    let mut net = Net::with_logs(1, &[&[1], &[1], &[1]]);
    net.restart(D).elect(A).ask(A, Request::Add(D)).ask(A, Request::Transfer(D));
    assert_eq!(net.told(), [Response::Refused(Refusal::NotAVoter)]);
}

/// A target that is removed meanwhile can be no leader: it is not told, and in the end the transfer is off.
#[test]
fn a_target_that_is_removed_is_not_told() {
    let mut net = one_entry_behind();
    net.restart(D).ask(A, Request::Configure { voters: [A, C, D].into(), direct: false }).ask(A, Request::Transfer(B));
    net.run_among(&[A, C, D]).lose_all();
    assert_eq!((net.in_force(A), net.leader(A).match_index.contains_key(&B)), ("{A C D}".to_string(), false));
    net.request(A, "x 3").run_among(&[A, C, D]);
    assert_eq!(net.in_flight(A, B), []);
    net.fire(A, Timer::Transfer).run();
    assert_eq!(net.told(), [Response::Done, Response::Refused(Refusal::TransferFailed), applied(3, 5)]);
}

/// A TimeoutNow that comes late, to a leader, or to a server without a vote starts nothing.
#[test]
fn a_timeout_now_out_of_place_is_ignored() {
    let ignores = |server: &mut quorate_core::raft::Raft, term| {
        let before = server.clone();
        let out = hear(server, B, Message::TimeoutNow { term });
        assert_eq!((&before, out.sends.len()), (&*server, 0));
    };
    ignores(&mut server(3, 3, &[1]), 2);
    ignores(Net::new(3).elect(A).server_mut(A), 1);
    let outsider = |net: &mut Net| net.restart(D).server(D).clone();
    ignores(&mut outsider(&mut Net::new(3)), 0);
}

/// A target that needs the leader's snapshot gets that first.
#[test]
fn a_target_that_lacks_what_is_in_the_snapshot_gets_it_first() {
    let mut net = one_entry_behind();
    net.ask(A, Request::Snapshot).ask(A, Request::Transfer(B));
    assert!(matches!(net.in_flight(A, B)[..], [Message::InstallSnapshot { .. }]));
    net.run();
    assert_eq!((net.elected(2), net.server(B).store.get("x")), (vec![B], Some(2)));
}

/// "A leader would need to expire its lease before transferring leadership" (§6.4.1), and it may not have another one: whoever
/// was told to start an election may do so at any time, and nobody's promise holds against it.
#[test]
fn a_leader_that_has_offered_leadership_has_no_lease_any_more() {
    let mut net = Net::new(3);
    net.config.options.check_quorum = true;
    net.config.options.lease_read = true;
    net.elect(A).request(A, "x 1").run();
    assert!(net.leader(A).lease);
    net.ask(A, Request::Transfer(B));
    assert!(!net.leader(A).lease);
    assert_eq!(net.timer(A, Timer::Lease), None);
    // The message to B is slow. In the meantime the leader gives up, and is answered by everybody.
    net.fire(A, Timer::Transfer).told();
    net.heartbeat(A).run_among(&[A, C]).get(A, "x");
    assert_eq!((net.leader(A).lease, net.told()), (false, vec![]));
    net.run_among(&[A, C]);
    assert_eq!(net.told(), [applied(1, 1)], "it has to ask");
    net.run();
    assert_eq!(net.elected(2), [B], "for B does come");
    // In another term it is another leader.
    for promise in [A, B, C] {
        if net.timer(promise, Timer::MinimumElection).is_some() {
            net.fire(promise, Timer::MinimumElection);
        }
    }
    net.elect(A).heartbeat(A).run();
    assert!(net.leader(A).lease);
}
