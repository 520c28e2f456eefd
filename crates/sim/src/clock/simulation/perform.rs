//! What commands do to a simulation.

use super::telling::client_arg;
use super::{Due, Simulation};
use crate::clock::client::{Client, Knows};
use crate::clock::command::Command;
use crate::clock::costs::Costs;
use crate::clock::flight::{Cargo, End};
use crate::clock::link::Link;
use crate::clock::machine::{NewDisk, TimerId};
use crate::clock::mark::Mark;
use crate::clock::record::Listener;
use crate::clock::refusal::Reason;
use crate::cluster::Storage;
use crate::cluster::order::{Argument, Deed, Wording};
use crate::cluster::setting::{SettingValue, ms};
use crate::cluster::step::Step;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::protocol::{Micros, NodeId};
use quorate_core::sorted::SortedMap;

impl Simulation {
    /// Carries out a command now, after everything that happened at this instant. A command that makes no sense now
    /// changes nothing and says why.
    pub fn perform(&mut self, command: &Command, listener: &mut dyn Listener) -> Result<(), Reason> {
        self.possible(command)?;
        self.with_witness(|witness, simulation| witness.hears(simulation, command));
        match command {
            Command::Crash(node) => {
                self.tell(listener, "cluster.crashed", Some(*node), Vec::new(), Some(Mark::Crash));
                self.apply(Step::Crash { node: *node }, listener);
                self.forsake_waiting(*node, listener);
            }
            Command::Restart(node) => {
                self.tell(listener, "cluster.restarted", Some(*node), Vec::new(), Some(Mark::Restart));
                self.apply(Step::Restart { node: *node }, listener);
            }
            Command::Timeout(node, timer) => self.apply(Step::Timeout { node: *node, timer: *timer }, listener),
            Command::Timer(node, timer, length) => self.set_timer(*node, *timer, *length, listener),
            Command::Sync(node) => self.apply(Step::Sync { node: *node }, listener),
            Command::Align(nodes) => self.align(nodes, listener),
            Command::Spread => self.spread(listener),
            Command::Partition(groups) => self.partition(groups, listener),
            Command::Cut(link) => self.cut(*link, listener),
            Command::Mend(link) => self.mend(*link, listener),
            Command::Heal => self.heal(listener),
            Command::Break(a, b) => self.break_connection(*a, *b, listener),
            Command::Request(node, request) => self.request(*node, request, false, listener)?,
            Command::Order(node, request, nodes) => {
                let newcomers = self.machine.size()..*nodes;
                self.install_up_to(*nodes, None, listener);
                for newcomer in newcomers {
                    self.apply(Step::Restart { node: NodeId(newcomer) }, listener);
                }
                self.request(*node, request, false, listener)?;
            }
            Command::WriteMembers(members, nodes) => self.write_members(members, *nodes, listener)?,
            Command::Force(members) => self.force(members, listener),
            Command::Retry(client, node) => self.retry(*client, *node, listener),
            Command::Drop(id) => self.drop(*id, listener),
            Command::Duplicate(id) => self.duplicate(*id, listener),
            Command::Delay(id, length) => self.delay(*id, *length, listener),
            Command::World(setting, value) => {
                let asked_every = self.conditions.asked_every;
                (setting.set)(&mut self.conditions, *value);
                if self.conditions.asked_every != asked_every {
                    self.next_ask = self.time_to_ask();
                }
                self.settle_storage(listener);
                self.tell_setting(setting.name, *value, listener);
            }
            Command::Tune(setting, value) => {
                self.apply(Step::Configure((*setting, *value)), listener);
                self.tell_setting(setting, *value, listener);
                for node in (0..self.machine.size()).map(NodeId) {
                    if let Some(suspension) = self.suspended.get_mut(&node) {
                        suspension.configured = true;
                    } else if self.machine.is_up(node) {
                        self.apply(Step::Notice { node }, listener);
                    }
                }
            }
            Command::Own(what, place, value) => {
                self.own.set(*what, *place, *value);
                self.settle_storage(listener);
                let name = what.name(self.vocabulary).expect("the command was read in this protocol's words");
                let mut args =
                    alloc::vec![("place", Arg::Text(place.text(self.names))), ("setting", Arg::Text(name.into())),];
                args.extend(value.iter().flat_map(|value| value_args(*value)));
                let key = if value.is_some() { "cluster.own-set" } else { "cluster.own-default" };
                self.tell(listener, key, None, args, Some(Mark::Command));
            }
            Command::Suspend(node, length) => self.suspend(*node, *length, listener),
            Command::Resume(node) => self.resume(*node, listener),
            Command::Wipe(node) => {
                self.tell(listener, "cluster.wiped", Some(*node), Vec::new(), Some(Mark::Command));
                self.apply(Step::Install { node: *node, disk: None }, listener);
            }
            Command::Hold(pick) => self.hold(*pick, listener),
            Command::Release(from, to, kind) => self.release(*from, *to, *kind, listener),
            Command::DropNext(pick) => self.drop_next(*pick, listener),
        }
        self.look_whether_serving();
        self.show();
        Ok(())
    }

