//! What is wrong with what somebody asked for, where it was written, and what would be right.

use crate::cluster::setting::Wrong;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use quorate_core::event::{Arg, Args, add};

/// A refused line. Nothing has changed.
///
/// ```
/// use quorate_sim::clock::random::Seed;
/// use quorate_sim::clock::setup::Setup;
/// use quorate_sim::clock::timeline::Timeline;
/// use quorate_sim::registry::vocabulary;
///
/// let raft = vocabulary("raft").expect("Raft is registered");
/// let mut timeline = Timeline::new(Setup::new(raft, 3, Seed(1)));
/// let error = timeline.command("crsh A").expect_err("there is no such command");
/// assert_eq!(error.to_string(), "line 1, column 1: There is no command “crsh”. Did you mean “crash”? All commands are listed by: help");
/// assert_eq!(error.reason.key(), "error.unknown-command");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    /// The line of the script, from 1.
    pub line: usize,
    /// The column of the word, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub reason: Reason,
}

/// What the table says of a refusal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RefusalRow {
    /// Names the sentence in the dictionaries.
    pub key: &'static str,
    /// The arguments of the sentence by name.
    pub args: &'static [&'static str],
    /// The sentence in English, with its arguments in braces; what stands in brackets is left out where its argument is empty. The
    /// English dictionary has the same.
    pub sentence: &'static str,
}

/// Declares the refusals as a table: meaning, name, arguments, key, sentence.
macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident $({ $($field:ident: $type:ty),* })? => $key:literal, $sentence:literal;)*) => {
        /// Why something is refused.
        #[derive(Clone, PartialEq, Eq, Debug)]
        #[allow(missing_docs, reason = "the arguments are named for the sentence they go into")]
        pub enum Reason {
            $($(#[$doc])* $name $({ $($field: $type),* })?,)*
        }

        impl Reason {
            /// All refusals there are, so that both dictionaries can prove that they have a sentence for each.
            pub const TABLE: &'static [RefusalRow] =
                &[$(RefusalRow { key: $key, args: &[$($(stringify!($field)),*)?], sentence: $sentence }),*];

            /// Names the sentence in the dictionaries.
            pub fn key(&self) -> &'static str {
                match self { $(Self::$name { .. } => $key,)* }
            }

            /// The sentence in English, with its arguments in braces.
            fn sentence(&self) -> &'static str {
                match self { $(Self::$name { .. } => $sentence,)* }
            }

            /// The arguments of the sentence. Of a text that is too long for one, the beginning.
            pub fn args(&self) -> Args {
                #[allow(unused_mut, reason = "some have none")]
                let mut args = Vec::new();
                match self {
                    $(Self::$name $({ $($field),* })? => { $($(add(&mut args, stringify!($field), $field);)*)? })*
                }
                for (_, arg) in &mut args {
                    shorten(arg);
                }
                args
            }
        }
    };
}

