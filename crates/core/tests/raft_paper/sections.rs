//! What the sections add: log repair (§5.3), safety (§5.4), clients (§8).

use super::*;

// §5.3, log repair.

/// "If a follower's log is inconsistent with the leader's, the AppendEntries consistency check will fail in the next
/// AppendEntries RPC. After a rejection, the leader decrements nextIndex and retries. Eventually nextIndex will reach a
/// point where the leader and follower logs match."
#[test]
fn a_log_that_ends_three_entries_early_is_found_by_three_refusals() {
    let mut net = Net::with_logs(3, &[&[1, 1, 1, 2, 3, 3, 3, 3], &[1, 1, 1, 2, 3, 3, 3, 3], &[1, 1, 1, 2, 3]]);
    net.timeout(A).run();
    assert_eq!(net.refused_by(C), [8, 7, 6], "prevLogIndex of the probes at nextIndex 9, 8 and 7");
    assert_eq!((net.terms(C), net.leader(A).next_index[&C]), (net.terms(A), Index(9)));
}

/// "When rejecting an AppendEntries request, the follower can include the term of the conflicting entry and the first index
/// it stores for that term." (end of §5.3) Here its log ends before: it says where.
#[test]
fn with_the_conflict_hint_one_refusal_is_enough() {
    let mut net = Net::with_logs(3, &[&[1, 1, 1, 2, 3, 3, 3, 3], &[1, 1, 1, 2, 3, 3, 3, 3], &[1, 1, 1, 2, 3]]);
    net.config.options.conflict_hint = true;
    net.timeout(A).run();
    assert_eq!(net.refused_by(C), [8]);
    assert_eq!((net.terms(C), net.leader(A).next_index[&C]), (net.terms(A), Index(9)));
}

/// "With this information, the leader can decrement nextIndex to bypass all of the conflicting entries in that term; one
/// AppendEntries RPC will be required for each term with conflicting entries, rather than one RPC per entry."
#[test]
fn with_the_conflict_hint_a_whole_term_is_skipped_at_once() {
    let leader: &[u64] = &[1, 1, 4, 4, 4, 4, 4, 4];
    let follower: &[u64] = &[1, 1, 2, 2, 2, 3, 3, 3];
    let refusals = |conflict_hint| {
        let mut net = Net::with_logs(4, &[leader, leader, follower]);
        net.config.options.conflict_hint = conflict_hint;
        net.timeout(A).run();
        assert_eq!(net.terms(C), leader);
        net.refused_by(C)
    };
    assert_eq!(refusals(false), [8, 7, 6, 5, 4, 3], "one RPC an entry");
    assert_eq!(refusals(true), [8, 5], "one RPC a term");

    let mut config = Config::new(3);
    config.options.conflict_hint = true;
    let out = hear_with(&config, &mut server(3, 4, follower), B, append(4, (5, 4), &[], 0));
    let hint = Some(ConflictHint { term: Some(Term(2)), first_index: Index(3) });
    let result = AppendResult::Refused { prev_log_index: Index(5), last_index: Index(8), hint };
    assert_eq!(replies(&out), [(B, Message::AppendEntriesReply { term: Term(4), asked: Term(4), result, round: 0 })]);
}

/// "A leader never overwrites or deletes entries in its log (the Leader Append-Only Property)" (§5.3): not even when another
/// leader of its term speaks, which cannot be while all rules are on.
#[test]
fn a_leader_never_overwrites_its_own_log() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run();
    let before = net.server(A).clone();
    hear(net.server_mut(A), B, append(1, (0, 0), &[1, 1], 0));
    assert_eq!(net.server(A), &before);
}

/// "If followers crash or run slowly […] the leader retries" (§5.3, §5.5); and what is committed stays (§5.4).
#[test]
fn a_follower_that_was_away_gets_what_it_missed() {
    let mut net = Net::new(3);
    net.elect(A).crash(C).request(A, "x 1").request(A, "x 2").run().restart(C).heartbeat(A).run().heartbeat(A).run();
    assert_eq!((net.terms(C), net.server(C).store.get("x")), (vec![1, 1], Some(2)));
}

