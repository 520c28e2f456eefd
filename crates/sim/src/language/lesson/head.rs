//! The head of a lesson: how it is called, what is played, and the task that it ends in.

use super::Placed;
use super::rehearsal::{Rehearsal, form};
use crate::clock::command::Command;
use crate::clock::refusal::Reason;
use crate::language::challenge::Referee;
use crate::language::run::Protocols;
use crate::language::word::Word;
use alloc::boxed::Box;
use alloc::string::ToString;

impl Rehearsal {
    /// A line of the head.
    pub(super) fn read_head(&mut self, protocols: Protocols<'_>, line: &str, words: &[Word<'_>]) -> Placed {
        match words {
            [(_, "lesson"), (_, id)] => {
                self.lesson.id = id.to_string();
                Ok(())
            }
            [(_, "title"), ..] => self.lesson.title.add(self.line, line, words),
            [(_, "note"), ..] => self.lesson.note.add(self.line, line, words),
            words if self.setup.read(protocols, words)? => Ok(()),
            words if self.read_task(line, words)? => Ok(()),
            words => {
                let setting = Command::parse(self.setup.vocabulary, self.setup.cast, words)?;
                // Nothing has begun that anything else could be done to.
                if !matches!(setting, Command::World(..) | Command::Tune(..)) {
                    return form(words, "step");
                }
                self.setup.settings.push(setting);
                Ok(())
            }
        }
    }

    fn read_task(&mut self, line: &str, words: &[Word<'_>]) -> Result<bool, (usize, Reason)> {
        let mut challenge = self.lesson.challenge.take().unwrap_or_default();
        let read = challenge.read(self.setup.vocabulary, self.setup.cast, (self.line, line), words);
        self.lesson.challenge = Some(challenge).filter(|challenge| !challenge.is_empty());
        read
    }

    /// What the head must say.
    pub(super) fn end_head(&mut self) -> Placed {
        if self.lesson.id.is_empty() {
            return Err((1, Reason::Missing { form: "lesson ID".to_string() }));
        }
        if self.lesson.title.is_empty() {
            return Err((1, Reason::Missing { form: "title LANGUAGE TEXT".to_string() }));
        }
        if let Some(challenge) = &self.lesson.challenge {
            challenge.end().map_err(|(line, reason)| {
                self.line = line.unwrap_or(self.line);
                (1, reason)
            })?;
            self.setup.challenge = Some(self.lesson.id.clone());
            self.setup.witness = Some(Box::new(Referee::new(challenge.clone())));
        }
        Ok(())
    }
}
