//! What `until`, `expect` and `when` lines ask of a run.
//!
//! `A role = leader`, `all commit-index >= 3`, `at-least 2 role = leader`, `c1 answer = 5`, `cluster cuts = 0`,
//! `events raft.elected = 1`, `violation raft.election-safety`, `no violation`; several with `and` between them.

use crate::clock::client::Knows;
use crate::clock::refusal::{Reason, nearest};
use crate::clock::simulation::{self, Simulation};
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::limits;
use crate::cluster::names::{Cast, client_name};
use crate::language::word::{Word, words};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;

/// The forms of a condition.
const FORM: &str = "NODE|all|some|none|at-least NUMBER|CLIENT|cluster ATTRIBUTE =|!=|<|<=|>|>=|has|lacks VALUE, events KEY = NUMBER, violation CHECK, no violation; several with and between them";

/// What may be asked of the cluster as a whole: how many nodes are up, are suspended; how many links are cut, each direction by
/// itself; how many kinds of message are held.
const CLUSTER_ATTRIBUTES: &[&str] = &["up", "suspended", "cuts", "held"];

/// Stands between conditions of which each must hold.
pub(crate) const AND: &str = "and";

/// What `state` may be of a client.
const CLIENT_STATES: &[&str] = &["waiting", "unknown", "ok", "other", "stale", "redirected", "failed", "none"];

