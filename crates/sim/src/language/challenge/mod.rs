//! Challenges: lessons that end in a task. The run itself says whether it is done.
//!
//! The lines of a challenge stand in the head of a lesson file, behind the set-up that they speak of:
//!
//! ```text
//! goal en Two servers lead at the same time.        # what is to be reached; several goals, one after the other
//! when at-least 2 role = leader and no violation    # when it is: a condition, and feats of the protocol (`feat lost-entry`)
//! for 2000                                          # it must stay so for 2,000 ms
//! forbid rules                                      # no rule may be switched off; `rules but NAME …`, `rules over 1`
//! forbid settings                                   # nor any setting changed
//! forbid commands over 12                           # nor more than 12 commands given
//! forbid crash over 1                               # nor more than one that begins so; `forbid transfer`: none
//! forbid request local                              # nor one with this word in it
//! hint en …                                         # hints, told one by one
//! ```
//!
//! One step follows: `say` is the task, what it does is the beginning, `then` is told when the task is done. The lines behind
//! `solution` do it once: they are played when the file is checked, and never by the page.

mod forbidden;
mod referee;
mod served_through_crashes;

use crate::clock::feat::{Feat, begin};
use crate::clock::refusal::{Reason, nearest};
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::limits;
use crate::cluster::names::Cast;
use crate::cluster::setting::length_within;
use crate::language::condition::{AND, Condition};
use crate::language::texts::Texts;
use crate::language::word::Word;
use alloc::string::ToString;
use alloc::vec::Vec;
use quorate_core::protocol::Micros;

pub use forbidden::Forbidden;
pub use referee::{GoalProgress, Referee};

/// What a run of any protocol may come to.
const GENERAL: &[Feat] =
    &[Feat { name: "served-through-crashes", begin: begin::<served_through_crashes::ServedThroughCrashes> }];

/// What is to be reached, how not, and what helps.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Challenge {
    /// What is to be reached, one after the other.
    pub goals: Vec<ChallengeGoal>,
    /// What is not allowed.
    pub forbidden: Vec<Forbidden>,
    /// What helps, the vaguest first.
    pub hints: Vec<Texts>,
}

/// Something to be reached.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ChallengeGoal {
    /// In the student's words.
    pub text: Texts,
    /// What must be so at the same moment.
    pub parts: Vec<GoalPart>,
    /// For how long.
    pub held: Micros,
}

/// A part of a goal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GoalPart {
    /// The run has come to this.
    Feat(&'static Feat),
    /// This is so.
    Condition(Condition),
}

impl Challenge {
    /// Reads a line of the head. Says whether it was one of a challenge.
    pub(super) fn read(
        &mut self,
        vocabulary: &dyn Vocabulary,
        cast: Cast,
        (at, line): (usize, &str),
        words: &[Word<'_>],
    ) -> Result<bool, (usize, Reason)> {
        let missing = |form: &str| (words[0].0, Reason::Missing { form: form.to_string() });
        match words {
            [(_, "goal"), ..] => {
                let lang = words.get(1).map_or("", |(_, lang)| *lang);
                if self.goals.last().is_none_or(|last| last.text.speaks(lang)) {
                    self.goals.push(ChallengeGoal::default());
                }
                self.goals.last_mut().map_or(Ok(()), |goal| goal.text.add(at, line, words))?;
            }
            [(_, "hint"), ..] => {
                let lang = words.get(1).map_or("", |(_, lang)| *lang);
                if self.hints.last().is_none_or(|last| last.speaks(lang)) {
                    self.hints.push(Texts::default());
                }
                self.hints.last_mut().map_or(Ok(()), |hint| hint.add(at, line, words))?;
            }
            [(_, "when"), _, ..] => {
                let goal = self.goals.last_mut().ok_or_else(|| missing("goal LANGUAGE TEXT"))?;
                goal.parts = read_parts(vocabulary, cast, &words[1..])?;
            }
            [(_, "for"), (column, time)] => {
                let goal = self.goals.last_mut().ok_or_else(|| missing("goal LANGUAGE TEXT"))?;
                let held = length_within(time, Micros(0), limits::LONGEST_SETTING);
                goal.held = held.map_err(|wrong| (*column, Reason::of_number(time, wrong, "for MS".to_string())))?;
            }
            [(_, "forbid"), rest @ ..] => self.forbidden.push(Forbidden::read(vocabulary, rest)?),
            [(column, "when" | "for"), ..] => {
                return Err((*column, Reason::form("when CONDITION, for MS".to_string())));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Whether nothing of a challenge has been written.
    pub fn is_empty(&self) -> bool {
        self.goals.is_empty() && self.forbidden.is_empty() && self.hints.is_empty()
    }

    /// What it must say. The error stands at the line that it is about, where there is one.
    pub(super) fn end(&self) -> Result<(), (Option<usize>, Reason)> {
        let missing = |form: &str| Reason::Missing { form: form.to_string() };
        if self.goals.is_empty() {
            return Err((None, missing("goal LANGUAGE TEXT")));
        }
        match self.goals.iter().find(|goal| goal.parts.is_empty()) {
            Some(goal) => Err((Some(goal.text.line), missing("when CONDITION"))),
            None => Ok(()),
        }
    }

    /// All that it says, with the first word of the line that says it.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&'static str, &Texts)> {
        let goals = self.goals.iter().map(|goal| ("goal", &goal.text));
        goals.chain(self.hints.iter().map(|hint| ("hint", hint)))
    }
}

fn read_parts(vocabulary: &dyn Vocabulary, cast: Cast, words: &[Word<'_>]) -> Result<Vec<GoalPart>, (usize, Reason)> {
    let part = |part: &[Word<'_>]| match part {
        [(_, "feat"), name] => feat(vocabulary, *name).map(GoalPart::Feat),
        part => Condition::parse(vocabulary, cast, part).map(GoalPart::Condition),
    };
    words.split(|(_, word)| *word == AND).map(part).collect()
}

fn feat(vocabulary: &dyn Vocabulary, (column, name): Word<'_>) -> Result<&'static Feat, (usize, Reason)> {
    let feats = || vocabulary.feats().iter().chain(GENERAL);
    feats().find(|feat| feat.name == name).ok_or_else(|| {
        let known: Vec<&str> = feats().map(|feat| feat.name).collect();
        let nearest = nearest(name, known.iter().copied());
        (column, Reason::UnknownFeat { word: name.to_string(), nearest, known: known.join(" ") })
    })
}
