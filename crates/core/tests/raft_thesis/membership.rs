//! §4.1, one server at a time; §4.2.2, removing the leader; and the correction of 2015 ("bug in single-server membership
//! changes", raft-dev).

use crate::raft_net::*;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Configuration, Content, Event, Index, Rejection, Request, Response, Role, Term, Timer};

/// A leads, and all servers have one entry, which is committed.
fn settled(servers: u8) -> Net {
    let mut net = Net::new(servers);
    net.elect(A).request(A, "x 1").run().heartbeat(A).run().told();
    net
}

// §4.1.

/// "The new configuration takes effect on each server as soon as it is added to that server's log […]. This means that servers
/// do not wait for configuration entries to be committed, and each server always uses the latest configuration found in its
/// log."
#[test]
fn a_configuration_is_in_force_when_it_is_in_the_log() {
    let mut net = settled(4);
    net.ask(A, Request::Remove(D));
    assert_eq!((net.in_force(A), net.in_force(B)), ("{A B C}".to_string(), "{A B C D}".to_string()));
    net.deliver(A, B);
    assert_eq!((net.in_force(B), net.server(B).commit_index), ("{A B C}".to_string(), Index(1)));
    let configuration = Configuration::of([A, B, C]);
    let in_log = net.server(B).log.get(Index(2)).map(|entry| entry.content.clone());
    let Some(Content::Configuration(appointment)) = in_log else { panic!("it is in the log") };
    assert_eq!(appointment.configuration, configuration);
    assert!(net.said(&Event::ConfigurationAppended { index: Index(2), configuration: configuration.clone() }));
    assert!(net.said(&Event::ConfigurationInForce { index: Index(2), configuration }));
}

/// "The C-new entry is replicated to the C-new servers, and a majority of the new configuration is used to determine the C-new
/// entry's commitment."
#[test]
fn the_new_configuration_decides_about_itself() {
    // From four servers, of which three would have to agree, to three.
    let mut net = settled(4);
    net.ask(A, Request::Remove(D));
    assert_eq!(net.in_flight(A, D), [], "it is not replicated to who does not belong to it");
    net.deliver(A, B).deliver(B, A);
    assert_eq!(net.server(A).commit_index, Index(2), "2 of 3");

    // From three, of which two would be enough, to four.
    let mut net = settled(3);
    net.restart(D).ask(A, Request::Add(D)).run_among(&[A, D]);
    assert_eq!((net.in_force(A), net.in_force(D)), ("{A B C D}".to_string(), "{A B C D}".to_string()));
    assert_eq!(net.server(A).commit_index, Index(1), "2 of 4");
    net.run_among(&[A, B, D]);
    assert_eq!(net.server(A).commit_index, Index(2), "3 of 4");
}

/// "The leader can acknowledge the successful completion of the configuration change" when its entry is committed.
#[test]
fn whoever_asked_for_a_change_is_told_when_it_is_committed() {
    let mut net = settled(4);
    net.ask(A, Request::Remove(D)).deliver(A, B);
    assert_eq!(net.told(), []);
    net.deliver(B, A);
    assert_eq!(net.told(), [Response::Done]);
}

/// "Leaders […] avoid overlapping configuration changes […] by not beginning a new change until the previous change's entry has
/// committed."
#[test]
fn a_change_is_refused_while_another_is_not_committed() {
    let mut net = settled(4);
    net.ask(A, Request::Remove(D)).ask(A, Request::Remove(C)).ask(A, configure(&[A, B], false));
    let pending = Response::Refused(Rejection::ChangePending);
    assert_eq!((net.told(), net.in_force(A)), (vec![pending.clone(), pending], "{A B C}".to_string()));
    net.run().told();
    net.ask(A, Request::Remove(C)).run();
    assert_eq!((net.told(), net.in_force(A), net.in_force(B)), (vec![Response::Done], "{A B}".into(), "{A B}".into()));
}

/// A change that another leader began is one too. The new leader sees to it that it is committed: nobody need wait for a
/// client to bring an entry of the new term.
#[test]
fn a_new_leader_finishes_the_change_that_it_finds_in_its_log() {
    let mut net = settled(4);
    net.ask(A, Request::Remove(D)).deliver(A, B).lose_all().crash(A).timeout(B).deliver(B, C).deliver(C, B);
    assert!(net.server(B).is_leader());
    net.ask(B, Request::Remove(A));
    assert_eq!(net.told(), [Response::Refused(Rejection::ChangePending)]);
    net.run();
    assert_eq!((net.server(B).commit_index, net.in_force(C)), (Index(3), "{A B C}".to_string()));
    net.ask(B, Request::Remove(A)).run();
    assert_eq!(net.told(), [Response::Done]);
}

