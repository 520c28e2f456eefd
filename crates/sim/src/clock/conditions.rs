//! The world around the nodes: how long messages take, how many are lost, how slow disks are.

use crate::clock::warning::{Warning, ms_arg};
use crate::cluster::Storage;
use crate::cluster::setting::{Setting, SettingValue};
use quorate_core::protocol::{Micros, Span};

/// What the simulation draws from.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Conditions {
    /// How long a message is under way.
    pub latency: Span,
    /// The chance that the network loses a message, in hundredths of a percent.
    pub loss: u32,
    /// The chance that the network delivers a message twice, in hundredths of a percent.
    pub duplication: u32,
    /// How long a disk takes; 0..0: no time at all.
    pub disk: Span,
    /// Whether promises wait for the disk.
    pub durable_before_answering: bool,
    /// How long a client waits.
    pub patience: Micros,
    /// How often a client asks by itself; 0: none does.
    pub asked_every: Micros,
}

impl Default for Conditions {
    fn default() -> Self {
        Self {
            latency: Span::from_ms(10, 20),
            loss: 0,
            duplication: 0,
            disk: Span::from_ms(0, 0),
            durable_before_answering: true,
            patience: Micros::from_ms(1000),
            asked_every: Micros(0),
        }
    }
}

impl Conditions {
    /// Whether clients give up before anybody can have answered.
    pub fn warning(&self) -> Option<Warning> {
        let trip = Micros(self.latency.min.0.saturating_mul(2));
        let args = || alloc::vec![("trip", ms_arg(trip)), ("timeout", ms_arg(self.patience))];
        let setting = "client-timeout";
        (self.patience <= trip).then(|| Warning { setting, key: "warning.client-timeout", args: args() })
    }

    /// How the cluster's disks behave under these conditions, where a disk may be slow of its own.
    pub fn storage(&self, has_slow_disk: bool) -> Storage {
        match (self.disk.max > Micros(0) || has_slow_disk, self.durable_before_answering) {
            (false, _) => Storage::Synchronous,
            (true, true) => Storage::Explicit,
            (true, false) => Storage::Careless,
        }
    }
}

macro_rules! setting {
    ($name:literal, $is_rule:literal, $kind:ident, $field:ident $(, $least:literal ms)?) => {
        Setting {
            name: $name,
            is_rule: $is_rule,
            least: Micros::from_ms(0 $(+ $least)?),
            get: |conditions: &Conditions| SettingValue::$kind(conditions.$field),
            set: |conditions, value| {
                if let SettingValue::$kind(value) = value {
                    conditions.$field = value;
                }
            },
        }
    };
}

/// The settings that every protocol has.
pub const SETTINGS: &[Setting<Conditions>] = &[
    setting!("latency", false, Span, latency),
    setting!("loss", false, Percent, loss),
    setting!("duplication", false, Percent, duplication),
    setting!("disk", false, Span, disk),
    setting!("client-timeout", false, Length, patience, 1 ms),
    setting!("request-every", false, Length, asked_every),
    setting!("durable-before-answering", true, Switch, durable_before_answering),
];
