//! An example of a command, with names that are on the stage: what a line that lacks something could have been.

use crate::clock::flight::MessageId;
use crate::clock::refusal::Reason;
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::limits;
use crate::cluster::names::{Cast, client_name};
use crate::cluster::order::{Argument, Order};
use crate::language::word::Word;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;

/// Who and what can be named.
#[derive(Clone, Copy)]
pub(super) struct Stage<'a> {
    pub vocabulary: &'a dyn Vocabulary,
    pub cast: Cast,
    /// A message in flight.
    pub message: MessageId,
    /// The number of a client.
    pub client: u16,
}

impl<'a> Stage<'a> {
    /// Where nothing is known of what is in flight, and who asks: names as they look.
    pub fn new(vocabulary: &'a dyn Vocabulary, cast: Cast) -> Self {
        Self { vocabulary, cast, message: MessageId(12), client: 0 }
    }

    /// A refusal that says how a line is written shows one that is right as well, if there are enough nodes for one.
    pub fn with_example(self, reason: Reason, words: &[Word<'_>]) -> Reason {
        match reason {
            Reason::Form { form, .. } => {
                let example = self.example(&form, words).unwrap_or_default();
                Reason::Form { form, example }
            }
            other => other,
        }
    }

    /// One of the forms, those first whose small words the line has: a name in place of each word that stands for one.
    fn example(self, form: &str, words: &[Word<'_>]) -> Option<String> {
        let form = nearest_form(words, form)?;
        let (first, rest) = form.split_once(' ').unwrap_or((form, ""));
        // A request has forms of its own behind its word.
        let rest = if first == "request" { nearest_request(words, rest)? } else { rest };
        let rest: Vec<&str> = rest.split(' ').filter(|word| !word.is_empty() && !word.starts_with('[')).collect();
        let brings_one = |order: &Order| order.ways.iter().any(|way| way.arguments.contains(&Argument::AnyNode));
        let newcomers = Order::of(self.vocabulary.orders(), first).is_some_and(brings_one);
        let mut nodes = NodeNames { cast: self.cast, next: if newcomers { self.cast.nodes } else { 0 }, newcomers };
        let mut line = first.to_string();
        for (place, word) in rest.iter().enumerate() {
            let left = rest.iter().skip(place).filter(|word| **word == "NODE").count();
            let said = match *word {
                "NODE" => nodes.name()?,
                // Of groups, all others are in the last.
                "…" if place + 1 == rest.len() && rest.contains(&"|") => nodes.others(),
                "…" if nodes.has_more_than(left) => nodes.name()?,
                "…" => continue,
                "|" => "|".to_string(),
                "NODE-NODE" | "NODE-NODE|default" => format!("{}-{}", nodes.name()?, nodes.name()?),
                "NODE>NODE" => format!("{}>{}", nodes.name()?, nodes.name()?),
                "CLIENT" => client_name(self.client),
                "MESSAGE" => self.message.to_string(),
                "KIND" => self.vocabulary.kinds().first()?.to_string(),
                "NAME" if first == "rule" => self.vocabulary.settings().iter().find(|it| it.is_rule)?.name.to_string(),
                "NAME" => "x".to_string(),
                "NUMBER" => "1".to_string(),
                "MS" => "100".to_string(),
                other => value(other),
            };
            line = if said.is_empty() { line } else { format!("{line} {said}") };
        }
        Some(line)
    }
}

/// Those of several forms whose small words a line has, as far as it goes.
pub(super) fn meant<'a>(words: &[Word<'_>], form: &'a str) -> impl Iterator<Item = &'a str> {
    let is_said =
        move |form: &&str| form.split(' ').zip(words).all(|(wanted, (_, word))| !is_fixed(wanted) || wanted == *word);
    form.split(", ").filter(is_said)
}

/// Whether a word of a form stands for itself.
fn is_fixed(word: &str) -> bool {
    word.bytes().all(|letter| letter.is_ascii_lowercase())
}

/// Of several forms the one with the most small words of the line; of these, the first.
fn nearest_form<'a>(words: &[Word<'_>], form: &'a str) -> Option<&'a str> {
    let shared = |form: &&str| form.split(' ').zip(words).filter(|(wanted, _)| is_fixed(wanted)).count();
    let most = meant(words, form).map(|form| shared(&form)).max()?;
    meant(words, form).find(|form| shared(form) == most)
}

/// Of the forms of a request the first that begins as the line does.
fn nearest_request<'a>(words: &[Word<'_>], forms: &'a str) -> Option<&'a str> {
    let begins = |form: &&str| {
        let first = form.split(' ').find(|word| !word.starts_with('['));
        first.is_some_and(|first| words.iter().any(|(_, word)| word.eq_ignore_ascii_case(first)))
    };
    let mut all = forms.split(" | ");
    all.clone().find(begins).or_else(|| all.next())
}

/// Of a setting, or a word that stands for itself.
fn value(form: &str) -> String {
    let usual = form.split('|').next().unwrap_or(form);
    let said = match usual {
        "MS..MS" => "10..20",
        "0%…100%" => "10%",
        "10%…1000%" => "120%",
        "0…1000000" => "20",
        "on" => "off",
        other => other,
    };
    said.to_string()
}

/// Those that a line can name, each once.
struct NodeNames {
    cast: Cast,
    next: u8,
    newcomers: bool,
}

impl NodeNames {
    fn most(&self) -> u8 {
        if self.newcomers { limits::NODES } else { self.cast.nodes }
    }

    fn has_more_than(&self, needed: usize) -> bool {
        usize::from(self.most() - self.next.min(self.most())) > needed
    }

    fn others(&mut self) -> String {
        let mut names = Vec::new();
        while self.has_more_than(0) {
            names.extend(self.name());
        }
        names.join(" ")
    }

    fn name(&mut self) -> Option<String> {
        let node = NodeId(self.next);
        self.next += 1;
        (node.0 < self.most()).then(|| self.cast.names.name(node))
    }
}
