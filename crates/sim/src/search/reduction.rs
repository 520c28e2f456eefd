//! Reduction: which states count as one.
//!
//! **Nodes that are alike.** States that differ only in which node is called what are one. Why that is sound: let some nodes
//! be *alike*: the configuration says the same of each, and no step of the protocol and no check depends on the order of
//! their numbers. Then renaming them takes each possible step from a state to a possible step from the renamed state, and a
//! broken property to a broken property. If moreover the renaming leaves the first state and what clients ask for as they are,
//! whatever can be reached can be reached renamed. So it is enough to go on from one state of those that renamings make of
//! one another: from the one that came first. Which states belong together shows the least of the fingerprints of all
//! renamings of a state.
//!
//! **What means nothing any more.** Some of what a node remembers it will never ask itself again; without that, a state is
//! its *essence*. And some messages are *dead*: they will never do anything that anybody could notice. Two states are one if
//! they differ in nothing else. Why that is sound: four things are claimed, of whatever may happen,
//!
//! 1. a node and its essence do the same: send, record, answer and time the same, and are of the same essence afterwards;
//! 2. a dead message changes nothing of the essence of the node where it arrives, and makes it do nothing;
//! 3. a dead message stays dead: when other messages arrive, when a timer runs out, in a crash and after it;
//! 4. no check looks at what is left out of the essence, or at a message because it is in flight (see `raft/reduction.rs` for
//!    the two that do).
//!
//! So what can happen in a state can happen in any that is one with it, and leads to states that are one again; a dead
//! message arriving is the one thing that can't, and it leads to nothing new. A copy of a dead message can't be made any
//! more either: that would leave less to be done, not more. The claims are made only where disks take no time (what a
//! crash undoes can bring a message back to life) and of a protocol with all its rules on.
//!
//! **Delays.** A crash that loses nothing, so that the node will restart just as it is now, and silently, is not tried: a node
//! that is slow does as little as one that is down, and what is on its disk is the same. That is claimed in the same cases.
//!
//! **Connections.** What is on a connection is never dead: where it arrives the node has accepted the connection, and what is
//! behind it may arrive. And a crash breaks the node's connections, so it is never no more than a delay.
//!
//! Messages are taken out as soon as they are dead, and nodes are kept as their essence. The steps are real ones: nodes keep
//! their own names, what was left out is still there, and dead messages are merely late. So what the search finds is a
//! schedule that really happens.
//!
//! All this is claimed by the protocol ([`Reducible`]), and tests hold it against searches without reduction; that a renaming
//! leaves the first state and the requests as they are, is looked at here.

use super::bounds::Bounds;
use crate::cluster::{Cluster, Exchange, Said, Server, Storage};
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use quorate_core::protocol::{Effects, Links, NodeId, Protocol};

/// New names for nodes: a permutation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Renaming(Vec<NodeId>);

impl Renaming {
    /// What a node is called now.
    pub fn of(&self, node: NodeId) -> NodeId {
        self.0.get(usize::from(node.0)).copied().unwrap_or(node)
    }

    /// What many nodes are called now, collected anew, so that what is sorted is sorted again.
    pub fn of_all<'a, C: FromIterator<NodeId>>(&self, nodes: impl IntoIterator<Item = &'a NodeId>) -> C {
        nodes.into_iter().map(|node| self.of(*node)).collect()
    }
}

/// A protocol of which something is known that makes one state of many.
pub trait Reducible: Protocol {
    /// Groups of nodes that are alike. A node that is in no group is like no other.
    fn alike(cluster: &Cluster<Self>) -> Vec<Vec<NodeId>>;
    /// The state of a node, with all nodes that it speaks of renamed.
    fn renamed(&self, renaming: &Renaming) -> Self;
    /// What is on its disk.
    fn durable_renamed(durable: &Self::Durable, renaming: &Renaming) -> Self::Durable;
    /// What it says.
    fn message_renamed(message: &Self::Message, renaming: &Renaming) -> Self::Message;
    /// What the checks remember.
    fn fact_renamed(fact: &Self::Fact, renaming: &Renaming) -> Self::Fact;
    /// What clients ask for.
    fn request_renamed(request: &Self::Request, renaming: &Renaming) -> Self::Request;
    /// What they are told.
    fn response_renamed(response: &Self::Response, renaming: &Renaming) -> Self::Response;
    /// Whether all rules are on: what [`Reducible::essence`] and [`Reducible::is_dead`] say is said of the whole protocol.
    fn is_whole(config: &Self::Config) -> bool;
    /// The state of a node without what neither it nor a check will ever look at again. What is durable stays.
    fn essence(self, _: &Self::Config) -> Self {
        self
    }
    /// Whether a message to a node of this essence will never do anything any more. Asked only where disks take no time.
    fn is_dead(&self, config: &Self::Config, message: &Self::Message) -> bool;
}

