//! Whether a command makes sense now: the one place that asks.

use super::Simulation;
use crate::clock::client::Knows;
use crate::clock::command::Command;
use crate::clock::flight::{End, Fate, Flight, MessageId};
use crate::clock::link::Link;
use crate::clock::machine::{TimerId, Verdict};
use crate::clock::refusal::Reason;
use crate::cluster::limits;
use crate::cluster::names::client_name;
use alloc::string::ToString;
use quorate_core::apart::apart;
use quorate_core::protocol::{Links, NodeId};

impl Simulation {
    /// Whether a command makes sense now, and if not, why. One thing is known only when it is tried: whether configuration
    /// files count that are written anew.
    pub fn possible(&self, command: &Command) -> Result<(), Reason> {
        if let Some(witness) = &self.witness {
            apart(|| witness.allows(self, command))?;
        }
        match command {
            Command::Crash(node) => self.is_up(*node),
            Command::Restart(node) => self.is_down(*node),
            Command::Timeout(node, timer) | Command::Timer(node, timer, _) => self.is_running(*node, *timer),
            Command::Sync(node) => self.is_dirty(*node),
            Command::Align(nodes) => self.can_align(nodes),
            Command::Spread => self.can_align(&[]),
            Command::Cut(link) => self.is_whole(*link),
            Command::Mend(link) => self.is_cut_somewhere(*link),
            Command::Heal if self.machine.cuts().is_empty() => Err(Reason::NothingIsCut),
            Command::Break(a, b) => self.is_connected(*a, *b),
            // Newcomers have booted when the order is given: then there is somebody to ask.
            Command::Order(_, _, nodes) if *nodes > self.machine.size() => self.can_ask_more(),
            Command::Request(node, _) | Command::Order(node, _, _) => {
                self.can_ask(*node)?;
                self.can_ask_more()
            }
            Command::Retry(client, node) => {
                self.can_ask(*node)?;
                self.can_retry(*client)
            }
            Command::Force(members) if self.machine.has_quorum_up() => {
                Err(Reason::QuorumIsUp { right: self.agreed_change(members) })
            }
            Command::Force(_) => Ok(()),
            Command::WriteMembers(..) => self.nodes().try_for_each(|node| self.is_down(node)),
            Command::Drop(id) => self.datagram(*id).map(|_| ()),
            Command::Duplicate(id) => self.can_duplicate(*id),
            Command::Delay(id, _) => self.can_delay(*id),
            Command::Own(what, place, None) if !self.own.has(*what, *place) => Err(Reason::NothingOwn {
                place: place.text(self.names),
                name: what.name(self.vocabulary).unwrap_or_default().to_string(),
            }),
            Command::Suspend(node, _) => self.is_awake(*node),
            Command::Resume(node) => {
                self.is_up(*node)?;
                let node_name = || self.names.name(*node);
                if self.is_suspended(*node) { Ok(()) } else { Err(Reason::IsNotSuspended { node: node_name() }) }
            }
            Command::Wipe(node) => self.is_down(*node),
            Command::Hold(pick) if self.holds.contains(pick) => {
                Err(Reason::AlreadyHeld { pick: pick.text(self.names) })
            }
            Command::DropNext(pick) if self.drops.contains(pick) => {
                Err(Reason::AlreadyDropped { pick: pick.text(self.names) })
            }
            Command::Release(from, to, kind) => {
                let is_held = self.held_on(*from, *to).any(|pick| kind.is_none_or(|kind| pick.kind == kind));
                let link = Link { from: *from, to: *to, both: false };
                if is_held { Ok(()) } else { Err(Reason::NothingHeld { link: link.text(self.names) }) }
            }
            Command::Heal | Command::Partition(_) | Command::World(..) | Command::Tune(..) => Ok(()),
            Command::Own(..) | Command::Hold(_) | Command::DropNext(_) => Ok(()),
        }
    }

    fn is_up(&self, node: NodeId) -> Result<(), Reason> {
        if self.machine.is_up(node) { Ok(()) } else { Err(Reason::IsDown { node: self.names.name(node) }) }
    }

    /// Up, and its process does not stand still.
    fn is_awake(&self, node: NodeId) -> Result<(), Reason> {
        self.is_up(node)?;
        if self.is_suspended(node) { Err(Reason::IsSuspended { node: self.names.name(node) }) } else { Ok(()) }
    }

    fn is_down(&self, node: NodeId) -> Result<(), Reason> {
        if self.machine.is_up(node) { Err(Reason::IsUp { node: self.names.name(node) }) } else { Ok(()) }
    }

