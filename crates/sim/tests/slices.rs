//! What takes long is done in slices: no call does more steps than it was given, what comes of it is the same, and whoever
//! gives it up half-way has a sound run.

use quorate_core::protocol::Micros;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::cluster::limits;
use quorate_sim::language::lesson::{Lesson, Rehearsal};
use quorate_sim::language::run::Run;
use quorate_sim::registry::{ALL, vocabulary};

fn setup(nodes: u8) -> Setup {
    Setup::new(vocabulary("raft").expect("Raft is one of the protocols"), nodes, Seed(4))
}

fn run(script: &str) -> Run {
    Run::parse(ALL, script, setup(5)).expect("it is well written")
}

const BUSY: &str = "protocol raft\nnodes 5\nseed 4\nloss 5%\n@0 request SET x 1\n@0 request SET y 1\n@600 request SET x 2\n\
    @900 crash A\n@1500 restart A\n@2000 partition A B | C D E\n@4000 heal\n@20000\n";

/// Goes on until it is done; no slice does many more steps than it may, and what is done never becomes less.
fn in_slices(timeline: &mut Timeline, most: usize) -> usize {
    let (mut slices, mut last) = (0, 0.0);
    while timeline.is_busy() {
        let (done, of) = timeline.progress().expect("it is busy");
        let share = done as f64 / of as f64;
        assert!((last..=1.0).contains(&share), "{share} after {last}");
        last = share;
        let before = timeline.version();
        timeline.proceed(most).expect("nothing is refused");
        // An instant is never left unfinished; here hardly anything happens at once.
        assert!(timeline.version() - before <= most as u64 + 20, "{} steps", timeline.version() - before);
        slices += 1;
    }
    slices
}

#[test]
fn a_saved_run_is_opened_in_slices_and_is_the_same() {
    let whole = Timeline::replay(run(BUSY)).expect("nothing is refused");
    let mut timeline = Timeline::open(run(BUSY));
    assert!(timeline.is_opening() && timeline.now() == Micros(0));
    assert!(in_slices(&mut timeline, 50) > 20);
    assert_eq!(timeline.present().fingerprint(), whole.present().fingerprint());
    assert_eq!(timeline.script(), whole.script());
}

#[test]
fn while_a_run_opens_nothing_else_happens() {
    let mut timeline = Timeline::open(run(BUSY));
    timeline.proceed(100).expect("nothing is refused");
    let now = timeline.now();
    timeline.ask_seek(Micros(0));
    timeline.ask_step_back();
    timeline.ask_next_milestone();
    timeline.ask_previous_milestone();
    timeline.ask_step_forward();
    assert!(!timeline.advance(Micros::from_ms(90_000), 10));
    assert!(timeline.command("crash B").is_err());
    assert_eq!(timeline.now(), now);
    in_slices(&mut timeline, 1000);
    assert_eq!(timeline.script(), Timeline::replay(run(BUSY)).expect("nothing is refused").script());
}

#[test]
fn whoever_gives_up_opening_has_the_run_as_far_as_it_was_played() {
    for slices in 0..40 {
        let mut timeline = Timeline::open(run(BUSY));
        for _ in 0..slices {
            timeline.proceed(30).expect("nothing is refused");
        }
        timeline.cancel();
        assert!(!timeline.is_busy());
        let again = Timeline::replay(run(&timeline.script())).expect("it is a run");
        assert_eq!(again.present().fingerprint(), timeline.present().fingerprint(), "{}", timeline.script());
        timeline.command("request SET z 1").expect("one can go on from there");
    }
}

#[test]
fn a_refused_command_ends_the_run_before_it() {
    let mut timeline = Timeline::open(run("protocol raft\nnodes 3\n@100 crash A\n@200 crash A\n@300 restart A\n"));
    let error = timeline.proceed(usize::MAX).expect_err("A is down already");
    assert_eq!(error.line, 4);
    assert!(!timeline.is_busy() && timeline.now() == Micros::from_ms(200));
}

#[test]
fn seeking_in_slices_is_seeking() {
    for (from, to) in [(20_000, 30_000), (20_000, 10), (0, 15_000), (100, 1000), (5000, 0)] {
        let mut whole = Timeline::replay(run(BUSY)).expect("nothing is refused");
        let mut sliced = whole.clone();
        for timeline in [&mut whole, &mut sliced] {
            timeline.seek(Micros::from_ms(from));
        }
        whole.seek(Micros::from_ms(to));
        sliced.ask_seek(Micros::from_ms(to));
        in_slices(&mut sliced, 40);
        assert_eq!(sliced.now(), Micros::from_ms(to));
        assert_eq!(sliced.present().fingerprint(), whole.present().fingerprint());
    }
}

