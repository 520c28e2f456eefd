//! A server as it is drawn; `web/types.ts` is the other side.

use crate::cluster::Cluster;
use crate::cluster::limits;
use crate::cluster::names::Names;
use crate::language::view::datum::Datum;
use crate::language::view::drawn::NodePicture;
use crate::language::view::{
    ActView, ArgView, ArgsView, CellState, CellView, FactView, LedgerView, PartView, PlaceView, SentenceView,
    TallyView, Vote, VoterView,
};
use crate::raft::truth::{self, Extent};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::kv::Store;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{
    Change, ChangePhase, Configuration, Content, Durable, Entry, Index, Leader, Log, Membership, Message, Raft, Role,
    Term, Timer, Votes,
};
use quorate_core::sorted::SortedSet;

/// The page counts with plain numbers.
impl From<Term> for Datum {
    fn from(term: Term) -> Self {
        term.0.into()
    }
}

/// The page counts with plain numbers.
impl From<Index> for Datum {
    fn from(index: Index) -> Self {
        index.0.into()
    }
}

/// The role by name; `down` if there is no state. A follower that has no say is a learner while a leader sends it the log.
pub(super) fn role(cluster: &Cluster<Raft>, node: NodeId) -> &'static str {
    let Some(state) = cluster.state(node) else { return "down" };
    match &state.role {
        Role::Leader(_) => "leader",
        Role::Candidate { .. } => "candidate",
        Role::PreCandidate { .. } => "precandidate",
        Role::Follower if state.may_campaign() => "follower",
        Role::Follower if is_taught(cluster, node) || state.configuration().includes(node) => "learner",
        Role::Follower => "outsider",
    }
}

/// Whether a leader sends its log to a node.
pub(super) fn is_taught(cluster: &Cluster<Raft>, node: NodeId) -> bool {
    cluster.up().any(|(_, state)| match &state.role {
        Role::Leader(leader) => leader.next_index.contains_key(&node),
        _ => false,
    })
}

/// Whether a node has left the stage: it is down, and nobody that is up and has a say believes that it belongs to the
/// cluster. What stands in the configuration file of a newcomer is no such belief. As long as nobody who has a say is up,
/// nobody has left; nor has anybody who could come back and, with those that believe in it on their disks, be a quorum, as after
/// a forced recovery.
pub(super) fn is_gone(cluster: &Cluster<Raft>, node: NodeId) -> bool {
    let mut members = cluster.up().map(|(_, state)| state).filter(|state| state.may_campaign()).peekable();
    cluster.state(node).is_none()
        && members.peek().is_some()
        && !members.any(|state| state.configuration().includes(node))
        && !has_quorum_on_disk(cluster, node)
}

/// Whether those whose disks have a node for a member are a quorum of the configuration on its own disk.
fn has_quorum_on_disk(cluster: &Cluster<Raft>, node: NodeId) -> bool {
    let on_disk = |server| {
        let log = cluster.server(server).durable().unwrap_or_default().log;
        Membership::of(&cluster.config().voters, &log)
    };
    let is_for = |server| cluster.nodes().any(|one| one == server) && on_disk(server).in_force().includes(node);
    on_disk(node).in_force().is_quorum(&cluster.config().rules, is_for)
}

/// The votes that a candidate has, or that a leader was elected with.
pub(super) fn votes(state: &Raft) -> Option<&Votes> {
    match &state.role {
        Role::Follower => None,
        Role::PreCandidate { votes } | Role::Candidate { votes } => Some(votes),
        Role::Leader(leader) => Some(&leader.votes),
    }
}

fn name_list<'a>(nodes: impl IntoIterator<Item = &'a NodeId>, names: Names) -> Vec<String> {
    nodes.into_iter().map(|node| names.name(*node)).collect()
}

fn sets(configuration: &Configuration, names: Names) -> Datum {
    let Configuration { voters, old, learners } = configuration;
    [("voters", voters), ("old", old), ("learners", learners)]
        .map(|(name, set)| (name, name_list(set, names).into()))
        .into()
}

fn values(store: &Store) -> Datum {
    let value = |(name, value): (&str, i64)| Datum::from([("name", name.into()), ("value", value.into())]);
    store.iter().map(value).collect::<Vec<_>>().into()
}

