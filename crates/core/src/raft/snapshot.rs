//! How a log is kept short: §7, and chapter 5 of Ongaro's thesis (2014).

use super::{Config, Event, Index, Membership, Message, Raft, Rejection, Response, Role, Snapshot, Term};
use crate::protocol::{Effects, NodeId, RequestId};
use alloc::sync::Arc;

/// No log ever gets longer than this. Whoever says that its snapshot covers more is not believed: nothing could be appended
/// behind it.
const LAST_INDEX_MAX: Index = Index(u64::MAX / 2);

impl Raft {
    /// "Each server takes snapshots independently, covering just the committed entries in its log. […] once a server
    /// completes writing a snapshot, it may delete all log entries up through the last included index" (§7).
    /// Says whether there was anything to cover.
    fn take_snapshot(&mut self, config: &Config, out: &mut Effects<Self>) -> bool {
        let last_index = self.last_applied;
        if last_index == self.log.snapshot_index() {
            return false;
        }
        // Where followers delete entries that don't conflict (a rule is off), what is applied may not be in the log any more.
        let Some(last_term) = self.log.term(last_index) else { return false };
        let configuration = self.membership.at(last_index).clone();
        let snapshot = Snapshot { last_index, last_term, configuration, store: self.store.clone() };
        self.log.compact(Arc::new(snapshot));
        self.membership = Arc::new(Membership::of(&config.voters, &self.log));
        out.explain(Event::SnapshotTaken { last_index, last_term });
        true
    }

    /// Somebody asks for a snapshot of this very server.
    pub(super) fn on_snapshot_request(&mut self, config: &Config, id: RequestId, out: &mut Effects<Self>) {
        let taken = self.take_snapshot(config, out);
        out.respond(id, if taken { Response::Done } else { Response::Refused(Rejection::NothingToCompact) });
    }

    /// "One simple strategy is to take a snapshot when the log reaches a fixed size" (§7): here a number of entries.
    pub(super) fn compact_if_long(&mut self, config: &Config, out: &mut Effects<Self>) {
        let threshold = config.options.snapshot_threshold;
        if threshold > 0 && self.last_applied.entries_since(self.log.snapshot_index()) >= threshold {
            self.take_snapshot(config, out);
        }
    }

    /// "The leader must occasionally send snapshots to followers that lag behind. This happens when the leader has already
    /// discarded the next log entry that it needs to send to a follower." (§7)
    pub(super) fn send_snapshot(&self, server: NodeId, out: &mut Effects<Self>) {
        let Some(snapshot) = self.log.snapshot() else { return };
        out.send(server, Message::InstallSnapshot { term: self.current_term, snapshot: snapshot.clone() });
    }

    /// Figure 13, InstallSnapshot RPC, "Receiver implementation".
    pub(super) fn on_install_snapshot(
        &mut self,
        config: &Config,
        leader: NodeId,
        term: Term,
        snapshot: Arc<Snapshot>,
        out: &mut Effects<Self>,
    ) {
        // "1. Reply immediately if term < currentTerm."
        if term < self.current_term {
            out.explain(Event::SnapshotRefusedOldTerm { leader, term, own_term: self.current_term });
            let (own_term, asked) = (self.current_term, term);
            out.send_after_sync(
                leader,
                Message::InstallSnapshotReply { term: own_term, asked, match_index: Index::ZERO },
            );
            return;
        }
        if self.is_leader() {
            out.explain(Event::OtherLeaderIgnored { leader, term });
            return;
        }
        if snapshot.last_index > LAST_INDEX_MAX {
            return;
        }
        self.follow_leader(config, leader, out);
        let match_index = snapshot.last_index;
        // A late one: all that it covers is known to be committed here.
        if match_index > self.commit_index {
            self.install(config, leader, snapshot, out);
        }
        let reply = Message::InstallSnapshotReply { term: self.current_term, asked: term, match_index };
        out.send_after_sync(leader, reply);
    }

    fn install(&mut self, config: &Config, leader: NodeId, snapshot: Arc<Snapshot>, out: &mut Effects<Self>) {
        let (last_index, last_term) = (snapshot.last_index, snapshot.last_term);
        // "6. If existing log entry has same index and term as snapshot's last included entry, retain log entries following
        // it and reply."
        let has_last = self.log.term(last_index) == Some(last_term);
        if has_last && config.rules.keep_matching_suffix {
            self.log.compact(snapshot.clone());
        } else {
            // "7. Discard the entire log."
            self.log.replace(snapshot.clone());
        }
        let kept = self.log.last_index().entries_since(last_index);
        out.explain(Event::SnapshotInstalled { leader, last_index, last_term, kept });
        // "8. Reset state machine using snapshot contents (and load snapshot's cluster configuration)."
        self.membership = Arc::new(Membership::of(&config.voters, &self.log));
        self.commit_index = last_index;
        self.last_applied = last_index;
        self.store = snapshot.store.clone();
        self.reset_election_timer(config, out);
    }

    /// A follower has what the snapshot covers.
    pub(super) fn on_install_snapshot_reply(
        &mut self,
        config: &Config,
        server: NodeId,
        asked: Term,
        match_index: Index,
        out: &mut Effects<Self>,
    ) {
        if asked != self.current_term {
            return;
        }
        if let Role::Leader(leader) = &mut self.role {
            if let Some(heard) = &mut leader.heard {
                heard.insert(server);
            }
            self.on_append_success(config, server, match_index, out);
        }
    }
}
