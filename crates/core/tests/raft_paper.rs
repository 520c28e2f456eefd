//! Each sentence of Raft's rules has a test that cites it: figure 2 of Ongaro & Ousterhout (2014) from top to bottom, then
//! what sections 5 and 8 add, then the figures 7 and 8.

mod raft_net;

use quorate_core::protocol::{Effects, Input, NodeId, Protocol, RequestId, Send, Span};
use quorate_core::raft::{
    AppendResult, Config, ConflictHint, Event, Index, Message, Raft, Response, Role, Term, Timer,
};
use quorate_core::runtime;
use raft_net::*;
use std::collections::BTreeMap;

// Figure 2, "State".

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

// Figure 2, "AppendEntries RPC", "Receiver implementation".

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

// Figure 2, "RequestVote RPC", "Receiver implementation".

/// "1. Reply false if term < currentTerm." (§5.1)
#[test]
fn a_candidate_of_an_old_term_gets_no_vote() {
    let mut voter = server(3, 5, &[1]);
    let out = hear(&mut voter, B, request_vote(4, 9, 4));
    assert_eq!(replies(&out), [(B, Message::RequestVoteReply { term: Term(5), asked: Term(4), vote_granted: false })]);
    assert_eq!((voter.current_term, voter.voted_for), (Term(5), None));
}

/// "2. If votedFor is null or candidateId, […] grant vote." "Each server will vote for at most one candidate in a given term,
/// on a first-come-first-served basis." (§5.2)
#[test]
fn a_server_has_one_vote_a_term() {
    let mut voter = server(3, 0, &[]);
    assert_eq!(replies(&hear(&mut voter, B, request_vote(1, 0, 0))), [(B, vote(1, true))]);
    assert_eq!(replies(&hear(&mut voter, C, request_vote(1, 9, 1))), [(C, vote(1, false))]);
    assert_eq!(
        replies(&hear(&mut voter, B, request_vote(1, 0, 0))),
        [(B, vote(1, true))],
        "asked again, it says the same"
    );
    assert_eq!(replies(&hear(&mut voter, C, request_vote(2, 0, 0))), [(C, vote(2, true))], "a new term, a new vote");
}

/// A vote is promised for good: a server that crashes and comes back has not got it back.
#[test]
fn a_restarted_server_remembers_whom_it_voted_for() {
    let mut net = Net::new(3);
    net.timeout(A).deliver(A, B).crash(B).restart(B).timeout(C).deliver(C, B).deliver(B, C);
    assert_eq!(net.server(B).voted_for, Some(A));
    assert_eq!(votes(&net, C), BTreeMap::from([(B, false), (C, true)]));
}

/// "2. […] and candidate's log is at least as up-to-date as receiver's log, grant vote." "If the logs have last entries with
/// different terms, then the log with the later term is more up-to-date. If the logs end with the same term, then
/// whichever log is longer is more up-to-date." (§5.4.1)
#[test]
fn a_vote_goes_only_to_a_log_that_is_at_least_as_up_to_date() {
    let own: &[u64] = &[1, 2, 2];
    let cases = [((3, 2), true), ((4, 2), true), ((1, 3), true), ((2, 2), false), ((9, 1), false), ((0, 0), false)];
    for ((last_index, last_term), granted) in cases {
        let mut voter = server(3, 3, own);
        let out = hear(&mut voter, B, request_vote(3, last_index, last_term));
        assert_eq!(replies(&out), [(B, vote(3, granted))], "last index {last_index}, last term {last_term}");
        assert_eq!(voter.voted_for, granted.then_some(B));
    }
}

#[test]
fn with_the_election_restriction_off_any_log_will_do() {
    let mut config = Config::new(3);
    config.rules.election_restriction = false;
    let out = hear_with(&config, &mut server(3, 3, &[1, 2]), B, request_vote(3, 0, 0));
    assert_eq!(replies(&out), [(B, vote(3, true))]);
    assert_eq!(
        out.events,
        [Event::VoteGrantedLogBehind { candidate: B, term: Term(3) }],
        "and nobody is told another reason"
    );
    let out = hear_with(&config, &mut server(3, 3, &[1, 2]), B, request_vote(3, 2, 2));
    assert_eq!(out.events, [Event::VoteGranted { candidate: B, term: Term(3) }]);
}

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