    fn is_running(&self, node: NodeId, timer: TimerId) -> Result<(), Reason> {
        self.is_awake(node)?;
        let runs = self.timers.contains_key(&(node, timer));
        if runs { Ok(()) } else { Err(Reason::NoTimer { node: self.names.name(node) }) }
    }

    fn is_dirty(&self, node: NodeId) -> Result<(), Reason> {
        self.is_awake(node)?;
        let is_dirty = self.machine.is_dirty(node);
        if is_dirty { Ok(()) } else { Err(Reason::NothingToWrite { node: self.names.name(node) }) }
    }

    /// No names: all whose timer runs.
    fn can_align(&self, nodes: &[NodeId]) -> Result<(), Reason> {
        let impatience = self.vocabulary.impatience();
        nodes.iter().try_for_each(|node| self.is_running(*node, impatience))?;
        let meant = |node: &NodeId| nodes.is_empty() || nodes.contains(node);
        let running = self.timers.keys().filter(|(node, timer)| *timer == impatience && meant(node));
        if running.count() < 2 { Err(Reason::NoTimerToAlign) } else { Ok(()) }
    }

    fn is_whole(&self, link: Link) -> Result<(), Reason> {
        let is_cut = link.directions().all(|direction| self.machine.cuts().contains(&direction));
        if is_cut { Err(Reason::IsCut { link: link.text(self.names) }) } else { Ok(()) }
    }

    fn is_cut_somewhere(&self, link: Link) -> Result<(), Reason> {
        let is_cut = link.directions().any(|direction| self.machine.cuts().contains(&direction));
        if is_cut { Ok(()) } else { Err(Reason::IsNotCut { link: link.text(self.names) }) }
    }

    fn is_connected(&self, a: NodeId, b: NodeId) -> Result<(), Reason> {
        let link = Link { from: a, to: b, both: true }.text(self.names);
        match () {
            () if !self.vocabulary.connects() => Err(Reason::NoConnections { link }),
            () if !self.machine.are_connected(a, b) => Err(Reason::NotConnected { link }),
            () => Ok(()),
        }
    }

    /// Who is named gets it, up or down; if nobody is, there must be somebody.
    pub(super) fn can_ask(&self, node: Option<NodeId>) -> Result<(), Reason> {
        self.whom_to_ask(node).map(|_| ()).ok_or(Reason::NobodyToAsk)
    }

    pub(super) fn can_ask_more(&self) -> Result<(), Reason> {
        let most = limits::CLIENTS as u64;
        self.clients.next_request().map(|_| ()).ok_or(Reason::TooManyClients { most })
    }

    fn can_retry(&self, client: u16) -> Result<(), Reason> {
        let name = client_name(client);
        let asked = self.clients.0.get(usize::from(client)).ok_or(Reason::UnknownClient { word: name.clone() })?;
        match &asked.knows {
            Knows::Answer(answer, _) if answer.verdict != Verdict::Elsewhere => {
                Err(Reason::NothingToRetry { client: name })
            }
            _ => Ok(()),
        }
    }

    fn in_flight(&self, id: MessageId) -> Result<&Flight, Reason> {
        self.flights.get(&id).ok_or_else(|| {
            let nearest = self.flights.keys().min_by_key(|other| other.0.abs_diff(id.0));
            nearest.map_or(Reason::NothingInFlight, |nearest| Reason::NotInFlight {
                word: id.to_string(),
                nearest: nearest.to_string(),
            })
        })
    }

    /// What waits for somebody's word is not late for a while only.
    fn can_delay(&self, id: MessageId) -> Result<(), Reason> {
        let flight = self.in_flight(id)?;
        match (flight.fate, flight.to) {
            (Fate::Held, _) => {
                let pick = self.pick(flight).map_or_else(Default::default, |pick| pick.text(self.names));
                Err(Reason::IsHeld { word: id.to_string(), pick })
            }
            (Fate::Waits, End::Node(node)) => Err(Reason::IsSuspended { node: self.names.name(node) }),
            _ => Ok(()),
        }
    }

    /// A message that can be dropped or duplicated by itself.
    fn datagram(&self, id: MessageId) -> Result<&Flight, Reason> {
        let flight = self.in_flight(id)?;
        match (flight.links, flight.from, flight.to) {
            (Links::Connection, End::Node(from), End::Node(to)) => {
                Err(Reason::OnConnection { link: Link { from, to, both: true }.text(self.names) })
            }
            _ => Ok(flight),
        }
    }

    fn can_duplicate(&self, id: MessageId) -> Result<(), Reason> {
        let flight = self.datagram(id)?;
        let is_between_nodes = matches!((flight.from, flight.to), (End::Node(_), End::Node(_)));
        if is_between_nodes { Ok(()) } else { Err(Reason::NoDuplicates) }
    }
}
