//! What becomes of a value whose client was told nothing: chosen, or never to be.

use super::view::chosen_value;
use crate::clock::fate::{ClientFate, Settled};
use crate::cluster::Cluster;
use alloc::string::ToString;
use quorate_core::paxos::Paxos;

/// Once a value is chosen, it is settled for all values.
pub(super) fn fate(cluster: &Cluster<Paxos>, value: &str) -> Option<ClientFate> {
    let what = chosen_value(cluster)?.to_string();
    let (settled, key) =
        if what == value { (Settled::Done, "paxos.fate-chosen") } else { (Settled::Never, "paxos.fate-other") };
    Some(ClientFate { settled, key, what })
}
