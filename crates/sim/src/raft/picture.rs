//! A server and a message as they are drawn; `web/types.ts` is the other side.

use crate::clock::machine::{Answer, Verdict};
use crate::cluster::Cluster;
use crate::cluster::names::Names;
use crate::language::view::drawn::NodePicture;
use crate::language::view::{FieldView, MessageView};
use crate::raft::request;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::kv::Store;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{
    AppendResult, Change, Configuration, Content, Entry, Index, Leader, Membership, Message, Raft, Role, Stage, Votes,
};
use quorate_core::sorted::SortedSet;
use serde::Serialize;

/// How many entries of a log are drawn: its end. A picture of an hour's log would be thousands of cells that nobody sees.
const LOG_TAIL: u64 = 128;

/// What is drawn of a Raft server.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct NodeDetail {
    pub kind: &'static str,
    pub term: u64,
    pub voted_for: Option<String>,
    pub leader: Option<String>,
    pub votes: Vec<VoteView>,
    pub snapshot: Option<SnapshotView>,
    pub log: Vec<EntryView>,
    pub commit_index: u64,
    pub last_applied: u64,
    pub progress: Vec<ProgressView>,
    pub state: Vec<ValueView>,
    pub configuration: ConfigurationView,
    pub catching_up: Option<CatchUpView>,
    pub transfer: Option<String>,
    pub lease: bool,
    pub reads: u64,
    pub gone: bool,
}

/// What a log begins with.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct SnapshotView {
    pub index: u64,
    pub term: u64,
    pub state: Vec<ValueView>,
    pub configuration: SetsView,
}

/// Who belongs to the cluster.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct SetsView {
    pub voters: Vec<String>,
    pub old: Vec<String>,
}

/// The configuration that a server believes in.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ConfigurationView {
    #[serde(flatten)]
    pub sets: SetsView,
    pub index: u64,
    pub committed: bool,
}

/// New servers that get the log before they get a vote.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct CatchUpView {
    pub nodes: Vec<String>,
    pub round: u64,
}

/// A vote that a candidate hopes for or has.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct VoteView {
    pub node: String,
    pub state: &'static str,
}

/// An entry of a log.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct EntryView {
    pub index: u64,
    pub term: u64,
    pub kind: &'static str,
    pub command: String,
    pub committed: bool,
}

/// How far a leader thinks another server is.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ProgressView {
    pub node: String,
    pub next_index: u64,
    pub match_index: u64,
}

/// A name and its value in the state machine. A float, as JavaScript's numbers are: beyond 2⁵³ it is rounded.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ValueView {
    pub name: String,
    pub value: f64,
}

/// The role by name; `down` if there is no state. A follower that has no say is a learner while a leader sends it the log.
pub(super) fn role(cluster: &Cluster<Raft>, node: NodeId) -> &'static str {
    let Some(state) = cluster.state(node) else { return "down" };
    match &state.role {
        Role::Leader(_) => "leader",
        Role::Candidate { .. } => "candidate",
        Role::PreCandidate { .. } => "precandidate",
        Role::Follower if state.may_campaign() => "follower",
        Role::Follower if is_taught(cluster, node) => "learner",
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
/// nobody has left.
pub(super) fn is_gone(cluster: &Cluster<Raft>, node: NodeId) -> bool {
    let mut members = cluster.up().map(|(_, state)| state).filter(|state| state.may_campaign()).peekable();
    cluster.state(node).is_none()
        && members.peek().is_some()
        && !members.any(|state| state.configuration().contains(node))
}

/// The votes that a candidate has, or that a leader was elected with.
pub(super) fn votes(state: &Raft) -> Option<&Votes> {
    match &state.role {
        Role::Follower => None,
        Role::PreCandidate { votes } | Role::Candidate { votes } => Some(votes),
        Role::Leader(leader) => Some(&leader.votes),
    }
}

fn sets(configuration: &Configuration, names: Names) -> SetsView {
    let named = |set: &SortedSet<NodeId>| set.iter().map(|node| names.name(*node)).collect();
    SetsView { voters: named(&configuration.voters), old: named(&configuration.old) }
}

fn values(store: &Store) -> Vec<ValueView> {
    store.iter().map(|(name, value)| ValueView { name: name.to_string(), value: value as f64 }).collect()
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
        _ => unreachable!("a configuration is told as sets"),
    }
}

