//! What a student is asked before it happens. Which answer is right is decided by the run.

use super::Placed;
use crate::clock::refusal::Reason;
use crate::clock::simulation::Simulation;
use crate::language::condition::Condition;
use crate::language::texts::Texts;
use crate::language::word::Word;
use alloc::string::ToString;
use alloc::vec::Vec;
use quorate_core::protocol::Micros;

/// So many choices a question may have.
const FEWEST: usize = 2;
const MOST: usize = 4;

/// A question, asked before the run answers it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LessonQuestion {
    /// When it is asked: what answers it comes after that.
    pub at: Micros,
    /// What is asked.
    pub ask: Texts,
    /// What may be answered; exactly one of it is right.
    pub choices: Vec<Guess>,
}

/// An answer to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guess {
    /// The answer.
    pub text: Texts,
    /// Why it is right, or wrong.
    pub why: Texts,
    /// Whether it came true.
    pub is_right: bool,
}

/// A question that is being read, and when each of its choices is right.
#[derive(Debug)]
pub(super) struct OpenQuestion {
    question: LessonQuestion,
    /// The line and column of the condition, if it has been read.
    rights: Vec<Option<(usize, usize, Condition)>>,
}

impl OpenQuestion {
    pub(super) fn at(at: Micros) -> Self {
        Self { question: LessonQuestion { at, ask: Texts::default(), choices: Vec::new() }, rights: Vec::new() }
    }

    pub(super) fn ask(&mut self, at: usize, line: &str, words: &[Word<'_>]) -> Placed {
        self.question.ask.add(at, line, words)
    }

    /// A new choice, or the last one in another language.
    pub(super) fn choice(&mut self, at: usize, line: &str, words: &[Word<'_>]) -> Placed {
        let lang = words.get(1).map_or("", |(_, lang)| *lang);
        let choices = &mut self.question.choices;
        if choices.last().is_none_or(|last| last.text.speaks(lang)) {
            choices.push(Guess { text: Texts::default(), why: Texts::default(), is_right: false });
            self.rights.push(None);
        }
        choices.last_mut().expect("one was just there").text.add(at, line, words)
    }

    pub(super) fn why(&mut self, at: usize, line: &str, words: &[Word<'_>]) -> Placed {
        let last = self.question.choices.last_mut();
        last.ok_or_else(|| missing("choice LANGUAGE TEXT"))?.why.add(at, line, words)
    }

    pub(super) fn when(&mut self, at: usize, column: usize, condition: Condition) -> Placed {
        let last = self.rights.last_mut();
        *last.ok_or_else(|| missing("choice LANGUAGE TEXT"))? = Some((at, column, condition));
        Ok(())
    }

    /// The step is over: asks the run. The error stands at the line that it is about.
    pub(super) fn answered(mut self, simulation: &Simulation) -> Result<LessonQuestion, (usize, usize, Reason)> {
        let asked_at = self.question.ask.line;
        let count = self.question.choices.len();
        if !(FEWEST..=MOST).contains(&count) {
            let reason = Reason::Choices { found: count as u64, least: FEWEST as u64, most: MOST as u64 };
            return Err((asked_at, 1, reason));
        }
        for (choice, right) in self.question.choices.iter_mut().zip(&self.rights) {
            let Some((_, _, condition)) = right else {
                return Err((choice.text.line, 1, missing("when CONDITION").1));
            };
            choice.is_right = condition.holds(simulation).is_ok();
            if !choice.is_right && choice.why.is_empty() {
                return Err((choice.text.line, 1, missing("why LANGUAGE TEXT").1));
            }
        }
        let mut right = self.question.choices.iter().zip(&self.rights).filter(|(choice, _)| choice.is_right);
        match (right.next(), right.next()) {
            (Some(_), None) => Ok(self.question),
            (_, second) => {
                let second = second.and_then(|(_, right)| right.as_ref());
                let (line, column) = second.map_or((asked_at, 1), |(line, column, _)| (*line, *column));
                let right = self.question.choices.iter().filter(|choice| choice.is_right).count() as u64;
                Err((line, column, Reason::OneAnswer { right }))
            }
        }
    }
}

fn missing(form: &str) -> (usize, Reason) {
    (1, Reason::Missing { form: form.to_string() })
}
