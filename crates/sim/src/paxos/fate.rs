//! What becomes of a value whose client was told nothing: chosen, or never to be.

use super::view::chosen_value;
use crate::clock::fate::{ClientFate, Settled, Unanswered};
use crate::cluster::Cluster;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::paxos::{Message, Paxos, Proposal, Value};
use quorate_core::protocol::RequestId;
use quorate_core::sorted::SortedSet;

/// Once a value is chosen, it is settled for all values. Until then a value is lost when nothing has it: what no node and no
/// message holds, nobody can propose any more.
pub(super) fn fates(cluster: &Cluster<Paxos>, requests: &[Unanswered<'_>]) -> Vec<Option<ClientFate>> {
    if let Some(chosen) = chosen_value(cluster) {
        let what = chosen.to_string();
        let fate = |it: &Unanswered<'_>| {
            let is_it = what == it.request;
            let (settled, key) =
                if is_it { (Settled::Done, "paxos.fate-chosen") } else { (Settled::Never, "paxos.fate-other") };
            Some(ClientFate { settled, key, what: what.clone() })
        };
        return requests.iter().map(fate).collect();
    }
    let held = cluster.nodes().flat_map(|node| cluster.server(node).held.iter().map(|(_, message)| message));
    let messages = cluster.network().iter().map(|(_, _, message)| message).chain(held);
    let brought: SortedSet<&Value> = messages.filter_map(brings).collect();
    let fate = |it: &Unanswered<'_>| {
        let value = Value::from(it.request);
        let is_it = |other: &Value| *other == value;
        let is_held = cluster.nodes().any(|node| {
            let server = cluster.server(node);
            let on_disk = server.disk.as_ref().is_some_and(|disk| has_it(&disk.acceptor.accepted, is_it));
            on_disk || server.state.as_ref().is_some_and(|state| holds(state, it.id, is_it))
        });
        let is_lost = !is_held && !brought.contains(&&value);
        is_lost.then(|| ClientFate { settled: Settled::Never, key: "paxos.fate-lost", what: String::new() })
    };
    requests.iter().map(fate).collect()
}

fn has_it(accepted: &Option<Proposal>, is_it: impl Fn(&Value) -> bool) -> bool {
    accepted.as_ref().is_some_and(|proposal| is_it(&proposal.value))
}

/// In any of its roles: a client that waits, a value to be proposed, one that was heard of.
fn holds(
    Paxos { proposer, acceptor, learner, .. }: &Paxos,
    id: RequestId,
    is_it: impl Fn(&Value) -> bool + Copy,
) -> bool {
    let in_attempt = proposer.attempt.as_ref().is_some_and(|attempt| {
        let reported = attempt.promises.iter().filter_map(|(_, accepted)| accepted.as_ref());
        attempt.value.as_ref().is_some_and(is_it) || reported.into_iter().any(|Proposal { value, .. }| is_it(value))
    });
    proposer.waiting.contains(&id)
        || proposer.wants.as_ref().is_some_and(is_it)
        || in_attempt
        || has_it(&acceptor.accepted, is_it)
        || learner.accepted.iter().any(|(proposal, _)| is_it(&proposal.value))
}

/// The value that a message brings.
fn brings(message: &Message) -> Option<&Value> {
    match message {
        Message::Promise { accepted: Some(proposal), .. }
        | Message::Accept { proposal }
        | Message::Accepted { proposal }
        | Message::Learned { proposal } => Some(&proposal.value),
        Message::Request { value } => Some(value),
        _ => None,
    }
}
