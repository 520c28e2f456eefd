//! What is told to people, in as many languages as somebody has written it in.

use crate::clock::refusal::Reason;
use crate::language::word::Word;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A text in several languages. Where one is missing, another stands in for it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Texts {
    /// The line of the script that it begins at.
    pub(super) line: usize,
    said: Vec<(String, String)>,
}

impl Texts {
    /// Adds a paragraph, which is all the rest of the line. The error is the form that would be right.
    pub(super) fn add(&mut self, at: usize, line: &str, words: &[Word<'_>]) -> Result<(), (usize, Reason)> {
        let form = |column| (column, Reason::form(alloc::format!("{} LANGUAGE TEXT", words[0].1)));
        let [_, (column, lang), (text_column, _), ..] = words else { return Err(form(words[0].0)) };
        if !is_language(lang) {
            return Err(form(*column));
        }
        if self.said.is_empty() {
            self.line = at;
        }
        // A narration may well say `#`.
        let text = line.chars().skip(text_column - 1);
        match self.said.iter_mut().find(|(known, _)| known == lang) {
            Some((_, said)) => {
                said.push('\n');
                said.extend(text);
            }
            None => self.said.push((lang.to_string(), text.collect())),
        }
        Ok(())
    }

    /// Whether nothing has been written, in no language.
    pub fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// The languages that it is written in, each with the text; a line of it is a paragraph.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.said.iter().map(|(lang, text)| (lang.as_str(), text.as_str()))
    }

    /// The text in that language, if it is there.
    pub fn in_language(&self, lang: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == lang).map(|(_, text)| text)
    }

    /// How many words it has in that language; of Chinese, how many characters.
    pub fn length(&self, lang: &str) -> usize {
        let text = self.in_language(lang).unwrap_or_default();
        if is_in_characters(lang) { text.chars().count() } else { text.split_whitespace().count() }
    }

    /// Whether it is written in that language.
    pub(super) fn speaks(&self, lang: &str) -> bool {
        self.iter().any(|(known, _)| known == lang)
    }
}

/// Whether no space stands between the words of that language.
pub(super) fn is_in_characters(lang: &str) -> bool {
    ["zh", "ja"].contains(&lang.split('-').next().unwrap_or_default())
}

/// As browsers call them: `en`, `zh`, `pt-BR`.
fn is_language(word: &str) -> bool {
    let mut parts = word.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
