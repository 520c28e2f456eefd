//! Commanders: phase 2 a, a slot each, and how a command is chosen (Paxos, §3; PMMC, §2.3).

use super::{Asker, Config, Event, Fact, Message, Mode, MultiPaxos, Pvalue, Slot, SlotCommand};
use crate::ballot::Ballot;
use crate::kv::{Operation, StoreCommand};
use crate::protocol::{Effects, NodeId};
use crate::sorted::{SortedMap, SortedSet};
use alloc::vec::Vec;

/// What a server knows that leads a ballot.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Commanders {
    /// The ballot.
    pub ballot: Ballot,
    /// Whose promises it leads by, in order.
    pub promisers: Vec<NodeId>,
    /// The slots in which it has proposed something of which it does not know yet that it is chosen.
    pub open: SortedMap<Slot, Commander>,
}

/// One proposal, and what came of it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Commander {
    /// What is proposed.
    pub command: SlotCommand,
    /// Who has accepted it.
    pub votes: SortedSet<NodeId>,
    /// Whether it was open already when the last heartbeat was sent: then there was time for answers, and the next one is
    /// sent with another request to accept it.
    pub is_overdue: bool,
}

impl MultiPaxos {
    /// The leader proposes a command in a slot.
    pub(super) fn propose(&mut self, config: &Config, slot: Slot, command: SlotCommand, out: &mut Effects<Self>) {
        let Mode::Active(commanders) = &mut self.mode else { return };
        let commander = Commander { command: command.clone(), votes: SortedSet::new(), is_overdue: false };
        commanders.open.insert(slot, commander);
        let pvalue = Pvalue { ballot: commanders.ballot, command };
        out.record(Fact::Proposed { slot, pvalue: pvalue.clone(), quorum: commanders.promisers.clone() });
        for server in config.servers() {
            out.send(server, Message::Accept { slot, pvalue: pvalue.clone() });
        }
    }

    /// "The leader can propose command 142 before it learns that its proposed command 141 has been chosen"; it "can get α commands
    /// ahead" (Paxos, §3). The slot is one that it has not used: it proposes one command in each (PMMC, §2.3, C1).
    pub(super) fn assign(&mut self, config: &Config, client: Asker, command: StoreCommand, out: &mut Effects<Self>) {
        let Mode::Active(commanders) = &self.mode else { return };
        let ballot = commanders.ballot;
        let last_open = commanders.open.keys().next_back().copied().unwrap_or_default();
        let slot = last_open.max(self.last_chosen()).next();
        self.waiting.insert((slot, client.request), client.via);
        out.explain(Event::CommandProposed { ballot, slot, command: command.clone() });
        let operation = Operation { id: client.request, once: config.rules.sessions, command };
        self.propose(config, slot, operation.into(), out);
    }

    /// Whether a leader may propose another client's command now (Paxos, §3).
    pub(super) fn has_room(&self, config: &Config) -> bool {
        matches!(&self.mode, Mode::Active(commanders) if (commanders.open.len() as u64) < config.window)
    }

    /// As many of the commands that wait as there is room for.
    pub(super) fn propose_queued(&mut self, config: &Config, out: &mut Effects<Self>) {
        while !self.queue.is_empty() && self.has_room(config) {
            let (client, command) = self.queue.remove(0);
            self.assign(config, client, command, out);
        }
    }

    /// "A value is chosen when a single proposal with that value has been accepted by a majority of the acceptors" (Paxos, §2.2):
    /// votes of other ballots than the one that it leads do not count. All are told (PMMC, §2.3).
    pub(super) fn on_accepted(
        &mut self,
        config: &Config,
        from: NodeId,
        slot: Slot,
        ballot: Ballot,
        out: &mut Effects<Self>,
    ) {
        let Mode::Active(commanders) = &mut self.mode else { return };
        if commanders.ballot != ballot {
            return;
        }
        let Some(commander) = commanders.open.get_mut(&slot) else { return };
        commander.votes.insert(from);
        let acceptors = commander.votes.len();
        if acceptors < config.quorum() {
            return;
        }
        let command = commander.command.clone();
        out.explain(Event::CommandChosen { ballot, slot, command: command.clone(), acceptors });
        for server in config.servers().filter(|server| *server != self.id) {
            out.send(server, Message::Chosen { slot, command: command.clone() });
        }
        self.learn(config, slot, command, out);
        self.propose_queued(config, out);
    }

    /// What is still open since the last heartbeat is proposed again, to those that have not accepted it: "when the leader fails to
    /// receive the expected response to its phase 2 messages in instance 141, it will retransmit those messages" (Paxos, §3).
    pub(super) fn repeat_overdue(&mut self, config: &Config, out: &mut Effects<Self>) {
        let id = self.id;
        let Mode::Active(commanders) = &mut self.mode else { return };
        let ballot = commanders.ballot;
        let mut slots = 0;
        for (slot, commander) in commanders.open.iter_mut() {
            if !core::mem::replace(&mut commander.is_overdue, true) {
                continue;
            }
            slots += 1;
            let pvalue = Pvalue { ballot, command: commander.command.clone() };
            let silent = config.servers().filter(|server| *server != id && !commander.votes.contains(server));
            for server in silent {
                out.send(server, Message::Accept { slot: *slot, pvalue: pvalue.clone() });
            }
        }
        if slots > 0 {
            out.explain(Event::AcceptRepeated { ballot, slots });
        }
    }
}
