//! §4.3, arbitrary configuration changes by joint consensus; and what happens without it.

use crate::raft_net::*;
use quorate_core::kv::StoreCommand;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{ChangePhase, Configuration, Event, Index, Request, Response, Role, Term, Timer};

/// A leads A, B and C; all have one entry, which is committed; D and E are there and empty.
fn settled() -> Net {
    let mut net = Net::new(3);
    net.elect(A).request(A, "x 1").run().heartbeat(A).run().told();
    net.restart(D).restart(E);
    net
}

/// The same, and A was asked for {A, D, E}. D and E have caught up, and C-old,new is in A's log only.
fn joint() -> Net {
    let mut net = settled();
    net.ask(A, configure(&[A, D, E]));
    while !net.server(A).configuration().is_joint() {
        assert!(net.step_among(&[A, D, E]));
    }
    net.lose_all();
    assert_eq!((net.in_force(A), net.server(A).log.last_index()), ("{A B C}→{A D E}".to_string(), Index(2)));
    net
}

fn configure(voters: &[NodeId]) -> Request {
    Request::Configure { voters: voters.iter().copied().collect(), direct: false }
}

/// "When the leader receives a request to change the configuration from C-old to C-new, it stores the configuration for joint
/// consensus (C-old,new) as a log entry and replicates that entry." New servers have caught up before. "Log entries are
/// replicated to all servers in both configurations."
#[test]
fn an_arbitrary_change_begins_with_both_configurations() {
    let mut net = settled();
    net.ask(A, configure(&[A, D, E]));
    assert_eq!(net.in_force(A), "{A B C}", "D and E have not caught up");
    net.hear(A, D, success(1, 1)).lose_all().hear(A, E, success(1, 1));
    assert_eq!(net.in_force(A), "{A B C}→{A D E}");
    for server in [B, C, D, E] {
        assert_eq!(net.in_flight(A, server).len(), 1, "{server}");
    }
    assert_eq!(net.leader(A).change.as_ref().map(|change| change.phase), Some(ChangePhase::Joint));
    let configuration = net.server(A).configuration().clone();
    assert!(net.said(&Event::JointConfigurationAppended { index: Index(2), configuration }));
}

/// "Agreement (for elections and entry commitment) requires majorities from both the old and new configurations."
#[test]
fn an_entry_is_committed_by_both_majorities() {
    let commits = |acknowledge: &[NodeId], both_majorities| {
        let mut net = joint();
        net.config.rules.both_majorities = both_majorities;
        for server in acknowledge {
            net.hear(A, *server, success(1, 2));
        }
        net.server(A).commit_index == Index(2)
    };
    for (acknowledge, both, union) in [
        (&[B, C][..], false, true),
        (&[D, E], false, true),
        (&[B], false, false),
        (&[B, D], true, true),
        (&[C, E], true, true),
    ] {
        assert_eq!((commits(acknowledge, true), commits(acknowledge, false)), (both, union), "{acknowledge:?}");
    }
}

#[test]
fn a_leader_is_elected_by_both_majorities() {
    let wins = |voters: &[NodeId], both_majorities| {
        let mut net = joint();
        net.config.rules.both_majorities = both_majorities;
        net.crash(A).restart(A).timeout(A).lose_all();
        for voter in voters {
            net.hear(A, *voter, vote(2, true));
        }
        net.server(A).is_leader()
    };
    for (voters, both, union) in
        [(&[B, C][..], false, true), (&[D, E], false, true), (&[B, D], true, true), (&[C, E], true, true)]
    {
        assert_eq!((wins(voters, true), wins(voters, false)), (both, union), "{voters:?}");
    }
}

/// How many votes are needed is said as it is: at least so many members must agree, given those that do. From three to two
/// others and itself, A's vote counts twice.
#[test]
fn a_candidate_says_how_many_votes_make_both_majorities() {
    let mut net = joint();
    net.crash(A).restart(A).timeout(A).lose_all();
    net.hear(A, B, vote(2, true)).hear(A, C, vote(2, true)).hear(A, D, vote(2, true));
    let received = |(voter, votes, needed)| Event::VoteReceived { voter, term: Term(2), votes, needed };
    for event in [(A, 1, 3), (B, 2, 3), (C, 3, 4), (D, 4, 4)].map(received) {
        assert!(net.said(&event), "{event:?}");
    }
    assert!(net.server(A).is_leader());
}

/// So for a vote before the vote …
#[test]
fn both_majorities_must_be_willing_in_a_pre_vote() {
    let mut net = joint();
    net.config.options.pre_vote = true;
    net.crash(A).restart(A).timeout(A);
    assert_eq!(net.in_flight(A, E).len(), 1, "both are asked");
    net.lose_all();
    let yes = |net: &mut Net, voter| {
        let message = quorate_core::raft::Message::RequestPreVoteReply {
            term: Term(1),
            asked: Term(2),
            attempt: 1,
            vote_granted: true,
        };
        net.hear(A, voter, message);
    };
    yes(&mut net, B);
    yes(&mut net, C);
    assert!(matches!(net.server(A).role, Role::PreCandidate { .. }));
    yes(&mut net, D);
    assert!(matches!(net.server(A).role, Role::Candidate { .. }));
}

