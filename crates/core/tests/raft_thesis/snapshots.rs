//! §7 of the paper, chapter 5 of the thesis: snapshots.

use crate::raft_net::*;
use quorate_core::kv::Store;
use quorate_core::protocol::{Effects, NodeId, Protocol, RequestId, Send};
use quorate_core::raft::{
    AppendEntries, AppendResult, Config, Configuration, Event, Index, Message, Raft, Rejection, Request, Response,
    Role, Snapshot, Term, Timer,
};
use std::sync::Arc;

/// A leads, and everybody has applied `entries` entries: x is their number.
fn applied_by_all(servers: u8, entries: i64) -> Net {
    let mut net = Net::new(servers);
    net.elect(A);
    for value in 1..=entries {
        net.request(A, &format!("x {value}"));
    }
    net.run().heartbeat(A).run().told();
    net
}

/// What a leader's snapshot of this many entries, all of one term, would be: x is 7.
fn snapshot(last_index: u64, last_term: u64) -> Arc<Snapshot> {
    let mut store = Store::default();
    store.apply_once(RequestId { client: 9, serial: 0 }, &set("x", 7));
    let configuration = Configuration::of([A, B, C]);
    Arc::new(Snapshot {
        last_index: Index(last_index),
        last_term: Term(last_term),
        configuration,
        store: Arc::new(store),
    })
}

fn install(term: u64, last_index: u64, last_term: u64) -> Message {
    Message::InstallSnapshot { term: Term(term), snapshot: snapshot(last_index, last_term) }
}

fn installed(term: u64, match_index: u64) -> Message {
    Message::InstallSnapshotReply { term: Term(term), asked: Term(term), match_index: Index(match_index) }
}

fn snapshot_of(server: &Raft) -> Option<&Snapshot> {
    server.log.snapshot().map(|snapshot| &**snapshot)
}

// Taking a snapshot.

/// "Each server takes snapshots independently, covering just the committed entries in its log. […] Once a server completes writing
/// a snapshot, it may delete all log entries up through the last included index." Here: when it is asked to.
#[test]
fn a_snapshot_replaces_what_is_applied_and_nothing_else() {
    let mut net = applied_by_all(3, 3);
    net.request(A, "x 9").ask(A, Request::Snapshot);
    assert_eq!(net.told(), [Response::Done]);
    let server = net.server(A);
    assert_eq!((server.log.snapshot_index(), server.log.last_index(), terms_of(server)), (Index(3), Index(4), vec![1]));
    assert_eq!(net.terms(B), [1, 1, 1], "the others keep their logs");
    net.run();
    assert_eq!((net.told(), net.server(A).store.get("x")), (vec![applied(9, 4)], Some(9)));
}

/// "The last included index is the index of the last entry in the log that the snapshot replaces (the last entry the state machine
/// had applied), and the last included term is the term of this entry." And "to enable cluster membership changes, the snapshot also
/// includes the latest configuration in the log as of last included index".
#[test]
fn a_snapshot_has_the_last_index_its_term_the_configuration_and_the_state() {
    let mut net = Net::with_logs(2, &[&[1, 2], &[1, 2], &[1]]);
    net.elect(A).request(A, "y 5").run().ask(A, Request::Snapshot);
    let snapshot = snapshot_of(net.server(A)).expect("it has taken one");
    assert_eq!((snapshot.last_index, snapshot.last_term), (Index(3), Term(3)));
    assert_eq!(snapshot.configuration, Configuration::of([A, B, C]));
    assert!(snapshot.store.iter().eq([("x", 202), ("y", 5)]));
    assert!(net.said(&Event::SnapshotTaken { last_index: Index(3), last_term: Term(3) }));
}

/// The configuration "as of last included index": not the one in force, if that is behind it.
#[test]
fn a_snapshot_has_the_configuration_of_its_last_entry() {
    let mut net = applied_by_all(4, 2);
    net.ask(A, Request::Remove(D)).ask(A, Request::Snapshot);
    let configuration = |net: &Net, node| snapshot_of(net.server(node)).map(|it| it.configuration.to_string());
    assert_eq!((configuration(&net, A), net.in_force(A)), (Some("{A B C D}".to_string()), "{A B C}".to_string()));
    net.run().ask(A, Request::Snapshot);
    assert_eq!((configuration(&net, A), net.in_force(A)), (Some("{A B C}".to_string()), "{A B C}".to_string()));
    net.crash(A).restart(A);
    assert_eq!(net.in_force(A), "{A B C}", "there is no entry any more that says so");
}

