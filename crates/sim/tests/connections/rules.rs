//! What connections are, rule by rule (Junqueira, Reed, Serafini, *Zab*, DSN 2011, §II: integrity, prefix, single iteration).

use crate::stream::{Message, PATIENCE, Request, Stream};
use quorate_core::protocol::{NodeId, RequestId};
use quorate_sim::cluster::step::{Applied, Impossible, Step};
use quorate_sim::cluster::{Cluster, MOST_NODES, Storage};

const A: NodeId = NodeId(0);
const B: NodeId = NodeId(1);
const C: NodeId = NodeId(2);

/// Three nodes, and what happens to them.
struct Story(Cluster<Stream<true>>);

impl Story {
    fn new() -> Self {
        Self(Cluster::booted(PATIENCE, 3))
    }

    #[track_caller]
    fn step(&mut self, step: Step<Stream<true>>) -> Applied<Stream<true>> {
        self.0.apply(&step).unwrap_or_else(|refusal| panic!("{step:?}: {refusal}"))
    }

    #[track_caller]
    fn ask(&mut self, node: NodeId, request: Request) -> Applied<Stream<true>> {
        self.step(Step::Request { node, id: RequestId { client: 0, serial: 0 }, request })
    }

    #[track_caller]
    fn deliver(&mut self, from: NodeId, to: NodeId, message: Message) -> Applied<Stream<true>> {
        self.step(Step::Deliver { from, to, message })
    }

    /// What is in flight, as it arrives if nothing is in the way.
    fn flights(&self) -> Vec<(NodeId, NodeId, Message)> {
        self.0.network().iter().map(|(from, to, message)| (from, to, *message)).collect()
    }

    /// Whether each of the two speaks on a connection with the other.
    fn bits(&self, a: NodeId, b: NodeId) -> (bool, bool) {
        (self.0.server(a).connected.contains(&b), self.0.server(b).connected.contains(&a))
    }
}

/// A has called B and said a sentence; B has accepted both, and its acknowledgement is on its way. A has said another.
fn talking() -> Story {
    let mut story = Story::new();
    story.ask(A, Request::Call(B));
    story.ask(A, Request::Say);
    story.deliver(A, B, Message::Call);
    story.deliver(A, B, Message::Sentence(1));
    story.ask(A, Request::Say);
    assert_eq!(story.bits(A, B), (true, true));
    story
}

/// The chats, which no connection concerns.
const CHATS: [(NodeId, NodeId, Message); 2] = [(A, B, Message::Chat); 2];

#[test]
fn rule_1_who_connects_speaks_on_the_new_connection_and_the_peer_not_yet() {
    let mut story = talking();
    let applied = story.ask(A, Request::Call(B));
    let went_down = [(A, B, Message::Sentence(2)), (B, A, Message::Acknowledged(1))];
    assert_eq!((applied.ended, applied.lost), (vec![(A, B)], went_down.into()));
    assert_eq!(story.bits(A, B), (true, false));
    assert_eq!(story.flights(), [CHATS[0], CHATS[1], (A, B, Message::Call)]);
}

#[test]
fn rule_2_who_handles_what_came_on_a_connection_has_accepted_it() {
    let mut story = Story::new();
    story.ask(A, Request::Call(B));
    assert_eq!(story.bits(A, B), (true, false));
    story.deliver(A, B, Message::Call);
    assert_eq!(story.bits(A, B), (true, true));
}

#[test]
fn rule_2_a_datagram_accepts_nothing() {
    let mut story = Story::new();
    story.ask(A, Request::Call(B));
    story.ask(A, Request::Say);
    story.deliver(A, B, Message::Chat);
    assert_eq!(story.bits(A, B), (true, false));
}

#[test]
fn rule_2_the_answer_to_what_opens_a_connection_goes_on_it() {
    let mut story = Story::new();
    story.ask(A, Request::Call(B));
    story.ask(A, Request::Say);
    story.deliver(A, B, Message::Call);
    assert_eq!(story.deliver(A, B, Message::Sentence(1)).sent, [(B, A, Message::Acknowledged(1))]);
}

#[test]
fn rule_3_what_is_sent_on_a_connection_that_is_gone_vanishes_and_a_datagram_does_not() {
    let mut story = talking();
    story.step(Step::Break { a: A, b: B });
    let before = story.flights();
    let applied = story.ask(A, Request::Say);
    assert_eq!(applied.vanished, [(A, B, Message::Sentence(3))]);
    assert_eq!(applied.sent, [(A, B, Message::Chat)]);
    assert_eq!((before, story.flights()), (CHATS.into(), vec![(A, B, Message::Chat); 3]));
}

#[test]
fn rule_3_what_is_to_wait_for_the_disk_vanishes_at_once() {
    let mut story = Story::new();
    story.step(Step::Storage(Storage::Explicit));
    assert_eq!(story.ask(B, Request::Nod(A)).vanished, [(B, A, Message::Acknowledged(0))]);
    assert_eq!(story.0.server(B).held, []);
    // Else it would go on a connection that was opened later.
    story.ask(A, Request::Call(B));
    story.deliver(A, B, Message::Call);
    assert_eq!(story.step(Step::Sync { node: B }).sent, []);
}

#[test]
fn rule_4_a_connection_that_breaks_is_gone_at_both_ends_with_all_that_was_on_it() {
    let ways: [fn(&mut Story) -> Applied<Stream<true>>; 5] = [
        |story| story.step(Step::Break { a: A, b: B }),
        |story| story.step(Step::Break { a: B, b: A }),
        |story| story.ask(A, Request::HangUp),
        |story| story.step(Step::Crash { node: A }),
        |story| story.step(Step::Crash { node: B }),
    ];
    for end in ways {
        let mut story = talking();
        let applied = end(&mut story);
        assert_eq!(applied.ended.len(), 1);
        assert_eq!(applied.lost.len(), 2);
        assert_eq!((story.bits(A, B), story.flights()), ((false, false), CHATS.into()));
    }
}

