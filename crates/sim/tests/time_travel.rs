//! Seeking to a time is the same as playing to it, and a branch in which nothing is done differently is the same run.

use proptest::prelude::*;
use quorate_core::protocol::Micros;
use quorate_core::raft::Raft;
use quorate_sim::clock::lane::LaneId;
use quorate_sim::clock::playing::Playing;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::clock::vocabulary::Vocabulary;
use quorate_sim::cluster::limits;
use quorate_sim::registry::vocabulary;
use std::sync::Arc;

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
        let rest: Vec<_> = timeline.lane().commands.iter().cloned().collect();
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
fn the_next_milestone_is_looked_for_no_farther_than_its_reach() {
    let mut timeline = Timeline::new(Setup::new(raft(), 3, Seed(3)));
    for node in ["A", "B"] {
        timeline.command(&format!("crash {node}")).expect("it is up");
    }
    for turn in 1..=3 {
        timeline.next_milestone();
        assert_eq!(timeline.now(), Micros(turn * limits::MILESTONE_REACH.0), "C alone is never elected");
    }
    // Nor in time that is known.
    timeline.command("restart A").expect("it is down");
    timeline.seek(at(100));
    timeline.next_milestone();
    assert_eq!(timeline.now(), at(2100));
}

/// When events of that key are told, from a moment on.
fn told(timeline: &Timeline, key: &str, after: Micros) -> Option<Micros> {
    timeline.recent().events.iter().find(|event| event.key == key && event.at > after).map(|event| event.at)
}

#[test]
fn the_next_event_of_some_is_found_in_what_is_known_and_beyond() {
    let keys = ["raft.vote-granted", "raft.elected"];
    let mut whole = Timeline::new(Setup::new(raft(), 5, Seed(3)));
    whole.advance(at(1000), usize::MAX);
    let [granted, elected] = keys.map(|key| told(&whole, key, Micros(0)).expect("somebody is elected"));
    assert!(granted < elected);

    let mut timeline = Timeline::new(Setup::new(raft(), 5, Seed(3)));
    for _ in ["beyond", "known"] {
        timeline.next_event(&keys[1..]);
        assert_eq!(timeline.now(), elected);
        timeline.seek(Micros(0));
        timeline.next_event(&keys);
        assert_eq!(timeline.now(), granted, "the first of several");
        timeline.next_event(&keys[1..]);
        assert_eq!(timeline.now(), elected, "from where one is");
        timeline.seek(Micros(0));
    }
}

#[test]
fn an_event_is_looked_for_no_farther_than_a_milestone() {
    let mut timeline = Timeline::new(Setup::new(raft(), 3, Seed(3)));
    timeline.next_event(&["raft.quorum-lost"]);
    assert_eq!(timeline.now(), limits::MILESTONE_REACH, "the option is off");
    timeline.seek(at(100));
    timeline.next_event(&[]);
    assert_eq!(timeline.now(), at(2100), "nor in time that is known");
}

/// In time that is known nobody looks at the guarantees again, but what was broken then is told, in its place.
#[test]
fn what_was_broken_stays_broken_at_its_time_however_one_comes_there() {
    let mut timeline = Timeline::new(Setup::new(raft(), 4, Seed(3)));
    for (time, command) in [
        (0, "rule majority off"),
        (0, "partition A B | C D"),
        (10, "timeout A"),
        (20, "timeout C"),
        (500, "heal"),
        (900, "request SET x 1"),
    ] {
        timeline.advance(at(time), usize::MAX);
        timeline.command(command).expect(command);
    }
    timeline.advance(at(20_000), usize::MAX);
    let seen = |timeline: &Timeline| {
        let events =
            timeline.recent().events.iter().map(|event| (event.serial, event.at, event.key)).collect::<Vec<_>>();
        (timeline.present().broken().to_vec(), events)
    };
    assert!(timeline.present().broken().iter().flatten().count() > 0, "two lead in one term");
    let mut fresh = Timeline::new(timeline.setup().clone());
    let mut commands = timeline.lane().commands.iter().cloned().collect::<Vec<_>>().into_iter().peekable();
    for time in (0..20_000).step_by(7) {
        while let Some(timed) = commands.next_if(|timed| timed.at <= at(time)) {
            fresh.advance(timed.at, usize::MAX);
            fresh.perform(timed.command).expect("it made sense before");
        }
        fresh.advance(at(time), usize::MAX);
        if time < 40 || time % 700 == 0 {
            timeline.seek(at(time));
            let ((broken, events), (expected, all)) = (seen(&timeline), seen(&fresh));
            assert_eq!(broken, expected, "at {time} ms");
            assert!(all.ends_with(&events) || events.ends_with(&all), "at {time} ms");
        }
    }
    // A branch knows what was broken before it left, and finds what breaks after.
    timeline.seek(at(15));
    timeline.command("timeout D").expect("its timer runs");
    assert_eq!(timeline.lane().commands.len(), 4);
    timeline.advance(at(3000), usize::MAX);
    let before = timeline.present().broken().to_vec();
    timeline.seek(at(0));
    timeline.seek(at(3000));
    assert_eq!(timeline.present().broken(), before);
    let count = timeline.present().broken().iter().flatten().count();
    assert_eq!(count, timeline.present().count_of("cluster.violation") as usize);
    assert!(count > 0);
}

#[test]
fn a_long_run_keeps_its_beginning_and_a_bounded_number_of_key_frames() {
    let mut timeline = Timeline::new(Setup::new(raft(), 3, Seed(3)));
    timeline.command("heartbeat 1").expect("a setting");
    timeline.command("latency 0..0").expect("a setting");
    let first = timeline.present().fingerprint();
    let mut most = 0;
    for time in (0..=70_000).step_by(1000) {
        timeline.advance(at(time), usize::MAX);
        most = most.max(timeline.lane().key_frames());
    }
    assert!((limits::FRAMES * 3 / 4..=limits::FRAMES).contains(&most), "{most}");
    assert!(timeline.lane().key_frames() < limits::FRAMES, "they have been thinned out");
    let end = timeline.present().fingerprint();
    timeline.seek(at(31_000));
    let middle = timeline.present().fingerprint();
    timeline.seek(at(0));
    assert_eq!(timeline.present().fingerprint(), first);
    timeline.advance(at(31_000), usize::MAX);
    assert_eq!(timeline.present().fingerprint(), middle);
    timeline.seek(at(70_000));
    assert_eq!(timeline.present().fingerprint(), end);
}

#[test]
fn what_nodes_hold_alike_is_kept_once_with_each_key_frame() {
    let mut timeline = eventful(1);
    let mut alike = 0;
    for second in 4..60 {
        timeline.command(&format!("request SET x {second}")).expect("somebody can be asked");
        let kept = timeline.lane().key_frames();
        while timeline.lane().key_frames() == kept && !timeline.advance(at(1000 * second), 1) {}
        if timeline.lane().key_frames() > kept {
            let cluster = Playing::<Raft>::cluster_of(timeline.present().machine()).expect("it plays Raft");
            let servers: Vec<&Raft> = cluster.up().map(|(_, server)| server).collect();
            let pairs = || servers.windows(2).filter(|pair| pair[0].store == pair[1].store);
            assert!(pairs().all(|pair| Arc::ptr_eq(&pair[0].store, &pair[1].store)));
            alike += pairs().count();
            timeline.advance(at(1000 * second), usize::MAX);
        }
    }
    assert!(alike > 10, "{alike}");
}
