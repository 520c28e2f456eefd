//! Figure 2, "Leaders".

use super::*;

/// "Upon election: send initial empty AppendEntries RPCs (heartbeat) to each server; repeat during idle periods to prevent
/// election timeouts." (§5.2)
#[test]
fn a_leader_is_heard_at_once_and_then_at_every_heartbeat() {
    let mut net = Net::with_logs(1, &[&[1], &[1], &[1]]);
    net.timeout(A).deliver(A, B).deliver(B, A).lose(A, C, |message| matches!(message, Message::RequestVote { .. }));
    assert_eq!(net.in_flight(A, B), [append(2, (1, 1), &[], 0)]);
    assert_eq!(net.in_flight(A, C), [append(2, (1, 1), &[], 0)]);
    assert_eq!(net.timers(A), [Timer::Heartbeat]);
    net.run().heartbeat(A);
    assert_eq!(net.in_flight(A, B), [append(2, (1, 1), &[], 0)]);
    assert_eq!((net.timers(A), net.timers(B)), (vec![Timer::Heartbeat], vec![Timer::Election]));
}

/// "During idle periods": a follower whose log is being repaired is spoken to anyway.
#[test]
fn a_heartbeat_leaves_out_whom_the_leader_has_just_probed() {
    let mut net = Net::with_logs(1, &[&[1, 1], &[1, 1], &[]]);
    net.timeout(A)
        .deliver(A, B)
        .deliver(B, A)
        .deliver(A, C)
        .deliver(A, C)
        .run_among(&[A, B])
        .deliver(C, A)
        .deliver(C, A);
    assert_eq!(net.in_flight(A, C).len(), 1, "the second probe is under way");
    net.heartbeat(A);
    assert_eq!((net.in_flight(A, B).len(), net.in_flight(A, C).len()), (1, 1));
    net.heartbeat(A);
    assert_eq!((net.in_flight(A, B).len(), net.in_flight(A, C).len()), (2, 2), "if it was lost, the next one makes up");
}

/// A probe that was answered, or overtaken by a command to all, is no reason to leave anybody out.
#[test]
fn a_heartbeat_goes_to_whoever_is_not_being_probed_any_more() {
    let mut net = Net::with_logs(1, &[&[1, 1], &[1, 1], &[]]);
    net.elect(A).heartbeat(A);
    assert_eq!(net.in_flight(A, C).len(), 1, "the repair is over");

    let mut net = Net::with_logs(1, &[&[1, 1], &[1, 1], &[]]);
    net.timeout(A).deliver(A, B).deliver(B, A).hear(A, C, refused(2, 2)).request(A, "x 1").lose_all().heartbeat(A);
    assert_eq!(net.in_flight(A, C).len(), 1, "the command was sent to all");
}

/// "If command received from client: append entry to local log, respond after entry applied to state machine." (§5.3)
#[test]
fn a_client_is_answered_when_its_command_is_applied_and_not_before() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 5");
    assert_eq!((net.terms(A), &net.answers[..]), (vec![1], &[][..]));
    net.deliver(A, B);
    assert_eq!((net.server(A).store.get("x"), net.answers.len()), (None, 0));
    net.deliver(B, A);
    assert_eq!((net.server(A).store.get("x"), &net.answers[..]), (Some(5), &[applied(5, 1)][..]));
}

/// "The leader […] issues AppendEntries RPCs in parallel to each of the other servers" (§5.3).
#[test]
fn a_command_goes_to_all_followers_at_once() {
    let mut net = Net::new(5);
    net.elect(A).request(A, "x 5");
    for follower in [B, C, D, E] {
        let [Message::AppendEntries(request)] = &net.in_flight(A, follower)[..] else { panic!("one message each") };
        assert_eq!((request.prev_log_index, request.entries.len()), (Index(0), 1));
    }
}

/// "If last log index ≥ nextIndex for a follower: send AppendEntries RPC with log entries starting at nextIndex." And "the
/// leader retries AppendEntries RPCs indefinitely (even after it has responded to the client) until all followers eventually
/// store all log entries." (§5.3)
#[test]
fn a_heartbeat_carries_what_the_follower_lacks() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").request(A, "x 2").lose(A, C, |_| true).run();
    assert_eq!((net.server(A).commit_index, net.terms(C)), (Index(2), vec![]));
    net.heartbeat(A).run();
    assert_eq!((net.terms(C), net.leader(A).match_index[&C]), (vec![1, 1], Index(2)));
}

/// A long way behind is made up in several messages, one after another.
#[test]
fn a_follower_that_lacks_much_gets_all_of_it() {
    let long = vec![1; 300];
    let mut net = Net::with_logs(1, &[&long, &long, &[]]);
    net.config.options.conflict_hint = true;
    net.elect(A);
    assert_eq!((net.terms(C).len(), net.leader(A).next_index[&C]), (300, Index(301)));
}

/// "If successful: update nextIndex and matchIndex for follower." (§5.3)
#[test]
fn a_success_moves_next_index_and_match_index() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").deliver(A, B).deliver(B, A);
    assert_eq!((net.leader(A).match_index[&B], net.leader(A).next_index[&B]), (Index(1), Index(2)));
    assert_eq!((net.leader(A).match_index[&C], net.leader(A).next_index[&C]), (Index(0), Index(1)));
}

/// An acknowledgement that comes late takes nothing back.
#[test]
fn a_late_success_does_not_lower_what_is_known() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").request(A, "x 2").run();
    hear(net.server_mut(A), B, success(1, 1));
    assert_eq!((net.leader(A).match_index[&B], net.leader(A).next_index[&B]), (Index(2), Index(3)));
}