/// Two sides of a partition: the old leader's entry is never committed and goes when the cluster is whole again.
#[test]
fn an_uncommitted_entry_of_a_minority_is_rolled_back() {
    let mut net = Net::new(5);
    net.elect(B)
        .request(B, "x 5")
        .run_among(&[A, B])
        .timeout(C)
        .run_among(&[C, D, E])
        .request(C, "x 8")
        .run_among(&[C, D, E]);
    assert_eq!((net.server(B).commit_index, net.server(C).commit_index), (Index(0), Index(1)));
    assert_eq!((net.elected(1), net.elected(2)), (vec![B], vec![C]));
    net.lose_all().heartbeat(C).run().heartbeat(C).run();
    for node in [A, B, C, D, E] {
        assert_eq!((net.terms(node), net.server(node).store.get("x")), (vec![2], Some(8)), "{node}");
    }
    assert_eq!(net.answers, [applied(8, 1)], "whoever asked for 5 was told nothing");
}

// §5.4.

/// "The voter denies its vote if its own log is more up-to-date than that of the candidate", so that "the candidate must contact
/// a majority of the cluster in order to be elected, which means that every committed entry must be present in at least one of
/// those servers" (§5.4.1).
#[test]
fn a_server_that_lacks_a_committed_entry_cannot_win() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run_among(&[A, B]).crash(A).timeout(C).run();
    assert_eq!((net.elected(2), net.server(C).current_term), (vec![], Term(2)));
    net.timeout(B).run();
    assert_eq!((net.elected(3), net.terms(C)), (vec![B], vec![1]));
}

// §8, clients.

/// "Having each leader commit a blank no-op entry into the log at the start of its term."
#[test]
fn with_no_op_a_new_leader_has_an_entry_of_its_own_to_commit() {
    let mut net = Net::with_logs(1, &[&[1], &[1], &[1]]);
    net.config.options.no_op = true;
    net.elect(A);
    assert_eq!((net.terms(B), net.server(A).commit_index), (vec![1, 2], Index(2)));
    assert_eq!(net.server(A).log.get(Index(2)).map(|entry| entry.content.to_string()), Some("no-op".to_string()));
}

/// "Clients of Raft send all of their requests to the leader": a follower passes them on, and the answer back.
#[test]
fn a_follower_forwards_to_the_leader_and_hands_back_the_answer() {
    let mut net = Net::new(3);
    net.elect(B).request(A, "x 7").run();
    assert_eq!(net.answers, [applied(7, 1)]);
    assert_eq!((net.terms(B), net.server(B).commit_index), (vec![1], Index(1)), "one entry only");
}

/// "If the client's first choice is not the leader, that server will reject the client's request and supply information about
/// the most recent leader it has heard from."
#[test]
fn without_forwarding_a_follower_names_the_leader() {
    let mut net = Net::new(3);
    net.config.options.forwarding = false;
    net.request(A, "x 7").elect(B).request(A, "x 7").run();
    assert_eq!(net.answers, [Response::NotLeader { leader: None }, Response::NotLeader { leader: Some(B) }]);
    assert_eq!(net.terms(B), []);
}

#[test]
fn a_server_that_knows_no_leader_says_so() {
    let mut net = Net::new(3);
    net.request(A, "x 7");
    assert_eq!(net.answers, [Response::NotLeader { leader: None }]);
}

#[test]
fn a_request_that_is_passed_on_to_somebody_who_leads_no_longer_comes_back() {
    let mut net = Net::new(3);
    net.elect(B).timeout(C).run_among(&[B, C]).request(A, "x 7").run_among(&[A, B]);
    assert_eq!(net.answers, [Response::NotLeader { leader: Some(C) }]);
}

/// A leader that steps down cannot tell what becomes of the entries that clients wait for, and tells them nothing.
#[test]
fn a_leader_that_steps_down_forgets_who_waits() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").lose_all().timeout(B).run();
    assert!(net.events.contains(&Event::ClientsForgotten { clients: 1 }));
    net.request(B, "x 2").run().heartbeat(B).run().timeout(A).run().request(A, "x 3").run();
    assert_eq!(net.answers, [applied(2, 1), applied(3, 2)]);
}

/// GET goes through the log like everything else.
#[test]
fn a_read_is_an_entry_too() {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 7").get(A, "x").get(A, "y").run();
    let values =
        [(Some(7), 1), (Some(7), 2), (None, 3)].map(|(value, index)| Response::Applied { value, index: Index(index) });
    assert_eq!((&net.answers[..], net.terms(A)), (&values[..], vec![1, 1, 1]));
}
