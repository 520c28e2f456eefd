//! Proposals.

use crate::ballot::Ballot;
use crate::event::Arg;
use alloc::string::ToString;
use alloc::sync::Arc;
use core::fmt;

/// What is to be chosen: a word.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Value(Arc<str>);

impl From<&str> for Value {
    fn from(word: &str) -> Self {
        Self(word.into())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Value> for Arg {
    fn from(value: Value) -> Self {
        Self::Text(value.to_string())
    }
}

/// "A proposal consists of a proposal number and a value" (§2.2).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Proposal {
    /// Its number.
    pub ballot: Ballot,
    /// Its value.
    pub value: Value,
}

/// As people write it: `2.A:X`.
impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.ballot, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::NodeId;

    #[test]
    fn a_proposal_is_written_as_number_and_value() {
        assert_eq!(
            Proposal { ballot: Ballot { round: 2, proposer: NodeId(0) }, value: "X".into() }.to_string(),
            "2.A:X"
        );
    }
}
