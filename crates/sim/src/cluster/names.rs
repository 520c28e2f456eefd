//! How nodes and clients are called on the stage, and who is there to be named.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;

/// Names for nodes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Names {
    /// `A`, `B`, `C`, …
    #[default]
    Letters,
    /// `S1`, `S2`, `S3`, … as some of the papers' figures have it.
    Servers,
}

impl Names {
    /// What a node is called.
    pub fn name(self, node: NodeId) -> String {
        match self {
            Self::Letters => format!("{node}"),
            Self::Servers => format!("S{}", u16::from(node.0) + 1),
        }
    }

    /// Sets of nodes as they are written: `{A B C}→{A B D}`.
    pub fn sets<'a>(self, sets: impl IntoIterator<Item = &'a Vec<NodeId>>) -> String {
        let set = |set: &Vec<NodeId>| {
            let names: Vec<String> = set.iter().map(|node| self.name(*node)).collect();
            format!("{{{}}}", names.join(" "))
        };
        sets.into_iter().map(set).collect::<Vec<_>>().join("→")
    }

    /// Words and the nodes that they are about, where they have a `_` or behind them: `add D`.
    pub fn phrase(self, words: &str, nodes: &[NodeId]) -> String {
        let place = words.as_bytes().windows(2).position(|pair| pair == b" _");
        let parts = place.and_then(|at| Some((words.get(..at)?, words.get(at + 2..)?)));
        let (before, behind) = parts.unwrap_or((words, ""));
        let phrase = nodes.iter().fold(before.into(), |phrase: String, node| format!("{phrase} {}", self.name(*node)));
        phrase + behind
    }

    /// Sets of nodes, and others beside them: `{A B C}+{F}`.
    pub fn joined<'a>(self, sets: impl IntoIterator<Item = &'a Vec<NodeId>>, others: &'a Vec<NodeId>) -> String {
        format!("{}+{}", self.sets(sets), self.sets([others]))
    }

    /// Which of `nodes` nodes is called so (capitals or not).
    pub fn node(self, name: &str, nodes: u8) -> Option<NodeId> {
        (0..nodes).map(NodeId).find(|node| self.name(*node).eq_ignore_ascii_case(name))
    }
}

/// Who is there to be named.
///
/// ```
/// use quorate_core::protocol::NodeId;
/// use quorate_sim::cluster::names::{Cast, Names};
///
/// let cast = Cast { names: Names::Letters, nodes: 3 };
/// assert_eq!(cast.known(), "A B C");
/// assert_eq!(cast.names.node("c", cast.nodes), Some(NodeId(2)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cast {
    /// How nodes are called.
    pub names: Names,
    /// How many there are.
    pub nodes: u8,
}

impl Cast {
    /// All names, for an error message.
    pub fn known(self) -> String {
        let names: Vec<String> = (0..self.nodes).map(|node| self.names.name(NodeId(node))).collect();
        names.join(" ")
    }
}

/// What a client is called: `c1`, `c2`, …
pub fn client_name(client: u16) -> String {
    format!("c{}", u32::from(client) + 1)
}
