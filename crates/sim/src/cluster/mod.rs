//! One state, one verb: all nodes, all that is in flight, and [`Cluster::apply`].

pub mod check;
pub mod checked;
pub mod facts;
pub mod fingerprint;
pub mod key_value;
pub mod limits;
pub mod linearizable;
pub mod lost;
pub mod names;
pub mod network;
pub mod order;
pub mod rule;
mod server;
pub mod setting;
pub mod step;

pub use server::{Server, Storage};

use crate::cluster::facts::Facts;
use crate::cluster::lost::Lost;
use crate::cluster::network::Network;
use crate::cluster::step::{Applied, Impossible, Step};
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::apart::apart;
use quorate_core::protocol::{Effects, Input, Links, NodeId, Protocol, RequestId, Send};
use quorate_core::runtime::loop_back;
use quorate_core::sorted::SortedSet;

/// All nodes, all messages in flight, what is cut, and the ghost history: an untimed plain value.
///
/// It changes in one way only, [`Cluster::apply`]. (Except that [`crate::search`] puts states together from parts that came
/// about so: hence some fields are open to it.)
///
/// ```
/// use quorate_core::protocol::NodeId;
/// use quorate_core::raft::{Config, Raft, Timer};
/// use quorate_sim::cluster::Cluster;
/// use quorate_sim::cluster::step::Step;
///
/// let mut cluster = Cluster::<Raft>::booted(Config::new(3), 3);
/// cluster.apply(&Step::Timeout { node: NodeId(0), timer: Timer::Election }).expect("the timer is set");
///
/// // All that is in flight arrives, until nothing is.
/// loop {
///     let mut in_flight = cluster.network().iter();
///     let Some((from, to, message)) = in_flight.next() else { break };
///     let step = Step::Deliver { from, to, message: message.clone() };
///     drop(in_flight);
///     cluster.apply(&step).expect("it is in flight");
/// }
/// assert!(cluster.state(NodeId(0)).is_some_and(Raft::is_leader));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Cluster<P: Protocol> {
    config: P::Config,
    storage: Storage,
    pub(crate) servers: Vec<Arc<Server<P>>>,
    pub(crate) network: Network<P::Message>,
    pub(crate) cuts: SortedSet<(NodeId, NodeId)>,
    pub(crate) facts: Facts<P::Fact>,
    /// What clients asked and were told, in this order, if the protocol's checks want to know.
    pub(crate) history: History<P>,
    lost: Lost<P::Durable>,
}

/// What clients asked and were told.
pub type History<P> = Facts<Exchange<<P as Protocol>::Request, <P as Protocol>::Response>>;

/// A client asks or is told something.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Exchange<Q, R> {
    /// Its place in the history.
    pub place: u32,
    /// Which request it is about.
    pub id: RequestId,
    /// What was said.
    pub what: Said<Q, R>,
}

/// What was said.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Said<Q, R> {
    /// The client asked for this.
    Asked(Q),
    /// The client was told this.
    Told(R),
}

/// A node that is down, with its disk.
fn blank<P: Protocol>(disk: Option<P::Durable>) -> Arc<Server<P>> {
    Arc::new(Server { state: None, disk, held: Vec::new(), timers: SortedSet::new(), connected: SortedSet::new() })
}

/// The most nodes of a cluster: their number fits into a byte.
pub const MOST_NODES: usize = u8::MAX as usize;

impl<P: Protocol> Cluster<P> {
    /// A cluster of `nodes` nodes, none of them booted: a [`Step::Restart`] boots one.
    pub fn new(config: P::Config, nodes: u8) -> Self {
        Self::with_disks(config, (0..nodes).map(|_| None))
    }

