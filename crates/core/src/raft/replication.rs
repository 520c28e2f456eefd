//! Log replication, log repair and commitment: §5.3, §5.4.2.

use super::{
    AppendEntries, AppendResult, Config, ConflictHint, Content, Entry, Event, Fact, Index, Message, Raft, Role, Term,
    Timer,
};
use crate::protocol::{Effects, NodeId, Span};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// The most entries that one AppendEntries carries. The paper has no such limit; a server that was down for long gets the
/// rest with the leader's answers to its acknowledgements.
const ENTRIES_MAX: usize = 64;

// What a leader does.
impl Raft {
    /// Takes an entry of the leader's own term into the log.
    pub(super) fn append(&mut self, content: Content, out: &mut Effects<Self>) -> Index {
        self.append_to_log(Entry { term: self.current_term, content }, out);
        self.log.last_index()
    }

    /// "Raft handles this by having each leader commit a blank no-op entry into the log at the start of its term" (§8).
    pub(super) fn append_no_op(&mut self, out: &mut Effects<Self>) {
        let index = self.append(Content::NoOp, out);
        out.explain(Event::NoOpAppended { index, term: self.current_term });
    }

    /// Whether the leader has committed an entry of its own term, and so knows of all that is committed (§8).
    pub(super) fn has_committed_in_own_term(&self) -> bool {
        self.log.term(self.commit_index) == Some(self.current_term)
    }

    /// Sees to it that an entry of the leader's own term is on its way to be committed.
    pub(super) fn ensure_own_entry(&mut self, config: &Config, out: &mut Effects<Self>) {
        if self.log.last_term() != self.current_term {
            self.append_no_op(out);
            self.replicate(config, out);
        }
    }

    /// Sends everybody what they lack, or a heartbeat, and counts the leader's own copy as soon as it is on disk.
    pub(super) fn replicate(&mut self, config: &Config, out: &mut Effects<Self>) {
        self.ask_for_lease(config);
        let Role::Leader(leader) = &mut self.role else { return };
        leader.probed.clear();
        // With `batching`, whoever has not acknowledged the last entries gets these with the next.
        let wants = |server: &NodeId| !config.options.batching || !leader.awaited.contains(server);
        let servers: Vec<NodeId> = leader.next_index.keys().copied().filter(wants).collect();
        let all = servers.len() == leader.next_index.len();
        for server in servers {
            self.send_append_entries(config, server, out);
        }
        // For those an idle period begins; for others it goes on, and they may be waiting for a message that was lost.
        if all {
            let interval = config.heartbeat_interval;
            out.set_timer(Timer::Heartbeat, Span { min: interval, max: interval });
        }
        self.acknowledge_own_copy(out);
    }

    fn acknowledge_own_copy(&self, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &self.role else { return };
        let last = self.log.last_index();
        if leader.match_index.get(&self.id).is_some_and(|durable| *durable < last) {
            self.answer_append(self.id, self.current_term, AppendResult::Success { match_index: last }, 0, out);
        }
    }

    /// "Repeat during idle periods to prevent election timeouts." (§5.2) Carries what the follower lacks, so that lost
    /// messages are made up for: "the leader retries AppendEntries RPCs indefinitely" (§5.3).
    pub(super) fn on_heartbeat_timeout(&mut self, config: &Config, out: &mut Effects<Self>) {
        self.ask_for_lease(config);
        self.watch_quorum(config, out);
        let Role::Leader(leader) = &mut self.role else { return };
        let probed = core::mem::take(&mut leader.probed);
        leader.awaited.clear();
        let servers: Vec<NodeId> =
            leader.next_index.keys().copied().filter(|server| !probed.contains(server)).collect();
        for server in servers {
            self.send_append_entries(config, server, out);
        }
        let interval = config.heartbeat_interval;
        out.set_timer(Timer::Heartbeat, Span { min: interval, max: interval });
    }

