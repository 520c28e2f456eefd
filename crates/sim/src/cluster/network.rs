//! What is under way between the nodes.

use alloc::vec::Vec;
use quorate_core::protocol::{Links, NodeId};
use quorate_core::sorted::SortedMap;

/// The messages in flight: a multiset a link, or a queue a link where the protocol assumes order.
///
/// Canonical: two networks with the same messages in flight are equal, whatever happened before.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Network<M> {
    /// Never holds an empty link. Sorted where order means nothing ([`Links::Unordered`]).
    links: SortedMap<(NodeId, NodeId), Vec<M>>,
}

impl<M> Default for Network<M> {
    fn default() -> Self {
        Self { links: SortedMap::new() }
    }
}

impl<M: Clone + Ord> Network<M> {
    /// Puts a message in flight.
    pub fn insert(&mut self, order: Links, from: NodeId, to: NodeId, message: M) {
        let link = self.links.get_or_insert_with((from, to), Default::default);
        match order {
            Links::Fifo => link.push(message),
            Links::Unordered => {
                let place = link.binary_search(&message).unwrap_or_else(|place| place);
                link.insert(place, message);
            }
        }
    }

    /// Whether the message is in flight and may arrive next on its link.
    pub fn can_arrive(&self, order: Links, from: NodeId, to: NodeId, message: &M) -> bool {
        self.links.get(&(from, to)).is_some_and(|link| match order {
            Links::Fifo => link.first() == Some(message),
            Links::Unordered => link.contains(message),
        })
    }

    /// Whether the message is in flight.
    pub fn contains(&self, from: NodeId, to: NodeId, message: &M) -> bool {
        self.links.get(&(from, to)).is_some_and(|link| link.contains(message))
    }

    /// Takes one copy of a message out: the one that was sent first. Says whether there was one.
    pub fn remove(&mut self, from: NodeId, to: NodeId, message: &M) -> bool {
        let Some(link) = self.links.get_mut(&(from, to)) else { return false };
        let Some(place) = link.iter().position(|other| other == message) else { return false };
        link.remove(place);
        if link.is_empty() {
            self.links.remove(&(from, to));
        }
        true
    }

    /// Takes out all that is under way from and to `node`.
    pub fn disconnect(&mut self, node: NodeId) -> Vec<(NodeId, NodeId, M)> {
        let mut lost = Vec::new();
        self.links.retain(|&(from, to), link| {
            let keep = from != node && to != node;
            if !keep {
                lost.extend(link.drain(..).map(|message| (from, to, message)));
            }
            keep
        });
        lost
    }

    /// All messages in flight, link by link.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, NodeId, &M)> {
        self.links.iter().flat_map(|((from, to), link)| link.iter().map(|message| (*from, *to, message)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    const A: NodeId = NodeId(0);
    const B: NodeId = NodeId(1);

    fn network(order: Links, messages: &[u8]) -> Network<u8> {
        let mut network = Network::default();
        for &message in messages {
            network.insert(order, A, B, message);
        }
        network
    }

    #[test]
    fn an_unordered_network_does_not_remember_the_order_of_sending() {
        assert_eq!(network(Links::Unordered, &[3, 1, 2]), network(Links::Unordered, &[2, 3, 1]));
        assert!(network(Links::Unordered, &[3, 1]).can_arrive(Links::Unordered, A, B, &3));
    }

    #[test]
    fn a_fifo_link_hands_over_only_its_first_message() {
        let network = network(Links::Fifo, &[3, 1]);
        assert!(network.can_arrive(Links::Fifo, A, B, &3));
        assert!(!network.can_arrive(Links::Fifo, A, B, &1));
    }

    #[test]
    fn a_message_sent_twice_is_in_flight_twice() {
        let mut network = network(Links::Unordered, &[1, 1]);
        assert!(network.remove(A, B, &1));
        assert!(network.contains(A, B, &1));
        assert!(network.remove(A, B, &1));
        assert!(!network.remove(A, B, &1));
        assert_eq!(network, Network::default());
    }
}