    /// A cluster whose nodes will boot with what these disks hold (`None`: an empty disk).
    ///
    /// # Panics
    ///
    /// If they are more than [`MOST_NODES`].
    pub fn with_disks(config: P::Config, disks: impl IntoIterator<Item = Option<P::Durable>>) -> Self {
        let servers: Vec<_> = disks.into_iter().map(blank).collect();
        assert!(servers.len() <= MOST_NODES, "a cluster has at most 255 nodes");
        Self {
            config,
            storage: Storage::default(),
            servers,
            network: Network::default(),
            cuts: SortedSet::new(),
            facts: Facts::default(),
            history: Facts::default(),
            lost: Lost::default(),
        }
    }

    /// A cluster of `nodes` nodes, all booted.
    pub fn booted(config: P::Config, nodes: u8) -> Self {
        let mut cluster = Self::new(config, nodes);
        cluster.boot();
        cluster
    }

    /// Boots all nodes that are down.
    pub fn boot(&mut self) {
        for node in self.nodes() {
            if self.state(node).is_none() {
                let booted = self.apply(&Step::Restart { node });
                debug_assert!(booted.is_ok(), "a node that is down can boot");
            }
        }
    }

    /// The parameters and rules in force.
    pub fn config(&self) -> &P::Config {
        &self.config
    }

    /// How disks behave.
    pub fn storage(&self) -> Storage {
        self.storage
    }