refusals! {
    UnknownCommand { word: String, nearest: String } =>
        "error.unknown-command", "There is no command “{word}”.[ Did you mean “{nearest}”?] All commands are listed by: help";
    /// Somebody asks which commands there are.
    Commands { known: String } => "error.commands", "The commands are {known}.";
    /// To stop the picture is no command: it stops no process.
    PlayersKey => "error.players-key", "Space plays and pauses. To suspend a server, write: suspend A";
    /// A line that says how a run begins, after it has begun.
    BelongsInHead { word: String } =>
        "error.belongs-in-head", "“{word}” belongs in the head of a script, before the first command.";
    UnknownNode { word: String, nearest: String, known: String } =>
        "error.unknown-node", "There is no node “{word}”.[ Did you mean “{nearest}”?] The nodes are {known}.";
    /// What is written is no name of a message.
    UnknownMessage { word: String } =>
        "error.unknown-message", "“{word}” is not the name of a message. Write a name from the stage, such as m12.";
    NotInFlight { word: String, nearest: String } =>
        "error.not-in-flight", "No message “{word}” is in flight.[ Did you mean “{nearest}”?]";
    NothingInFlight => "error.nothing-in-flight", "No message is in flight.";
    UnknownClient { word: String } =>
        "error.unknown-client", "There is no client “{word}”. Write a name from the stage, such as c1.";
    UnknownSetting { word: String, nearest: String } =>
        "error.unknown-setting", "There is no setting or rule “{word}”.[ Did you mean “{nearest}”?] The settings list all of them.";
    UnknownTimer { word: String, nearest: String, known: String } =>
        "error.unknown-timer", "There is no timer “{word}”.[ Did you mean “{nearest}”?] The timers are {known}.";
    /// There is no message of that kind between nodes.
    UnknownKind { word: String, nearest: String, known: String } =>
        "error.unknown-kind", "There is no message “{word}”.[ Did you mean “{nearest}”?] The messages are {known}.";
    UnknownProtocol { word: String, nearest: String, known: String } =>
        "error.unknown-protocol", "There is no protocol “{word}”.[ Did you mean “{nearest}”?] The protocols are {known}.";
    /// The value that a condition asks for is never found there.
    UnknownValue { word: String, nearest: String, known: String } =>
        "error.unknown-value", "“{word}” is not a possible value here.[ Did you mean “{nearest}”?] The values are {known}.";
    UnknownAttribute { word: String, nearest: String, known: String } =>
        "error.unknown-attribute", "There is no attribute “{word}”.[ Did you mean “{nearest}”?] Write one of {known}.";
    UnknownCheck { word: String, nearest: String } =>
        "error.unknown-check", "There is no guarantee “{word}”.[ Did you mean “{nearest}”?]";
    UnknownEvent { word: String, nearest: String } =>
        "error.unknown-event", "There is no event “{word}”.[ Did you mean “{nearest}”?]";
    /// What a lesson points at is neither a node nor a kind of message.
    UnknownName { word: String, nearest: String } =>
        "error.unknown-name", "Nothing on the stage is called “{word}”.[ Did you mean “{nearest}”?] Write a node or a kind of message.";
    /// The line does not have the form of its command. Forms are written as in the README, in no human language. Of a command, there
    /// is an example as well.
    Form { form: String, example: String } => "error.form", "Write: {form}[ (for example: {example})]";
    /// What a lesson or one of its steps must say, and does not.
    Missing { form: String } => "error.missing", "This is missing: {form}";
    /// A line of a lesson that has another name now.
    Renamed { word: String, right: String } => "error.renamed", "“{word}” has another name now. Write: {right}";
    /// Of a question in a lesson.
    Choices { found: u64, least: u64, most: u64 } =>
        "error.choices", "A question has {least} to {most} choices, and this one has {found}.";
    OneAnswer { right: u64 } => "error.one-answer", "Exactly one choice must come true, but {right} did.";
    TooManyNodes { word: String, most: u64 } =>
        "error.too-many-nodes", "“{word}” is not a number of nodes. Write a number from 1 to {most}.";
    TwiceInOneLine { word: String } => "error.twice-in-one-line", "“{word}” appears twice in this line. Write it once.";
    BackInTime { word: String } => "error.back-in-time", "“{word}” is earlier than the line above. Times must not decrease.";
    /// A line of the head that says what the lines before it mean.
    TooLate { word: String } => "error.too-late", "“{word}” comes too late. Write it before all roles, settings and rules.";
    /// Of a log that is given: no leader ever appended these one after the other.
    TermsFall { word: String, before: String } =>
        "error.terms-fall", "Terms never fall along a log: {word} cannot follow {before}.";
    TermBelowLog { word: String, last: String } =>
        "error.term-below-log", "The last entry is of term {last}, so the server’s term is {last} or later, not {word}.";
    /// Of two logs that are given: Log Matching.
    LogsDiffer { node: String, other: String, index: u64, term: u64 } =>
        "error.logs-differ", "{node} and {other} both have an entry of term {term} at index {index}. By Log Matching, all entries before it must be equal.";
    IsUp { node: String } => "error.is-up", "{node} is up. To stop it, write: crash {node}";
    IsDown { node: String } => "error.is-down", "{node} is down. To start it, write: restart {node}";
    IsSuspended { node: String } => "error.is-suspended", "{node} is suspended. To let it go on, write: resume {node}";
    IsNotSuspended { node: String } =>
        "error.is-not-suspended", "{node} is not suspended. To suspend it, write: suspend {node}";
    /// What is held waits until it is released.
    IsHeld { word: String, pick: String } => "error.is-held", "{word} is held. To let it go on, write: release {pick}";
    AlreadyHeld { pick: String } => "error.already-held", "{pick} is already held. To let it go on, write: release {pick}";
    NothingHeld { link: String } =>
        "error.nothing-held", "Nothing is held on {link}. To hold a message, write: hold {link} KIND";
    AlreadyDropped { pick: String } =>
        "error.already-dropped", "The next {pick} will already be dropped. Wait until it is sent.";
    /// A place has no setting of its own.
    NothingOwn { place: String, name: String } =>
        "error.nothing-own", "{place} has no {name} of its own, so there is nothing to take back.";
    NoTimer { node: String } => "error.no-timer", "{node} has no such timer running.";
    NothingToWrite { node: String } => "error.nothing-to-write", "{node} has nothing to write to its disk.";
    IsCut { link: String } => "error.is-cut", "{link} is already cut. To mend it, write: mend {link}";
    IsNotCut { link: String } => "error.is-not-cut", "{link} is not cut. To cut it, write: cut {link}";
    NothingIsCut => "error.nothing-is-cut", "No link is cut, so there is nothing to heal.";
    /// The protocol uses no connections.
    NoConnections { link: String } => "error.no-connections", "This protocol uses no connections. To stop messages, write: cut {link}";
    NotConnected { link: String } => "error.not-connected", "{link} has no connection to break.";
    /// The message is on a connection.
    OnConnection { link: String } => "error.on-connection", "On a connection, messages cannot be lost or duplicated one by one. To break it, write: break {link}";
    NobodyToAsk => "error.nobody-to-ask", "All nodes are down. Restart one first, such as: restart A";
    NoTimerToAlign => "error.no-timer-to-align", "Fewer than two of these nodes have a running timer. Name two that do, such as: align B D";
    NoDuplicates => "error.no-duplicates", "Only messages between nodes can be duplicated.";
    NeverHappened { condition: String, limit: u64, found: String } =>
        "error.never-happened", "“{condition}” did not become true within {limit} ms: found “{found}”.";
    NotAsExpected { condition: String, found: String } =>
        "error.not-as-expected", "Expected “{condition}”, but found “{found}”.";
    /// The client was served: it has nothing to ask again.
    NothingToRetry { client: String } => "error.nothing-to-retry", "{client} already has its reply, so there is nothing to retry.";
    /// The nodes have agreed on a configuration since they booted first: what stands in the files does not count any more.
    /// `right`: the command that changes it.
    MembersInLog { right: String } =>
        "error.members-in-log", "The logs already hold a configuration, and it overrides the files. Write: {right}";
    /// An operator's recovery is for when the cluster cannot help itself. `right`: the command that changes the members otherwise.
    QuorumIsUp { right: String } =>
        "error.quorum-is-up", "A majority is up, so the cluster can change its own membership. Write: {right}";
    NoCode => "error.no-code", "This is not a share code.";
    /// It was one, and a part of it is missing or another.
    DamagedCode => "error.damaged-code", "This share code is incomplete or has a wrong character. Copy the whole link again.";
    /// A number beyond what makes sense, as it would be written.
    OutOfRange { word: String, least: String, most: String, unit: String } =>
        "error.out-of-range", "“{word}” is out of range. Write a value from {least} to {most}[ (in {unit})].";
    /// A name or value of a request, in characters.
    LongWord { word: String, most: u64 } => "error.long-word", "“{word}” is too long. Write at most {most} characters.";
    TooManyClients { most: u64 } =>
        "error.too-many-clients", "{most} clients are already waiting. Let one of them finish first.";
    TooManyCommands { most: u64 } => "error.too-many-commands", "A run has at most {most} commands.";
    /// A script, lesson or share code, in bytes.
    TooLong { most: u64 } => "error.too-long", "This is longer than {most} bytes.";
    /// A goal asks for something that no run of this protocol comes to.
    UnknownFeat { word: String, nearest: String, known: String } =>
        "error.unknown-feat", "There is no feat “{word}”.[ Did you mean “{nearest}”?][ Write one of {known}.]";
    /// A challenge with more than one step.
    OneStep => "error.one-step", "A challenge has one step. Write the task in its say lines.";
    /// The beginning of a challenge, or its solution, does not go as it must.
    GoalAtOnce => "error.goal-at-once", "The first goal is reached before anything is done.";
    GoalMissed { goal: u64 } => "error.goal-missed", "The solution does not reach goal {goal}.";
    /// What a challenge does not allow.
    Disallowed { word: String } => "error.disallowed", "This challenge does not allow “{word}”.";
    SoOften { word: String, most: u64 } => "error.so-often", "This challenge limits the uses of “{word}” to {most}.";
    RuleStays { rule: String } => "error.rule-stays", "In this challenge the rule {rule} stays on.";
    FewRules { most: u64 } =>
        "error.few-rules", "This challenge limits the number of rules switched off to {most}.";
    SettingStays { word: String } => "error.setting-stays", "This challenge does not allow changes to settings, including {word}.";
    FewCommands { most: u64 } => "error.few-commands", "This challenge must be done with at most {most} commands.";
    BeforeChallenge { at: String } =>
        "error.before-challenge", "Your part begins at {at} ms. What comes before is given: go to {at} ms first.";
    /// A run that is handed in for a challenge, with another head.
    OtherStart { right: String } =>
        "error.other-start", "This is not how the challenge begins.[ This line must stand here: {right}]";
    /// A saved run is still being played to its end.
    IsOpening => "error.is-opening", "The saved run is still loading. Try again in a moment.";
}

