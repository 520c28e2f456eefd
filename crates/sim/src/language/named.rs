//! Nodes, as a line names them.

use crate::clock::link::Link;
use crate::clock::refusal::Reason;
use crate::cluster::limits;
use crate::cluster::names::Cast;
use crate::language::word::Word;
use alloc::string::ToString;
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::sorted::SortedMap;

/// A node that somebody is sent to: `@A`.
pub(super) fn address<'a>(&(column, word): &Word<'a>) -> Option<Word<'a>> {
    Some((column + 1, word.strip_prefix('@')?))
}

impl Cast {
    /// The node of that name.
    pub fn node(self, (column, word): Word<'_>) -> Result<NodeId, (usize, Reason)> {
        self.names.node(word, self.nodes).ok_or_else(|| (column, Reason::unknown_node(word, &self.known())))
    }

    /// With the nodes that are named and not there yet: they have the next names.
    pub fn with_newcomers(self, words: &[Word<'_>]) -> Result<Self, (usize, Reason)> {
        let anybody = Self { nodes: limits::NODES, ..self };
        let mut named: SortedMap<NodeId, Word<'_>> = SortedMap::default();
        for word in words {
            if let Some(node) = anybody.names.node(word.1, limits::NODES).filter(|node| node.0 >= self.nodes) {
                named.get_or_insert_with(node, || *word);
            }
        }
        for (place, (node, (column, word))) in named.iter().enumerate() {
            if usize::from(node.0) != usize::from(self.nodes) + place {
                let next = Self { nodes: self.nodes + place as u8 + 1, ..self };
                return Err((*column, Reason::unknown_node(word, &next.known())));
            }
        }
        Ok(Self { nodes: self.nodes + named.len() as u8, ..self })
    }

    /// The link that is written `A-B` or `A>B`.
    pub(super) fn link(self, (column, word): Word<'_>, form: &str) -> Result<Link, (usize, Reason)> {
        let split = word.split_once('-').map(|ends| (ends, true)).or(word.split_once('>').map(|ends| (ends, false)));
        let Some(((from, to), both)) = split else {
            return Err((column, Reason::Form { form: form.to_string() }));
        };
        let to_column = column + from.chars().count() + 1;
        let link = Link { from: self.node((column, from))?, to: self.node((to_column, to))?, both };
        if link.from == link.to {
            return Err((to_column, Reason::TwiceInOneLine { word: to.to_string() }));
        }
        Ok(link)
    }
}

/// Nodes, each at most once.
pub(super) fn distinct(cast: Cast, words: &[Word<'_>]) -> Result<Vec<NodeId>, (usize, Reason)> {
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
