//! Connections in time: what they lose they send again, and nothing overtakes.

use crate::stream::{LOOKS, Stream};
use quorate_core::protocol::{Links, Micros, NodeId};
use quorate_sim::clock::flight::{End, Flight, MessageId, Outcome};
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::refusal::Reason;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::cluster::checked::Of;
use quorate_sim::language::run::Run;
use quorate_sim::registry::vocabulary;

static STREAM: Of<Stream<true>> = Of::new();

const A: End = End::Node(NodeId(0));
const B: End = End::Node(NodeId(1));

fn stage(seed: u64) -> Timeline {
    Timeline::new(Setup::new(&STREAM, 3, Seed(seed)))
}

/// Each message takes 10 ms: what A is asked to say at 50 ms it says at 60, and B hears it at 70.
fn even_stage() -> Timeline {
    let mut timeline = stage(1);
    timeline.command("latency 10..10").expect("a latency");
    timeline
}

/// Gives commands at their times, and waits until the last.
fn play(timeline: &mut Timeline, commands: &[(u64, &str)]) {
    for (at, command) in commands {
        timeline.advance(Micros::from_ms(*at), usize::MAX);
        if !command.is_empty() {
            timeline.command(command).unwrap_or_else(|error| panic!("{command}: {error}"));
        }
    }
}

/// A calls B and says three sentences.
const TALK: [(u64, &str); 4] =
    [(0, "request @A call B"), (50, "request @A say"), (60, "request @A say"), (70, "request @A say")];

fn attribute(timeline: &Timeline, node: u8, name: &str) -> String {
    timeline.present().machine().attribute(NodeId(node), name, None).expect("it is up")
}

/// What is on the connection from A to B, in the order of sending.
fn on_connection(timeline: &Timeline) -> Vec<(MessageId, Flight)> {
    let flights = timeline.present().flights().iter();
    let is_on_it = |flight: &Flight| flight.links == Links::Connection && (flight.from, flight.to) == (A, B);
    flights.filter(|(_, flight)| is_on_it(flight)).map(|(id, flight)| (*id, flight.clone())).collect()
}

fn refusal(timeline: &mut Timeline, command: &str) -> Reason {
    timeline.command(command).expect_err("it makes no sense").reason
}

#[test]
fn what_a_connection_loses_it_sends_again_in_order_and_doubles_nothing() {
    let mut late = 0;
    for seed in 0..40 {
        let mut timeline = stage(seed);
        play(&mut timeline, &[(0, "loss 40%"), (0, "duplication 90%"), (0, "latency 5..50")]);
        play(&mut timeline, &TALK);
        play(&mut timeline, &[(200, "")]);
        late += usize::from(attribute(&timeline, 1, "heard") != "[1, 2, 3]");
        play(&mut timeline, &[(8000, "")]);
        assert_eq!(attribute(&timeline, 1, "heard"), "[1, 2, 3]", "seed {seed}");
        assert!(timeline.present().broken().iter().all(Option::is_none), "seed {seed}");
    }
    assert!((10..40).contains(&late), "a loss delays by 200 ms, and what is not lost is not delayed: {late}");
}

#[test]
fn a_loss_of_everything_delays_until_it_ends() {
    let mut timeline = stage(1);
    play(&mut timeline, &[(0, "loss 100%")]);
    play(&mut timeline, &TALK);
    play(&mut timeline, &[(3000, "")]);
    assert_eq!((attribute(&timeline, 1, "heard").as_str(), on_connection(&timeline).len()), ("[]", 4));
    play(&mut timeline, &[(3000, "loss 0%"), (3500, "")]);
    assert_eq!(attribute(&timeline, 1, "heard"), "[1, 2, 3]");
    assert_eq!(timeline.present().count_of("cluster.sent-again"), 4, "each is told once: when it goes through");
    assert_eq!(attribute(&timeline, 1, "chats"), "0", "datagrams are lost for good");
}

