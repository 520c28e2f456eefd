//! How a client's command gets to the leader and its answer back: Paxos, §3; *Paxos Made Live*, §2; PMMC, §4.4.

use super::{Config, Event, Fact, Message, Mode, MultiPaxos, Response, Slot, SlotCommand};
use crate::ballot::Ballot;
use crate::kv::{SessionState, StoreCommand};
use crate::protocol::{Effects, NodeId, RequestId};

/// Who is to be told what became of a command.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Asker {
    /// The request to be answered.
    pub request: RequestId,
    /// The server that passed it on, and gets the answer.
    pub via: Option<NodeId>,
}

impl MultiPaxos {
    /// How many commands may wait until they are proposed.
    pub const QUEUED: usize = 64;

    /// "In normal operation, a single server is elected to be the leader […]. Clients send commands to the leader" (Paxos, §3).
    /// Another server passes them on to the leader that it has heard last (PMMC, §4.4).
    pub(super) fn on_request(
        &mut self,
        config: &Config,
        id: RequestId,
        command: StoreCommand,
        out: &mut Effects<Self>,
    ) {
        out.record(Fact::Requested { id, command: command.clone() });
        match (&self.mode, self.leader) {
            (Mode::Preparing(_) | Mode::Active(_), _) => {
                self.take_up(config, Asker { request: id, via: None }, command, out);
            }
            (Mode::Passive, Some(ballot)) => {
                out.explain(Event::RequestForwarded { leader: ballot.proposer, command: command.clone() });
                out.send(ballot.proposer, Message::Forward { ballot, id, command });
            }
            (Mode::Passive, None) => {
                out.explain(Event::RequestRefused { command });
                out.respond(id, Response::NotLeader { leader: None });
            }
        }
    }

    /// A leader proposes what a client asks for; until it may, the command waits.
    fn take_up(&mut self, config: &Config, client: Asker, command: StoreCommand, out: &mut Effects<Self>) {
        if self.queue.is_empty() && self.has_room(config) {
            return self.assign(config, client, command, out);
        }
        let waiting = self.queue.len();
        if waiting >= Self::QUEUED {
            out.explain(Event::RequestDropped { command, waiting });
            return;
        }
        out.explain(Event::RequestQueued { command: command.clone(), waiting: waiting + 1 });
        self.queue.push((client, command));
    }

    /// A server passes on what a client asked it for, to the leader of this ballot. If this server does not lead it (any more) it
    /// says so; it does not pass the command further, so that none can run in circles (PMMC, §4.4).
    pub(super) fn on_forward(
        &mut self,
        config: &Config,
        server: NodeId,
        (ballot, id): (Ballot, RequestId),
        command: StoreCommand,
        out: &mut Effects<Self>,
    ) {
        let client = Asker { request: id, via: Some(server) };
        if self.is_active() && self.ballot() == Some(ballot) {
            self.take_up(config, client, command, out);
        } else if !self.may_have_taken_up(id) {
            out.explain(Event::ForwardRefused { server, command });
            self.respond(client, Response::NotLeader { leader: self.leader.map(|ballot| ballot.proposer) }, out);
        }
    }

    /// The answer to what this server passed on: for the client (PMMC, §4.4).
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

    /// Another command was chosen in the slot in which this client's was proposed: it was not carried out, and its client may ask
    /// again (PMMC, §2.1).
    pub(super) fn tell_that_slot_is_lost(
        &mut self,
        slot: Slot,
        chosen: &SlotCommand,
        client: Asker,
        out: &mut Effects<Self>,
    ) {
        if !self.may_have_taken_up(client.request) {
            out.explain(Event::SlotLost { slot, chosen: chosen.clone() });
            self.respond(client, Response::NotLeader { leader: self.leader.map(|ballot| ballot.proposer) }, out);
        }
    }

    /// Whether a request is in a slot that is still to be applied, as far as this server knows, or waits, or was carried out: a
    /// message may come twice. It cannot say then what will become of it.
    fn may_have_taken_up(&self, id: RequestId) -> bool {
        let is_it = |command: &SlotCommand| command.request() == Some(id);
        let applied = self.applied;
        self.store.session(id) != SessionState::Unknown
            || self.waiting.keys().any(|(_, request)| *request == id)
            || self.queue.iter().any(|(client, _)| client.request == id)
            || self.chosen.iter().any(|(slot, command)| *slot > applied && is_it(command))
            || self.accepted.iter().any(|(slot, pvalue)| *slot > applied && is_it(&pvalue.command))
    }

    /// Tells a client, by the way that its request came.
    pub(super) fn respond(&self, client: Asker, response: Response, out: &mut Effects<Self>) {
        match client.via {
            None => out.respond(client.request, response),
            Some(server) => out.send(server, Message::ForwardReply { id: client.request, response }),
        }
    }
}
