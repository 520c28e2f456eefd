//! How many entries a second Raft commits and applies on **all** servers: our core beside the `raft` crate, both of them
//! in this one program, on one thread, with the same loop.
//!
//! An entry's payload is 8 bytes, a number. What a proposal costs, on either side:
//!
//! 1. the number is proposed to the leader;
//! 2. what the servers say to one another stands in one FIFO queue, and one message after the other is taken out and
//!    handled until the queue is empty;
//! 3. storage is memory and is synchronous: whatever must be durable is so at once;
//! 4. each server applies what is committed to a [`Store`](quorate_core::kv::Store), the same on both sides: `ADD x` with
//!    the number.
//!
//! The clock runs from the first proposal until every server has applied every entry. Afterwards each server's log and
//! store are compared with what they must be.
//!
//! **One difference, shown instead of hidden.** When an entry becomes committed, the `raft` crate at once sends an empty
//! AppendEntries to everybody, who thereby apply it a message earlier; in the paper, and here, the followers learn it with
//! the next entry or heartbeat. The crate can be told to do it that way (`skip_bcast_commit`), so it runs both ways, and
//! the last entry of all is made known by a heartbeat where it has to be.
//!
//! Another one is left as it is: our servers also say what they do and why, and answer the client. Nobody listens here,
//! but the time it takes to say it is counted.
//!
//! Rounds of all three take turns, so that whatever else the machine does, it does to all of them; the first round warms
//! up and is not counted.

mod ours;
mod theirs;

use ours::Ours;
use std::time::Instant;
use theirs::Theirs;

/// Entries in a round.
const ENTRIES: i64 = 50_000;
/// Rounds that count.
const ROUNDS: usize = 11;

/// A cluster with an elected leader.
trait Cluster {
    /// Proposes a number to the leader and handles all messages until there are none.
    fn propose(&mut self, number: i64);

    /// Sees to it that all servers know what is committed.
    fn settle(&mut self);

    /// For each server, the numbers in its log and the sum in its store.
    fn contents(&self) -> Vec<(Vec<i64>, i64)>;
}

/// Lets `cluster` commit and apply all entries; gives the entries a second.
fn entries_a_second(mut cluster: impl Cluster, servers: u8) -> f64 {
    let began = Instant::now();
    for number in 0..ENTRIES {
        cluster.propose(number);
    }
    cluster.settle();
    let seconds = began.elapsed().as_secs_f64();

    let contents = cluster.contents();
    assert_eq!(contents.len(), usize::from(servers));
    for (log, sum) in contents {
        assert!(log.into_iter().eq(0..ENTRIES), "a log does not hold what was proposed, in that order");
        assert_eq!(sum, (0..ENTRIES).sum::<i64>(), "not every entry was applied exactly once");
    }
    ENTRIES as f64 / seconds
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    println!("median of {ROUNDS} rounds of {ENTRIES} entries each, in entries a second");
    for servers in [3, 5] {
        let rounds: Vec<[f64; 3]> = (0..=ROUNDS)
            .map(|_| {
                [
                    entries_a_second(Ours::new(servers), servers),
                    entries_a_second(Theirs::new(servers, false), servers),
                    entries_a_second(Theirs::new(servers, true), servers),
                ]
            })
            .skip(1)
            .collect();
        let speed = |which: usize| median(rounds.iter().map(|round| round[which]));
        let ratio = |which: usize| median(rounds.iter().map(|round| round[0] / round[which]));
        println!("{servers} servers: quorate-core              {:>9.0}", speed(0));
        println!("           raft 0.7                  {:>9.0}   ours is {:.2} times that", speed(1), ratio(1));
        println!("           raft 0.7, commits not told {:>8.0}   ours is {:.2} times that", speed(2), ratio(2));
    }
}
