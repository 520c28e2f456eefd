//! Whether Raft serves clients: a leader that exchanges messages with a quorum of its configuration in its term. If there is
//! none, why: the first of the reasons below that holds.

use crate::clock::serving::{Serving, World};
use crate::clock::warning::{Warning, ms_arg};
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Configuration, Raft, Role};

/// The servers that run, with what decides who of them can be elected.
struct Running<'a, 'w> {
    world: &'a World<'w, Raft>,
    servers: Vec<(NodeId, &'a Raft)>,
}

pub(super) fn serving(world: &World<'_, Raft>) -> Serving {
    let servers = world.cluster.up().filter(|(node, _)| world.runs(*node)).collect();
    let running = Running { world, servers };
    running.leader().unwrap_or_else(|| running.reason())
}

/// An election needs a round trip within the shortest election timeout, and a leader's heartbeats must come within it.
pub(super) fn warnings(world: &World<'_, Raft>) -> Vec<Warning> {
    let slow = too_slow(world).map(|args| Warning { setting: "election-timeout", key: "raft.idle-slow", args });
    let rare = too_rare(world).map(|args| Warning { setting: "heartbeat", key: "raft.idle-heartbeat", args });
    slow.into_iter().chain(rare).collect()
}

type TwoTimes = Vec<(&'static str, Arg)>;

fn too_slow(world: &World<'_, Raft>) -> Option<TwoTimes> {
    let (trip, timeout) = (world.round_trip(), world.cluster.config().election_timeout.min);
    (trip >= timeout).then(|| [("trip", ms_arg(trip)), ("timeout", ms_arg(timeout))].into())
}

fn too_rare(world: &World<'_, Raft>) -> Option<TwoTimes> {
    let config = world.cluster.config();
    let (heartbeat, timeout) = (config.heartbeat_interval, config.election_timeout.min);
    (heartbeat >= timeout).then(|| [("heartbeat", ms_arg(heartbeat)), ("timeout", ms_arg(timeout))].into())
}

impl Running<'_, '_> {
    fn is_quorum(&self, configuration: &Configuration, agrees: impl Fn(NodeId) -> bool) -> bool {
        configuration.is_quorum(&self.world.cluster.config().rules, agrees)
    }

    fn leaders(&self) -> impl Iterator<Item = &(NodeId, &Raft)> {
        self.servers.iter().filter(|(_, state)| state.is_leader())
    }

    /// Whoever serves.
    fn leader(&self) -> Option<Serving> {
        let is_in = |node, term| self.servers.iter().any(|(other, it)| *other == node && it.current_term == term);
        let follows = |leader, term, node| self.world.exchange(leader, node) && is_in(node, term);
        let (leader, state) = self.leaders().find(|(leader, state)| {
            self.is_quorum(state.configuration(), |node| follows(*leader, state.current_term, node))
        })?;
        let args = [("leader", (*leader).into()), ("term", state.current_term.into())];
        Some(Serving::yes("raft.serving", args.into()))
    }

    /// Whether a server could be elected, as far as the links go.
    fn is_connected(&self, node: NodeId, state: &Raft) -> bool {
        state.may_campaign() && self.is_quorum(state.configuration(), |other| self.world.exchange(node, other))
    }

    fn reason(&self) -> Serving {
        let world = self.world;
        let newest =
            self.servers.iter().map(|(_, state)| &state.membership).max_by_key(|membership| membership.index());
        let files = Configuration::of(world.cluster.config().voters.iter().copied());
        let members = newest.map_or(&files, |membership| membership.in_force());
        if !self.is_quorum(members, |node| world.runs(node)) {
            let running = ("running", members.count(|node| world.runs(node)).into());
            return Serving::no("raft.idle-few", [running, ("all", members.count(|_| true).into())].into());
        }
        let (connected, rest): (Vec<_>, Vec<_>) = self
            .servers
            .iter()
            .filter(|(_, it)| it.may_campaign())
            .partition(|(node, it)| self.is_connected(*node, it));
        if connected.is_empty() {
            let nodes = world.list(rest.iter().map(|(node, _)| *node));
            return Serving::no("raft.idle-cut", [("nodes", nodes)].into());
        }
        if let Some(args) = too_slow(world) {
            return Serving::no("raft.idle-slow", args);
        }
        if let Some(args) = too_rare(world) {
            return Serving::no("raft.idle-heartbeat", args);
        }
        let newest_term = connected.iter().map(|(_, state)| state.current_term).max().unwrap_or(0);
        // Followers that hear a leader start no election, and it hears too few of them.
        let is_kept_quiet = |leader: NodeId, term| {
            connected.iter().all(|(node, state)| world.reaches(leader, *node) && state.current_term <= term)
        };
        let cut_off: Vec<_> = self.leaders().filter(|(node, state)| !self.is_connected(*node, state)).collect();
        if let Some((leader, _)) = cut_off.iter().find(|(node, state)| is_kept_quiet(*node, state.current_term)) {
            return Serving::no("raft.idle-one-way", [("leader", (*leader).into())].into());
        }
        // One that hears no leader, while its requests for votes are heard, puts an end to each leadership.
        let disturbs = |node: NodeId| {
            connected.iter().any(|(other, _)| world.reaches(node, *other) && !world.reaches(*other, node))
        };
        if let Some((node, _)) =
            rest.iter().find(|(node, state)| !state.is_leader() && state.current_term >= newest_term && disturbs(*node))
        {
            return Serving::no("raft.idle-disturbed", [("node", (*node).into())].into());
        }
        let candidates = connected.iter().filter(|(_, state)| {
            matches!(state.role, Role::Candidate { .. } | Role::PreCandidate { .. })
                && state.current_term == newest_term
        });
        let candidates: Vec<NodeId> = candidates.map(|(node, _)| *node).collect();
        match (&*candidates, cut_off.first()) {
            ([node], _) => Serving::no("raft.idle-candidate", [("node", (*node).into())].into()),
            ([], Some((leader, state))) => {
                let args = [("leader", (*leader).into()), ("term", state.current_term.into())];
                Serving::no("raft.idle-leader-cut", args.into())
            }
            ([], None) => Serving::no("raft.idle-waiting", Vec::new()),
            (several, _) => {
                let args = [("nodes", world.list(several.iter().copied())), ("term", newest_term.into())];
                Serving::no("raft.idle-split", args.into())
            }
        }
    }
}
