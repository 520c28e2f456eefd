//! The times of a script, apart from its words: each as the difference to the one before, in as few bytes as it needs.

use crate::cluster::setting::{length_within, ms};
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::protocol::Micros;

/// Takes the times out of a script and writes them: how many they are, then each. What is left of such a line is its `@` and its
/// command. A line that only looks like one keeps its time, behind one `@` more.
pub(super) fn take_out(script: &str, bytes: &mut Vec<u8>) -> String {
    let mut text = String::new();
    let mut steps = Vec::new();
    let mut now = Micros(0);
    for line in script.split_inclusive('\n') {
        let Some(timed) = line.strip_prefix('@') else {
            text.push_str(line);
            continue;
        };
        text.push('@');
        let (time, rest) = timed.split_at(timed.find([' ', '\n']).unwrap_or(timed.len()));
        match length_within(time, now, Micros(u64::MAX)) {
            Ok(at) if ms(at) == time => {
                steps.push(at.0 - now.0);
                now = at;
                text.push_str(rest);
            }
            _ => text.push_str(line),
        }
    }
    write(bytes, steps.len() as u64);
    for step in steps {
        write(bytes, step);
    }
    text
}

/// The script again. `None`: there are more times than lines that want one, or fewer.
pub(super) fn put_in(text: &str, times: &[Micros]) -> Option<String> {
    let mut times = times.iter();
    let mut script = String::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix('@') {
            Some(kept) if kept.starts_with('@') => script.push_str(kept),
            Some(rest) => {
                script.push('@');
                script.push_str(&ms(*times.next()?));
                script.push_str(rest);
            }
            None => script.push_str(line),
        }
    }
    times.next().is_none().then_some(script)
}

/// Reads what `take_out` has written of them.
pub(super) fn read_all(bytes: &mut &[u8]) -> Option<Vec<Micros>> {
    let count = read(bytes)?;
    let mut now = Micros(0);
    let mut times = Vec::new();
    for _ in 0..count {
        now = Micros(now.0.checked_add(read(bytes)?)?);
        times.push(now);
    }
    Some(times)
}

/// Seven bits a byte, the lowest first; the eighth says that more come.
pub(super) fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads one, and leaves what is behind it.
pub(super) fn read(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}
