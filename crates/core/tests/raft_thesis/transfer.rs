//! §3.10, leadership transfer.

use crate::raft_net::*;
use quorate_core::kv::StoreCommand;
use quorate_core::protocol::{RequestId, Span};
use quorate_core::raft::{
    Configuration, Event, Index, Message, Rejection, Request, Response, Role, Snapshot, Term, Timer,
};
use std::sync::Arc;

/// The leader of a term has a snapshot of a log without entries.
fn install_nothing(term: u64) -> Message {
    let configuration = Configuration::of([A, B, C]);
    let snapshot = Snapshot { last_index: Index(0), last_term: Term(0), configuration, store: Arc::default() };
    Message::InstallSnapshot { term: Term(term), snapshot: Arc::new(snapshot) }
}

/// A leads, all have one entry, and B lacks a second one, which is committed.
fn one_entry_behind() -> Net {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().request(A, "x 2").lose(A, B, |_| true).run();
    assert_eq!((net.told().len(), net.server(B).log.last_index()), (2, Index(1)));
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
    assert!(net.said(&Event::RequestHeld { to: B, command: StoreCommand::Set("x".into(), 3).into() }));
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
    assert_eq!((net.terms(B), net.in_flight(A, B)), (vec![1, 1], vec![Message::TimeoutNow { term: Term(1) }]));
    net.heartbeat(A);
    assert_eq!(offers(&net, net.in_flight(A, B)), 1, "it is told once");
}

#[test]
fn a_target_whose_log_is_complete_is_told_at_once() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().ask(A, Request::Transfer(B));
    assert_eq!(net.in_flight(A, B), [Message::TimeoutNow { term: Term(1) }]);
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
        let request =
            Message::RequestVote { term: Term(2), last_log_index: Index(0), last_log_term: Term(0), transfer: true };
        assert_eq!((net.in_flight(B, A), net.in_flight(B, C)), (vec![request.clone()], vec![request]));
        assert!(net.said(&Event::LeadershipAccepted { leader: A, term: Term(2) }));
        assert!(!net.said(&Event::ElectionStarted { term: Term(2) }), "for it has heard its leader all the time");
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
    assert_eq!(
        (net.told(), net.timers(A)),
        (vec![Response::Refused(Rejection::TransferFailed)], vec![Timer::Election])
    );
}

/// Nor has one that has told the target and then loses its office to another.
#[test]
fn a_leader_that_is_deposed_by_another_than_the_target_does_not_say_that_it_has_handed_over() {
    let failed = vec![Response::Refused(Rejection::TransferFailed)];
    let mut net = Net::new(3);
    net.elect(A).ask(A, Request::Transfer(B)).lose_all().timeout(C).run_among(&[A, C]);
    assert_eq!((net.elected(2), net.told()), (vec![C], failed.clone()));

    // The target itself may bring news of another leader's term.
    let mut net = Net::new(3);
    net.elect(A).ask(A, Request::Transfer(B)).lose_all().timeout(C).run_among(&[B, C]).lose_all();
    net.heartbeat(A).deliver(A, B).deliver(B, A);
    assert_eq!((net.elected(2), net.told()), (vec![C], vec![]), "this may have been B's own term");
    net.heartbeat(C).deliver(C, A);
    assert_eq!((net.told(), net.timer(A, Timer::Transfer)), (failed.clone(), None));

    // It leads again itself.
    let mut net = Net::new(3);
    net.config.options.check_quorum = true;
    net.elect(A).heartbeat(A).lose_all().ask(A, Request::Transfer(B)).lose_all();
    net.fire(A, Timer::CheckQuorum).fire(A, Timer::CheckQuorum).fire(C, Timer::MinimumElection);
    net.timeout(A).run_among(&[A, C]);
    assert_eq!((net.elected(2), net.told()), (vec![A], failed));
}

