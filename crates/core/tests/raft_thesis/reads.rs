//! §6.4, reads that need no log entry; §6.4.1, leases.

use crate::raft_net::*;
use quorate_core::kv::StoreCommand;
use quorate_core::protocol::{Micros, Span};
use quorate_core::raft::{AppendEntries, AppendResult, Event, Index, Message, Request, Response, Term, Timer};

/// Three servers that read by ReadIndex. All have one entry, which is committed; A leads.
fn by_read_index() -> Net {
    let mut net = Net::new(3);
    net.config.options.read_index = true;
    net.elect(A).request(A, "x 1").run().heartbeat(A).run().told();
    net
}

/// The same by lease.
fn by_lease() -> Net {
    let mut net = Net::new(3);
    net.config.options.check_quorum = true;
    net.config.options.lease_read = true;
    net.elect(A).request(A, "x 1").run().heartbeat(A).run().told();
    assert!(net.leader(A).lease);
    net
}

/// In which round a leader's message asks "do I still lead?".
fn asked_in(messages: &[Message]) -> Vec<u64> {
    let round = |message: &Message| match message {
        Message::AppendEntries(AppendEntries { round, .. }) => *round,
        message => panic!("this asks nothing: {message:?}"),
    };
    messages.iter().map(round).collect()
}

// §6.4, in the order of its steps.

/// "Linearizable reads […] bypassing the log": nothing is appended, and the answer is what the state machine holds.
#[test]
fn a_read_leaves_the_log_alone() {
    let mut net = by_read_index();
    net.get(A, "x").get(A, "y").run();
    let read = |value| Response::Applied { value, index: Index(1) };
    assert_eq!((net.terms(A), net.told()), (vec![1], vec![read(Some(1)), read(None)]));
}

/// "1. If the leader has not yet marked an entry from its current term committed, it waits until it has done so." It does not
/// wait for a client to bring one.
#[test]
fn a_read_waits_until_the_leader_has_committed_an_entry_of_its_own_term() {
    let mut net = by_read_index();
    net.request(A, "x 2").run_among(&[A, C]).lose_all().crash(A).told();
    net.timeout(C).run_among(&[B, C]).get(C, "x");
    assert!(net.said(&Event::ReadWaitsForOwnTerm { term: Term(2) }));
    // That B confirms that C leads is not enough: C does not know that x is 2.
    let result = AppendResult::Refused { prev_log_index: Index(9), last_index: Index(0), hint: None };
    net.hear(C, B, Message::AppendEntriesReply { term: Term(2), asked: Term(2), result, round: 1 });
    assert_eq!((net.server(C).commit_index, net.leader(C).reads[0].begun, net.told()), (Index(1), None, vec![]));
    net.run_among(&[B, C]);
    assert_eq!(
        (net.terms(C), net.told()),
        (vec![1, 1, 2], vec![Response::Applied { value: Some(2), index: Index(3) }])
    );
}

#[test]
fn with_read_after_own_term_off_a_new_leader_reads_what_is_out_of_date() {
    let mut net = by_read_index();
    net.config.rules.read_after_own_term = false;
    // x ← 2 is committed, and its client has been told so; C has the entry and does not know that it is committed.
    net.request(A, "x 2").run_among(&[A, C]).lose_all().crash(A);
    assert_eq!(net.told(), [applied(2, 2)]);
    net.timeout(C).run_among(&[B, C]).get(C, "x").run_among(&[B, C]);
    assert_eq!((net.told(), net.terms(C)), (vec![applied(1, 1)], vec![1, 1]));
}

/// "3. […] It issues a new round of heartbeats and waits for their acknowledgments from a majority of the cluster."
#[test]
fn a_read_waits_for_a_majority_to_acknowledge_a_round_of_heartbeats() {
    let mut net = Net::new(5);
    net.config.options.read_index = true;
    net.elect(A).request(A, "x 1").run().told();
    net.get(A, "x");
    for follower in [B, C, D, E] {
        assert_eq!(asked_in(&net.in_flight(A, follower)), [1], "at once, not with the next heartbeat");
    }
    net.deliver(A, B).deliver(B, A);
    assert_eq!(net.told(), [], "2 of 5");
    net.deliver(A, C).deliver(C, A);
    assert_eq!(net.told(), [applied(1, 1)], "3 of 5");
}

