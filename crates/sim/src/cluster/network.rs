//! What is under way between the nodes.

use alloc::vec::Vec;
use quorate_core::protocol::{Links, NodeId};
use quorate_core::sorted::SortedMap;

/// The messages in flight: for each link a multiset of datagrams, and a queue of what is on the connection.
///
/// Canonical: two networks with the same messages in flight are equal, whatever happened before.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Network<M> {
    /// Sorted, link by link: their order means nothing. Never holds an empty link.
    datagrams: SortedMap<(NodeId, NodeId), Vec<M>>,
    /// Link by link, the oldest first. Never holds an empty link.
    connections: SortedMap<(NodeId, NodeId), Vec<M>>,
}

impl<M> Default for Network<M> {
    fn default() -> Self {
        Self { datagrams: SortedMap::new(), connections: SortedMap::new() }
    }
}

impl<M: Clone + Ord> Network<M> {
    /// Puts a message in flight; on a connection behind all that is on it.
    pub fn insert(&mut self, links: Links, from: NodeId, to: NodeId, message: M) {
        match links {
            Links::Connection => self.connections.get_or_insert_with((from, to), Default::default).push(message),
            Links::Datagram => {
                let link = self.datagrams.get_or_insert_with((from, to), Default::default);
                let place = link.binary_search(&message).unwrap_or_else(|place| place);
                link.insert(place, message);
            }
        }
    }

    fn on(&self, links: Links) -> &SortedMap<(NodeId, NodeId), Vec<M>> {
        match links {
            Links::Datagram => &self.datagrams,
            Links::Connection => &self.connections,
        }
    }

    /// Whether the message is in flight and may arrive next: on a connection, that it is the oldest.
    pub fn can_arrive(&self, links: Links, from: NodeId, to: NodeId, message: &M) -> bool {
        self.on(links).get(&(from, to)).is_some_and(|link| match links {
            Links::Connection => link.first() == Some(message),
            Links::Datagram => link.contains(message),
        })
    }

    /// Whether the message is in flight.
    pub fn contains(&self, links: Links, from: NodeId, to: NodeId, message: &M) -> bool {
        self.on(links).get(&(from, to)).is_some_and(|link| link.contains(message))
    }

    /// Takes one copy of a message out: the one that was sent first. Says whether there was one.
    pub fn remove(&mut self, links: Links, from: NodeId, to: NodeId, message: &M) -> bool {
        let all = match links {
            Links::Datagram => &mut self.datagrams,
            Links::Connection => &mut self.connections,
        };
        let Some(link) = all.get_mut(&(from, to)) else { return false };
        let Some(place) = link.iter().position(|other| other == message) else { return false };
        link.remove(place);
        if link.is_empty() {
            all.remove(&(from, to));
        }
        true
    }

    /// Takes out all that is on the connection between two nodes, in both directions: from, to, message.
    pub fn disconnect(&mut self, a: NodeId, b: NodeId) -> impl Iterator<Item = (NodeId, NodeId, M)> + use<M> {
        [(a, b), (b, a)]
            .map(|link| (link, self.connections.remove(&link)))
            .into_iter()
            .flat_map(|((from, to), gone)| gone.unwrap_or_default().into_iter().map(move |message| (from, to, message)))
    }

    /// All messages in flight, link by link: the datagrams, then what is on connections, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, NodeId, &M)> {
        let links = self.datagrams.iter().chain(&self.connections);
        links.flat_map(|((from, to), link)| link.iter().map(|message| (*from, *to, message)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    const A: NodeId = NodeId(0);
    const B: NodeId = NodeId(1);

    fn network(links: Links, messages: &[u8]) -> Network<u8> {
        let mut network = Network::default();
        for &message in messages {
            network.insert(links, A, B, message);
        }
        network
    }

    #[test]
    fn of_datagrams_the_order_of_sending_is_not_remembered() {
        assert_eq!(network(Links::Datagram, &[3, 1, 2]), network(Links::Datagram, &[2, 3, 1]));
        assert!(network(Links::Datagram, &[3, 1]).can_arrive(Links::Datagram, A, B, &3));
    }

    #[test]
    fn a_connection_hands_over_only_its_oldest_message() {
        let network = network(Links::Connection, &[3, 1]);
        assert!(network.can_arrive(Links::Connection, A, B, &3));
        assert!(!network.can_arrive(Links::Connection, A, B, &1));
    }

    #[test]
    fn a_message_sent_twice_is_in_flight_twice() {
        let mut network = network(Links::Datagram, &[1, 1]);
        assert!(network.remove(Links::Datagram, A, B, &1));
        assert!(network.contains(Links::Datagram, A, B, &1));
        assert!(network.remove(Links::Datagram, A, B, &1));
        assert!(!network.remove(Links::Datagram, A, B, &1));
        assert_eq!(network, Network::default());
    }

    #[test]
    fn a_connection_that_ends_takes_what_is_on_it_in_both_directions_and_no_datagram() {
        let mut network = network(Links::Datagram, &[7]);
        let datagram = network.clone();
        for (from, to, message) in [(A, B, 2), (B, A, 3), (A, B, 1)] {
            network.insert(Links::Connection, from, to, message);
        }
        assert!(network.disconnect(A, B).eq([(A, B, 2), (A, B, 1), (B, A, 3)]));
        assert_eq!(network, datagram);
    }
}
