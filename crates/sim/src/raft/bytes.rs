//! How large a message is: see [`crate::clock::costs`].

use crate::clock::costs::{FIELD, HEADER, text};
use alloc::string::ToString;
use quorate_core::raft::{AppendResult, Configuration, Content, Entry, Message, Request, Response, Snapshot};

pub(super) fn bytes(message: &Message) -> u64 {
    let said = match message {
        Message::RequestVote { .. } | Message::RequestPreVote { .. } | Message::RequestPreVoteReply { .. } => 4 * FIELD,
        Message::RequestVoteReply { .. } | Message::InstallSnapshotReply { .. } => 3 * FIELD,
        Message::AppendEntries(request) => 5 * FIELD + request.entries.iter().map(entry).sum::<u64>(),
        Message::AppendEntriesReply { result, .. } => 4 * FIELD + append_result(result),
        Message::InstallSnapshot { snapshot, .. } => FIELD + self::snapshot(snapshot),
        Message::TimeoutNow { .. } => FIELD,
        Message::Forward { request, .. } => 3 * FIELD + self::request(request),
        Message::ForwardReply { response, .. } => 2 * FIELD + self::response(response),
    };
    HEADER + said
}

/// Its term, and of a command who asked for it, under which number, and whether it is done but once.
fn entry(entry: &Entry) -> u64 {
    let content = match &entry.content {
        Content::NoOp => 0,
        Content::Command(operation) => 3 * FIELD + text(&operation.command.to_string()),
        Content::Configuration(appointment) => {
            configuration(&appointment.configuration) + appointment.id.map_or(0, |_| 2 * FIELD)
        }
    };
    FIELD + content
}

fn append_result(result: &AppendResult) -> u64 {
    match result {
        AppendResult::Success { .. } => FIELD,
        AppendResult::Refused { hint: None, .. } => 2 * FIELD,
        AppendResult::Refused { hint: Some(hint), .. } => 3 * FIELD + hint.term.map_or(0, |_| FIELD),
    }
}

fn configuration(Configuration { voters, old, learners }: &Configuration) -> u64 {
    (voters.len() + old.len() + learners.len()) as u64 * FIELD
}

/// Where it ends, who belongs to the cluster, each name with its value, and of each client the latest request with its answer.
fn snapshot(snapshot: &Snapshot) -> u64 {
    let values = snapshot.store.iter().map(|(name, _)| text(name) + FIELD);
    let sessions = snapshot.store.sessions().map(|(_, answer)| 2 * FIELD + answer.map_or(0, |_| FIELD));
    2 * FIELD + configuration(&snapshot.configuration) + values.sum::<u64>() + sessions.sum::<u64>()
}

fn request(request: &Request) -> u64 {
    let (words, nodes) = request.parts();
    text(&words) + nodes.len() as u64 * FIELD
}

fn response(response: &Response) -> u64 {
    match response {
        Response::Applied { value, .. } | Response::Local { value, .. } => FIELD + value.map_or(0, |_| FIELD),
        Response::NotLeader { leader } => leader.map_or(0, |_| FIELD),
        Response::Done => 0,
        Response::Refused(_) => FIELD,
    }
}