/// "One simple strategy is to take a snapshot when the log reaches a fixed size": leaders and followers by themselves.
#[test]
fn a_server_takes_a_snapshot_when_it_has_applied_enough() {
    let mut net = Net::new(3);
    net.config.options.snapshot_threshold = 3;
    net.elect(A).request(A, "x 1").run().request(A, "x 2").run();
    assert_eq!(net.server(A).log.snapshot_index(), Index(0));
    net.request(A, "x 3").run();
    assert_eq!((net.server(A).log.snapshot_index(), net.server(B).log.snapshot_index()), (Index(3), Index(0)));
    net.heartbeat(A).run();
    assert_eq!((net.server(B).log.snapshot_index(), net.server(C).log.snapshot_index()), (Index(3), Index(3)));
    net.request(A, "x 4").run().request(A, "x 5").run();
    assert_eq!(net.server(A).log.snapshot_index(), Index(3), "counted from the last snapshot");
    net.request(A, "x 6").run();
    assert_eq!((net.server(A).log.snapshot_index(), net.told().len()), (Index(6), 6));
}

#[test]
fn a_snapshot_of_nothing_new_is_refused() {
    let mut net = applied_by_all(3, 1);
    net.ask(A, Request::Snapshot).ask(A, Request::Snapshot).request(A, "x 9").ask(A, Request::Snapshot);
    let nothing = Response::Refused(Rejection::NothingToCompact);
    assert_eq!(net.told(), [Response::Done, nothing.clone(), nothing], "what is not committed is not covered");
}

/// Each server answers for its own snapshots: a follower takes one too, and does not ask its leader.
#[test]
fn the_server_that_is_asked_takes_the_snapshot() {
    let mut net = applied_by_all(3, 2);
    net.ask(B, Request::Snapshot).run();
    assert_eq!(net.told(), [Response::Done]);
    assert_eq!([A, B, C].map(|node| net.server(node).log.snapshot_index()), [0, 2, 0].map(Index));
}

/// With `truncate_only_on_conflict` off a server can have lost what it had applied. There is nothing to write then.
#[test]
fn a_server_that_has_lost_what_it_had_applied_takes_no_snapshot() {
    let mut net = applied_by_all(3, 3);
    net.config.rules.truncate_only_on_conflict = false;
    net.hear(B, A, append(1, (1, 1), &[], 0)).ask(B, Request::Snapshot);
    assert_eq!((net.server(B).last_applied, net.server(B).log.last_index()), (Index(3), Index(1)));
    assert_eq!(net.told(), [Response::Refused(Rejection::NothingToCompact)]);
}

// Life with a snapshot.

/// The state machine is volatile: it is rebuilt from the snapshot, whose entries were committed, and from what is committed
/// behind it.
#[test]
fn a_restarted_server_begins_with_its_snapshot() {
    let mut net = applied_by_all(3, 3);
    net.ask(B, Request::Snapshot).request(A, "y 1").run().heartbeat(A).run().crash(B).restart(B);
    let server = net.server(B);
    assert_eq!((server.commit_index, server.last_applied, server.log.last_index()), (Index(3), Index(3), Index(4)));
    assert_eq!((server.store.get("x"), server.store.get("y")), (Some(3), None));
    net.heartbeat(A).run();
    assert_eq!((net.server(B).commit_index, net.server(B).store.get("y")), (Index(4), Some(1)));
}

/// "The AppendEntries consistency check for the first log entry following the snapshot […] requires a previous log index and term":
/// the snapshot's.
#[test]
fn the_entry_behind_the_snapshot_is_checked_against_it() {
    let mut net = applied_by_all(3, 3);
    net.ask(A, Request::Snapshot).request(A, "x 4");
    let [Message::AppendEntries(request)] = &net.in_flight(A, B)[..] else { panic!("one message") };
    assert_eq!((request.prev_log_index, request.prev_log_term, request.entries.len()), (Index(3), Term(1), 1));

    for (prev, fits) in [((3, 1), true), ((3, 2), false), ((4, 1), false)] {
        let mut net = applied_by_all(3, 3);
        net.ask(B, Request::Snapshot);
        let out = hear(net.server_mut(B), A, append(1, prev, &[1], 0));
        let answer = if fits { success(1, 4) } else { refusal(1, 1, prev.0, 3) };
        assert_eq!(replies(&out), [(A, answer)], "{prev:?}");
    }
}

