//! Figure 2, "Candidates" (§5.2).

use super::*;

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