#[test]
fn a_delay_holds_back_what_is_behind_and_no_datagram() {
    let mut timeline = even_stage();
    play(&mut timeline, &TALK[..2]);
    play(&mut timeline, &[(65, "")]);
    let flights = on_connection(&timeline);
    let (id, sentence) = flights.first().expect("the request has arrived, and the sentence is on its way");
    timeline.command(&format!("delay {id} 500")).expect("it is in flight");
    play(&mut timeline, &[(65, "request @A say"), (70, "request @A say"), (400, "")]);
    assert_eq!((attribute(&timeline, 1, "heard").as_str(), attribute(&timeline, 1, "chats").as_str()), ("[]", "3"));
    let waiting = on_connection(&timeline);
    assert_eq!(waiting[0].1.arrives_at, Micros(sentence.arrives_at.0 + 500_000));
    assert!(waiting.is_sorted_by_key(|(_, flight)| flight.arrives_at) && waiting.len() == 3, "{waiting:?}");
    play(&mut timeline, &[(700, "")]);
    assert_eq!(attribute(&timeline, 1, "heard"), "[1, 2, 3]");
}

#[test]
fn no_single_message_of_a_connection_can_be_dropped_or_duplicated() {
    let mut timeline = even_stage();
    play(&mut timeline, &TALK[..2]);
    play(&mut timeline, &[(65, "")]);
    let id = on_connection(&timeline)[0].0;
    for command in ["drop", "duplicate"] {
        let reason = refusal(&mut timeline, &format!("{command} {id}"));
        assert_eq!(reason, Reason::OnConnection { link: "A-B".into() });
        assert_eq!(
            reason.to_string(),
            "On a connection, messages cannot be lost or duplicated one by one. To break it, write: break A-B"
        );
    }
    let chat = MessageId(id.0 + 1);
    timeline.command(&format!("duplicate {chat}")).expect("a chat is a datagram");
    timeline.command(&format!("drop {chat}")).expect("a chat is a datagram");
}

#[test]
fn what_is_on_a_connection_waits_at_a_cut_link_and_goes_on_when_it_is_mended() {
    let mut timeline = even_stage();
    play(&mut timeline, &TALK);
    play(&mut timeline, &[(75, "cut A>B")]);
    assert_eq!(on_connection(&timeline).len(), 1, "the second sentence is halfway");
    play(&mut timeline, &[(2000, "request @A say"), (2500, "")]);
    assert_eq!((on_connection(&timeline).len(), attribute(&timeline, 1, "heard").as_str()), (3, "[1]"));
    play(&mut timeline, &[(2500, "mend A>B"), (3000, "")]);
    assert_eq!(attribute(&timeline, 1, "heard"), "[1, 2, 3, 4]");
}

#[test]
fn a_broken_connection_takes_all_that_is_on_it_and_carries_nothing_more() {
    let mut timeline = even_stage();
    play(&mut timeline, &TALK);
    play(&mut timeline, &[(75, "cut A-B"), (300, "break A-B")]);
    assert_eq!(on_connection(&timeline).len(), 0);
    let landed = timeline.recent().landings.iter().filter(|landing| landing.outcome == Outcome::Broken).count();
    assert!(landed > 0);
    assert_eq!(timeline.present().count_of("cluster.broken"), 1);
    assert_eq!(refusal(&mut timeline, "break A-B"), Reason::NotConnected { link: "A-B".into() });
    play(&mut timeline, &[(300, "heal"), (310, "request @A say"), (400, "")]);
    assert_eq!(timeline.present().count_of("cluster.vanished"), 1);
    play(&mut timeline, &[(400, "request @A call B"), (450, "request @A say"), (600, "")]);
    assert_eq!(attribute(&timeline, 1, "heard"), "[1]", "a new call begins anew");
}

