//! How a client's command gets to the leader and its answer back: §5.1, §5.3, §8.
//!
//! What is deliberately absent: a memory of requests that were served. A client that asks again after a time-out may have
//! its command applied twice (§8 says what would be needed against that).

use super::{Config, Content, Entry, Event, Index, Message, Raft, Response, Role, Waiting};
use crate::kv::Command;
use crate::protocol::{Effects, NodeId, RequestId};
use alloc::string::ToString;

impl Raft {
    /// A client asks this server. "If the client's first choice is not the leader, that server will reject the client's
    /// request and supply information about the most recent leader it has heard from" (§8), or pass it on (§5.1: "if a
    /// client contacts a follower, the follower redirects it to the leader").
    pub(super) fn on_request(&mut self, config: &Config, id: RequestId, command: Command, out: &mut Effects<Self>) {
        if self.is_leader() {
            self.accept_command(config, Waiting { request: id, via: None }, command, out);
            return;
        }
        match self.leader {
            Some(leader) if config.options.forwarding => {
                out.explain(Event::RequestForwarded { leader, command: command.to_string() });
                out.send(leader, Message::Forward { id, command });
            }
            leader => {
                out.explain(match leader {
                    Some(leader) => Event::RequestRedirected { leader, command: command.to_string() },
                    None => Event::RequestRefused { command: command.to_string() },
                });
                out.respond(id, Response::NotLeader { leader });
            }
        }
    }

    /// A follower passes on what a client asked it for. If this server does not lead (any more) it says so; it does not
    /// pass the request further, so that no request can run in circles.
    pub(super) fn on_forward(
        &mut self,
        config: &Config,
        follower: NodeId,
        id: RequestId,
        command: Command,
        out: &mut Effects<Self>,
    ) {
        if self.is_leader() {
            self.accept_command(config, Waiting { request: id, via: Some(follower) }, command, out);
        } else {
            out.explain(Event::ForwardRefused { follower, command: command.to_string() });
            out.send(follower, Message::ForwardReply { id, response: Response::NotLeader { leader: self.leader } });
        }
    }

    /// The answer to what this server passed on: for the client.
    pub(super) fn on_forward_reply(
        &mut self,
        leader: NodeId,
        id: RequestId,
        response: Response,
        out: &mut Effects<Self>,
    ) {
        out.explain(Event::AnswerPassedOn { leader });
        out.respond(id, response);
    }

    /// "If command received from client: append entry to local log, respond after entry applied to state machine." (§5.3)
    fn accept_command(&mut self, config: &Config, client: Waiting, command: Command, out: &mut Effects<Self>) {
        let text = command.to_string();
        let index = self.append(Content::Command(command));
        if let Role::Leader(leader) = &mut self.role {
            leader.waiting.insert(index, client);
        }
        out.explain(Event::CommandAppended { index, term: self.current_term, command: text });
        self.replicate(config, out);
    }

    /// The entry at `index` was applied: if a client waits for it, it is answered.
    pub(super) fn answer(&mut self, index: Index, entry: &Entry, value: Option<i64>, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &mut self.role else { return };
        let Some(client) = leader.waiting.remove(&index) else { return };
        out.explain(Event::Applied {
            index,
            command: entry.content.to_string(),
            answer: value.map_or_else(|| "none".to_string(), |value| value.to_string()),
        });
        let response = Response::Applied { value };
        match client.via {
            None => out.respond(client.request, response),
            Some(follower) => out.send(follower, Message::ForwardReply { id: client.request, response }),
        }
    }
}
