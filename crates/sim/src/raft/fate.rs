//! What becomes of a request whose client was told nothing: carried out, or never to be.

use super::checks::{committed, log_of};
use crate::clock::fate::{ClientFate, Settled, Unanswered};
use crate::cluster::Cluster;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::RequestId;
use quorate_core::raft::{Entry, Index, Message, Raft, Role, Term};
use quorate_core::sorted::SortedMap;

/// Where a request stands.
#[derive(Default)]
struct Copies {
    /// The first index at which it is committed.
    committed: Option<Index>,
    /// In logs, and in messages that bring entries: at these indices, and whether that copy is dead.
    logged: Vec<(Index, bool)>,
    /// Somewhere on the way to a log.
    is_coming: bool,
}

/// Where each of the requests stands that are looked for.
struct Search<'a> {
    cluster: &'a Cluster<Raft>,
    found: SortedMap<RequestId, Copies>,
}

pub(super) fn fates(cluster: &Cluster<Raft>, requests: &[Unanswered<'_>]) -> Vec<Option<ClientFate>> {
    let mut search = Search { cluster, found: requests.iter().map(|it| (it.id, Copies::default())).collect() };
    search.look_everywhere();
    requests.iter().map(|it| search.found.get(&it.id).and_then(|copies| fate(copies, it))).collect()
}

/// A request that stands in no log and is on the way to none is lost; one whose every copy is dead is overwritten: it stands
/// where something else is committed, or behind such a place. By Log Matching and Leader Completeness (Raft §5.3, §5.4) no later
/// leader has a log with that copy in it.
fn fate(copies: &Copies, Unanswered { request, before, .. }: &Unanswered<'_>) -> Option<ClientFate> {
    // What becomes of these stands in no log.
    if let Some("transfer" | "snapshot") = request.split(' ').next() {
        return Some(ClientFate { settled: Settled::Never, key: "raft.fate-none", what: String::new() });
    }
    if let Some(index) = copies.committed {
        return Some(ClientFate { settled: Settled::Done, key: "raft.fate-done", what: index.to_string() });
    }
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

impl Search<'_> {
    fn look_everywhere(&mut self) {
        let cluster = self.cluster;
        for (index, _, entry) in committed(cluster, Index::ZERO) {
            if let Some(copies) = self.copies_of(entry) {
                copies.committed.get_or_insert(index);
            }
        }
        if self.found.values().all(|copies| copies.committed.is_some()) {
            return;
        }
        for node in cluster.nodes() {
            let log = log_of(cluster, node);
            for (index, entry) in log.iter() {
                if let Some(copies) = self.copies_of(entry) {
                    let before = log.iter().take_while(|(other, _)| *other <= index);
                    copies.logged.push((index, is_dead(cluster, before.map(|(other, entry)| (other, entry.term)))));
                }
            }
            cluster.server(node).held.iter().for_each(|(_, message)| self.look_into(message));
        }
        cluster.network().iter().for_each(|(_, _, message)| self.look_into(message));
        for (_, state) in cluster.up().filter(|(_, state)| state.is_leader()) {
            self.found.iter_mut().for_each(|(id, copies)| copies.is_coming |= is_held(state, *id));
        }
    }

    /// Of the request that has become this entry, if it is looked for.
    fn copies_of(&mut self, entry: &Entry) -> Option<&mut Copies> {
        self.found.get_mut(&entry.content.request()?)
    }

    fn look_into(&mut self, message: &Message) {
        let cluster = self.cluster;
        match message {
            Message::AppendEntries(it) => {
                let terms = [it.prev_log_term].into_iter().chain(it.entries.iter().map(|entry| entry.term));
                let brought = it.prev_log_index.onwards().zip(terms);
                for (index, entry) in it.prev_log_index.next().onwards().zip(it.entries.iter()) {
                    if let Some(copies) = self.copies_of(entry) {
                        let before = brought.clone().take_while(|(other, _)| *other <= index);
                        copies.logged.push((index, is_dead(cluster, before)));
                    }
                }
            }
            Message::Forward { id, .. } => {
                if let Some(copies) = self.found.get_mut(id) {
                    copies.is_coming = true;
                }
            }
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
