//! What becomes of a request whose client was told nothing: carried out, or never to be.

use super::checks::{committed, log_of};
use crate::clock::fate::{ClientFate, Settled};
use crate::cluster::Cluster;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::RequestId;
use quorate_core::raft::{Content, Index, Message, Raft, Role, Term};

/// Where copies of a request are.
#[derive(Default)]
struct Copies {
    /// In logs, and in messages that bring entries: at these indices, and whether that copy is dead.
    logged: Vec<(Index, bool)>,
    /// Somewhere on the way to a log.
    is_coming: bool,
}

/// `before` is what was last said of it. A request that stands in no log and is on the way to none is lost; one whose every
/// copy is dead is overwritten: it stands where something else is committed, or behind such a place. By Log Matching and
/// Leader Completeness (Raft §5.3, §5.4) no later leader has a log with that copy in it.
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
    if let Some((index, _, _)) = committed(cluster, Index::ZERO).find(|(_, _, entry)| is_it(&entry.content)) {
        return Some(ClientFate { settled: Settled::Done, key: "raft.fate-done", what: index.to_string() });
    }
    let mut copies = Copies::default();
    for node in cluster.nodes() {
        let log = log_of(cluster, node);
        let own = log.iter().filter(|(_, entry)| is_it(&entry.content)).map(|(index, _)| index);
        copies.logged.extend(own.map(|index| {
            let before = log.iter().take_while(|(other, _)| *other <= index);
            (index, is_dead(cluster, before.map(|(other, entry)| (other, entry.term))))
        }));
        let held = cluster.server(node).held.iter().map(|(_, message)| message);
        held.for_each(|message| copies.look_into(cluster, message, id));
    }
    cluster.network().iter().for_each(|(_, _, message)| copies.look_into(cluster, message, id));
    copies.is_coming |= cluster.up().any(|(_, state)| is_held(state, id));
    let open = copies.logged.iter().find(|(_, is_dead)| !is_dead);
    let index = open.or(copies.logged.first()).map(|(index, _)| index.to_string());
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
    fn look_into(&mut self, cluster: &Cluster<Raft>, message: &Message, id: RequestId) {
        match message {
            Message::AppendEntries(it) => {
                let terms = [it.prev_log_term].into_iter().chain(it.entries.iter().map(|entry| entry.term));
                let brought = it.prev_log_index.onwards().zip(terms);
                let entries = it.prev_log_index.next().onwards().zip(it.entries.iter());
                let own = entries.filter(|(_, entry)| entry.content.request() == Some(id)).map(|(index, _)| index);
                self.logged.extend(own.map(|index| {
                    let before = brought.clone().take_while(|(other, _)| *other <= index);
                    (index, is_dead(cluster, before))
                }));
            }
            Message::Forward { id: other, .. } => self.is_coming |= *other == id,
            _ => {}
        }
    }
}

/// Whether something of another term is committed where one of these stands.
fn is_dead(cluster: &Cluster<Raft>, mut entries: impl Iterator<Item = (Index, Term)>) -> bool {
    entries.any(|(index, term)| {
        let mut here = committed(cluster, index).take_while(|(other, _, _)| *other == index).peekable();
        here.peek().is_some() && here.all(|(_, _, entry)| entry.term != term)
    })
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
