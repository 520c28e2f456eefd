//! Figure 2, "State".

use super::*;

/// "currentTerm: latest term server has seen (initialized to 0 on first boot […]); commitIndex, lastApplied (initialized
/// to 0)"; "When servers start up, they begin as followers" (§5.2).
#[test]
fn a_new_server_is_a_follower_of_term_0_with_an_empty_log() {
    let net = Net::new(3);
    let server = net.server(A);
    assert_eq!((server.current_term, server.voted_for, server.log.last_index()), (Term(0), None, Index(0)));
    assert_eq!((server.commit_index, server.last_applied, &server.role), (Index(0), Index(0), &Role::Follower));
}

/// "Persistent state on all servers: currentTerm, votedFor, log[]. Volatile state on all servers: commitIndex,
/// lastApplied. Volatile state on leaders: nextIndex[], matchIndex[]."
#[test]
fn term_vote_and_log_survive_a_crash_and_nothing_else_does() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run();
    net.crash(A).restart(A);
    let server = net.server(A);
    assert_eq!((server.current_term, server.voted_for, net.terms(A)), (Term(1), Some(A), vec![1]));
    assert_eq!((server.commit_index, server.last_applied, server.leader), (Index(0), Index(0), None));
    assert_eq!((&server.role, server.store.get("x")), (&Role::Follower, None));
}

/// "nextIndex[] (initialized to leader last log index + 1), matchIndex[] (initialized to 0)", anew at each election.
#[test]
fn a_new_leader_takes_all_logs_to_be_as_long_as_its_own_and_believes_nothing() {
    let mut net = Net::with_logs(1, &[&[1, 1, 1], &[1], &[]]);
    net.timeout(A).deliver(A, B).deliver(B, A);
    assert_eq!((net.leader(A).next_index[&B], net.leader(A).next_index[&C]), (Index(4), Index(4)));
    assert_eq!((net.leader(A).match_index[&B], net.leader(A).match_index[&C]), (Index(0), Index(0)));
    net.run();
    assert_eq!(net.leader(A).match_index[&B], Index(3));
    net.timeout(B).run().timeout(A).deliver(A, C).deliver(C, A);
    assert_eq!((net.leader(A).next_index[&B], net.leader(A).match_index[&B]), (Index(4), Index(0)));
}
