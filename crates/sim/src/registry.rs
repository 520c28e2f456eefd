//! The protocols there are: the one list that a new one is added to.

use crate::clock::machine::{Of, Vocabulary};
use crate::clock::refusal::Reason;
use crate::search::hunt::Hunter;
use crate::{paxos, raft};
use alloc::string::ToString;
use alloc::vec::Vec;
use quorate_core::paxos::Paxos;
use quorate_core::raft::Raft;
use serde::Serialize;

/// All protocols.
pub const ALL: &[&dyn Vocabulary] = &[&Of::<Raft>::new(), &Of::<Paxos>::new()];

/// All protocols, for who hunts.
pub const HUNTERS: &[&dyn Hunter] = &[&Of::<Raft>::new(), &Of::<Paxos>::new()];

/// The protocol of that name.
pub fn vocabulary(name: &str) -> Result<&'static dyn Vocabulary, Reason> {
    ALL.iter().find(|protocol| protocol.name() == name).copied().ok_or_else(|| {
        let known = ALL.iter().map(|protocol| protocol.name()).collect::<Vec<_>>().join(" ");
        Reason::UnknownProtocol { word: name.to_string(), known }
    })
}

/// What a node of any protocol is drawn from.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "a protocol each")]
pub enum NodeDetail {
    Raft(raft::NodeDetail),
    Paxos(paxos::NodeDetail),
}

impl From<raft::NodeDetail> for NodeDetail {
    fn from(detail: raft::NodeDetail) -> Self {
        Self::Raft(detail)
    }
}

impl From<paxos::NodeDetail> for NodeDetail {
    fn from(detail: paxos::NodeDetail) -> Self {
        Self::Paxos(detail)
    }
}
