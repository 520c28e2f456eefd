//! What a request costs while nothing goes wrong is known in closed form: `n` nodes, one of which is asked.

use quorate_core::protocol::Micros;
use quorate_sim::clock::costs::{Costs, FIELD, HEADER};
use quorate_sim::clock::flight::{Cargo, Flight, MessageId};
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::registry::vocabulary;

/// Messages, lost ones among them, bytes, disk writes, messages in sequence until the client was told.
type Told = (u64, u64, u64, u64, Option<u64>);

fn told(timeline: &Timeline) -> Option<Told> {
    let told = |costs: &Costs| (costs.messages, costs.lost, costs.bytes, costs.writes, costs.delays);
    timeline.present().costs().map(told)
}

/// A cluster in which every message takes 10 ms.
fn cluster(protocol: &str, nodes: u8) -> Timeline {
    let mut timeline = Timeline::new(Setup::new(vocabulary(protocol).expect("it is registered"), nodes, Seed(1)));
    timeline.command("latency 10").expect("it makes sense");
    timeline
}

fn command(timeline: &mut Timeline, at: u64, lines: &[&str]) {
    timeline.advance(Micros::from_ms(at), usize::MAX);
    for line in lines {
        timeline.command(line).expect(line);
    }
}

/// A leads from about 40 ms on.
fn led(nodes: u8, lines: &[&str]) -> Timeline {
    let mut timeline = cluster("raft", nodes);
    command(&mut timeline, 0, lines);
    command(&mut timeline, 0, &["timer A 20"]);
    timeline
}

fn asked(timeline: &mut Timeline, request: &str, until: u64) -> Told {
    command(timeline, 500, &[request]);
    timeline.advance(Micros::from_ms(until), usize::MAX);
    told(timeline).expect("somebody has asked")
}

/// An entry `SET x 5` on its way, and that a follower has it.
const APPEND: u64 = HEADER + 5 * FIELD + 4 * FIELD + "SET x 5".len() as u64;
const HEARTBEAT: u64 = HEADER + 5 * FIELD;
const STORED: u64 = HEADER + 5 * FIELD;

/// Raft §5.3: "the leader … issues AppendEntries RPCs in parallel"; each server has the entry on disk before it counts.
#[test]
fn a_command_costs_raft_one_round_trip_and_a_write_at_each_server() {
    for n in [3, 5_u8] {
        for storage in [&[][..], &["disk 5"], &["disk 5", "rule durable-before-answering off"]] {
            let cost = asked(&mut led(n, storage), "request @A SET x 5", 900);
            let n = u64::from(n);
            assert_eq!(cost, (2 * (n - 1), 0, (n - 1) * (APPEND + STORED), n, Some(2)), "{n} {storage:?}");
        }
    }
}

/// Thesis §6.4: heartbeats, but for the sake of the read; and nothing is written.
#[test]
fn a_read_without_an_entry_costs_a_round_of_heartbeats() {
    let mut timeline = led(5, &["read-index on"]);
    command(&mut timeline, 300, &["request @A SET x 5"]);
    assert_eq!(asked(&mut timeline, "request @A GET x", 900), (8, 0, 4 * (HEARTBEAT + STORED), 0, Some(2)));
}

/// §2.2 and §2.5 of "Paxos Made Simple": two phases; and every acceptor tells every learner.
#[test]
fn a_value_costs_paxos_two_round_trips_and_two_writes_at_each_acceptor() {
    let (prepare, accept) = (HEADER + 2 * FIELD, HEADER + 2 * FIELD + "apple".len() as u64);
    for n in [3, 5_u8] {
        let cost = asked(&mut cluster("paxos", n), "request @A apple", 900);
        let n = u64::from(n);
        let bytes = (n - 1) * (2 * prepare + accept) + n * (n - 1) * accept;
        assert_eq!(cost, ((n + 3) * (n - 1), 0, bytes, 2 * n, Some(4)), "{n}");
        // A disk that takes its time has the proposer's number before its own promise is asked for.
        let mut slow = cluster("paxos", n as u8);
        command(&mut slow, 0, &["disk 5"]);
        assert_eq!(asked(&mut slow, "request @A apple", 900), ((n + 3) * (n - 1), 0, bytes, 2 * n + 1, Some(4)), "{n}");
    }
}

#[test]
fn a_request_that_is_passed_on_costs_one_more_round_trip_and_one_that_is_sent_elsewhere_nothing() {
    let passed_on = asked(&mut led(5, &["forwarding on"]), "request @B SET x 5", 900);
    let (forward, reply) = (HEADER + 3 * FIELD + "SET x 5".len() as u64, HEADER + 4 * FIELD);
    assert_eq!(passed_on, (10, 0, 4 * (APPEND + STORED) + forward + reply, 5, Some(4)));
    let sent_away = asked(&mut led(5, &["forwarding off"]), "request @B SET x 5", 900);
    assert_eq!(sent_away, (0, 0, 0, 0, Some(0)));
}

