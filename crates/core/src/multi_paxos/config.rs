//! Parameters, and the rules that can be switched off.

use crate::protocol::{Micros, NodeId, Span};

/// What all servers have in common.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Config {
    /// How many servers there are. Each has all three roles.
    pub servers: u8,
    /// How long a server hears of no leader before it tries to lead, and how long it waits for promises. Random, because "a
    /// reliable algorithm for electing a proposer must use either randomness or real time" (Paxos Made Simple, §2.4).
    pub patience: Span,
    /// How often a leader lets itself be heard.
    pub heartbeat_interval: Micros,
    /// How many of a leader's proposals for clients may be open: the paper's α (Paxos Made Simple, §3).
    pub window: u64,
    /// What can be switched off.
    pub rules: Rules,
}

/// The rules of the published algorithm, each of which can be switched off to see what it is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Rules {
    /// More than half of the servers choose (Paxos Made Simple, §2.2). Off: half of them, rounded down, is enough.
    pub majority: bool,
    /// A new leader proposes again what the promises report (§2.2, P2c). Off: as if they reported nothing.
    pub adopt_accepted: bool,
    /// … in each slot what has the highest ballot. Off: the lowest.
    pub adopt_highest: bool,
    /// A server accepts nothing below its promise (§2.2, P1a). Off: it accepts whatever comes.
    pub refuse_below_promise: bool,
    /// After a restart a server begins above the highest round that it has used (§2.5). Off: it begins with 1 again.
    pub new_number_after_restart: bool,
    /// Phase 1 asks about every slot that is not known to be chosen (§3). Off: only about those behind the last slot that is.
    pub phase_1_covers_open_slots: bool,
    /// A new leader closes gaps with no-ops (§3). Off: it leaves them.
    pub fill_gaps: bool,
    /// A slot is applied only after all before it (§3). Off: as soon as it is known.
    pub apply_in_order: bool,
    /// Who lags behind asks what was chosen (*Paxos Made Live*, §4.2). Off: it takes what it has accepted for chosen.
    pub learn_what_was_chosen: bool,
    /// A request that comes twice is carried out once (*Paxos Made Moderately Complex*, §2.1).
    pub sessions: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            majority: true,
            adopt_accepted: true,
            adopt_highest: true,
            refuse_below_promise: true,
            new_number_after_restart: true,
            phase_1_covers_open_slots: true,
            fill_gaps: true,
            apply_in_order: true,
            learn_what_was_chosen: true,
            sessions: true,
        }
    }
}

impl Config {
    /// The published algorithm for so many servers.
    pub fn new(servers: u8) -> Self {
        Self {
            servers,
            patience: Span::from_ms(150, 300),
            heartbeat_interval: Micros::from_ms(50),
            window: 8,
            rules: Rules::default(),
        }
    }

    /// All servers, in order.
    pub fn servers(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.servers).map(NodeId)
    }

    /// How many servers are enough: of 3 servers 2, of 4 servers 3, of 5 servers 3.
    pub fn quorum(&self) -> usize {
        (usize::from(self.servers) / 2 + usize::from(self.rules.majority)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn a_majority_is_more_than_half_of_the_servers() {
        let quorums: Vec<usize> = (1..=7).map(|servers| Config::new(servers).quorum()).collect();
        assert_eq!(quorums, [1, 2, 2, 3, 3, 4, 4]);
    }

    #[test]
    fn without_the_rule_half_is_enough_but_never_nobody() {
        let quorum = |servers| {
            let mut config = Config::new(servers);
            config.rules.majority = false;
            config.quorum()
        };
        assert_eq!([1, 2, 3, 4, 5].map(quorum), [1, 1, 1, 2, 2]);
    }
}
