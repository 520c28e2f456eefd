//! Whatever a message claims, a server does not fall over, and believes no more than it must.

use crate::raft_net::*;
use quorate_core::protocol::{Input, NodeId, RequestId};
use quorate_core::raft::{
    AppendEntries, AppendResult, Configuration, Entry, Index, Message, Raft, Request, Response, Snapshot, Term, Timer,
};
use std::sync::Arc;

const ABSURD: u64 = u64::MAX;
const STRANGER: NodeId = NodeId(200);

fn snapshot(last_index: u64, last_term: u64, voters: &[NodeId]) -> Arc<Snapshot> {
    let configuration = Configuration::of(voters.iter().copied());
    Arc::new(Snapshot {
        last_index: Index(last_index),
        last_term: Term(last_term),
        configuration,
        store: Arc::default(),
    })
}

fn messages() -> Vec<Message> {
    let configurations = [
        Configuration::of([]),
        Configuration::of([STRANGER]),
        Configuration { old: [A, B, C].into(), ..Configuration::of([]) },
        Configuration { old: [STRANGER].into(), ..Configuration::of([A]) },
    ];
    let entry = |configuration: Configuration| Entry { term: Term(1), content: configuration.into() };
    let with_configurations = Message::AppendEntries(AppendEntries {
        term: Term(1),
        prev_log_index: Index(1),
        prev_log_term: Term(1),
        entries: configurations.map(entry).into_iter().collect(),
        leader_commit: Index(ABSURD),
        round: ABSURD,
    });
    let success = |match_index, round| Message::AppendEntriesReply {
        term: Term(1),
        asked: Term(1),
        result: AppendResult::Success { match_index },
        round,
    };
    let mut messages = vec![
        with_configurations,
        success(Index(ABSURD), ABSURD),
        success(Index(1), ABSURD),
        success(Index(0), ABSURD),
        Message::RequestVote {
            term: Term(ABSURD),
            last_log_index: Index(ABSURD),
            last_log_term: Term(ABSURD),
            transfer: true,
        },
        Message::RequestPreVote {
            term: Term(ABSURD),
            attempt: 1,
            last_log_index: Index(ABSURD),
            last_log_term: Term(ABSURD),
        },
        Message::RequestPreVote { term: Term(0), attempt: 1, last_log_index: Index(0), last_log_term: Term(0) },
        Message::RequestPreVoteReply { term: Term(1), asked: Term(ABSURD), attempt: 1, vote_granted: true },
        Message::RequestPreVoteReply { term: Term(1), asked: Term(0), attempt: 1, vote_granted: true },
        Message::RequestPreVoteReply { term: Term(ABSURD), asked: Term(ABSURD), attempt: 1, vote_granted: true },
        Message::InstallSnapshotReply { term: Term(1), asked: Term(1), match_index: Index(ABSURD) },
        Message::InstallSnapshotReply { term: Term(1), asked: Term(1), match_index: Index(0) },
        Message::TimeoutNow { term: Term(1) },
        Message::TimeoutNow { term: Term(ABSURD) },
        Message::ForwardReply { id: RequestId { client: 9, serial: 9 }, response: Response::Done },
    ];
    for last_index in [0, 1, 2, 9, ABSURD / 2, ABSURD - 1, ABSURD] {
        for (last_term, voters) in [(1, &[A, B, C][..]), (ABSURD, &[A]), (0, &[]), (1, &[STRANGER])] {
            messages
                .push(Message::InstallSnapshot { term: Term(1), snapshot: snapshot(last_index, last_term, voters) });
        }
    }
    let id = RequestId { client: 9, serial: 9 };
    messages.extend(requests().map(|request| Message::Forward { term: Term(1), id, request }));
    messages.extend(requests().map(|request| Message::Forward { term: Term(ABSURD), id, request }));
    messages
}

fn requests() -> impl Iterator<Item = Request> {
    let configure = |voters: &[NodeId], direct| Request::Configure { voters: voters.iter().copied().collect(), direct };
    [
        Request::Add(STRANGER),
        Request::Remove(STRANGER),
        Request::Remove(A),
        Request::Transfer(STRANGER),
        Request::Transfer(A),
        Request::Snapshot,
        configure(&[], true),
        configure(&[STRANGER], true),
        configure(&[STRANGER], false),
        configure(&[A, STRANGER], false),
    ]
    .into_iter()
}

/// A server in each role, with a log of an entry that is committed and one that is not, in a cluster where all is switched on.
fn everybody() -> (Net, Vec<Raft>) {
    let mut net = Net::new(3);
    let options = &mut net.config.options;
    (options.pre_vote, options.check_quorum, options.lease_read) = (true, true, true);
    (options.read_index, options.batching, options.conflict_hint) = (true, true, true);
    options.snapshot_threshold = 2;
    net.elect(A).request(A, "x 1").run().heartbeat(A).run();
    let mut compacted = net.server(B).clone();
    input_with(&net.config, &mut compacted, ask(Request::Snapshot));
    let mut busy = net.server(A).clone();
    for request in [Request::Add(D), set("x", 2).into(), Request::Transfer(C)] {
        input_with(&net.config, &mut busy, ask(request));
    }
    let mut asking = net.server(C).clone();
    input_with(&net.config, &mut asking, Input::Timeout(Timer::Election));
    let mut candidate = net.server(C).clone();
    hear_with(&net.config, &mut candidate, A, Message::TimeoutNow { term: Term(1) });
    let servers = vec![net.server(A).clone(), net.server(B).clone(), compacted, busy, asking, candidate];
    (net, servers)
}

fn ask(request: Request) -> Input<Raft> {
    Input::Request { id: RequestId { client: 9, serial: 0 }, request }
}

/// One absurd message, or two, and then everything that can happen to a server.
#[test]
fn absurd_messages_do_no_harm() {
    let timers = [
        Timer::Election,
        Timer::Heartbeat,
        Timer::MinimumElection,
        Timer::CheckQuorum,
        Timer::Transfer,
        Timer::CatchUp,
        Timer::Lease,
    ];
    let (net, servers) = everybody();
    // An interpreter that looks at every byte takes its time: there, one second message is enough.
    let seconds = if cfg!(miri) { 1 } else { usize::MAX };
    for first in messages() {
        for second in messages().into_iter().take(seconds) {
            for server in &servers {
                let mut server = server.clone();
                for (from, message) in [(B, &first), (STRANGER, &second)] {
                    hear_with(&net.config, &mut server, from, message.clone());
                }
                let term = server.current_term;
                hear_with(&net.config, &mut server, B, append(term.0, (1, 1), &[1, 1, 1], ABSURD));
                let everything = timers.map(Input::Timeout).into_iter().chain(requests().map(ask));
                for input in everything.chain([ask(set("x", 3).into())]) {
                    input_with(&net.config, &mut server, input);
                }
                assert!(server.last_applied <= server.commit_index, "{first:?}, {second:?}");
                assert!(server.commit_index <= server.log.last_index(), "{first:?}, {second:?}");
            }
        }
    }
}

/// No log ever gets as long as that: a snapshot that says so is not believed.
#[test]
fn a_snapshot_behind_which_no_entry_could_stand_is_ignored() {
    let mut follower = server(3, 1, &[1]);
    let out =
        hear(&mut follower, B, Message::InstallSnapshot { term: Term(1), snapshot: snapshot(ABSURD, 1, &[A, B, C]) });
    assert_eq!((out.sends.len(), follower.log.snapshot_index(), terms_of(&follower)), (0, Index(0), vec![1]));
}