/// An entry's content as it is written.
pub(super) fn content(content: &Content, names: Names) -> String {
    match content {
        Content::NoOp | Content::Command(_) => content.to_string(),
        Content::Configuration(appointment) => configuration_text(&appointment.configuration, names),
    }
}

/// `{A B C}`, and `{A B C}→{A B D}` while joint.
pub(super) fn configuration_text(configuration: &Configuration, names: Names) -> String {
    match Arg::from(configuration.clone()) {
        Arg::Sets(sets) => names.sets(&sets),
        Arg::Joined(sets, learners) => names.joined(&sets, &learners),
        _ => unreachable!("a configuration is told as sets"),
    }
}

/// What a picture of one server is made of.
struct Sight<'a> {
    cluster: &'a Cluster<Raft>,
    node: NodeId,
    names: Names,
    role: &'static str,
    state: Option<&'a Raft>,
    durable: Durable,
    leader: Option<&'a Leader>,
    membership: Arc<Membership>,
    commit_index: Index,
}

pub(super) fn node(cluster: &Cluster<Raft>, node: NodeId, names: Names) -> NodePicture<Timer> {
    let state = cluster.state(node);
    let durable = cluster.server(node).durable().unwrap_or_default();
    let leader = state.and_then(|state| match &state.role {
        Role::Leader(leader) => Some(&**leader),
        _ => None,
    });
    let membership = state.map_or_else(
        || Arc::new(Membership::of(&cluster.config().voters, &durable.log)),
        |state| state.membership.clone(),
    );
    let commit_index = state.map_or(Index::ZERO, |state| state.commit_index);
    let role = role(cluster, node);
    let sight = Sight { cluster, node, names, role, state, durable, leader, membership, commit_index };
    let term = sight.durable.current_term;
    NodePicture {
        role,
        era: term.0,
        era_label: term.to_string(),
        dial: state.map(|_| if leader.is_some() { Timer::Heartbeat } else { Timer::Election }),
        tallies: sight.tallies(),
        acts: sight.acts(),
        facts: sight.facts(),
        ledger: Some(sight.ledger()),
        detail: sight.detail(),
    }
}

/// Whose yes to what a server asks for now is under way to it.
pub(super) fn coming(cluster: &Cluster<Raft>, node: NodeId) -> SortedSet<NodeId> {
    let Some(state) = cluster.state(node) else { return SortedSet::new() };
    // Nobody else asks: what is under way need not be gone through for each node of a quiet cluster.
    if !matches!(state.role, Role::Candidate { .. } | Role::PreCandidate { .. }) {
        return SortedSet::new();
    }
    let is_yes = |message: &Message| match (&state.role, message) {
        (Role::Candidate { .. }, Message::RequestVoteReply { asked, vote_granted: true, .. }) => {
            *asked == state.current_term
        }
        (Role::PreCandidate { .. }, Message::RequestPreVoteReply { asked, attempt, vote_granted: true, .. }) => {
            state.current_term.next() == Some(*asked) && *attempt == state.pre_votes
        }
        _ => false,
    };
    let under_way = cluster.network().iter().filter(|(_, to, message)| *to == node && is_yes(message));
    under_way.map(|(from, _, _)| from).collect()
}

/// How far the end of a server's log that is drawn is committed.
pub(super) fn extent(cluster: &Cluster<Raft>, log: &Log) -> Extent {
    truth::extent(cluster, log, first_drawn(log))
}

/// Where the end of a log begins that is drawn.
fn first_drawn(log: &Log) -> Index {
    Index(log.last_index().next().0.saturating_sub(limits::ENTRIES_TOLD)).max(log.first_index())
}

