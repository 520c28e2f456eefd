//! What `expect` and `until` lines may ask of a node.

use super::view;
use crate::cluster::Cluster;
use crate::cluster::names::Names;
use alloc::string::{String, ToString};
use core::fmt::Display;
use quorate_core::paxos::Paxos;
use quorate_core::protocol::NodeId;

/// Their names.
pub(super) const ALL: &[&str] =
    &["role", "promised", "accepted", "accepted-ballot", "accepted-value", "chosen", "phase", "ballot", "value"];

/// The value of one of them as it is written in scripts; what is not there is `none`. None of them has a key.
pub(super) fn attribute(
    cluster: &Cluster<Paxos>,
    node: NodeId,
    attribute: &str,
    key: Option<&str>,
    names: Names,
) -> Option<String> {
    if key.is_some() {
        return None;
    }
    let (_, detail) = view::detail(cluster, node, names);
    let accepted = detail.accepted.as_ref();
    let proposer = detail.proposer.as_ref();
    Some(match attribute {
        "role" => view::role(cluster, node).to_string(),
        "promised" => text(detail.promised.as_ref()),
        "accepted" => text(accepted),
        "accepted-ballot" => text(accepted.map(|it| &it.ballot)),
        "accepted-value" => text(accepted.map(|it| &it.value)),
        "chosen" => text(detail.chosen.as_ref()),
        "phase" => text(proposer.map(|it| it.phase)),
        "ballot" => text(proposer.and_then(|it| it.ballot.as_ref())),
        "value" => text(proposer.and_then(|it| it.value.as_ref())),
        _ => return None,
    })
}

fn text(value: Option<impl Display>) -> String {
    value.map_or_else(|| "none".to_string(), |value| value.to_string())
}