    /// When the client that asks by itself asks next.
    fn time_to_ask(&self) -> Option<Micros> {
        let every = self.conditions.asked_every;
        (every > Micros(0)).then(|| self.after(every))
    }

    /// It asks for the next thing, of whoever one asks; where that is impossible, it waits for its next turn.
    pub(super) fn ask_again(&mut self, listener: &mut dyn Listener) {
        self.next_ask = self.time_to_ask();
        self.asked += 1;
        if self.can_ask(None).and_then(|()| self.can_ask_more()).is_ok() {
            let asked = self.request(None, &self.vocabulary.next_request(self.asked), true, listener);
            debug_assert!(asked.is_ok(), "there is somebody to ask");
        }
    }

    /// Disks behave as all the settings together want it. As long as one of them takes time, all count as such that do: one that
    /// takes none writes at once by itself. A process that stands still hears of no disk.
    fn settle_storage(&mut self, listener: &mut dyn Listener) {
        let is_dirty = |node: &NodeId| self.machine.is_up(*node) && self.machine.is_dirty(*node);
        let stands = self.suspended.keys().any(is_dirty);
        let is_slow = self.own.has_slow_disk() || stands && self.machine.storage() != Storage::Synchronous;
        let storage = self.conditions.storage(is_slow);
        // Disks that take no time from now on have also written what waited for them.
        for node in self.nodes().filter(|node| self.disk(*node).max == Micros(0)).collect::<Vec<_>>() {
            self.sync_now(node, listener);
        }
        if storage != self.machine.storage() {
            self.apply(Step::Storage(storage), listener);
        }
    }

    fn sync_now(&mut self, node: NodeId, listener: &mut dyn Listener) {
        // What a node had promised to itself may give it more to write.
        while self.machine.is_up(node) && self.machine.is_dirty(node) && !self.is_suspended(node) {
            self.apply(Step::Sync { node }, listener);
        }
        self.syncs.remove(&node);
    }

    fn tell_setting(&mut self, name: &'static str, value: SettingValue, listener: &mut dyn Listener) {
        let mut args = alloc::vec![("setting", Arg::Text(name.into()))];
        args.extend(value_args(value));
        self.tell(listener, "cluster.setting-changed", None, args, Some(Mark::Command));
    }

    fn set_timer(&mut self, node: NodeId, timer: TimerId, length: Micros, listener: &mut dyn Listener) {
        let fires_at = self.after(length);
        self.timers.get_mut(&(node, timer)).expect("it was just found").fires_at = fires_at;
        let args = alloc::vec![("ms", Arg::Text(ms(length)))];
        self.tell(listener, "cluster.timer-forced", Some(node), args, Some(Mark::Command));
    }

    fn align(&mut self, nodes: &[NodeId], listener: &mut dyn Listener) {
        let impatience = self.vocabulary.impatience();
        let meant = |node: &NodeId| nodes.is_empty() || nodes.contains(node);
        let mut dues: Vec<(NodeId, &mut Due)> = self
            .timers
            .iter_mut()
            .filter(|((node, timer), _)| *timer == impatience && meant(node))
            .map(|((node, _), due)| (*node, due))
            .collect();
        let first = dues.iter().map(|(_, due)| due.fires_at).min().expect("there are at least two");
        for (_, due) in &mut dues {
            due.fires_at = first;
        }
        let named: Vec<String> = dues.iter().map(|(node, _)| self.names.name(*node)).collect();
        let args = alloc::vec![("nodes", Arg::Text(named.join(" ")))];
        self.tell(listener, "cluster.timers-aligned", None, args, Some(Mark::Command));
    }