type SaidIn<P> = Said<<P as Protocol>::Request, <P as Protocol>::Response>;

/// What makes one state of many.
///
/// ```
/// use quorate_core::raft::{Config, Raft};
/// use quorate_sim::cluster::Cluster;
/// use quorate_sim::search::case::Searched;
/// use quorate_sim::search::reduction::Reduction;
///
/// let case = &Raft::CASES[0];
/// let reduction: Reduction<Raft> = Raft::reduction(&case.booted(true), &(case.bounds)());
/// assert!(reduction.order() > 1, "its servers are alike: so many renamings change nothing");
/// assert_eq!(Reduction::<Raft>::none().order(), 1);
/// ```
pub struct Reduction<P: Protocol> {
    /// The one that changes nothing first.
    pub(super) renamings: Vec<Renaming>,
    pub(super) server: fn(&Server<P>, &Renaming) -> Server<P>,
    pub(super) message: fn(&P::Message, &Renaming) -> P::Message,
    pub(super) fact: fn(&P::Fact, &Renaming) -> P::Fact,
    request: fn(&P::Request, &Renaming) -> P::Request,
    response: fn(&P::Response, &Renaming) -> P::Response,
    /// In which configuration it is known what means nothing any more; `None` where it is not.
    whole: Option<P::Config>,
    essence: fn(P, &P::Config) -> P,
    is_dead: fn(&P, &P::Config, &P::Message) -> bool,
}

impl<P: Protocol> core::fmt::Debug for Reduction<P> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Reduction").field(&self.renamings).finish()
    }
}

impl<P: Protocol> Reduction<P> {
    /// Every state is only itself.
    pub fn none() -> Self {
        Self {
            renamings: vec![Renaming(Vec::new())],
            server: |server, _| server.clone(),
            message: |message, _| message.clone(),
            fact: |fact, _| fact.clone(),
            request: |request, _| request.clone(),
            response: |response, _| response.clone(),
            whole: None,
            essence: |state, _| state,
            is_dead: |_, _, _| false,
        }
    }

    /// How many states are one because nodes are alike, at the most.
    pub fn order(&self) -> usize {
        self.renamings.len()
    }

    pub(super) fn said(&self, what: &SaidIn<P>, renaming: &Renaming) -> SaidIn<P> {
        match what {
            Said::Asked(request) => Said::Asked((self.request)(request, renaming)),
            Said::Told(response) => Said::Told((self.response)(response, renaming)),
        }
    }

    /// Whether a crash that loses nothing is no more than a delay.
    pub fn knows_delays(&self) -> bool {
        !P::CONNECTS && self.whole.is_some()
    }

    /// A server without what means nothing any more.
    pub(super) fn essence(&self, server: Arc<Server<P>>) -> Arc<Server<P>> {
        let Some((config, state)) = self.whole.as_ref().zip(server.state.clone()) else { return server };
        let server = Arc::unwrap_or_clone(server);
        Arc::new(Server { state: Some((self.essence)(state, config)), ..server })
    }

    /// The state in which a node that is down will be when the next message can arrive, if that matters here.
    pub(super) fn restarted(&self, node: NodeId, server: &Server<P>) -> Option<P> {
        let config = self.whole.as_ref().filter(|_| server.state.is_none())?;
        let state = P::start(config, node, server.disk.clone(), &mut Effects::default());
        Some((self.essence)(state, config))
    }

    /// Whether a message is dead that will arrive in this state, which is its own essence, or a later one.
    pub(super) fn is_dead(&self, state: &P, message: &P::Message) -> bool {
        let is_dead = |config| P::links(message) == Links::Datagram && (self.is_dead)(state, config, message);
        self.whole.as_ref().is_some_and(is_dead)
    }

    /// A cluster without what means nothing any more.
    pub fn essential(&self, cluster: &Cluster<P>) -> Cluster<P> {
        let mut essential = cluster.clone();
        for server in &mut essential.servers {
            *server = self.essence(server.clone());
        }
        essential.network = Default::default();
        for (from, to, message) in cluster.network().iter() {
            let restarted = self.restarted(to, cluster.server(to));
            let state = essential.state(to).or(restarted.as_ref());
            if !state.is_some_and(|state| self.is_dead(state, message)) {
                essential.network.insert(P::links(message), from, to, message.clone());
            }
        }
        essential
    }