    /// "If last log index ≥ nextIndex for a follower: send AppendEntries RPC with log entries starting at nextIndex."
    /// (§5.3) "Until the leader has discovered where it and the follower's logs match, the leader can send AppendEntries
    /// with no entries (like heartbeats) to save bandwidth. Then, once the matchIndex immediately precedes the nextIndex,
    /// the leader should begin to send the actual entries." (Ongaro's thesis, 2014, §3.5)
    pub(super) fn send_append_entries(&mut self, config: &Config, server: NodeId, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &mut self.role else { return };
        let Some(next_index) = leader.next_index.get(&server) else { return };
        let is_probe = leader.match_index.get(&server) != Some(&next_index.previous());
        // With `acknowledge_what_matched` off, a follower may have claimed more than there is.
        let prev_log_index = next_index.previous().min(self.log.last_index());
        if prev_log_index < self.log.snapshot_index() {
            self.send_snapshot(server, out);
            return;
        }
        let count = if is_probe { 0 } else { ENTRIES_MAX };
        let entries: Arc<[Entry]> =
            self.log.iter_from(prev_log_index.next()).take(count).map(|(_, entry)| entry.clone()).collect();
        if config.options.batching && !entries.is_empty() {
            leader.awaited.insert(server);
        }
        let round = leader.round;
        out.send(
            server,
            Message::AppendEntries(AppendEntries {
                term: self.current_term,
                prev_log_index,
                prev_log_term: self.log.term(prev_log_index).unwrap_or_default(),
                entries,
                leader_commit: self.commit_index,
                round,
            }),
        );
    }

    /// A follower's answer, or the leader's own disk's.
    pub(super) fn on_append_entries_reply(
        &mut self,
        config: &Config,
        server: NodeId,
        asked: Term,
        result: AppendResult,
        round: u64,
        out: &mut Effects<Self>,
    ) {
        let Role::Leader(leader) = &mut self.role else { return };
        // The refuser of an earlier term's request may have reached this term, and says nothing about it by that.
        if asked != self.current_term {
            return;
        }
        if let Some(heard) = leader.heard.as_mut().filter(|_| server != self.id) {
            heard.insert(server);
        }
        match result {
            AppendResult::Success { match_index } => self.on_append_success(config, server, match_index, out),
            AppendResult::Refused { prev_log_index, last_index, hint } => {
                self.on_append_refused(config, server, (prev_log_index, last_index), hint, out);
            }
        }
        self.confirm(config, server, round, out);
    }

    /// "If successful: update nextIndex and matchIndex for follower." (§5.3) Neither ever goes back on an acknowledgement
    /// that comes late.
    pub(super) fn on_append_success(
        &mut self,
        config: &Config,
        server: NodeId,
        match_index: Index,
        out: &mut Effects<Self>,
    ) {
        let Role::Leader(leader) = &mut self.role else { return };
        let Some(known) = leader.match_index.get_mut(&server).filter(|known| **known < match_index) else { return };
        *known = match_index;
        leader.probed.remove(&server);
        leader.awaited.remove(&server);
        let mut lacks_more = false;
        if let Some(next_index) = leader.next_index.get_mut(&server) {
            *next_index = Index(match_index.0.saturating_add(1));
            lacks_more = *next_index <= self.log.last_index();
            out.explain(Event::EntriesAcknowledged { follower: server, match_index });
        }
        self.advance_commit_index(config, out);
        if lacks_more {
            self.send_append_entries(config, server, out);
        }
        self.check_catch_up(config, out);
        self.hand_over(out);
    }

    /// "If AppendEntries fails because of log inconsistency: decrement nextIndex and retry." (§5.3)
    fn on_append_refused(
        &mut self,
        config: &Config,
        server: NodeId,
        (prev_log_index, last_index): (Index, Index),
        hint: Option<ConflictHint>,
        out: &mut Effects<Self>,
    ) {
        // "The simplest approach to solving this particular problem of adding a new server, however, is to have followers return
        // the length of their logs in the AppendEntries response; this allows the leader to cap the follower's nextIndex
        // accordingly." (thesis §4.2.1)
        let is_short = last_index < prev_log_index && !self.membership.in_force().contains(server);
        let is_capped = hint.is_none() && is_short;
        let hint = hint.or_else(|| is_capped.then(|| ConflictHint { term: None, first_index: last_index.next() }));

        let Role::Leader(leader) = &mut self.role else { return };
        let Some(next_index) = leader.next_index.get_mut(&server) else { return };
        let match_index = leader.match_index.get(&server).copied().unwrap_or_default();
        // Late or doubled: this refusal was heeded already, or the follower has said yes to more since.
        if prev_log_index != next_index.previous() || prev_log_index <= match_index {
            return;
        }
        // "With this information, the leader can decrement nextIndex to bypass all of the conflicting entries in that
        // term." (end of §5.3)
        let wanted = hint.as_ref().map_or(prev_log_index, |hint| hint.first_index);
        *next_index = wanted.clamp(match_index.next(), prev_log_index);
        out.explain(match hint {
            None => Event::NextIndexDecremented { follower: server, next_index: *next_index },
            Some(ConflictHint { term: Some(term), .. }) => {
                Event::ConflictingTermSkipped { follower: server, next_index: *next_index, conflict_term: term }
            }
            Some(ConflictHint { term: None, .. }) if is_capped => {
                Event::NextIndexCapped { follower: server, next_index: *next_index }
            }
            Some(ConflictHint { term: None, .. }) => {
                Event::MissingEntriesSkipped { follower: server, next_index: *next_index }
            }
        });
        leader.probed.insert(server);
        leader.awaited.remove(&server);
        self.send_append_entries(config, server, out);
    }

