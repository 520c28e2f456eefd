//! The rules of Paxos, phase by phase as §2.2 of the paper has them, then how a value is learned, and what keeps it going.

use crate::cluster::rule::{Rule, rule};

/// Events that are no rule's: none.
pub(super) const UNRULED: &[&str] = &[];

pub(super) const ALL: &[Rule] = &[
    // Phase 1.
    Rule { functions: &["proposer::prepare"], events: &["paxos.prepare-sent"], ..rule("phase-1", "1a", "Paxos §2.2") },
    Rule {
        functions: &["acceptor::on_prepare"],
        events: &["paxos.promise-given", "paxos.promise-reports", "paxos.prepare-refused"],
        ..rule("phase-1", "1b", "Paxos §2.2")
    },
    // Phase 2.
    Rule {
        functions: &[
            "proposer::on_promise",
            "proposer::accept",
            "proposer::reported_to_adopt",
            "proposer::why_this_value",
            "config::quorum",
        ],
        switches: &["adopt-accepted", "adopt-highest", "majority"],
        events: &["paxos.value-free", "paxos.value-adopted"],
        missed: &["paxos.value-kept", "paxos.value-not-highest"],
        ..rule("phase-2", "2a", "Paxos §2.2")
    },
    Rule {
        functions: &["acceptor::on_accept"],
        switches: &["refuse-below-promise"],
        events: &["paxos.proposal-accepted", "paxos.accept-refused"],
        missed: &["paxos.promise-broken"],
        ..rule("phase-2", "2b", "Paxos §2.2")
    },
    // The learners.
    Rule {
        functions: &["acceptor::on_accept", "acceptor::audience"],
        events: &["paxos.proposal-accepted"],
        ..rule("learners", "1", "Paxos §2.3")
    },
    Rule {
        functions: &["mod::on_accepted", "learner::on_accepted", "config::quorum"],
        switches: &["count-by-ballot", "majority"],
        events: &["paxos.value-chosen", "paxos.choice-learned"],
        ..rule("learners", "2", "Paxos §2.3")
    },
    Rule {
        functions: &["mod::on_learned", "mod::on_ask", "mod::on_learners_request"],
        events: &["paxos.choice-told"],
        ..rule("learners", "3", "Paxos §2.3")
    },
    Rule {
        functions: &["learner::ask", "learner::expect_more", "learner::expect_something", "mod::on_learn_timeout"],
        events: &["paxos.asked"],
        ..rule("learners", "4", "Paxos §2.3")
    },
    Rule {
        functions: &["learner::have_proposed", "proposer::on_learners_request", "mod::on_learners_request"],
        events: &["paxos.proposal-wanted", "paxos.proposal-for-learner"],
        ..rule("learners", "5", "Paxos §2.3")
    },
    // Progress.
    Rule {
        functions: &["proposer::on_refused", "proposer::on_higher_prepare"],
        events: &["paxos.abandoned-refused", "paxos.abandoned-outbid"],
        ..rule("progress", "1", "Paxos §2.2")
    },
    Rule {
        functions: &["proposer::on_retry_timeout", "proposer::back_off"],
        events: &["paxos.prepare-timed-out", "paxos.accept-timed-out", "paxos.backoff-over"],
        ..rule("progress", "2", "Paxos §2.4")
    },
    Rule {
        functions: &["proposer::stop", "mod::conclude"],
        events: &["paxos.attempt-ended"],
        ..rule("progress", "3", "Paxos §2.2")
    },
    // Stable storage.
    Rule {
        functions: &["mod::durable", "mod::remember"],
        switches: &["durable-before-answering"],
        events: &["paxos.promise-remembered", "paxos.proposal-remembered"],
        ..rule("storage", "1", "Paxos §2.5")
    },
    Rule {
        functions: &["mod::start", "proposer::prepare"],
        switches: &["new-number-after-restart"],
        ..rule("storage", "2", "Paxos §2.5")
    },
    // Clients.
    Rule {
        functions: &["proposer::on_request"],
        events: &["paxos.request-taken", "paxos.request-joined", "paxos.request-dropped"],
        ..rule("clients", "1", "Paxos §2.1")
    },
    Rule {
        functions: &["mod::on_request"],
        events: &["paxos.request-late", "paxos.request-redirected", "paxos.request-hopeless"],
        ..rule("clients", "2", "Paxos §2.1")
    },
];