/// Those who have voted for the target may be heard before the target itself: that it leads is known when it is heard.
#[test]
fn the_transfer_is_complete_too_when_others_bring_the_news_first() {
    let told_by_a_voter = || {
        let mut net = Net::new(3);
        net.elect(A).ask(A, Request::Transfer(B)).deliver(A, B).deliver(B, C).heartbeat(A).deliver(A, C).deliver(C, A);
        assert_eq!((net.server(A).current_term, net.server(A).is_leader(), net.told()), (Term(2), false, vec![]));
        net
    };
    let mut net = told_by_a_voter();
    net.deliver(B, A);
    assert_eq!((net.told(), net.timer(A, Timer::Transfer)), (vec![Response::Done], None), "it stands for election");
    let mut net = told_by_a_voter();
    net.lose(B, A, |_| true).run();
    assert_eq!((net.told(), net.elected(2)), (vec![Response::Done], vec![B]), "it leads");
    // It may be heard first by its snapshot.
    let mut net = told_by_a_voter();
    net.lose_all().hear(A, B, install_nothing(2));
    assert_eq!(net.told(), [Response::Done]);
}

/// A leader that has told the target, and neither hears from it nor knows who leads in its place, does not know.
#[test]
fn what_became_of_a_transfer_may_stay_unknown() {
    let mut net = Net::new(3);
    net.config.options.check_quorum = true;
    net.elect(A).heartbeat(A).lose_all().ask(A, Request::Transfer(B)).lose_all();
    net.fire(A, Timer::CheckQuorum).fire(A, Timer::CheckQuorum);
    assert_eq!((net.server(A).is_leader(), net.told()), (false, vec![]));
    net.fire(A, Timer::Transfer);
    assert_eq!(net.told(), [Response::NotLeader { leader: None }]);

    // Nor if the term between is over: B may have led it.
    let mut net = Net::new(3);
    net.elect(A).ask(A, Request::Transfer(B)).lose_all().timeout(C).timeout(C).run_among(&[B, C]).run_among(&[A, C]);
    assert_eq!((net.elected(3), net.told()), (vec![C], vec![Response::NotLeader { leader: Some(C) }]));
}

/// An earlier leader's word of an election that came to nothing before this term is no word of this transfer.
#[test]
fn what_the_target_said_before_the_transfer_is_not_its_word() {
    let mut net = Net::new(3);
    net.config.options.check_quorum = true;
    net.timeout(B).lose_all().timeout(A).timeout(A).run_among(&[A, C]).lose_all();
    net.hear(A, B, success(2, 0)).ask(A, Request::Transfer(B)).fire(A, Timer::CheckQuorum).fire(A, Timer::CheckQuorum);
    assert!(net.server(A).handed_over.is_some());
    net.hear(A, B, request_vote(1, 0, 0));
    assert_eq!(net.told(), []);
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
    assert_eq!(net.told(), [Response::Refused(Rejection::TransferFailed)]);
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
    assert_eq!((net.told(), net.elected(2)), (vec![Response::Refused(Rejection::TransferFailed)], vec![B]));
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
    let refusals = [Rejection::LeadsAlready, Rejection::NotAVoter, Rejection::TransferPending].map(Response::Refused);
    assert_eq!(net.told(), refusals);
    assert_eq!(net.leader(A).transfer.as_ref().map(|transfer| transfer.to), Some(B));
}

#[test]
fn leadership_does_not_go_to_a_server_that_only_catches_up() {
    let mut net = Net::with_logs(1, &[&[1], &[1], &[1]]);
    net.restart(D).elect(A).ask(A, Request::Add(D)).ask(A, Request::Transfer(D));
    assert_eq!(net.told(), [Response::Refused(Rejection::NotAVoter)]);
}

/// A target that is removed meanwhile can be no leader: it is not told, and the transfer is off at once.
#[test]
fn a_target_that_is_removed_is_not_told() {
    let mut net = one_entry_behind();
    net.restart(D).ask(A, Request::Configure { voters: [A, C, D].into(), direct: false }).ask(A, Request::Transfer(B));
    net.request(A, "x 3").run_among(&[A, C, D]).lose_all();
    assert_eq!((net.in_force(A), net.leader(A).match_index.contains_key(&B)), ("{A C D}".to_string(), false));
    assert!(net.said(&Event::TransferTargetRemoved { to: B, held: 1 }));
    assert_eq!(net.timer(A, Timer::Transfer), None);
    let off = Response::Refused(Rejection::NotAVoter);
    assert_eq!(net.told(), [off, applied(3, 4), Response::Done], "what was held goes on");
}