/// … for the leader's majority (§6.2) …
#[test]
fn both_majorities_must_be_heard_from() {
    let still_leads = |heard: &[NodeId]| {
        let mut net = joint();
        net.config.options.check_quorum = true;
        net.heartbeat(A).lose_all();
        for server in heard {
            net.hear(A, *server, success(1, 1));
        }
        net.fire(A, Timer::CheckQuorum);
        net.server(A).is_leader()
    };
    assert_eq!([still_leads(&[B, C]), still_leads(&[D, E]), still_leads(&[B, E])], [false, false, true]);
}

/// … and for reads (§6.4).
#[test]
fn both_majorities_must_confirm_a_read() {
    let answered = |confirm: &[NodeId]| {
        let mut net = joint();
        net.config.options.read_index = true;
        net.get(A, "x").run_among(&[A]);
        for server in confirm {
            net.deliver(A, *server).deliver(*server, A);
        }
        net.told()
    };
    let value = vec![applied(1, 2)];
    assert_eq!([answered(&[B, C]), answered(&[D, E]), answered(&[B, E])], [vec![], vec![], value]);
}

/// "Any server from either configuration may serve as leader."
#[test]
fn a_server_of_the_new_configuration_may_lead_while_joint() {
    let mut net = joint();
    net.heartbeat(A).deliver(A, D).deliver(A, B).lose_all().crash(A).timeout(D).run();
    assert_eq!(net.elected(2), [D]);
}

/// "Once C-old,new has been committed, […] it is now safe for the leader to create a log entry describing C-new and replicate it
/// to the cluster." Not before. "This configuration will take effect on each server as soon as it is seen." The change is done
/// when that is committed.
#[test]
fn c_new_follows_when_c_old_new_is_committed() {
    let mut net = joint();
    net.heartbeat(A).run_among(&[A, B, C]);
    assert_eq!((net.in_force(A), net.server(A).commit_index), ("{A B C}→{A D E}".to_string(), Index(1)));
    net.deliver(A, D).deliver(D, A);
    assert_eq!((net.in_force(A), net.server(A).commit_index), ("{A D E}".to_string(), Index(2)));
    assert_eq!((net.told(), net.in_flight(A, B)), (vec![], vec![]), "B belongs to it no longer");
    let configuration = net.server(A).configuration().clone();
    assert!(net.said(&Event::NewConfigurationAppended { index: Index(3), configuration }));
    net.run();
    assert_eq!(
        (net.told(), net.in_force(D), net.in_force(E)),
        (vec![Response::Done], "{A D E}".into(), "{A D E}".into())
    );
}

/// "When the new configuration has been committed under the rules of C-new, the old configuration is irrelevant."
#[test]
fn c_new_is_committed_by_its_own_majority() {
    let mut net = joint();
    net.hear(A, B, success(1, 2)).hear(A, D, success(1, 2)).lose_all();
    net.hear(A, B, success(1, 3)).hear(A, C, success(1, 3));
    assert_eq!(net.server(A).commit_index, Index(2));
    net.hear(A, E, success(1, 3));
    assert_eq!(net.server(A).commit_index, Index(3));
}

/// "The leader might not be part of the new configuration. In this case, the leader steps down (returns to follower state) once
/// it has committed the C-new log entry."
#[test]
fn a_leader_that_is_not_in_c_new_steps_down_when_that_is_committed() {
    let mut net = settled();
    net.ask(A, configure(&[B, D, E])).run();
    assert_eq!((&net.server(A).role, net.timers(A), net.in_force(B)), (&Role::Follower, vec![], "{B D E}".to_string()));
    assert_eq!(net.told(), [Response::Done]);
}

/// Whoever asked for the change is among the clients that a leader leaves without an answer: the change may go on or not.
#[test]
fn a_leader_that_is_deposed_while_joint_forgets_who_asked_for_the_change() {
    let mut net = joint();
    net.timeout(B).deliver(B, A);
    assert!(net.said(&Event::ClientsForgotten { clients: 1 }));
    assert_eq!(net.told(), []);
}

/// A leader that is elected while two configurations are joined goes on from there, without anybody's asking.
#[test]
fn a_new_leader_finishes_a_change_that_it_finds_half_done() {
    let mut net = joint();
    net.heartbeat(A).deliver(A, B).deliver(A, D).lose_all().crash(A).timeout(B).run();
    assert_eq!((net.elected(2), net.in_force(B), net.in_force(E)), (vec![B], "{A D E}".into(), "{A D E}".into()));
    // B does not belong to it any more.
    assert_eq!(net.server(B).role, Role::Follower);
}