pub(super) fn node(cluster: &Cluster<Raft>, node: NodeId, names: Names) -> NodePicture<NodeDetail> {
    let state = cluster.state(node);
    let durable = cluster.server(node).durable().unwrap_or_default();
    let commit_index = state.map_or(0, |state| state.commit_index);
    let leader = state.and_then(|state| match &state.role {
        Role::Leader(leader) => Some(leader),
        _ => None,
    });
    let membership = state.map_or_else(
        || Arc::new(Membership::of(&cluster.config().voters, &durable.log)),
        |state| state.membership.clone(),
    );
    let (index, configuration) = membership.latest();
    let detail = NodeDetail {
        kind: "raft",
        term: durable.current_term,
        voted_for: durable.voted_for.map(|candidate| names.name(candidate)),
        leader: state.and_then(|state| state.leader).map(|leader| names.name(leader)),
        votes: state.and_then(votes).map_or_else(Vec::new, |votes| {
            let view = |voter: NodeId| VoteView {
                node: names.name(voter),
                state: match votes.get(&voter) {
                    None => "pending",
                    Some(true) => "granted",
                    Some(false) => "refused",
                },
            };
            configuration.members().map(view).collect()
        }),
        snapshot: durable.log.snapshot().map(|snapshot| SnapshotView {
            index: snapshot.last_index,
            term: snapshot.last_term,
            state: values(&snapshot.store),
            configuration: sets(&snapshot.configuration, names),
        }),
        log: {
            let first = (durable.log.last_index() + 1).saturating_sub(LOG_TAIL).max(1);
            let entries = durable.log.iter_from(first);
            entries.map(|(index, entry)| entry_view(index, entry, commit_index, names)).collect()
        },
        commit_index,
        last_applied: state.map_or(0, |state| state.last_applied),
        progress: leader.map_or_else(Vec::new, |leader| progress(leader, names)),
        state: state.map_or_else(Vec::new, |state| values(&state.store)),
        configuration: ConfigurationView { sets: sets(configuration, names), index, committed: index <= commit_index },
        catching_up: leader.and_then(|leader| match leader.change.as_ref()? {
            Change { voters, stage: Stage::CatchUp { round, .. }, .. } => Some(CatchUpView {
                nodes: voters
                    .iter()
                    .filter(|server| !configuration.contains(**server))
                    .map(|server| names.name(*server))
                    .collect(),
                round: u64::from(*round),
            }),
            _ => None,
        }),
        transfer: leader.and_then(|leader| leader.transfer.as_ref()).map(|transfer| names.name(transfer.to)),
        lease: leader.is_some_and(|leader| leader.lease),
        reads: leader.map_or(0, |leader| leader.reads.len() as u64),
        gone: is_gone(cluster, node),
    };
    let role = role(cluster, node);
    NodePicture { role, era: durable.current_term, era_label: durable.current_term.to_string(), detail }
}

fn entry_view(index: Index, entry: &Entry, commit_index: Index, names: Names) -> EntryView {
    EntryView {
        index,
        term: entry.term,
        kind: match &entry.content {
            Content::NoOp => "no-op",
            Content::Command(_) => "command",
            Content::Configuration(_) => "configuration",
        },
        command: content(&entry.content, names),
        committed: index <= commit_index,
    }
}

fn progress(leader: &Leader, names: Names) -> Vec<ProgressView> {
    let view = |(server, next_index): &(NodeId, Index)| ProgressView {
        node: names.name(*server),
        next_index: *next_index,
        match_index: leader.match_index.get(server).copied().unwrap_or(0),
    };
    leader.next_index.iter().map(view).collect()
}