#[test]
fn a_change_that_changes_nothing_or_leaves_nobody_is_refused() {
    let mut net = settled(1);
    net.ask(A, Request::Add(A)).ask(A, Request::Remove(B)).ask(A, Request::Remove(A)).ask(A, configure(&[], false));
    let (nothing, nobody) = (Rejection::NothingToChange, Rejection::NobodyLeft);
    assert_eq!(net.told(), [nothing, nothing, nobody, nobody].map(Response::Refused));
    assert_eq!(net.terms(A), [1]);
}

/// "A log entry for a configuration change can be removed (if leadership changes); in this case, a server must be prepared to
/// fall back to the previous configuration in its log."
#[test]
fn a_configuration_that_is_removed_from_the_log_is_out_of_force() {
    let mut net = settled(5);
    net.ask(A, Request::Remove(E)).deliver(A, B).lose_all();
    assert_eq!(net.in_force(B), "{A B C D}");
    net.crash(A).timeout(C).run_among(&[C, D, E]).request(C, "x 2").lose_all();
    assert!(net.server(C).is_leader(), "with the votes of its old configuration");
    net.heartbeat(C).run();
    assert_eq!((net.in_force(B), net.terms(B)), ("{A B C D E}".to_string(), vec![1, 2]));
    assert!(net.said(&Event::ConfigurationRolledBack { configuration: Configuration::of([A, B, C, D, E]) }));
}

/// What falls back gets its say back, or loses it again: its election timer says so.
#[test]
fn a_server_whose_configuration_was_rolled_back_waits_for_a_leader_again_or_no_longer() {
    let mut net = settled(3);
    net.restart(D).ask(A, Request::Add(D)).run_among(&[A, D]).lose_all();
    assert_eq!((net.in_force(D), net.timers(D)), ("{A B C D}".to_string(), vec![Timer::Election]));
    net.crash(A).timeout(B).run_among(&[B, C]).lose_all();
    // B knows nothing of D, but what it says, D hears: `prev` is the entry before the one with the configuration.
    net.hear(D, B, append(2, (1, 1), &[2], 1));
    assert_eq!((net.in_force(D), net.timers(D)), ("{A B C}".to_string(), vec![]));
}

/// The configuration is found again in the log after a crash.
#[test]
fn a_restarted_server_uses_the_latest_configuration_in_its_log() {
    let mut net = settled(4);
    net.ask(A, Request::Remove(D)).crash(A).restart(A);
    assert_eq!(net.in_force(A), "{A B C}");
}

/// "A server accepts AppendEntries requests from a leader that is not part of the server's latest configuration. Otherwise, a
/// new server could never be added to the cluster."
#[test]
fn a_server_follows_a_leader_that_is_not_in_its_configuration() {
    let mut stranger = server(3, 1, &[1]);
    let out = hear(&mut stranger, E, append(1, (1, 1), &[1], 2));
    assert_eq!((replies(&out), stranger.leader), (vec![(E, success(1, 2))], Some(E)));
}

/// "A server also grants its vote to a candidate that is not part of the server's latest configuration […]. For example,
/// consider adding a fourth server to a three-server cluster. If one server were to fail, the new server's vote would be needed
/// to form a majority and elect a leader."
#[test]
fn a_new_server_votes_before_it_knows_that_it_may() {
    let mut net = settled(3);
    net.restart(D).ask(A, Request::Add(D));
    while net.in_force(A) == "{A B C}" {
        assert!(net.step_among(&[A, D]));
    }
    // C fails. A restarts, and of the four {A B C D} in its log it needs three.
    net.lose_all().crash(C).crash(A).restart(A).timeout(A).run_among(&[A, B]);
    assert!(!net.server(A).is_leader());
    assert_eq!((net.in_force(D), net.timers(D)), ("{A B C}".to_string(), vec![]));
    net.run_among(&[A, D]);
    assert!(net.server(A).is_leader());

    let mut outsider = Net::new(3);
    let outsider = outsider.restart(D).server_mut(D);
    assert_eq!(replies(&hear(outsider, E, request_vote(1, 0, 0))), [(E, vote(1, true))]);
}

