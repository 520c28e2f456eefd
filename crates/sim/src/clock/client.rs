//! Clients: they ask, and know only what they are told.

use crate::clock::fate::{ClientFate, Settled};
use crate::clock::machine::{Answer, Verdict};
use crate::cluster::limits;
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::protocol::{Micros, NodeId, RequestId};

/// What a client knows about its latest request.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Knows {
    /// Nothing yet.
    Waiting,
    /// It got this answer at this time.
    Answer(Answer, Micros),
    /// It stopped waiting at this time: the request may or may not have been carried out, now or later.
    Nothing(Micros),
}

/// A client and its latest request.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Client {
    /// The node it talks to.
    pub node: NodeId,
    /// Names the request.
    pub id: RequestId,
    /// What it asked for.
    pub request: String,
    /// Whether it is the one that asks by itself, again and again.
    pub is_regular: bool,
    /// When it asked.
    pub sent_at: Micros,
    /// When it stops waiting.
    pub gives_up_at: Micros,
    /// What it was told.
    pub knows: Knows,
    /// What becomes of its request, where it was told nothing, as far as it can be said. While it waits: whether the request has
    /// come to stand somewhere.
    pub fate: Option<ClientFate>,
}

impl Client {
    /// What becomes of its request, if it was told nothing. Nobody says so while it waits.
    pub fn told_fate(&self) -> Option<&ClientFate> {
        self.fate.as_ref().filter(|_| matches!(self.knows, Knows::Nothing(_)))
    }

    /// Whether it was told nothing, and something may still become of its request.
    pub fn is_open(&self) -> bool {
        let is_settled = self.fate.as_ref().is_some_and(|fate| fate.settled != Settled::Open);
        matches!(self.knows, Knows::Nothing(_)) && !is_settled
    }
}

/// All clients that there have been, by number.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Clients(pub Vec<Client>);

impl Clients {
    /// A name for the next request: of the first client that waits for nothing and of whose request it is known what became
    /// of it, or of a new one; if there can be no more, of the first that waits for nothing. `None`: all wait.
    pub fn next_request(&self) -> Option<RequestId> {
        let again = |client: &Client| RequestId { serial: client.id.serial + 1, ..client.id };
        let mut free = self.0.iter().filter(|client| client.knows != Knows::Waiting);
        if let Some(client) = free.clone().find(|client| !client.is_open()) {
            return Some(again(client));
        }
        if self.0.len() < limits::CLIENTS {
            return Some(RequestId { client: self.0.len() as u16, serial: 0 });
        }
        free.next().map(again)
    }

    /// How many requests there have been.
    pub fn asked(&self) -> u64 {
        self.0.iter().map(|client| u64::from(client.id.serial) + 1).sum()
    }

    /// A client asks.
    pub fn ask(&mut self, client: Client) {
        match self.0.get_mut(usize::from(client.id.client)) {
            Some(place) => *place = client,
            None => self.0.push(client),
        }
    }

    /// A client by number, if there has been one.
    pub fn get_mut(&mut self, client: u16) -> Option<&mut Client> {
        self.0.get_mut(usize::from(client))
    }

    /// An answer that a node sent at this time reaches its client; one that comes too late is not heard, nor is a no to what the
    /// client has asked again since, of that node or another: it is no answer to that. Says whether it was heard.
    pub fn answer(&mut self, id: RequestId, answer: Answer, from: (NodeId, Micros), now: Micros) -> bool {
        let waiting = self.0.iter_mut().find(|client| client.id == id && client.knows == Knows::Waiting);
        let Some(client) = waiting else { return false };
        let (node, sent_at) = from;
        let is_old = client.node != node || sent_at < client.sent_at;
        if is_old && !matches!(answer.verdict, Verdict::Served | Verdict::Other) {
            return false;
        }
        (client.knows, client.fate) = (Knows::Answer(answer, now), None);
        true
    }

    /// The next client to lose patience, and when.
    pub fn next_to_give_up(&self) -> Option<(Micros, RequestId)> {
        let waiting = self.0.iter().filter(|client| client.knows == Knows::Waiting);
        waiting.map(|client| (client.gives_up_at, client.id)).min()
    }

    /// A client stops waiting.
    pub fn give_up(&mut self, id: RequestId, now: Micros) {
        if let Some(client) = self.0.iter_mut().find(|client| client.id == id) {
            client.knows = Knows::Nothing(now);
        }
    }
}
