//! How large a message is: see [`crate::clock::costs`]. Each field is named, so that none is forgotten.

use crate::clock::costs::{FIELD, HEADER, text};
use alloc::string::ToString;
use quorate_core::kv::Operation;
use quorate_core::protocol::RequestId;
use quorate_core::raft::{
    AppendEntries, AppendResult, Appointment, Configuration, ConflictHint, Content, Entry, Message, Request, Response,
    Snapshot,
};

pub(super) fn bytes(message: &Message) -> u64 {
    let said = match message {
        Message::RequestVote { term: _, last_log_index: _, last_log_term: _, transfer: _ } => 4 * FIELD,
        Message::RequestVoteReply { term: _, asked: _, vote_granted: _ } => 3 * FIELD,
        Message::RequestPreVote { term: _, attempt: _, last_log_index: _, last_log_term: _ } => 4 * FIELD,
        Message::RequestPreVoteReply { term: _, asked: _, attempt: _, vote_granted: _ } => 4 * FIELD,
        Message::AppendEntries(AppendEntries {
            term: _,
            prev_log_index: _,
            prev_log_term: _,
            entries,
            leader_commit: _,
            round: _,
        }) => 5 * FIELD + entries.iter().map(entry).sum::<u64>(),
        Message::AppendEntriesReply { term: _, asked: _, result, round: _ } => 3 * FIELD + append_result(result),
        Message::InstallSnapshot { term: _, snapshot } => FIELD + self::snapshot(snapshot),
        Message::InstallSnapshotReply { term: _, asked: _, match_index: _ } => 3 * FIELD,
        Message::TimeoutNow { term: _ } => FIELD,
        Message::Forward { term: _, id, request } => FIELD + self::id(*id) + self::request(request),
        Message::ForwardReply { id, response } => self::id(*id) + self::response(response),
    };
    HEADER + said
}

fn id(RequestId { client: _, serial: _ }: RequestId) -> u64 {
    2 * FIELD
}

fn entry(Entry { term: _, content }: &Entry) -> u64 {
    let content = match content {
        Content::NoOp => 0,
        Content::Command(operation) => {
            let Operation { id, once: _, command } = &**operation;
            self::id(*id) + FIELD + text(&command.to_string())
        }
        Content::Configuration(appointment) => {
            let Appointment { configuration, id } = &**appointment;
            self::configuration(configuration) + id.map_or(0, self::id)
        }
    };
    FIELD + content
}

/// Whether it is a yes, and what belongs to that.
fn append_result(result: &AppendResult) -> u64 {
    let rest = match result {
        AppendResult::Success { match_index: _ } => FIELD,
        AppendResult::Refused { prev_log_index: _, last_index: _, hint } => {
            2 * FIELD + hint.as_ref().map_or(0, conflict_hint)
        }
    };
    FIELD + rest
}

fn conflict_hint(ConflictHint { term, first_index: _ }: &ConflictHint) -> u64 {
    term.map_or(0, |_| FIELD) + FIELD
}

fn configuration(Configuration { voters, old, learners }: &Configuration) -> u64 {
    (voters.len() + old.len() + learners.len()) as u64 * FIELD
}

/// Of the state machine, each name with its value, and of each client the latest request with its answer.
fn snapshot(Snapshot { last_index: _, last_term: _, configuration, store }: &Snapshot) -> u64 {
    let values = store.iter().map(|(name, _)| text(name) + FIELD);
    let sessions = store.sessions().map(|(latest, answer)| id(latest) + answer.map_or(0, |_| FIELD));
    2 * FIELD + self::configuration(configuration) + values.sum::<u64>() + sessions.sum::<u64>()
}

fn request(request: &Request) -> u64 {
    let (words, nodes) = request.parts();
    text(&words) + nodes.len() as u64 * FIELD
}

