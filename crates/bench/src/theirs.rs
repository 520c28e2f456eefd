//! The `raft` crate with its `MemStorage`, driven as its documentation says ("Processing the Ready State").

use crate::Cluster;
use quorate_core::kv::{StoreCommand, Store};
use raft::eraftpb::{Entry, Message};
use raft::storage::MemStorage;
use raft::{Config, GetEntriesContext, RawNode, StateRole, Storage};
use std::collections::VecDeque;
use std::sync::Arc;

pub struct Theirs {
    /// The server with the id 1 is the first.
    servers: Vec<Server>,
    queue: VecDeque<Message>,
}

struct Server {
    node: RawNode<MemStorage>,
    store: Store,
    /// What stands in the state machine, by name.
    name: Arc<str>,
}

impl Theirs {
    /// With `skip_bcast_commit`, followers learn with the next message what is committed.
    pub fn new(servers: u8, skip_bcast_commit: bool) -> Self {
        let voters: Vec<u64> = (1..=u64::from(servers)).collect();
        let logger = slog::Logger::root(slog::Discard, slog::o!());
        let server = |&id: &u64| {
            let config = Config { id, skip_bcast_commit, ..Config::default() };
            let storage = MemStorage::new_with_conf_state((voters.clone(), vec![]));
            let node = RawNode::new(&config, storage, &logger).expect("the configuration is valid");
            Server { node, store: Store::default(), name: "x".into() }
        };
        let mut cluster = Self { servers: voters.iter().map(server).collect(), queue: VecDeque::new() };
        cluster.servers[0].node.campaign().expect("a follower can campaign");
        cluster.servers[0].process_ready(&mut cluster.queue);
        cluster.drain();
        assert_eq!(cluster.servers[0].node.raft.state, StateRole::Leader);
        cluster
    }

    fn drain(&mut self) {
        while let Some(message) = self.queue.pop_front() {
            let server = &mut self.servers[message.to as usize - 1];
            server.node.step(message).expect("the message is of this cluster");
            server.process_ready(&mut self.queue);
        }
    }
}

impl Server {
    fn process_ready(&mut self, queue: &mut VecDeque<Message>) {
        if !self.node.has_ready() {
            return;
        }
        let mut ready = self.node.ready();
        queue.extend(ready.take_messages());
        self.apply(ready.take_committed_entries());
        if !ready.entries().is_empty() {
            self.node.mut_store().wl().append(ready.entries()).expect("the entries follow the log");
        }
        if let Some(hard_state) = ready.hs() {
            self.node.mut_store().wl().set_hardstate(hard_state.clone());
        }
        queue.extend(ready.take_persisted_messages());
        let mut rest = self.node.advance(ready);
        if let Some(commit) = rest.commit_index() {
            self.node.mut_store().wl().mut_hard_state().set_commit(commit);
        }
        queue.extend(rest.take_messages());
        self.apply(rest.take_committed_entries());
        self.node.advance_apply();
    }

    fn apply(&mut self, entries: Vec<Entry>) {
        for number in entries.iter().filter_map(number) {
            self.store.apply(&StoreCommand::Add(self.name.clone(), number));
        }
    }
}

/// An entry's payload; a new leader's first entry has none.
fn number(entry: &Entry) -> Option<i64> {
    (!entry.data.is_empty()).then(|| i64::from_le_bytes(entry.data[..].try_into().expect("a payload has 8 bytes")))
}

impl Cluster for Theirs {
    fn propose(&mut self, number: i64) {
        let leader = &mut self.servers[0];
        leader.node.propose(vec![], number.to_le_bytes().to_vec()).expect("the leader takes a proposal");
        leader.process_ready(&mut self.queue);
        self.drain();
    }

    fn settle(&mut self) {
        self.servers[0].node.ping();
        self.servers[0].process_ready(&mut self.queue);
        self.drain();
    }

    fn contents(&self) -> Vec<(Vec<i64>, i64)> {
        let log = |server: &Server| {
            let storage = server.node.store();
            let behind = storage.last_index().expect("memory can be read") + 1;
            let context = GetEntriesContext::empty(false);
            let entries = storage.entries(1, behind, None, context).expect("memory can be read");
            entries.iter().filter_map(number).collect()
        };
        self.servers.iter().map(|server| (log(server), server.store.get(&server.name).unwrap_or(0))).collect()
    }
}
