//! What protocols for atomic commit have in common: transactions, their numbers, and what a participant may have against one.
//!
//! Atomic commit is not consensus: all participants must be able to commit, and one that refuses, or is silent, ends a
//! transaction in abort (Gray, Lamport, *Consensus on Transaction Commit*, 2005, §2).

mod locks;
mod transaction;

pub use locks::{Objection, objection};
pub use transaction::{PlacedCommand, Transaction, TransactionId, phrase};