fn response(response: &Response) -> u64 {
    match response {
        Response::Applied { value, index: _ } | Response::Local { value, index: _ } => {
            value.map_or(0, |_| FIELD) + FIELD
        }
        Response::NotLeader { leader } => leader.map_or(0, |_| FIELD),
        Response::Done => 0,
        Response::Refused(_) => FIELD,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::timed::Timed;
    use alloc::sync::Arc;
    use alloc::vec;
    use alloc::vec::Vec;
    use quorate_core::kv::{Store, StoreCommand};
    use quorate_core::protocol::NodeId;
    use quorate_core::raft::{Index, Raft, Rejection, Term};

    const TERM: Term = Term(3);
    const INDEX: Index = Index(7);
    const ID: RequestId = RequestId { client: 1, serial: 4 };

    fn append(entries: &[Content]) -> Message {
        let entries = entries.iter().map(|content| Entry { term: TERM, content: content.clone() });
        Message::AppendEntries(AppendEntries {
            term: TERM,
            prev_log_index: INDEX,
            prev_log_term: TERM,
            entries: entries.collect(),
            leader_commit: INDEX,
            round: 1,
        })
    }

    fn reply(result: AppendResult) -> Message {
        Message::AppendEntriesReply { term: TERM, asked: TERM, result, round: 1 }
    }

    fn refused(hint: Option<ConflictHint>) -> Message {
        reply(AppendResult::Refused { prev_log_index: INDEX, last_index: INDEX, hint })
    }

    fn told(response: Response) -> Message {
        Message::ForwardReply { id: ID, response }
    }

    /// Kind, sender and receiver take 8 bytes, and so does each number, yes or no, and name of a node.
    #[test]
    fn each_kind_of_message_is_as_large_as_what_it_says() {
        let set = StoreCommand::Set("x".into(), 5);
        let members =
            Configuration { old: [NodeId(3)].into_iter().collect(), ..Configuration::of([NodeId(0), NodeId(1)]) };
        let mut store = Store::default();
        store.apply_once(ID, &set);
        store.apply(&StoreCommand::Set("long".into(), 1));
        let snapshot =
            Snapshot { last_index: INDEX, last_term: TERM, configuration: members.clone(), store: Arc::new(store) };
        let operation = Operation { id: ID, once: true, command: set.clone() };
        let wished = Appointment { configuration: members.clone(), id: Some(ID) };
        let rows: Vec<(Message, u64)> = vec![
            // Its term, the index and the term of the last entry, whether it is a transfer.
            (Message::RequestVote { term: TERM, last_log_index: INDEX, last_log_term: TERM, transfer: false }, 8 + 32),
            (Message::RequestVoteReply { term: TERM, asked: TERM, vote_granted: true }, 8 + 24),
            (Message::RequestPreVote { term: TERM, attempt: 1, last_log_index: INDEX, last_log_term: TERM }, 8 + 32),
            (Message::RequestPreVoteReply { term: TERM, asked: TERM, attempt: 1, vote_granted: false }, 8 + 32),
            // Term, previous entry's index and term, commit index, round.
            (append(&[]), 8 + 40),
            // An entry has its term, and a command who asked, under which number, whether once, and the text.
            (append(&[Content::NoOp, operation.into()]), 8 + 40 + 8 + 8 + 24 + 7),
            (append(&[members.into(), wished.into()]), 8 + 40 + 2 * (8 + 24) + 16),
            // Terms, round, yes, up to where.
            (reply(AppendResult::Success { match_index: INDEX }), 8 + 24 + 16),
            (refused(None), 8 + 24 + 24),
            (refused(Some(ConflictHint { term: None, first_index: INDEX })), 8 + 24 + 24 + 8),
            (refused(Some(ConflictHint { term: Some(TERM), first_index: INDEX })), 8 + 24 + 24 + 16),
            // Term; index and term of what it covers; three members; `x` and `long` with their values; a client's latest
            // request with its answer.
            (Message::InstallSnapshot { term: TERM, snapshot: Arc::new(snapshot) }, 8 + 8 + 16 + 24 + 9 + 12 + 24),
            (Message::InstallSnapshotReply { term: TERM, asked: TERM, match_index: INDEX }, 8 + 24),
            (Message::TimeoutNow { term: TERM }, 8 + 8),
            (Message::Forward { term: TERM, id: ID, request: set.into() }, 8 + 8 + 16 + 7),
            (Message::Forward { term: TERM, id: ID, request: Request::Add(NodeId(3)) }, 8 + 8 + 16 + 3 + 8),
            (told(Response::Applied { value: Some(5), index: INDEX }), 8 + 16 + 16),
            (told(Response::Local { value: None, index: INDEX }), 8 + 16 + 8),
            (told(Response::NotLeader { leader: Some(NodeId(0)) }), 8 + 16 + 8),
            (told(Response::Done), 8 + 16),
            (told(Response::Refused(Rejection::NobodyLeft)), 8 + 16 + 8),
        ];
        for (message, size) in &rows {
            assert_eq!(bytes(message), *size, "{message:?}");
        }
        let mut kinds: Vec<&str> = rows.iter().map(|(message, _)| Raft::kind(message)).collect();
        kinds.dedup();
        kinds.sort_unstable();
        let mut all = Raft::KINDS.to_vec();
        all.sort_unstable();
        assert_eq!(kinds, all);
    }
}