/// An acknowledgement says that the follower took this server for its leader, whether or not their logs agree.
#[test]
fn a_refusal_confirms_a_leader_as_well() {
    let mut net = by_read_index();
    net.get(A, "x");
    let result = AppendResult::Refused { prev_log_index: Index(9), last_index: Index(0), hint: None };
    net.hear(A, B, Message::AppendEntriesReply { term: Term(1), asked: Term(1), result, round: 1 });
    assert_eq!(net.told(), [applied(1, 1)]);
}

/// "A new round": what was sent before the read came proves nothing about the time since.
#[test]
fn an_acknowledgement_of_an_earlier_round_does_not_count() {
    let mut net = by_read_index();
    net.get(A, "x").deliver(A, B).lose(A, C, |_| true).get(A, "x");
    net.deliver(B, A);
    assert_eq!(net.told().len(), 1, "the first read");
    net.deliver(A, B).deliver(B, A);
    assert_eq!(net.told().len(), 1, "the second");

    let mut net = by_read_index();
    net.heartbeat(A).deliver(A, C).get(A, "x").deliver(C, A);
    assert_eq!(net.told(), [], "C has answered a heartbeat from before the read");
}

/// Rounds are counted anew in each term. A refusal of what the same server asked when it led before may come very late: it names the
/// term of what it refuses, though by then its sender had reached a later one.
#[test]
fn an_answer_to_an_earlier_leadership_confirms_nothing() {
    let (mut net, refusal) = refused_long_ago(by_read_index());
    // Meanwhile somebody else leads, and A has not heard.
    net.timeout(C).run_among(&[B, C]).request(C, "x 2").run_among(&[B, C]).told();
    assert_eq!((net.elected(3), net.server(A).is_leader()), (vec![C], true));
    net.get(A, "x").hear(A, B, refusal);
    assert_eq!((net.leader(A).round, net.told()), (1, vec![]));
}

#[test]
fn an_answer_to_an_earlier_leadership_is_no_promise() {
    let (mut net, refusal) = refused_long_ago(by_lease());
    let Message::AppendEntriesReply { round, .. } = refusal else { panic!("it answers AppendEntries") };
    net.fire(A, Timer::Lease);
    while net.leader(A).round < round {
        net.heartbeat(A).lose_all();
    }
    net.hear(A, B, refusal);
    assert_eq!((net.leader(A).round, net.leader(A).lease), (round, false));
}

/// A leads term 2, as it has led term 1, and B's late refusal of A's last question in term 1, which B got when it had voted for A again.
fn refused_long_ago(mut net: Net) -> (Net, Message) {
    for _ in 0..9 {
        net.heartbeat(A).run();
    }
    net.get(A, "x").heartbeat(A);
    let asked = net.in_flight(A, B).pop().expect("a heartbeat");
    net.lose_all().crash(A).restart(A);
    for voter in [B, C] {
        if net.timer(voter, Timer::MinimumElection).is_some() {
            net.fire(voter, Timer::MinimumElection);
        }
    }
    net.timeout(A).run().request(A, "x 1").run().told();
    assert_eq!(net.elected(2), [A]);
    net.hear(B, A, asked);
    let refusal = net.in_flight(B, A).pop().expect("an answer");
    assert!(matches!(refusal, Message::AppendEntriesReply { term: Term(2), asked: Term(1), .. }), "{refusal:?}");
    net.lose_all();
    (net, refusal)
}

/// "Once these acknowledgments are received, the leader knows that there could not have existed a leader for a greater term at
/// the moment it sent the heartbeats": one that has been superseded without knowing reads nothing.
#[test]
fn a_leader_that_has_been_superseded_does_not_read() {
    let mut net = by_read_index();
    net.timeout(B).run_among(&[B, C]).request(B, "x 2").run_among(&[B, C]).told();
    net.lose_all().get(A, "x");
    assert_eq!((net.server(A).is_leader(), net.told()), (true, vec![]), "it still thinks that it leads");
    net.run();
    assert_eq!((net.told(), net.server(A).is_leader()), (vec![Response::NotLeader { leader: None }], false));
}

