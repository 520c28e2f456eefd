//! When things happen: a clock over a cluster of whatever protocol, its commands, and a timeline that can be wound back.

pub mod client;
pub mod command;
pub mod commands;
pub mod conditions;
pub mod costs;
pub mod fate;
pub mod feat;
pub mod flight;
pub mod lane;
pub mod link;
pub mod machine;
pub mod mark;
pub mod place;
pub mod playing;
pub mod random;
pub mod record;
pub mod refusal;
pub mod serving;
pub mod setup;
pub mod simulation;
pub mod timed;
pub mod timeline;
pub mod vocabulary;
pub mod warning;
