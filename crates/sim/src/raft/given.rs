//! Disks that servers begin with, as in the papers' figures: the set-up line `log A 1 1 1 4 term 6 vote B`.
//!
//! The entries are no-ops: a figure names only their terms, and what no client has asked for, no state machine should show.

use crate::cluster::names::Names;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Content, Durable, Entry, Log, Term};

/// How such a line is written.
pub(super) const FORM: &str = "log NODE TERM … [term TERM] [vote NODE]";

/// The longest log and the highest term that a line may give: more is no figure any more.
const MOST: u64 = 99;

/// Reads a line. Terms never go down along a log, and the server's own is not below them; it is the last one's if the line
/// does not say.
pub(super) fn read(words: &[&str], names: Names, nodes: u8) -> Option<(NodeId, Durable)> {
    let [_, name, rest @ ..] = words else { return None };
    let node = names.node(name, nodes)?;
    let mut log = Log::default();
    let mut rest = rest.iter();
    while let Some(term) = rest.as_slice().first().and_then(|word| number(word)) {
        if term < log.last_term() || log.last_index() == MOST {
            return None;
        }
        log.push(Entry { term, content: Content::NoOp });
        rest.next();
    }
    let mut disk = Durable { current_term: log.last_term(), voted_for: None, log };
    let rest = match rest.as_slice() {
        ["term", term, rest @ ..] => {
            disk.current_term = number(term).filter(|term| *term >= disk.current_term)?;
            rest
        }
        rest => rest,
    };
    match rest {
        [] => Some((node, disk)),
        // Before the first term nobody has voted.
        ["vote", candidate] if disk.current_term > 0 => {
            disk.voted_for = Some(names.node(candidate, nodes)?);
            Some((node, disk))
        }
        _ => None,
    }
}

fn number(word: &str) -> Option<Term> {
    word.parse().ok().filter(|number| (1..=MOST).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn disk(line: &str) -> Option<(NodeId, Durable)> {
        read(&line.split(' ').collect::<Vec<_>>(), Names::Letters, 3)
    }

    #[test]
    fn a_line_gives_a_log_a_term_and_a_vote() {
        let (node, Durable { current_term, voted_for, log }) = disk("log B 1 1 4 term 6 vote C").expect("all is well");
        assert_eq!((node, current_term, voted_for), (NodeId(1), 6, Some(NodeId(2))));
        assert!(log.iter().map(|(_, entry)| entry.term).eq([1, 1, 4]));
    }

    #[test]
    fn what_is_not_said_is_as_the_log_has_it() {
        assert_eq!(disk("log A 1 1 4").map(|(_, disk)| (disk.current_term, disk.voted_for)), Some((4, None)));
        assert_eq!(disk("log A term 2").map(|(_, disk)| (disk.current_term, disk.log.last_index())), Some((2, 0)));
        assert_eq!(disk("log A").map(|(_, disk)| disk), Some(Durable::default()));
    }

    #[test]
    fn what_no_server_can_have_on_its_disk_is_refused() {
        let cases = ["log", "log D 1", "log A 2 1", "log A 1 5 term 4", "log A 0", "log A 100", "log A vote B"];
        for line in cases.into_iter().chain(["log A 1 vote", "log A 1 vote D", "log A 1 vote B term 2", "log A 1 x"]) {
            assert_eq!(disk(line), None, "{line}");
        }
    }
}