// "Candidates" (§5.2).

/// "On conversion to candidate, start election: increment currentTerm, vote for self, reset election timer, send
/// RequestVote RPCs to all other servers."
#[test]
fn a_time_out_starts_an_election() {
    let mut candidate = server(3, 4, &[1, 4]);
    let out = input(&mut candidate, Input::Timeout(Timer::Election));
    assert_eq!((candidate.current_term, candidate.voted_for), (Term(5), Some(A)));
    assert_eq!(candidate_votes(&candidate), BTreeMap::from([(A, true)]));
    assert_eq!(replies(&out), [(B, request_vote(5, 2, 4)), (C, request_vote(5, 2, 4))]);
    assert_eq!(out.timers, [(Timer::Election, Some(Span::from_ms(150, 300)))]);
}

/// "If votes received from majority of servers: become leader."
#[test]
fn a_majority_of_the_full_cluster_elects() {
    for (servers, majority) in [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4), (8, 5), (9, 5)] {
        let mut candidate = server(servers, 0, &[]);
        input_with(&Config::new(servers), &mut candidate, Input::Timeout(Timer::Election));
        for voter in 1..servers {
            assert_eq!(candidate.is_leader(), u64::from(voter) >= majority, "{voter} votes of {servers}");
            hear_with(&Config::new(servers), &mut candidate, NodeId(voter), vote(1, true));
        }
        assert!(candidate.is_leader());
    }
}

#[test]
fn with_majority_off_half_of_four_elect_two_leaders() {
    let mut net = Net::new(4);
    net.config.rules.majority = false;
    net.timeout(A).timeout(B).deliver(A, C).deliver(B, D).deliver(C, A).deliver(D, B);
    assert_eq!(net.elected(1), [A, B]);
}

/// A vote counts once: the network may deliver it twice.
#[test]
fn a_vote_that_comes_twice_counts_once() {
    let mut candidate = server(5, 0, &[]);
    input_with(&Config::new(5), &mut candidate, Input::Timeout(Timer::Election));
    for _ in 0..3 {
        hear_with(&Config::new(5), &mut candidate, B, vote(1, true));
        assert_eq!(candidate_votes(&candidate), BTreeMap::from([(A, true), (B, true)]));
    }
}

/// A vote counts in its own term: §5.2 speaks of "votes from a majority of the servers in the full cluster for the same
/// term".
#[test]
fn a_vote_of_an_earlier_election_does_not_count() {
    let mut net = Net::new(3);
    net.timeout(A).deliver(A, B).timeout(A).deliver(B, A);
    assert_eq!(candidate_votes(net.server(A)), BTreeMap::from([(A, true)]));
}

/// A vote counts for a candidate only.
#[test]
fn a_vote_that_comes_too_late_elects_nobody() {
    let mut net = Net::new(3);
    net.timeout(A).timeout(B);
    net.deliver(A, C).deliver(B, A).crash(A).restart(A).deliver(C, A);
    assert_eq!(net.server(A).role, Role::Follower);

    let mut net = Net::new(5);
    net.elect(A);
    assert_eq!((net.elected(1), votes(&net, A).len()), (vec![A], 5), "one election, and all votes are remembered");
}

#[test]
fn a_refusal_is_not_a_vote() {
    let mut candidate = server(3, 0, &[]);
    input(&mut candidate, Input::Timeout(Timer::Election));
    hear(&mut candidate, B, vote(1, false));
    assert_eq!(candidate_votes(&candidate), BTreeMap::from([(A, true), (B, false)]));
}

