//! Disks that servers begin with, as in the papers' figures: the set-up line `log A 1 1 1 4 term 6 vote B`.
//!
//! The entries are no-ops: a figure names only their terms, and what no client has asked for, no state machine should show.

use crate::clock::refusal::Reason;
use crate::cluster::names::Cast;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Content, Durable, Entry, Index, Log, Term};

/// How such a line is written.
pub(super) const FORM: &str = "log NODE TERM … [term TERM] [vote NODE]";

/// The longest log and the highest term that a line may give: more is no figure any more.
const MOST: u64 = 99;

/// Reads a line. Terms never go down along a log, and the server's own is not below them; it is the last one's if the line
/// does not say. The error names the place of the word.
pub(super) fn read(words: &[&str], cast: Cast) -> Result<(NodeId, Durable), (usize, Reason)> {
    let form = |place: usize| (place, Reason::form(FORM.to_string()));
    let node = |place: usize| {
        let name = *words.get(place).ok_or_else(|| form(0))?;
        let unknown = || (place, Reason::unknown_node(name, &cast.known()));
        cast.names.node(name, cast.nodes).ok_or_else(unknown)
    };
    let term = |place: usize| {
        let word = *words.get(place).ok_or_else(|| form(place - 1))?;
        let number: u64 = word.parse().map_err(|_| form(place))?;
        let range = || Reason::OutOfRange {
            word: word.to_string(),
            least: "1".to_string(),
            most: MOST.to_string(),
            unit: String::new(),
        };
        if (1..=MOST).contains(&number) { Ok(Term(number)) } else { Err((place, range())) }
    };
    let owner = node(1)?;
    let mut log = Log::default();
    let mut place = 2;
    while let Some(word) = words.get(place).filter(|word| !["term", "vote"].contains(word)) {
        let term = term(place)?;
        if term < log.last_term() {
            let before = log.last_term().to_string();
            return Err((place, Reason::TermsFall { word: word.to_string(), before }));
        }
        if log.last_index() == Index(MOST) {
            return Err(form(place));
        }
        log.push(Entry { term, content: Content::NoOp });
        place += 1;
    }
    let mut disk = Durable { current_term: log.last_term(), voted_for: None, log };
    if words.get(place) == Some(&"term") {
        let term = term(place + 1)?;
        if term < disk.current_term {
            let last = disk.current_term.to_string();
            return Err((place + 1, Reason::TermBelowLog { word: term.to_string(), last }));
        }
        disk.current_term = term;
        place += 2;
    }
    if words.get(place) == Some(&"vote") {
        // Before the first term nobody has voted.
        if disk.current_term == Term::ZERO || words.len() == place + 1 {
            return Err(form(place));
        }
        disk.voted_for = Some(node(place + 1)?);
        place += 2;
    }
    if place < words.len() { Err(form(place)) } else { Ok((owner, disk)) }
}

/// Whether a line is right by itself, and its log beside those of the lines before it.
pub(super) fn check(words: &[&str], cast: Cast, before: &[String]) -> Result<(), (usize, Reason)> {
    let (node, Durable { log, .. }) = read(words, cast)?;
    for line in before {
        let Ok((other, theirs)) = read(&line.split(' ').collect::<Vec<_>>(), cast) else { continue };
        if let Some((index, term)) = differ(&log, &theirs.log).filter(|_| other != node) {
            let (node, other) = (cast.names.name(node), cast.names.name(other));
            let place = 1 + index.0 as usize;
            return Err((place, Reason::LogsDiffer { node, other, index: index.0, term: term.0 }));
        }
    }
    Ok(())
}

/// Where two logs break Log Matching: "if two entries in different logs have the same index and term, then the logs are
/// identical in all preceding entries" (§5.3). What a figure gives of an entry is its term.
fn differ(one: &Log, other: &Log) -> Option<(Index, Term)> {
    let shorter = one.last_index().min(other.last_index());
    let first = Index::FIRST.through(shorter).find(|index| one.term(*index) != other.term(*index))?;
    let alike = first.through(shorter).find(|index| one.term(*index) == other.term(*index))?;
    Some((alike, one.term(alike)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::names::Names;

    const CAST: Cast = Cast { names: Names::Letters, nodes: 3 };

    fn disk(line: &str) -> Option<(NodeId, Durable)> {
        read(&line.split(' ').collect::<Vec<_>>(), CAST).ok()
    }

    #[test]
    fn a_line_gives_a_log_a_term_and_a_vote() {
        let (node, Durable { current_term, voted_for, log }) = disk("log B 1 1 4 term 6 vote C").expect("all is well");
        assert_eq!((node, current_term, voted_for), (NodeId(1), Term(6), Some(NodeId(2))));
        assert!(log.iter().map(|(_, entry)| entry.term).eq([1, 1, 4].map(Term)));
    }

    #[test]
    fn what_is_not_said_is_as_the_log_has_it() {
        assert_eq!(disk("log A 1 1 4").map(|(_, disk)| (disk.current_term, disk.voted_for)), Some((Term(4), None)));
        assert_eq!(
            disk("log A term 2").map(|(_, disk)| (disk.current_term, disk.log.last_index())),
            Some((Term(2), Index(0)))
        );
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