    fn spread(&mut self, listener: &mut dyn Listener) {
        let (now, impatience) = (self.now, self.vocabulary.impatience());
        let running = self.timers.iter_mut().filter(|((_, timer), _)| *timer == impatience);
        let dues: SortedMap<(Micros, NodeId), &mut Due> =
            running.map(|((node, _), due)| ((due.fires_at, *node), due)).collect();
        let gaps = dues.len() as u64 - 1;
        for (place, (_, due)) in dues.into_iter().enumerate() {
            let width = due.span.max.0 - due.span.min.0;
            due.fires_at = Micros(now.0 + (due.span.min.0 + width * place as u64 / gaps).max(1));
        }
        self.tell(listener, "cluster.timers-spread", None, Vec::new(), Some(Mark::Command));
    }

    fn partition(&mut self, groups: &[Vec<NodeId>], listener: &mut dyn Listener) {
        let group_of = |node: NodeId| groups.iter().position(|group| group.contains(&node));
        let wanted = |(from, to): (NodeId, NodeId)| group_of(from) != group_of(to);
        let links: Vec<(NodeId, NodeId)> =
            self.nodes().flat_map(|a| self.nodes().map(move |b| (a, b))).filter(|(a, b)| a != b).collect();
        for link in links {
            match (wanted(link), self.machine.cuts().contains(&link)) {
                (true, false) => self.raise_wall(link, listener),
                (false, true) => self.lower_wall(link, listener),
                _ => {}
            }
        }
        let named: Vec<String> = groups
            .iter()
            .map(|group| group.iter().map(|node| self.names.name(*node)).collect::<Vec<_>>().join(" "))
            .collect();
        let args = alloc::vec![("groups", Arg::Text(named.join(" | ")))];
        self.tell(listener, "cluster.partitioned", None, args, Some(Mark::Cut));
    }

    fn cut(&mut self, link: Link, listener: &mut dyn Listener) {
        for direction in link.directions().filter(|it| !self.machine.cuts().contains(it)).collect::<Vec<_>>() {
            self.raise_wall(direction, listener);
        }
        let args = alloc::vec![("link", Arg::Text(link.text(self.names)))];
        self.tell(listener, "cluster.cut", None, args, Some(Mark::Cut));
    }

    fn mend(&mut self, link: Link, listener: &mut dyn Listener) {
        for direction in link.directions().filter(|it| self.machine.cuts().contains(it)).collect::<Vec<_>>() {
            self.lower_wall(direction, listener);
        }
        let args = alloc::vec![("link", Arg::Text(link.text(self.names)))];
        self.tell(listener, "cluster.mended", None, args, Some(Mark::Heal));
    }

    fn heal(&mut self, listener: &mut dyn Listener) {
        let cuts: Vec<(NodeId, NodeId)> = self.machine.cuts().iter().copied().collect();
        for link in cuts {
            self.lower_wall(link, listener);
        }
        self.tell(listener, "cluster.healed", None, Vec::new(), Some(Mark::Heal));
    }

    /// Who is named, or whoever the protocol prefers.
    pub(super) fn whom_to_ask(&self, named: Option<NodeId>) -> Option<NodeId> {
        named.or_else(|| self.machine.whom_to_ask())
    }

    fn request(
        &mut self,
        node: Option<NodeId>,
        request: &str,
        is_regular: bool,
        listener: &mut dyn Listener,
    ) -> Result<(), Reason> {
        // Those who were just put on the ring may be the first that there is to ask.
        let node = self.whom_to_ask(node).ok_or(Reason::NobodyToAsk)?;
        let id = self.clients.next_request().expect("it was just found");
        self.costs = Some(Rc::new(Costs::of(id)));
        self.clients.ask(Client {
            node,
            id,
            request: request.to_string(),
            is_regular,
            sent_at: self.now,
            gives_up_at: self.after(self.conditions.patience),
            knows: Knows::Waiting,
            fate: None,
        });
        self.launch(End::Client(id.client), End::Node(node), Cargo::Request(id, request.to_string()), listener);
        Ok(())
    }