/// Something that is true or not at one moment of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    text: String,
    kind: Question,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Question {
    /// All of these at the same moment.
    Each(Vec<Condition>),
    Of {
        subject: Subject,
        attribute: String,
        key: Option<String>,
        is: Comparison,
    },
    Events {
        key: String,
        is: Comparison,
    },
    Violation {
        check: String,
    },
    NoViolation,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Subject {
    Node(NodeId),
    /// Every node that is up.
    All,
    /// No node that is up.
    None,
    /// At least so many of the nodes that are up; `some`: one.
    AtLeast(u8),
    Cluster,
    Client(String),
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Comparison {
    operator: Operator,
    value: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Operator {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Has,
    Lacks,
}

impl Comparison {
    fn parse(words: &[Word<'_>]) -> Result<Self, (usize, Reason)> {
        let malformed = |column| (column, Reason::form(FORM.to_string()));
        let Some(((column, operator), value)) = words.split_first() else { return Err(malformed(1)) };
        let operator = match *operator {
            "=" => Operator::Equal,
            "!=" => Operator::Unequal,
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            "has" => Operator::Has,
            "lacks" => Operator::Lacks,
            _ => return Err(malformed(*column)),
        };
        if value.is_empty() {
            return Err(malformed(*column));
        }
        let value = value.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
        Ok(Self { operator, value })
    }

    /// One whose value is among these, or any if there are none; and one with a number where numbers are compared.
    fn of(self, values: &[&str], words: &[Word<'_>]) -> Result<Self, (usize, Reason)> {
        let column = words.get(1).map_or(1, |(column, _)| *column);
        match self.operator {
            Operator::Equal | Operator::Unequal if !values.is_empty() && !values.contains(&self.value.as_str()) => {
                let nearest = nearest(&self.value, values.iter().copied());
                Err((column, Reason::UnknownValue { word: self.value, nearest, known: values.join(" ") }))
            }
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual
                if self.value.parse::<i64>().is_err() =>
            {
                Err((column, Reason::form(format!("{} NUMBER", words[0].1))))
            }
            _ => Ok(self),
        }
    }

    fn holds(&self, found: &str) -> bool {
        let numbers = || Some((found.parse::<i64>().ok()?, self.value.parse::<i64>().ok()?));
        match self.operator {
            Operator::Equal => found == self.value,
            Operator::Unequal => found != self.value,
            Operator::Has => has(found, &self.value),
            Operator::Lacks => !has(found, &self.value),
            Operator::Less => numbers().is_some_and(|(a, b)| a < b),
            Operator::LessOrEqual => numbers().is_some_and(|(a, b)| a <= b),
            Operator::Greater => numbers().is_some_and(|(a, b)| a > b),
            Operator::GreaterOrEqual => numbers().is_some_and(|(a, b)| a >= b),
        }
    }
}

/// Whether a value, which is never empty, stands somewhere in what is found. In bytes: see "Where we differ" in
/// ARCHITECTURE.md.
fn has(found: &str, value: &str) -> bool {
    found.as_bytes().windows(value.len()).any(|part| part == value.as_bytes())
}

impl Condition {
    /// Reads a condition; the error names the column.
    pub(crate) fn parse(vocabulary: &dyn Vocabulary, cast: Cast, words: &[Word<'_>]) -> Result<Self, (usize, Reason)> {
        let text = words.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
        let kind = match words {
            _ if words.iter().any(|(_, word)| *word == AND) => {
                let parts = words.split(|(_, word)| *word == AND);
                Question::Each(parts.map(|part| Self::parse(vocabulary, cast, part)).collect::<Result<_, _>>()?)
            }
            [(_, "at-least"), number, attribute, is @ ..] => {
                let least = number.1.parse().ok().filter(|least| (1..=limits::NODES).contains(least));
                let least = least.ok_or_else(|| (number.0, Reason::form("at-least NUMBER".to_string())))?;
                Self::read_about(vocabulary, Subject::AtLeast(least), *attribute, is)?
            }
            [(_, "no"), (_, "violation")] => Question::NoViolation,
            [(_, "violation"), (column, check)] => {
                let checks = vocabulary.checks();
                if !checks.iter().any(|known| known.id == *check) {
                    let nearest = nearest(check, checks.iter().map(|check| check.id));
                    return Err((*column, Reason::UnknownCheck { word: check.to_string(), nearest }));
                }
                Question::Violation { check: check.to_string() }
            }
            [(_, "events"), (column, key), is @ ..] => {
                if !vocabulary.events().contains(key) && !simulation::KEYS.contains(key) {
                    let nearest = nearest(key, vocabulary.events().iter().chain(simulation::KEYS).copied());
                    return Err((*column, Reason::UnknownEvent { word: key.to_string(), nearest }));
                }
                Question::Events { key: key.to_string(), is: Comparison::parse(is)?.of(&[], is)? }
            }
            [subject, attribute, is @ ..] => {
                let subject = match subject.1 {
                    "all" => Subject::All,
                    "some" => Subject::AtLeast(1),
                    "none" => Subject::None,
                    "cluster" => Subject::Cluster,
                    name if is_client(name) => Subject::Client(name.to_string()),
                    _ => Subject::Node(cast.node(*subject)?),
                };
                Self::read_about(vocabulary, subject, *attribute, is)?
            }
            _ => return Err((words.first().map_or(1, |(column, _)| *column), Reason::form(FORM.to_string()))),
        };
        Ok(Self { text, kind })
    }

    fn read_about(
        vocabulary: &dyn Vocabulary,
        subject: Subject,
        (column, attribute): Word<'_>,
        is: &[Word<'_>],
    ) -> Result<Question, (usize, Reason)> {
        let (attribute, key) = match attribute.split_once('.') {
            Some((attribute, key)) => (attribute, Some(key.to_string())),
            None => (attribute, None),
        };
        let known: &[&str] = match subject {
            Subject::Client(_) => &["state", "answer", "node"],
            Subject::Cluster => CLUSTER_ATTRIBUTES,
            _ => vocabulary.attributes(),
        };
        let is_known = |known: &&str| known.split('.').next() == Some(attribute);
        if !known.iter().any(is_known) {
            let (word, nearest) = (attribute.to_string(), nearest(attribute, known.iter().copied()));
            return Err((column, Reason::UnknownAttribute { word, nearest, known: known.join(" ") }));
        }
        let values: &[&str] = match (&subject, attribute) {
            (Subject::Client(_), "state") => CLIENT_STATES,
            (Subject::Client(_) | Subject::Cluster, _) => &[],
            (_, "role") => vocabulary.roles(),
            _ => &[],
        };
        let is = Comparison::parse(is)?.of(values, is)?;
        Ok(Question::Of { subject, attribute: attribute.to_string(), key, is })
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is true now; if not, what is found instead.
    pub fn holds(&self, simulation: &Simulation) -> Result<(), String> {
        let (holds, found) = self.look(simulation);
        if holds { Ok(()) } else { Err(found) }
    }

    /// Whether it is not true and will never be again: a guarantee that was broken stays so.
    pub fn is_missed(&self, simulation: &Simulation) -> bool {
        match &self.kind {
            Question::Each(all) => all.iter().any(|it| it.is_missed(simulation)),
            Question::NoViolation => !broken_checks(simulation).is_empty(),
            Question::Of { .. } | Question::Events { .. } | Question::Violation { .. } => false,
        }
    }

    fn look(&self, simulation: &Simulation) -> (bool, String) {
        match &self.kind {
            Question::Each(all) => {
                let looked = all.iter().map(|it| it.look(simulation));
                let missed = looked.filter(|(holds, _)| !holds).map(|(_, found)| found).collect::<Vec<_>>();
                (missed.is_empty(), missed.join("; "))
            }
            Question::NoViolation => {
                let broken = broken_checks(simulation);
                (broken.is_empty(), broken.join(" "))
            }
            Question::Violation { check } => {
                let broken = broken_checks(simulation);
                (broken.contains(&check.as_str()), broken.join(" "))
            }
            Question::Events { key, is } => {
                let count = simulation.count_of(key).to_string();
                (is.holds(&count), count)
            }
            Question::Of { subject, attribute, key, is } => {
                let names = simulation.names();
                let of = |node| {
                    let found = simulation.machine().attribute(node, attribute, key.as_deref());
                    found.unwrap_or_else(|| "none".to_string())
                };
                let up = || simulation.nodes().filter(|node| simulation.machine().is_up(*node));
                let all_found =
                    || up().map(|node| format!("{} {}", names.name(node), of(node))).collect::<Vec<_>>().join("; ");
                match subject {
                    Subject::Node(node) => {
                        let found = of(*node);
                        (is.holds(&found), found)
                    }
                    Subject::All => (up().all(|node| is.holds(&of(node))), all_found()),
                    Subject::AtLeast(least) => {
                        (up().filter(|node| is.holds(&of(*node))).count() >= usize::from(*least), all_found())
                    }
                    Subject::Cluster => {
                        let found = cluster_attribute(simulation, attribute).to_string();
                        (is.holds(&found), found)
                    }
                    Subject::None => (!up().any(|node| is.holds(&of(node))), all_found()),
                    Subject::Client(name) => {
                        let found = client_attribute(simulation, name, attribute);
                        (is.holds(&found), found)
                    }
                }
            }
        }
    }
}

fn is_client(name: &str) -> bool {
    name.strip_prefix('c').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn broken_checks(simulation: &Simulation) -> Vec<&'static str> {
    let checks = simulation.vocabulary().checks();
    let checks = checks.iter().zip(simulation.broken());
    checks.filter(|(_, broken)| broken.is_some()).map(|(check, _)| check.id).collect()
}

fn cluster_attribute(simulation: &Simulation, attribute: &str) -> usize {
    match attribute {
        "up" => simulation.nodes().filter(|node| simulation.machine().is_up(*node)).count(),
        "suspended" => simulation.suspended().iter().count(),
        "cuts" => simulation.machine().cuts().iter().count(),
        _ => simulation.holds().iter().count(),
    }
}

fn client_attribute(simulation: &Simulation, name: &str, attribute: &str) -> String {
    let client = simulation.clients().0.iter().find(|client| client_name(client.id.client) == name);
    let Some(client) = client else { return "none".to_string() };
    match (attribute, &client.knows) {
        ("node", _) => simulation.names().name(client.node),
        ("answer", Knows::Answer(answer, _)) => answer.text.clone(),
        ("answer", _) => "none".to_string(),
        (_, Knows::Waiting) => "waiting".to_string(),
        (_, Knows::Nothing(_)) => "unknown".to_string(),
        (_, Knows::Answer(answer, _)) => answer.verdict.name().to_string(),
    }
}

/// Whether a condition holds now, for tests. Panics if it is not written as conditions are.
///
/// ```
/// use quorate_sim::clock::random::Seed;
/// use quorate_sim::clock::setup::Setup;
/// use quorate_sim::clock::timeline::Timeline;
/// use quorate_sim::language::condition::holds;
/// use quorate_sim::registry::vocabulary;
///
/// let raft = vocabulary("raft").expect("Raft is registered");
/// let timeline = Timeline::new(Setup::new(raft, 3, Seed(1)));
/// assert!(holds("all role = follower", timeline.present()));
/// assert!(holds("no violation", timeline.present()));
/// ```
pub fn holds(condition: &str, simulation: &Simulation) -> bool {
    let cast = Cast { names: simulation.names(), nodes: simulation.machine().size() };
    let condition = Condition::parse(simulation.vocabulary(), cast, &words(condition));
    condition.expect("the condition is well written").holds(simulation).is_ok()
}
