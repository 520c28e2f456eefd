#![no_main]

use quorate_core::raft::Raft;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quorate_swarm::fuzz::steps::<Raft>(bytes));
