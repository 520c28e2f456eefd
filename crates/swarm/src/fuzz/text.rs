//! What people write: scripts, lessons, share codes.

use quorate_core::protocol::Micros;
use quorate_sim::clock::command::TimedCommand;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::refusal::Error;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::lesson::Lesson;
use quorate_sim::language::run::{Run, text};
use quorate_sim::language::share::{Shared, decode, encode};
use quorate_sim::registry;

/// How many steps of a script are played.
const STEPS: usize = 2000;

fn fallback() -> Setup {
    Setup::new(registry::ALL[0], 3, Seed(1))
}

/// A script is refused with a place in it, or it is written as it was read; and whatever it says, it can be played.
pub fn script(script: &str) {
    let run = match Run::parse(registry::ALL, script, fallback()) {
        Ok(run) => run,
        Err(error) => return points_into(script, &error),
    };
    let written = written(&run);
    let again = Run::parse(registry::ALL, &written, fallback())
        .unwrap_or_else(|error| panic!("{error} of what we wrote:\n{written}"));
    assert_eq!(self::written(&again), written, "read from:\n{script}");
    play(run);
}

fn written(run: &Run) -> String {
    let commands: Vec<TimedCommand> = run.commands.iter().map(|(_, timed)| timed.clone()).collect();
    text(&run.setup, &commands, run.end)
}

/// Plays the first steps of a run. Commands may be refused; then nothing has changed.
fn play(run: Run) {
    let mut timeline = Timeline::new(run.setup);
    for (_, TimedCommand { at, command }) in run.commands {
        if !timeline.advance(at, STEPS) {
            return;
        }
        let before = timeline.present().fingerprint();
        if timeline.perform(command).is_err() {
            assert_eq!(timeline.present().fingerprint(), before, "a refused command changed something");
        }
    }
    // A run that ends in a year is not waited for.
    timeline.advance(run.end.min(Micros(timeline.now().0 + 1_000_000)), STEPS);
}

/// A lesson is refused with a place in it, or it plays. Long waits are left out: they only take time.
pub fn lesson(lesson: &str) {
    let waits_long = lesson.split(|it: char| !it.is_ascii_digit()).any(|digits| digits.len() > 3);
    if !waits_long && let Err(error) = Lesson::play(registry::ALL, lesson) {
        points_into(lesson, &error);
    }
}

/// What is wrong is at a place that exists, or right behind a line's end.
fn points_into(text: &str, error: &Error) {
    let Error { line, column, .. } = error;
    let length = text.lines().nth(line.wrapping_sub(1)).map_or(0, |line| line.chars().count());
    let is_there = if text.lines().next().is_none() { *line <= 1 } else { (1..=text.lines().count()).contains(line) };
    assert!(is_there && (1..=length + 1).contains(column), "{error}, but the text is:\n{text}");
    assert!(!error.reason.to_string().is_empty());
}

/// What is no share code is refused; what is one gives its script back.
pub fn share(text: &str) {
    let again = |text: &str| decode(&encode(text)).map(|shared| shared.script);
    assert_eq!(again(text).as_deref(), Ok(text));
    if let Ok(Shared { script, .. }) = decode(text) {
        assert_eq!(again(&script), Ok(script));
    }
}
