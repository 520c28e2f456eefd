//! What a search costs. Each is measured in a process of its own, so that none finds the memory of another.

use crate::exhaust::Extent;
use std::env;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

/// Tells a process which of its measurements to make.
const ONE: &str = "--one";

/// A measurement: its name, and what it does in how much time at the most.
pub type Work = (&'static str, fn(Duration) -> Extent);

/// What it cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// What was explored.
    pub extent: Extent,
    /// How long it took.
    pub seconds: f64,
    /// How much memory it took at the most, in bytes; zero where the system does not say.
    pub bytes: usize,
}

impl Cost {
    /// How many states a second.
    pub fn speed(&self) -> f64 {
        self.extent.states as f64 / self.seconds
    }

    /// How many bytes a state.
    pub fn bytes_a_state(&self) -> f64 {
        self.bytes as f64 / self.extent.states as f64
    }
}

/// `1234567` as `1 234 567`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join(" ")
}

/// In the process of one measurement: makes it, says what it cost, and ends. To be called at the beginning of `main` with
/// everything that [`cost`] will be asked.
pub fn make_if_asked(all: &[Work]) {
    let mut arguments = env::args().skip(1);
    if arguments.next().as_deref() != Some(ONE) {
        return;
    }
    let name = arguments.next().expect("a measurement is named");
    let patience = arguments.next().and_then(|seconds| seconds.parse().ok()).expect("a measurement has some time");
    let (_, work) = all.iter().find(|(other, _)| *other == name).expect("the measurement exists");
    let before = resident("VmRSS:");
    let began = Instant::now();
    let Extent { states, depth, is_exhausted } = work(Duration::from_secs(patience));
    let seconds = began.elapsed().as_secs_f64();
    println!("{states} {depth} {} {seconds} {}", u8::from(is_exhausted), resident("VmHWM:").saturating_sub(before));
    std::process::exit(0);
}

/// Makes a measurement in a process of its own. The error is what that process said.
pub fn cost(name: &str, patience: Duration) -> Result<Cost, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let patience = patience.as_secs().to_string();
    let output = Command::new(program).args([ONE, name, &patience]).output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout);
    let mut words = said.split_whitespace();
    let mut next = || words.next().and_then(|word| word.parse::<f64>().ok());
    match (output.status.success(), [next(), next(), next(), next(), next()]) {
        (true, [Some(states), Some(depth), Some(exhausted), Some(seconds), Some(bytes)]) => {
            let extent = Extent { states: states as usize, depth: depth as u32, is_exhausted: exhausted > 0.0 };
            Ok(Cost { extent, seconds, bytes: bytes as usize })
        }
        _ => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// A line of what Linux says about this process, in bytes.
fn resident(line: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line));
    let kilobytes = found.and_then(|rest| rest.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_are_grouped_from_the_right() {
        assert_eq!([0, 999, 1_000, 16_668, 1_194_428].map(grouped), ["0", "999", "1 000", "16 668", "1 194 428"]);
    }
}
