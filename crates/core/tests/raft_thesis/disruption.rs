//! §9.6, pre-vote; §6.2, a leader without a majority; §4.2.3, servers that disturb.

use crate::raft_net::*;
use quorate_core::protocol::{Input, NodeId, Span};
use quorate_core::raft::{Config, Event, Index, Message, Raft, Request, Role, Term, Timer};

fn pre_vote(term: u64, last_log_index: u64, last_log_term: u64) -> Message {
    Message::RequestPreVote {
        term: Term(term),
        attempt: 1,
        last_log_index: Index(last_log_index),
        last_log_term: Term(last_log_term),
    }
}

fn pre_vote_reply(term: u64, asked: u64, vote_granted: bool) -> Message {
    Message::RequestPreVoteReply { term: Term(term), asked: Term(asked), attempt: 1, vote_granted }
}

fn with_pre_vote(mut net: Net) -> Net {
    net.config.options.pre_vote = true;
    net
}

fn with_check_quorum(mut net: Net) -> Net {
    net.config.options.check_quorum = true;
    net
}

fn is_pre_candidate(server: &Raft) -> bool {
    matches!(server.role, Role::PreCandidate { .. })
}

// §9.6.

/// "In the Pre-Vote algorithm, a candidate only increments its term if it first learns from a majority of the cluster that they
/// would be willing to grant the candidate their votes." It asks about the term that it would start.
#[test]
fn whoever_times_out_first_asks_and_keeps_its_term() {
    let mut net = with_pre_vote(Net::with_logs(3, &[&[1, 3], &[1], &[1]]));
    net.timeout(A);
    assert_eq!((net.server(A).current_term, net.server(A).voted_for), (Term(3), None));
    assert!(is_pre_candidate(net.server(A)) && net.said(&Event::PreVoteStarted { term: Term(4) }));
    assert_eq!((net.in_flight(A, B), net.in_flight(A, C)), (vec![pre_vote(4, 2, 3)], vec![pre_vote(4, 2, 3)]));
    assert_eq!(net.timer(A, Timer::Election), Some(Span::from_ms(150, 300)), "it will ask again");
}

#[test]
fn a_majority_that_is_willing_makes_a_candidate_and_half_does_not() {
    for (servers, majority) in [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3)] {
        let mut net = with_pre_vote(Net::new(servers));
        net.timeout(A);
        for voter in 1..servers {
            assert_eq!(is_pre_candidate(net.server(A)), voter < majority, "{voter} of {servers}");
            net.hear(A, NodeId(voter), pre_vote_reply(0, 1, true));
        }
        assert_eq!((net.server(A).current_term, net.server(A).voted_for), (Term(1), Some(A)));
        assert!(net.said(&Event::PreVoteWon { term: Term(1) }));
    }
}

/// It is an election of two phases: who wins the first stands in the second.
#[test]
fn an_election_with_a_pre_vote_ends_like_one_without() {
    let mut net = with_pre_vote(Net::new(3));
    net.timeout(A).deliver(A, B).deliver(B, A);
    assert_eq!(net.in_flight(A, B), [request_vote(1, 0, 0)]);
    net.run().request(A, "x 1").run();
    assert_eq!((net.elected(1), net.told()), (vec![A], vec![applied(1, 1)]));
}

/// To be willing is no promise: nothing about the voter changes, and it may be willing to vote for others too.
#[test]
fn to_answer_a_pre_vote_changes_nothing() {
    let mut voter = server(3, 3, &[1, 3]);
    let before = voter.clone();
    for (candidate, term) in [(B, 4), (C, 4), (B, 9)] {
        let out = hear(&mut voter, candidate, pre_vote(term, 2, 3));
        assert_eq!(replies(&out), [(candidate, pre_vote_reply(3, term, true))]);
        assert_eq!((&voter, out.timers.len()), (&before, 0));
    }
}

