//! Our Raft, driven by the least that a runtime can be.

use crate::Cluster;
use quorate_core::kv::StoreCommand;
use quorate_core::protocol::{Effects, Input, NodeId, Protocol, RequestId, Send};
use quorate_core::raft::{Config, Content, Message, Raft, Timer};
use quorate_core::runtime;
use std::collections::VecDeque;
use std::sync::Arc;

const LEADER: NodeId = NodeId(0);

pub struct Ours {
    config: Config,
    servers: Vec<Raft>,
    /// Sender, receiver, message.
    queue: VecDeque<(NodeId, NodeId, Message)>,
    /// Empty between two steps; kept for its capacity.
    effects: Effects<Raft>,
    /// What stands in the state machine, by name.
    name: Arc<str>,
    asked: u32,
    answered: u32,
}

impl Ours {
    pub fn new(servers: u8) -> Self {
        let config = Config::new(servers);
        let mut effects = Effects::default();
        let servers = (0..servers).map(|id| Raft::start(&config, NodeId(id), None, &mut effects)).collect();
        let mut cluster =
            Self { config, servers, queue: VecDeque::new(), effects, name: "x".into(), asked: 0, answered: 0 };
        cluster.step(LEADER, Input::Timeout(Timer::Election));
        cluster.drain();
        assert!(cluster.servers[0].is_leader());
        cluster
    }

    fn step(&mut self, server: NodeId, input: Input<Raft>) {
        let out = &mut self.effects;
        runtime::handle(&mut self.servers[usize::from(server.0)], &self.config, server, input, out);
        for (to, Send::Now(message) | Send::AfterSync(message)) in out.sends.drain(..) {
            self.queue.push_back((server, to, message));
        }
        self.answered += out.responses.len() as u32;
        out.responses.clear();
        // Nobody watches, and no time passes.
        out.timers.clear();
        out.facts.clear();
        out.events.clear();
    }

    fn drain(&mut self) {
        while let Some((from, to, message)) = self.queue.pop_front() {
            self.step(to, Input::Message { from, message });
        }
    }
}

impl Cluster for Ours {
    fn propose(&mut self, number: i64) {
        let id = RequestId { client: 0, serial: self.asked };
        self.asked += 1;
        self.step(LEADER, Input::Request { id, request: StoreCommand::Add(self.name.clone(), number).into() });
        self.drain();
    }

    fn settle(&mut self) {
        self.step(LEADER, Input::Timeout(Timer::Heartbeat));
        self.drain();
        assert_eq!(self.answered, self.asked, "every client was answered");
    }

    fn contents(&self) -> Vec<(Vec<i64>, i64)> {
        let number = |content: &Content| match content {
            Content::Command(operation) => match operation.command {
                StoreCommand::Add(_, number) => number,
                ref other => panic!("nobody asked for {other}"),
            },
            other => panic!("nobody asked for {other}"),
        };
        let log = |server: &Raft| server.log.iter().map(|(_, entry)| number(&entry.content)).collect();
        self.servers.iter().map(|server| (log(server), server.store.get(&self.name).unwrap_or(0))).collect()
    }
}