/// A server's log is as up to date as its snapshot, if that is all that there is (§5.4.1).
#[test]
fn an_election_compares_the_snapshot_s_last_entry() {
    let mut net = applied_by_all(3, 3);
    net.ask(B, Request::Snapshot);
    for ((last_index, last_term), granted) in [((2, 1), false), ((3, 1), true), ((1, 2), true)] {
        let out = hear(&mut net.server(B).clone(), C, request_vote(2, last_index, last_term));
        assert_eq!(replies(&out), [(C, vote(2, granted))]);
    }
    net.timeout(B);
    assert_eq!(net.in_flight(B, A), [request_vote(2, 3, 1)]);
}

/// An AppendEntries that comes late speaks of entries that the follower's snapshot covers: these are committed, so they are the
/// leader's, and it acknowledges them. What is behind the snapshot it takes.
#[test]
fn entries_that_the_snapshot_covers_are_acknowledged_and_not_stored() {
    for (prev, entries, last) in [(0, 2, 2), (0, 3, 3), (1, 1, 2), (0, 5, 5), (2, 3, 5), (1, 0, 1)] {
        let mut net = applied_by_all(3, 3);
        net.ask(B, Request::Snapshot);
        let message = append(1, (prev, u64::from(prev > 0)), &vec![1; entries], 9);
        let out = hear(net.server_mut(B), A, message);
        let server = net.server(B);
        assert_eq!(replies(&out), [(A, success(1, last))], "{entries} entries behind {prev}");
        assert_eq!((server.log.snapshot_index(), server.log.last_index()), (Index(3), Index(last.max(3))));
        assert_eq!((server.commit_index, server.last_applied), (Index(last.max(3)), Index(last.max(3))));
    }
}

/// What conflicts behind the snapshot is replaced (§5.3), and the snapshot stays.
#[test]
fn entries_behind_the_snapshot_are_replaced_as_ever() {
    let mut net = applied_by_all(3, 3);
    net.request(A, "x 4").request(A, "x 5").deliver(A, B).deliver(A, B).lose_all().ask(B, Request::Snapshot);
    assert_eq!((net.server(B).log.snapshot_index(), net.terms(B)), (Index(3), vec![1, 1]));
    let out = hear(net.server_mut(B), C, append(2, (2, 1), &[1, 2], 0));
    assert_eq!((replies(&out), net.terms(B)), (vec![(C, success(2, 4))], vec![2]));
}

// InstallSnapshot: when it is sent.

/// "The leader must occasionally send snapshots to followers that lag behind. This happens when the leader has already discarded the
/// next log entry that it needs to send to a follower."
#[test]
fn a_follower_that_needs_what_is_gone_gets_the_snapshot() {
    let mut net = applied_by_all(3, 2);
    net.crash(C).request(A, "x 3").run().ask(A, Request::Snapshot).restart(C).told();
    net.heartbeat(A);
    assert!(matches!(&net.in_flight(A, C)[..], [Message::InstallSnapshot { term: Term(1), .. }]));
    assert!(matches!(&net.in_flight(A, B)[..], [Message::AppendEntries(_)]), "B has all that is gone");
    net.run();
    let server = net.server(C);
    assert_eq!(
        (server.log.snapshot_index(), server.commit_index, server.store.get("x")),
        (Index(3), Index(3), Some(3))
    );
    assert_eq!((net.leader(A).match_index[&C], net.leader(A).next_index[&C]), (Index(3), Index(4)));
}

/// And then the entries behind it, without waiting for a heartbeat.
#[test]
fn behind_the_snapshot_the_follower_gets_entries_again() {
    let mut net = applied_by_all(3, 2);
    net.crash(C).request(A, "x 3").run().ask(A, Request::Snapshot).request(A, "x 4").run().restart(C);
    net.heartbeat(A).run();
    assert_eq!((net.server(C).log.snapshot_index(), net.terms(C)), (Index(3), vec![1]));
}