/// "The prior leader fully updates the target server's log to match its own": from then on nothing is appended, no configuration
/// either. Otherwise the target lost by its log, and nobody would lead.
#[test]
fn a_leader_that_has_told_the_target_changes_no_configuration() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().told();
    net.restart(D).ask(A, Request::Add(D)).ask(A, Request::Transfer(B)).run_among(&[A, D]);
    assert_eq!((net.terms(A).len(), net.in_force(A)), (1, "{A B C}".to_string()), "D has caught up, and has to wait");
    net.run();
    assert_eq!(net.elected(2), [B]);
    // Who asked for the change is told that it will not be done here.
    assert_eq!(net.told(), [Response::Done, Response::NotLeader { leader: None }]);

    // The second half of a joint change waits as well, and the next leader makes it.
    let mut net = half_a_change_and_a_transfer();
    net.run();
    assert_eq!((net.elected(2), net.in_force(B), net.in_force(E)), (vec![B], "{A B C E}".into(), "{A B C E}".into()));
}

/// A has committed that D is to be replaced by E, and has told B to stand for election.
fn half_a_change_and_a_transfer() -> Net {
    let mut net = Net::new(4);
    net.elect(A).request(A, "x 1").run().told();
    net.restart(E).ask(A, Request::Configure { voters: [A, B, C, E].into(), direct: false }).run_among(&[A, E]);
    net.deliver(A, B).deliver(A, B).ask(A, Request::Transfer(B)).deliver(B, A).deliver(B, A);
    assert!(net.in_flight(A, B).contains(&Message::TimeoutNow { term: Term(1) }), "B has all");
    net.deliver(A, C).deliver(A, C).deliver(C, A).deliver(C, A);
    assert_eq!((net.server(A).commit_index, net.in_force(A)), (Index(2), "{A B C D}→{A B C E}".to_string()));
    net
}

/// If the transfer comes to nothing, what had to wait is done.
#[test]
fn a_change_that_had_to_wait_for_a_transfer_is_made_when_that_is_off() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().told();
    net.restart(D).ask(A, Request::Add(D)).ask(A, Request::Transfer(B)).lose(A, B, |_| true).run_among(&[A, D]);
    net.fire(A, Timer::Transfer);
    assert_eq!(
        (net.told(), net.in_force(A)),
        (vec![Response::Refused(Rejection::TransferFailed)], "{A B C D}".to_string())
    );

    let mut net = half_a_change_and_a_transfer();
    net.lose(A, B, |message| matches!(message, Message::TimeoutNow { .. })).fire(A, Timer::Transfer).run();
    assert_eq!(net.told(), [Response::Refused(Rejection::TransferFailed), Response::Done]);
    assert_eq!(net.in_force(A), "{A B C E}");
}

/// A request that comes twice is one request.
#[test]
fn a_transfer_that_is_asked_for_again_is_answered_once() {
    let again = RequestId { client: 9, serial: 0 };
    let mut net = Net::new(3);
    net.elect(A).ask_as(again, A, Request::Transfer(B)).ask_as(again, A, Request::Transfer(B)).run();
    assert_eq!((net.told(), net.elected(2)), (vec![Response::Done], vec![B]));
}

/// What is held and stands in the log already, for it came twice, is not said to be left undone.
#[test]
fn what_is_held_a_second_time_may_be_done_all_the_same() {
    let again = RequestId { client: 9, serial: 0 };
    let mut net = one_entry_behind();
    net.ask_as(again, A, set("x", 3)).ask(A, Request::Transfer(B)).ask_as(again, A, set("x", 3)).run();
    assert_eq!((net.elected(2), net.terms(B)), (vec![B], vec![1; 3]));
    assert_eq!(net.told(), [applied(3, 3), Response::Done]);
}

/// A TimeoutNow that comes late, to a leader, or to a server without a vote starts nothing.
#[test]
fn a_timeout_now_out_of_place_is_ignored() {
    let ignores = |server: &mut quorate_core::raft::Raft, term| {
        let before = server.clone();
        let out = hear(server, B, Message::TimeoutNow { term });
        assert_eq!((&before, out.sends.len()), (&*server, 0));
    };
    ignores(&mut server(3, 3, &[1]), Term(2));
    ignores(Net::new(3).elect(A).server_mut(A), Term(1));
    let outsider = |net: &mut Net| net.restart(D).server(D).clone();
    ignores(&mut outsider(&mut Net::new(3)), Term(0));
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
