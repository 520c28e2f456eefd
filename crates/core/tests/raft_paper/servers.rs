//! Figure 2, "Rules for Servers": "All Servers", and "Followers" (§5.2).

use super::*;

// Figure 2, "Rules for Servers", "All Servers".

/// "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state machine." (§5.3) In the order of
/// the log, and each once.
#[test]
fn committed_entries_are_applied_in_order_and_once() {
    let mut net = Net::new(3);
    net.elect(A).crash(C).request(A, "x 1").request(A, "x 2").add(A, "x 40").run().heartbeat(A).run();
    // C gets all three at once.
    net.restart(C).heartbeat(A).run();
    for node in [A, B, C] {
        let server = net.server(node);
        assert_eq!((server.last_applied, server.store.get("x")), (Index(3), Some(42)), "{node}");
    }
}

/// "If RPC request or response contains term T > currentTerm: set currentTerm = T, convert to follower." (§5.1)
#[test]
fn a_newer_term_in_any_message_makes_a_follower() {
    let messages = [request_vote(7, 0, 0), vote(7, false), append(7, (9, 7), &[], 0), refused(7, 3)];
    for message in messages {
        let mut follower = server(3, 2, &[2]);
        follower.voted_for = Some(A);
        let mut candidate = server(3, 1, &[2]);
        input(&mut candidate, Input::Timeout(Timer::Election));
        let leader = Net::new(3).timeout(B).run().timeout(A).run().server(A).clone();
        for mut server in [follower, candidate, leader] {
            let was_leader = server.is_leader();
            let out = hear(&mut server, C, message.clone());
            assert_eq!((server.current_term, &server.role), (Term(7), &Role::Follower), "{message:?}");
            assert_eq!(server.leader, if matches!(message, Message::AppendEntries(_)) { Some(C) } else { None });
            assert_ne!(server.voted_for, Some(A), "its vote of the old term is over: {message:?}");
            if was_leader {
                assert!(out.timers.contains(&(Timer::Heartbeat, None)), "it stops to send heartbeats");
                assert!(out.timers.iter().any(|(timer, span)| *timer == Timer::Election && span.is_some()));
            }
        }
    }
}

/// "If a server receives a request with a stale term number, it rejects the request." (§5.1) And a stale answer is dropped.
#[test]
fn stale_answers_change_nothing() {
    let mut net = Net::with_logs(2, &[&[1, 2], &[1, 2], &[1]]);
    net.timeout(A).deliver(A, B).deliver(B, A);
    let before = net.server(A).clone();
    assert_eq!((before.current_term, before.is_leader()), (Term(3), true));
    for message in [vote(2, true), success(2, 1), refused(2, 2)] {
        net.hear(A, C, message);
        assert_eq!(net.server(A), &before);
    }
}

// "Followers" (§5.2).

/// "If election timeout elapses without receiving AppendEntries RPC from current leader or granting vote to candidate: convert
/// to candidate." So the timer begins anew at these two, and at nothing else.
#[test]
fn the_election_timer_begins_anew_when_a_leader_is_heard_or_a_vote_granted() {
    let config = Config::new(3);
    let begins_anew = |message: Message| {
        let out = hear(&mut server(3, 3, &[1, 3]), B, message);
        out.timers.contains(&(Timer::Election, Some(config.election_timeout)))
    };
    assert!(begins_anew(append(3, (2, 3), &[], 0)), "AppendEntries from the current leader");
    assert!(begins_anew(append(3, (9, 3), &[], 0)), "even where the logs do not agree yet");
    assert!(begins_anew(request_vote(4, 2, 3)), "a vote granted");
    assert!(!begins_anew(append(2, (2, 3), &[], 0)), "AppendEntries from a leader that is over");
    assert!(!begins_anew(request_vote(2, 9, 2)), "a candidate of an old term");
    assert!(!begins_anew(request_vote(4, 9, 2)), "a newer term, but no vote");
    assert!(!begins_anew(vote(4, false)), "a newer term in an answer");
}

/// "Election timeouts are chosen randomly from a fixed interval (e.g., 150–300ms)" (§5.2), by whoever runs the server.
#[test]
fn the_election_timeout_is_asked_for_as_an_interval() {
    let mut out = Effects::default();
    Raft::start(&Config::new(3), A, None, &mut out);
    assert_eq!(out.timers, [(Timer::Election, Some(Span::from_ms(150, 300)))]);
}
