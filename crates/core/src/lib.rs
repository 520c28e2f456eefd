#![doc = include_str!("../README.md")]
//! ## Where things are
//!
//! Consensus protocols as pure state machines, each in the words of its paper.
//!
//! A node gets an input and answers with effects; it has no clock, no randomness and no I/O ([`protocol`]). What a node
//! has to say to people it says as [`event`]s. The replicated state machine that Raft drives is a small key-value store ([`kv`]).
//!
//! * [`raft`]: Ongaro & Ousterhout, *In Search of an Understandable Consensus Algorithm* (2014).
//! * [`paxos`]: Lamport, *Paxos Made Simple* (2001), one value.
//! * [`multi_paxos`]: the same paper, §3: a log.
//! * [`two_phase_commit`]: Gray & Lamport, *Consensus on Transaction Commit* (2005), §3, and Bernstein, Hadzilacos & Goodman (1987),
//!   §7.4, with presumed abort; [`atomic_commit`] is what protocols for that have in common.
#![no_std]

extern crate alloc;

pub mod apart;
pub mod atomic_commit;
pub mod ballot;
pub mod event;
pub mod kv;
pub mod multi_paxos;
pub mod paxos;
pub mod protocol;
pub mod raft;
pub mod runtime;
pub mod sorted;
pub mod two_phase_commit;