/// A request of an earlier election may arrive behind that of the present one. Its refusal comes from the present term and is about
/// the earlier: the voter's yes still counts, in whatever order the two arrive.
#[test]
fn the_refusal_of_an_earlier_request_does_not_cost_the_vote_of_this_election() {
    for yes_first in [true, false] {
        let mut net = Net::new(3);
        net.timeout(A).lose(A, C, |_| true);
        let early = net.in_flight(A, B);
        net.lose_all().timeout(A).lose(A, C, |_| true).deliver(A, B).hear(B, A, early[0].clone());
        let answers = net.in_flight(B, A);
        assert_eq!(
            answers,
            [vote(2, true), Message::RequestVoteReply { term: Term(2), asked: Term(1), vote_granted: false }]
        );
        let (first, last) = if yes_first { (0, 1) } else { (1, 0) };
        net.hear(A, B, answers[first].clone());
        assert!(net.said(&Event::VoteOutdated { voter: B, term: Term(1), own_term: Term(2) }) != yes_first);
        net.hear(A, B, answers[last].clone());
        assert_eq!(net.elected(2), [A]);
        assert_eq!(votes(&net, A).get(&B), Some(&true));
    }
}

/// A request may come twice, and a server that would not vote yet may vote then: its yes counts.
#[test]
fn a_vote_counts_whatever_came_before_it() {
    let mut net = Net::new(3);
    net.timeout(A).hear(A, B, vote(1, false)).hear(A, B, vote(1, true));
    assert_eq!(net.elected(1), [A]);
    net.hear(A, C, vote(1, false)).hear(A, C, vote(1, true)).hear(A, C, vote(1, false));
    assert_eq!(votes(&net, A), [(A, true), (B, true), (C, true)].into());
}

/// "If AppendEntries RPC received from new leader: convert to follower."
#[test]
fn a_candidate_that_hears_the_leader_of_its_term_follows() {
    let mut candidate = server(3, 0, &[]);
    input(&mut candidate, Input::Timeout(Timer::Election));
    hear(&mut candidate, B, append(1, (0, 0), &[], 0));
    assert_eq!((&candidate.role, candidate.leader, candidate.voted_for), (&Role::Follower, Some(B), Some(A)));
}

/// "If the term in the RPC is smaller than the candidate's current term, then the candidate rejects the RPC and continues
/// in candidate state." (§5.2)
#[test]
fn a_candidate_that_hears_an_old_leader_stays_candidate() {
    let mut candidate = server(3, 4, &[]);
    input(&mut candidate, Input::Timeout(Timer::Election));
    hear(&mut candidate, B, append(4, (0, 0), &[], 0));
    assert!(matches!(candidate.role, Role::Candidate { .. }));
}

/// "If election timeout elapses: start new election."
#[test]
fn a_split_vote_ends_in_a_new_term() {
    let mut net = Net::new(4);
    net.timeout(B).timeout(D).deliver(B, A).deliver(D, C).run();
    assert_eq!((votes_granted(&net, B), votes_granted(&net, D), net.elected(1)), (2, 2, vec![]));
    assert!(net.said(&Event::ElectionStarted { term: Term(1) }));
    net.timeout(B).run();
    assert_eq!(net.elected(2), [B]);
    assert!(
        net.said(&Event::ElectionRepeated { term: Term(2) }) && !net.said(&Event::ElectionStarted { term: Term(2) })
    );
}

/// A cluster of one has its own vote, its own copy and needs nobody.
#[test]
fn a_single_server_elects_itself_and_commits() {
    let mut net = Net::new(1);
    net.timeout(A).request(A, "x 5");
    assert_eq!((net.server(A).is_leader(), net.server(A).commit_index), (true, Index(1)));
    assert_eq!(net.answers, [applied(5, 1)]);
}

// "Leaders".

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

// Durability: "Updated on stable storage before responding to RPCs" (figure 2).

