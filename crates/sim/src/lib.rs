//! A deterministic cluster of protocol nodes, in virtual time that can be wound back.
//!
//! * A [`cluster::Cluster`] is all nodes and all messages in flight: an untimed value that changes in one way,
//!   [`cluster::Cluster::apply`], a [`step::Step`] at a time.
//! * A [`simulation::Simulation`] puts a clock over it and draws latencies, losses and timeouts; the randomness is
//!   addressable ([`random`]). After each step it looks at every promise of the protocol ([`checks`]).
//! * A [`timeline::Timeline`] is a run: its set-up and the commands that a person gave ([`script`]). It seeks, steps back
//!   and branches ([`lane`]).
//! * [`view`] is what a picture needs of all that.
//!
//! What is particular to one protocol stands in a folder of its name and implements [`playable::Playable`].
#![no_std]

extern crate alloc;

pub mod checks;
pub mod client;
pub mod cluster;
pub mod conditions;
pub mod datum;
pub mod facts;
pub mod fingerprint;
pub mod flight;
pub mod lane;
pub mod machine;
pub mod names;
pub mod network;
pub mod paxos;
pub mod playable;
pub mod raft;
pub mod random;
pub mod record;
pub mod registry;
pub mod script;
pub mod search;
pub mod setting;
pub mod share;
pub mod simulation;
pub mod step;
pub mod timeline;
pub mod view;
