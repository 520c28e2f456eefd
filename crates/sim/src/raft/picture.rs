//! A server and a message as they are drawn; `web/types.ts` is the other side.

use crate::cluster::Cluster;
use crate::names::Names;
use crate::playable::NodePicture;
use crate::raft::request;
use crate::view::{FieldView, MessageView};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{AppendResult, Entry, Index, Message, Raft, Role, Votes};
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
    pub log: Vec<EntryView>,
    pub commit_index: u64,
    pub last_applied: u64,
    pub progress: Vec<ProgressView>,
    pub state: Vec<ValueView>,
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

/// The role by name; `down` if there is no state.
pub(super) fn role(state: Option<&Raft>) -> &'static str {
    match state.map(|state| &state.role) {
        None => "down",
        Some(Role::Follower) => "follower",
        Some(Role::Candidate { .. }) => "candidate",
        Some(Role::Leader(_)) => "leader",
    }
}

/// The votes that a candidate has, or that a leader was elected with.
pub(super) fn votes(state: &Raft) -> Option<&Votes> {
    match &state.role {
        Role::Follower => None,
        Role::Candidate { votes } => Some(votes),
        Role::Leader(leader) => Some(&leader.votes),
    }
}

pub(super) fn node(cluster: &Cluster<Raft>, node: NodeId, names: Names) -> NodePicture<NodeDetail> {
    let state = cluster.state(node);
    let durable = cluster.server(node).durable().unwrap_or_default();
    let commit_index = state.map_or(0, |state| state.commit_index);
    let detail = NodeDetail {
        kind: "raft",
        term: durable.current_term,
        voted_for: durable.voted_for.map(|candidate| names.name(candidate)),
        leader: state.and_then(|state| state.leader).map(|leader| names.name(leader)),
        votes: state.and_then(votes).map_or_else(Vec::new, |votes| {
            let view = |voter: &NodeId| VoteView {
                node: names.name(*voter),
                state: match votes.get(voter) {
                    None => "pending",
                    Some(true) => "granted",
                    Some(false) => "refused",
                },
            };
            cluster.config().voters.iter().map(view).collect()
        }),
        log: {
            let first = (durable.log.last_index() + 1).saturating_sub(LOG_TAIL).max(1);
            durable.log.iter_from(first).map(|(index, entry)| entry_view(index, entry, commit_index)).collect()
        },
        commit_index,
        last_applied: state.map_or(0, |state| state.last_applied),
        progress: state.map_or_else(Vec::new, |state| progress(state, names)),
        state: state.map_or_else(Vec::new, |state| {
            state.store.iter().map(|(name, value)| ValueView { name: name.to_string(), value: value as f64 }).collect()
        }),
    };
    NodePicture { role: role(state), era: durable.current_term, era_label: durable.current_term.to_string(), detail }
}

fn entry_view(index: Index, entry: &Entry, commit_index: Index) -> EntryView {
    EntryView { index, term: entry.term, command: entry.content.to_string(), committed: index <= commit_index }
}

fn progress(state: &Raft, names: Names) -> Vec<ProgressView> {
    let Role::Leader(leader) = &state.role else { return Vec::new() };
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
        Message::RequestVote { last_log_index, last_log_term, .. } => {
            let fields = alloc::vec![field("lastLogIndex", last_log_index), field("lastLogTerm", last_log_term)];
            ("RequestVote", String::new(), None, fields)
        }
        Message::RequestVoteReply { vote_granted, .. } => {
            ("RequestVoteReply", String::new(), Some(*vote_granted), alloc::vec![field("voteGranted", vote_granted)])
        }
        Message::AppendEntries(request) => {
            let (kind, label) = match &*request.entries {
                [] => ("Heartbeat", String::new()),
                [entry] => ("AppendEntries", entry.content.to_string()),
                entries => ("AppendEntries", format!("+{}", entries.len())),
            };
            let entries: Vec<_> =
                request.entries.iter().map(|entry| format!("{}:{}", entry.term, entry.content)).collect();
            let fields = alloc::vec![
                field("prevLogIndex", &request.prev_log_index),
                field("prevLogTerm", &request.prev_log_term),
                field("entries", &if entries.is_empty() { "—".to_string() } else { entries.join(", ") }),
                field("leaderCommit", &request.leader_commit),
            ];
            (kind, label, None, fields)
        }
        Message::AppendEntriesReply { result, .. } => {
            let success = matches!(result, AppendResult::Success { .. });
            let mut fields = alloc::vec![field("success", &success)];
            match result {
                AppendResult::Success { match_index } => fields.push(field("matchIndex", match_index)),
                AppendResult::Refused { prev_log_index, hint } => {
                    fields.push(field("prevLogIndex", prev_log_index));
                    if let Some(hint) = hint {
                        let term = hint.term.map_or_else(|| "—".to_string(), |term| term.to_string());
                        fields.extend([field("conflictTerm", &term), field("firstIndex", &hint.first_index)]);
                    }
                }
            }
            ("AppendEntriesReply", String::new(), Some(success), fields)
        }
        Message::Forward { command, .. } => {
            ("Forward", command.to_string(), None, alloc::vec![field("command", command)])
        }
        Message::ForwardReply { response, .. } => {
            let (served, text) = <Raft as crate::playable::Playable>::response_text(response, names);
            ("ForwardReply", request::answer(response, names), Some(served), alloc::vec![field("answer", &text)])
        }
    };
    let term = message.term();
    if let Some(term) = term {
        fields.insert(0, field("term", &term));
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
        })
    }

    #[test]
    fn each_kind_of_message_has_its_shape_and_label() {
        let id = RequestId { client: 0, serial: 1 };
        let command = quorate_core::kv::Command::Set("x".into(), 5);
        let refused = AppendResult::Refused { prev_log_index: 3, hint: None };
        let served = Response::Applied { value: Some(5) };
        let cases = [
            (Message::RequestVote { term: 2, last_log_index: 0, last_log_term: 0 }, "RequestVote", "", None),
            (Message::RequestVoteReply { term: 2, vote_granted: true }, "RequestVoteReply", "", Some(true)),
            (append(&[]), "Heartbeat", "", None),
            (append(&[1]), "AppendEntries", "SET x 100", None),
            (append(&[1, 2, 2]), "AppendEntries", "+3", None),
            (Message::AppendEntriesReply { term: 2, result: refused }, "AppendEntriesReply", "", Some(false)),
            (Message::Forward { id, command }, "Forward", "SET x 5", None),
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
        let result = AppendResult::Refused { prev_log_index: 4, hint };
        assert_eq!(
            fields(&Message::AppendEntriesReply { term: 2, result }),
            ["term=2", "success=false", "prevLogIndex=4", "conflictTerm=—", "firstIndex=3"]
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
