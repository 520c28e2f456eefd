//! How a client's command gets to the leader and its answer back: §5.1, §5.3, §8.

use super::{Config, Entry, Event, Index, Message, Raft, Rejection, Request, Response, Role, Term, Waiting};
use crate::kv::{Operation, SessionState, StoreCommand};
use crate::protocol::{Effects, NodeId, RequestId};

impl Raft {
    /// A client asks this server. "If the client's first choice is not the leader, that server will reject the client's
    /// request and supply information about the most recent leader it has heard from" (§8), or pass it on (§5.1: "if a
    /// client contacts a follower, the follower redirects it to the leader").
    pub(super) fn on_request(&mut self, config: &Config, id: RequestId, request: Request, out: &mut Effects<Self>) {
        if request == Request::Snapshot {
            self.on_snapshot_request(config, id, out);
            return;
        }
        if let Request::ReadLocal(name) = request {
            let (value, index) = (self.store.get(&name), self.last_applied);
            out.explain(Event::ReadLocally { index, name, answer: value });
            out.respond(id, Response::Local { value, index });
            return;
        }
        if self.is_leader() {
            self.accept(config, Waiting { request: id, via: None }, request, out);
            return;
        }
        match self.leader {
            Some(leader) if config.options.forwarding => {
                out.explain(Event::RequestForwarded { leader, command: request.clone() });
                out.send(leader, Message::Forward { term: self.current_term, id, request });
            }
            leader => {
                out.explain(match leader {
                    Some(leader) => Event::RequestRedirected { leader, command: request },
                    None => Event::RequestRefused { command: request },
                });
                out.respond(id, Response::NotLeader { leader });
            }
        }
    }

    /// A follower passes on what a client asked it for, to the leader of this term. If this server does not lead that (any more)
    /// it says so; it does not pass the request further, so that no request can run in circles.
    pub(super) fn on_forward(
        &mut self,
        config: &Config,
        follower: NodeId,
        (term, id): (Term, RequestId),
        request: Request,
        out: &mut Effects<Self>,
    ) {
        let client = Waiting { request: id, via: Some(follower) };
        if self.is_leader() && self.current_term == term {
            self.accept(config, client, request, out);
        } else if !self.may_have_taken_up(id) {
            out.explain(Event::ForwardRefused { follower, command: request });
            self.respond(client, Response::NotLeader { leader: self.leader }, out);
        }
    }

    /// Whether a request that comes (again) is in the log, or was carried out: a message may come twice, and in between the server
    /// may have taken up what it would now refuse. It cannot say then what will become of it.
    pub(super) fn may_have_taken_up(&self, id: RequestId) -> bool {
        let in_log = |(_, entry): (Index, &Entry)| entry.content.request() == Some(id);
        self.store.session(id) != SessionState::Unknown || self.log.iter_from(self.last_applied.next()).any(in_log)
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

    /// A leader takes up what a client asks for, or holds it while leadership is handed over.
    pub(super) fn accept(&mut self, config: &Config, client: Waiting, request: Request, out: &mut Effects<Self>) {
        if let Role::Leader(leader) = &mut self.role
            && let Some(transfer) = &mut leader.transfer
            && !matches!(request, Request::Transfer(_))
        {
            out.explain(Event::RequestHeld { to: transfer.to, command: request.clone() });
            transfer.held.push((client, request));
            return;
        }
        match request {
            Request::Command(StoreCommand::Get(name)) if config.reads_aside() => {
                self.accept_read(config, client, name, out)
            }
            Request::Command(command) => self.accept_command(config, client, command, out),
            Request::Transfer(to) => self.start_transfer(config, client, to, out),
            // Each server answers for its own snapshots: nobody passes such a request on.
            Request::Snapshot => self.on_snapshot_request(config, client.request, out),
            change => self.start_change(config, client, &change, out),
        }
    }

    /// "If command received from client: append entry to local log, respond after entry applied to state machine." (§5.3)
    fn accept_command(&mut self, config: &Config, client: Waiting, command: StoreCommand, out: &mut Effects<Self>) {
        let operation = Operation { id: client.request, once: config.rules.sessions, command: command.clone() };
        let index = self.append(operation.into(), out);
        if let Role::Leader(leader) = &mut self.role {
            leader.waiting.insert(index, client);
        }
        out.explain(Event::CommandAppended { index, term: self.current_term, command });
        self.replicate(config, out);
    }

    /// Who waits for the entry at `index`, and is answered now.
    pub(super) fn take_waiting(&mut self, index: Index) -> Option<Waiting> {
        let Role::Leader(leader) = &mut self.role else { return None };
        leader.waiting.remove(&index)
    }

    /// Tells whoever looks after the cluster that this is not done and will not be, also if it is asked for again: a message may
    /// come twice.
    pub(super) fn refuse(&mut self, client: Waiting, refusal: Rejection, out: &mut Effects<Self>) {
        if let Role::Leader(leader) = &mut self.role {
            leader.refused.insert(client.request.client, (client.request.serial, refusal));
        }
        self.respond(client, Response::Refused(refusal), out);
    }

    /// Whether this was refused before. Then it is again.
    pub(super) fn is_refused_again(&mut self, client: Waiting, out: &mut Effects<Self>) -> bool {
        let Role::Leader(leader) = &self.role else { return false };
        let refused = leader.refused.get(&client.request.client);
        let refused = refused.filter(|(serial, _)| *serial == client.request.serial).map(|(_, refusal)| *refusal);
        if let Some(refusal) = refused {
            self.respond(client, Response::Refused(refusal), out);
        }
        refused.is_some()
    }

    /// Tells a client, by the way that its request came.
    pub(super) fn respond(&self, client: Waiting, response: Response, out: &mut Effects<Self>) {
        match client.via {
            None => out.respond(client.request, response),
            Some(follower) => out.send(follower, Message::ForwardReply { id: client.request, response }),
        }
    }
}