#[test]
fn with_read_confirmed_off_a_superseded_leader_reads_what_is_out_of_date() {
    let mut net = by_read_index();
    net.config.rules.read_confirmed = false;
    net.timeout(B).run_among(&[B, C]).request(B, "x 2").run_among(&[B, C]).told();
    net.get(A, "x");
    assert_eq!(net.told(), [applied(1, 1)]);
}

/// "4. The leader waits for its state machine to advance at least as far as the readIndex": what was committed when the read
/// came is seen by it.
#[test]
fn a_read_sees_all_that_was_committed_when_it_came() {
    let mut net = by_read_index();
    net.request(A, "x 2").deliver(A, B).deliver(B, A).get(A, "x");
    assert_eq!(net.leader(A).reads[0].begun, Some((Index(2), 1)));
    net.run();
    assert_eq!(net.told(), [applied(2, 2), applied(2, 2)]);
}

/// "It can use a single round of heartbeats for any number of read-only queries that it has accumulated."
#[test]
fn reads_that_have_waited_together_share_a_round() {
    let mut net = Net::with_logs(1, &[&[1], &[1], &[1]]);
    net.config.options.read_index = true;
    net.elect(A).get(A, "x").get(A, "x").get(A, "x").run();
    assert_eq!((net.told().len(), net.leader(A).round), (3, 1));
}

/// A round confirms all that came before it: an answer that was lost is made up for by the next heartbeat's.
#[test]
fn a_later_round_confirms_the_earlier_reads_too() {
    let mut net = by_read_index();
    net.get(A, "x").get(A, "x").lose_all();
    net.heartbeat(A).deliver(A, B).deliver(B, A);
    assert_eq!(net.told().len(), 2);
}

/// Reads that wait when the leader steps down were not carried out, and their clients may ask another server.
#[test]
fn reads_that_wait_are_refused_when_the_leader_steps_down() {
    let mut net = by_read_index();
    net.get(A, "x").lose_all().timeout(B).deliver(B, A);
    assert_eq!(net.told(), [Response::NotLeader { leader: None }]);
}

/// A follower passes reads on like everything else.
#[test]
fn a_read_at_a_follower_is_answered_by_the_leader() {
    let mut net = by_read_index();
    net.get(C, "x").run();
    assert_eq!((net.told(), net.terms(A)), (vec![applied(1, 1)], vec![1]));
}

#[test]
fn a_leader_that_is_alone_reads_at_once() {
    let mut net = Net::new(1);
    net.config.options.read_index = true;
    net.timeout(A).request(A, "x 1").get(A, "x");
    assert_eq!(net.told(), [applied(1, 1), applied(1, 1)]);
}

/// A majority of the configuration in force must answer. When all who have not are removed, nobody else will: the read waits
/// no longer.
#[test]
fn a_read_is_answered_when_the_leader_is_left_alone() {
    let mut net = Net::new(2);
    net.config.options.read_index = true;
    net.elect(A).request(A, "x 1").run().told();
    net.crash(B).get(A, "x").lose_all();
    assert_eq!(net.told(), []);
    net.ask(A, Request::Remove(B));
    assert_eq!(net.told(), [applied(1, 1), Response::Done]);
}

/// Only `GET` reads, and only where the option is on.
#[test]
fn without_the_option_a_read_is_an_entry() {
    let mut net = by_read_index();
    net.ask(A, StoreCommand::Add("x".into(), 1)).run();
    net.config.options.read_index = false;
    net.get(A, "x").run();
    assert_eq!((net.terms(A).len(), net.told()), (3, vec![applied(2, 2), applied(2, 3)]));
}

// §6.4.1.

