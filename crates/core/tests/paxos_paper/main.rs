//! Leslie Lamport, *Paxos Made Simple* (2001), section 2, sentence by sentence. Each test says in its name what is true, and
//! quotes the sentence that says so.

#[path = "../paxos_story/mod.rs"]
mod paxos_story;

mod a_rule_that_is_off_is_not_kept;
mod clients;
mod section_2_1_the_problem;
mod section_2_2_choosing_a_value;
mod section_2_3_learning_a_chosen_value;
mod section_2_4_progress;
mod section_2_5_the_implementation;

use paxos_story::*;
use quorate_core::paxos::acceptor::Acceptor;
use quorate_core::paxos::learner::Learner;
use quorate_core::paxos::proposer::{Phase, Proposer};
use quorate_core::paxos::{Ballot, Durable, Event, Message, Proposal, Response, Timer};
use quorate_core::protocol::{NodeId, Protocol};
use std::collections::BTreeMap;

/// Nothing that the network can bring breaks a process, not even what nobody would send.
#[test]
fn absurd_messages_do_no_harm() {
    let mut story = Story::cast("PAL PAL PAL");
    let highest = Ballot { round: u64::MAX, proposer: NodeId(255) };
    story.request(A, "X").lose_all();
    for from in [A, B, NodeId(200)] {
        for message in [
            Message::Prepare { ballot: highest },
            Message::Promise { ballot: ballot("1.A"), accepted: Some(Proposal { ballot: highest, value: "Z".into() }) },
            Message::PrepareRefused { ballot: ballot("1.A"), promised: highest },
            Message::Accept { proposal: Proposal { ballot: highest, value: "Z".into() } },
            Message::Ask,
            Message::Request { value: "Z".into() },
        ] {
            story.hand(from, A, message);
        }
    }
    story.timeout(A, Timer::Retry);
    assert_eq!(story.promised(A), highest.to_string());
}