/// A leader finds out by refusals where a follower's log ends; when that is before its snapshot, it sends that.
#[test]
fn a_new_leader_that_goes_back_to_its_snapshot_sends_it() {
    for conflict_hint in [false, true] {
        let mut net = applied_by_all(3, 4);
        net.config.options.conflict_hint = conflict_hint;
        net.ask(B, Request::Snapshot).crash(A).crash(C);
        let mut fresh = Net::with_logs(1, &[&[], &[], &[1]]);
        fresh.config = net.config.clone();
        *fresh.server_mut(B) = net.server(B).clone();
        fresh.timeout(B).run();
        assert_eq!((fresh.elected(2), fresh.server(C).log.snapshot_index()), (vec![B], Index(4)));
        assert_eq!(fresh.server(A).store.get("x"), Some(4));
    }
}

/// A snapshot or its answer that is lost is sent again with the next heartbeat.
#[test]
fn a_lost_snapshot_is_sent_again() {
    let mut net = applied_by_all(3, 2);
    net.crash(C).request(A, "x 3").run().ask(A, Request::Snapshot).restart(C);
    net.heartbeat(A).lose_all().heartbeat(A).deliver(A, C).lose_all();
    assert_eq!(net.leader(A).match_index[&C], Index(2));
    net.heartbeat(A).run();
    assert_eq!(net.leader(A).match_index[&C], Index(3));
}

// Figure 13, InstallSnapshot RPC, "Receiver implementation".

/// "1. Reply immediately if term < currentTerm." The answer carries a term, which must be on disk like any other.
#[test]
fn a_snapshot_of_an_old_term_is_refused() {
    let mut follower = server(3, 5, &[1]);
    let before = follower.clone();
    let out = hear(&mut follower, B, install(4, 9, 4));
    assert_eq!(
        (replies(&out), &follower),
        (vec![(B, Message::InstallSnapshotReply { term: Term(5), asked: Term(4), match_index: Index(0) })], &before)
    );
    assert!(out.events.contains(&Event::SnapshotRefusedOldTerm { leader: B, term: Term(4), own_term: Term(5) }));
    assert!(matches!(out.sends[0].1, Send::AfterSync(_)));
}

/// "[…] reply": when it is on disk, and with how far the logs agree now. Whoever sends it leads, as if it had sent AppendEntries.
#[test]
fn a_snapshot_is_acknowledged_when_it_is_on_disk() {
    let mut follower = server(3, 1, &[]);
    follower.role = Role::Candidate { votes: Default::default() };
    let out = hear(&mut follower, B, install(2, 5, 2));
    assert_eq!(replies(&out), [(B, installed(2, 5))]);
    assert!(matches!(out.sends[0].1, Send::AfterSync(_)));
    assert_eq!((follower.current_term, &follower.role, follower.leader), (Term(2), &Role::Follower, Some(B)));
    assert!(out.timers.contains(&(Timer::Election, Some(Config::new(3).election_timeout))));
}

/// "6. If existing log entry has same index and term as snapshot's last included entry, retain log entries following it and reply."
#[test]
fn a_snapshot_keeps_what_follows_its_last_entry_if_the_log_has_that() {
    let mut follower = server(3, 2, &[1, 1, 2, 2]);
    let out = hear(&mut follower, B, install(2, 3, 2));
    assert_eq!(
        (follower.log.snapshot_index(), terms_of(&follower), follower.log.last_index()),
        (Index(3), vec![2], Index(4))
    );
    assert!(out.events.contains(&Event::SnapshotInstalled {
        leader: B,
        last_index: Index(3),
        last_term: Term(2),
        kept: 1
    }));
}

/// "7. Discard the entire log": where the entry is another one, what follows it is not the leader's either.
#[test]
fn a_snapshot_replaces_a_log_that_has_another_entry_in_its_place() {
    for terms in [&[1, 1, 1, 1][..], &[1, 1], &[]] {
        let mut follower = server(3, 2, terms);
        let out = hear(&mut follower, B, install(2, 3, 2));
        assert_eq!(
            (follower.log.snapshot_index(), terms_of(&follower), follower.log.last_index()),
            (Index(3), vec![], Index(3))
        );
        assert!(out.events.contains(&Event::SnapshotInstalled {
            leader: B,
            last_index: Index(3),
            last_term: Term(2),
            kept: 0
        }));
    }
}

