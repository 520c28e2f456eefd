//! Durability: "Updated on stable storage before responding to RPCs" (figure 2).

use super::*;

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