/// A server that never had a say does not ask for one: it waits until it is spoken to.
#[test]
fn a_server_outside_the_cluster_starts_no_election() {
    let mut net = settled(3);
    net.restart(D);
    assert_eq!(net.timers(D), []);
    net.ask(A, Request::Add(D)).deliver(A, D).deliver(D, A).deliver(A, D);
    assert_eq!((net.server(D).log.last_index(), net.timers(D)), (Index(1), vec![]), "nor while it only catches up");
    net.deliver(D, A).run();
    assert_eq!((net.in_force(D), net.timers(D)), ("{A B C D}".to_string(), vec![Timer::Election]));
}

// §4.2.2.

/// "There will be a period of time (while it is committing C-new) when a leader can manage a cluster that does not include
/// itself; it replicates log entries but does not count itself in majorities."
#[test]
fn a_leader_that_is_being_removed_does_not_count_itself() {
    let mut net = settled(3);
    net.ask(A, Request::Remove(A)).request(A, "x 2");
    net.deliver(A, B).deliver(B, A).deliver(A, B).deliver(B, A);
    assert_eq!((net.server(A).is_leader(), net.server(A).commit_index), (true, Index(1)), "1 of 2");
    net.run();
    assert_eq!(net.server(C).log.last_index(), Index(3), "what clients asked for meanwhile is replicated");
    assert!(
        net.said(&Event::Committed { index: Index(3), entry_term: Term(1), term: Term(1) })
            || net.server(A).commit_index == Index(2)
    );
}

/// "A leader that is removed from the configuration steps down once the C-new entry is committed." Not before, and then it
/// keeps out of the way.
#[test]
fn a_leader_that_was_removed_steps_down_when_that_is_committed() {
    let mut net = settled(3);
    net.ask(A, Request::Remove(A)).deliver(A, B).deliver(B, A);
    assert!(net.server(A).is_leader());
    net.deliver(A, C).deliver(C, A);
    assert_eq!((&net.server(A).role, net.timers(A)), (&Role::Follower, vec![]));
    assert!(net.said(&Event::LeaderRemoved { index: Index(2), term: Term(1) }));
    assert_eq!(net.told(), [Response::Done]);
    // "A server in C-new will time out and win an election."
    net.run().timeout(B).run().request(B, "x 2").run();
    assert_eq!((net.elected(2), net.told()), (vec![B], vec![applied(2, 4)]));
    assert_eq!(net.server(A).log.last_index(), Index(2), "nobody speaks to A any more");
}

/// Figure 4.6, "removing the leader from a two-server cluster": "the server might even have to become leader again for the
/// cluster to make progress". "A server that is not part of its own latest configuration should still start new elections, as
/// it might still be needed until the C-new entry is committed […]. It does not count its own vote in elections unless it is
/// part of its latest configuration."
#[test]
fn figure_4_6_a_server_outside_its_configuration_leads_again_to_finish() {
    let mut net = settled(2);
    net.ask(A, Request::Remove(A)).lose_all().crash(A).restart(A);
    assert_eq!((net.in_force(A), net.timers(A)), ("{B}".to_string(), vec![Timer::Election]));
    net.timeout(B).run();
    assert_eq!(net.elected(2), [], "B needs the vote of A, whose log is longer");
    net.timeout(A);
    assert!(matches!(net.server(A).role, Role::Candidate { .. }), "its own vote does not count");
    assert!(net.said(&Event::VoteReceived { voter: A, term: Term(3), votes: 0, needed: 1 }));
    net.run();
    assert_eq!((net.elected(3), net.in_force(B)), (vec![A], "{B}".to_string()));
    assert_eq!(
        (&net.server(A).role, net.server(A).commit_index),
        (&Role::Follower, Index(3)),
        "it has committed C-new and gone"
    );
    net.timeout(B).request(B, "x 2");
    assert_eq!(net.told(), [applied(2, 5)]);
}

/// Once it knows that C-new is committed it does not: it is not needed any more.
#[test]
fn a_server_that_knows_that_it_was_removed_starts_no_election() {
    let mut net = settled(3);
    net.ask(A, Request::Remove(A)).run();
    assert!(!net.server(A).may_campaign());
    assert!(net.server(C).may_campaign(), "the others do");
}

/// "Once the cluster leader has created the C-new entry, a server that is not in C-new will no longer receive heartbeats."
#[test]
fn a_removed_server_hears_no_more() {
    let mut net = settled(3);
    net.ask(A, Request::Remove(C)).run().heartbeat(A);
    assert_eq!((net.in_flight(A, B).len(), net.in_flight(A, C).len()), (1, 0));
    assert!(!net.leader(A).match_index.contains_key(&C) && !net.leader(A).next_index.contains_key(&C));
    // It comes back like a new one.
    net.run().ask(A, Request::Add(C)).run();
    assert_eq!((net.in_force(C), net.told()), ("{A B C}".to_string(), vec![Response::Done, Response::Done]));
}