#[test]
fn with_keep_matching_suffix_off_a_snapshot_discards_what_was_acknowledged() {
    let mut config = Config::new(3);
    config.rules.keep_matching_suffix = false;
    let mut follower = server(3, 2, &[1, 1, 2, 2]);
    hear_with(&config, &mut follower, B, install(2, 3, 2));
    assert_eq!(follower.log.last_index(), Index(3));
}

/// "8. Reset state machine using snapshot contents (and load snapshot's cluster configuration)."
#[test]
fn a_snapshot_brings_the_state_and_the_configuration() {
    let mut follower = server(5, 2, &[1, 1, 2, 2]);
    hear(&mut follower, B, install(2, 3, 2));
    assert_eq!((follower.store.get("x"), follower.commit_index, follower.last_applied), (Some(7), Index(3), Index(3)));
    assert_eq!(follower.configuration(), &Configuration::of([A, B, C]));
}

/// A server outside the snapshot's configuration has no say any more, and one that gets into it has: its timer says so.
#[test]
fn the_configuration_of_a_snapshot_decides_who_waits_for_a_leader() {
    let timer = |id| {
        let mut server = Raft::start(&Config::new(1), id, None, &mut Effects::default());
        let out = hear_with(&Config::new(1), &mut server, A, install(1, 3, 1));
        out.timers.iter().rev().find(|(timer, _)| *timer == Timer::Election).map(|(_, span)| span.is_some())
    };
    assert_eq!((timer(C), timer(D)), (Some(true), Some(false)));
}

/// "Usually the snapshot will contain new information […]. If instead the follower receives a snapshot that describes a prefix of its
/// log (due to retransmission or by mistake) […]": what the follower has applied already is not applied again, nor taken back.
#[test]
fn a_snapshot_that_comes_late_takes_nothing_back() {
    let mut net = applied_by_all(3, 4);
    for snapshot in [None, Some(Request::Snapshot)] {
        if let Some(request) = snapshot {
            net.ask(B, request);
        }
        for last_index in [1, 3, 4] {
            let before = net.server(B).clone();
            let out = hear(net.server_mut(B), A, install(1, last_index, 1));
            assert_eq!((replies(&out), net.server(B)), (vec![(A, installed(1, last_index))], &before));
        }
    }
}

#[test]
fn a_leader_takes_no_snapshot_from_another() {
    let mut net = applied_by_all(3, 1);
    let before = net.server(A).clone();
    let out = hear(net.server_mut(A), B, install(1, 9, 1));
    assert_eq!((net.server(A), out.sends.len()), (&before, 0));
}

/// An answer of an earlier term says nothing about this one's logs; one that comes late takes nothing back.
#[test]
fn stale_answers_to_a_snapshot_change_nothing() {
    let mut net = Net::with_logs(2, &[&[1, 2], &[1, 2], &[1]]);
    net.timeout(A).deliver(A, B).deliver(B, A);
    let before = net.server(A).clone();
    net.hear(A, C, installed(2, 2));
    assert_eq!(net.server(A), &before);
    net.run().hear(A, C, installed(3, 1));
    assert_eq!((net.leader(A).match_index[&C], net.leader(A).next_index[&C]), (Index(2), Index(3)));
}

/// What a follower has by snapshot counts like what it has by entries: here for the commitment of an entry behind it.
#[test]
fn a_snapshot_that_is_installed_counts_as_a_copy() {
    let mut net = applied_by_all(3, 2);
    net.hear(A, B, installed(1, 2)).request(A, "x 9").hear(A, B, installed(1, 3));
    assert_eq!(net.server(A).commit_index, Index(3));
}

// Snapshots and configurations (chapter 4).

