//! What a person may do now with a node, a client, the cluster: as lines of the command language, or why not.

use super::picture::args;
use super::{Simulation, client_name};
use crate::clock::client::{Client, Knows};
use crate::clock::refusal::Reason;
use crate::language::run::MOST_NODES;
use crate::language::view::{ActView, MannerView, MembersView, SentenceView};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;

impl Simulation {
    fn refusal(&self, reason: &Reason) -> SentenceView {
        SentenceView { key: reason.key(), args: args(&reason.args(), self.names) }
    }

    fn act(&self, key: &'static str, command: String, reason: Option<Reason>) -> ActView {
        ActView { key, commands: alloc::vec![command], refusal: reason.map(|reason| self.refusal(&reason)) }
    }

    /// What may be done with any node, whatever its protocol.
    pub(super) fn acts_on(&self, node: NodeId) -> Vec<ActView> {
        let name = self.names.name(node);
        let is_up = self.machine.is_up(node);
        let impatience = (node, self.vocabulary.impatience());
        let no_timer = match () {
            () if !is_up => Some(Reason::IsDown { node: name.clone() }),
            () if !self.timers.contains_key(&impatience) => Some(Reason::NoTimer { node: name.clone() }),
            () => None,
        };
        alloc::vec![
            self.act("crash", format!("crash {name}"), (!is_up).then(|| Reason::IsDown { node: name.clone() })),
            self.act("restart", format!("restart {name}"), is_up.then(|| Reason::IsUp { node: name.clone() })),
            self.act("timeout", format!("timeout {name}"), no_timer),
            self.cutting_off(node),
            self.mending(node),
        ]
    }

    /// Takes a node off the network: as a partition while nothing else is cut, else link by link.
    fn cutting_off(&self, node: NodeId) -> ActView {
        let cuts = self.machine.cuts();
        let name = self.names.name(node);
        let is_whole = |other: &NodeId| !(cuts.contains(&(node, *other)) && cuts.contains(&(*other, node)));
        let others: Vec<_> = self.on_ring().filter(|other| *other != node && is_whole(other)).collect();
        let commands = if others.is_empty() {
            Vec::new()
        } else if cuts.is_empty() {
            let others: Vec<_> = others.iter().map(|other| self.names.name(*other)).collect();
            alloc::vec![format!("partition {name} | {}", others.join(" "))]
        } else {
            others.iter().map(|other| format!("cut {name}-{}", self.names.name(*other))).collect()
        };
        let refusal = others.is_empty().then(|| self.refusal(&Reason::IsCut { link: name }));
        ActView { key: "cut-off", commands, refusal }
    }

    /// Puts a node back on the network.
    fn mending(&self, node: NodeId) -> ActView {
        let cuts = self.machine.cuts();
        let (name, named) = (self.names.name(node), |other: &NodeId| self.names.name(*other));
        let its = cuts.iter().filter(|(from, to)| *from == node || *to == node).count();
        let commands = if its == cuts.len() && its > 0 {
            alloc::vec!["heal".to_string()]
        } else {
            let mend = |other: &NodeId| match (cuts.contains(&(node, *other)), cuts.contains(&(*other, node))) {
                (true, true) => Some(format!("mend {name}-{}", named(other))),
                (true, false) => Some(format!("mend {name}>{}", named(other))),
                (false, true) => Some(format!("mend {}>{name}", named(other))),
                (false, false) => None,
            };
            self.nodes().filter_map(|other| mend(&other)).collect()
        };
        let refusal = commands.is_empty().then(|| self.refusal(&Reason::IsNotCut { link: name }));
        ActView { key: "mend", commands, refusal }
    }

    /// All that have not left.
    fn on_ring(&self) -> impl Iterator<Item = NodeId> {
        self.nodes().filter(|node| !self.machine.is_gone(*node))
    }

    pub(super) fn client_acts(&self, client: &Client) -> Vec<ActView> {
        let name = client_name(client.id.client);
        let is_open = matches!(client.knows, Knows::Nothing(_)) && self.vocabulary.recovers();
        let reason = (!is_open).then(|| Reason::NothingToRetry { client: name.clone() });
        alloc::vec![self.act("retry", format!("retry {name}"), reason)]
    }

    /// What may be done with the cluster as a whole.
    pub(super) fn acts(&self) -> Vec<ActView> {
        let down = self.on_ring().filter(|node| !self.machine.is_up(*node));
        let restarts: Vec<_> = down.map(|node| format!("restart {}", self.names.name(node))).collect();
        let nobody_down = restarts.is_empty().then(|| self.refusal(&Reason::NobodyToAsk));
        let asked = self.clients.0.len() as u64 + 1;
        let impatience = self.vocabulary.impatience();
        let waiting = self.timers.keys().filter(|(_, timer)| *timer == impatience);
        let waiting: Vec<_> = waiting.map(|(node, _)| self.names.name(*node)).collect();
        let (no_timer, none_to_ask) =
            (waiting.is_empty().then_some(Reason::NoTimerToAlign), self.machine.whom_to_ask().is_none());
        let too_few = (waiting.len() < 2).then_some(Reason::NoTimerToAlign);
        let pair = waiting.iter().take(2).fold("align".to_string(), |line, name| format!("{line} {name}"));
        alloc::vec![
            self.act(
                "request",
                format!("request {}", self.vocabulary.next_request(asked)),
                none_to_ask.then_some(Reason::NobodyToAsk),
            ),
            ActView { key: "restart", commands: restarts, refusal: nobody_down },
            self.act("align", pair, too_few),
            self.act("spread", "spread".to_string(), no_timer),
            self.act("heal", "heal".to_string(), self.machine.cuts().is_empty().then_some(Reason::NothingIsCut)),
        ]
    }

    /// Who belongs to the cluster, and what newcomers will be called.
    pub(super) fn members(&self) -> Option<MembersView> {
        let members = self.machine.members()?;
        let name = |node: NodeId| self.names.name(node);
        let manner = |manner: &crate::playable::Manner| MannerView {
            key: manner.key,
            command: manner.command,
            stopped: manner.stopped,
        };
        Some(MembersView {
            present: members.present.into_iter().map(name).collect(),
            next: (self.machine.size()..MOST_NODES).map(|number| name(NodeId(number))).collect(),
            manners: members.manners.iter().map(manner).collect(),
        })
    }
}
