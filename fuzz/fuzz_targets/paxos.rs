#![no_main]

use quorate_core::paxos::Paxos;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quorate_swarm::fuzz::steps::<Paxos>(bytes));