/// "[…] if the candidate's log is sufficiently up-to-date": as in an election (§3.6.1).
#[test]
fn a_server_is_willing_to_vote_for_an_up_to_date_log_only() {
    let cases = [((3, 2), true), ((4, 2), true), ((1, 3), true), ((2, 2), false), ((9, 1), false), ((0, 0), false)];
    for ((last_index, last_term), granted) in cases {
        let out = hear(&mut server(3, 3, &[1, 2, 2]), B, pre_vote(4, last_index, last_term));
        assert_eq!(replies(&out), [(B, pre_vote_reply(3, 4, granted))], "index {last_index}, term {last_term}");
        assert_eq!(matches!(out.events[0], Event::PreVoteRefusedLogBehind { .. }), !granted);
    }
    let mut config = Config::new(3);
    config.rules.election_restriction = false;
    let out = hear_with(&config, &mut server(3, 3, &[1, 2, 2]), B, pre_vote(4, 0, 0));
    assert_eq!(replies(&out), [(B, pre_vote_reply(3, 4, true))], "where any log will do in an election, so here");
}

/// "[…] and the voters have not received heartbeats from a valid leader for at least a baseline election timeout."
#[test]
fn a_server_that_hears_a_leader_is_not_willing_to_vote() {
    let mut net = with_pre_vote(Net::new(3));
    net.elect(A);
    assert_eq!(net.timer(B, Timer::MinimumElection), Some(Span::from_ms(150, 150)));
    for (voter, why) in [(B, "it hears the leader"), (A, "it is the leader")] {
        net.hear(voter, C, pre_vote(2, 0, 0));
        assert_eq!(net.in_flight(voter, C), [pre_vote_reply(1, 2, false)], "{why}");
        assert!(net.said(&Event::PreVoteRefusedLeaderHeard { candidate: C, term: Term(2) }));
    }
    net.lose_all().fire(B, Timer::MinimumElection).hear(B, C, pre_vote(2, 0, 0));
    assert_eq!(net.in_flight(B, C), [pre_vote_reply(1, 2, true)]);
    // Each message of the leader counts.
    net.lose_all().heartbeat(A).deliver(A, B).hear(B, C, pre_vote(2, 0, 0));
    assert_eq!(net.in_flight(B, C).last(), Some(&pre_vote_reply(1, 2, false)));
}

/// A snapshot is a sign of life as well.
#[test]
fn a_leader_is_heard_by_its_snapshot_too() {
    let mut net = with_pre_vote(Net::new(3));
    net.elect(A).request(A, "x 1").lose(A, C, |_| true).run().ask(A, Request::Snapshot);
    net.fire(C, Timer::MinimumElection).heartbeat(A).deliver(A, C);
    assert!(net.server(C).leader_heard);
}

/// A question about a term that is over is answered with the present one, and whoever asks takes note of that.
#[test]
fn a_pre_vote_for_a_term_that_is_over_is_refused() {
    let out = hear(&mut server(3, 5, &[1]), B, pre_vote(5, 9, 9));
    assert_eq!(replies(&out), [(B, pre_vote_reply(5, 5, false))]);
    let mut net = with_pre_vote(Net::with_logs(3, &[&[1], &[1], &[1]]));
    net.timeout(A).hear(A, B, pre_vote_reply(7, 4, false));
    assert_eq!((net.server(A).current_term, &net.server(A).role), (Term(7), &Role::Follower));
    assert_eq!(net.timers(A), [Timer::Election], "the next time it asks about term 8");
}

/// A question from a later term moves nobody's term: nobody has that term yet.
#[test]
fn a_pre_vote_carries_no_term_about() {
    let mut net = with_pre_vote(Net::new(3));
    net.elect(A).hear(A, B, pre_vote(99, 9, 9));
    assert_eq!((net.server(A).current_term, net.server(A).is_leader()), (Term(1), true));
}

/// Answers count once a server, and only to the question that is still open.
#[test]
fn answers_to_an_earlier_question_do_not_count() {
    let mut net = with_pre_vote(Net::new(5));
    net.timeout(A);
    for _ in 0..3 {
        net.hear(A, B, pre_vote_reply(0, 1, true));
    }
    assert!(is_pre_candidate(net.server(A)), "B alone");
    // In the meantime there was a leader of term 1, and A asks about term 2.
    net.hear(A, E, append(1, (0, 0), &[], 0)).fire(A, Timer::MinimumElection).timeout(A);
    net.hear(A, B, pre_vote_reply(0, 1, true)).hear(A, C, pre_vote_reply(0, 1, true));
    assert!(is_pre_candidate(net.server(A)));
    net.hear(A, B, pre_vote_reply(1, 2, true)).hear(A, C, pre_vote_reply(1, 2, true));
    assert_eq!(net.server(A).current_term, Term(2));
    // And to nobody who does not ask.
    let mut follower = server(3, 0, &[]);
    hear(&mut follower, B, pre_vote_reply(0, 1, true));
    hear(&mut follower, C, pre_vote_reply(0, 1, true));
    assert_eq!((&follower.role, follower.current_term), (&Role::Follower, Term(0)));
}

