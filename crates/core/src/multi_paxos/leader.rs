//! Who leads, as far as a server has heard, and when it gives way: Paxos, §2.4; PMMC, §2.4 and §3.

use super::{Config, Event, Message, Mode, MultiPaxos, Response, Slot, Timer};
use crate::ballot::Ballot;
use crate::protocol::{Effects, NodeId, Span};

impl MultiPaxos {
    /// A ballot is heard of. If it is higher than the one that this server prepares or leads, it gives way, and waits for that
    /// other leader: it does not at once try a yet higher ballot, lest two outbid one another without end (PMMC, §2.4, §3; Paxos,
    /// §2.4).
    pub(super) fn heed(&mut self, config: &Config, heard: Ballot, out: &mut Effects<Self>) {
        self.seen = self.seen.max(heard.round);
        let Some(ballot) = self.ballot().filter(|ballot| *ballot < heard) else { return };
        out.explain(Event::Preempted { ballot, higher: heard });
        if self.is_active() {
            out.cancel_timer(Timer::Heartbeat);
        }
        self.mode = Mode::Passive;
        self.leader = None;
        self.wait_for_leader(config, out);
        // What it has proposed may be chosen all the same, so those clients wait on. The others can ask elsewhere.
        for (client, _) in core::mem::take(&mut self.queue) {
            self.respond(client, Response::NotLeader { leader: None }, out);
        }
    }

    /// Draws its patience anew.
    pub(super) fn wait_for_leader(&self, config: &Config, out: &mut Effects<Self>) {
        out.set_timer(Timer::Patience, config.patience);
    }

    /// The leader of a ballot is there, and this server has promised no higher one (PMMC, §3).
    pub(super) fn hear_leader(&mut self, config: &Config, ballot: Ballot, out: &mut Effects<Self>) {
        if ballot.proposer == self.id {
            return;
        }
        if self.leader.replace(ballot) != Some(ballot) {
            out.explain(Event::LeaderHeard { ballot });
        }
        self.wait_for_leader(config, out);
    }

    /// A leader lets itself be heard: who has promised nothing higher waits on (PMMC, §3), and asks for what it lacks.
    pub(super) fn on_heartbeat(
        &mut self,
        config: &Config,
        from: NodeId,
        ballot: Ballot,
        chosen_below: Slot,
        out: &mut Effects<Self>,
    ) {
        if self.promised > Some(ballot) {
            return;
        }
        self.hear_leader(config, ballot, out);
        if self.first_unknown() < chosen_below {
            self.catch_up(config, from, chosen_below, out);
        }
    }

    /// The others have to hear from the leader (PMMC, §3), and perhaps once more what it has proposed.
    pub(super) fn on_heartbeat_timeout(&mut self, config: &Config, out: &mut Effects<Self>) {
        self.repeat_overdue(config, out);
        self.send_heartbeats(config, out);
        self.set_heartbeat_timer(config, out);
    }

    pub(super) fn send_heartbeats(&self, config: &Config, out: &mut Effects<Self>) {
        let Mode::Active(commanders) = &self.mode else { return };
        let (ballot, chosen_below) = (commanders.ballot, self.first_unknown());
        for server in config.servers().filter(|server| *server != self.id) {
            out.send(server, Message::Heartbeat { ballot, chosen_below });
        }
    }

    pub(super) fn set_heartbeat_timer(&self, config: &Config, out: &mut Effects<Self>) {
        if self.is_active() {
            out.set_timer(Timer::Heartbeat, Span { min: config.heartbeat_interval, max: config.heartbeat_interval });
        }
    }
}