#[test]
fn what_is_lost_was_sent_all_the_same() {
    let cost = asked(&mut led(5, &["partition A B C | D E"]), "request @A SET x 5", 900);
    assert_eq!(cost, (6, 2, 4 * APPEND + 2 * STORED, 3, Some(2)));
}

#[test]
fn heartbeats_do_not_count_nor_the_answers_to_them_however_long_the_client_waits() {
    let mut timeline = led(3, &[]);
    let cost = asked(&mut timeline, "request @A SET x 5", 535);
    assert_eq!(cost, (4, 0, 2 * (APPEND + STORED), 3, None), "the answer is under way");
    let is_answer = |flight: &Flight| matches!(flight.cargo, Cargo::Response(..));
    let (id, _) = timeline.present().flights().iter().find(|(_, it)| is_answer(it)).expect("it is under way");
    let delay = format!("delay {id} 400");
    command(&mut timeline, 535, &[&delay]);
    timeline.advance(Micros::from_ms(900), usize::MAX);
    assert_eq!(told(&timeline), Some(cost));
    timeline.advance(Micros::from_ms(1500), usize::MAX);
    assert_eq!(told(&timeline), Some((4, 0, 2 * (APPEND + STORED), 3, Some(2))));
}

#[test]
fn the_next_request_is_counted_anew_and_one_that_nobody_answers_until_its_client_gives_up() {
    let mut timeline = cluster("raft", 3);
    assert_eq!(told(&timeline), None, "nobody has asked");
    command(&mut timeline, 0, &["timer A 20"]);
    let first = asked(&mut timeline, "request @A SET x 5", 700);
    command(&mut timeline, 700, &["request @A SET x 5"]);
    assert_eq!(told(&timeline), Some((0, 0, 0, 0, None)));
    timeline.advance(Micros::from_ms(900), usize::MAX);
    assert_eq!(told(&timeline), Some(first));
    command(&mut timeline, 900, &["partition A | B C", "client-timeout 100", "request @A SET x 5"]);
    timeline.advance(Micros::from_ms(1001), usize::MAX);
    let given_up = told(&timeline).expect("somebody has asked");
    assert_eq!((given_up.3, given_up.4), (1, None), "the leader alone has it");
    timeline.advance(Micros::from_ms(2000), usize::MAX);
    let later = told(&timeline).expect("somebody has asked");
    assert_eq!((later.0, later.3), (given_up.0, given_up.3));
    assert_eq!(later.1, later.0, "none has ever arrived");
}

#[test]
fn at_every_moment_of_a_run_the_costs_are_those_that_they_were_then() {
    let mut timeline = led(5, &["latency 5..25"]);
    command(&mut timeline, 500, &["request @A SET x 5"]);
    let moments = (0..40).map(|step| Micros::from_ms(505 + 5 * step));
    let mut seen = Vec::new();
    for at in moments.clone() {
        timeline.advance(at, usize::MAX);
        seen.push(told(&timeline));
    }
    seen.dedup();
    assert!(seen.len() > 5, "{seen:?}");
    let mut again = Vec::new();
    for at in moments.rev() {
        timeline.seek(at);
        again.push(told(&timeline));
    }
    again.reverse();
    again.dedup();
    assert_eq!(again, seen);
}

#[test]
fn what_another_client_asks_for_at_the_same_moment_does_not_count() {
    // Who is asked in vain sends the other away: nothing of that one's is left but its asking.
    let alone = asked(&mut led(3, &[]), "request @A SET x 5", 900);
    let mut timeline = led(3, &["forwarding off"]);
    command(&mut timeline, 500, &["request @B SET y 5", "request @A SET x 5"]);
    timeline.advance(Micros::from_ms(900), usize::MAX);
    assert_eq!(told(&timeline), Some(alone));
    // Who is asked for both sends the first one along with the second: it does not know yet that it has arrived.
    let mut timeline = led(3, &[]);
    command(&mut timeline, 500, &["request @A SET y 5", "request @A SET x 5"]);
    timeline.advance(Micros::from_ms(900), usize::MAX);
    let both = APPEND + 4 * FIELD + "SET y 5".len() as u64;
    assert_eq!(told(&timeline), Some((4, 0, 2 * (both + STORED), 3, Some(2))));
}

