//! A client reads a value that was old already when it asked: somebody had been told of a newer one.

use super::cluster;
use crate::clock::feat::{Lookout, Moment};
use crate::cluster::Said;
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::kv::StoreCommand;
use quorate_core::protocol::RequestId;
use quorate_core::raft::{Request, Response};
use quorate_core::sorted::SortedMap;

#[derive(Clone, Default)]
pub(super) struct StaleRead {
    /// How much of what clients saw has been looked at.
    seen: usize,
    /// What is asked for and not answered yet, and when that was.
    open: SortedMap<RequestId, (usize, StoreCommand)>,
    /// The writes that were answered.
    writes: Vec<Write>,
}

/// A value that a client was told is written.
#[derive(Clone)]
struct Write {
    name: Arc<str>,
    value: Option<i64>,
    asked: usize,
    told: usize,
}

impl Lookout for StaleRead {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = cluster(run) else { return false };
        let mut is_stale = false;
        for (place, exchange) in cluster.history().iter().enumerate().skip(self.seen) {
            self.seen = place + 1;
            match &exchange.what {
                Said::Asked(Request::Command(command)) => {
                    self.open.get_or_insert_with(exchange.id, || (place, command.clone()));
                }
                Said::Told(Response::Applied { value, .. }) => {
                    let Some((asked, command)) = self.open.remove(&exchange.id) else { continue };
                    match command {
                        StoreCommand::Get(name) => is_stale |= self.is_old(&name, *value, asked),
                        StoreCommand::Set(name, value) => {
                            self.writes.push(Write { name, value: Some(value), asked, told: place });
                        }
                        StoreCommand::Del(name) => self.writes.push(Write { name, value: None, asked, told: place }),
                        StoreCommand::Add(..) => {}
                    }
                }
                Said::Asked(_) | Said::Told(_) => {}
            }
        }
        is_stale
    }
}

impl StaleRead {
    /// Whether a value had been replaced before somebody asked for it: all that wrote it was told before that which replaced it
    /// was asked for. What nobody was told may have been written at any time.
    fn is_old(&self, name: &str, value: Option<i64>, asked: usize) -> bool {
        let of_name = || self.writes.iter().filter(|write| &*write.name == name);
        let may_write = |(_, command): &(usize, StoreCommand)| match command {
            StoreCommand::Set(other, set) => &**other == name && Some(*set) == value,
            StoreCommand::Del(other) => &**other == name && value.is_none(),
            StoreCommand::Add(other, _) => &**other == name,
            StoreCommand::Get(_) => false,
        };
        let newer = of_name().filter(|newer| newer.told < asked && newer.value != value);
        let is_replaced_by = |newer: &Write| of_name().filter(|it| it.value == value).all(|it| it.told < newer.asked);
        !self.open.values().any(may_write) && newer.into_iter().any(is_replaced_by)
    }
}