/// In English.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let args = self.args();
        let mut rest = self.sentence();
        while let Some((before, (part, behind))) = rest.split_once('[').and_then(|(a, b)| Some((a, b.split_once(']')?)))
        {
            fill_in(f, before, &args)?;
            let is_empty =
                |(name, arg): &(_, Arg)| *arg == Arg::Text(String::new()) && names(part).any(|it| it == *name);
            if !args.iter().any(is_empty) {
                fill_in(f, part, &args)?;
            }
            rest = behind;
        }
        fill_in(f, rest, &args)
    }
}

/// The arguments that have a place in a sentence.
fn names(sentence: &'static str) -> impl Iterator<Item = &'static str> {
    sentence.split('{').skip(1).filter_map(|part| part.split('}').next())
}

/// Writes each argument where its name stands in braces.
fn fill_in(f: &mut fmt::Formatter<'_>, mut rest: &str, args: &Args) -> fmt::Result {
    while let Some((before, (name, behind))) = rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
        f.write_str(before)?;
        match args.iter().find(|(other, _)| *other == name) {
            Some((_, Arg::Text(text))) => f.write_str(text)?,
            Some((_, Arg::Number(number))) => write!(f, "{number}")?,
            _ => unreachable!("a sentence has places for its own arguments, which are words and numbers"),
        }
        rest = behind;
    }
    f.write_str(rest)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.reason)
    }
}

