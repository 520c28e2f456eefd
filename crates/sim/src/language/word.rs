//! The words of a line.

use crate::clock::refusal::Reason;
use crate::cluster::names::Cast;
use alloc::string::ToString;
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;

/// A word of a line and the column where it begins, from 1.
pub(crate) type Word<'a> = (usize, &'a str);

/// The words of a line up to a comment.
pub(crate) fn words(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut column = 1;
    for word in line.split(char::is_whitespace) {
        if word.starts_with('#') {
            break;
        }
        if !word.is_empty() {
            words.push((column, word));
        }
        column += word.chars().count() + 1;
    }
    words
}

/// A node that somebody is sent to: `@A`.
pub(crate) fn address<'a>(&(column, word): &Word<'a>) -> Option<Word<'a>> {
    Some((column + 1, word.strip_prefix('@')?))
}

/// Nodes, each at most once.
pub(crate) fn distinct(cast: Cast, words: &[Word<'_>]) -> Result<Vec<NodeId>, (usize, Reason)> {
    let mut nodes = Vec::new();
    for &(column, word) in words {
        let node = cast.node((column, word))?;
        if nodes.contains(&node) {
            return Err((column, Reason::TwiceInOneLine { word: word.to_string() }));
        }
        nodes.push(node);
    }
    Ok(nodes)
}
