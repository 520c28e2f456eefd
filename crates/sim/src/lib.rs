#![doc = include_str!("../README.md")]
//! ## Where things are
//!
//! A deterministic cluster of protocol nodes, in virtual time that can be wound back. Four floors, each of which uses none above it:
//!
//! * [`cluster`]: a [`cluster::Cluster`] is all nodes and all messages in flight: an untimed value that changes in one way,
//!   [`cluster::Cluster::apply`], a [`cluster::step::Step`] at a time. Every guarantee of a protocol ([`cluster::check`]) is
//!   looked at after each.
//! * [`search`] tries every step within bounds.
//! * [`clock`]: a [`clock::simulation::Simulation`] puts a clock over a cluster and draws latencies, losses and timeouts; the
//!   randomness is addressable ([`clock::random`]). A [`clock::timeline::Timeline`] is a run: its set-up and the commands that
//!   a person gave. It seeks, steps back and branches ([`clock::lane`]).
//! * [`language`]: the text of commands, runs and lessons, and the plain data of pictures ([`language::view`]).
//!
//! What is particular to one protocol stands in a folder of its name and implements [`registry::Playable`].
#![no_std]

extern crate alloc;

pub mod clock;
pub mod cluster;
pub mod language;
pub mod paxos;
pub mod raft;
pub mod registry;
pub mod search;