/// Each time that a server asks it is another question, though it be about the same term. An answer to the one before would start
/// an election that nobody would have now, and so cost a leader its office.
#[test]
fn a_late_answer_to_an_earlier_question_does_not_count() {
    let mut net = with_check_quorum(with_pre_vote(Net::new(3)));
    net.elect(A).heartbeat(A).run();
    net.fire(B, Timer::MinimumElection).timeout(C).deliver(C, B).lose(C, A, |_| true);
    assert_eq!(net.in_flight(B, C), [pre_vote_reply(1, 2, true)], "B is willing, and that is slow");
    net.heartbeat(A).run_among(&[A, B]).deliver(A, C).run_among(&[A, B]).lose(C, A, |_| true);
    net.timeout(C).deliver(B, C).run_among(&[B, C]);
    assert_eq!((net.server(C).current_term, net.elected(2)), (Term(1), vec![]));
    net.heartbeat(A).run();
    assert!(net.server(A).is_leader());
}

/// A refusal answers one question, and not the next: who was unwilling may be willing now. Nor does it matter in which order the
/// answers to one question come that was asked twice.
#[test]
fn a_refusal_does_not_outweigh_a_later_yes() {
    let mut net = with_pre_vote(Net::new(3));
    net.elect(A).heartbeat(A).run().crash(A);
    net.timeout(C).deliver(C, B);
    assert_eq!(net.in_flight(B, C), [pre_vote_reply(1, 2, false)], "B has just heard A");
    net.timeout(C).deliver(B, C).fire(B, Timer::MinimumElection).run();
    assert_eq!(net.elected(2), [C]);

    let mut net = with_pre_vote(Net::new(3));
    net.timeout(A).hear(A, B, pre_vote_reply(0, 1, false)).hear(A, B, pre_vote_reply(0, 1, true));
    assert_eq!(net.server(A).current_term, Term(1));
}

/// "While a server is partitioned, it won't be able to increment its term, since it can't receive permission from a majority of
/// the cluster. Then, when it rejoins the cluster, it still won't be able to increment its term, since the other servers will
/// have been receiving regular heartbeats from the leader. Once the server receives a heartbeat from the leader itself, it will
/// return to the follower state (in the same term)."
#[test]
fn a_server_that_was_partitioned_does_not_disrupt_the_cluster_when_it_rejoins() {
    let mut net = with_pre_vote(Net::new(3));
    net.elect(A);
    for _ in 0..5 {
        if net.timers(C).contains(&Timer::MinimumElection) {
            net.fire(C, Timer::MinimumElection);
        }
        net.timeout(C).lose_all();
    }
    assert_eq!(
        (net.server(C).current_term, net.server(C).leader),
        (Term(1), None),
        "it knows of nobody to send clients to"
    );
    net.timeout(C).run();
    assert!(is_pre_candidate(net.server(C)) && net.server(A).is_leader());
    net.heartbeat(A).run();
    assert_eq!((&net.server(C).role, net.server(C).current_term, net.elected(2)), (&Role::Follower, Term(1), vec![]));

    // Without it, the leader is deposed.
    let mut net = Net::new(3);
    net.elect(A).timeout(C).lose_all().heartbeat(A).run();
    assert!(!net.server(A).is_leader());
}

/// A pre-candidate votes like a follower; whom it votes for may be elected, so it stops asking for itself.
#[test]
fn a_pre_candidate_that_votes_asks_no_longer() {
    for term in [3, 4] {
        let mut net = with_pre_vote(Net::with_logs(3, &[&[1], &[1], &[1]]));
        net.timeout(A).hear(A, B, request_vote(term, 1, 1));
        assert_eq!((&net.server(A).role, net.server(A).voted_for), (&Role::Follower, Some(B)), "in term {term}");
    }
}

