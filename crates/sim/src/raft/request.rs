//! What clients of the key-value store say, and what they are told.

use crate::names::Names;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use quorate_core::kv::Command;
use quorate_core::raft::Response;

pub(super) const GRAMMAR: &str = "SET NAME NUMBER | ADD NAME NUMBER | DEL NAME | GET NAME";

/// The longest name that a request may use: it has to fit into a cell of a log.
const NAME_MAX: usize = 12;

/// Reads a request; the error is the form that would be right, in no human language.
pub(super) fn parse(words: &[&str]) -> Result<Command, String> {
    command(words).ok_or_else(|| GRAMMAR.to_string())
}

fn command(words: &[&str]) -> Option<Command> {
    let (verb, rest) = words.split_first()?;
    match (verb.to_ascii_uppercase().as_str(), rest) {
        ("SET", [name, value]) => Some(Command::Set(parse_name(name)?, value.parse().ok()?)),
        ("ADD", [name, value]) => Some(Command::Add(parse_name(name)?, value.parse().ok()?)),
        ("DEL", [name]) => Some(Command::Del(parse_name(name)?)),
        ("GET", [name]) => Some(Command::Get(parse_name(name)?)),
        _ => None,
    }
}

/// A letter or `_`, then letters, digits, `_` and `-`.
fn parse_name(name: &str) -> Option<Arc<str>> {
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-');
    (is_name && name.len() <= NAME_MAX).then(|| name.into())
}

/// What a client is told, without words of any language: the value, or where to ask.
pub(super) fn answer(response: &Response, names: Names) -> String {
    match response {
        Response::Applied { value: Some(value) } => value.to_string(),
        Response::Applied { value: None } => "none".to_string(),
        Response::NotLeader { leader: Some(leader) } => format!("→ {}", names.name(*leader)),
        Response::NotLeader { leader: None } => "→ ?".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_as_it_is_written() {
        for text in ["SET x 5", "ADD total -3", "DEL x", "GET a_b-1"] {
            let words: alloc::vec::Vec<_> = text.split(' ').collect();
            assert_eq!(parse(&words).map(|command| command.to_string()), Ok(text.to_string()));
        }
    }

    #[test]
    fn a_request_that_makes_no_sense_is_refused_with_what_would_be_right() {
        let cases = [
            "",
            "PUT x 5",
            "SET x",
            "GET x 5",
            "SET x five",
            "SET x 9223372036854775808",
            "SET 5 x",
            "DEL a:b",
            "SET a-very-long-name 1",
        ];
        for text in cases {
            let words: alloc::vec::Vec<_> = text.split_whitespace().collect();
            assert_eq!(parse(&words), Err(GRAMMAR.to_string()), "{text}");
        }
    }
}