/// What promises something waits for the disk: votes, acknowledgements, and a candidate's word that it has voted for itself.
#[test]
fn promises_wait_for_the_disk() {
    let raw = |server: &mut Raft, input| {
        let mut out = Effects::default();
        server.handle(&Config::new(3), input, &mut out);
        out.sends
    };
    let waits = |sends: &[(NodeId, Send<Message>)]| sends.iter().all(|(_, send)| matches!(send, Send::AfterSync(_)));
    let from_b = |message| Input::Message { from: B, message };
    let inputs = [
        from_b(request_vote(3, 9, 2)),
        from_b(request_vote(3, 0, 0)),
        from_b(append(3, (1, 1), &[3], 0)),
        from_b(append(3, (5, 1), &[3], 0)),
        from_b(append(1, (1, 1), &[], 0)),
        Input::Timeout(Timer::Election),
    ];
    for input in inputs {
        let sends = raw(&mut server(3, 2, &[1]), input.clone());
        assert!(!sends.is_empty() && waits(&sends), "{input:?}");
    }
}

/// A candidate's own vote and a leader's own copy count as soon as they are on disk, and not before.
#[test]
fn nothing_counts_before_it_is_on_disk() {
    let config = Config::new(1);
    let (mut alone, mut out) = (server(1, 0, &[]), Effects::default());
    alone.handle(&config, Input::Timeout(Timer::Election), &mut out);
    assert!(!alone.is_leader(), "the vote is not on disk");
    runtime::loop_back(&mut alone, &config, A, true, &mut out);
    assert!(!alone.is_leader(), "still not");
    runtime::loop_back(&mut alone, &config, A, false, &mut out);
    assert!(alone.is_leader());

    let mut out = Effects::default();
    alone.handle(
        &config,
        Input::Request { id: RequestId { client: 0, serial: 0 }, request: set("x", 1).into() },
        &mut out,
    );
    assert_eq!((alone.log.last_index(), alone.commit_index), (Index(1), Index(0)), "the entry is not on disk");
    runtime::loop_back(&mut alone, &config, A, true, &mut out);
    assert_eq!(alone.commit_index, Index(0), "still not");
    runtime::loop_back(&mut alone, &config, A, false, &mut out);
    assert_eq!(alone.commit_index, Index(1));
}

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

// The paper's figures.

/// Figure 7: "When the leader at the top comes to power, it is possible that any of scenarios (a–f) could occur in follower
/// logs." Its first own entry makes them all equal.
#[test]
fn figure_7_six_followers_come_to_agree() {
    let leader: &[u64] = &[1, 1, 1, 4, 4, 5, 5, 6, 6, 6];
    let followers: [&[u64]; 6] = [
        &[1, 1, 1, 4, 4, 5, 5, 6, 6],
        &[1, 1, 1, 4],
        &[1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6],
        &[1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7],
        &[1, 1, 1, 4, 4, 4, 4],
        &[1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3],
    ];
    for conflict_hint in [false, true] {
        let logs: Vec<_> = [leader].into_iter().chain(followers).collect();
        let mut net = Net::with_logs(7, &logs);
        net.config.options.conflict_hint = conflict_hint;
        // "It is elected leader for term 8" by (a), (b), (e) and (f), whose logs are not more up to date.
        net.timeout(A).run();
        assert_eq!(net.elected(8), [A]);
        assert_eq!(
            votes(&net, A),
            BTreeMap::from(
                [(0, true), (1, true), (2, true), (3, false), (4, false), (5, true), (6, true)]
                    .map(|(node, yes)| (NodeId(node), yes))
            )
        );
        net.request(A, "x 1").run();
        for node in 1..7 {
            assert_eq!(net.server(NodeId(node)).log, net.server(A).log, "follower ({})", char::from(b'a' + node - 1));
        }
        assert_eq!(net.server(A).commit_index, Index(11));
    }
}

/// Figure 8 up to (c): S1's entry of term 2 is on a majority, and S1 leads term 4.
fn figure_8(commit_own_term: bool) -> Net {
    let [s1, s2, s3, s4, s5] = [A, B, C, D, E];
    let mut net = Net::with_logs(1, &[&[1], &[1], &[1], &[1], &[1]]);
    net.config.rules.commit_own_term = commit_own_term;
    // (a) "S1 is leader and partially replicates the log entry at index 2."
    net.elect(s1).request(s1, "x 2").run_among(&[s1, s2]).lose_all();
    // (b) "S1 crashes; S5 is elected leader for term 3 with votes from S3, S4, and itself, and accepts a different entry at
    // log index 2."
    net.crash(s1).timeout(s5).run_among(&[s3, s4, s5]).request(s5, "x 3").lose_all();
    // (c) "S5 crashes; S1 restarts, is elected leader, and continues replication." Here it learns of term 3 first.
    net.crash(s5)
        .restart(s1)
        .timeout(s1)
        .run_among(&[s1, s2, s3])
        .lose_all()
        .timeout(s1)
        .run_among(&[s1, s2, s3])
        .lose_all();
    assert!(net.server(s1).is_leader());
    assert_eq!((net.terms(s1), net.terms(s2), net.terms(s3)), (vec![1, 2], vec![1, 2], vec![1, 2]));
    net
}