    /// All nodes.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<P> {
        (0..self.servers.len() as u8).map(NodeId)
    }

    /// A node and its disk. Panics if there is no such node.
    pub fn server(&self, node: NodeId) -> &Arc<Server<P>> {
        &self.servers[usize::from(node.0)]
    }

    /// A node's state, if it is up. Panics if there is no such node.
    pub fn state(&self, node: NodeId) -> Option<&P> {
        self.server(node).state.as_ref()
    }

    /// All nodes that are up, with their states.
    pub fn up(&self) -> impl Iterator<Item = (NodeId, &P)> {
        self.nodes().filter_map(|node| Some((node, self.state(node)?)))
    }

    /// What is in flight.
    pub fn network(&self) -> &Network<P::Message> {
        &self.network
    }

    /// The links that are cut, each direction by itself.
    pub fn cuts(&self) -> &SortedSet<(NodeId, NodeId)> {
        &self.cuts
    }

    /// Whether either of two nodes speaks on a connection with the other.
    pub fn are_connected(&self, a: NodeId, b: NodeId) -> bool {
        self.server(a).is_connected(b) || self.server(b).is_connected(a)
    }

    /// All facts that were ever recorded.
    pub fn facts(&self) -> &Facts<P::Fact> {
        &self.facts
    }

    /// What clients asked and were told. Empty unless the protocol [remembers](Protocol::REMEMBERS_CLIENTS) it.
    pub fn history(&self) -> &History<P> {
        &self.history
    }

    /// The disks that nodes have lost under their names.
    pub fn lost(&self) -> &Lost<P::Durable> {
        &self.lost
    }

    /// Puts a message in flight that nobody has sent, for a test of what a node makes of it: one that is very late, or a lie. A
    /// connection between the two is there then. Whatever happens by itself is a [`Step`]; this is none.
    ///
    /// # Panics
    ///
    /// If there is no such node.
    ///
    /// ```
    /// use quorate_core::protocol::NodeId;
    /// use quorate_core::raft::{Config, Message, Raft, Term};
    /// use quorate_sim::cluster::Cluster;
    /// use quorate_sim::cluster::step::Step;
    ///
    /// let (a, b) = (NodeId(0), NodeId(1));
    /// let mut cluster = Cluster::<Raft>::booted(Config::new(3), 3);
    /// let message = Message::RequestVoteReply { term: Term(7), asked: Term(7), vote_granted: false };
    /// cluster.put_in_flight(b, a, message.clone());
    /// cluster.apply(&Step::Deliver { from: b, to: a, message }).expect("it is in flight");
    /// assert_eq!(cluster.state(a).expect("A is up").current_term, Term(7), "a later term, whoever names it");
    /// ```
    pub fn put_in_flight(&mut self, from: NodeId, to: NodeId, message: P::Message) {
        assert!(from != to && [from, to].iter().all(|node| self.check(*node).is_ok()), "there is no such link");
        let links = P::links(&message);
        if links == Links::Connection {
            for (one, other) in [(from, to), (to, from)] {
                self.server_mut(one).connected.insert(other);
            }
        }
        self.network.insert(links, from, to, message);
    }

    fn remember(&mut self, id: RequestId, what: Said<P::Request, P::Response>) {
        if P::REMEMBERS_CLIENTS {
            let place = self.history.len() as u32;
            self.history.insert(Exchange { place, id, what });
        }
    }

    /// Does one step. A step that is not possible changes nothing and says why.
    pub fn apply(&mut self, step: &Step<P>) -> Result<Applied<P>, Impossible> {
        match step {
            Step::Deliver { from, to, message } => {
                self.check(*to)?;
                let links = P::links(message);
                if !self.network.contains(links, *from, *to, message) {
                    return Err(Impossible::NoSuchMessage);
                }
                if self.cuts.contains(&(*from, *to)) {
                    return Err(Impossible::LinkIsCut);
                }
                if self.state(*to).is_none() {
                    return Err(Impossible::NodeIsDown);
                }
                if !self.network.can_arrive(links, *from, *to, message) {
                    return Err(Impossible::NotFirstOnItsConnection);
                }
                self.network.remove(links, *from, *to, message);
                let before = self.server(*to).clone();
                // Who handles what came on a connection has accepted it, and may answer on it.
                if links == Links::Connection && !before.connected.contains(from) {
                    self.server_mut(*to).connected.insert(*from);
                }
                Ok(self.run(*to, before, Input::Message { from: *from, message: message.clone() }))
            }
            Step::Timeout { node, timer } => {
                self.check_up(*node)?;
                if !self.server(*node).timers.contains(timer) {
                    return Err(Impossible::TimerIsNotSet);
                }
                Ok(self.run_now(*node, Input::Timeout(*timer)))
            }
            Step::Sync { node } => {
                self.check_up(*node)?;
                Ok(self.sync(*node))
            }
            Step::Restart { node } => {
                self.check(*node)?;
                if self.state(*node).is_some() {
                    return Err(Impossible::NodeIsUp);
                }
                Ok(self.restart(*node))
            }
            _ => apart(|| self.interfere(step)),
        }
    }

    /// Does a step that comes from outside: from clients, from faults, from whoever sets things up.
    fn interfere(&mut self, step: &Step<P>) -> Result<Applied<P>, Impossible> {
        match step {
            Step::Deliver { .. } | Step::Timeout { .. } | Step::Sync { .. } | Step::Restart { .. } => self.apply(step),
            Step::Lose { from, to, message } => {
                self.check_datagram(*from, *to, message, Impossible::ConnectionsLoseNothing)?;
                self.network.remove(Links::Datagram, *from, *to, message);
                Ok(Applied::default())
            }
            Step::Duplicate { from, to, message } => {
                self.check_datagram(*from, *to, message, Impossible::ConnectionsDuplicateNothing)?;
                self.network.insert(Links::Datagram, *from, *to, message.clone());
                Ok(Applied { sent: alloc::vec![(*from, *to, message.clone())], ..Applied::default() })
            }
            Step::Break { a, b } => {
                self.check(*a)?;
                self.check(*b)?;
                if !self.are_connected(*a, *b) {
                    return Err(Impossible::NotConnected);
                }
                let mut applied = Applied::default();
                self.disconnect(*a, *b, &mut applied);
                Ok(applied)
            }
            Step::Request { node, id, request } => {
                self.check_up(*node)?;
                self.remember(*id, Said::Asked(request.clone()));
                Ok(self.run_now(*node, Input::Request { id: *id, request: request.clone() }))
            }
            Step::Crash { node } => {
                self.check_up(*node)?;
                Ok(self.crash(*node))
            }
            Step::Cut { from, to } => {
                self.check(*from)?;
                self.check(*to)?;
                if from == to {
                    return Err(Impossible::NoSuchLink);
                }
                if !self.cuts.insert((*from, *to)) {
                    return Err(Impossible::LinkIsCut);
                }
                Ok(Applied::default())
            }
            Step::Mend { from, to } => {
                if !self.cuts.remove(&(*from, *to)) {
                    return Err(Impossible::LinkIsNotCut);
                }
                Ok(Applied::default())
            }
            Step::Install { node, disk } => {
                let place = usize::from(node.0);
                if place > self.servers.len() {
                    return Err(Impossible::NotTheNextNode);
                }
                if place == MOST_NODES {
                    return Err(Impossible::TooManyNodes);
                }
                if place == self.servers.len() {
                    self.servers.push(blank(disk.clone()));
                    return Ok(Applied::default());
                }
                if self.state(*node).is_some() {
                    return Err(Impossible::NodeIsUp);
                }
                let before = core::mem::replace(&mut self.servers[place], blank(disk.clone()));
                if let (None, Some(lost)) = (disk, &before.disk) {
                    self.lost.push(*node, lost.clone());
                }
                Ok(Applied { touched: Some((*node, before)), ..Applied::default() })
            }
            Step::Configure(config) => {
                self.config = config.clone();
                Ok(Applied::default())
            }
            Step::Notice { node } => {
                self.check_up(*node)?;
                Ok(self.run_now(*node, Input::Configured))
            }
            Step::Storage(storage) => {
                // A promise that waits for a disk would wait for ever.
                if *storage == Storage::Synchronous && self.servers.iter().any(|server| server.is_dirty()) {
                    return Err(Impossible::DiskIsBusy);
                }
                self.storage = *storage;
                Ok(Applied::default())
            }
        }
    }

    fn check(&self, node: NodeId) -> Result<(), Impossible> {
        if usize::from(node.0) < self.servers.len() { Ok(()) } else { Err(Impossible::NoSuchNode) }
    }

    fn check_up(&self, node: NodeId) -> Result<(), Impossible> {
        self.check(node)?;
        if self.state(node).is_some() { Ok(()) } else { Err(Impossible::NodeIsDown) }
    }

    fn check_datagram(
        &self,
        from: NodeId,
        to: NodeId,
        message: &P::Message,
        refusal: Impossible,
    ) -> Result<(), Impossible> {
        let links = P::links(message);
        if !self.network.contains(links, from, to, message) {
            return Err(Impossible::NoSuchMessage);
        }
        if links == Links::Datagram { Ok(()) } else { Err(refusal) }
    }

    /// Lets each node that is up share with the one before it what both hold alike, and with its own disk. The state stays the same.
    pub(crate) fn share(&mut self, share_with: fn(&mut P, &P)) {
        let mut before: Option<Arc<Server<P>>> = None;
        for server in self.servers.iter_mut().filter(|server| server.state.is_some()) {
            let Server { state, disk, .. } = Arc::make_mut(server);
            if let (Some(state), Some(other)) = (state, before.as_ref().and_then(|before| before.state.as_ref())) {
                share_with(state, other);
                let durable = Some(state.durable());
                if *disk == durable {
                    *disk = durable;
                }
            }
            before = Some(server.clone());
        }
    }

    fn server_mut(&mut self, node: NodeId) -> &mut Server<P> {
        Arc::make_mut(&mut self.servers[usize::from(node.0)])
    }

    /// The connection between two nodes is gone, with all that is under way on it and all that waits for a disk to go on it.
    fn disconnect(&mut self, a: NodeId, b: NodeId, applied: &mut Applied<P>) {
        for (end, peer) in [(a, b), (b, a)] {
            if self.server(end).is_connected(peer) {
                self.server_mut(end).disconnect(peer);
            }
        }
        applied.ended.push((a, b));
        applied.lost.extend(self.network.disconnect(a, b));
    }

    /// Lets a node that is up handle an input.
    fn run_now(&mut self, node: NodeId, input: Input<P>) -> Applied<P> {
        let before = self.server(node).clone();
        self.run(node, before, input)
    }

    fn run(&mut self, node: NodeId, before: Arc<Server<P>>, input: Input<P>) -> Applied<P> {
        let server = Arc::make_mut(&mut self.servers[usize::from(node.0)]);
        if let Input::Timeout(timer) = &input {
            server.timers.remove(timer);
        }
        let mut out = Effects::default();
        let state = server.state.as_mut().expect("only a node that is up is run");
        state.handle(&self.config, input, &mut out);
        self.settle(node, before, out)
    }

    /// Boots a node with what its disk has.
    fn restart(&mut self, node: NodeId) -> Applied<P> {
        let before = self.server(node).clone();
        let mut out = Effects::default();
        let state = P::start(&self.config, node, before.disk.clone(), &mut out);
        let server = Arc::make_mut(&mut self.servers[usize::from(node.0)]);
        server.state = Some(state);
        self.settle(node, before, out)
    }

    /// Takes away what does not survive: the state, what waited for the disk, the timers, the connections.
    fn crash(&mut self, node: NodeId) -> Applied<P> {
        let before = self.server(node).clone();
        let mut applied = Applied { touched: Some((node, before)), ..Applied::default() };
        for peer in self.nodes().filter(|peer| P::CONNECTS && *peer != node) {
            if self.are_connected(node, peer) {
                self.disconnect(node, peer, &mut applied);
            }
        }
        let server = self.server_mut(node);
        server.state = None;
        server.held.clear();
        server.timers.clear();
        applied
    }

    /// Writes a node's durable state to disk and lets go of the messages that waited for it.
    fn sync(&mut self, node: NodeId) -> Applied<P> {
        let before = self.server(node).clone();
        let server = Arc::make_mut(&mut self.servers[usize::from(node.0)]);
        server.disk = server.state.as_ref().map(P::durable);
        let released = core::mem::take(&mut server.held);
        let mut out = Effects::default();
        out.sends.extend(released.into_iter().map(|(to, message)| (to, Send::Now(message))));
        self.settle(node, before, out)
    }

    /// Carries out what a node asked for.
    fn settle(&mut self, node: NodeId, before: Arc<Server<P>>, mut out: Effects<P>) -> Applied<P> {
        let hold = self.storage == Storage::Explicit;
        let server = Arc::make_mut(&mut self.servers[usize::from(node.0)]);
        let state = server.state.as_mut().expect("only a node that is up has wishes");
        loop_back(state, &self.config, node, hold, &mut out);
        if self.storage == Storage::Synchronous {
            server.disk = Some(state.durable());
        }
        let mut applied = Applied { touched: Some((node, before)), ..Applied::default() };
        for (peer, open) in out.connections {
            assert!(
                P::CONNECTS && peer != node,
                "a protocol says that it connects, and a node has no connection with itself"
            );
            self.disconnect(node, peer, &mut applied);
            if open {
                self.server_mut(node).connected.insert(peer);
            }
        }
        let server = Arc::make_mut(&mut self.servers[usize::from(node.0)]);
        for (to, send) in out.sends {
            let (message, waits) = match send {
                Send::Now(message) => (message, false),
                Send::AfterSync(message) => (message, hold),
            };
            let links = P::links(&message);
            // What a node promises to itself needs no connection.
            if links == Links::Connection && to != node && !server.connected.contains(&to) {
                assert!(P::CONNECTS, "a protocol says that it connects");
                applied.vanished.push((node, to, message));
            } else if waits {
                server.held.push((to, message));
            } else {
                self.network.insert(links, node, to, message.clone());
                applied.sent.push((node, to, message));
            }
        }
        for (timer, span) in &out.timers {
            match span {
                Some(_) => server.timers.insert(*timer),
                None => server.timers.remove(timer),
            };
        }
        out.facts.retain(|fact| self.facts.insert(fact.clone()));
        for (id, response) in &out.responses {
            self.remember(*id, Said::Told(response.clone()));
        }
        Applied { timers: out.timers, responses: out.responses, facts: out.facts, events: out.events, ..applied }
    }
}