/// A vote that was cast in a term is cast (§3.4): also when its owner asks for the next one and then follows in this one.
#[test]
fn with_keep_vote_off_a_server_that_steps_down_votes_twice_in_a_term() {
    let second_vote = |keep_vote| {
        let mut net = with_pre_vote(Net::new(3));
        net.config.rules.keep_vote = keep_vote;
        // A is candidate of term 1 and votes for itself. Nobody hears of it. It asks about term 2.
        net.timeout(A).hear(A, B, pre_vote_reply(0, 1, true)).timeout(A).lose_all();
        assert!(is_pre_candidate(net.server(A)));
        net.hear(A, B, append(1, (0, 0), &[], 0)).hear(A, C, request_vote(1, 0, 0));
        net.in_flight(A, C)
    };
    assert_eq!((second_vote(true), second_vote(false)), (vec![vote(1, false)], vec![vote(1, true)]));
}

// §6.2.

/// "A leader in Raft steps down if an election timeout elapses without a successful round of heartbeats to a majority of its
/// cluster; this allows clients to retry their requests with another server."
#[test]
fn a_leader_that_hears_from_no_majority_steps_down() {
    let mut net = with_check_quorum(Net::new(5));
    net.elect(A);
    assert_eq!(net.timer(A, Timer::CheckQuorum), Some(Span::from_ms(300, 300)));
    net.heartbeat(A).fire(A, Timer::CheckQuorum).lose_all();
    assert!(net.server(A).is_leader(), "all have acknowledged its first heartbeat");
    net.heartbeat(A).deliver(A, B).deliver(B, A).lose_all().request(A, "x 1").fire(A, Timer::CheckQuorum);
    assert_eq!(
        (&net.server(A).role, net.server(A).current_term, net.server(A).leader),
        (&Role::Follower, Term(1), None)
    );
    assert_eq!(net.timers(A), [Timer::Election]);
    assert!(
        net.said(&Event::QuorumLost { term: Term(1), servers: 1 }) && net.said(&Event::ClientsForgotten { clients: 1 })
    );
}

/// What was heard before the last check is no news.
#[test]
fn a_majority_must_be_heard_from_in_each_election_timeout() {
    let mut net = with_check_quorum(Net::new(3));
    net.elect(A).fire(A, Timer::CheckQuorum);
    assert!(net.server(A).is_leader());
    net.hear(A, B, refused(1, 9)).fire(A, Timer::CheckQuorum);
    assert!(net.server(A).is_leader(), "any answer to a heartbeat is one");
    net.fire(A, Timer::CheckQuorum);
    assert!(!net.server(A).is_leader());
}

/// Who installs a snapshot is there as well.
#[test]
fn a_follower_that_installs_a_snapshot_is_heard_from() {
    let mut net = with_check_quorum(Net::new(2));
    net.elect(A).fire(A, Timer::CheckQuorum);
    net.hear(A, B, Message::InstallSnapshotReply { term: Term(1), asked: Term(1), match_index: Index(0) })
        .fire(A, Timer::CheckQuorum);
    assert!(net.server(A).is_leader());
}

/// Only voters count: neither who catches up nor a stranger.
#[test]
fn who_has_no_vote_makes_no_majority() {
    let mut net = with_check_quorum(Net::new(3));
    net.elect(A).request(A, "x 1").run().fire(A, Timer::CheckQuorum);
    net.ask(A, Request::Add(D)).hear(A, D, success(1, 0)).hear(A, E, success(1, 0)).fire(A, Timer::CheckQuorum);
    assert!(!net.server(A).is_leader());
    assert!(net.said(&Event::QuorumLost { term: Term(1), servers: 0 }));
}

/// Without the option a leader stays until it hears of another.
#[test]
fn without_check_quorum_a_leader_waits_for_ever() {
    let mut net = Net::new(3);
    net.elect(A);
    assert_eq!(net.timers(A), [Timer::Heartbeat]);
    // It may be switched on at any time, and off again.
    net.config.options.check_quorum = true;
    net.heartbeat(A).lose_all();
    assert_eq!(net.timers(A), [Timer::Heartbeat, Timer::CheckQuorum]);
    net.config.options.check_quorum = false;
    net.fire(A, Timer::CheckQuorum);
    assert_eq!((net.server(A).is_leader(), net.timers(A)), (true, vec![Timer::Heartbeat]));
}

