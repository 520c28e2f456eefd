//! What can be set while Raft runs.

use crate::cluster::setting::{Setting, SettingValue};
use quorate_core::protocol::Micros;
use quorate_core::raft::Config;

/// A setting that is one field of the configuration.
macro_rules! setting {
    ($name:literal, $is_rule:literal, $kind:ident, $($field:ident).+ $(, $least:literal ms)?) => {
        Setting {
            name: $name,
            is_rule: $is_rule,
            least: Micros::from_ms(0 $(+ $least)?),
            get: |config| SettingValue::$kind(config.$($field).+),
            set: |config, value| {
                if let SettingValue::$kind(value) = value {
                    config.$($field).+ = value;
                }
            },
        }
    };
}

pub(super) const ALL: &[Setting<Config>] = &[
    setting!("election-timeout", false, Span, election_timeout, 1 ms),
    setting!("heartbeat", false, Length, heartbeat_interval, 1 ms),
    setting!("conflict-hint", false, Switch, options.conflict_hint),
    setting!("no-op", false, Switch, options.no_op),
    setting!("forwarding", false, Switch, options.forwarding),
    setting!("pre-vote", false, Switch, options.pre_vote),
    setting!("check-quorum", false, Switch, options.check_quorum),
    setting!("read-index", false, Switch, options.read_index),
    setting!("lease-read", false, Switch, options.lease_read),
    setting!("batching", false, Switch, options.batching),
    setting!("snapshot-threshold", false, Count, options.snapshot_threshold),
    setting!("commit-own-term", true, Switch, rules.commit_own_term),
    setting!("election-restriction", true, Switch, rules.election_restriction),
    setting!("majority", true, Switch, rules.majority),
    setting!("commit-last-new", true, Switch, rules.commit_last_new),
    setting!("truncate-only-on-conflict", true, Switch, rules.truncate_only_on_conflict),
    setting!("acknowledge-what-matched", true, Switch, rules.acknowledge_what_matched),
    setting!("keep-vote", true, Switch, rules.keep_vote),
    setting!("keep-matching-suffix", true, Switch, rules.keep_matching_suffix),
    setting!("sessions", true, Switch, rules.sessions),
    setting!("read-confirmed", true, Switch, rules.read_confirmed),
    setting!("read-after-own-term", true, Switch, rules.read_after_own_term),
    setting!("both-majorities", true, Switch, rules.both_majorities),
    setting!("joint-consensus", true, Switch, rules.joint_consensus),
    setting!("change-after-own-term", true, Switch, rules.change_after_own_term),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_changes_itself_and_no_other() {
        for (place, setting) in ALL.iter().enumerate() {
            let mut config = Config::new(3);
            let before: alloc::vec::Vec<_> = ALL.iter().map(|setting| (setting.get)(&config)).collect();
            let other = match before[place] {
                SettingValue::Switch(on) => SettingValue::Switch(!on),
                SettingValue::Length(_) => SettingValue::Length(quorate_core::protocol::Micros(7)),
                SettingValue::Span(_) => SettingValue::Span(quorate_core::protocol::Span::from_ms(1, 2)),
                SettingValue::Count(count) => SettingValue::Count(count + 1),
                SettingValue::Percent(_) => panic!("Raft has no percentages"),
            };
            (setting.set)(&mut config, other);
            for (at, each) in ALL.iter().enumerate() {
                assert_eq!((each.get)(&config), if at == place { other } else { before[at] }, "{}", setting.name);
            }
        }
    }

    #[test]
    fn every_rule_is_on_by_default() {
        for rule in ALL.iter().filter(|setting| setting.is_rule) {
            assert_eq!((rule.get)(&Config::new(5)), SettingValue::Switch(true), "{}", rule.name);
        }
    }
}
