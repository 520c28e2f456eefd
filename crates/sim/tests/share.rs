//! How long share codes are.

use quorate_core::protocol::Micros;
use quorate_sim::cluster::setting::ms;
use quorate_sim::language::share::encode;
use std::fmt::Write;

/// What somebody does who plays with five servers for a while, by the names of nodes, a request's value and a message's number.
const DEEDS: [&str; 15] = [
    "crash {a}",
    "restart {a}",
    "request SET x {v}",
    "request @{a} GET x",
    "timeout {a}",
    "partition {a} {b} | C D E",
    "heal",
    "cut {a}>{b}",
    "mend {a}-{b}",
    "drop m{m}",
    "delay m{m} 80",
    "duplicate m{m}",
    "suspend {a}",
    "resume {a}",
    "loss {v}%",
];

/// A number below `below`, by a generator of its own: a run is the same each time.
fn draw(state: &mut u64, below: u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % below
}

#[test]
fn sixty_commands_at_any_moments_are_at_most_six_hundred_characters() {
    for seed in 0..40 {
        let mut state = seed;
        let mut script = format!("protocol raft\nnodes 5\nseed {}\n", draw(&mut state, 1 << 31));
        let mut now = Micros(0);
        for _ in 0..60 {
            // Whoever presses while it plays does so at no round time.
            now = Micros(now.0 + 1 + draw(&mut state, 900_000));
            let deed = DEEDS[draw(&mut state, DEEDS.len() as u64) as usize];
            let name = |number: u64| char::from(b'A' + number as u8).to_string();
            let deed = deed.replace("{a}", &name(draw(&mut state, 5))).replace("{b}", &name(draw(&mut state, 5)));
            let deed = deed.replace("{v}", &draw(&mut state, 30).to_string());
            let deed = deed.replace("{m}", &draw(&mut state, 2000).to_string());
            writeln!(script, "@{} {deed}", ms(now)).expect("a string takes it");
        }
        writeln!(script, "@{}", ms(now)).expect("a string takes it");
        let length = encode(&script).len();
        assert!(length <= 600, "{length} characters for {} of:\n{script}", script.len());
    }
}
