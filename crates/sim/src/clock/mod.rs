//! When things happen: a clock over a cluster of whatever protocol, its commands, and a timeline that can be wound back.

pub mod client;
pub mod conditions;
pub mod flight;
pub mod lane;
pub mod machine;
pub mod random;
pub mod record;
pub mod refusal;
pub mod simulation;
pub mod timeline;
