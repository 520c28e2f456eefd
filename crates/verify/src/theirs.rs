//! The register as a model of `stateright`, set up as in its example: clients that put and then get, a network that loses
//! and doubles nothing, and a history that must be linearizable.

use crate::exhaust::Extent;
use crate::register::{Internal, Message, Server};
use stateright::actor::register::{RegisterActor, RegisterMsg};
use stateright::actor::{Actor, ActorModel, Id, Network, Out};
use stateright::semantics::LinearizabilityTester;
use stateright::semantics::register::Register;
use stateright::{Checker, Expectation, Model};
use std::borrow::Cow;

struct ServerActor {
    servers: u8,
}

type Wrapped = RegisterMsg<u64, char, Internal>;

impl Actor for ServerActor {
    type Msg = Wrapped;
    type State = Server;
    type Timer = ();
    type Random = ();
    type Storage = ();

    fn on_start(&self, _: Id, _: &Option<()>, _: &mut Out<Self>) -> Server {
        Server::default()
    }

    fn on_msg(&self, id: Id, state: &mut Cow<'_, Server>, src: Id, msg: Wrapped, out: &mut Out<Self>) {
        let message = match msg {
            RegisterMsg::Internal(internal) => Message::Internal(internal),
            RegisterMsg::Put(request, value) => Message::Put(request, value),
            RegisterMsg::Get(request) => Message::Get(request),
            RegisterMsg::PutOk(request) => Message::PutOk(request),
            RegisterMsg::GetOk(request, value) => Message::GetOk(request, value),
        };
        if !state.heeds(&message) {
            return;
        }
        let send = |to: u8, message| {
            out.send(
                Id::from(usize::from(to)),
                match message {
                    Message::Internal(internal) => RegisterMsg::Internal(internal),
                    Message::Put(request, value) => RegisterMsg::Put(request, value),
                    Message::Get(request) => RegisterMsg::Get(request),
                    Message::PutOk(request) => RegisterMsg::PutOk(request),
                    Message::GetOk(request, value) => RegisterMsg::GetOk(request, value),
                },
            );
        };
        let (id, src) = (usize::from(id) as u8, usize::from(src) as u8);
        if let Message::Get(_) = message {
            // Answered without a change: a state that is not copied counts as unchanged.
            state.as_ref().clone().on_message(id, self.servers, src, message, send);
        } else {
            state.to_mut().on_message(id, self.servers, src, message, send);
        }
    }
}

/// Explores all of it on one thread, breadth first.
pub fn explore(clients: u8, servers: u8) -> Extent {
    let checker = ActorModel::new((), LinearizabilityTester::new(Register(char::default())))
        .actors((0..servers).map(|_| RegisterActor::Server(ServerActor { servers })))
        .actors((0..clients).map(|_| RegisterActor::Client { put_count: 1, server_count: usize::from(servers) }))
        .init_network(Network::new_unordered_nonduplicating([]))
        .property(Expectation::Always, "linearizable", |_, state| state.history.serialized_history().is_some())
        .record_msg_in(RegisterMsg::record_returns)
        .record_msg_out(RegisterMsg::record_invocations)
        .checker()
        .threads(1)
        .spawn_bfs()
        .join();
    checker.assert_properties();
    // The first state is at depth 1 there.
    Extent { states: checker.unique_state_count(), depth: checker.max_depth() as u32 - 1, is_exhausted: true }
}