impl Sight<'_> {
    fn text(&self, node: NodeId) -> String {
        self.names.name(node)
    }

    /// One tally, and two while joint: "separate majorities from both the old and new configurations".
    fn tallies(&self) -> Vec<TallyView> {
        let Some((state, votes)) = self.state.and_then(|state| Some((state, votes(state)?))) else { return Vec::new() };
        let coming = coming(self.cluster, self.node);
        let rules = &self.cluster.config().rules;
        let key = if matches!(state.role, Role::PreCandidate { .. }) { "pre-votes" } else { "votes" };
        let tally = |part, voters: &SortedSet<NodeId>| TallyView {
            key,
            part,
            voters: voters
                .iter()
                .map(|voter| VoterView {
                    node: self.text(*voter),
                    state: match votes.get(voter) {
                        Some(true) => Vote::Granted,
                        _ if coming.contains(voter) => Vote::Coming,
                        Some(false) => Vote::Refused,
                        None => Vote::Pending,
                    },
                })
                .collect(),
            had: voters.iter().filter(|voter| votes.get(voter) == Some(&true)).count() as u64,
            needed: rules.quorum_of(voters.len()) as u64,
        };
        let configuration = self.membership.in_force();
        if configuration.is_joint() && rules.both_majorities {
            alloc::vec![tally("old", &configuration.old), tally("new", &configuration.voters)]
        } else {
            alloc::vec![tally("all", &configuration.members().collect())]
        }
    }

    fn acts(&self) -> Vec<ActView> {
        let name = || self.text(self.node);
        let refusal = |key, is_refused: bool| {
            is_refused.then(|| SentenceView { key, args: ArgsView([("node", ArgView::Text(name()))].into()) })
        };
        let is_down = || refusal("error.is-down", self.state.is_none());
        let applied = self.state.map_or(Index::ZERO, |state| state.last_applied);
        let act = |key, refusal| ActView { key, commands: [[key, " ", &name()].concat()].into(), refusal };
        let nothing_new = applied <= self.durable.log.snapshot_index();
        let is_alien = self.role == "outsider" || is_gone(self.cluster, self.node);
        alloc::vec![
            act("snapshot", is_down().or_else(|| refusal("failure.nothing-to-compact", nothing_new))),
            act("transfer", is_down().or_else(|| refusal("failure.leads-already", self.leader.is_some()))),
            act("remove", refusal("failure.nothing-to-change", is_alien)),
            act("promote", refusal("failure.not-a-learner", !self.is_learner())),
        ]
    }

    /// Whether the configuration of a leader has it as one that learns and has no say.
    fn is_learner(&self) -> bool {
        let is_taught = |state: &Raft| state.configuration().learners.contains(&self.node);
        self.cluster.up().any(|(_, state)| state.is_leader() && is_taught(state))
    }

    fn facts(&self) -> Vec<FactView> {
        let mut facts = Vec::new();
        let mut fact = |key, parts: Vec<PartView>| facts.push(FactView { key, parts });
        let sentence = |key| PartView::sentence(key, Vec::new());
        let Durable { current_term: term, voted_for, log } = &self.durable;
        let era = |term: Term| PartView::Era { era: term.0, era_label: term.to_string() };
        let node_or = |node: Option<NodeId>, otherwise| match node {
            Some(node) => self.text(node).into(),
            None => sentence(otherwise),
        };
        fact("raft.term", [era(*term)].into());
        fact("raft.voted-for", [node_or(*voted_for, "inspector.nobody")].into());
        let leader = self.state.and_then(|state| state.leader);
        fact("raft.leader", [node_or(leader, "inspector.unknown")].into());
        let end = [("index", ArgView::Number(log.last_index().0)), ("term", ArgView::Number(log.last_term().0))];
        let end = match log.last_index() {
            Index::ZERO => sentence("raft.log-empty"),
            _ => PartView::sentence("raft.index-of-term", end.into()),
        };
        fact("raft.log-end", [end].into());
        let volatile = |number: fn(&Raft) -> Index| match self.state {
            Some(state) => number(state).0.into(),
            None => sentence("inspector.gone"),
        };
        fact("raft.commit-index", [volatile(|state| state.commit_index)].into());
        fact("raft.last-applied", [volatile(|state| state.last_applied)].into());
        let (index, configuration) = self.membership.latest();
        let since = match index {
            Index::ZERO => sentence("raft.from-the-start"),
            _ => {
                let is_committed = index <= self.commit_index;
                let key = if is_committed { "raft.members-committed" } else { "raft.members-uncommitted" };
                PartView::sentence(key, [("index", ArgView::Number(index.0))].into())
            }
        };
        let joint = configuration.is_joint().then(|| sentence("raft.joint"));
        fact(
            "raft.members",
            [members_text(configuration, self.names).into()].into_iter().chain(joint).chain([since]).collect(),
        );
        if let Some(snapshot) = log.snapshot() {
            let up_to = PartView::sentence("raft.up-to", [("index", ArgView::Number(snapshot.last_index.0))].into());
            fact("raft.snapshot", alloc::vec![up_to, era(snapshot.last_term)]);
            fact(
                "raft.snapshot-state",
                [values_text(&snapshot.store).map_or_else(|| sentence("ledger.state-empty"), PartView::from)].into(),
            );
            fact("raft.snapshot-members", [members_text(&snapshot.configuration, self.names).into()].into());
        }
        if let Some(leader) = self.leader {
            if let Some(transfer) = &leader.transfer {
                fact("raft.transfer", [self.text(transfer.to).into()].into());
            }
            if let Some((nodes, round)) = self.catching_up() {
                let args = [("nodes", ArgView::Text(nodes.join(" "))), ("round", ArgView::Number(round))];
                fact("raft.catching-up", [PartView::sentence("raft.round", args.into())].into());
            }
            if leader.lease {
                fact("raft.lease", [sentence("raft.lease-means")].into());
            }
            if !leader.reads.is_empty() {
                fact("raft.reads", [(leader.reads.len() as u64).into()].into());
            }
        }
        if let Some(values) = self.state.and_then(|state| values_text(&state.store)) {
            fact("raft.state", [values.into()].into());
        }
        facts
    }

    /// New servers that get the log before they get a vote, and the round that this has come to.
    fn catching_up(&self) -> Option<(Vec<String>, u64)> {
        let Change { voters, phase: ChangePhase::CatchUp { round, .. }, .. } = self.leader?.change.as_ref()? else {
            return None;
        };
        let present = self.membership.in_force();
        let new = voters.iter().filter(|server| !present.contains(**server));
        Some((name_list(new, self.names), u64::from(*round)))
    }

    fn ledger(&self) -> LedgerView {
        let log = &self.durable.log;
        let Extent { known, truth } = extent(self.cluster, log);
        let state = |index| match index {
            index if index <= self.commit_index => CellState::Committed,
            index if index <= known => CellState::Elsewhere,
            index if index <= truth => CellState::Unknown,
            _ => CellState::Accepted,
        };
        let snapshot = log.snapshot().map(|snapshot| CellView {
            at: snapshot.last_index.0,
            era: snapshot.last_term.0,
            era_label: snapshot.last_term.to_string(),
            kind: "snapshot",
            label: values_text(&snapshot.store).unwrap_or_default(),
            // Only what is committed is applied, and only what is applied becomes a snapshot.
            state: CellState::Committed,
        });
        let entries = self.tail().map(|(index, entry)| CellView {
            at: index.0,
            era: entry.term.0,
            era_label: entry.term.to_string(),
            kind: kind(&entry.content),
            label: content(&entry.content, self.names),
            state: state(index),
        });
        let cells: Vec<_> = snapshot.into_iter().chain(entries).collect();
        let own = |kind, at: Index| PlaceView { kind, node: self.text(self.node), at: at.0 };
        let mut marks = Vec::new();
        if let Some(state) = self.state {
            marks.extend([own("committed", state.commit_index), own("applied", state.last_applied)]);
        }
        for (server, next) in self.leader.iter().flat_map(|leader| leader.next_index.iter()) {
            let matching = self.leader.and_then(|leader| leader.match_index.get(server)).copied().unwrap_or_default();
            let place = |kind, at: Index| PlaceView { kind, node: self.text(*server), at: at.0 };
            marks.extend([place("next", *next), place("match", matching)]);
        }
        LedgerView { from: first_drawn(log).0, cells, marks }
    }

    /// The end of the log, as far as it is drawn.
    fn tail(&self) -> impl Iterator<Item = (Index, &Entry)> {
        self.durable.log.iter_from(first_drawn(&self.durable.log))
    }

    /// What Raft's own drawing, and whoever embeds a stage, reads by the paper's names.
    fn detail(&self) -> Datum {
        let Durable { current_term, voted_for, log } = &self.durable;
        let (index, configuration) = self.membership.latest();
        let state = self.state;
        let entry = |(index, entry): (Index, &Entry)| {
            Datum::from([
                ("index", index.into()),
                ("term", entry.term.into()),
                ("kind", kind(&entry.content).into()),
                ("command", content(&entry.content, self.names).into()),
                ("committed", (index <= self.commit_index).into()),
            ])
        };
        let progress = |(server, next): &(NodeId, Index)| {
            let matching = self.leader.and_then(|leader| leader.match_index.get(server)).copied().unwrap_or_default();
            Datum::from([
                ("node", self.text(*server).into()),
                ("nextIndex", (*next).into()),
                ("matchIndex", matching.into()),
            ])
        };
        let snapshot = log.snapshot().map(|snapshot| {
            Datum::from([
                ("index", snapshot.last_index.into()),
                ("term", snapshot.last_term.into()),
                ("state", values(&snapshot.store)),
                ("configuration", sets(&snapshot.configuration, self.names)),
            ])
        });
        let Configuration { voters, old, learners } = configuration;
        let transfer = self.leader.and_then(|leader| leader.transfer.as_ref());
        [
            ("term", (*current_term).into()),
            ("votedFor", voted_for.map(|candidate| self.text(candidate)).into()),
            ("leader", state.and_then(|state| state.leader).map(|leader| self.text(leader)).into()),
            ("snapshot", snapshot.into()),
            ("log", self.tail().map(entry).collect::<Vec<_>>().into()),
            ("commitIndex", self.commit_index.into()),
            ("lastApplied", state.map_or(Index::ZERO, |state| state.last_applied).into()),
            (
                "progress",
                self.leader.map_or_else(Vec::new, |leader| leader.next_index.iter().map(progress).collect()).into(),
            ),
            ("state", state.map_or_else(|| Datum::List(Vec::new()), |state| values(&state.store))),
            (
                "configuration",
                [
                    ("voters", name_list(voters, self.names).into()),
                    ("old", name_list(old, self.names).into()),
                    ("learners", name_list(learners, self.names).into()),
                    ("index", index.into()),
                    ("committed", (index <= self.commit_index).into()),
                ]
                .into(),
            ),
            (
                "catchingUp",
                self.catching_up()
                    .map(|(nodes, round)| Datum::from([("nodes", nodes.into()), ("round", round.into())]))
                    .into(),
            ),
            ("transfer", transfer.map(|transfer| self.text(transfer.to)).into()),
            ("lease", self.leader.is_some_and(|leader| leader.lease).into()),
            ("reads", self.leader.map_or(0, |leader| leader.reads.len() as u64).into()),
        ]
        .into()
    }
}

