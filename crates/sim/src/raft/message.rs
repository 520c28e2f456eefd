//! A message as it is drawn; `web/types.ts` is the other side.

use super::picture::{configuration_text, content, values_text};
use super::request;
use crate::clock::machine::{Answer, Verdict};
use crate::cluster::names::Names;
use crate::language::view::{FieldView, MessageView};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::apart::apart;
use quorate_core::raft::{AppendResult, Entry, Index, Message};

pub(super) fn message(message: &Message, names: Names) -> MessageView {
    let (kind, label, answer, mut fields) = kind_and_fields(message, names);
    let asked = match message {
        Message::RequestPreVote { term, .. } => Some(*term),
        _ => None,
    };
    let term = message.term().or(asked);
    if let Some(term) = term {
        fields.insert(0, field("term", &term.0));
    }
    // Where an answer comes from a later term than that of what it answers, it says so.
    if let Message::RequestVoteReply { term, asked, .. }
    | Message::AppendEntriesReply { term, asked, .. }
    | Message::InstallSnapshotReply { term, asked, .. } = message
        && asked != term
    {
        fields.insert(1, field("asked", &asked.0));
    }
    MessageView {
        kind,
        era: term.unwrap_or_default().0,
        era_label: term.map_or_else(String::new, |term| term.to_string()),
        label,
        answer,
        fields,
    }
}