#[test]
fn a_seek_that_is_given_up_leaves_a_sound_present() {
    let whole = Timeline::replay(run(BUSY)).expect("nothing is refused");
    for slices in 0..30 {
        let mut timeline = whole.clone();
        timeline.ask_seek(Micros::from_ms(1000));
        for _ in 0..slices {
            timeline.proceed(1).expect("nothing is refused");
        }
        timeline.cancel();
        let (now, found) = (timeline.now(), timeline.present().fingerprint());
        timeline.seek(now);
        assert_eq!(timeline.present().fingerprint(), found);
    }
}

#[test]
fn the_next_event_is_found_in_slices_at_the_same_moment() {
    let keys = ["raft.elected"];
    let mut whole = Timeline::new(setup(5));
    whole.next_event(&keys);
    let mut timeline = Timeline::new(setup(5));
    timeline.ask_next_event(&keys);
    assert!(in_slices(&mut timeline, 1) > 5);
    assert_eq!((timeline.now(), timeline.present().fingerprint()), (whole.now(), whole.present().fingerprint()));
    timeline.ask_next_event(&["raft.quorum-lost"]);
    timeline.proceed(10).expect("nothing is refused");
    timeline.cancel();
    assert!(!timeline.is_busy() && timeline.now() < Micros(whole.now().0 + limits::MILESTONE_REACH.0));
}

#[test]
fn a_run_lasts_a_day_at_the_most() {
    let mut timeline = Timeline::new(setup(3));
    for node in ["A", "B", "C"] {
        timeline.command(&format!("crash {node}")).expect("it is up");
    }
    timeline.seek(Micros(u64::MAX));
    assert_eq!(timeline.now(), limits::LONGEST_RUN);
    timeline.command("restart A").expect("it is down");
    timeline.step_forward();
    timeline.next_milestone();
    assert!(timeline.advance(Micros(u64::MAX), 10));
    assert_eq!(timeline.now(), limits::LONGEST_RUN);
}

#[test]
fn stepping_back_shows_an_instant_after_its_commands() {
    let mut timeline = Timeline::new(setup(3));
    timeline.command("crash A").expect("it is up");
    let after = timeline.present().fingerprint();
    for _ in 0..3 {
        timeline.step_back();
        assert_eq!((timeline.now(), timeline.present().fingerprint()), (Micros(0), after));
    }
    timeline.command("crash A").expect_err("it is down");
    assert_eq!(timeline.present().fingerprint(), after);
    timeline.step_forward();
    timeline.step_back();
    assert_eq!(timeline.present().fingerprint(), after);
}

#[test]
fn marks_that_are_kept_no_more_are_counted_and_the_next_milestone_finds_them() {
    let mut timeline = Timeline::new(setup(3));
    let commands = limits::MARKS as u64 + 500;
    for turn in 1..=commands {
        timeline.advance(Micros::from_ms(turn), usize::MAX);
        let percent = turn % 2;
        timeline.command(&format!("duplication {percent}%")).expect("it is a setting");
    }
    let lane = timeline.lane();
    assert_eq!(lane.marks.len(), limits::MARKS);
    assert!(lane.marks_dropped >= 500);
    let first_kept = lane.marks.front().expect("there are marks").at;
    timeline.seek(Micros(0));
    for turn in 1..=600 {
        timeline.next_milestone();
        assert!(timeline.now() <= Micros::from_ms(turn), "one was jumped over: {} ms", timeline.now().0 / 1000);
    }
    assert!(timeline.now() < first_kept || timeline.lane().marks_before <= timeline.now());
}

#[test]
fn a_lesson_is_played_through_in_slices_and_is_the_same() {
    let text = include_str!("../../../lessons/raft/leader-crash.lesson");
    let (lesson, whole) = Lesson::play(ALL, text).expect("it is well written");
    let (mut rehearsal, mut timeline) = Rehearsal::begin(ALL, text).expect("its head is well written");
    let mut slices = 0;
    loop {
        let before = timeline.version();
        if rehearsal.proceed(&mut timeline, 3).expect("it goes as it says") {
            break;
        }
        assert!(timeline.version() - before <= 40);
        slices += 1;
    }
    assert!(slices > 10);
    assert_eq!(rehearsal.finish(), lesson);
    assert_eq!(timeline.script(), whole.script());
    assert_eq!(timeline.present().fingerprint(), whole.present().fingerprint());
}
