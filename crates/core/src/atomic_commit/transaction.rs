//! Transactions and their numbers.

use crate::event::Arg;
use crate::kv::StoreCommand;
use crate::protocol::NodeId;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

/// Which transaction: a coordinator counts its starts, and within one its transactions. So a number is never used twice, and
/// nothing but the count of the starts must be on its disk for that.
///
/// ```
/// use quorate_core::atomic_commit::TransactionId;
///
/// let of = |boots, count| TransactionId { boots, count };
/// assert!(of(1, 7) < of(2, 1), "what is begun after a restart is newer");
/// assert_eq!(of(1, 3).to_string(), "1.3");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TransactionId {
    /// How often the coordinator had started, from 1.
    pub boots: u32,
    /// The how manieth since that start, from 1.
    pub count: u32,
}

/// As people write it: `1.3`.
impl fmt::Display for TransactionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.boots, self.count)
    }
}

impl From<TransactionId> for Arg {
    fn from(id: TransactionId) -> Self {
        Self::Text(id.to_string())
    }
}

/// One command of a transaction.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PlacedCommand {
    /// Where it is carried out; `None`: at every participant.
    pub at: Option<NodeId>,
    /// What is done there.
    pub command: StoreCommand,
}

/// Commands that are carried out all or none, each at its participant.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Transaction {
    /// The commands, in the order in which a participant carries out its own.
    pub commands: Vec<PlacedCommand>,
    /// Who takes part, in order.
    pub participants: Vec<NodeId>,
}

impl Transaction {
    /// The commands for one participant.
    pub fn at(&self, node: NodeId) -> impl Iterator<Item = &StoreCommand> {
        self.commands.iter().filter(move |it| it.at.is_none_or(|at| at == node)).map(|it| &it.command)
    }
}

/// As it is written, with a `_` for each node that is named, and these nodes: `ADD _.x -30 ADD _.x 30`.
pub fn phrase(commands: &[PlacedCommand]) -> (String, Vec<NodeId>) {
    let (mut words, mut nodes) = (String::new(), Vec::new());
    for placed in commands {
        if !words.is_empty() {
            words.push(' ');
        }
        let command = placed.command.to_string();
        match (placed.at, command.split_once(' ')) {
            (Some(node), Some((verb, rest))) => {
                nodes.push(node);
                words += &format!("{verb} _.{rest}");
            }
            _ => words += &command,
        }
    }
    (words, nodes)
}

impl From<Arc<Transaction>> for Arg {
    fn from(transaction: Arc<Transaction>) -> Self {
        let (words, nodes) = phrase(&transaction.commands);
        Self::Phrase(words, nodes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn transfer() -> Transaction {
        let add = |node, amount| PlacedCommand { at: Some(node), command: StoreCommand::Add("x".into(), amount) };
        let everywhere = PlacedCommand { at: None, command: StoreCommand::Set("y".into(), 1) };
        Transaction {
            commands: vec![add(NodeId(1), -30), add(NodeId(2), 30), everywhere],
            participants: vec![NodeId(1), NodeId(2)],
        }
    }

    #[test]
    fn a_participant_carries_out_its_own_commands_and_those_for_all() {
        let at = |node| transfer().at(node).map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(at(NodeId(1)), ["ADD x -30", "SET y 1"]);
        assert_eq!(at(NodeId(2)), ["ADD x 30", "SET y 1"]);
    }

    #[test]
    fn it_is_written_with_a_place_for_each_node_that_is_named() {
        let told = Arg::from(Arc::new(transfer()));
        assert_eq!(told, Arg::Phrase("ADD _.x -30 ADD _.x 30 SET y 1".into(), vec![NodeId(1), NodeId(2)]));
    }
}
