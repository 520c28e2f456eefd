//! What speaks against a transaction at one participant.

use super::{Transaction, TransactionId};
use crate::kv::{Store, StoreCommand};
use crate::protocol::NodeId;
use alloc::sync::Arc;

/// Why a participant can't commit a transaction.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Objection {
    /// Another transaction, which is not decided yet, holds the lock on a name that this one writes.
    Locked {
        /// The name.
        name: Arc<str>,
        /// Whose lock it is.
        holder: TransactionId,
    },
    /// An `ADD` would take what a name stands for below 0.
    BelowZero {
        /// The name.
        name: Arc<str>,
    },
    /// The node was told to refuse.
    Unwilling,
}

/// What a participant with this store has against a transaction, the first that it finds; `holder` says who has a name locked.
pub fn objection(
    transaction: &Transaction,
    node: NodeId,
    store: &Store,
    holder: impl Fn(&str) -> Option<TransactionId>,
) -> Option<Objection> {
    let mut after = store.clone();
    for command in transaction.at(node) {
        let name = command.name();
        if let Some(holder) = holder(name) {
            return Some(Objection::Locked { name: name.clone(), holder });
        }
        let value = after.apply(command);
        if matches!(command, StoreCommand::Add(..)) && value.is_some_and(|value| value < 0) {
            return Some(Objection::BelowZero { name: name.clone() });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::PlacedCommand;
    use super::*;
    use alloc::vec;

    const A: NodeId = NodeId(0);

    fn look(commands: &[StoreCommand], locked: &str) -> Option<Objection> {
        let mut store = Store::default();
        store.apply(&StoreCommand::Set("x".into(), 5));
        let commands = commands.iter().map(|command| PlacedCommand { at: Some(A), command: command.clone() }).collect();
        let holder = TransactionId { boots: 1, count: 1 };
        objection(&Transaction { commands, participants: vec![A] }, A, &store, |name| {
            (name == locked).then_some(holder)
        })
    }

    #[test]
    fn a_name_that_another_transaction_has_locked_is_an_objection_and_any_other_name_is_none() {
        let holder = TransactionId { boots: 1, count: 1 };
        let set = [StoreCommand::Set("x".into(), 1)];
        assert_eq!(look(&set, "x"), Some(Objection::Locked { name: "x".into(), holder }));
        assert_eq!(look(&set, "y"), None);
    }

    #[test]
    fn an_addition_below_zero_is_an_objection_wherever_in_the_transaction_it_stands() {
        let add = |amount| StoreCommand::Add("x".into(), amount);
        assert_eq!(look(&[add(-5)], ""), None);
        assert_eq!(look(&[add(-6)], ""), Some(Objection::BelowZero { name: "x".into() }));
        assert_eq!(look(&[add(-3), add(-3)], ""), Some(Objection::BelowZero { name: "x".into() }));
        assert_eq!(look(&[add(3), add(-8)], ""), None);
        assert_eq!(look(&[StoreCommand::Set("x".into(), -1)], ""), None, "what is set is meant so");
    }
}