/// "If AppendEntries fails because of log inconsistency: decrement nextIndex and retry." (§5.3)
#[test]
fn a_refusal_moves_next_index_one_back_and_the_leader_tries_again() {
    let mut net = Net::with_logs(2, &[&[1, 2, 2], &[1, 2, 2], &[1]]);
    net.timeout(A).deliver(A, B).deliver(B, A);
    let out = hear(net.server_mut(A), C, refused(3, 3));
    assert_eq!(net.leader(A).next_index[&C], Index(3));
    assert_eq!(replies(&out), [(C, append(3, (2, 2), &[], 0))]);
}

/// "Until the leader has discovered where it and the follower's logs match, the leader can send AppendEntries with no entries
/// (like heartbeats) to save bandwidth. Then, once the matchIndex immediately precedes the nextIndex, the leader should
/// begin to send the actual entries." (Thesis §3.5)
#[test]
fn a_leader_sends_entries_as_soon_as_it_knows_where_the_logs_match() {
    let mut net = Net::with_logs(2, &[&[1, 2, 2], &[1, 2, 2], &[1]]);
    net.timeout(A).deliver(A, B).deliver(B, A).lose(A, C, |_| true).hear(A, C, refused(3, 3)).hear(A, C, refused(3, 2));
    assert_eq!(net.in_flight(A, C), [append(3, (2, 2), &[], 0), append(3, (1, 1), &[], 0)]);
    net.lose(A, C, |_| true).hear(A, C, success(3, 1));
    assert_eq!(net.in_flight(A, C), [append(3, (1, 1), &[2, 2], 0)]);
}

/// A refusal answers one request: when it comes twice, or when the follower has agreed since, nextIndex stays.
#[test]
fn a_refusal_that_comes_twice_or_late_moves_next_index_once() {
    let mut net = Net::with_logs(2, &[&[1, 2, 2], &[1, 2, 2], &[1]]);
    net.timeout(A).deliver(A, B).deliver(B, A);
    for _ in 0..3 {
        net.hear(A, C, refused(3, 3));
        assert_eq!(net.leader(A).next_index[&C], Index(3));
    }
    net.hear(A, C, refused(3, 2)).hear(A, C, refused(3, 3));
    assert_eq!(net.leader(A).next_index[&C], Index(2), "the first one again");
    net.run();
    assert_eq!((net.leader(A).match_index[&C], net.leader(A).next_index[&C]), (Index(3), Index(4)));
    hear(net.server_mut(A), C, refused(3, 3));
    assert_eq!(net.leader(A).next_index[&C], Index(4));
}

/// "If there exists an N such that N > commitIndex, a majority of matchIndex[i] ≥ N, and log[N].term == currentTerm: set
/// commitIndex = N." (§5.3, §5.4)
#[test]
fn an_entry_is_committed_when_a_majority_has_it() {
    let mut net = Net::new(5);
    net.elect(A).request(A, "x 1").request(A, "x 2");
    net.hear(A, B, success(1, 2));
    assert_eq!(net.server(A).commit_index, Index(0), "2 of 5");
    net.hear(A, C, success(1, 1));
    assert_eq!(net.server(A).commit_index, Index(1), "3 of 5 have the first");
    net.hear(A, C, success(1, 2));
    assert_eq!(net.server(A).commit_index, Index(2), "3 of 5 have both");
    net.hear(A, D, success(1, 2));
    let commits = net.events.iter().filter(|event| matches!(event, Event::Committed { .. })).count();
    assert_eq!(commits, 2, "it is committed once");
}

/// A follower cannot make the leader commit what is not there, nor keep it from committing what is.
#[test]
fn a_match_index_behind_the_end_of_the_log_counts_as_the_end() {
    let mut net = Net::new(3);
    net.config.rules.commit_own_term = false;
    net.elect(A).request(A, "x 1").hear(A, B, success(1, 99)).hear(A, C, success(1, 99));
    assert_eq!(net.server(A).commit_index, Index(1));
}

#[test]
fn three_of_four_are_a_majority_and_two_are_not() {
    let mut net = Net::new(4);
    net.elect(A).request(A, "x 1");
    net.hear(A, B, success(1, 1));
    assert_eq!(net.server(A).commit_index, Index(0));
    net.hear(A, C, success(1, 1));
    assert_eq!(net.server(A).commit_index, Index(1));
}

/// "Raft never commits log entries from previous terms by counting replicas. Only log entries from the leader's current term
/// are committed by counting replicas; once an entry from the current term has been committed in this way, then all prior
/// entries are committed indirectly." (§5.4.2)
#[test]
fn an_entry_of_an_older_term_is_committed_only_behind_one_of_the_leader_s_own() {
    let mut net = Net::with_logs(1, &[&[1, 1], &[1], &[1]]);
    net.elect(A);
    assert_eq!((net.terms(B), net.terms(C)), (vec![1, 1], vec![1, 1]), "all have it …");
    assert_eq!(net.server(A).commit_index, Index(0), "… and still it is not committed");
    assert!(
        net.events.iter().any(|event| matches!(
            event,
            Event::CommitWithheld { index: Index(2), entry_term: Term(1), term: Term(2) }
        ))
    );
    net.request(A, "x 3").run();
    assert_eq!(net.server(A).commit_index, Index(3));
}

#[test]
fn with_commit_own_term_off_a_leader_counts_copies_of_older_entries() {
    let mut net = Net::with_logs(1, &[&[1, 1], &[1], &[1]]);
    net.config.rules.commit_own_term = false;
    net.elect(A);
    assert_eq!(net.server(A).commit_index, Index(2));
    assert!(
        net.said(&Event::CommittedOlder { index: Index(2), entry_term: Term(1), term: Term(2) }),
        "it is not said to be of its own term"
    );
}
