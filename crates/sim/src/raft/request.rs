//! What clients of the key-value store say, and what they are told.

use crate::names::Names;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use quorate_core::kv::Command;
use quorate_core::raft::Response;

pub(super) const GRAMMAR: &str = "`SET x 5`, `ADD x 5`, `DEL x` or `GET x`";

/// The longest name that a request may use: it has to fit into a cell of a log.
const NAME_MAX: usize = 12;

/// Reads a request; the error says what would be right.
pub(super) fn parse(words: &[&str]) -> Result<Command, String> {
    let (verb, rest) = words.split_first().ok_or(GRAMMAR)?;
    match (verb.to_ascii_uppercase().as_str(), rest) {
        ("SET", [name, value]) => Ok(Command::Set(parse_name(name)?, parse_value(value)?)),
        ("ADD", [name, value]) => Ok(Command::Add(parse_name(name)?, parse_value(value)?)),
        ("DEL", [name]) => Ok(Command::Del(parse_name(name)?)),
        ("GET", [name]) => Ok(Command::Get(parse_name(name)?)),
        _ => Err(GRAMMAR.to_string()),
    }
}

fn parse_name(name: &str) -> Result<Arc<str>, String> {
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-');
    if is_name && name.len() <= NAME_MAX {
        Ok(name.into())
    } else {
        Err(format!("a name of at most {NAME_MAX} letters, digits, `_` or `-` that begins with a letter"))
    }
}

fn parse_value(value: &str) -> Result<i64, String> {
    value.parse().map_err(|_| "a whole number, such as `5` or `-3`".to_string())
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
            ("", "SET x 5"),
            ("PUT x 5", "SET x 5"),
            ("SET x", "SET x 5"),
            ("GET x 5", "SET x 5"),
            ("SET x five", "whole number"),
            ("SET x 9223372036854775808", "whole number"),
            ("SET 5 x", "begins with a letter"),
            ("SET a-very-long-name 1", "at most 12"),
        ];
        for (text, expected) in cases {
            let words: alloc::vec::Vec<_> = text.split_whitespace().collect();
            let error = parse(&words).expect_err(text);
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