impl core::error::Error for Error {}

impl Reason {
    /// Of a word that is no number, or not one of those that make sense. The form is what would be right.
    pub fn of_number(word: &str, wrong: Wrong, form: String) -> Self {
        match wrong {
            Wrong::Form => Self::form(form),
            Wrong::Range { least, most, unit } => {
                Self::OutOfRange { word: word.into(), least, most, unit: unit.into() }
            }
        }
    }

    /// How a line is written.
    pub fn form(form: String) -> Self {
        Self::Form { form, example: String::new() }
    }

    /// There is no node of that name.
    pub fn unknown_node(word: &str, known: &str) -> Self {
        Self::UnknownNode { word: word.into(), nearest: nearest(word, known.split(' ')), known: known.into() }
    }
}

/// The longest text within a sentence, in characters.
const TEXT: usize = 400;

fn shorten(arg: &mut Arg) {
    let Arg::Text(text) = arg else { return };
    if let Some((end, _)) = text.char_indices().nth(TEXT) {
        text.truncate(end);
        text.push('…');
    }
}

/// What has more letters than this was not meant for any of our words.
const WORD: usize = 40;

/// The known word that looks most like `word`: the fewest letters to change, the first of equals. Nothing where more than half
/// of the letters are others: that would be no word that anybody has meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    if word.chars().nth(WORD).is_some() {
        return String::new();
    }
    let looks_like = |known: &&str| 2 * distance(word, known) <= word.chars().count().max(known.chars().count());
    let known = known.into_iter().min_by_key(|known| distance(word, known)).filter(looks_like);
    String::from(known.unwrap_or_default())
}

