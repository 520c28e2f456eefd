//! What becomes of a request whose client was told nothing: carried out, or never to be.

use super::checks::{committed, log_of};
use crate::clock::fate::{ClientFate, Settled};
use crate::cluster::Cluster;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::RequestId;
use quorate_core::raft::{Content, Index, Message, Raft, Role};

/// Where copies of a request are.
#[derive(Default)]
struct Copies {
    /// In logs, and in messages that bring entries: at these indices.
    logged: Vec<Index>,
    /// Somewhere on the way to a log.
    is_coming: bool,
}

/// `before` is what was last said of it. A request that stands in no log and is on the way to none is lost; one whose every
/// copy stands where something else is committed is overwritten.
pub(super) fn fate(
    cluster: &Cluster<Raft>,
    id: RequestId,
    request: &str,
    before: Option<&ClientFate>,
) -> Option<ClientFate> {
    // What becomes of these stands in no log.
    if let Some("transfer" | "snapshot") = request.split(' ').next() {
        return Some(ClientFate { settled: Settled::Never, key: "raft.fate-none", what: String::new() });
    }
    let is_it = |content: &Content| content.request() == Some(id);
    if let Some((index, _, _)) = committed(cluster, 0).find(|(_, _, entry)| is_it(&entry.content)) {
        return Some(ClientFate { settled: Settled::Done, key: "raft.fate-done", what: index.to_string() });
    }
    let mut copies = Copies::default();
    for node in cluster.nodes() {
        let log = log_of(cluster, node);
        copies.logged.extend(log.iter().filter(|(_, entry)| is_it(&entry.content)).map(|(index, _)| index));
        let held = cluster.server(node).held.iter().map(|(_, message)| message);
        held.for_each(|message| copies.look_into(message, id));
    }
    cluster.network().iter().for_each(|(_, _, message)| copies.look_into(message, id));
    copies.is_coming |= cluster.up().any(|(_, state)| is_held(state, id));
    let is_open = |index: &&Index| committed(cluster, **index).next().is_none_or(|(other, _, _)| other != **index);
    let open = copies.logged.iter().find(is_open).copied();
    let index = open.or(copies.logged.first().copied()).map(|index| index.to_string());
    match (copies.is_coming || open.is_some(), index) {
        (true, None) => None,
        (true, Some(what)) => Some(ClientFate { settled: Settled::Open, key: "raft.fate-open", what }),
        (false, Some(what)) => Some(ClientFate { settled: Settled::Never, key: "raft.fate-overwritten", what }),
        // It stood there when somebody looked last.
        (false, None) => Some(match before {
            Some(ClientFate { settled: Settled::Open, what, .. }) => {
                ClientFate { settled: Settled::Never, key: "raft.fate-overwritten", what: what.clone() }
            }
            _ => ClientFate { settled: Settled::Never, key: "raft.fate-lost", what: String::new() },
        }),
    }
}

impl Copies {
    fn look_into(&mut self, message: &Message, id: RequestId) {
        match message {
            Message::AppendEntries(it) => {
                let entries = (it.prev_log_index + 1..).zip(it.entries.iter());
                let own = entries.filter(|(_, entry)| entry.content.request() == Some(id));
                self.logged.extend(own.map(|(index, _)| index));
            }
            Message::Forward { id: other, .. } => self.is_coming |= *other == id,
            _ => {}
        }
    }
}

/// Whether a leader still has something to do for it before it becomes an entry.
fn is_held(state: &Raft, id: RequestId) -> bool {
    let Role::Leader(leader) = &state.role else { return false };
    let changes = leader.change.as_ref().is_some_and(|change| change.client.request == id);
    let waits = leader.transfer.as_ref().is_some_and(|transfer| {
        transfer.client.request == id || transfer.held.iter().any(|(waiting, _)| waiting.request == id)
    });
    changes || waits || leader.reads.iter().any(|read| read.client.request == id)
}