/// "Once the leader's heartbeats were acknowledged by a majority of the cluster, the leader would assume that no other server
/// will become leader for about an election timeout, and it could extend its lease accordingly." And "during that time reply to
/// read-only queries without any additional communication".
#[test]
fn a_leader_whose_heartbeats_a_majority_has_acknowledged_reads_without_asking() {
    let mut net = Net::new(5);
    net.config.options.check_quorum = true;
    net.config.options.lease_read = true;
    net.elect(A).request(A, "x 1").run().fire(A, Timer::Lease).told();
    net.heartbeat(A).deliver(A, B).deliver(B, A);
    assert!(!net.leader(A).lease, "2 of 5");
    net.deliver(A, C).deliver(C, A);
    assert!(net.leader(A).lease, "3 of 5");
    net.lose_all().get(A, "x");
    assert!(net.said(&Event::LeaseOver { term: Term(1) }) && net.said(&Event::ReadByLease { term: Term(1) }));
    assert_eq!((net.told(), net.in_flight(A, B)), (vec![applied(1, 1)], vec![]));
}

/// The lease is "start + election timeout / clock drift bound, since the followers shouldn't time out before then": counted
/// from when the heartbeats were sent, and from then on no follower votes for anybody for the shortest election timeout. They
/// were sent a heartbeat interval ago at most, so the rest of that timeout is left.
#[test]
fn a_lease_is_over_before_the_promise_that_it_rests_on() {
    let mut net = by_lease();
    let (lease, heartbeat) = (Span::from_ms(100, 100), Span::from_ms(50, 50));
    assert_eq!((net.timer(A, Timer::Lease), net.timer(A, Timer::Heartbeat)), (Some(lease), Some(heartbeat)));
    assert_eq!(net.timer(B, Timer::MinimumElection), Some(Span::from_ms(150, 150)));
    net.fire(A, Timer::Lease).get(A, "x");
    assert_eq!((net.leader(A).lease, net.told()), (false, vec![]), "it has to ask again");
    net.deliver(A, B).deliver(B, A);
    assert_eq!((net.leader(A).lease, net.told()), (true, vec![applied(1, 1)]), "which renews the lease");
    net.heartbeat(A).run();
    let begun = net.events.iter().filter(|event| **event == Event::LeaseBegun { term: Term(1) }).count();
    assert_eq!(begun, 2, "a lease that is extended does not begin anew");
}

/// Only the answer to the latest round tells how long ago the heartbeats were sent.
#[test]
fn an_acknowledgement_of_an_earlier_heartbeat_gives_no_lease() {
    let mut net = by_lease();
    net.fire(A, Timer::Lease).heartbeat(A).deliver(A, B).heartbeat(A).deliver(B, A);
    assert!(!net.leader(A).lease);
    net.deliver(A, B).deliver(B, A);
    assert!(net.leader(A).lease);
}

/// Where a heartbeat takes as long as an election timeout there is nothing left of it.
#[test]
fn there_is_no_lease_where_heartbeats_are_too_rare() {
    let mut net = Net::new(3);
    net.config.options.check_quorum = true;
    net.config.options.lease_read = true;
    net.config.heartbeat_interval = net.config.election_timeout.min;
    net.elect(A).request(A, "x 1").run().heartbeat(A).run();
    assert_eq!((net.leader(A).lease, net.timer(A, Timer::Lease)), (false, None));
}

/// The lease rests on what `check_quorum` makes the followers promise. Without it the leader asks, as by ReadIndex.
#[test]
fn without_check_quorum_there_is_no_lease() {
    let mut net = by_lease();
    net.config.options.check_quorum = false;
    net.get(A, "x");
    assert_eq!(net.told(), [], "not even the one that it has counts");
    net.run();
    assert_eq!(net.told(), [applied(1, 1)]);
    let mut net = Net::new(3);
    net.config.options.lease_read = true;
    net.elect(A).request(A, "x 1").run().heartbeat(A).run();
    assert!(!net.leader(A).lease);
}

/// What followers promise depends on settings, which don't change in the thesis. Here they may, and what was promised under
/// others counts no more: a leader asks anew, at once and from then on as often as the new ones say.
#[test]
fn a_lease_ends_when_the_settings_change() {
    let mut net = by_lease();
    net.configure(|config| config.heartbeat_interval = Micros::from_ms(20));
    assert!(net.said(&Event::LeaseOver { term: Term(1) }));
    assert_eq!((net.leader(A).lease, net.timer(A, Timer::Lease)), (false, None));
    assert_eq!(net.timer(A, Timer::Heartbeat), Some(Span::from_ms(20, 20)), "the old one would have asked too late");
    net.run();
    assert_eq!((net.leader(A).lease, net.timer(A, Timer::Lease)), (true, Some(Span::from_ms(130, 130))));
    net.configure(|config| config.options.check_quorum = false).run();
    assert_eq!((net.leader(A).lease, net.in_flight(A, B)), (false, vec![]));
    net.configure(|config| config.options.check_quorum = true);
    assert!(!net.leader(A).lease, "in the meantime they may have elected somebody");
    net.run();
    assert!(net.leader(A).lease);
}

