//! What is wrong with a line that somebody wrote, where, and what would be right.

use crate::cluster::setting::Wrong;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use quorate_core::event::Arg;

/// A refused line. Nothing has changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    /// The line of the script, from 1.
    pub line: usize,
    /// The column of the word, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub reason: Reason,
}

/// Why a line is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the sentences below say what the fields are")]
pub enum Reason {
    UnknownCommand {
        word: String,
        nearest: String,
    },
    UnknownNode {
        word: String,
        known: String,
    },
    UnknownMessage {
        word: String,
    },
    UnknownClient {
        word: String,
    },
    UnknownSetting {
        word: String,
        nearest: String,
    },
    UnknownTimer {
        word: String,
        known: String,
    },
    UnknownProtocol {
        word: String,
        known: String,
    },
    UnknownAttribute {
        word: String,
        known: String,
    },
    UnknownCheck {
        word: String,
        known: String,
    },
    /// The line does not have the form of its command. Forms are written as in the README, in no human language.
    Form {
        form: String,
    },
    TooManyNodes {
        word: String,
        most: u64,
    },
    TwiceInOneLine {
        word: String,
    },
    BackInTime {
        word: String,
    },
    /// A line of the head that says what the lines before it mean.
    TooLate {
        word: String,
    },
    IsUp {
        node: String,
    },
    IsDown {
        node: String,
    },
    NoTimer {
        node: String,
    },
    NothingToWrite {
        node: String,
    },
    IsCut {
        link: String,
    },
    IsNotCut {
        link: String,
    },
    NothingIsCut,
    /// The protocol uses no connections.
    NoConnections {
        link: String,
    },
    NotConnected {
        link: String,
    },
    /// The message is on a connection.
    OnConnection {
        link: String,
    },
    NobodyToAsk,
    NoTimerToAlign,
    NoDuplicates,
    NeverHappened {
        condition: String,
        limit: u64,
    },
    NotAsExpected {
        condition: String,
        found: String,
    },
    /// The client was served: it has nothing to ask again.
    NothingToRetry {
        client: String,
    },
    /// The nodes have agreed on a configuration since they booted first: what stands in the files does not count any more.
    MembersInLog,
    NoCode,
    /// A number beyond what makes sense, as it would be written.
    OutOfRange {
        word: String,
        least: String,
        most: String,
    },
    /// A name or value of a request, in characters.
    LongWord {
        word: String,
        most: u64,
    },
    TooManyClients {
        most: u64,
    },
    TooManyCommands {
        most: u64,
    },
    /// A script, lesson or share code, in bytes.
    TooLong {
        most: u64,
    },
    /// A saved run is still being played to its end.
    IsOpening,
}

impl Reason {
    /// Of a word that is no number, or not one of those that make sense. The form is what would be right.
    pub fn of_number(word: &str, wrong: Wrong, form: String) -> Self {
        match wrong {
            Wrong::Form => Self::Form { form },
            Wrong::Range { least, most } => Self::OutOfRange { word: word.into(), least, most },
        }
    }