    /// All clusters that are one with this one because nodes are alike, itself first.
    pub fn variants(&self, cluster: &Cluster<P>) -> impl Iterator<Item = Cluster<P>> {
        self.renamings.iter().map(|renaming| self.renamed(cluster, renaming))
    }

    fn renamed(&self, cluster: &Cluster<P>, renaming: &Renaming) -> Cluster<P> {
        let mut renamed = cluster.clone();
        for node in cluster.nodes() {
            let server = (self.server)(cluster.server(node), renaming);
            renamed.servers[usize::from(renaming.of(node).0)] = Arc::new(server);
        }
        renamed.network = Default::default();
        for (from, to, message) in cluster.network().iter() {
            let message = (self.message)(message, renaming);
            renamed.network.insert(P::links(&message), renaming.of(from), renaming.of(to), message);
        }
        renamed.cuts = cluster.cuts().iter().map(|(from, to)| (renaming.of(*from), renaming.of(*to))).collect();
        renamed.facts = Default::default();
        for fact in cluster.facts().iter() {
            renamed.facts.insert((self.fact)(fact, renaming));
        }
        renamed.history = Default::default();
        for exchange in cluster.history().iter() {
            renamed.history.insert(Exchange { what: self.said(&exchange.what, renaming), ..*exchange });
        }
        renamed
    }
}

impl<P: Reducible> Reduction<P> {
    /// All renamings of nodes that are alike, as far as they leave as they are the state that a search begins with and
    /// what its clients ask for.
    pub fn of(cluster: &Cluster<P>, bounds: &Bounds<P>) -> Self {
        let mut renamings = vec![Renaming(cluster.nodes().collect())];
        for group in P::alike(cluster) {
            let orders = permutations(&group);
            let place = |node: &NodeId| group.iter().position(|other| other == node);
            let with = |known: &Renaming, order: &Vec<NodeId>| {
                Renaming(known.0.iter().map(|node| place(node).map_or(*node, |place| order[place])).collect())
            };
            renamings = renamings.iter().flat_map(|known| orders.iter().map(move |order| with(known, order))).collect();
        }
        let all = Self {
            renamings,
            server: renamed_server,
            message: P::message_renamed,
            fact: P::fact_renamed,
            request: P::request_renamed,
            response: P::response_renamed,
            whole: None,
            essence: P::essence,
            is_dead: P::is_dead,
        };
        let leaves_alone = |renaming: &Renaming| {
            all.renamed(cluster, renaming) == *cluster
                && bounds.requests.iter().all(|(asked, request)| {
                    asked.iter().all(|node| asked.contains(&renaming.of(*node)))
                        && P::request_renamed(request, renaming) == *request
                })
        };
        let renamings = all.renamings.iter().filter(|renaming| leaves_alone(renaming)).cloned().collect();
        let is_known = cluster.storage() == Storage::Synchronous && P::is_whole(cluster.config());
        Self { renamings, whole: is_known.then(|| cluster.config().clone()), ..all }
    }
}

fn renamed_server<P: Reducible>(server: &Server<P>, renaming: &Renaming) -> Server<P> {
    let held = |(to, message): &(NodeId, P::Message)| (renaming.of(*to), P::message_renamed(message, renaming));
    Server {
        state: server.state.as_ref().map(|state| state.renamed(renaming)),
        disk: server.disk.as_ref().map(|disk| P::durable_renamed(disk, renaming)),
        held: server.held.iter().map(held).collect(),
        timers: server.timers.clone(),
        connected: renaming.of_all(server.connected.iter()),
    }
}

/// All orders of some nodes, the given one first.
fn permutations(nodes: &[NodeId]) -> Vec<Vec<NodeId>> {
    let Some((first, rest)) = nodes.split_first() else { return vec![Vec::new()] };
    let of_rest = permutations(rest);
    let put = |place: usize| {
        of_rest.iter().map(move |order| {
            let mut order = order.clone();
            order.insert(place, *first);
            order
        })
    };
    (0..nodes.len()).flat_map(put).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n_nodes_have_n_factorial_orders_and_the_given_one_is_the_first() {
        let nodes: Vec<NodeId> = [3, 5, 6, 8].map(NodeId).into();
        let mut orders = permutations(&nodes);
        assert_eq!(orders[0], nodes);
        orders.sort();
        orders.dedup();
        assert_eq!(orders.len(), 24);
        assert!(orders.iter().all(|order| nodes.iter().all(|node| order.contains(node))));
    }
}