/// A follower that answers while nothing is to be promised promises nothing, even if the answer arrives when it would.
#[test]
fn what_was_asked_before_the_settings_changed_gives_no_lease() {
    let mut net = by_lease();
    net.heartbeat(A).lose(A, C, |_| true);
    net.configure(|config| config.options.check_quorum = false).fire(B, Timer::MinimumElection).deliver(A, B);
    net.configure(|config| config.options.check_quorum = true).lose(A, B, |_| true).lose(A, C, |_| true);
    net.deliver(B, A);
    assert_eq!((net.leader(A).lease, net.server(B).leader_heard), (false, false));
    net.heartbeat(A).run();
    assert!(net.leader(A).lease && net.server(B).leader_heard);
}

/// A lease is about who leads, not about what is committed.
#[test]
fn a_leader_with_a_lease_waits_for_an_entry_of_its_own_term_all_the_same() {
    let mut net = Net::with_logs(1, &[&[1], &[1], &[1]]);
    net.config.options.check_quorum = true;
    net.config.options.lease_read = true;
    net.elect(A).get(A, "x");
    assert_eq!((net.leader(A).lease, net.told()), (true, vec![]));
    net.run();
    assert_eq!(net.told(), [Response::Applied { value: Some(101), index: Index(2) }]);
}

/// A leader that steps down leaves no lease behind.
#[test]
fn the_lease_ends_with_the_leadership() {
    let mut net = by_lease();
    net.hear(A, B, vote(2, false));
    assert_eq!((net.timer(A, Timer::Lease), net.server(A).is_leader()), (None, false));
}

/// "The followers shouldn't time out before then", and they don't elect anybody else. What a follower promised it keeps,
/// although it hears in the meantime of a newer term: here in an answer to its own candidacy of long ago.
#[test]
fn a_newer_term_does_not_release_a_follower_from_its_promise() {
    let mut net = by_lease();
    net.hear(B, C, vote(2, false));
    assert_eq!((net.server(B).current_term, net.server(B).voted_for), (Term(2), None));
    for term in [2, 3] {
        net.hear(B, C, request_vote(term, 9, 9));
        assert_eq!(
            (net.server(B).voted_for, net.server(B).current_term),
            (None, Term(2)),
            "a candidate of term {term}"
        );
    }
    net.fire(B, Timer::MinimumElection).hear(B, C, request_vote(3, 9, 9));
    assert_eq!(net.server(B).voted_for, Some(C));
}

/// Nor is it released by a crash: a server that was down for a moment does not know what it had promised.
#[test]
fn a_restarted_server_keeps_the_promise_that_it_may_have_given() {
    let mut net = by_lease();
    net.crash(B).restart(B).hear(B, C, request_vote(2, 9, 9));
    assert_eq!(
        (net.server(B).voted_for, net.timer(B, Timer::MinimumElection)),
        (Some(A), Some(Span::from_ms(150, 150)))
    );
    net.fire(B, Timer::MinimumElection).hear(B, C, request_vote(2, 9, 9));
    assert_eq!(net.server(B).voted_for, Some(C));
}

/// One that boots for the first time, or in a cluster without leases, has given none.
#[test]
fn a_server_that_can_have_promised_nothing_votes_at_once() {
    let mut net = by_lease();
    net.restart(D).hear(D, C, request_vote(2, 9, 9));
    assert_eq!(net.server(D).voted_for, Some(C));
    net.config.options.lease_read = false;
    net.crash(B).restart(B).hear(B, C, request_vote(2, 9, 9));
    assert_eq!(net.server(B).voted_for, Some(C));
}