    /// "If there exists an N such that N > commitIndex, a majority of matchIndex[i] ≥ N, and log[N].term == currentTerm:
    /// set commitIndex = N." (§5.3, §5.4)
    fn advance_commit_index(&mut self, config: &Config, out: &mut Effects<Self>) {
        let Role::Leader(leader) = &self.role else { return };
        let configuration = self.membership.in_force();
        let has = |server, n: &Index| leader.match_index.get(&server).is_some_and(|index| index >= n);
        let on_majority = |n: &Index| configuration.is_quorum(&config.rules, |server| has(server, n));
        // Terms never fall along the log, so if the highest such N is not of the leader's term, none is.
        let news = leader.match_index.values().copied().filter(|n| *n > self.commit_index);
        let Some(n) = news.filter(on_majority).max() else { return };
        let n = n.min(self.log.last_index());
        if n <= self.commit_index {
            return;
        }
        let entry_term = self.log.term(n).unwrap_or_default();
        if config.rules.commit_own_term && entry_term != self.current_term {
            out.explain(Event::CommitWithheld { index: n, entry_term, term: self.current_term });
            return;
        }
        for (index, entry) in self.log.iter_from(self.commit_index.next()).take_while(|(index, _)| *index <= n) {
            out.record(Fact::Committed { index, term: self.current_term, entry: entry.clone() });
        }
        self.commit_index = n;
        let term = self.current_term;
        out.explain(if entry_term == term {
            Event::Committed { index: n, entry_term, term }
        } else {
            Event::CommittedOlder { index: n, entry_term, term }
        });
        self.apply_committed(config, out);
        self.begin_reads(config, out);
        self.make_change(config, out);
        self.after_configuration_committed(config, out);
    }
}

// What a follower does.
impl Raft {
    /// Figure 2, AppendEntries RPC, "Receiver implementation".
    pub(super) fn on_append_entries(
        &mut self,
        config: &Config,
        leader: NodeId,
        request: AppendEntries,
        out: &mut Effects<Self>,
    ) {
        let AppendEntries { term, prev_log_index, prev_log_term, entries, leader_commit, round } = request;
        // "1. Reply false if term < currentTerm." (§5.1)
        if term < self.current_term {
            out.explain(Event::AppendRefusedOldTerm { leader, term, own_term: self.current_term });
            self.refuse_append(leader, term, (prev_log_index, None), round, out);
            return;
        }
        if self.is_leader() {
            // Two leaders in one term: only where a rule is switched off. To give in would hide what went wrong.
            out.explain(Event::OtherLeaderIgnored { leader, term });
            return;
        }
        self.follow_leader(config, leader, out);

        // What this server's snapshot covers is committed, so the leader has it too: it is neither compared nor stored.
        let covered = self.log.snapshot_index().entries_beyond(prev_log_index).min(entries.len() as u64);
        let own_term = self.log.term(prev_log_index);
        let is_covered = prev_log_index < self.log.snapshot_index();

        // "2. Reply false if log doesn't contain an entry at prevLogIndex whose term matches prevLogTerm." (§5.3)
        if own_term != Some(prev_log_term) && !is_covered {
            out.explain(match own_term {
                None => Event::AppendRefusedMissing { leader, prev_log_index, own_last_index: self.log.last_index() },
                Some(own_term) => {
                    Event::AppendRefusedConflict { leader, prev_log_index, prev_log_term, entry_term: own_term }
                }
            });
            let hint = config.options.conflict_hint.then(|| self.conflict_hint(prev_log_index));
            self.refuse_append(leader, term, (prev_log_index, hint), round, out);
            return;
        }

        let last_new = prev_log_index + entries.len() as u64;
        self.store_entries(config, leader, prev_log_index + covered, &entries[covered as usize..], out);

        // "5. If leaderCommit > commitIndex, set commitIndex = min(leaderCommit, index of last new entry)." (§5.3)
        let known = if config.rules.commit_last_new { last_new } else { self.log.last_index() };
        let commit_index = leader_commit.min(known);
        if commit_index > self.commit_index {
            self.commit_index = commit_index;
            out.explain(Event::CommitLearned { leader, index: commit_index });
            self.apply_committed(config, out);
        }

        let match_index = if config.rules.acknowledge_what_matched { last_new } else { self.log.last_index() };
        self.answer_append(leader, term, AppendResult::Success { match_index }, round, out);
    }

