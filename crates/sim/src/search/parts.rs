//! The parts that states are made of. Millions of states are made of a few thousand servers, messages and facts, so each
//! of these is kept once and has a number.

use super::reduction::Reduction;
use super::table::Table;
use crate::cluster::fingerprint::fingerprint;
use crate::cluster::{Said, Server};
use alloc::sync::Arc;
use alloc::vec::Vec;
use quorate_core::protocol::{Links, NodeId, Protocol, RequestId};

/// Parts of one kind, each with its number, counted from 0.
#[derive(Debug)]
pub(super) struct Parts<T> {
    parts: Vec<T>,
    numbers: Table<u32>,
    /// For each part its fingerprints, one for each renaming.
    prints: Vec<u128>,
    renamings: usize,
}

impl<T> Parts<T> {
    fn new(renamings: usize) -> Self {
        Self { parts: Vec::new(), numbers: Table::new(), prints: Vec::new(), renamings }
    }

    /// The number of a part, which is kept if it is new. `print` gives its fingerprint under a renaming, by number.
    fn number(&mut self, part: T, print: impl Fn(&T, usize) -> u128) -> u32 {
        let number = u32::try_from(self.parts.len()).expect("a search runs out of memory before it has so many parts");
        if let Some(number) = self.numbers.get_or_insert(print(&part, 0), number) {
            return number;
        }
        self.prints.extend((0..self.renamings).map(|renaming| print(&part, renaming)));
        self.parts.push(part);
        number
    }

    /// A part by its number.
    pub(super) fn get(&self, number: u32) -> &T {
        &self.parts[number as usize]
    }

    /// Its fingerprint under each renaming.
    pub(super) fn prints(&self, number: u32) -> &[u128] {
        &self.prints[number as usize * self.renamings..][..self.renamings]
    }
}

/// A server that is a part of some state.
#[derive(Debug)]
pub(super) struct Seat<P: Protocol> {
    /// Whose it is.
    pub(super) node: NodeId,
    /// The server.
    pub(super) server: Arc<Server<P>>,
    /// If it is down: the state that it will restart with.
    restarted: Option<P>,
    /// Whether it has something to write to its disk.
    pub(super) is_dirty: bool,
}

/// A message that is a part of some state: from, to, what.
pub(super) type Sent<P> = (NodeId, NodeId, <P as Protocol>::Message);

/// All parts.
#[derive(Debug)]
pub(super) struct Collection<P: Protocol> {
    reduction: Reduction<P>,
    pub(super) seats: Parts<Seat<P>>,
    pub(super) letters: Parts<Sent<P>>,
    pub(super) facts: Parts<P::Fact>,
    pub(super) said: Parts<Remark<P>>,
}

/// What a client asked or was told.
pub(super) type Remark<P> = (RequestId, Said<<P as Protocol>::Request, <P as Protocol>::Response>);

/// So that parts of different kinds, which a state's fingerprint is the sum of, cannot stand for one another.
#[derive(Hash)]
enum PartKind {
    Seat,
    Letter,
    Fact,
    Line,
}

impl<P: Protocol> Collection<P> {
    pub(super) fn new(reduction: Reduction<P>) -> Self {
        let renamings = reduction.order();
        Self {
            reduction,
            seats: Parts::new(renamings),
            letters: Parts::new(renamings),
            facts: Parts::new(renamings),
            said: Parts::new(renamings),
        }
    }

    /// Whether a letter is dead for the node that it is to, which is in this seat.
    pub(super) fn is_dead(&self, letter: u32, seat: u32) -> bool {
        let Seat { server, restarted, .. } = self.seats.get(seat);
        let state = server.state.as_ref().or(restarted.as_ref());
        state.is_some_and(|state| self.reduction.is_dead(state, &self.letters.get(letter).2))
    }

    /// Who sent a letter, and to whom.
    pub(super) fn link(&self, letter: u32) -> (NodeId, NodeId) {
        let (from, to, _) = self.letters.get(letter);
        (*from, *to)
    }

    /// How a letter travels.
    pub(super) fn travels(&self, letter: u32) -> Links {
        P::links(&self.letters.get(letter).2)
    }

    /// The seat of the same server once its connection with a peer is gone.
    pub(super) fn seat_without(&mut self, seat: u32, peer: NodeId) -> u32 {
        let Seat { node, server, .. } = self.seats.get(seat);
        if !server.is_connected(peer) {
            return seat;
        }
        let (node, mut server) = (*node, server.clone());
        Arc::make_mut(&mut server).disconnect(peer);
        self.seat(node, server)
    }

    /// Whether a crash that loses nothing is no more than a delay.
    pub(super) fn knows_delays(&self) -> bool {
        self.reduction.knows_delays()
    }

    /// How many renamings there are.
    pub(super) fn renamings(&self) -> usize {
        self.reduction.order()
    }

    /// The seat of a server, or rather of its essence.
    pub(super) fn seat(&mut self, node: NodeId, server: Arc<Server<P>>) -> u32 {
        let Self { reduction, seats, .. } = self;
        let server = reduction.essence(server);
        let restarted = reduction.restarted(node, &server);
        let is_dirty = server.is_dirty();
        seats.number(Seat { node, server, restarted, is_dirty }, |seat, renaming| match renaming {
            0 => fingerprint(&(PartKind::Seat, seat.node, &seat.server)),
            _ => {
                let renaming = &reduction.renamings[renaming];
                let server = (reduction.server)(&seat.server, renaming);
                fingerprint(&(PartKind::Seat, renaming.of(seat.node), server))
            }
        })
    }

    pub(super) fn letter(&mut self, letter: Sent<P>) -> u32 {
        let Self { reduction, letters, .. } = self;
        letters.number(letter, |(from, to, message), renaming| match renaming {
            0 => fingerprint(&(PartKind::Letter, from, to, message)),
            _ => {
                let renaming = &reduction.renamings[renaming];
                let message = (reduction.message)(message, renaming);
                fingerprint(&(PartKind::Letter, renaming.of(*from), renaming.of(*to), message))
            }
        })
    }

    pub(super) fn fact(&mut self, fact: P::Fact) -> u32 {
        let Self { reduction, facts, .. } = self;
        facts.number(fact, |fact, renaming| match renaming {
            0 => fingerprint(&(PartKind::Fact, fact)),
            _ => fingerprint(&(PartKind::Fact, (reduction.fact)(fact, &reduction.renamings[renaming]))),
        })
    }

    pub(super) fn line(&mut self, line: Remark<P>) -> u32 {
        let Self { reduction, said, .. } = self;
        said.number(line, |(id, what), renaming| match renaming {
            0 => fingerprint(&(PartKind::Line, id, what)),
            _ => fingerprint(&(PartKind::Line, id, reduction.said(what, &reduction.renamings[renaming]))),
        })
    }
}
