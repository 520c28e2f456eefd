//! What is taken back is as if it had never been said: the run is the same as one in which it was not.

use proptest::prelude::*;
use quorate_core::protocol::Micros;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::registry::vocabulary;

const COMMANDS: [(u64, &str); 8] = [
    (0, "loss 5%"),
    (0, "crash E"),
    (600, "request SET x 5"),
    (800, "rule majority off"),
    (800, "partition A B | C D E"),
    (800, "request ADD x 1"),
    (1400, "restart E"),
    (2400, "heal"),
];

fn played(seed: u64, commands: &[(u64, &str)]) -> Timeline {
    let raft = vocabulary("raft").expect("Raft is one of the protocols");
    let mut timeline = Timeline::new(Setup::new(raft, 5, Seed(seed)));
    for (time, command) in commands {
        timeline.advance(Micros::from_ms(*time), usize::MAX);
        timeline.command(command).expect("it makes sense then");
    }
    timeline
}

/// All that is told of a run at that time.
fn told(timeline: &mut Timeline, until: Micros) -> impl PartialEq + std::fmt::Debug + use<> {
    timeline.advance(until, usize::MAX);
    let lane = timeline.lane();
    (timeline.present().fingerprint(), timeline.script(), lane.marks.clone(), lane.bands.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_run_is_as_if_it_had_never_been_said(
        seed in 0..1000_u64,
        said in 1..=COMMANDS.len(),
        count in 1..=COMMANDS.len(),
        from in 0..4_000_000_u64,
    ) {
        let count = count.min(said);
        let mut timeline = played(seed, &COMMANDS[..said]);
        timeline.advance(Micros::from_ms(3000), usize::MAX);
        timeline.seek(Micros(from));
        let taken = timeline.take_back(count);
        prop_assert_eq!(taken.len(), count);
        prop_assert_eq!(timeline.now(), Micros::from_ms(COMMANDS[said - count].0));
        prop_assert_eq!(timeline.end(), timeline.now());
        prop_assert_eq!(timeline.lanes().len(), 1);
        let mut other = played(seed, &COMMANDS[..said - count]);
        let until = Micros::from_ms(3500);
        prop_assert_eq!(told(&mut timeline, until), told(&mut other, until));
        // And back in time again, what broke is told where it did.
        timeline.seek(Micros::from_ms(1000));
        other.seek(Micros::from_ms(1000));
        prop_assert_eq!(timeline.present().fingerprint(), other.present().fingerprint());
    }

    /// As a page brings it back: the run has gone on for a while, and goes back to that moment.
    #[test]
    fn brought_back_after_a_while_it_is_the_same_run_and_no_branch(seed in 0..1000_u64, count in 1..=COMMANDS.len()) {
        let mut timeline = played(seed, &COMMANDS);
        let until = Micros::from_ms(3000);
        let before = told(&mut timeline, until);
        let taken = timeline.take_back(count);
        timeline.advance(until, usize::MAX);
        for command in taken {
            timeline.seek(command.at);
            timeline.perform(command.command).expect("it made sense before");
        }
        prop_assert_eq!(timeline.lanes().len(), 1);
        prop_assert_eq!(told(&mut timeline, until), before);
        timeline.seek(Micros::from_ms(1000));
        let mut other = played(seed, &COMMANDS);
        told(&mut other, until);
        other.seek(Micros::from_ms(1000));
        prop_assert_eq!(timeline.present().fingerprint(), other.present().fingerprint());
    }

    #[test]
    fn given_again_it_is_the_same_run(seed in 0..1000_u64, count in 1..=COMMANDS.len()) {
        let mut timeline = played(seed, &COMMANDS);
        let until = Micros::from_ms(3000);
        let before = told(&mut timeline, until);
        for command in timeline.take_back(count) {
            timeline.advance(command.at, usize::MAX);
            timeline.perform(command.command).expect("it made sense before");
        }
        prop_assert_eq!(told(&mut timeline, until), before);
    }
}

#[test]
fn a_branch_with_nothing_of_its_own_is_left_for_the_one_it_came_from() {
    let mut timeline = played(3, &COMMANDS[..3]);
    timeline.advance(Micros::from_ms(2000), usize::MAX);
    let first = timeline.lane().id;
    timeline.seek(Micros::from_ms(1000));
    for command in ["crash A", "crash B"] {
        timeline.command(command).expect("it is up");
    }
    assert_eq!(timeline.lanes().len(), 2);
    assert_eq!(timeline.take_back(1).len(), 1);
    assert_eq!((timeline.lanes().len(), timeline.lane().commands.len()), (2, 4));
    assert_eq!(timeline.take_back(1).len(), 1);
    assert_eq!((timeline.lanes().len(), timeline.lane().id), (1, first));
    assert_eq!((timeline.now(), timeline.end()), (Micros::from_ms(1000), Micros::from_ms(2000)));
}

#[test]
fn a_branch_that_others_came_from_stays() {
    let mut timeline = played(3, &COMMANDS[..4]);
    timeline.advance(Micros::from_ms(2000), usize::MAX);
    let first = timeline.lane().id;
    timeline.seek(Micros::from_ms(1000));
    timeline.command("crash A").expect("it is up");
    timeline.switch(first);
    assert_eq!(timeline.take_back(1).len(), 1);
    assert_eq!(timeline.lanes().len(), 3);
    assert_eq!(timeline.lane().fork, Some((first, Micros::from_ms(800))));
}

#[test]
fn where_nothing_was_said_nothing_is_taken_back() {
    let mut timeline = played(3, &[]);
    timeline.advance(Micros::from_ms(500), usize::MAX);
    assert!(timeline.take_back(1).is_empty());
    assert_eq!(timeline.now(), Micros::from_ms(500));
}

#[test]
fn what_somebody_did_after_taking_back_stays_when_something_is_done_before_it() {
    let mut timeline = played(1, &COMMANDS[..3]);
    timeline.advance(Micros::from_ms(2000), usize::MAX);
    let taken = timeline.take_back(1).remove(0);
    timeline.advance(Micros::from_ms(1000), usize::MAX);
    timeline.command("crash A").expect("A is up");
    timeline.seek(taken.at);
    timeline.perform(taken.command).expect("it made sense before");
    assert_eq!(timeline.lanes().len(), 2);
    // Nor does a branch lose the moment at which another one left it.
    let mut timeline = played(1, &COMMANDS[..3]);
    timeline.advance(Micros::from_ms(2000), usize::MAX);
    let taken = timeline.take_back(1).remove(0);
    timeline.advance(Micros::from_ms(1000), usize::MAX);
    let first = timeline.lane().id;
    timeline.branch();
    assert!(timeline.switch(first));
    timeline.seek(taken.at);
    timeline.perform(taken.command).expect("it made sense before");
    assert_eq!(timeline.lanes().len(), 3);
}
