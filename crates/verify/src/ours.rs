//! The register as a protocol of ours. All clients are one node, behind the servers, which sees in which order they ask and
//! are answered: that order is the history that must be linearizable. A message says by its request which client it is to.

use crate::exhaust::Extent;
use crate::register::{Message, Number, RequestNumber, Server};
use quorate_core::protocol::{Effects, Input, NodeId, Protocol};
use quorate_sim::cluster::Cluster;
use quorate_sim::cluster::check::{Check, Transition, Violation};
use quorate_sim::search::bounds::Bounds;
use quorate_sim::search::reduction::Reduction;
use quorate_sim::search::{Progress, Search};
use stateright::semantics::register::{Register, RegisterOp, RegisterRet};
use stateright::semantics::{ConsistencyTester, LinearizabilityTester};

/// How many there are of each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Config {
    clients: Number,
    servers: Number,
}

/// One node.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Node {
    /// A server.
    Server(Number, Server),
    /// All clients.
    Clients(Clients),
}

/// All clients.
#[derive(Clone, PartialEq, Hash, Debug)]
pub struct Clients {
    /// For each client the request that it waits for, and how many it has made.
    clients: Vec<(Option<RequestNumber>, u64)>,
    history: LinearizabilityTester<Number, Register<char>>,
}

/// What a history is made of is not `Eq` in its own crate, though it is: characters, numbers and enumerations of them.
impl Eq for Clients {}

impl Protocol for Node {
    type Config = Config;
    /// With the client that it is from or to.
    type Message = (Option<Number>, Message);
    type Timer = ();
    type Request = ();
    type Response = ();
    type Durable = ();
    type Fact = ();
    type Event = ();

    fn start(config: &Config, NodeId(id): NodeId, _: Option<()>, out: &mut Effects<Self>) -> Self {
        if id < config.servers {
            return Self::Server(id, Server::default());
        }
        let mut history = LinearizabilityTester::new(Register(char::default()));
        let numbers = config.servers..config.servers + config.clients;
        let clients = numbers.zip('A'..).map(|(client, value)| {
            let request = RequestNumber::from(client);
            out.send(NodeId(client % config.servers), (Some(client), Message::Put(request, value)));
            history.on_invoke(client, RegisterOp::Write(value)).expect("a client asks for one thing at a time");
            (Some(request), 1)
        });
        let clients = clients.collect();
        Self::Clients(Clients { clients, history })
    }

    fn handle(&mut self, config: &Config, input: Input<Self>, out: &mut Effects<Self>) {
        let Input::Message { from, message: (client, message) } = input else { return };
        match self {
            Self::Server(id, server) if server.heeds(&message) => {
                let from = client.unwrap_or(from.0);
                server.on_message(*id, config.servers, from, message, |to, message| {
                    let client = (to >= config.servers).then_some(to);
                    out.send(NodeId(to.min(config.servers)), (client, message));
                });
            }
            Self::Server(..) => {}
            Self::Clients(clients) => {
                let client = client.expect("what clients get names the client");
                clients.on_message(config, client, message, out);
            }
        }
    }

    fn durable(&self) {}
}

impl Clients {
    fn on_message(&mut self, config: &Config, client: Number, message: Message, out: &mut Effects<Node>) {
        let (awaited, made) = &mut self.clients[usize::from(client - config.servers)];
        let returned = match message {
            Message::PutOk(request) if *awaited == Some(request) => {
                let next = (*made + 1) * RequestNumber::from(client);
                let server = (u64::from(client) + *made) % u64::from(config.servers);
                out.send(NodeId(server as u8), (Some(client), Message::Get(next)));
                *awaited = Some(next);
                RegisterRet::WriteOk
            }
            Message::GetOk(request, value) if *awaited == Some(request) => {
                *awaited = None;
                RegisterRet::ReadOk(value)
            }
            _ => return,
        };
        *made += 1;
        let reads_next = returned == RegisterRet::WriteOk;
        self.history.on_return(client, returned).expect("only what was asked for returns");
        if reads_next {
            self.history.on_invoke(client, RegisterOp::Read).expect("a client asks for one thing at a time");
        }
    }
}

/// A history changes only when a client gets something.
static LINEARIZABLE: Check<Node> = Check {
    id: "register.linearizable",
    number: "linearizable",
    look: |transition| match transition.touched() {
        Some((_, _, server)) => match &server.state {
            Some(Node::Clients(clients)) if !clients.history.is_consistent() => Err(Violation(Vec::new())),
            _ => Ok(()),
        },
        None => Ok(()),
    },
};

/// Not a guarantee but a hope: somebody is told a value. A search for its breach finds the shortest way there.
static NOTHING_READ: Check<Node> = Check { id: "register.nothing-read", number: "sometimes", look: nothing_read };

fn nothing_read(transition: &Transition<'_, Node>) -> Result<(), Violation> {
    let reads =
        |(_, _, (_, message)): &(_, _, _)| matches!(message, Message::GetOk(_, value) if *value != char::default());
    if transition.applied.sent.iter().any(reads) { Err(Violation(Vec::new())) } else { Ok(()) }
}

/// The cluster before anything arrives.
pub fn cluster(clients: u8, servers: u8) -> Cluster<Node> {
    Cluster::booted(Config { clients, servers }, servers + 1)
}

/// Exhausts all that can happen.
pub fn explore(clients: u8, servers: u8) -> Extent {
    let mut search = Search::new(cluster(clients, servers), Bounds::none(), [&LINEARIZABLE], Reduction::none());
    loop {
        match search.run(usize::MAX) {
            Progress::Working => {}
            Progress::Exhausted => {
                return Extent { states: search.states(), depth: search.depth(), is_exhausted: true };
            }
            Progress::Found(found) => panic!("not linearizable: {found:#?}"),
        }
    }
}

/// The number of steps to the first value that somebody is told.
pub fn steps_to_a_value(clients: u8, servers: u8) -> usize {
    let mut search = Search::new(cluster(clients, servers), Bounds::none(), [&NOTHING_READ], Reduction::none());
    match search.run(usize::MAX) {
        Progress::Found(found) => found.steps.len(),
        other => panic!("nobody is ever told a value: {other:?}"),
    }
}
