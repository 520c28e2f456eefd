//! A swarm of random runs: every protocol, clusters of one to seven nodes, every setting, every fault, and after each step a
//! look at every guarantee.
//!
//! Each run is drawn from its seed and from nothing else: [`setup`] draws the cluster and its settings, [`act`] what is done to
//! it. With all rules on no guarantee may break; then the faults stop, and within a stated time the cluster must have
//! recovered ([`calm`]). With a rule switched off guarantees should break: a swarm that never sees that has no teeth.
//!
//! A run that fails is made as short as it gets ([`shrink`]) and printed as a script, which the page plays.
//!
//! [`fuzz`] is another way to random inputs: bytes that a fuzzer chooses by what they reach.

pub mod act;
pub mod calm;
pub mod draw;
pub mod fuzz;
pub mod play;
pub mod setup;
pub mod shrink;
pub mod tally;