/// (d) "If S1 crashes as in (d), S5 could be elected leader (with votes from S2, S3, and S4) and overwrite the entry with its
/// own entry from term 3": harmless, for it was not committed.
#[test]
fn figure_8_d_an_entry_on_a_majority_is_overwritten_and_was_not_committed() {
    let mut net = figure_8(true);
    assert_eq!(net.server(A).commit_index, Index(0));
    net.crash(A).restart(E).timeout(E).run().timeout(E).run();
    assert!(net.server(E).is_leader());
    net.request(E, "x 9").run();
    assert_eq!(net.terms(B)[..2], [1, 3]);
    assert_eq!(net.committed(2).len(), 1);
}

/// (e) "However, if S1 replicates an entry from its current term on a majority of the servers before crashing […], then this
/// entry is committed (S5 cannot win an election). At this point all preceding entries in the log are committed as well."
#[test]
fn figure_8_e_an_entry_of_the_leader_s_own_term_commits_the_older_one_too() {
    let mut net = figure_8(true);
    net.request(A, "x 4").run_among(&[A, B, C]);
    assert_eq!((net.server(A).commit_index, net.terms(A).len()), (Index(3), 3));
    net.lose_all().crash(A).restart(E).timeout(E).run().timeout(E).run();
    assert!(!net.server(E).is_leader(), "S2 and S3 do not vote for it");
}

/// The same with the rule off: the entry of term 2 is committed, then overwritten.
#[test]
fn figure_8_with_commit_own_term_off_a_committed_entry_is_overwritten() {
    let mut net = figure_8(false);
    assert_eq!(net.server(A).commit_index, Index(2));
    net.crash(A).restart(E).timeout(E).run().timeout(E).run().request(E, "x 9").run();
    assert_eq!(net.committed(2).iter().map(|entry| entry.term.0).collect::<Vec<_>>(), [2, 3]);
}

/// Whatever a message claims, a server does not fall over.
#[test]
fn absurd_messages_do_no_harm() {
    let absurd = u64::MAX;
    let messages = [
        append(absurd, (absurd, absurd), &[1], absurd),
        append(1, (0, 0), &[1], absurd),
        request_vote(absurd, absurd, absurd),
        vote(absurd, true),
        success(1, absurd),
        refused(1, absurd),
        refused(1, 0),
        Message::AppendEntriesReply {
            term: Term(1),
            asked: Term(1),
            result: AppendResult::Refused {
                prev_log_index: Index(1),
                last_index: Index(absurd),
                hint: Some(ConflictHint { term: None, first_index: Index(absurd) }),
            },
            round: 0,
        },
        Message::AppendEntriesReply {
            term: Term(1),
            asked: Term(1),
            result: AppendResult::Refused {
                prev_log_index: Index(1),
                last_index: Index(absurd),
                hint: Some(ConflictHint { term: None, first_index: Index(0) }),
            },
            round: 0,
        },
    ];
    for message in messages {
        for from in [B, NodeId(200)] {
            let mut net = Net::new(3);
            net.elect(A).request(A, "x 1").run();
            for mut server in [net.server(A).clone(), net.server(B).clone()] {
                hear(&mut server, from, message.clone());
                input(&mut server, Input::Timeout(Timer::Heartbeat));
                input(&mut server, Input::Timeout(Timer::Election));
                assert!(server.commit_index <= server.log.last_index(), "{message:?}");
            }
        }
    }
}