#[test]
fn nobody_is_told_of_a_break_and_a_timer_finds_out() {
    let mut timeline = stage(1);
    play(&mut timeline, &[(0, "patience 300..300")]);
    play(&mut timeline, &TALK[..2]);
    play(&mut timeline, &[(55, "break A-B"), (1000, "")]);
    assert_eq!((attribute(&timeline, 0, "said").as_str(), attribute(&timeline, 1, "heard").as_str()), ("0", "[]"));
    assert!(timeline.present().machine().are_connected(NodeId(0), NodeId(1)), "A has called again");
}

#[test]
fn who_calls_a_node_that_is_down_goes_on_trying() {
    let mut timeline = stage(1);
    play(&mut timeline, &[(0, "crash B")]);
    play(&mut timeline, &TALK);
    play(&mut timeline, &[(1000, "restart B"), (1500, "")]);
    assert_eq!(attribute(&timeline, 1, "heard"), "[1, 2, 3]");
    play(&mut timeline, &[(1500, "crash B"), (1600, "restart B"), (1700, "request @A say"), (1800, "")]);
    assert_eq!(attribute(&timeline, 1, "heard"), "[]", "a crash breaks it");
}

#[test]
fn a_protocol_without_connections_refuses_to_break_one() {
    let raft = vocabulary("raft").expect("there is Raft");
    let mut timeline = Timeline::new(Setup::new(raft, 3, Seed(1)));
    assert_eq!(refusal(&mut timeline, "break A-B"), Reason::NoConnections { link: "A-B".into() });
    assert!(!timeline.complete("br").contains(&"break".to_string()));
    assert_eq!(stage(1).complete("br"), ["break"]);
    assert_eq!(stage(1).complete("break A"), ["A-B", "A-C"]);
    assert!(matches!(refusal(&mut stage(1), "break A>B"), Reason::Form { .. }));
}

#[test]
fn a_run_with_connections_replays_and_seeks() {
    for seed in 0..20 {
        let mut timeline = stage(seed);
        play(&mut timeline, &[(0, "loss 30%"), (0, "patience 400..600")]);
        play(&mut timeline, &TALK);
        play(&mut timeline, &[(80, "cut A>B"), (300, "mend A>B"), (500, "request @C call A"), (600, "break B-A")]);
        play(&mut timeline, &[(900, "request @A say"), (1500, "crash B"), (1600, "restart B"), (3000, "")]);
        let whole = timeline.present().fingerprint();
        for at in [2999, 620, 100, 1555] {
            timeline.seek(Micros::from_ms(at));
        }
        timeline.seek(Micros::from_ms(3000));
        assert_eq!(timeline.present().fingerprint(), whole);
        let script = timeline.script();
        assert!(script.contains("break B-A"), "{script}");
        let again =
            Run::parse(&[&STREAM], &script, Setup::new(&STREAM, 1, Seed(0))).unwrap_or_else(|error| panic!("{error}"));
        let again = Timeline::replay(again).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(again.present().fingerprint(), whole, "{script}");
    }
}

#[test]
fn no_guarantee_is_looked_at_again_in_time_that_is_known() {
    let mut timeline = even_stage();
    play(&mut timeline, &TALK);
    timeline.advance(Micros::from_ms(9000), usize::MAX);
    let (looks, found) = (LOOKS.get(), timeline.present().fingerprint());
    assert!(looks > 5);
    for to in [0, 4000, 65, 9000] {
        timeline.seek(Micros::from_ms(to));
    }
    timeline.step_back();
    timeline.previous_milestone();
    timeline.seek(Micros::from_ms(9000));
    assert_eq!((LOOKS.get(), timeline.present().fingerprint()), (looks, found));
    // Another past is new time.
    timeline.seek(Micros::from_ms(65));
    timeline.command("request @A say").expect("it is up");
    timeline.advance(Micros::from_ms(9000), usize::MAX);
    assert!(LOOKS.get() > looks);
}
