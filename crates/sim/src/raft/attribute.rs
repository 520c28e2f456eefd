//! What `expect` and `until` lines may ask of a server.

use super::picture;
use crate::cluster::Cluster;
use crate::cluster::names::Names;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Index, Leader, Membership, Raft, Role};

pub(super) const NAMES: &[&str] = &[
    "role",
    "term",
    "voted-for",
    "votes",
    "leader",
    "log",
    "last-index",
    "commit-index",
    "last-applied",
    "state",
    "configuration",
    "snapshot-index",
    "snapshot-term",
    "next-index",
    "match-index",
];

/// The value as it is written in scripts; `none` for what is not there. `None` if the question makes no sense.
pub(super) fn value(
    cluster: &Cluster<Raft>,
    node: NodeId,
    attribute: &str,
    key: Option<&str>,
    names: Names,
) -> Option<String> {
    let state = cluster.state(node);
    let durable = cluster.server(node).durable().unwrap_or_default();
    let number = |number: Option<u64>| or_none(number.map(|number| number.to_string()));
    // What is asked of a leader about another server.
    let progress = |of: fn(&Leader, NodeId) -> Option<Index>| {
        let other = names.node(key?, cluster.nodes().count() as u8)?;
        let index = match state.map(|state| &state.role) {
            Some(Role::Leader(leader)) => of(leader, other),
            _ => None,
        };
        Some(number(index.map(|index| index.0)))
    };
    match (attribute, key) {
        ("next-index", Some(_)) => progress(|leader, other| leader.next_index.get(&other).copied()),
        ("match-index", Some(_)) => progress(|leader, other| leader.match_index.get(&other).copied()),
        ("state", Some(name)) => {
            Some(or_none(state.and_then(|state| state.store.get(name)).map(|value| value.to_string())))
        }
        ("role", None) => Some(picture::role(cluster, node).to_string()),
        ("term", None) => Some(durable.current_term.to_string()),
        ("voted-for", None) => Some(or_none(durable.voted_for.map(|candidate| names.name(candidate)))),
        ("votes", None) => Some(number(state.map(|state| {
            picture::votes(state).map_or(0, |votes| votes.values().filter(|granted| **granted).count() as u64)
        }))),
        ("leader", None) => Some(or_none(state.and_then(|state| state.leader).map(|leader| names.name(leader)))),
        ("log", None) => {
            let entries: Vec<_> = durable
                .log
                .iter()
                .map(|(_, entry)| format!("{}:{}", entry.term.0, picture::content(&entry.content, names)))
                .collect();
            Some(if entries.is_empty() { "none".to_string() } else { entries.join(", ") })
        }
        ("configuration", None) => {
            let of_disk = || Arc::new(Membership::of(&cluster.config().voters, &durable.log));
            let membership = state.map_or_else(of_disk, |state| state.membership.clone());
            Some(picture::configuration_text(membership.in_force(), names))
        }
        ("snapshot-index", None) => Some(durable.log.snapshot_index().to_string()),
        ("snapshot-term", None) => Some(number(durable.log.snapshot().map(|snapshot| snapshot.last_term.0))),
        ("last-index", None) => Some(durable.log.last_index().to_string()),
        ("commit-index", None) => Some(number(state.map(|state| state.commit_index.0))),
        ("last-applied", None) => Some(number(state.map(|state| state.last_applied.0))),
        _ => None,
    }
}

fn or_none(value: Option<String>) -> String {
    value.unwrap_or_else(|| "none".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raft::checks::story::{A, B, C, Story};

    #[test]
    fn a_leader_tells_its_state_its_log_and_where_the_others_are() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 5").run();
        let ask = |node, attribute, key| value(&story.cluster, node, attribute, key, Names::Letters);
        let cases = [
            (A, "role", None, "leader"),
            (A, "term", None, "1"),
            (A, "votes", None, "3"),
            (B, "voted-for", None, "A"),
            (B, "leader", None, "A"),
            (B, "votes", None, "0"),
            (B, "log", None, "1:SET x 5"),
            (A, "last-index", None, "1"),
            (A, "commit-index", None, "1"),
            (B, "commit-index", None, "0"),
            (A, "last-applied", None, "1"),
            (A, "state", Some("x"), "5"),
            (A, "state", Some("y"), "none"),
            (A, "next-index", Some("B"), "2"),
            (A, "match-index", Some("C"), "1"),
            (B, "match-index", Some("C"), "none"),
        ];
        for (node, attribute, key, expected) in cases {
            assert_eq!(ask(node, attribute, key).as_deref(), Some(expected), "{node}.{attribute}");
        }
        for (attribute, key) in [("colour", None), ("state", None), ("role", Some("x")), ("next-index", Some("Z"))] {
            assert_eq!(ask(A, attribute, key), None, "{attribute}");
        }
    }

    #[test]
    fn a_crashed_server_tells_what_is_on_its_disk_and_nothing_else() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 5").run().crash(A);
        let ask = |attribute, key| value(&story.cluster, A, attribute, key, Names::Letters);
        for (attribute, expected) in
            [("role", "down"), ("term", "1"), ("log", "1:SET x 5"), ("commit-index", "none"), ("leader", "none")]
        {
            assert_eq!(ask(attribute, None).as_deref(), Some(expected), "{attribute}");
        }
        assert_eq!(ask("state", Some("x")).as_deref(), Some("none"));
        assert_eq!(value(&story.cluster, C, "log", None, Names::Letters).as_deref(), Some("1:SET x 5"));
    }
}
