//! The rules of Raft: figure 2 of the paper box by box, its figure 13 and its later sections, then the chapters of the thesis.

use crate::cluster::rule::{Rule, rule};

/// Events that are no rule's. A leader that hears another one of its own term ignores it, which cannot be while all rules are
/// on; and whoever asks one server alone for what it holds gets that.
pub(super) const UNRULED: &[&str] = &["raft.other-leader-ignored", "raft.read-locally"];

pub(super) const ALL: &[Rule] = &[
    // Figure 2: State.
    Rule {
        functions: &["mod::durable", "mod::start"],
        switches: &["durable-before-answering"],
        events: &["raft.restarted"],
        ..rule("state", "1", "Raft §5.1")
    },
    // Figure 2: AppendEntries RPC, receiver implementation.
    Rule {
        functions: &["replication::on_append_entries", "replication::refuse_append"],
        events: &["raft.append-refused-old-term"],
        ..rule("append-entries", "1", "Raft §5.1")
    },
    Rule {
        functions: &[
            "replication::on_append_entries",
            "replication::refuse_append",
            "replication::answer_append",
            "replication::acknowledge_own_copy",
        ],
        switches: &["acknowledge-what-matched"],
        events: &["raft.append-refused-missing", "raft.append-refused-conflict"],
        ..rule("append-entries", "2", "Raft §5.3")
    },
    Rule {
        functions: &["replication::store_entries"],
        switches: &["truncate-only-on-conflict"],
        events: &["raft.entries-deleted"],
        missed: &["raft.entries-deleted-anyway"],
        ..rule("append-entries", "3", "Raft §5.3")
    },
    Rule {
        functions: &["replication::store_entries"],
        events: &["raft.entries-appended"],
        ..rule("append-entries", "4", "Raft §5.3")
    },
    Rule {
        functions: &["replication::on_append_entries"],
        switches: &["commit-last-new"],
        events: &["raft.commit-learned"],
        ..rule("append-entries", "5", "Raft §5.3")
    },
    // Figure 2: RequestVote RPC, receiver implementation.
    Rule {
        functions: &["election::on_request_vote", "election::reason_to_refuse_vote"],
        events: &["raft.vote-refused-old-term"],
        ..rule("request-vote", "1", "Raft §5.1")
    },
    Rule {
        functions: &["election::on_request_vote", "election::reason_to_refuse_vote", "election::become_follower"],
        switches: &["keep-vote"],
        events: &["raft.vote-granted", "raft.vote-refused-already-voted"],
        ..rule("request-vote", "2a", "Raft §5.2")
    },
    Rule {
        functions: &["election::on_request_vote", "election::reason_to_refuse_vote", "election::is_up_to_date"],
        switches: &["election-restriction"],
        events: &["raft.vote-granted", "raft.vote-refused-log-behind"],
        missed: &["raft.vote-granted-log-behind"],
        ..rule("request-vote", "2b", "Raft §5.4.1")
    },
    // Figure 2: Rules for Servers. All Servers.
    Rule { functions: &["mod::apply_committed"], events: &["raft.applied"], ..rule("all-servers", "1", "Raft §5.3") },
    Rule {
        functions: &["election::follow_newer_term", "election::become_follower"],
        events: &["raft.term-updated", "raft.candidacy-over", "raft.stepped-down"],
        ..rule("all-servers", "2", "Raft §5.1")
    },
    // Followers.
    Rule {
        functions: &["replication::follow_leader"],
        events: &["raft.leader-recognised"],
        ..rule("followers", "1", "Raft §5.2")
    },
    Rule {
        functions: &["election::on_election_timeout", "election::start_election", "membership::reset_election_timer"],
        events: &["raft.election-started"],
        ..rule("followers", "2", "Raft §5.2")
    },
    // Candidates.
    Rule {
        functions: &["election::start_election"],
        events: &["raft.election-started", "raft.election-repeated", "raft.pre-vote-won", "raft.leadership-accepted"],
        ..rule("candidates", "1", "Raft §5.2")
    },
    Rule {
        functions: &["election::on_request_vote_reply", "election::become_leader", "configuration::quorum_of"],
        switches: &["majority"],
        events: &["raft.vote-received", "raft.vote-denied", "raft.vote-outdated", "raft.elected"],
        ..rule("candidates", "2", "Raft §5.2")
    },
    Rule {
        functions: &["replication::follow_leader"],
        events: &["raft.candidate-yielded"],
        ..rule("candidates", "3", "Raft §5.2")
    },
    Rule {
        functions: &["election::on_election_timeout", "election::start_election"],
        events: &["raft.election-repeated"],
        ..rule("candidates", "4", "Raft §5.2")
    },
    // Leaders.
    Rule {
        functions: &["election::become_leader", "replication::replicate", "replication::on_heartbeat_timeout"],
        events: &["raft.elected"],
        ..rule("leaders", "1", "Raft §5.2")
    },
    Rule {
        functions: &["client::accept_command", "replication::append", "mod::apply_committed", "client::take_waiting"],
        events: &["raft.command-appended", "raft.applied"],
        ..rule("leaders", "2", "Raft §5.3")
    },
    Rule {
        functions: &[
            "replication::send_append_entries",
            "replication::on_append_entries_reply",
            "replication::on_append_success",
        ],
        events: &["raft.entries-acknowledged"],
        ..rule("leaders", "3a", "Raft §5.3")
    },
    Rule {
        functions: &["replication::on_append_entries_reply", "replication::on_append_refused"],
        events: &[
            "raft.next-index-decremented",
            "raft.conflicting-term-skipped",
            "raft.missing-entries-skipped",
            "raft.next-index-capped",
        ],
        ..rule("leaders", "3b", "Raft §5.3")
    },
    Rule {
        functions: &["replication::advance_commit_index", "configuration::quorum_of"],
        switches: &["commit-own-term", "majority"],
        events: &["raft.committed", "raft.commit-withheld"],
        missed: &["raft.committed-older"],
        ..rule("leaders", "4", "Raft §5.4.2")
    },
    // Figure 13: InstallSnapshot RPC, receiver implementation. Here a snapshot is one message, so 2 to 4 are not needed.
    Rule {
        functions: &["snapshot::on_install_snapshot"],
        events: &["raft.snapshot-refused-old-term"],
        ..rule("install-snapshot", "1", "Raft §7")
    },
    Rule {
        functions: &["snapshot::on_install_snapshot", "snapshot::install"],
        switches: &["keep-matching-suffix"],
        events: &["raft.snapshot-installed"],
        ..rule("install-snapshot", "6–7", "Raft §7")
    },
    Rule {
        functions: &["snapshot::on_install_snapshot", "snapshot::install", "snapshot::on_install_snapshot_reply"],
        events: &["raft.snapshot-installed"],
        ..rule("install-snapshot", "8", "Raft §7")
    },
    // The paper's later sections.
    Rule {
        functions: &["replication::conflict_hint", "replication::on_append_refused"],
        switches: &["conflict-hint"],
        events: &["raft.conflicting-term-skipped", "raft.missing-entries-skipped"],
        ..rule("paper", "§5.3", "Raft §5.3")
    },
    Rule {
        functions: &["snapshot::take_snapshot", "snapshot::compact_if_long", "snapshot::on_snapshot_request"],
        events: &["raft.snapshot-taken"],
        ..rule("paper", "§7a", "Raft §7")
    },
    Rule { functions: &["snapshot::send_snapshot"], ..rule("paper", "§7b", "Raft §7") },
    Rule {
        functions: &["client::on_request", "client::on_forward", "client::on_forward_reply"],
        switches: &["forwarding"],
        events: &[
            "raft.request-forwarded",
            "raft.request-redirected",
            "raft.request-refused",
            "raft.forward-refused",
            "raft.answer-passed-on",
        ],
        ..rule("paper", "§8a", "Raft §8")
    },
    Rule {
        functions: &[
            "replication::append_no_op",
            "replication::has_committed_in_own_term",
            "replication::ensure_own_entry",
        ],
        switches: &["no-op"],
        events: &["raft.no-op-appended"],
        ..rule("paper", "§8b", "Raft §8")
    },
    Rule {
        functions: &["election::leave_office"],
        events: &["raft.clients-forgotten"],
        ..rule("paper", "§8c", "Raft §8")
    },
    // The thesis, chapter 3: leadership transfer.
    Rule {
        functions: &["transfer::start_transfer", "client::accept", "transfer::resume", "transfer::refuse_held"],
        events: &["raft.transfer-started", "raft.request-held"],
        ..rule("thesis-3", "3.10a", "Raft thesis §3.10")
    },
    Rule {
        functions: &["transfer::hand_over", "transfer::has_offered_leadership"],
        events: &["raft.leadership-offered"],
        ..rule("thesis-3", "3.10b", "Raft thesis §3.10")
    },
    Rule {
        functions: &[
            "transfer::on_timeout_now",
            "election::start_election",
            "transfer::hand_over_to_successor",
            "transfer::learn_successor",
        ],
        events: &["raft.leadership-accepted"],
        ..rule("thesis-3", "3.10c", "Raft thesis §3.10")
    },
    Rule {
        functions: &[
            "transfer::on_transfer_timeout",
            "transfer::check_transfer",
            "transfer::give_up_transfer",
            "transfer::end_transfer",
        ],
        events: &["raft.transfer-aborted", "raft.transfer-target-removed"],
        ..rule("thesis-3", "3.10d", "Raft thesis §3.10")
    },
    // Chapter 4: membership changes.
    Rule {
        functions: &[
            "membership::start_change",
            "membership::append_configuration",
            "membership::track_members",
            "mod::append_to_log",
            "mod::configuration",
            "configuration::latest",
        ],
        events: &[
            "raft.configuration-appended",
            "raft.joint-configuration-appended",
            "raft.new-configuration-appended",
            "raft.configuration-in-force",
        ],
        ..rule("thesis-4", "4.1a", "Raft thesis §4.1")
    },
    Rule {
        functions: &["mod::truncate_log", "configuration::truncate_from"],
        events: &["raft.configuration-rolled-back"],
        ..rule("thesis-4", "4.1b", "Raft thesis §4.1")
    },
    Rule {
        functions: &["membership::make_change", "replication::has_committed_in_own_term"],
        switches: &["change-after-own-term"],
        events: &["raft.change-waits-for-own-term"],
        ..rule("thesis-4", "4.1c", "Raft, correction of 2015")
    },
    Rule {
        functions: &["membership::start_change", "membership::check_catch_up", "membership::on_catch_up_timeout"],
        events: &["raft.catch-up-started", "raft.catch-up-round", "raft.caught-up", "raft.catch-up-failed"],
        ..rule("thesis-4", "4.2.1a", "Raft thesis §4.2.1")
    },
    Rule {
        functions: &["replication::on_append_refused"],
        events: &["raft.next-index-capped"],
        ..rule("thesis-4", "4.2.1b", "Raft thesis §4.2.1")
    },
    Rule {
        functions: &["membership::after_configuration_committed", "membership::may_campaign"],
        events: &["raft.leader-removed"],
        ..rule("thesis-4", "4.2.2", "Raft thesis §4.2.2")
    },
    Rule {
        functions: &["quorum_check::disregards_candidate", "quorum_check::remember_leader"],
        switches: &["check-quorum"],
        events: &["raft.candidate-disregarded"],
        ..rule("thesis-4", "4.2.3", "Raft thesis §4.2.3")
    },
    Rule {
        functions: &[
            "membership::make_change",
            "membership::after_configuration_committed",
            "mod::append_to_log",
            "configuration::is_quorum",
        ],
        switches: &["joint-consensus", "both-majorities"],
        events: &["raft.joint-configuration-appended", "raft.new-configuration-appended"],
        ..rule("thesis-4", "4.3", "Raft thesis §4.3")
    },
    // Chapter 6: clients.
    Rule {
        functions: &["quorum_check::on_check_quorum_timeout", "quorum_check::watch_quorum"],
        switches: &["check-quorum"],
        events: &["raft.quorum-lost"],
        ..rule("thesis-6", "6.2", "Raft thesis §6.2")
    },
    Rule {
        functions: &["mod::apply_committed", "kv::is_repeated", "log::apply", "membership::is_asked_again"],
        switches: &["sessions"],
        events: &["raft.request-repeated"],
        ..rule("thesis-6", "6.3", "Raft thesis §6.3")
    },
    Rule {
        functions: &["read::accept_read", "read::begin_reads", "replication::has_committed_in_own_term"],
        switches: &["read-after-own-term"],
        events: &["raft.read-waits-for-own-term"],
        ..rule("thesis-6", "6.4a", "Raft thesis §6.4")
    },
    Rule {
        functions: &["read::begin_reads", "read::confirm", "read::is_confirmed"],
        switches: &["read-confirmed", "read-index"],
        events: &["raft.read-needs-confirmation"],
        missed: &["raft.read-unconfirmed"],
        ..rule("thesis-6", "6.4b", "Raft thesis §6.4")
    },
    Rule {
        functions: &["read::serve_reads"],
        events: &["raft.read-served"],
        ..rule("thesis-6", "6.4c", "Raft thesis §6.4")
    },
    Rule {
        functions: &[
            "read::begin_reads",
            "read::ask_for_lease",
            "read::extend_lease",
            "read::on_lease_timeout",
            "read::on_configured",
        ],
        switches: &["lease-read"],
        events: &["raft.read-by-lease", "raft.lease-begun", "raft.lease-over"],
        ..rule("thesis-6", "6.4.1", "Raft thesis §6.4.1")
    },
    // Chapter 9: Pre-Vote.
    Rule {
        functions: &["election::on_election_timeout", "pre_vote::start_pre_vote"],
        switches: &["pre-vote"],
        events: &["raft.pre-vote-started"],
        ..rule("thesis-9", "9.6a", "Raft thesis §9.6")
    },
    Rule {
        functions: &["pre_vote::on_request_pre_vote", "pre_vote::hears_leader"],
        switches: &["election-restriction"],
        events: &[
            "raft.pre-vote-granted",
            "raft.pre-vote-refused-old-term",
            "raft.pre-vote-refused-leader-heard",
            "raft.pre-vote-refused-log-behind",
        ],
        ..rule("thesis-9", "9.6b", "Raft thesis §9.6")
    },
    Rule {
        functions: &["pre_vote::on_request_pre_vote_reply", "election::start_election"],
        events: &["raft.pre-vote-received", "raft.pre-vote-denied", "raft.pre-vote-won"],
        ..rule("thesis-9", "9.6c", "Raft thesis §9.6")
    },
    // Chapter 10: performance.
    Rule {
        functions: &["replication::replicate"],
        switches: &["batching"],
        ..rule("thesis-10", "10.2.2", "Raft thesis §10.2.2")
    },
];
