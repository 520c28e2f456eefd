//! A client reads a value that was old already when it asked: somebody had been told of a newer one.

use crate::clock::client::Knows;
use crate::clock::feat::{Lookout, Moment};
use crate::clock::playing::Playing;
use crate::cluster::{Cluster, Said};
use crate::raft::checks::committed;
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::kv::{Store, StoreCommand};
use quorate_core::protocol::RequestId;
use quorate_core::raft::{Content, Index, Raft, Request, Response};
use quorate_core::sorted::SortedMap;

#[derive(Clone, Default)]
pub(super) struct StaleRead {
    /// How much of what clients saw has been looked at.
    seen: usize,
    /// What is asked for and not answered yet, and when that was.
    open: SortedMap<RequestId, (usize, StoreCommand)>,
    /// What was answered, and its client has not got the answer, and may never get it.
    said: SortedMap<RequestId, (usize, StoreCommand, Option<i64>)>,
    /// The writes of which somebody was told.
    writes: Vec<Write>,
}

/// A value that a client was told is written.
#[derive(Clone)]
struct Write {
    name: Arc<str>,
    value: Option<i64>,
    /// When, in what clients have seen: what stood there when it was asked for, and how much did when its client was told.
    asked: usize,
    told: usize,
}

impl Lookout for StaleRead {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = Playing::<Raft>::cluster_of(run.machine()) else { return false };
        for (place, exchange) in cluster.history().iter().enumerate().skip(self.seen) {
            self.seen = place + 1;
            match &exchange.what {
                Said::Asked(Request::Command(command)) => {
                    self.open.get_or_insert_with(exchange.id, || (place, command.clone()));
                }
                Said::Told(Response::Applied { value, .. }) => {
                    if let Some((asked, command)) = self.open.remove(&exchange.id) {
                        self.said.insert(exchange.id, (asked, command, *value));
                    }
                }
                Said::Asked(_) | Said::Told(_) => {}
            }
        }
        let told = run.clients().0.iter().filter(|client| matches!(client.knows, Knows::Answer(..)));
        let heard = told.filter_map(|client| self.said.remove(&client.id));
        let mut is_stale = false;
        for (asked, command, value) in heard.collect::<Vec<_>>() {
            let name = command.name();
            if matches!(command, StoreCommand::Get(_)) {
                is_stale |= self.is_old(cluster, name, value, asked);
            } else {
                self.writes.push(Write { name: name.clone(), value, asked, told: self.seen });
            }
        }
        is_stale
    }
}

impl StaleRead {
    /// Whether a value had been replaced before somebody asked for it: all that wrote it was told before that which replaced it
    /// was asked for. What was carried out and nobody was told may have been so at any time.
    fn is_old(&self, cluster: &Cluster<Raft>, name: &str, value: Option<i64>, asked: usize) -> bool {
        let of_name = || self.writes.iter().filter(|write| &*write.name == name);
        let is_untold = |id: &RequestId| self.open.contains_key(id) || self.said.contains_key(id);
        let is_open = |(id, written): &(RequestId, Written)| is_untold(id) && written.is(name, value);
        let newer = of_name().filter(|newer| newer.told <= asked && newer.value != value);
        let is_replaced_by = |newer: &Write| of_name().filter(|it| it.value == value).all(|it| it.told <= newer.asked);
        newer.into_iter().any(is_replaced_by) && !carried_out(cluster).iter().any(is_open)
    }
}

/// What a request has left where it was carried out.
struct Written {
    name: Arc<str>,
    /// `None` where that cannot be said: two entries were committed at one index.
    value: Option<Option<i64>>,
}

impl Written {
    fn is(&self, name: &str, value: Option<i64>) -> bool {
        &*self.name == name && self.value.is_none_or(|written| written == value)
    }
}

/// All writes that were committed, whether anybody was told or not.
fn carried_out(cluster: &Cluster<Raft>) -> Vec<(RequestId, Written)> {
    let mut store = Store::default();
    let mut written = Vec::new();
    let (mut last, mut is_sure) = (None, true);
    for (index, _, entry) in committed(cluster, Index::ZERO) {
        // Leaders of several terms may have counted the same one.
        if last == Some((index, entry)) {
            continue;
        }
        is_sure &= last.is_none_or(|(before, _)| before != index);
        last = Some((index, entry));
        let Content::Command(operation) = &entry.content else { continue };
        let value = operation.apply(&mut store).filter(|_| is_sure);
        if !matches!(operation.command, StoreCommand::Get(_)) {
            written.push((operation.id, Written { name: operation.command.name().clone(), value }));
        }
    }
    written
}