// §4.2.3.

/// "If a server receives a RequestVote request within the minimum election timeout of hearing from a current leader, it does not
/// update its term or grant its vote."
#[test]
fn a_server_that_hears_a_leader_disregards_candidates() {
    let mut net = with_check_quorum(Net::new(3));
    net.elect(A);
    for voter in [A, B] {
        let before = net.server(voter).clone();
        net.hear(voter, C, request_vote(5, 9, 9));
        assert_eq!(net.server(voter), &before);
        assert_eq!(net.in_flight(voter, C), []);
    }
    assert!(net.said(&Event::CandidateDisregarded { candidate: C, term: Term(5) }));
}

/// "This does not affect normal elections, where each server waits at least a minimum election timeout before starting an
/// election."
#[test]
fn a_server_that_hears_no_leader_any_more_votes() {
    let mut net = with_check_quorum(Net::new(3));
    net.elect(A).crash(A).fire(B, Timer::MinimumElection).hear(B, C, request_vote(2, 0, 0));
    assert_eq!(net.server(B).voted_for, Some(C));
    assert!(!net.said(&Event::CandidateDisregarded { candidate: C, term: Term(2) }));
}

/// "While a leader is able to get heartbeats to its cluster, it will not be deposed by larger term numbers": a removed server
/// whose log is as good as anybody's, and to which comparing logs does nothing (figure 4.7), stands for election in vain.
#[test]
fn a_removed_server_cannot_disrupt_the_cluster() {
    let deposed = |options: fn(&mut Config)| {
        let mut net = Net::new(4);
        options(&mut net.config);
        net.elect(A).request(A, "x 1").run().heartbeat(A).run();
        // D does not get the entry that removes it; C has not got it either.
        net.ask(A, Request::Remove(D)).lose(A, C, |_| true).run_among(&[A, B]).lose_all().heartbeat(A).lose(
            A,
            C,
            |_| true,
        );
        if net.timers(D).contains(&Timer::MinimumElection) {
            net.fire(D, Timer::MinimumElection);
        }
        net.run().timeout(D).run();
        !net.server(A).is_leader()
    };
    assert!(deposed(|_| ()));
    assert!(!deposed(|config| config.options.pre_vote = true));
    assert!(!deposed(|config| config.options.check_quorum = true));
}

/// "RequestVote messages [of a leadership transfer] should be processed by other servers even when they believe a current
/// cluster leader exists. Those RequestVote requests can include a special flag to indicate this behavior ('I have permission to
/// disrupt the leader—it told me to!')."
#[test]
fn a_candidate_that_the_leader_has_told_to_is_not_disregarded() {
    for pre_vote in [false, true] {
        let mut net = with_check_quorum(Net::new(3));
        net.config.options.pre_vote = pre_vote;
        net.elect(A).ask(A, Request::Transfer(B)).run();
        assert_eq!(net.elected(2), [B]);
    }
}

/// Without check-quorum nobody disregards anybody: pre-vote asks beforehand, and that is all.
#[test]
fn without_check_quorum_candidates_are_heeded() {
    let mut net = with_pre_vote(Net::new(3));
    net.elect(A).hear(B, C, request_vote(2, 0, 0));
    assert_eq!(net.server(B).voted_for, Some(C));
}

/// What is kept only for these two options is not kept without them.
#[test]
fn without_either_option_nobody_remembers_when_a_leader_was_heard() {
    let mut net = Net::new(3);
    net.elect(A);
    assert_eq!((net.server(B).leader_heard, net.timers(B)), (false, vec![Timer::Election]));
    // A server in which the options were just switched off lets the timer run out.
    let mut net = with_pre_vote(Net::new(3));
    net.elect(A);
    let mut follower = net.server(B).clone();
    input(&mut follower, Input::Timeout(Timer::MinimumElection));
    assert!(!follower.leader_heard);
}
