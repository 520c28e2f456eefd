//! Short runs, as lines.

use quorate_core::protocol::Micros;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::registry::vocabulary;

/// A run of so many nodes in which these lines have been played.
pub fn run(protocol: &str, nodes: u8, lines: &[&str]) -> Timeline {
    let vocabulary = vocabulary(protocol).expect("it is registered");
    let mut timeline = Timeline::new(Setup::new(vocabulary, nodes, Seed(1)));
    play(&mut timeline, lines);
    timeline
}

/// Commands; `+200` lets so many milliseconds pass.
pub fn play(timeline: &mut Timeline, lines: &[&str]) {
    for line in lines {
        match line.strip_prefix('+') {
            Some(length) => {
                let to = Micros(timeline.now().0 + Micros::from_ms(length.parse().expect("a number")).0);
                assert!(timeline.advance(to, usize::MAX));
            }
            None => timeline.command(line).unwrap_or_else(|error| panic!("{line}: {error:?}")),
        }
    }
}
