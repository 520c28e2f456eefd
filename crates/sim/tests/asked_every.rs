//! A client that asks by itself, every so many milliseconds.

use quorate_core::protocol::Micros;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::registry::vocabulary;

fn command(timeline: &mut Timeline, at: u64, lines: &[&str]) {
    timeline.advance(Micros::from_ms(at), usize::MAX);
    for line in lines {
        timeline.command(line).expect(line);
    }
}

/// It is asked from time 0 on; no message takes longer than 10 ms, and A leads soon.
fn asking(every: u64) -> Timeline {
    let mut timeline = Timeline::new(Setup::new(vocabulary("raft").expect("it is registered"), 3, Seed(1)));
    let every = format!("request-every {every}");
    command(&mut timeline, 0, &["latency 10", "client-timeout 100", &every, "timer A 20"]);
    timeline
}

/// When somebody has asked for something until then, in milliseconds.
fn asked(timeline: &mut Timeline, until: u64) -> Vec<u64> {
    let mut times: Vec<u64> = Vec::new();
    while timeline.next_at().is_some_and(|at| at <= Micros::from_ms(until)) {
        timeline.step_forward();
        times.extend(timeline.present().clients().0.iter().map(|client| client.sent_at.0 / 1000));
    }
    times.sort_unstable();
    times.dedup();
    times
}

#[test]
fn it_asks_each_time_that_so_much_has_passed_until_it_is_told_to_stop() {
    let mut timeline = asking(250);
    assert_eq!(asked(&mut timeline, 800), [250, 500, 750]);
    command(&mut timeline, 800, &["request-every 0"]);
    assert_eq!(asked(&mut timeline, 3000), [750], "and nothing more");
}

#[test]
fn a_new_length_counts_from_when_it_is_given() {
    let mut timeline = asking(250);
    assert_eq!(asked(&mut timeline, 600), [250, 500]);
    command(&mut timeline, 600, &["request-every 400"]);
    assert_eq!(asked(&mut timeline, 1500), [500, 1000, 1400]);
    // The same once more changes nothing.
    command(&mut timeline, 1500, &["request-every 400"]);
    assert_eq!(asked(&mut timeline, 1900), [1400, 1800]);
}

#[test]
fn where_nobody_is_there_to_be_asked_it_waits_for_its_next_turn() {
    let mut timeline = asking(250);
    assert_eq!(asked(&mut timeline, 300), [250]);
    command(&mut timeline, 300, &["crash A", "crash B", "crash C"]);
    assert_eq!(asked(&mut timeline, 600), [250]);
    command(&mut timeline, 600, &["restart A", "restart B", "restart C"]);
    assert_eq!(asked(&mut timeline, 800), [750]);
}

#[test]
fn whoever_comes_back_to_a_time_finds_it_asking_as_it_did_then() {
    let mut timeline = asking(250);
    let moments = [240, 260, 510, 740, 760];
    let states: Vec<u128> = moments
        .map(|at| {
            timeline.advance(Micros::from_ms(at), usize::MAX);
            timeline.present().fingerprint()
        })
        .into();
    command(&mut timeline, 4000, &["request-every 0"]);
    for (at, state) in moments.into_iter().zip(states).rev() {
        timeline.seek(Micros::from_ms(at));
        assert_eq!(timeline.present().fingerprint(), state, "{at} ms");
    }
    timeline.seek(Micros::from_ms(240));
    assert_eq!(asked(&mut timeline, 800), [250, 500, 750]);
}

#[test]
fn when_it_will_ask_belongs_to_the_state() {
    let state = |every: u64| {
        let mut timeline = asking(every);
        timeline.advance(Micros::from_ms(100), usize::MAX);
        timeline.present().fingerprint()
    };
    assert_ne!(state(250), state(300));
    assert_ne!(state(250), state(0));
}