pub(super) fn message(message: &Message, names: Names) -> MessageView {
    let field = |name, value: &dyn ToString| FieldView { name, value: value.to_string() };
    let (kind, label, answer, mut fields) = match message {
        Message::RequestVote { last_log_index, last_log_term, transfer, .. } => {
            let mut fields = alloc::vec![field("lastLogIndex", last_log_index), field("lastLogTerm", last_log_term)];
            if *transfer {
                fields.push(field("leadershipTransfer", transfer));
            }
            ("RequestVote", String::new(), None, fields)
        }
        Message::RequestVoteReply { vote_granted, .. } => {
            ("RequestVoteReply", String::new(), Some(*vote_granted), alloc::vec![field("voteGranted", vote_granted)])
        }
        Message::RequestPreVote { attempt, last_log_index, last_log_term, .. } => {
            let fields = alloc::vec![
                field("attempt", attempt),
                field("lastLogIndex", last_log_index),
                field("lastLogTerm", last_log_term)
            ];
            ("RequestPreVote", String::new(), None, fields)
        }
        Message::RequestPreVoteReply { asked, attempt, vote_granted, .. } => {
            let fields =
                alloc::vec![field("asked", asked), field("attempt", attempt), field("voteGranted", vote_granted)];
            ("RequestPreVoteReply", String::new(), Some(*vote_granted), fields)
        }
        Message::InstallSnapshot { snapshot, .. } => {
            let values: Vec<_> = snapshot.store.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let fields = alloc::vec![
                field("lastIncludedIndex", &snapshot.last_index),
                field("lastIncludedTerm", &snapshot.last_term),
                field("data", &if values.is_empty() { "—".to_string() } else { values.join(", ") }),
                field("configuration", &configuration_text(&snapshot.configuration, names)),
            ];
            ("InstallSnapshot", format!("1…{}", snapshot.last_index), None, fields)
        }
        Message::InstallSnapshotReply { match_index, .. } => {
            let fields = alloc::vec![field("matchIndex", match_index)];
            ("InstallSnapshotReply", String::new(), Some(*match_index > 0), fields)
        }
        Message::TimeoutNow { .. } => ("TimeoutNow", String::new(), None, Vec::new()),
        Message::AppendEntries(request) => {
            let (kind, label) = match &*request.entries {
                [] => ("Heartbeat", String::new()),
                [entry] => ("AppendEntries", content(&entry.content, names)),
                entries => ("AppendEntries", format!("+{}", entries.len())),
            };
            let text = |entry: &Entry| format!("{}:{}", entry.term, content(&entry.content, names));
            let entries: Vec<_> = request.entries.iter().map(text).collect();
            let mut fields = alloc::vec![
                field("prevLogIndex", &request.prev_log_index),
                field("prevLogTerm", &request.prev_log_term),
                field("entries", &if entries.is_empty() { "—".to_string() } else { entries.join(", ") }),
                field("leaderCommit", &request.leader_commit),
            ];
            if request.round > 0 {
                fields.push(field("round", &request.round));
            }
            (kind, label, None, fields)
        }
        Message::AppendEntriesReply { result, round, .. } => {
            let success = matches!(result, AppendResult::Success { .. });
            let mut fields = alloc::vec![field("success", &success)];
            match result {
                AppendResult::Success { match_index } => fields.push(field("matchIndex", match_index)),
                AppendResult::Refused { prev_log_index, last_index, hint } => {
                    fields.extend([field("prevLogIndex", prev_log_index), field("lastLogIndex", last_index)]);
                    if let Some(hint) = hint {
                        let term = hint.term.map_or_else(|| "—".to_string(), |term| term.to_string());
                        fields.extend([field("conflictTerm", &term), field("firstIndex", &hint.first_index)]);
                    }
                }
            }
            if *round > 0 {
                fields.push(field("round", round));
            }
            ("AppendEntriesReply", String::new(), Some(success), fields)
        }
        Message::Forward { request, .. } => {
            let text = request::text(request, names);
            ("Forward", text.clone(), None, alloc::vec![field("command", &text)])
        }
        Message::ForwardReply { response, .. } => {
            let Answer { verdict, text } = request::answer(response, names);
            ("ForwardReply", text.clone(), Some(verdict == Verdict::Served), alloc::vec![field("answer", &text)])
        }
    };
    let asked = match message {
        Message::RequestPreVote { term, .. } => Some(*term),
        _ => None,
    };
    let term = message.term().or(asked);
    if let Some(term) = term {
        fields.insert(0, field("term", &term));
    }
    // Where an answer comes from a later term than that of what it answers, it says so.
    if let Message::RequestVoteReply { term, asked, .. }
    | Message::AppendEntriesReply { term, asked, .. }
    | Message::InstallSnapshotReply { term, asked, .. } = message
        && asked != term
    {
        fields.insert(1, field("asked", asked));
    }
    MessageView {
        kind,
        era: term.unwrap_or(0),
        era_label: term.map_or_else(String::new, |term| term.to_string()),
        label,
        answer,
        fields,
        term,
        ballot: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raft::checks::story::{A, B, C, Story, durable};
    use quorate_core::protocol::RequestId;
    use quorate_core::raft::{AppendEntries, ConflictHint, Response};

    fn drawn(message: &Message) -> (&'static str, String, Option<bool>) {
        let view = super::message(message, Names::Letters);
        (view.kind, view.label, view.answer)
    }

    fn append(terms: &[u64]) -> Message {
        let entries = durable(2, terms).log.iter().map(|(_, entry)| entry.clone()).collect();
        Message::AppendEntries(AppendEntries {
            term: 2,
            prev_log_index: 0,
            prev_log_term: 0,
            entries,
            leader_commit: 0,
            round: 0,
        })
    }

    #[test]
    fn each_kind_of_message_has_its_shape_and_label() {
        let id = RequestId { client: 0, serial: 1 };
        let command = quorate_core::kv::Command::Set("x".into(), 5);
        let refused = AppendResult::Refused { prev_log_index: 3, last_index: 1, hint: None };
        let served = Response::Applied { value: Some(5), index: 1 };
        let cases = [
            (
                Message::RequestVote { term: 2, last_log_index: 0, last_log_term: 0, transfer: false },
                "RequestVote",
                "",
                None,
            ),
            (Message::RequestVoteReply { term: 2, asked: 2, vote_granted: true }, "RequestVoteReply", "", Some(true)),
            (append(&[]), "Heartbeat", "", None),
            (append(&[1]), "AppendEntries", "SET x 100", None),
            (append(&[1, 2, 2]), "AppendEntries", "+3", None),
            (
                Message::AppendEntriesReply { term: 2, asked: 2, result: refused, round: 0 },
                "AppendEntriesReply",
                "",
                Some(false),
            ),
            (Message::Forward { id, request: command.into() }, "Forward", "SET x 5", None),
            (Message::ForwardReply { id, response: served }, "ForwardReply", "5", Some(true)),
            (
                Message::ForwardReply { id, response: Response::NotLeader { leader: Some(B) } },
                "ForwardReply",
                "→ B",
                Some(false),
            ),
        ];
        for (message, kind, label, answer) in cases {
            assert_eq!(drawn(&message), (kind, label.to_string(), answer));
        }
    }

    #[test]
    fn a_message_shows_its_fields_with_the_paper_s_names() {
        let fields = |message: &Message| -> Vec<String> {
            let view = super::message(message, Names::Letters);
            view.fields.iter().map(|field| format!("{}={}", field.name, field.value)).collect()
        };
        assert_eq!(
            fields(&append(&[1, 2])),
            ["term=2", "prevLogIndex=0", "prevLogTerm=0", "entries=1:SET x 100, 2:SET x 201", "leaderCommit=0"]
        );
        let hint = Some(ConflictHint { term: None, first_index: 3 });
        let result = AppendResult::Refused { prev_log_index: 4, last_index: 2, hint };
        assert_eq!(
            fields(&Message::AppendEntriesReply { term: 2, asked: 2, result, round: 0 }),
            ["term=2", "success=false", "prevLogIndex=4", "lastLogIndex=2", "conflictTerm=—", "firstIndex=3"]
        );
        assert_eq!(
            fields(&Message::RequestVoteReply { term: 2, asked: 1, vote_granted: false }),
            ["term=2", "asked=1", "voteGranted=false"]
        );
    }

    #[test]
    fn a_leader_shows_its_votes_and_how_far_the_others_are() {
        let mut story = Story::new(3);
        story.timeout(A).run_among(&[A, B]).request(A, "SET x 5").run_among(&[A, B]);
        let picture = super::node(&story.cluster, A, Names::Servers);
        let votes: Vec<_> = picture.detail.votes.iter().map(|vote| (vote.node.as_str(), vote.state)).collect();
        assert_eq!(votes, [("S1", "granted"), ("S2", "granted"), ("S3", "pending")]);
        let progress: Vec<_> = picture.detail.progress.iter().map(|it| (it.next_index, it.match_index)).collect();
        assert_eq!(progress, [(2, 1), (1, 0)]);
        assert!(picture.detail.log[0].committed);
        assert_eq!((picture.detail.state[0].name.as_str(), picture.detail.state[0].value), ("x", 5.0));
        let candidate = super::node(&Story::new(3).timeout(C).cluster, C, Names::Letters);
        assert_eq!((candidate.role, candidate.era), ("candidate", 1));
    }

    #[test]
    fn a_crashed_server_shows_what_is_on_its_disk() {
        let mut story = Story::new(3);
        story.elect(A).request(A, "SET x 5").run().crash(A);
        let NodePicture { role, detail, .. } = super::node(&story.cluster, A, Names::Letters);
        assert_eq!((role, detail.term, detail.voted_for.as_deref(), detail.log.len()), ("down", 1, Some("A"), 1));
        assert_eq!((detail.commit_index, detail.last_applied, detail.leader), (0, 0, None));
        assert!(detail.votes.is_empty() && detail.progress.is_empty() && detail.state.is_empty());
        assert!(!detail.log[0].committed);
    }
}
