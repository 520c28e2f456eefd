//! A leader hands leadership over: §3.10 of Ongaro's thesis (2014).

use super::election::Cause;
use super::{AppendEntries, Config, Event, Message, Raft, Rejection, Request, Response, Role, Term, Timer, Waiting};
use crate::protocol::{Effects, NodeId};
use alloc::vec::Vec;

/// Leadership on its way to another server.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Transfer {
    /// The server that shall lead.
    pub to: NodeId,
    /// Who asked for it.
    pub client: Waiting,
    /// Whether the server was told to start its election.
    pub told: bool,
    /// What clients have asked for since: "the prior leader stops accepting new client requests" (thesis §3.10).
    pub held: Vec<(Waiting, Request)>,
}

/// A leadership that was lost after another server had been told to stand for election.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct HandedOver {
    /// The term of that leadership.
    pub term: Term,
    /// The server that shall lead.
    pub to: NodeId,
    /// Who asked for it.
    pub client: Waiting,
}

impl Raft {
    /// "The prior leader fully updates the target server's log to match its own, using the normal log replication
    /// mechanism. [Then it] sends a TimeoutNow request to the target server." (thesis §3.10)
    pub(super) fn start_transfer(&mut self, config: &Config, client: Waiting, to: NodeId, out: &mut Effects<Self>) {
        if self.is_refused_again(client, out) {
            return;
        }
        let Role::Leader(leader) = &mut self.role else { return };
        if let Some(transfer) = leader.transfer.as_mut().filter(|it| it.client.request == client.request) {
            // It was asked for this before: there will be one answer, by the way by which it was asked last.
            transfer.client = client;
            return;
        }
        let refusal = if to == self.id {
            Some(Rejection::LeadsAlready)
        } else if leader.transfer.is_some() {
            Some(Rejection::TransferPending)
        } else if !self.membership.in_force().voters.contains(&to) {
            Some(Rejection::NotAVoter)
        } else {
            None
        };
        if let Some(refusal) = refusal {
            self.refuse(client, refusal, out);
            return;
        }
        leader.transfer = Some(Transfer { to, client, told: false, held: Vec::new() });
        out.explain(Event::TransferStarted { to, term: self.current_term });
        out.set_timer(Timer::Transfer, config.whole_election_timeout());
        self.hand_over(out);
        if let Role::Leader(leader) = &self.role
            && leader.transfer.as_ref().is_some_and(|transfer| !transfer.told)
        {
            self.send_append_entries(config, to, out);
        }
    }

    /// The target has the whole log: it may stand for election.
    pub(super) fn hand_over(&mut self, out: &mut Effects<Self>) {
        let last_index = self.log.last_index();
        let Role::Leader(leader) = &mut self.role else { return };
        let Some(transfer) = leader.transfer.as_mut().filter(|transfer| !transfer.told) else { return };
        if leader.match_index.get(&transfer.to).is_some_and(|index| *index >= last_index) {
            transfer.told = true;
            // "A leader would need to expire its lease before transferring leadership." (thesis §6.4.1)
            leader.offered = true;
            if core::mem::take(&mut leader.lease) {
                out.cancel_timer(Timer::Lease);
            }
            let to = transfer.to;
            out.explain(Event::LeadershipOffered { to, term: self.current_term });
            out.send(to, Message::TimeoutNow { term: self.current_term });
        }
    }

    /// "This request has the same effect as the target server's election timer firing" (thesis §3.10), and nobody is asked
    /// beforehand.
    pub(super) fn on_timeout_now(&mut self, config: &Config, leader: NodeId, term: Term, out: &mut Effects<Self>) {
        if term == self.current_term && !self.is_leader() && self.may_campaign() {
            self.start_election(config, Cause::Transfer(leader), out);
        }
    }

    /// "If leadership transfer does not complete after about an election timeout, the prior leader aborts the transfer and
    /// resumes accepting client requests." (thesis §3.10)
    pub(super) fn on_transfer_timeout(&mut self, config: &Config, out: &mut Effects<Self>) {
        if let Some(HandedOver { client, .. }) = self.handed_over.take() {
            self.respond(client, Response::NotLeader { leader: self.leader }, out);
            return;
        }
        let Role::Leader(leader) = &mut self.role else { return };
        let Some(Transfer { to, client, held, .. }) = leader.transfer.take() else { return };
        out.explain(Event::TransferAborted { to, held: held.len() as u64 });
        self.refuse(client, Rejection::TransferFailed, out);
        self.resume(config, held, out);
    }