    /// All keys there are, so that a page can prove that it has a sentence for each.
    pub const KEYS: &'static [&'static str] = &[
        "error.unknown-command",
        "error.unknown-node",
        "error.unknown-message",
        "error.unknown-client",
        "error.unknown-setting",
        "error.unknown-timer",
        "error.unknown-protocol",
        "error.unknown-attribute",
        "error.unknown-check",
        "error.form",
        "error.too-many-nodes",
        "error.twice-in-one-line",
        "error.back-in-time",
        "error.too-late",
        "error.is-up",
        "error.is-down",
        "error.no-timer",
        "error.nothing-to-write",
        "error.is-cut",
        "error.is-not-cut",
        "error.nothing-is-cut",
        "error.no-connections",
        "error.not-connected",
        "error.on-connection",
        "error.nobody-to-ask",
        "error.no-timer-to-align",
        "error.no-duplicates",
        "error.never-happened",
        "error.not-as-expected",
        "error.nothing-to-retry",
        "error.members-in-log",
        "error.no-code",
        "error.out-of-range",
        "error.long-word",
        "error.too-many-clients",
        "error.too-many-commands",
        "error.too-long",
        "error.is-opening",
    ];

    /// Names the sentence in the dictionaries.
    pub fn key(&self) -> &'static str {
        match self {
            Self::UnknownCommand { .. } => "error.unknown-command",
            Self::UnknownNode { .. } => "error.unknown-node",
            Self::UnknownMessage { .. } => "error.unknown-message",
            Self::UnknownClient { .. } => "error.unknown-client",
            Self::UnknownSetting { .. } => "error.unknown-setting",
            Self::UnknownTimer { .. } => "error.unknown-timer",
            Self::UnknownProtocol { .. } => "error.unknown-protocol",
            Self::UnknownAttribute { .. } => "error.unknown-attribute",
            Self::UnknownCheck { .. } => "error.unknown-check",
            Self::Form { .. } => "error.form",
            Self::TooManyNodes { .. } => "error.too-many-nodes",
            Self::TwiceInOneLine { .. } => "error.twice-in-one-line",
            Self::BackInTime { .. } => "error.back-in-time",
            Self::TooLate { .. } => "error.too-late",
            Self::IsUp { .. } => "error.is-up",
            Self::IsDown { .. } => "error.is-down",
            Self::NoTimer { .. } => "error.no-timer",
            Self::NothingToWrite { .. } => "error.nothing-to-write",
            Self::IsCut { .. } => "error.is-cut",
            Self::IsNotCut { .. } => "error.is-not-cut",
            Self::NothingIsCut => "error.nothing-is-cut",
            Self::NoConnections { .. } => "error.no-connections",
            Self::NotConnected { .. } => "error.not-connected",
            Self::OnConnection { .. } => "error.on-connection",
            Self::NobodyToAsk => "error.nobody-to-ask",
            Self::NoTimerToAlign => "error.no-timer-to-align",
            Self::NoDuplicates => "error.no-duplicates",
            Self::NeverHappened { .. } => "error.never-happened",
            Self::NotAsExpected { .. } => "error.not-as-expected",
            Self::NothingToRetry { .. } => "error.nothing-to-retry",
            Self::MembersInLog => "error.members-in-log",
            Self::NoCode => "error.no-code",
            Self::OutOfRange { .. } => "error.out-of-range",
            Self::LongWord { .. } => "error.long-word",
            Self::TooManyClients { .. } => "error.too-many-clients",
            Self::TooManyCommands { .. } => "error.too-many-commands",
            Self::TooLong { .. } => "error.too-long",
            Self::IsOpening => "error.is-opening",
        }
    }

    /// The arguments of the sentence.
    pub fn args(&self) -> Vec<(&'static str, Arg)> {
        let text = |name, text: &String| (name, Arg::Text(text.clone()));
        match self {
            Self::UnknownCommand { word, nearest } | Self::UnknownSetting { word, nearest } => {
                alloc::vec![text("word", word), text("nearest", nearest)]
            }
            Self::UnknownNode { word, known }
            | Self::UnknownTimer { word, known }
            | Self::UnknownProtocol { word, known }
            | Self::UnknownAttribute { word, known }
            | Self::UnknownCheck { word, known } => alloc::vec![text("word", word), text("known", known)],
            Self::NothingToRetry { client } => alloc::vec![text("client", client)],
            Self::UnknownMessage { word }
            | Self::UnknownClient { word }
            | Self::TwiceInOneLine { word }
            | Self::BackInTime { word }
            | Self::TooLate { word } => alloc::vec![text("word", word)],
            Self::Form { form } => alloc::vec![text("form", form)],
            Self::LongWord { word, most } | Self::TooManyNodes { word, most } => {
                alloc::vec![text("word", word), ("most", Arg::Number(*most))]
            }
            Self::IsUp { node } | Self::IsDown { node } | Self::NoTimer { node } | Self::NothingToWrite { node } => {
                alloc::vec![text("node", node)]
            }
            Self::IsCut { link }
            | Self::IsNotCut { link }
            | Self::NoConnections { link }
            | Self::NotConnected { link }
            | Self::OnConnection { link } => alloc::vec![text("link", link)],
            Self::NeverHappened { condition, limit } => {
                alloc::vec![text("condition", condition), ("limit", Arg::Number(*limit))]
            }
            Self::NotAsExpected { condition, found } => alloc::vec![text("condition", condition), text("found", found)],
            Self::NothingIsCut
            | Self::NobodyToAsk
            | Self::NoTimerToAlign
            | Self::NoDuplicates
            | Self::MembersInLog
            | Self::NoCode
            | Self::IsOpening => Vec::new(),
            Self::OutOfRange { word, least, most } => {
                alloc::vec![text("word", word), text("least", least), text("most", most)]
            }
            Self::TooManyClients { most } | Self::TooManyCommands { most } | Self::TooLong { most } => {
                alloc::vec![("most", Arg::Number(*most))]
            }
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCommand { word, nearest } => {
                write!(f, "there is no command `{word}`; the nearest is `{nearest}`")
            }
            Self::UnknownNode { word, known } => write!(f, "there is no node `{word}`; the nodes are {known}"),
            Self::UnknownMessage { word } => {
                write!(f, "no message `{word}` is in flight; messages are named as on the stage, such as `m12`")
            }
            Self::UnknownClient { word } => {
                write!(f, "there is no client `{word}`; clients are named as on the stage, such as `c1`")
            }
            Self::UnknownSetting { word, nearest } => {
                write!(f, "there is no setting or rule `{word}`; the nearest is `{nearest}`")
            }
            Self::UnknownTimer { word, known } => write!(f, "there is no timer `{word}`; the timers are {known}"),
            Self::UnknownProtocol { word, known } => {
                write!(f, "there is no protocol `{word}`; the protocols are {known}")
            }
            Self::UnknownAttribute { word, known } => write!(f, "nothing is called `{word}`; one can ask for {known}"),
            Self::UnknownCheck { word, known } => write!(f, "there is no check `{word}`; the checks are {known}"),
            Self::Form { form } => write!(f, "this is written `{form}`"),
            Self::TooManyNodes { word, most } => write!(f, "`{word}` is not a number of nodes from 1 to {most}"),
            Self::TwiceInOneLine { word } => write!(f, "`{word}` stands here twice"),
            Self::BackInTime { word } => write!(f, "`{word}` lies before the line above it; times never go back"),
            Self::TooLate { word } => write!(f, "`{word}` comes before all roles, settings and rules"),
            Self::IsUp { node } => write!(f, "{node} is up"),
            Self::IsDown { node } => write!(f, "{node} is down"),
            Self::NoTimer { node } => write!(f, "{node} has no such timer running"),
            Self::NothingToWrite { node } => write!(f, "{node} has nothing to write to its disk"),
            Self::IsCut { link } => write!(f, "{link} is cut already"),
            Self::IsNotCut { link } => write!(f, "{link} is not cut"),
            Self::NothingIsCut => write!(f, "no link is cut"),
            Self::NoConnections { link } => {
                write!(f, "this protocol uses no connections; to stop messages, write `cut {link}`")
            }
            Self::NotConnected { link } => write!(f, "there is no connection {link} to break"),
            Self::OnConnection { link } => {
                write!(f, "a connection loses no message and duplicates none; write `break {link}`")
            }
            Self::NobodyToAsk => write!(f, "there is no node up to ask"),
            Self::NoTimerToAlign => write!(f, "fewer than two of these nodes have a timer running"),
            Self::NoDuplicates => write!(f, "only messages between nodes can be duplicated"),
            Self::NeverHappened { condition, limit } => {
                write!(f, "`{condition}` did not become true within {limit} ms")
            }
            Self::NotAsExpected { condition, found } => write!(f, "expected `{condition}`, found `{found}`"),
            Self::NothingToRetry { client } => write!(f, "{client} got what it asked for"),
            Self::MembersInLog => {
                write!(f, "the logs hold a configuration already, which counts more than the configuration files")
            }
            Self::NoCode => write!(f, "this is not a share code"),
            Self::OutOfRange { word, least, most } => write!(f, "`{word}` is not between {least} and {most}"),
            Self::LongWord { word, most } => write!(f, "`{word}` is longer than {most} characters"),
            Self::TooManyClients { most } => write!(f, "{most} clients are waiting for an answer; no more can ask"),
            Self::TooManyCommands { most } => write!(f, "a run has {most} commands at the most"),
            Self::TooLong { most } => write!(f, "this is longer than {most} bytes"),
            Self::IsOpening => write!(f, "the saved run is still being played to its end"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.reason)
    }
}

impl core::error::Error for Error {}

/// The known word that looks most like `word`: the fewest letters to change, the first of equals.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known = known.into_iter().min_by_key(|known| distance(word, known));
    String::from(known.unwrap_or_default())
}

/// How many letters must be put in, taken out or changed (Levenshtein's distance).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in b.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_the_one_with_the_fewest_changes() {
        assert_eq!(nearest("crsh", ["restart", "crash", "cut"]), "crash");
        assert_eq!(nearest("mnd", ["heal", "mend"]), "mend");
    }
}
