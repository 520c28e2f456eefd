//! What clients of a replicated key-value store say, for the protocols that replicate one.

use crate::cluster::limits;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use quorate_core::kv::StoreCommand;

/// How commands are written.
pub const GRAMMAR: &str = "SET NAME NUMBER | ADD NAME NUMBER | DEL NAME | GET NAME";

/// Reads a command.
pub fn command(words: &[&str]) -> Option<StoreCommand> {
    let (verb, rest) = words.split_first()?;
    match (verb.to_ascii_uppercase().as_str(), rest) {
        ("SET", [name, value]) => Some(StoreCommand::Set(parse_name(name)?, value.parse().ok()?)),
        ("ADD", [name, value]) => Some(StoreCommand::Add(parse_name(name)?, value.parse().ok()?)),
        ("DEL", [name]) => Some(StoreCommand::Del(parse_name(name)?)),
        ("GET", [name]) => Some(StoreCommand::Get(parse_name(name)?)),
        _ => None,
    }
}

/// A letter or `_`, then letters, digits, `_` and `-`.
pub fn parse_name(name: &str) -> Option<Arc<str>> {
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-');
    (is_name && name.len() <= limits::NAME).then(|| name.into())
}

/// A value as a client is told it; `none` if the name is not there.
pub fn value_text(value: Option<i64>) -> String {
    value.map_or_else(|| "none".to_string(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_read_as_it_is_written() {
        for text in ["SET x 5", "ADD total -3", "DEL x", "GET a_b-1"] {
            let words: alloc::vec::Vec<_> = text.split(' ').collect();
            assert_eq!(command(&words).map(|command| command.to_string()).as_deref(), Some(text));
        }
        assert_eq!(command(&["set", "x", "5"]), Some(StoreCommand::Set("x".into(), 5)));
    }

    #[test]
    fn what_is_no_command_is_not_read() {
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
            assert_eq!(command(&words), None, "{text}");
        }
    }
}
