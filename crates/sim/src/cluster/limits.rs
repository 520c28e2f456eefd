//! Where it ends: how much of each thing a run may have, so that no link, script or command makes a stage work without end
//! or fill the memory. What a person asks for beyond a limit is refused with a sentence that says the limit; what happens by
//! itself beyond one is left out, and that is said, too.

use quorate_core::protocol::Micros;

/// The most nodes that a stage has.
pub const NODES: u8 = 9;
/// The longest run, and the longest time that a command may name: a day.
pub const LONGEST_RUN: Micros = Micros(24 * 60 * 60 * 1_000_000);
/// The longest time that a setting may have: ten minutes.
pub const LONGEST_SETTING: Micros = Micros(10 * 60 * 1_000_000);
/// The most messages in flight. What is sent beyond is lost at once.
pub const FLIGHTS: usize = 2000;
/// The most clients: those that wait for an answer when another request comes.
pub const CLIENTS: usize = 64;
/// The most commands of a branch.
pub const COMMANDS: usize = 10_000;
/// The longest script, lesson or share code, in bytes.
pub const TEXT: usize = 1 << 20;
/// The longest name or value in a client's request: it has to fit into a cell of a log.
pub const NAME: usize = 12;
/// How many branches are kept; the oldest that is not played goes first.
pub const LANES: usize = 12;
/// How many key frames of a branch are kept. When there are so many, every other one goes.
pub const FRAMES: usize = 1024;
/// How many marks of a branch are kept, and how many leaderships; the oldest go first.
pub const MARKS: usize = 2000;
/// How many events are kept.
pub const EVENTS: usize = 300;
/// How many ended flights are kept.
pub const LANDINGS: usize = 240;
/// How far ahead the next milestone is looked for: what lies farther off is a wait, not a step.
pub const MILESTONE_REACH: Micros = Micros::from_ms(2000);
/// How many events are told at once: of more, nobody could read one.
pub const EVENTS_TOLD: usize = 60;
/// How many messages in flight are drawn; of more, it is told how many.
pub const FLIGHTS_DRAWN: usize = 300;
/// How many entries of a log are told, its end: somewhat more than a table has room for. A picture of an hour's log would be
/// thousands of cells that nobody sees.
pub const ENTRIES_TOLD: u64 = 32;
/// How many steps a search for the next milestone takes at the most.
pub const MILESTONE_STEPS: usize = 50_000;