// 2015.

/// "A leader may not append a new configuration entry until it has committed an entry from its current term." It does not wait
/// for a client to bring one.
#[test]
fn a_leader_commits_an_entry_of_its_own_term_before_it_changes_the_configuration() {
    let mut net = Net::with_logs(1, &[&[1], &[1], &[1], &[1]]);
    net.elect(A).ask(A, Request::Remove(D));
    assert_eq!((net.in_force(A), net.terms(A)), ("{A B C D}".to_string(), vec![1, 2]));
    assert!(net.said(&Event::ChangeWaitsForOwnTerm { term: Term(2) }));
    net.run();
    assert_eq!(
        (net.in_force(A), net.terms(A), net.told()),
        ("{A B C}".to_string(), vec![1, 2, 2], vec![Response::Done])
    );

    let mut net = Net::with_logs(1, &[&[1], &[1], &[1], &[1]]);
    net.config.rules.change_after_own_term = false;
    net.elect(A).ask(A, Request::Remove(D));
    assert_eq!((net.in_force(A), net.terms(A)), ("{A B C}".to_string(), vec![1, 2]), "with the rule off, at once");
}

/// Whoever waits for that is told when the leader is deposed meanwhile: nothing was changed, and nothing will be.
#[test]
fn a_change_that_still_waits_ends_with_the_leader() {
    let mut net = Net::with_logs(1, &[&[1], &[1], &[1], &[1]]);
    net.elect(A).ask(A, Request::Remove(D)).lose_all().timeout(B).deliver(B, A);
    assert_eq!(net.told(), [Response::NotLeader { leader: None }]);
    net.run().request(B, "x 1").run();
    assert_eq!(net.in_force(A), "{A B C D}");
}

/// The counterexample of 2015. The cluster is C = {S1, S2, S3, S4}. In term 2, S1 appends D = C ∪ {S5} and gets it to S5 only.
/// In term 3, S2 is elected by S3 and S4, appends E = C \ {S1}, and gets it to S3: two of three, committed. In term 4, S1 is
/// elected by S4 and S5, three of the five of D, and gets its log to them.
fn two_changes(change_after_own_term: bool) -> Net {
    let [s1, s2, s3, s4, s5] = [A, B, C, D, E];
    let mut net = Net::with_logs(1, &[&[1], &[1], &[1], &[1]]);
    net.config.rules.change_after_own_term = change_after_own_term;
    net.restart(s5).elect(s1).ask(s1, Request::Add(s5)).run_among(&[s1, s5]).lose_all();
    net.timeout(s2).run_among(&[s2, s3, s4]).lose_all();
    net.ask(s2, Request::Remove(s1)).run_among(&[s2, s3]).lose_all();
    // S1 learns of term 3 first, as it would from S4.
    for _ in 0..2 {
        if net.timers(s1).contains(&Timer::Heartbeat) {
            net.heartbeat(s1);
        } else {
            net.timeout(s1);
        }
        net.run_among(&[s1, s4, s5]).lose_all();
    }
    net
}

#[test]
fn the_counterexample_of_2015_overwrites_a_committed_entry_with_change_after_own_term_off() {
    let mut net = two_changes(false);
    assert_eq!(
        (net.elected(3), net.in_force(B), net.server(B).commit_index),
        (vec![B], "{B C D}".to_string(), Index(2))
    );
    assert!(net.server(A).is_leader());
    net.request(A, "x 9").run_among(&[A, D, E]);
    let committed: Vec<_> = net.committed(2).iter().map(|entry| entry.content.to_string()).collect();
    assert_eq!(committed, ["{B C D}", "{A B C D E}"]);
}

#[test]
fn the_counterexample_of_2015_goes_nowhere_with_change_after_own_term() {
    let net = two_changes(true);
    // S1 could not commit anything of term 2, so it changed nothing; nor did S2, before three of four have an entry of
    // term 3, and with these S1 cannot be elected.
    for server in [A, B, C, D] {
        assert_eq!(
            (net.in_force(server), net.server(server).commit_index),
            ("{A B C D}".to_string(), Index(0)),
            "{server}"
        );
    }
    assert!(net.committed(2).is_empty());
}

/// All these servers shall be the cluster.
fn configure(voters: &[NodeId], direct: bool) -> Request {
    Request::Configure { voters: voters.iter().copied().collect(), direct }
}
