//! Which cluster is played, and under which settings.

use crate::draw::Draw;
use quorate_core::protocol::{Micros, Span};
use quorate_sim::clock::command::Command;
use quorate_sim::clock::conditions::{self, Conditions};
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::vocabulary::Vocabulary;
use quorate_sim::cluster::setting::{Setting, SettingValue};
use quorate_sim::registry;

/// The longest length that a setting gets. Nothing that was set in motion before the faults stop lasts longer.
pub const LONGEST: Micros = Micros::from_ms(1000);

/// The highest chance of a loss or a duplication, in hundredths of a percent.
pub(crate) const MOST_LIKELY: u64 = 4000;

/// What a swarm plays.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The protocols that there are: as a rule, those of the registry.
    pub known: &'static [&'static dyn Vocabulary],
    /// Only the protocol of this name.
    pub protocol: Option<&'a str>,
    /// The rule that is switched off.
    pub without: Without<'a>,
}

impl Default for Scope<'_> {
    fn default() -> Self {
        Self { known: registry::ALL, protocol: None, without: Without::Nothing }
    }
}

/// Which rule is switched off.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Without<'a> {
    /// None: no guarantee may break.
    #[default]
    Nothing,
    /// In each run another one.
    Each,
    /// The rule of this name.
    Rule(&'a str),
}

/// A parameter, an option or a rule: of the world or of the protocol.
#[derive(Clone, Copy, Debug)]
pub struct Dial {
    /// As in `heartbeat 50`.
    pub name: &'static str,
    /// Whether it is a rule of the algorithm.
    pub is_rule: bool,
    /// Its value in the published algorithm and in an ordinary world.
    pub default: SettingValue,
    world: Option<&'static Setting<Conditions>>,
}

impl Dial {
    /// All that can be set while a protocol is played. Whatever a protocol lists is found here.
    pub fn all(vocabulary: &dyn Vocabulary) -> impl Iterator<Item = Self> + use<> {
        let world = conditions::SETTINGS.iter().map(|it| {
            let default = (it.get)(&Conditions::default());
            Self { name: it.name, is_rule: it.is_rule, default, world: Some(it) }
        });
        let own = vocabulary.settings().into_iter();
        let own = own.map(|it| Self { name: it.name, is_rule: it.is_rule, default: it.default, world: None });
        world.chain(own)
    }

    /// The rules that can be switched off while a protocol is played.
    pub fn rules(vocabulary: &dyn Vocabulary) -> impl Iterator<Item = Self> + use<> {
        Self::all(vocabulary).filter(|dial| dial.is_rule)
    }

    /// What may change without harm to any guarantee: all but the rules.
    pub fn settings(vocabulary: &dyn Vocabulary) -> impl Iterator<Item = Self> + use<> {
        Self::all(vocabulary).filter(|dial| !dial.is_rule)
    }

    /// The command that gives it a value.
    pub fn set(self, value: SettingValue) -> Command {
        match self.world {
            Some(setting) => Command::World(setting, value),
            None => Command::Tune(self.name, value),
        }
    }

    /// The command that gives it any value, within reason: as often as not, its default.
    pub fn turn(self, draw: &mut Draw) -> Command {
        if draw.one_in(2) {
            return self.set(self.default);
        }
        self.set(match self.default {
            SettingValue::Switch(_) => SettingValue::Switch(draw.one_in(2)),
            SettingValue::Percent(_) => SettingValue::Percent(draw.below(MOST_LIKELY + 1) as u32),
            SettingValue::Length(_) => SettingValue::Length(draw.length(LONGEST)),
            SettingValue::Count(_) => SettingValue::Count(draw.below(10)),
            SettingValue::Span(_) => {
                let (a, b) = (draw.length(LONGEST), draw.length(LONGEST));
                SettingValue::Span(Span { min: a.min(b), max: a.max(b) })
            }
        })
    }
}

/// The protocols that are within the scope: where a rule is named, those that have it.
pub fn protocols(scope: Scope<'_>) -> Vec<&'static dyn Vocabulary> {
    let is_meant = |it: &&'static dyn Vocabulary| {
        let has_rule = |name| Dial::rules(*it).any(|rule| rule.name == name);
        let has_rule = if let Without::Rule(name) = scope.without { has_rule(name) } else { true };
        has_rule && scope.protocol.is_none_or(|name| it.name() == name)
    };
    scope.known.iter().copied().filter(is_meant).collect()
}

/// Draws a cluster with its settings, and the rule that is off in it.
pub fn setup(scope: Scope<'_>, draw: &mut Draw) -> (Setup, Option<&'static str>) {
    let vocabulary = draw.pick(protocols(scope)).expect("a scope has at least one protocol");
    // Sizes that people use come more often.
    let nodes = draw.pick([1, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 7]).expect("there are sizes");
    // No script holds a larger seed.
    let mut setup = Setup::new(vocabulary, nodes, Seed(draw.below(1 << 53)));
    let own_lines = vocabulary.any_set_up(&mut |end| draw.below(end), setup.cast);
    if !own_lines.is_empty() && draw.one_in(2) {
        setup.own_lines = own_lines;
    }
    for dial in Dial::settings(vocabulary) {
        // Times that do not fit together leave nobody to lead: interesting, but not in every run.
        if draw.one_in(if matches!(dial.default, SettingValue::Switch(_)) { 2 } else { 4 }) {
            setup.settings.push(dial.turn(draw));
        }
    }
    let rule = match scope.without {
        Without::Nothing => None,
        Without::Each => draw.pick(Dial::rules(vocabulary)),
        Without::Rule(name) => Dial::rules(vocabulary).find(|rule| rule.name == name),
    };
    setup.settings.extend(rule.map(|rule| rule.set(SettingValue::Switch(false))));
    (setup, rule.map(|rule| rule.name))
}
