//! What Raft guarantees, a file each, looked at after every step.
//!
//! Each check looks at what a step has changed, and relies on having seen all steps before: all together, they must cost
//! less than the step itself.

mod adjacent_configurations;
mod both_majorities;
mod change_after_own_term;
mod commit_justified;
mod commit_monotone;
mod commits_own_term;
mod committed_append_only;
mod configuration_rolled_back;
mod configuration_shape;
mod election_safety;
mod ids_not_reused;
mod index_order;
mod latest_configuration;
mod leader_append_only;
mod leader_completeness;
mod leader_has_newest;
mod leader_knows_itself;
mod leader_stable;
mod learners;
mod linearizable;
mod log_matching;
mod log_terms_monotone;
mod match_soundness;
mod message_term_bound;
mod one_pending_change;
mod one_vote_per_term;
mod promises_on_disk;
mod quorum_holds_committed;
mod quorums_overlap;
mod removed_leader;
mod role_transitions;
mod snapshot_faithful;
mod state_machine_safety;
mod term_monotone;
mod winner_term_in_no_log;

#[cfg(test)]
pub(crate) mod story;

use crate::cluster::check::{Check, Transition};
use crate::cluster::{Cluster, Server};
use alloc::borrow::Cow;
use alloc::string::ToString;
use alloc::sync::Arc;
use quorate_core::event::Arg;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Configuration, Content, Durable, Entry, Fact, Index, Leader, Log, Raft, Role, Term};

/// All guarantees of Raft that can be seen step by step: R with whatever members, M about changes of the members.
pub const ALL: &[Check<Raft>] = &[
    election_safety::CHECK,
    leader_append_only::CHECK,
    log_matching::CHECK,
    leader_completeness::CHECK,
    state_machine_safety::CHECK,
    committed_append_only::CHECK,
    term_monotone::CHECK,
    one_vote_per_term::CHECK,
    message_term_bound::CHECK,
    log_terms_monotone::CHECK,
    index_order::CHECK,
    commit_monotone::CHECK,
    commits_own_term::CHECK,
    commit_justified::CHECK,
    quorum_holds_committed::CHECK,
    leader_has_newest::CHECK,
    winner_term_in_no_log::CHECK,
    match_soundness::CHECK,
    role_transitions::CHECK,
    leader_knows_itself::CHECK,
    leader_stable::CHECK,
    promises_on_disk::CHECK,
    linearizable::CHECK,
    snapshot_faithful::CHECK,
    one_pending_change::CHECK,
    adjacent_configurations::CHECK,
    quorums_overlap::CHECK,
    latest_configuration::CHECK,
    configuration_shape::CHECK,
    both_majorities::CHECK,
    change_after_own_term::CHECK,
    removed_leader::CHECK,
    learners::CHECK,
    configuration_rolled_back::CHECK,
    ids_not_reused::CHECK,
];

/// The touched server where it was up before the step and still is: before, after.
fn within_life<'a>(transition: &Transition<'a, Raft>) -> Option<(NodeId, &'a Raft, &'a Raft)> {
    let (node, before, after) = transition.touched()?;
    Some((node, before.state.as_ref()?, after.state.as_ref()?))
}

/// A log that a step has changed.
struct ChangedLog<'a> {
    /// Whose.
    node: NodeId,
    /// What it is now.
    after: Cow<'a, Log>,
    /// Up to here it is what it was.
    unchanged: Index,
}

/// The touched server's log where the step changed it.
fn changed_log<'a>(transition: &Transition<'a, Raft>) -> Option<ChangedLog<'a>> {
    let (node, before, after) = transition.touched()?;
    let (before, after) = (log_in(before), log_in(after));
    if before == after {
        return None;
    }
    let unchanged = before.agree_up_to(&after);
    Some(ChangedLog { node, after, unchanged })
}

/// The log of a server, whether up or down.
pub(super) fn log_of(cluster: &Cluster<Raft>, node: NodeId) -> Cow<'_, Log> {
    log_in(cluster.server(node))
}

/// A server that is down has the log of its disk.
fn log_in(server: &Server<Raft>) -> Cow<'_, Log> {
    let log = server.state.as_ref().map(|state| &state.log);
    let log = log.or_else(|| server.disk.as_ref().map(|disk| &disk.log));
    log.map_or_else(Cow::default, Cow::Borrowed)
}

/// Whether a log does not have this entry at this index. What its snapshot replaces it had; R24 looks at what is in there.
fn lacks(log: &Log, index: Index, entry: Option<&Entry>) -> bool {
    index > log.snapshot_index() && log.get(index) != entry
}

/// The touched server, if it is up and believes in configurations that it did not believe in before.
fn new_configuration<'a>(transition: &Transition<'a, Raft>) -> Option<(NodeId, &'a Raft)> {
    let (node, before, after) = transition.touched()?;
    let state = after.state.as_ref()?;
    let is_known = |before: &Raft| Arc::ptr_eq(&before.membership, &state.membership);
    (!before.state.as_ref().is_some_and(is_known)).then_some((node, state))
}

/// The latest configuration in a log behind an index.
fn latest_entry(log: &Log, index: Index) -> Option<&Configuration> {
    let configurations = log.iter_from(index.next()).filter_map(|(_, entry)| match &entry.content {
        Content::Configuration(appointment) => Some(&appointment.configuration),
        _ => None,
    });
    configurations.last()
}

/// The latest term that a server knows of, or would know of after a restart.
pub(super) fn term_in(server: &Server<Raft>) -> Term {
    server.state.as_ref().map_or_else(|| term_on_disk(server), |state| state.current_term)
}

fn term_on_disk(server: &Server<Raft>) -> Term {
    server.disk.as_ref().map_or(Term::ZERO, |disk| disk.current_term)
}

/// What a server has on disk. Nothing, if there is no such server: a configuration may name one.
pub(super) fn disk_of(cluster: &Cluster<Raft>, node: NodeId) -> Option<&Durable> {
    let is_there = usize::from(node.0) < cluster.nodes().count();
    if is_there { cluster.server(node).disk.as_ref() } else { None }
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

/// An entry's content for a sentence, with the names that the servers have.
fn content_arg(content: &Content) -> Arg {
    match content {
        Content::NoOp | Content::Command(_) => content.to_string().into(),
        Content::Configuration(appointment) => appointment.configuration.clone().into(),
    }
}

/// What was ever committed, from an index on: index, term of the leader that did it, entry.
pub(super) fn committed(cluster: &Cluster<Raft>, from: Index) -> impl Iterator<Item = (Index, Term, &Entry)> {
    let entry = Entry { term: Term::ZERO, content: Content::NoOp };
    let first = Fact::Committed { index: from, term: Term::ZERO, entry };
    cluster.facts().range(first..).map_while(|fact| match fact {
        Fact::Committed { index, term, entry } => Some((*index, *term, entry)),
        _ => None,
    })
}
