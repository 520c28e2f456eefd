//! What Raft promises, a file each, looked at after every step.
//!
//! Each check looks at what a step has changed, and relies on having seen all steps before: all together, they must cost
//! less than the step itself.

mod commit_monotone;
mod commits_own_term;
mod committed_append_only;
mod election_safety;
mod index_order;
mod leader_append_only;
mod leader_completeness;
mod linearizable;
mod log_matching;
mod log_terms_monotone;
mod match_soundness;
mod one_vote_per_term;
mod role_transitions;
mod state_machine_safety;
mod term_monotone;
mod winner_term_in_no_log;

#[cfg(test)]
pub(crate) mod story;

use crate::checks::{Check, Transition};
use crate::cluster::Cluster;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Content, Entry, Fact, Index, Leader, Log, Raft, Role, Term};

/// All promises of Raft with a fixed membership that can be seen step by step.
pub const ALL: &[Check<Raft>] = &[
    election_safety::CHECK,
    leader_append_only::CHECK,
    log_matching::CHECK,
    leader_completeness::CHECK,
    state_machine_safety::CHECK,
    committed_append_only::CHECK,
    term_monotone::CHECK,
    one_vote_per_term::CHECK,
    log_terms_monotone::CHECK,
    index_order::CHECK,
    commit_monotone::CHECK,
    commits_own_term::CHECK,
    winner_term_in_no_log::CHECK,
    match_soundness::CHECK,
    role_transitions::CHECK,
    linearizable::CHECK,
];

/// The touched server where it was up before the step and still is: before, after.
fn within_life<'a>(transition: &Transition<'a, Raft>) -> Option<(NodeId, &'a Raft, &'a Raft)> {
    let (node, before, after) = transition.touched()?;
    Some((node, before.state.as_ref()?, after.state.as_ref()?))
}

/// The touched server's log, before and after, where the step changed it: a server that is down has the log of its disk.
fn changed_log<'a>(transition: &Transition<'a, Raft>) -> Option<(NodeId, Log, Log)> {
    let (node, before, after) = transition.touched()?;
    let before = before.durable().unwrap_or_default().log;
    let after = after.durable().unwrap_or_default().log;
    (before != after).then_some((node, before, after))
}

/// The log of a server, whether up or down.
fn log_of(cluster: &Cluster<Raft>, node: NodeId) -> Log {
    cluster.server(node).durable().unwrap_or_default().log
}

/// Whether a log does not have this entry at this index. What its snapshot replaces it had; R24 looks at what is in there.
fn lacks(log: &Log, index: Index, entry: Option<&Entry>) -> bool {
    index > log.snapshot_index() && log.get(index) != entry
}

fn leader_of(state: &Raft) -> Option<&Leader> {
    match &state.role {
        Role::Leader(leader) => Some(leader),
        _ => None,
    }
}

/// The elections of the terms `from` and later.
fn elections(cluster: &Cluster<Raft>, from: Term) -> impl Iterator<Item = (Term, NodeId)> {
    let first = Fact::Elected { term: from, leader: NodeId(0) };
    cluster.facts().range(first..).map_while(|fact| match fact {
        Fact::Elected { term, leader } => Some((*term, *leader)),
        _ => None,
    })
}

/// What was ever committed, from an index on: index, term of the leader that did it, entry.
fn committed(cluster: &Cluster<Raft>, from: Index) -> impl Iterator<Item = (Index, Term, &Entry)> {
    let first = Fact::Committed { index: from, term: 0, entry: Entry { term: 0, content: Content::NoOp } };
    cluster.facts().range(first..).map_while(|fact| match fact {
        Fact::Committed { index, term, entry } => Some((*index, *term, entry)),
        _ => None,
    })
}
