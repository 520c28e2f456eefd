//! Figure 2, "RequestVote RPC", "Receiver implementation".

use super::*;

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