    /// Leadership is not handed over any more: what had to wait for that goes on.
    fn resume(&mut self, config: &Config, held: Vec<(Waiting, Request)>, out: &mut Effects<Self>) {
        self.make_change(config, out);
        self.after_configuration_committed(config, out);
        for (client, request) in held {
            if self.is_leader() {
                self.accept(config, client, request, out);
            } else {
                self.respond(client, Response::NotLeader { leader: None }, out);
            }
        }
    }

    /// Whether another server was told to stand for election. Its log must not be behind this one's when it does: "the prior
    /// leader fully updates the target server's log to match its own" (thesis §3.10), so nothing is appended any more.
    pub(super) fn has_offered_leadership(&self) -> bool {
        let Role::Leader(leader) = &self.role else { return false };
        leader.transfer.as_ref().is_some_and(|transfer| transfer.told)
    }

    /// The configuration has changed. Whom it leaves without a vote cannot lead.
    pub(super) fn check_transfer(&mut self, config: &Config, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &mut self.role else { return };
        let voters = &self.membership.in_force().voters;
        let transfer = leader.transfer.take_if(|transfer| !voters.contains(&transfer.to));
        let Some(Transfer { to, client, held, .. }) = transfer else { return };
        out.cancel_timer(Timer::Transfer);
        out.explain(Event::TransferTargetRemoved { to, held: held.len() as u64 });
        self.refuse(client, Rejection::NotAVoter, out);
        self.resume(config, held, out);
    }

    /// "Its next message to the prior leader will include its new term number, causing the prior leader to step down. At this
    /// point, leadership transfer is complete." (thesis §3.10) A message in which it stands for election or leads: any other may
    /// bring news of somebody else's term.
    pub(super) fn hand_over_to_successor(&mut self, from: NodeId, message: &Message, out: &mut Effects<Self>) {
        let (Message::RequestVote { term, .. } | Message::AppendEntries(AppendEntries { term, .. })) = message else {
            return;
        };
        if let Some(HandedOver { client, .. }) = self.handed_over.take_if(|it| it.to == from && *term > it.term) {
            out.cancel_timer(Timer::Transfer);
            self.respond(client, Response::Done, out);
        }
        let Role::Leader(leader) = &mut self.role else { return };
        let is_complete = |transfer: &mut Transfer| transfer.told && transfer.to == from && *term > self.current_term;
        if let Some(transfer) = leader.transfer.take_if(is_complete) {
            self.end_transfer(transfer, Response::Done, out);
        }
    }

    /// The leader steps down, and not because of the target's word. If it has told the target, the news may well come from one
    /// who has just voted for that: who leads now is seen when somebody does.
    pub(super) fn give_up_transfer(&mut self, transfer: Transfer, out: &mut Effects<Self>) {
        if transfer.told {
            let Transfer { to, client, held, .. } = transfer;
            self.handed_over = Some(HandedOver { term: self.current_term, to, client });
            self.refuse_held(held, out);
        } else {
            self.end_transfer(transfer, Response::Refused(Rejection::TransferFailed), out);
        }
    }

    /// Somebody leads, and it is known who.
    pub(super) fn learn_successor(&mut self, leader: NodeId, out: &mut Effects<Self>) {
        let Some(HandedOver { term, to, client }) = self.handed_over.take() else { return };
        out.cancel_timer(Timer::Transfer);
        let response = if leader == to {
            Response::Done
        } else if Some(self.current_term) == term.next() {
            Response::Refused(Rejection::TransferFailed)
        } else {
            // In the terms between, it may have led.
            Response::NotLeader { leader: Some(leader) }
        };
        self.respond(client, response, out);
    }

    fn end_transfer(&self, transfer: Transfer, response: Response, out: &mut Effects<Self>) {
        out.cancel_timer(Timer::Transfer);
        self.respond(transfer.client, response, out);
        self.refuse_held(transfer.held, out);
    }

    /// What was held will not be done; unless it is in the log already, for it came twice.
    fn refuse_held(&self, held: Vec<(Waiting, Request)>, out: &mut Effects<Self>) {
        for (client, _) in held.into_iter().filter(|(client, _)| !self.may_have_taken_up(client.request)) {
            self.respond(client, Response::NotLeader { leader: None }, out);
        }
    }
}