/// Also where it knows already that C-old,new is committed.
#[test]
fn a_new_leader_finishes_a_change_whose_first_half_is_committed() {
    let mut net = joint();
    net.heartbeat(A).run_among(&[A, B, D]).lose_all();
    net.crash(A).restart(A);
    assert_eq!(net.in_force(B), "{A B C}→{A D E}");
    net.elect(A);
    assert_eq!((net.in_force(A), net.in_force(D)), ("{A D E}".to_string(), "{A D E}".to_string()));
}

/// C-old,new is rolled back like any other configuration (§4.1).
#[test]
fn a_joint_configuration_that_is_removed_from_the_log_is_out_of_force() {
    let mut net = joint();
    net.timeout(B).run_among(&[B, C]).request(B, "x 2").run();
    assert_eq!((net.in_force(A), net.terms(A)), ("{A B C}".to_string(), vec![1, 2]));
}

/// Servers that only leave have nothing to catch up with.
#[test]
fn a_cluster_shrinks_by_several_servers_at_once() {
    let mut net = Net::new(5);
    net.elect(A).request(A, "x 1").run().told();
    net.ask(A, configure(&[A, B]));
    assert_eq!(net.in_force(A), "{A B C D E}→{A B}");
    net.run();
    assert_eq!((net.told(), net.in_force(B)), (vec![Response::Done], "{A B}".to_string()));
}

/// Also through a joint configuration a leader goes only after it has committed an entry of its own term.
#[test]
fn a_joint_change_waits_for_the_leader_s_own_term() {
    let mut net = Net::with_logs(1, &[&[1], &[1], &[1]]);
    net.elect(A).ask(A, configure(&[A, B]));
    assert_eq!((net.in_force(A), net.terms(A)), ("{A B C}".to_string(), vec![1, 2]));
    net.run();
    assert_eq!((net.in_force(A), net.terms(A)), ("{A B}".to_string(), vec![1, 2, 2, 2]));
}

/// A client's commands are served all the time.
#[test]
fn commands_go_on_while_the_cluster_changes() {
    let mut net = joint();
    net.ask(A, StoreCommand::Add("x".into(), 1)).run().ask(A, StoreCommand::Add("x".into(), 1)).run();
    let added: Vec<_> = net.told().into_iter().filter(|answer| *answer != Response::Done).collect();
    assert_eq!(added, [applied(2, 3), applied(3, 5)]);
}

// Figure 4.2: "switching directly from one configuration to another is unsafe because different servers will switch at different
// times".

/// A has appended {A … E} and gets it to D and E; B and C still go by {A, B, C}. One majority of each.
fn split_brain(mut net: Net, request: Request) -> Net {
    net.ask(A, request);
    net.run_among(&[A, D, E]).lose_all();
    net.crash(A).restart(A);
    net.timeout(A).timeout(B).run_among(&[A, D, E]).run_among(&[B, C]);
    net
}

#[test]
fn a_direct_change_makes_two_leaders_of_one_term() {
    let direct = Request::Configure { voters: [A, B, C, D, E].into(), direct: true };
    assert_eq!(split_brain(settled(), direct).elected(2), [A, B]);
}

#[test]
fn with_joint_consensus_off_every_change_is_direct() {
    let mut net = settled();
    net.config.rules.joint_consensus = false;
    assert_eq!(split_brain(net, configure(&[A, B, C, D, E])).elected(2), [A, B]);
}

#[test]
fn with_joint_consensus_the_same_makes_one() {
    assert_eq!(split_brain(settled(), configure(&[A, B, C, D, E])).elected(2), [B]);
}

/// With a majority of the union instead of both majorities, two leaders again: three of C-old's or of C-new's servers each.
#[test]
fn with_both_majorities_off_the_union_elects_beside_the_old_configuration() {
    let leaders = |both_majorities| {
        let mut net = settled();
        net.restart(NodeId(5));
        net.config.rules.both_majorities = both_majorities;
        net.ask(A, configure(&[A, D, E, NodeId(5)]));
        net.run_among(&[A, D, E, NodeId(5)]).lose_all().crash(A).restart(A);
        net.timeout(A).timeout(B).run_among(&[A, D, E, NodeId(5)]).run_among(&[B, C]);
        net.elected(2)
    };
    assert_eq!((leaders(true), leaders(false)), (vec![B], vec![A, B]));
}

/// A direct change is in force as soon as it is in the log, too, and done when it is committed by the new majority.
#[test]
fn a_direct_change_goes_straight_to_the_new_configuration() {
    let mut net = settled();
    net.ask(A, Request::Configure { voters: [A, D, E].into(), direct: true });
    assert_eq!(net.server(A).configuration(), &Configuration::of([A, D, E]));
    net.run();
    assert_eq!(net.told(), [Response::Done]);
}
