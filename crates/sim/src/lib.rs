//! A deterministic cluster of protocol nodes.
#![no_std]

extern crate alloc;

pub mod checks;
pub mod cluster;
pub mod names;
pub mod network;
pub mod paxos;
pub mod playable;
pub mod raft;
pub mod setting;
pub mod step;
pub mod view;