    /// The client asks for the same thing once more, under the same number: whoever remembers it will not do it twice.
    fn retry(&mut self, client: u16, node: Option<NodeId>, listener: &mut dyn Listener) {
        let node = self.whom_to_ask(node).expect("it was just found");
        let (now, gives_up_at) = (self.now, self.after(self.conditions.patience));
        let asking = self.clients.get_mut(client).expect("it was just found");
        (asking.node, asking.sent_at, asking.gives_up_at) = (node, now, gives_up_at);
        (asking.knows, asking.fate) = (Knows::Waiting, None);
        let (id, request) = (asking.id, asking.request.clone());
        let args = alloc::vec![client_arg(client), ("request", Arg::Text(request.clone()))];
        self.tell(listener, "cluster.retried", None, args, Some(Mark::Request));
        if self.costs().is_some_and(|costs| costs.id == id) {
            self.charge(|costs, _| costs.go_on());
        } else {
            self.costs = Some(Rc::new(Costs::of(id)));
        }
        self.launch(End::Client(client), End::Node(node), Cargo::Request(id, request), listener);
    }

    /// Puts new nodes on the ring until there are so many, each with an empty disk or with a copy of another's.
    fn install_up_to(&mut self, nodes: u8, disk: Option<&NewDisk>, listener: &mut dyn Listener) {
        while self.machine.size() < nodes {
            let node = NodeId(self.machine.size());
            self.apply(Step::Install { node, disk: disk.cloned() }, listener);
            self.tell(listener, "cluster.installed", Some(node), Vec::new(), Some(Mark::Command));
        }
    }

    /// An operator's recovery: those that are left are stopped, their disks are written anew, and they are started again. Of the
    /// others, which may know more, nobody asks.
    fn force(&mut self, members: &[NodeId], listener: &mut dyn Listener) {
        let args = alloc::vec![("members", Arg::Sets(alloc::vec![members.to_vec()]))];
        self.tell(listener, "cluster.forced", None, args, Some(Mark::Command));
        let up: Vec<NodeId> = members.iter().copied().filter(|node| self.machine.is_up(*node)).collect();
        for node in &up {
            self.apply(Step::Crash { node: *node }, listener);
            self.forsake_waiting(*node, listener);
        }
        let mut disk = NewDisk::RecoveredFrom(members.to_vec());
        for node in members {
            self.apply(Step::Install { node: *node, disk: Some(disk) }, listener);
            disk = NewDisk::CopyOf(*node);
        }
        for node in up {
            self.apply(Step::Restart { node }, listener);
        }
    }

    /// The command that changes the members while the cluster runs.
    pub(super) fn agreed_change(&self, members: &[NodeId]) -> String {
        let orders = self.vocabulary.orders().iter();
        let agrees = |way: &Wording| !way.is_unsound && way.deed == Deed::Ask && way.arguments == [Argument::AnyNodes];
        let order = orders.into_iter().find(|order| order.ways.iter().any(agrees));
        let names = members.iter().map(|node| self.names.name(*node));
        order.map(|order| order.word.to_string()).into_iter().chain(names).collect::<Vec<_>>().join(" ")
    }

    /// The change that stops the world: while all nodes are down, their configuration files are written anew. Majorities of
    /// the old and of the new members need not overlap, so all disks get the same content, and new nodes a copy of it.
    fn write_members(&mut self, members: &[NodeId], nodes: u8, listener: &mut dyn Listener) -> Result<(), Reason> {
        if !self.machine.set_members(&members.iter().copied().collect()) {
            return Err(Reason::MembersInLog { right: self.agreed_change(members) });
        }
        self.install_up_to(nodes, Some(&NewDisk::CopyOf(NodeId(0))), listener);
        let args = alloc::vec![("members", Arg::Sets(alloc::vec![members.to_vec()]))];
        self.tell(listener, "cluster.members-written", None, args, Some(Mark::Command));
        Ok(())
    }
}

/// A value, and what its numbers count.
fn value_args(value: SettingValue) -> [(&'static str, Arg); 2] {
    [("value", Arg::Text(value.to_string())), ("unit", Arg::Text(value.unit().into()))]
}