/// A configuration that is not committed is behind the snapshot, and is rolled back as ever: to the snapshot's.
#[test]
fn a_configuration_behind_the_snapshot_is_rolled_back_to_the_snapshot_s() {
    let mut net = applied_by_all(4, 1);
    net.ask(A, Request::Remove(D)).run().heartbeat(A).run();
    net.ask(A, Request::Remove(C)).deliver(A, B).lose_all().ask(B, Request::Snapshot);
    assert_eq!((net.in_force(B), net.server(B).log.snapshot_index()), ("{A B}".to_string(), Index(2)));
    hear(net.server_mut(B), C, append(2, (2, 1), &[2], 0));
    assert_eq!(net.in_force(B), "{A B C}");
}

/// A configuration that the follower kept behind the snapshot is still in force.
#[test]
fn a_configuration_in_the_kept_suffix_stays_in_force() {
    let mut net = applied_by_all(3, 2);
    net.crash(C).restart(C).ask(A, Request::Remove(B)).deliver(A, C).lose_all();
    assert_eq!((net.in_force(C), net.server(C).commit_index), ("{A C}".to_string(), Index(2)));
    let mut follower = net.server(C).clone();
    follower.commit_index = Index(0);
    follower.last_applied = Index(0);
    hear(&mut follower, A, install(1, 2, 1));
    assert_eq!((follower.configuration().to_string(), follower.log.last_index()), ("{A C}".to_string(), Index(3)));
}

/// A server that was away while the cluster changed learns of it by the snapshot, and who was added that way votes.
#[test]
fn the_configuration_travels_with_the_snapshot() {
    let mut net = applied_by_all(3, 1);
    net.crash(C).restart(D).ask(A, Request::Add(D)).run().ask(A, Request::Snapshot).heartbeat(A).run();
    assert_eq!(net.in_force(D), "{A B C D}");
    net.restart(C);
    assert_eq!(net.in_force(C), "{A B C}");
    net.heartbeat(A).run();
    assert_eq!((net.in_force(C), net.server(C).log.snapshot_index()), ("{A B C D}".to_string(), Index(2)));
}

/// A leader that has compacted its log goes on: reads, transfers and changes know the term of what is in the snapshot.
#[test]
fn a_leader_that_has_only_a_snapshot_leads_as_before() {
    let mut net = applied_by_all(3, 2);
    net.config.options.read_index = true;
    net.ask(A, Request::Snapshot).get(A, "x").run();
    assert_eq!(net.told(), [Response::Done, applied(2, 2)]);
    net.ask(A, Request::Remove(C)).run();
    assert_eq!((net.told(), net.terms(A)), (vec![Response::Done], vec![1]), "its own term is in the snapshot");
    net.ask(A, Request::Transfer(B)).run();
    assert_eq!(net.elected(2), [B]);
}

/// A follower with a snapshot of its own hints at nothing that its log cannot know (end of §5.3).
#[test]
fn a_conflict_hint_reaches_back_to_the_snapshot_only() {
    let mut config = Config::new(3);
    config.options.conflict_hint = true;
    let mut net = applied_by_all(3, 3);
    net.request(A, "x 4").request(A, "x 5").deliver(A, B).deliver(A, B).ask(B, Request::Snapshot);
    let out = hear_with(&config, net.server_mut(B), C, append(2, (5, 2), &[], 0));
    let [(C, Message::AppendEntriesReply { result: AppendResult::Refused { hint: Some(hint), .. }, .. })] =
        &replies(&out)[..]
    else {
        panic!("it hints")
    };
    assert_eq!((hint.term, hint.first_index), (Some(Term(1)), Index(4)));
}

/// All of them go to all who lack entries, at once, and with the entries that they lack.
#[test]
fn a_whole_cluster_is_rebuilt_from_one_snapshot() {
    let mut net = applied_by_all(1, 5);
    net.ask(A, Request::Snapshot).told();
    for server in [B, C, D, E] {
        net.restart(server);
    }
    let voters = [A, B, C, D, E].into();
    net.ask(A, Request::Configure { voters, direct: false }).run().request(A, "y 1").run().heartbeat(A).run();
    for server in [A, B, C, D, E].map(|node: NodeId| net.server(node)) {
        assert_eq!((server.store.get("x"), server.store.get("y")), (Some(5), Some(1)), "{}", server.id);
    }
    assert!(net.in_flight(A, B).iter().all(|message| matches!(message, Message::AppendEntries(AppendEntries { .. }))));
}
