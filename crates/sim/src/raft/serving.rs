//! Whether Raft serves clients: a leader that exchanges messages with a quorum of its configuration in its term. If there is
//! none, why: the first of the reasons below that holds.

use crate::clock::serving::{Serving, Talk, World};
use crate::clock::warning::{Warning, ms_arg};
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::protocol::{Micros, NodeId};
use quorate_core::raft::{Configuration, Raft, Role};

/// What a leader says, and what it hears.
const LEADS: Talk = (&["AppendEntries", "Heartbeat"], &["AppendEntriesReply"]);
/// What a candidate says, and what it hears.
const CAMPAIGNS: Talk = (&["RequestVote", "RequestPreVote"], &["RequestVoteReply", "RequestPreVoteReply"]);

/// The servers that run, with what decides who of them can be elected.
struct Electorate<'a, 'w> {
    world: &'a World<'w, Raft>,
    servers: Vec<(NodeId, &'a Raft)>,
}

pub(super) fn serving(world: &World<'_, Raft>) -> Serving {
    let reason = || {
        let servers = world.cluster.up().filter(|(node, _)| world.runs(*node)).collect();
        Electorate { world, servers }.reason()
    };
    leader(world).unwrap_or_else(reason)
}

/// Whoever serves. Asked after each step, and nearly always the answer: so it looks at nothing else.
fn leader(world: &World<'_, Raft>) -> Option<Serving> {
    let rules = &world.cluster.config().rules;
    let is_in = |node, term| world.cluster.state(node).is_some_and(|state| state.current_term == term);
    let follows = |leader, term, node| world.exchange(leader, node, LEADS) && is_in(node, term);
    let (leader, state) = world.cluster.up().find(|(leader, state)| {
        let configuration = state.configuration();
        state.is_leader() && configuration.is_quorum(rules, |node| follows(*leader, state.current_term, node))
    })?;
    // How many, in numbers: with a rule off, fewer than a majority may do.
    let members = state.configuration();
    let reached = members.count(|node| follows(leader, state.current_term, node));
    let all = members.count(|_| true);
    let args = [("leader", leader.into()), ("term", state.current_term.into())];
    Some(Serving::yes(
        "raft.serving",
        args.into_iter().chain([("reached", reached.into()), ("all", all.into())]).collect(),
    ))
}

/// An election needs a round trip within the shortest election timeout, and a leader's heartbeats must come within it.
pub(super) fn warnings(world: &World<'_, Raft>) -> Vec<Warning> {
    let nodes = || world.cluster.nodes();
    let trip =
        nodes().flat_map(|a| nodes().map(move |b| (a, b))).filter(|(a, b)| a != b).map(|(a, b)| world.round_trip(a, b));
    let timeout = world.cluster.config().election_timeout.min;
    let slow = trip.min().filter(|trip| *trip >= timeout).map(|trip| slow_args(trip, timeout));
    let slow = slow.map(|args| Warning { setting: "election-timeout", key: "raft.idle-slow", args });
    let rare = too_rare(world).map(|args| Warning { setting: "heartbeat", key: "raft.idle-heartbeat", args });
    slow.into_iter().chain(rare).collect()
}

type TwoTimes = Vec<(&'static str, Arg)>;

fn slow_args(trip: Micros, timeout: Micros) -> TwoTimes {
    [("trip", ms_arg(trip)), ("timeout", ms_arg(timeout))].into()
}

fn too_rare(world: &World<'_, Raft>) -> Option<TwoTimes> {
    let config = world.cluster.config();
    let (heartbeat, timeout) = (config.heartbeat_interval, config.election_timeout.min);
    (heartbeat >= timeout).then(|| [("heartbeat", ms_arg(heartbeat)), ("timeout", ms_arg(timeout))].into())
}

impl Electorate<'_, '_> {
    fn is_quorum(&self, configuration: &Configuration, agrees: impl Fn(NodeId) -> bool) -> bool {
        configuration.is_quorum(&self.world.cluster.config().rules, agrees)
    }

    fn leaders(&self) -> impl Iterator<Item = &(NodeId, &Raft)> {
        self.servers.iter().filter(|(_, state)| state.is_leader())
    }

    /// Whether a server could be elected, as far as the links go.
    fn is_connected(&self, node: NodeId, state: &Raft) -> bool {
        let speaks = |other| self.world.exchange(node, other, CAMPAIGNS) && self.world.exchange(node, other, LEADS);
        state.may_campaign() && self.is_quorum(state.configuration(), speaks)
    }

    /// Whether none of them can be answered by a quorum before it loses patience: the shortest round trip of the first that is
    /// too long for it.
    fn too_slow(&self, connected: &[(NodeId, &Raft)]) -> Option<TwoTimes> {
        let usual = self.world.cluster.config().election_timeout;
        let timeout = |node| self.world.around.patience(node, usual).min;
        let is_in_time = |(node, state): &(NodeId, &Raft)| {
            self.is_quorum(state.configuration(), |other| self.world.round_trip(*node, other) < timeout(*node))
        };
        let (node, state) = connected.first().filter(|_| !connected.iter().any(is_in_time))?;
        let trips = state.configuration().members().map(|other| self.world.round_trip(*node, other));
        let trip = trips.filter(|trip| *trip >= timeout(*node)).min()?;
        Some(slow_args(trip, timeout(*node)))
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
        if let Some(args) = self.too_slow(&connected) {
            return Serving::no("raft.idle-slow", args);
        }
        if let Some(args) = too_rare(world) {
            return Serving::no("raft.idle-heartbeat", args);
        }
        let newest_term = connected.iter().map(|(_, state)| state.current_term).max().unwrap_or_default();
        // Followers that hear a leader start no election, and it hears too few of them.
        let is_kept_quiet = |leader: NodeId, term| {
            connected.iter().all(|(node, state)| world.reaches(leader, *node, LEADS.0) && state.current_term <= term)
        };
        let cut_off: Vec<_> = self.leaders().filter(|(node, state)| !self.is_connected(*node, state)).collect();
        if let Some((leader, _)) = cut_off.iter().find(|(node, state)| is_kept_quiet(*node, state.current_term)) {
            return Serving::no("raft.idle-one-way", [("leader", (*leader).into())].into());
        }
        // One that hears no leader, while its requests for votes are heard, puts an end to each leadership.
        let disturbs = |node: NodeId| {
            connected
                .iter()
                .any(|(other, _)| world.reaches(node, *other, CAMPAIGNS.0) && !world.reaches(*other, node, LEADS.0))
        };
        if let Some((node, _)) =
            rest.iter().find(|(node, state)| !state.is_leader() && state.current_term >= newest_term && disturbs(*node))
        {
            return Serving::no("raft.idle-disturbed", [("node", (*node).into())].into());
        }
        // Who asks for votes does so in whatever term: that others have seen a newer one, it may not know.
        let campaigns = |state: &Raft| matches!(state.role, Role::Candidate { .. } | Role::PreCandidate { .. });
        let campaigning = || connected.iter().filter(|(_, state)| campaigns(state));
        let newest_term = campaigning().map(|(_, state)| state.current_term).max().unwrap_or(newest_term);
        let candidates = campaigning().filter(|(_, state)| state.current_term == newest_term);
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
