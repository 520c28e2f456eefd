//! What Paxos promises, after Lamport's specifications `Voting` and `Paxos`: a file each.

mod agreement;
mod learned_is_chosen;
mod one_value_per_ballot;
mod promise_kept;
mod promise_truthful;
mod shows_safe;
mod stability;
#[cfg(test)]
pub(crate) mod story;
mod validity;
pub(super) mod votes;
mod votes_safe;

use crate::cluster::check::Check;
use quorate_core::paxos::Paxos;

/// All of them, by number.
pub(super) const ALL: &[Check<Paxos>] = &[
    Check { id: "paxos.agreement", number: "P1", look: agreement::look },
    Check { id: "paxos.validity", number: "P2", look: validity::look },
    Check { id: "paxos.stability", number: "P3", look: stability::look },
    Check { id: "paxos.one-value-per-ballot", number: "P4", look: one_value_per_ballot::look },
    Check { id: "paxos.votes-safe", number: "P5", look: votes_safe::look },
    Check { id: "paxos.shows-safe", number: "P6", look: shows_safe::look },
    Check { id: "paxos.promise-kept", number: "P7", look: promise_kept::look },
    Check { id: "paxos.promise-truthful", number: "P8", look: promise_truthful::look },
    Check { id: "paxos.learned-is-chosen", number: "P9", look: learned_is_chosen::look },
];
