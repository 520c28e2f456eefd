//! What the search finds and exhausts, and that another checker agrees.
//!
//! * [`model`]: any cluster of ours as a model of the `stateright` crate, to be explored by its checker.
//! * [`register`]: the register over Paxos of that crate's example, once for both: [`ours`] is it as a protocol of ours,
//!   [`theirs`] as a model of theirs.
//!
//! * [`exhaust`]: clusters whose states are exhausted.
//! * [`measure`]: what that costs.
//!
//! `tests/` compares the numbers of states. `bin/verify.rs` (`npm run verify`) prints what is found and exhausted within which
//! bounds, `bin/bench.rs` (`npm run bench -- search`) how fast.

pub mod exhaust;
pub mod measure;
pub mod model;
pub mod ours;
pub mod register;
pub mod theirs;
