//! Seeking to a time is the same as playing to it, and a branch in which nothing is done differently is the same run.

use proptest::prelude::*;
use quorate_core::protocol::Micros;
use quorate_sim::clock::lane::LaneId;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::clock::vocabulary::Vocabulary;
use quorate_sim::registry::vocabulary;

fn raft() -> &'static dyn Vocabulary {
    vocabulary("raft").expect("Raft is one of the protocols")
}

fn at(ms: u64) -> Micros {
    Micros::from_ms(ms)
}

/// Five nodes, lossy links, a crash, a return, a request and a partition: three seconds in which much happens.
fn eventful(seed: u64) -> Timeline {
    let mut timeline = Timeline::new(Setup::new(raft(), 5, Seed(seed)));
    let commands = [
        (0, "loss 5%"),
        (600, "request SET x 5"),
        (800, "crash A"),
        (1400, "restart A"),
        (1500, "partition A B | C D E"),
        (1500, "request ADD x 1"),
        (2400, "heal"),
    ];
    for (time, command) in commands {
        timeline.advance(at(time), usize::MAX);
        timeline.command(command).expect("it makes sense then");
    }
    timeline.advance(at(3000), usize::MAX);
    timeline
}

fn played_to(seed: u64, time: Micros) -> u128 {
    let whole = eventful(seed);
    let mut timeline = Timeline::new(Setup::new(raft(), 5, Seed(seed)));
    for timed in whole.lane().commands.iter().filter(|timed| timed.at <= time) {
        timeline.advance(timed.at, usize::MAX);
        timeline.perform(timed.command.clone()).expect("it made sense before");
    }
    timeline.advance(time, usize::MAX);
    timeline.present().fingerprint()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn seeking_equals_playing(seed in 0..1000_u64, times in prop::collection::vec(0..3_000_000_u64, 1..5)) {
        let mut timeline = eventful(seed);
        for time in times {
            timeline.seek(Micros(time));
            prop_assert_eq!(timeline.now(), Micros(time));
            prop_assert_eq!(timeline.present().fingerprint(), played_to(seed, Micros(time)));
        }
    }

    #[test]
    fn a_branch_without_a_difference_is_the_same_run(seed in 0..1000_u64, time in 0..3_000_000_u64) {
        let mut timeline = eventful(seed);
        let end = timeline.present().fingerprint();
        let rest = timeline.lane().commands.clone();
        timeline.seek(Micros(time));
        timeline.branch();
        for timed in rest.into_iter().filter(|timed| timed.at > Micros(time)) {
            timeline.advance(timed.at, usize::MAX);
            timeline.perform(timed.command).expect("it made sense before");
        }
        timeline.advance(at(3000), usize::MAX);
        prop_assert_eq!(timeline.present().fingerprint(), end);
    }

    #[test]
    fn stepping_back_undoes_stepping_forward(seed in 0..1000_u64, time in 0..2_900_000_u64) {
        let mut timeline = eventful(seed);
        timeline.seek(Micros(time));
        timeline.step_forward();
        let here = (timeline.now(), timeline.present().fingerprint());
        timeline.step_forward();
        timeline.step_back();
        prop_assert_eq!((timeline.now(), timeline.present().fingerprint()), here);
    }

    #[test]
    fn stopping_anywhere_changes_nothing(seed in 0..1000_u64, most in 1..7_usize) {
        let mut timeline = Timeline::new(Setup::new(raft(), 5, Seed(seed)));
        timeline.command("align").expect("all wait");
        while !timeline.advance(at(1000), most) {}
        let mut other = Timeline::new(Setup::new(raft(), 5, Seed(seed)));
        other.command("align").expect("all wait");
        other.advance(at(1000), usize::MAX);
        prop_assert_eq!(timeline.present().fingerprint(), other.present().fingerprint());
    }
}

#[test]
fn acting_in_the_past_makes_a_branch_and_keeps_the_old_one() {
    let mut timeline = eventful(1);
    let (old_end, old_script) = (timeline.present().fingerprint(), timeline.script());
    timeline.seek(at(1000));
    timeline.command("crash B").expect("it is up");
    assert_eq!(timeline.lanes().len(), 2);
    assert_eq!(timeline.lane().fork, Some((LaneId(0), at(1000))));
    timeline.advance(at(3000), usize::MAX);
    assert_ne!(timeline.present().fingerprint(), old_end);
    assert!(timeline.switch(LaneId(0)));
    timeline.seek(at(3000));
    assert_eq!(timeline.present().fingerprint(), old_end);
    assert_eq!(timeline.script(), old_script);
}

#[test]
fn acting_at_the_end_makes_no_branch() {
    let mut timeline = eventful(1);
    timeline.command("crash B").expect("it is up");
    assert_eq!(timeline.lanes().len(), 1);
}

#[test]
fn a_refused_act_in_the_past_makes_no_branch() {
    let mut timeline = eventful(1);
    timeline.seek(at(1000));
    timeline.command("restart B").expect_err("it is up");
    assert_eq!(timeline.lanes().len(), 1);
}

#[test]
fn an_act_changes_what_it_causes_and_nothing_else() {
    let mut timeline = Timeline::new(Setup::new(raft(), 5, Seed(3)));
    timeline.advance(at(1000), usize::MAX);
    timeline.seek(at(500));
    // A setting that nothing depends on yet: the clients' patience.
    timeline.command("client-timeout 500").expect("a setting");
    timeline.advance(at(1000), usize::MAX);
    let branch = timeline.present().fingerprint();
    timeline.switch(LaneId(0));
    timeline.seek(at(1000));
    assert_eq!(timeline.present().fingerprint(), branch);
}

#[test]
fn the_recent_past_is_the_same_after_a_jump() {
    let mut timeline = eventful(2);
    timeline.seek(at(2500));
    let before: Vec<_> = timeline.recent().events.iter().filter(|event| event.at >= at(600)).cloned().collect();
    timeline.seek(at(100));
    timeline.seek(at(2500));
    let after: Vec<_> = timeline.recent().events.iter().filter(|event| event.at >= at(600)).cloned().collect();
    assert!(before.len() > 10);
    assert_eq!(before, after);
}

#[test]
fn milestones_are_known_both_ways() {
    let mut timeline = Timeline::new(Setup::new(raft(), 5, Seed(3)));
    timeline.next_milestone();
    let elected = timeline.now();
    assert!(elected > Micros(0), "the first election is a milestone");
    timeline.advance(at(2000), usize::MAX);
    timeline.previous_milestone();
    assert_eq!(timeline.now(), elected);
    timeline.previous_milestone();
    assert_eq!(timeline.now(), Micros(0));
    timeline.next_milestone();
    assert_eq!(timeline.now(), elected);
}

#[test]
fn memory_is_bounded_and_what_was_dropped_is_said() {
    let mut timeline = Timeline::new(Setup::new(raft(), 3, Seed(3)));
    timeline.command("heartbeat 1").expect("a setting");
    timeline.command("latency 0..0").expect("a setting");
    let mut time = 0;
    while timeline.lane().earliest() == Micros(0) {
        time += 60_000;
        assert!(time < 60 * 60_000, "nothing was ever dropped");
        timeline.advance(at(time), usize::MAX);
    }
    timeline.seek(Micros(0));
    assert_eq!(timeline.now(), timeline.lane().earliest());
}
