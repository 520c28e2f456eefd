#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| quorate_swarm::fuzz::share(text));