/// What it is, its label, whether it is a yes or a no, and its fields but for its term.
type KindAndFields = (&'static str, String, Option<bool>, Vec<FieldView>);

fn field(name: &'static str, value: &dyn ToString) -> FieldView {
    FieldView { name, value: value.to_string() }
}

fn kind_and_fields(message: &Message, names: Names) -> KindAndFields {
    match message {
        Message::RequestVote { last_log_index, last_log_term, transfer, .. } => {
            let mut fields =
                alloc::vec![field("lastLogIndex", &last_log_index.0), field("lastLogTerm", &last_log_term.0)];
            if *transfer {
                fields.push(field("leadershipTransfer", transfer));
            }
            ("RequestVote", String::new(), None, fields)
        }
        Message::RequestVoteReply { vote_granted, .. } => {
            ("RequestVoteReply", String::new(), Some(*vote_granted), alloc::vec![field("voteGranted", vote_granted)])
        }
        Message::AppendEntries(request) => {
            let (kind, label, entries) = match &*request.entries {
                [] => ("Heartbeat", String::new(), "—".to_string()),
                entries => apart(|| {
                    let label = match entries {
                        [entry] => content(&entry.content, names),
                        _ => format!("+{}", entries.len()),
                    };
                    let text = |entry: &Entry| format!("{}:{}", entry.term.0, content(&entry.content, names));
                    ("AppendEntries", label, entries.iter().map(text).collect::<Vec<_>>().join(", "))
                }),
            };
            let mut fields = alloc::vec![
                field("prevLogIndex", &request.prev_log_index.0),
                field("prevLogTerm", &request.prev_log_term.0),
                field("entries", &entries),
                field("leaderCommit", &request.leader_commit.0),
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
                AppendResult::Success { match_index } => fields.push(field("matchIndex", &match_index.0)),
                AppendResult::Refused { prev_log_index, last_index, hint } => apart(|| {
                    fields.extend([field("prevLogIndex", &prev_log_index.0), field("lastLogIndex", &last_index.0)]);
                    if let Some(hint) = hint {
                        let term = hint.term.map_or_else(|| "—".to_string(), |term| term.to_string());
                        fields.extend([field("conflictTerm", &term), field("firstIndex", &hint.first_index.0)]);
                    }
                }),
            }
            if *round > 0 {
                fields.push(field("round", round));
            }
            ("AppendEntriesReply", String::new(), Some(success), fields)
        }
        _ => apart(|| kind_and_fields_of_chapters(message, names)),
    }
}

/// Of the messages that figure 2 does not know.
fn kind_and_fields_of_chapters(message: &Message, names: Names) -> KindAndFields {
    match message {
        Message::RequestVote { .. }
        | Message::RequestVoteReply { .. }
        | Message::AppendEntries(_)
        | Message::AppendEntriesReply { .. } => kind_and_fields(message, names),
        Message::RequestPreVote { attempt, last_log_index, last_log_term, .. } => {
            let fields = alloc::vec![
                field("attempt", attempt),
                field("lastLogIndex", &last_log_index.0),
                field("lastLogTerm", &last_log_term.0)
            ];
            ("RequestPreVote", String::new(), None, fields)
        }
        Message::RequestPreVoteReply { asked, attempt, vote_granted, .. } => {
            let fields =
                alloc::vec![field("asked", &asked.0), field("attempt", attempt), field("voteGranted", vote_granted)];
            ("RequestPreVoteReply", String::new(), Some(*vote_granted), fields)
        }
        Message::InstallSnapshot { snapshot, .. } => {
            let fields = alloc::vec![
                field("lastIncludedIndex", &snapshot.last_index.0),
                field("lastIncludedTerm", &snapshot.last_term.0),
                field("data", &values_text(&snapshot.store).unwrap_or_else(|| "—".to_string())),
                field("configuration", &configuration_text(&snapshot.configuration, names)),
            ];
            ("InstallSnapshot", format!("1…{}", snapshot.last_index.0), None, fields)
        }
        Message::InstallSnapshotReply { match_index, .. } => {
            let fields = alloc::vec![field("matchIndex", &match_index.0)];
            ("InstallSnapshotReply", String::new(), Some(*match_index > Index::ZERO), fields)
        }
        Message::TimeoutNow { .. } => ("TimeoutNow", String::new(), None, Vec::new()),
        Message::Forward { term, request, .. } => {
            let text = request::text(request, names);
            ("Forward", text.clone(), None, alloc::vec![field("term", &term.0), field("command", &text)])
        }
        Message::ForwardReply { response, .. } => {
            let Answer { verdict, text } = request::answer(response, names);
            ("ForwardReply", text.clone(), Some(verdict == Verdict::Served), alloc::vec![field("answer", &text)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raft::checks::story::{B, durable};
    use quorate_core::protocol::RequestId;
    use quorate_core::raft::{AppendEntries, ConflictHint, Response, Term};

    fn drawn(message: &Message) -> (&'static str, String, Option<bool>) {
        let view = super::message(message, Names::Letters);
        (view.kind, view.label, view.answer)
    }

    fn append(terms: &[u64]) -> Message {
        let entries = durable(2, terms).log.iter().map(|(_, entry)| entry.clone()).collect();
        Message::AppendEntries(AppendEntries {
            term: Term(2),
            prev_log_index: Index(0),
            prev_log_term: Term(0),
            entries,
            leader_commit: Index(0),
            round: 0,
        })
    }

    #[test]
    fn each_kind_of_message_has_its_shape_and_label() {
        let id = RequestId { client: 0, serial: 1 };
        let command = quorate_core::kv::StoreCommand::Set("x".into(), 5);
        let refused = AppendResult::Refused { prev_log_index: Index(3), last_index: Index(1), hint: None };
        let served = Response::Applied { value: Some(5), index: Index(1) };
        let cases = [
            (
                Message::RequestVote {
                    term: Term(2),
                    last_log_index: Index(0),
                    last_log_term: Term(0),
                    transfer: false,
                },
                "RequestVote",
                "",
                None,
            ),
            (
                Message::RequestVoteReply { term: Term(2), asked: Term(2), vote_granted: true },
                "RequestVoteReply",
                "",
                Some(true),
            ),
            (append(&[]), "Heartbeat", "", None),
            (append(&[1]), "AppendEntries", "SET x 100", None),
            (append(&[1, 2, 2]), "AppendEntries", "+3", None),
            (
                Message::AppendEntriesReply { term: Term(2), asked: Term(2), result: refused, round: 0 },
                "AppendEntriesReply",
                "",
                Some(false),
            ),
            (Message::Forward { term: Term(2), id, request: command.into() }, "Forward", "SET x 5", None),
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
        let hint = Some(ConflictHint { term: None, first_index: Index(3) });
        let result = AppendResult::Refused { prev_log_index: Index(4), last_index: Index(2), hint };
        assert_eq!(
            fields(&Message::AppendEntriesReply { term: Term(2), asked: Term(2), result, round: 0 }),
            ["term=2", "success=false", "prevLogIndex=4", "lastLogIndex=2", "conflictTerm=—", "firstIndex=3"]
        );
        assert_eq!(
            fields(&Message::RequestVoteReply { term: Term(2), asked: Term(1), vote_granted: false }),
            ["term=2", "asked=1", "voteGranted=false"]
        );
    }
}