#[test]
fn neither_a_node_that_boots_nor_a_rule_that_changes_costs_a_request_anything() {
    // A learner of Paxos that boots asks the others what was chosen.
    for (mut timeline, request, line) in [
        (led(3, &[]), "request @A SET x 5", "read-index on"),
        (cluster("paxos", 3), "request @A apple", "rule new-number-after-restart off"),
    ] {
        command(&mut timeline, 500, &[request]);
        command(&mut timeline, 505, &[line, "crash C", "restart C"]);
        timeline.advance(Micros::from_ms(509), usize::MAX);
        assert_eq!(told(&timeline), Some((0, 0, 0, 0, None)), "it has not arrived yet");
    }
}

/// Something that a node sends to another is under way, and nobody has asked for anything yet.
fn beating() -> (Timeline, MessageId) {
    let mut timeline = led(3, &[]);
    for at in 480.. {
        timeline.advance(Micros::from_ms(at), usize::MAX);
        let flights = timeline.present().flights();
        if let Some((id, _)) = flights.iter().find(|(_, it)| matches!(it.cargo, Cargo::Message(_))) {
            let id = *id;
            return (timeline, id);
        }
    }
    unreachable!("a leader sends heartbeats")
}

fn is_append(timeline: &Timeline, flight: &Flight) -> bool {
    let kind = |letter| timeline.present().machine().kind(letter);
    matches!(&flight.cargo, Cargo::Message(letter) if kind(letter) == "AppendEntries")
}

#[test]
fn a_copy_of_what_counts_counts_and_one_of_a_heartbeat_does_not() {
    let (mut timeline, heartbeat) = beating();
    let now = timeline.now().0 / 1000;
    command(&mut timeline, now, &["request @A SET x 5", &format!("duplicate {heartbeat}")]);
    timeline.advance(Micros::from_ms(now + 9), usize::MAX);
    assert_eq!(told(&timeline), Some((0, 0, 0, 0, None)));
    timeline.advance(Micros::from_ms(now + 15), usize::MAX);
    assert_eq!(told(&timeline), Some((2, 0, 2 * APPEND, 1, None)));
    let flights = timeline.present().flights();
    let (id, _) = flights.iter().find(|(_, it)| is_append(&timeline, it)).expect("it is under way");
    let line = format!("duplicate {id}");
    command(&mut timeline, now + 15, &[&line]);
    assert_eq!(told(&timeline), Some((3, 0, 3 * APPEND, 1, None)));
    timeline.advance(Micros::from_ms(now + 400), usize::MAX);
    assert_eq!(told(&timeline), Some((6, 0, 3 * (APPEND + STORED), 3, Some(2))), "the copy is answered too");
}

#[test]
fn whoever_asks_once_more_goes_on_with_the_same_request_and_may_be_told_by_what_came_of_the_first() {
    let mut timeline = led(3, &["client-timeout 100"]);
    let first = asked(&mut timeline, "request @A SET x 5", 531);
    assert_eq!(first, (4, 0, 2 * (APPEND + STORED), 3, None), "the answer is under way");
    let is_answer = |flight: &Flight| matches!(flight.cargo, Cargo::Response(..));
    let (id, _) = timeline.present().flights().iter().find(|(_, it)| is_answer(it)).expect("it is under way");
    let delay = format!("delay {id} 100");
    command(&mut timeline, 531, &[&delay]);
    command(&mut timeline, 635, &["retry c1"]);
    assert_eq!(told(&timeline), Some(first));
    timeline.advance(Micros::from_ms(700), usize::MAX);
    assert_eq!(
        told(&timeline),
        Some((4, 0, 2 * (APPEND + STORED), 3, Some(2))),
        "it had cost that before it was asked again"
    );
    // It is stored nowhere but at its leader when its client gives up, and elsewhere only after it was asked again.
    let mut timeline = led(3, &["client-timeout 100"]);
    command(&mut timeline, 500, &["latency A>B 120", "latency A>C 120"]);
    let lonely = asked(&mut timeline, "request @A SET x 5", 599);
    assert_eq!((lonely.3, lonely.4), (1, None));
    command(&mut timeline, 628, &["retry c1"]);
    assert_eq!(told(&timeline), Some(lonely));
    timeline.advance(Micros::from_ms(637), usize::MAX);
    let (_, lost, _, writes, delays) = told(&timeline).expect("somebody has asked");
    assert_eq!((lost, writes, delays), (0, 3, None), "what was sent then has arrived");
    timeline.advance(Micros::from_ms(900), usize::MAX);
    let (_, lost, _, writes, delays) = told(&timeline).expect("somebody has asked");
    assert_eq!((lost, writes, delays), (0, 4, Some(2)), "the leader takes it down once more before it can answer");
}