    /// A leader of the present term was heard: "If AppendEntries RPC received from new leader: convert to follower."
    /// (§5.2) The election timeout begins anew.
    pub(super) fn follow_leader(&mut self, config: &Config, leader: NodeId, out: &mut Effects<Self>) {
        if matches!(self.role, Role::Candidate { .. }) {
            out.explain(Event::CandidateYielded { leader, term: self.current_term });
        } else if self.leader != Some(leader) {
            out.explain(Event::LeaderRecognised { leader, term: self.current_term });
        }
        self.become_follower(config, out);
        self.leader = Some(leader);
        self.learn_successor(leader, out);
        self.reset_election_timer(config, out);
        self.remember_leader(config, out);
    }

    /// "3. If an existing entry conflicts with a new one (same index but different terms), delete the existing entry and
    /// all that follow it. 4. Append any new entries not already in the log." (§5.3)
    fn store_entries(
        &mut self,
        config: &Config,
        leader: NodeId,
        prev_log_index: Index,
        entries: &[Entry],
        out: &mut Effects<Self>,
    ) {
        let known = entries.iter().zip(prev_log_index.next().onwards());
        let known = known.take_while(|(entry, index)| self.log.term(*index) == Some(entry.term)).count();
        let known = if config.rules.truncate_only_on_conflict { known } else { 0 };
        let new = &entries[known..];
        let first = (prev_log_index + known as u64).next().max(self.log.first_index());
        let last = self.log.last_index();
        let membership = self.membership.clone();
        if first <= last && !(new.is_empty() && config.rules.truncate_only_on_conflict) {
            let differs = |(entry, index): (&Entry, Index)| self.log.term(index).is_some_and(|term| term != entry.term);
            out.explain(if new.iter().zip(first.onwards()).any(differs) {
                Event::EntriesDeleted { leader, first, last }
            } else {
                Event::EntriesDeletedAnyway { leader, first, last }
            });
            self.truncate_log(first, out);
        }
        if !new.is_empty() {
            out.explain(Event::EntriesAppended { leader, first, last: prev_log_index + entries.len() as u64 });
        }
        for entry in new {
            self.append_to_log(entry.clone(), out);
        }
        if !Arc::ptr_eq(&membership, &self.membership) {
            // It may have got a say, or lost it.
            self.reset_election_timer(config, out);
        }
    }

    fn refuse_append(
        &self,
        leader: NodeId,
        asked: Term,
        (prev_log_index, hint): (Index, Option<ConflictHint>),
        round: u64,
        out: &mut Effects<Self>,
    ) {
        let last_index = self.log.last_index();
        self.answer_append(leader, asked, AppendResult::Refused { prev_log_index, last_index, hint }, round, out);
    }

    /// When what it says is on disk. An answer names the request's term and round: it speaks of that leadership only.
    fn answer_append(&self, leader: NodeId, asked: Term, result: AppendResult, round: u64, out: &mut Effects<Self>) {
        out.send_after_sync(leader, Message::AppendEntriesReply { term: self.current_term, asked, result, round });
    }

    /// "The follower can include the term of the conflicting entry and the first index it stores for that term."
    /// (end of §5.3)
    fn conflict_hint(&self, prev_log_index: Index) -> ConflictHint {
        match self.log.term(prev_log_index) {
            Some(term) => {
                ConflictHint { term: Some(term), first_index: self.log.first_index_of_term_at(prev_log_index) }
            }
            None => ConflictHint { term: None, first_index: self.log.last_index().next() },
        }
    }
}
