//! What can be changed while Paxos runs.

use crate::cluster::setting::{Setting, SettingValue};
use quorate_core::paxos::Config;
use quorate_core::protocol::Micros;

/// A rule of [`quorate_core::paxos::Rules`], by the name of its field.
macro_rules! rule {
    ($name:literal, $field:ident) => {
        Setting {
            name: $name,
            is_rule: true,
            least: Micros(0),
            get: |config| SettingValue::Switch(config.rules.$field),
            set: |config, value| {
                if let SettingValue::Switch(on) = value {
                    config.rules.$field = on;
                }
            },
        }
    };
}

/// A time to wait, by the name of its field.
macro_rules! span {
    ($name:literal, $field:ident) => {
        Setting {
            name: $name,
            is_rule: false,
            least: Micros::from_ms(1),
            get: |config| SettingValue::Span(config.$field),
            set: |config, value| {
                if let SettingValue::Span(span) = value {
                    config.$field = span;
                }
            },
        }
    };
}

/// All of them, as the page lists them.
pub(super) const ALL: &[Setting<Config>] = &[
    span!("backoff", backoff),
    span!("phase-timeout", phase_timeout),
    rule!("adopt-accepted", adopt_accepted),
    rule!("adopt-highest", adopt_highest),
    rule!("refuse-below-promise", refuse_below_promise),
    rule!("majority", majority),
    rule!("new-number-after-restart", new_number_after_restart),
    rule!("count-by-ballot", count_by_ballot),
];

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::protocol::Span;

    #[test]
    fn each_setting_changes_what_it_shows_and_nothing_else() {
        for changed in ALL {
            let mut config = Config::new(3);
            let value = match (changed.get)(&config) {
                SettingValue::Switch(on) => SettingValue::Switch(!on),
                _ => SettingValue::Span(Span::from_ms(7, 8)),
            };
            (changed.set)(&mut config, value);
            for setting in ALL {
                let expected = if setting.name == changed.name { value } else { (setting.get)(&Config::new(3)) };
                assert_eq!((setting.get)(&config), expected, "{} after {}", setting.name, changed.name);
            }
        }
    }

    #[test]
    fn every_rule_is_on_unless_somebody_switches_it_off() {
        let rules = ALL.iter().filter(|setting| setting.is_rule);
        assert!(rules.clone().all(|rule| (rule.get)(&Config::new(3)) == SettingValue::Switch(true)));
        assert_eq!(rules.count(), 6);
    }
}