#[test]
fn rule_4_other_connections_go_on() {
    let mut story = talking();
    story.ask(C, Request::Call(A));
    story.deliver(C, A, Message::Call);
    story.step(Step::Crash { node: B });
    assert_eq!((story.bits(A, B), story.bits(A, C)), ((false, false), (true, true)));
}

#[test]
fn rule_4_only_what_is_there_can_break() {
    let mut story = Story::new();
    assert_eq!(story.0.apply(&Step::Break { a: A, b: B }).unwrap_err(), Impossible::NotConnected);
    story.ask(A, Request::Call(B));
    assert_eq!(story.0.apply(&Step::Break { a: A, b: C }).unwrap_err(), Impossible::NotConnected);
    assert_eq!(story.0.apply(&Step::Break { a: A, b: NodeId(3) }).unwrap_err(), Impossible::NoSuchNode);
    // B has not accepted it yet.
    story.step(Step::Break { a: B, b: A });
    assert_eq!(story.0.apply(&Step::Break { a: A, b: B }).unwrap_err(), Impossible::NotConnected);
}

#[test]
fn rule_5_only_the_oldest_message_of_a_connection_may_arrive_and_any_datagram() {
    let mut story = Story::new();
    story.ask(A, Request::Call(B));
    story.ask(A, Request::Say);
    let sentence = Step::Deliver { from: A, to: B, message: Message::Sentence(1) };
    assert_eq!(story.0.apply(&sentence).unwrap_err(), Impossible::NotFirstOnItsConnection);
    story.deliver(A, B, Message::Chat);
    story.deliver(A, B, Message::Call);
    story.step(sentence);
}

#[test]
fn rule_6_what_waits_for_the_disk_goes_down_with_the_connection_that_it_was_for() {
    let ways: [fn(&mut Story); 4] = [
        |story| drop(story.ask(A, Request::Call(B))),
        |story| drop(story.ask(A, Request::HangUp)),
        |story| drop(story.step(Step::Break { a: A, b: B })),
        |story| {
            story.step(Step::Crash { node: A });
            story.step(Step::Restart { node: A });
        },
    ];
    for end in ways {
        let mut story = Story::new();
        story.step(Step::Storage(Storage::Explicit));
        story.ask(A, Request::Call(B));
        story.ask(A, Request::Say);
        story.deliver(A, B, Message::Call);
        story.deliver(A, B, Message::Sentence(1));
        assert_eq!(story.0.server(B).held, [(A, Message::Acknowledged(1))]);
        end(&mut story);
        story.ask(A, Request::Call(B));
        story.deliver(A, B, Message::Call);
        assert_eq!(story.step(Step::Sync { node: B }).sent, [], "of the last connection, on the next");
    }
}

#[test]
fn a_connection_loses_no_message_and_duplicates_none() {
    let mut story = talking();
    let before = story.0.clone();
    let (from, to, message) = (A, B, Message::Sentence(2));
    assert_eq!(story.0.apply(&Step::Lose { from, to, message }).unwrap_err(), Impossible::ConnectionsLoseNothing);
    let doubled = story.0.apply(&Step::Duplicate { from, to, message });
    assert_eq!(doubled.unwrap_err(), Impossible::ConnectionsDuplicateNothing);
    assert_eq!(story.0, before);
    story.step(Step::Lose { from, to, message: Message::Chat });
    story.step(Step::Duplicate { from, to, message: Message::Chat });
}

#[test]
fn what_was_sent_before_connecting_in_the_same_step_is_not_on_the_new_connection() {
    let mut out = quorate_core::protocol::Effects::<Stream<true>>::default();
    for message in [Message::Sentence(1), Message::Chat] {
        out.send(B, message);
        out.send_after_sync(C, message);
    }
    out.connect(B);
    out.send(B, Message::Call);
    let sent: Vec<_> = out.sends.iter().map(|(to, _)| *to).collect();
    assert_eq!((sent, out.connections), (vec![C, B, C, B], vec![(B, true)]), "to B the chat and the call are left");
}

#[test]
fn a_cluster_is_the_same_however_it_came_about() {
    let mut story = talking();
    story.step(Step::Break { a: A, b: B });
    story.ask(A, Request::Call(B));
    story.step(Step::Crash { node: A });
    story.step(Step::Crash { node: B });
    story.step(Step::Restart { node: A });
    story.step(Step::Restart { node: B });
    for (from, to, message) in story.flights() {
        story.step(Step::Lose { from, to, message });
    }
    let total = |story: &Story| story.0.state(B).expect("it is up").total;
    assert_eq!(total(&story), 1);
    let disks = [Some(0), Some(1), Some(0)];
    let mut fresh = Cluster::<Stream<true>>::with_disks(PATIENCE, disks);
    fresh.boot();
    assert_eq!(story.0, fresh);
}

#[test]
fn a_cluster_takes_no_more_nodes_than_can_be_counted() {
    let mut cluster = Cluster::<Stream<true>>::new(PATIENCE, 255);
    assert_eq!(cluster.nodes().count(), MOST_NODES);
    let too_many = cluster.apply(&Step::Install { node: NodeId(255), disk: None });
    assert_eq!(too_many.unwrap_err(), Impossible::TooManyNodes);
    assert_eq!(cluster.nodes().count(), MOST_NODES);
}
