//! Figure 2, "AppendEntries RPC", "Receiver implementation".

use super::*;

/// "1. Reply false if term < currentTerm." (§5.1)
#[test]
fn append_entries_of_an_old_term_is_refused() {
    let mut follower = server(3, 5, &[1]);
    let out = hear(&mut follower, B, append(4, (1, 1), &[4], 1));
    assert_eq!(replies(&out), [(B, refusal(5, 4, 1, 1))]);
    assert_eq!((terms_of(&follower), follower.commit_index, follower.leader), (vec![1], Index(0), None));
}

/// "2. Reply false if log doesn't contain an entry at prevLogIndex whose term matches prevLogTerm." (§5.3)
#[test]
fn append_entries_that_does_not_fit_the_log_is_refused() {
    for prev in [(3, 2), (2, 2), (2, 3), (u64::MAX, 1)] {
        let mut follower = server(3, 3, &[1, 1]);
        let out = hear(&mut follower, B, append(3, prev, &[3], 9));
        assert_eq!(replies(&out), [(B, refusal(3, 3, prev.0, 2))], "{prev:?}");
        assert_eq!((terms_of(&follower), follower.commit_index), (vec![1, 1], Index(0)), "{prev:?}");
    }
}

/// "3. If an existing entry conflicts with a new one (same index but different terms), delete the existing entry and all
/// that follow it." "4. Append any new entries not already in the log." (§5.3)
#[test]
fn conflicting_entries_are_deleted_with_all_that_follow_and_the_leader_s_appended() {
    let mut follower = server(3, 3, &[1, 1, 2, 2, 2]);
    let out = hear(&mut follower, B, append(3, (1, 1), &[1, 3], 0));
    assert_eq!(terms_of(&follower), [1, 1, 3]);
    assert_eq!(replies(&out), [(B, success(3, 3))]);
    assert!(out.events.contains(&Event::EntriesDeleted { leader: B, first: Index(3), last: Index(5) }));
    assert!(out.events.contains(&Event::EntriesAppended { leader: B, first: Index(3), last: Index(3) }));
}

/// Only "if an existing entry conflicts" is anything deleted: a late AppendEntries that carries less than the follower has
/// by now leaves the rest alone.
#[test]
fn a_late_short_append_entries_never_truncates() {
    for entries in [&[1][..], &[1, 1], &[]] {
        let mut follower = server(3, 1, &[1, 1, 1, 1]);
        hear(&mut follower, B, append(1, (1, 1), entries, 0));
        assert_eq!(terms_of(&follower), [1, 1, 1, 1], "{} entries", entries.len());
    }
}

#[test]
fn with_truncate_only_on_conflict_off_a_late_append_entries_deletes_what_was_acknowledged() {
    let mut config = Config::new(3);
    config.rules.truncate_only_on_conflict = false;
    for (entries, left) in [(&[1][..], vec![1, 1]), (&[], vec![1])] {
        let mut follower = server(3, 1, &[1, 1, 1, 1]);
        let out = hear_with(&config, &mut follower, B, append(1, (1, 1), entries, 0));
        assert_eq!(terms_of(&follower), left);
        assert!(
            out.events.contains(&Event::EntriesDeletedAnyway { leader: B, first: Index(2), last: Index(4) }),
            "there is no conflict"
        );
    }
    let out = hear_with(&config, &mut server(3, 2, &[1, 1, 1]), B, append(2, (1, 1), &[1, 2], 0));
    assert!(out.events.contains(&Event::EntriesDeleted { leader: B, first: Index(2), last: Index(3) }), "there is one");
}

/// "Raft RPCs are idempotent […] if a follower receives an AppendEntries request that includes log entries already present
/// in its log, it ignores those entries in the new request." (§5.5)
#[test]
fn append_entries_twice_is_append_entries_once() {
    let mut follower = server(3, 1, &[1]);
    let first = hear(&mut follower, B, append(1, (1, 1), &[1, 1], 2));
    let once = follower.clone();
    let second = hear(&mut follower, B, append(1, (1, 1), &[1, 1], 2));
    assert_eq!(follower, once);
    assert_eq!(replies(&first), replies(&second));
}

/// "5. If leaderCommit > commitIndex, set commitIndex = min(leaderCommit, index of last new entry)."
#[test]
fn a_follower_commits_what_the_leader_committed_but_not_beyond_what_it_just_got() {
    let mut follower = server(3, 2, &[1, 1]);
    // Its second entry may be anything: the leader has spoken about the first only.
    hear(&mut follower, B, append(2, (0, 0), &[1], 5));
    assert_eq!((follower.commit_index, follower.last_applied), (Index(1), Index(1)));
    hear(&mut follower, B, append(2, (1, 1), &[2, 2], 2));
    assert_eq!((follower.commit_index, terms_of(&follower)), (Index(2), vec![1, 2, 2]));
    // The leader's next, which comes late, knows less.
    hear(&mut follower, B, append(2, (1, 1), &[2, 2], 1));
    assert_eq!(follower.commit_index, Index(2));
}

/// Why it must not: the leader's heartbeat is ahead of the entries, and the follower has others in their place.
#[test]
fn with_commit_last_new_off_two_servers_apply_different_entries() {
    let commit_indices = |commit_last_new| {
        let mut net = Net::with_logs(2, &[&[1], &[1, 2], &[1]]);
        net.config.rules.commit_last_new = commit_last_new;
        net.timeout(A).run_among(&[A, C]).request(A, "x 9").run_among(&[A, C]).lose_all().heartbeat(A).deliver(A, B);
        assert_eq!((net.terms(A), net.terms(B)), (vec![1, 3], vec![1, 2]));
        (net.server(A).commit_index, net.server(B).commit_index)
    };
    assert_eq!(commit_indices(true), (Index(2), Index(1)));
    assert_eq!(commit_indices(false), (Index(2), Index(2)));
}

#[test]
fn with_commit_last_new_off_a_follower_commits_an_entry_that_the_leader_does_not_have() {
    let mut config = Config::new(3);
    config.rules.commit_last_new = false;
    let mut follower = server(3, 2, &[1, 1]);
    hear_with(&config, &mut follower, B, append(2, (0, 0), &[1], 5));
    assert_eq!(follower.commit_index, Index(2));
}

/// A follower acknowledges what it knows to be the leader's: up to the last entry sent, not the end of its own log.
#[test]
fn a_follower_acknowledges_what_matched_and_no_more() {
    let mut follower = server(3, 2, &[1, 1, 1]);
    let out = hear(&mut follower, B, append(2, (1, 1), &[], 0));
    assert_eq!(replies(&out), [(B, success(2, 1))]);

    let mut config = Config::new(3);
    config.rules.acknowledge_what_matched = false;
    let out = hear_with(&config, &mut server(3, 2, &[1, 1, 1]), B, append(2, (1, 1), &[], 0));
    assert_eq!(replies(&out), [(B, success(2, 3))], "with the rule off it claims its whole log");
}
