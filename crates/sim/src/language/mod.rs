//! Text in and plain data out: single commands, saved runs, lessons and share codes are read and written here, and [`view`] is
//! what a picture needs.
//!
//! A saved run is a head that says what is played, and commands with their times:
//!
//! ```text
//! protocol raft
//! nodes 5
//! seed 42
//! election-timeout 150..300
//! @1240 crash A
//! @1500.25 partition A B | C D E
//! @3000
//! ```
//!
//! A line with only a time says how far the run goes. Settings in the head hold before the first boot.

pub mod challenge;
pub mod command;
pub mod complete;
pub mod condition;
mod example;
pub mod judge;
pub mod lesson;
mod order;
pub mod replay;
pub mod run;
pub mod share;
pub mod texts;
pub mod view;
pub(crate) mod word;
mod written;