/// How many letters must be put in, taken out or changed (Levenshtein's distance), whether they are capitals or not.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in b.iter().enumerate() {
            let change = diagonal + usize::from(!a.eq_ignore_ascii_case(b));
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn of_a_word_that_is_far_too_long_the_beginning_is_told_and_none_of_ours_is_looked_for() {
        let long = "crash ".repeat(1000);
        assert_eq!(nearest(&long, ["crash"]), "");
        let reason = Reason::UnknownNode { word: long, nearest: String::new(), known: "A B".into() };
        assert!(reason.args().contains(&("word", Arg::Text(format!("{}…", &"crash ".repeat(1000)[..TEXT])))));
        assert!(format!("{reason}").len() < 2 * TEXT);
    }

    #[test]
    fn a_sentence_has_a_place_for_each_of_its_arguments_and_no_other() {
        for RefusalRow { key, args, sentence } in Reason::TABLE {
            let mut places: Vec<&str> = names(sentence).collect();
            let mut args = args.to_vec();
            places.sort_unstable();
            places.dedup();
            args.sort_unstable();
            assert_eq!(places, args, "{key}");
        }
        let mut keys: Vec<&str> = Reason::TABLE.iter().map(|row| row.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), Reason::TABLE.len(), "each has a key of its own");
    }

    #[test]
    fn a_refusal_is_a_sentence_with_its_arguments() {
        let reason = Reason::NeverHappened { condition: "A term = 2".into(), limit: 50, found: "{1}".into() };
        let said = "“A term = 2” did not become true within 50 ms: found “{1}”.";
        assert_eq!(
            alloc::format!("{}", Error { line: 3, column: 7, reason }),
            alloc::format!("line 3, column 7: {said}")
        );
    }

    #[test]
    fn nothing_is_suggested_that_is_not_near() {
        assert_eq!(nearest("Q", ["A", "B", "C"]), "");
        assert_eq!(nearest("frobnicate", ["crash", "cut"]), "");
        let far = Reason::unknown_node("Q", "A B C");
        assert_eq!(format!("{far}"), "There is no node “Q”. The nodes are A B C.");
        let near = Reason::unknown_node("b", "A B C");
        assert_eq!(format!("{near}"), "There is no node “b”. Did you mean “B”? The nodes are A B C.");
    }

    #[test]
    fn the_nearest_word_is_the_one_with_the_fewest_changes() {
        assert_eq!(nearest("crsh", ["restart", "crash", "cut"]), "crash");
        assert_eq!(nearest("mnd", ["heal", "mend"]), "mend");
        assert_eq!(nearest("b", ["A", "B"]), "B", "capitals are no other letters");
    }
}
