//! What a challenge does not allow.

use crate::clock::command::Command;
use crate::clock::refusal::{Reason, nearest};
use crate::clock::simulation::Simulation;
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::setting::SettingValue;
use crate::language::command::{first_words, settings};
use crate::language::word::Word;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const FORM: &str = "forbid rules [but NAME …|over NUMBER], forbid settings, forbid commands over NUMBER, forbid COMMAND [WORD …] [over NUMBER]";

/// Something that is not allowed, or not more often than so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Forbidden {
    /// More rules switched off than these, or than so many.
    Rules {
        /// These may be.
        but: Vec<String>,
        /// So many others may be.
        most: u64,
    },
    /// A setting that is no rule, or one of a node's or a link's own.
    Settings,
    /// More commands than so many.
    Commands {
        /// So many.
        most: u64,
    },
    /// Commands that begin with the first of these words and have the others in them.
    Words {
        /// The words.
        words: Vec<String>,
        /// So many are allowed.
        most: u64,
    },
}

/// What has been given so far of what is not allowed, or only so often.
#[derive(Clone, Debug, Default)]
pub(super) struct GivenSoFar {
    /// How many commands each of the lines is about.
    counts: Vec<u64>,
    /// The rules that have been switched off.
    off: Vec<String>,
}

impl Forbidden {
    /// Reads what stands behind `forbid`.
    pub(super) fn read(vocabulary: &dyn Vocabulary, words: &[Word<'_>]) -> Result<Self, (usize, Reason)> {
        let malformed = |column| (column, Reason::form(FORM.to_string()));
        let (words, most) = match words {
            [words @ .., (_, "over"), (column, number)] => {
                (words, Some(number.parse::<u64>().map_err(|_| malformed(*column))?))
            }
            words => (words, None),
        };
        match words {
            [(_, "rules")] => Ok(Self::Rules { but: Vec::new(), most: most.unwrap_or(0) }),
            [(_, "rules"), (_, "but"), names @ ..] if !names.is_empty() && most.is_none() => {
                for (column, name) in names {
                    if !settings(vocabulary, true).any(|known| known == *name) {
                        let nearest = nearest(name, settings(vocabulary, true));
                        return Err((*column, Reason::UnknownSetting { word: name.to_string(), nearest }));
                    }
                }
                Ok(Self::Rules { but: names.iter().map(|(_, name)| name.to_string()).collect(), most: 0 })
            }
            [(_, "settings")] if most.is_none() => Ok(Self::Settings),
            [(column, "commands")] => Ok(Self::Commands { most: most.ok_or_else(|| malformed(*column))? }),
            [(column, first), ..] => {
                if !first_words(vocabulary).any(|known| known == *first) {
                    let nearest = nearest(first, first_words(vocabulary));
                    return Err((*column, Reason::UnknownCommand { word: first.to_string(), nearest }));
                }
                let words = words.iter().map(|(_, word)| word.to_string()).collect();
                Ok(Self::Words { words, most: most.unwrap_or(0) })
            }
            [] => Err(malformed(1)),
        }
    }

    /// Whether it is about this command.
    fn is_about(&self, simulation: &Simulation, command: &Command) -> bool {
        match self {
            Self::Rules { but, .. } => {
                rule_off(simulation.vocabulary(), command).is_some_and(|rule| !but.iter().any(|other| other == rule))
            }
            Self::Settings => match command {
                Command::World(setting, _) => !setting.is_rule,
                Command::Tune(name, _) => !settings(simulation.vocabulary(), true).any(|rule| rule == *name),
                Command::Own(..) => true,
                _ => false,
            },
            Self::Commands { .. } => true,
            Self::Words { words, .. } => {
                let text = command.text(simulation.vocabulary(), simulation.names());
                let has = |word: &String| text.split(' ').skip(1).any(|other| other == word);
                words.first().is_some_and(|first| text.split(' ').next() == Some(first)) && words[1..].iter().all(has)
            }
        }
    }
}

/// The rule that a command switches off.
fn rule_off(vocabulary: &dyn Vocabulary, command: &Command) -> Option<&'static str> {
    match command {
        Command::World(setting, SettingValue::Switch(false)) if setting.is_rule => Some(setting.name),
        Command::Tune(name, SettingValue::Switch(false)) => settings(vocabulary, true).find(|rule| rule == name),
        _ => None,
    }
}

impl GivenSoFar {
    /// Whether one more of this is allowed.
    pub(super) fn allows(
        &self,
        forbidden: &[Forbidden],
        simulation: &Simulation,
        command: &Command,
    ) -> Result<(), Reason> {
        for (place, it) in forbidden.iter().enumerate().filter(|(_, it)| it.is_about(simulation, command)) {
            let count = self.counts.get(place).copied().unwrap_or(0);
            match it {
                Forbidden::Rules { but, most } => {
                    let rule = rule_off(simulation.vocabulary(), command).unwrap_or_default();
                    let others = self.off.iter().filter(|off| !but.contains(off)).count() as u64;
                    if !self.off.iter().any(|off| off == rule) && others >= *most {
                        let (rule, most) = (rule.to_string(), *most);
                        return Err(if most == 0 { Reason::RuleStays { rule } } else { Reason::FewRules { most } });
                    }
                }
                Forbidden::Settings => {
                    let text = command.text(simulation.vocabulary(), simulation.names());
                    let word = text.split(' ').next().unwrap_or_default().to_string();
                    return Err(Reason::SettingStays { word });
                }
                Forbidden::Commands { most } if count >= *most => return Err(Reason::FewCommands { most: *most }),
                Forbidden::Words { words, most } if count >= *most => {
                    let (word, most) = (words.join(" "), *most);
                    return Err(if most == 0 { Reason::Disallowed { word } } else { Reason::SoOften { word, most } });
                }
                Forbidden::Commands { .. } | Forbidden::Words { .. } => {}
            }
        }
        Ok(())
    }

    pub(super) fn count(&mut self, forbidden: &[Forbidden], simulation: &Simulation, command: &Command) {
        self.counts.resize(forbidden.len(), 0);
        for (count, it) in self.counts.iter_mut().zip(forbidden) {
            *count += u64::from(it.is_about(simulation, command));
        }
        if let Some(rule) = rule_off(simulation.vocabulary(), command)
            && !self.off.iter().any(|off| off == rule)
        {
            self.off.push(rule.to_string());
        }
    }
}
