//! The scout: phase 1 once for all slots that are open, and what a new leader proposes first (Paxos, §3; PMMC, §2.4).

use super::{Commanders, Config, Event, Message, Mode, MultiPaxos, Pvalue, Slot, SlotCommand, Timer};
use crate::ballot::Ballot;
use crate::protocol::{Effects, NodeId};
use crate::sorted::SortedMap;
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// What came of a prepare request.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Scout {
    /// The ballot that is prepared.
    pub ballot: Ballot,
    /// The first slot that was asked about.
    pub low: Slot,
    /// Who has promised, and what each has accepted in the slots that it was asked about.
    pub promises: SortedMap<NodeId, Arc<[(Slot, Pvalue)]>>,
}

/// What servers report of one slot: the pvalues with the lowest and the highest ballot.
struct Reported<'a> {
    lowest: &'a Pvalue,
    highest: &'a Pvalue,
}

impl MultiPaxos {
    /// No leader was heard for long enough, or phase 1 has taken too long: "a newly chosen leader executes phase 1 for
    /// infinitely many instances" (Paxos, §3).
    pub(super) fn on_patience_timeout(&mut self, config: &Config, out: &mut Effects<Self>) {
        if let Mode::Preparing(Scout { ballot, promises, .. }) = &self.mode {
            let (ballot, answers, needed) = (*ballot, promises.len(), config.quorum());
            out.explain(Event::PrepareTimedOut { ballot, answers, needed });
        }
        if !self.is_active() {
            self.prepare(config, out);
        }
    }

    /// Phase 1 a: the leader, which knows commands 1–134, 138 and 139, "executes phase 1 of instances 135–137 and of all instances
    /// greater than 139", with a single message (Paxos, §3): here of all from the first on that it does not know, with a higher
    /// number than any it has used (§2.5) or seen.
    fn prepare(&mut self, config: &Config, out: &mut Effects<Self>) {
        self.round = self.round.max(self.seen).saturating_add(1);
        let ballot = Ballot { round: self.round, proposer: self.id };
        let low = if config.rules.phase_1_covers_open_slots { self.first_unknown() } else { self.last_chosen().next() };
        self.leader = None;
        self.mode = Mode::Preparing(Scout { ballot, low, promises: SortedMap::new() });
        for server in config.servers() {
            // The number is on disk before anybody sees it, so that it is not used twice.
            out.send_after_sync(server, Message::Prepare { ballot, low });
        }
        self.wait_for_leader(config, out);
        let (servers, needed) = (config.servers().count(), config.quorum());
        out.explain(Event::PrepareSent { ballot, low, servers, needed });
    }

    /// A promise for the present ballot is counted; one for an earlier ballot is not. A quorum of them makes it a
    /// leader (PMMC, §2.4: `adopted`).
    pub(super) fn on_promise(
        &mut self,
        config: &Config,
        from: NodeId,
        ballot: Ballot,
        accepted: Arc<[(Slot, Pvalue)]>,
        out: &mut Effects<Self>,
    ) {
        let Mode::Preparing(scout) = &mut self.mode else { return };
        if scout.ballot != ballot {
            return;
        }
        scout.promises.insert(from, accepted);
        if scout.promises.len() < config.quorum() {
            return;
        }
        let promises = core::mem::take(&mut scout.promises);
        out.explain(Event::Activated { ballot, promises: promises.len(), servers: config.servers().count() });
        self.mode = Mode::Active(Box::new(Commanders {
            ballot,
            promisers: promises.keys().copied().collect(),
            open: SortedMap::new(),
        }));
        self.begin_to_lead(config, ballot, out);
        for (slot, command) in self.first_proposals(config, ballot, &promises, out) {
            self.propose(config, slot, command, out);
        }
        self.send_heartbeats(config, out);
        self.propose_queued(config, out);
    }

    /// In each slot that is not known to be chosen, up to the last that somebody has reported or that is known, the leader proposes
    /// what was reported there with the highest ballot (Paxos, §2.2, P2c; PMMC, §2.4: `pmax`), and in a gap "a special 'noop'
    /// command that leaves the state unchanged" (Paxos, §3).
    fn first_proposals(
        &self,
        config: &Config,
        ballot: Ballot,
        promises: &SortedMap<NodeId, Arc<[(Slot, Pvalue)]>>,
        out: &mut Effects<Self>,
    ) -> Vec<(Slot, SlotCommand)> {
        let mut reported = reported(promises);
        if !config.rules.adopt_accepted && !reported.is_empty() {
            out.explain(Event::ReportsIgnored { ballot, pvalues: reported.len() });
            reported.clear();
        }
        let last = reported.keys().next_back().copied().unwrap_or_default().max(self.last_chosen());
        let mut proposals = Vec::new();
        for slot in self.first_unknown().through(last).filter(|slot| !self.chosen.contains_key(slot)) {
            if let Some(reports) = reported.get(&slot) {
                proposals.push((slot, self.adopt(config, (ballot, slot), reports, out)));
            } else if config.rules.fill_gaps {
                out.explain(Event::NoOpProposed { ballot, slot });
                proposals.push((slot, SlotCommand::NoOp));
            } else {
                out.explain(Event::GapLeft { ballot, slot });
            }
        }
        proposals
    }

    /// The command "of the highest-numbered proposal among the responses" (Paxos, §2.2, phase 2 a).
    fn adopt(
        &self,
        config: &Config,
        (ballot, slot): (Ballot, Slot),
        Reported { lowest, highest }: &Reported<'_>,
        out: &mut Effects<Self>,
    ) -> SlotCommand {
        let adopted = if config.rules.adopt_highest { highest } else { lowest };
        let (command, accepted, highest) = (adopted.command.clone(), adopted.ballot, highest.ballot);
        out.explain(if accepted == highest {
            Event::PvalueAdopted { ballot, slot, command, accepted }
        } else {
            Event::PvalueNotHighest { ballot, slot, command, accepted, highest }
        });
        adopted.command.clone()
    }

    /// Phase 1 is over: it leads from now on, and waits for nobody.
    fn begin_to_lead(&mut self, config: &Config, ballot: Ballot, out: &mut Effects<Self>) {
        self.leader = Some(ballot);
        out.cancel_timer(Timer::Patience);
        self.set_heartbeat_timer(config, out);
    }
}

fn reported(promises: &SortedMap<NodeId, Arc<[(Slot, Pvalue)]>>) -> SortedMap<Slot, Reported<'_>> {
    let mut reported: SortedMap<Slot, Reported<'_>> = SortedMap::new();
    for (slot, pvalue) in promises.values().flat_map(|accepted| accepted.iter()) {
        let reports = reported.get_or_insert_with(*slot, || Reported { lowest: pvalue, highest: pvalue });
        if pvalue.ballot < reports.lowest.ballot {
            reports.lowest = pvalue;
        }
        if pvalue.ballot > reports.highest.ballot {
            reports.highest = pvalue;
        }
    }
    reported
}
