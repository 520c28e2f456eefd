//! Words that may come next.

use crate::clock::flight::MessageId;
use crate::clock::link::Link;
use crate::clock::place::Trait;
use crate::clock::timeline::Timeline;
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::names::Cast;
use crate::language::command::{first_words, settings};
use crate::language::order;
use crate::language::word::words;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;

impl Timeline {
    /// Words that may stand where `line` ends.
    pub fn complete(&self, line: &str) -> Vec<String> {
        complete(line, self.setup().vocabulary, self.cast(), self.present().flights().keys().copied())
    }
}

/// All links, or both directions of each.
fn links(cast: Cast, both: bool) -> impl Iterator<Item = String> {
    let pairs = (0..cast.nodes).flat_map(move |a| (0..cast.nodes).map(move |b| (NodeId(a), NodeId(b))));
    let pairs = pairs.filter(move |(a, b)| a != b && (!both || a < b));
    pairs.map(move |(from, to)| Link { from, to, both }.text(cast.names))
}

/// Words that may stand where `line` ends, all beginning with what is written of the last word.
pub fn complete(
    line: &str,
    vocabulary: &dyn Vocabulary,
    cast: Cast,
    in_flight: impl IntoIterator<Item = MessageId>,
) -> Vec<String> {
    let words = words(line);
    let begun = if line.ends_with(char::is_whitespace) { "" } else { words.last().map_or("", |(_, word)| word) };
    let before = words.len() - usize::from(!begun.is_empty());
    let nodes = || (0..cast.nodes).map(|node| cast.names.name(NodeId(node)));
    let named = |names: &mut dyn Iterator<Item = &'static str>| names.map(String::from).collect::<Vec<_>>();
    let first = words.first().map_or("", |(_, word)| *word);
    let known = match (before, first) {
        (0, _) => named(&mut first_words(vocabulary)),
        (1, "crash" | "restart" | "timeout" | "timer" | "sync" | "suspend" | "resume" | "wipe")
        | (_, "align" | "partition") => {
            nodes().filter(|name| !words[1..].iter().any(|(_, word)| word == name) || name == begun).collect()
        }
        (2, "timeout" | "timer") => named(&mut vocabulary.timers().into_iter()),
        (1, "cut" | "mend" | "break") => links(cast, true).collect(),
        (1, "hold" | "release") => links(cast, false).collect(),
        (2, "hold" | "release") => named(&mut vocabulary.kinds().iter().copied()),
        (2, "drop") if words[1].1 == "next" => links(cast, false).collect(),
        (3, "drop") if words[1].1 == "next" => named(&mut vocabulary.kinds().iter().copied()),
        (1 | 2, word) if let Some(what) = Trait::named(vocabulary, word) => match (before, what.is_of_link()) {
            (1, true) => links(cast, true).chain(links(cast, false)).collect(),
            (1, false) => nodes().collect(),
            _ => named(&mut ["default"].into_iter()),
        },
        (1, "request") => {
            let to = nodes().map(|name| format!("@{name}"));
            to.chain(
                vocabulary
                    .request_grammar()
                    .split('|')
                    .filter_map(|form| form.split_whitespace().next())
                    .map(String::from),
            )
            .collect()
        }
        (1, "drop" | "duplicate" | "delay") => {
            let next = (first == "drop").then(|| "next".to_string());
            next.into_iter().chain(in_flight.into_iter().map(|id| id.to_string())).collect()
        }
        (1, "rule") => named(&mut settings(vocabulary, true)),
        (2, "rule") => named(&mut ["on", "off"].into_iter()),
        (_, first) => match vocabulary.orders().iter().find(|order| order.word == first) {
            Some(order) => order::complete(order, cast, &words[1..before], begun),
            None => Vec::new(),
        },
    };
    let mut known: Vec<String> = known.into_iter().filter(|word| word.starts_with(begun) && word != begun).collect();
    // Two forms may begin alike.
    known.dedup();
    known
}