/// `A B C`, and `A B C → A B D` while joint.
fn members_text(Configuration { voters, old, learners }: &Configuration, names: Names) -> String {
    let list = |set: &SortedSet<NodeId>| match &*name_list(set, names).join(" ") {
        "" => "–".to_string(),
        list => list.to_string(),
    };
    let members = if old.is_empty() { list(voters) } else { format!("{} → {}", list(old), list(voters)) };
    if learners.is_empty() { members } else { format!("{members} + {}", list(learners)) }
}

/// `x=5, y=3`; `None` if it holds nothing.
pub(super) fn values_text(store: &Store) -> Option<String> {
    let values: Vec<_> = store.iter().map(|(name, value)| format!("{name}={value}")).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

fn kind(content: &Content) -> &'static str {
    match content {
        Content::NoOp => "no-op",
        Content::Command(_) => "command",
        Content::Configuration(_) => "configuration",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raft::checks::story::{A, B, C, Story};

    #[test]
    fn a_leader_shows_its_votes_and_how_far_the_others_are() {
        let mut story = Story::new(3);
        story.timeout(A).run_among(&[A, B]).request(A, "SET x 5").run_among(&[A, B]);
        let picture = super::node(&story.cluster, A, Names::Servers);
        let votes: Vec<_> = picture.tallies[0].voters.iter().map(|vote| (vote.node.as_str(), vote.state)).collect();
        assert_eq!(votes, [("S1", Vote::Granted), ("S2", Vote::Granted), ("S3", Vote::Pending)]);
        let ledger = picture.ledger.expect("a server has a log");
        let marks: Vec<_> = ledger.marks.iter().map(|it| (it.kind, it.node.as_str(), it.at)).collect();
        let own = [("committed", "S1", 1), ("applied", "S1", 1)];
        let others = [("next", "S2", 2), ("match", "S2", 1), ("next", "S3", 1), ("match", "S3", 0)];
        assert_eq!(marks, [&own[..], &others[..]].concat());
        assert_eq!(ledger.cells[0].state, CellState::Committed);
        let state = &picture.detail.get("state").list()[0];
        assert_eq!((state.get("name"), state.get("value")), (&"x".into(), &5_u64.into()));
        let candidate = super::node(&Story::new(3).timeout(C).cluster, C, Names::Letters);
        assert_eq!((candidate.role, candidate.era), ("candidate", 1));
    }

    #[test]
    fn a_crashed_server_shows_what_is_on_its_disk() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 5").run().crash(A);
        let NodePicture { role, era, detail, tallies, ledger, dial, .. } =
            super::node(&story.cluster, A, Names::Letters);
        assert_eq!((role, era, dial, tallies), ("down", 1, None, Vec::new()));
        assert_eq!(detail.get("votedFor"), &"A".into());
        for volatile in ["commitIndex", "lastApplied"] {
            assert_eq!(detail.get(volatile), &0_u64.into(), "{volatile}");
        }
        assert_eq!(detail.get("leader"), &Datum::Null);
        assert!(detail.get("progress").list().is_empty() && detail.get("state").list().is_empty());
        let LedgerView { cells, marks, .. } = ledger.expect("its disk has a log");
        assert_eq!((cells.len(), cells[0].state, marks), (1, CellState::Unknown, Vec::new()));
    }

    /// The tallies as `key part had/needed`.
    fn tallies(story: &Story, node: NodeId) -> Vec<String> {
        let tally = |tally: TallyView| format!("{} {} {}/{}", tally.key, tally.part, tally.had, tally.needed);
        super::node(&story.cluster, node, Names::Letters).tallies.into_iter().map(tally).collect()
    }

    #[test]
    fn a_vote_that_is_under_way_is_coming_and_one_of_another_term_is_not() {
        let mut story = Story::new(3);
        let states = |story: &Story| {
            let tallies = super::node(&story.cluster, A, Names::Letters).tallies;
            tallies[0].voters.iter().map(|voter| voter.state).collect::<Vec<_>>()
        };
        story.timeout(A);
        assert_eq!(states(&story), [Vote::Granted, Vote::Pending, Vote::Pending]);
        story.deliver(A, B, |message| matches!(message, Message::RequestVote { .. }));
        assert_eq!(states(&story), [Vote::Granted, Vote::Coming, Vote::Pending]);
        story.timeout(A);
        assert_eq!(states(&story), [Vote::Granted, Vote::Pending, Vote::Pending], "it asks in another term now");
    }

    #[test]
    fn how_many_are_needed_follows_the_rules_and_the_configuration() {
        let mut story = Story::new(4);
        assert_eq!(tallies(story.timeout(A), A), ["votes all 1/3"]);
        story.configure(|config| config.rules.majority = false);
        assert_eq!(tallies(&story, A), ["votes all 1/2"]);
    }

    #[test]
    fn what_is_committed_and_not_known_here_is_so_in_the_ledger() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 5").run();
        let states = |story: &Story, node| {
            let ledger = super::node(&story.cluster, node, Names::Letters).ledger.expect("a server has a log");
            ledger.cells.iter().map(|cell| cell.state).collect::<Vec<_>>()
        };
        assert_eq!(states(&story, A), [CellState::Committed]);
        assert_eq!(states(&story, B), [CellState::Elsewhere], "it has not been told yet");
        story.request(A, "SET x 6");
        assert_eq!(states(&story, A), [CellState::Committed, CellState::Accepted]);
    }
}
