//! The paper's figures 7 and 8, and messages that no server sends.

use super::*;

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
