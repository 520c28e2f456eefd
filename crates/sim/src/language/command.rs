//! The command language: what a person can ask for, and how it is written.

use crate::clock::conditions::{self, Conditions};
use crate::clock::flight::MessageId;
use crate::clock::machine::{TimerId, Vocabulary};
use crate::clock::refusal::{Reason, nearest};
use crate::clock::simulation::client_name;
use crate::cluster::names::Names;
use crate::cluster::setting::{Setting, Value, ms, parse_ms};
use crate::language::run::MOST_NODES;
use crate::playable::Order;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Debug;
use quorate_core::protocol::{Micros, NodeId};
use quorate_core::sorted::SortedMap;

/// What a person asks for.
#[derive(Clone, Debug)]
pub enum Command {
    /// `crash A`
    Crash(NodeId),
    /// `restart A`
    Restart(NodeId),
    /// `timeout A`: its timer fires now; `timeout A heartbeat`: this one of its timers.
    Timeout(NodeId, TimerId),
    /// `timer A 160`, `timer A heartbeat 160`: it fires in 160 ms, however it was drawn.
    Timer(NodeId, TimerId, Micros),
    /// `sync A`: its disk has written now what it was to write.
    Sync(NodeId),
    /// `align B D`: both timers fire at the same instant; without names, all that run.
    Align(Vec<NodeId>),
    /// `spread`: the timers fire far apart.
    Spread,
    /// `partition A B | C D E`: links within a group carry, links between groups don't. Nodes not named are one more group.
    Partition(Vec<Vec<NodeId>>),
    /// `cut A-B`, `cut A>B`
    Cut(Link),
    /// `mend A-B`, `mend A>B`
    Mend(Link),
    /// `heal`: all links.
    Heal,
    /// `request SET x 5`, `request @C SET x 5`
    Request(Option<NodeId>, String),
    /// `add F`, `add F @A`, `snapshot A`, …: for the node that it is addressed to, or for whoever leads. There must be so
    /// many nodes.
    Order(Option<NodeId>, String, u8),
    /// `configure stopped A B C D E`: into everybody's configuration file, while all are down. There must be so many nodes.
    WriteMembers(Vec<NodeId>, u8),
    /// `retry c1`, `retry c1 @B`: the client asks for the same thing once more.
    Retry(u16, Option<NodeId>),
    /// `drop m12`
    Drop(MessageId),
    /// `duplicate m12`
    Duplicate(MessageId),
    /// `delay m12 80`: it arrives that much later.
    Delay(MessageId, Micros),
    /// `loss 10%` and other settings of the world.
    World(&'static Setting<Conditions>, Value),
    /// `election-timeout 150..300` and other settings and rules of the protocol.
    Tune(&'static str, Value),
}

/// A link, or one direction of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// From this node …
    pub from: NodeId,
    /// … to this one,
    pub to: NodeId,
    /// and back.
    pub both: bool,
}

impl Link {
    /// The directions that are meant.
    pub fn directions(self) -> impl Iterator<Item = (NodeId, NodeId)> {
        [(self.from, self.to), (self.to, self.from)].into_iter().take(if self.both { 2 } else { 1 })
    }
}

/// The commands and their forms.
const FORMS: &[(&str, &str)] = &[
    ("crash", "crash NODE"),
    ("restart", "restart NODE"),
    ("timeout", "timeout NODE [TIMER]"),
    ("timer", "timer NODE [TIMER] MS"),
    ("sync", "sync NODE"),
    ("align", "align NODE NODE …"),
    ("spread", "spread"),
    ("partition", "partition NODE … | NODE …"),
    ("cut", "cut NODE-NODE, cut NODE>NODE"),
    ("mend", "mend NODE-NODE, mend NODE>NODE"),
    ("heal", "heal"),
    ("request", "request [@NODE] "),
    ("retry", "retry CLIENT [@NODE]"),
    ("drop", "drop MESSAGE"),
    ("duplicate", "duplicate MESSAGE"),
    ("delay", "delay MESSAGE MS"),
    ("rule", "rule NAME on|off"),
];

/// A word of a line and the column where it begins, from 1.
pub(crate) type Word<'a> = (usize, &'a str);

/// The words of a line up to a comment.
pub(crate) fn words(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut column = 1;
    for word in line.split(char::is_whitespace) {
        if word.starts_with('#') {
            break;
        }
        if !word.is_empty() {
            words.push((column, word));
        }
        column += word.chars().count() + 1;
    }
    words
}

/// A node that somebody is sent to: `@A`.
fn address<'a>(&(column, word): &Word<'a>) -> Option<Word<'a>> {
    Some((column + 1, word.strip_prefix('@')?))
}

/// Who is there to be named.
#[derive(Clone, Copy, Debug)]
pub struct Cast {
    /// How nodes are called.
    pub names: Names,
    /// How many there are.
    pub nodes: u8,
}

impl Cast {
    /// All names, for an error message.
    pub fn known(self) -> String {
        let names: Vec<String> = (0..self.nodes).map(|node| self.names.name(NodeId(node))).collect();
        names.join(" ")
    }

    /// The node of that name.
    pub fn node(self, (column, word): Word<'_>) -> Result<NodeId, (usize, Reason)> {
        self.names
            .node(word, self.nodes)
            .ok_or_else(|| (column, Reason::UnknownNode { word: word.to_string(), known: self.known() }))
    }

    /// With the nodes that are named and not there yet: they have the next names.
    pub fn with_newcomers(self, words: &[Word<'_>]) -> Result<Self, (usize, Reason)> {
        let anybody = Self { nodes: MOST_NODES, ..self };
        let mut named: SortedMap<NodeId, Word<'_>> = SortedMap::default();
        for word in words {
            if let Some(node) = anybody.names.node(word.1, MOST_NODES).filter(|node| node.0 >= self.nodes) {
                named.get_or_insert_with(node, || *word);
            }
        }
        for (place, (node, (column, word))) in named.iter().enumerate() {
            if usize::from(node.0) != usize::from(self.nodes) + place {
                let next = Self { nodes: self.nodes + place as u8 + 1, ..self };
                return Err((*column, Reason::UnknownNode { word: word.to_string(), known: next.known() }));
            }
        }
        Ok(Self { nodes: self.nodes + named.len() as u8, ..self })
    }

    fn link(self, (column, word): Word<'_>, form: &str) -> Result<Link, (usize, Reason)> {
        let split = word.split_once('-').map(|ends| (ends, true)).or(word.split_once('>').map(|ends| (ends, false)));
        let Some(((from, to), both)) = split else {
            return Err((column, Reason::Form { form: form.to_string() }));
        };
        let to_column = column + from.chars().count() + 1;
        let link = Link { from: self.node((column, from))?, to: self.node((to_column, to))?, both };
        if link.from == link.to {
            return Err((to_column, Reason::TwiceInOneLine { word: to.to_string() }));
        }
        Ok(link)
    }
}

fn message((column, word): Word<'_>) -> Result<MessageId, (usize, Reason)> {
    let number = word.strip_prefix('m').and_then(|digits| digits.parse().ok());
    number.map(MessageId).ok_or_else(|| (column, Reason::UnknownMessage { word: word.to_string() }))
}

/// The timer of that name.
fn timer(vocabulary: &dyn Vocabulary, (column, word): Word<'_>) -> Result<TimerId, (usize, Reason)> {
    let names = vocabulary.timers();
    let place = names.iter().position(|name| *name == word);
    place
        .map(|place| TimerId(place as u8))
        .ok_or_else(|| (column, Reason::UnknownTimer { word: word.to_string(), known: names.join(" ") }))
}

/// All settings by name: what the world has, then what the protocol has.
fn settings(vocabulary: &dyn Vocabulary, is_rule: bool) -> impl Iterator<Item = &'static str> {
    let world = conditions::SETTINGS.iter().map(|setting| (setting.is_rule, setting.name));
    let protocol = vocabulary.settings().into_iter().map(|setting| (setting.is_rule, setting.name));
    world.chain(protocol).filter(move |setting| setting.0 == is_rule).map(|setting| setting.1)
}

/// All words that may begin a line.
fn first_words(vocabulary: &dyn Vocabulary) -> impl Iterator<Item = &'static str> {
    let orders = vocabulary.orders().iter().map(|order| order.word);
    FORMS.iter().map(|(word, _)| *word).chain(orders).chain(settings(vocabulary, false))
}

impl Command {
    /// Reads a command. The error names the column.
    pub(crate) fn parse(vocabulary: &dyn Vocabulary, cast: Cast, words: &[Word<'_>]) -> Result<Self, (usize, Reason)> {
        let Some((&(column, first), rest)) = words.split_first() else {
            return Err((1, Reason::Form { form: "crash NODE …".to_string() }));
        };
        let order = vocabulary.orders().iter().find(|order| order.word == first);
        let general = FORMS.iter().find(|(word, _)| *word == first).map(|(_, form)| *form);
        let form = general.or(order.map(|order| order.form)).unwrap_or("");
        let form =
            if first == "request" { format!("{form}{}", vocabulary.request_grammar()) } else { form.to_string() };
        let malformed = || {
            let end = words.last().map_or(column, |(column, word)| column + word.chars().count());
            (rest.first().map_or(end, |word| word.0), Reason::Form { form: form.clone() })
        };
        let length =
            |(column, word): Word<'_>| parse_ms(word).ok_or_else(|| (column, Reason::Form { form: form.clone() }));
        match (first, rest) {
            ("crash", [node]) => Ok(Self::Crash(cast.node(*node)?)),
            ("restart", [node]) => Ok(Self::Restart(cast.node(*node)?)),
            ("timeout", [node]) => Ok(Self::Timeout(cast.node(*node)?, vocabulary.impatience())),
            ("timeout", [node, name]) => Ok(Self::Timeout(cast.node(*node)?, timer(vocabulary, *name)?)),
            ("timer", [node, time]) => Ok(Self::Timer(cast.node(*node)?, vocabulary.impatience(), length(*time)?)),
            ("timer", [node, name, time]) => {
                Ok(Self::Timer(cast.node(*node)?, timer(vocabulary, *name)?, length(*time)?))
            }
            ("sync", [node]) => Ok(Self::Sync(cast.node(*node)?)),
            ("align", nodes) => Ok(Self::Align(distinct(cast, nodes)?.into_iter().flatten().collect())),
            ("spread", []) => Ok(Self::Spread),
            ("partition", groups) if !groups.is_empty() => Ok(Self::Partition(distinct(cast, groups)?)),
            ("cut", [link]) => Ok(Self::Cut(cast.link(*link, &form)?)),
            ("mend", [link]) => Ok(Self::Mend(cast.link(*link, &form)?)),
            ("heal", []) => Ok(Self::Heal),
            ("request", rest) => {
                let to = rest.first().and_then(address);
                let rest = &rest[usize::from(to.is_some())..];
                let to = to.map(|to| cast.node(to)).transpose()?;
                let request: Vec<&str> = rest.iter().map(|(_, word)| *word).collect();
                if request.first().is_some_and(|word| Order::of(vocabulary.orders(), word).is_some()) {
                    return Err(malformed());
                }
                let request = vocabulary.request(&request, cast).map_err(|_| malformed())?;
                Ok(Self::Request(to, request))
            }
            ("configure", [(_, "stopped"), nodes @ ..]) if order.is_some() && !nodes.is_empty() => {
                let cast = cast.with_newcomers(nodes)?;
                Ok(Self::WriteMembers(distinct(cast, nodes)?.into_iter().flatten().collect(), cast.nodes))
            }
            (_, named) if let Some(order) = order => {
                let cast = cast.with_newcomers(named)?;
                let (at, named) = match (named, named.last().and_then(address)) {
                    ([node, named @ ..], _) if order.is_addressed => (Some(cast.node(*node)?), named),
                    ([named @ .., _], Some(at)) => (Some(cast.node(at)?), named),
                    _ => (None, named),
                };
                // A name that nobody has is the more helpful complaint.
                named.iter().filter(|(_, word)| *word != "naive").try_for_each(|word| cast.node(*word).map(|_| ()))?;
                let request: Vec<&str> = [first].into_iter().chain(named.iter().map(|(_, word)| *word)).collect();
                let request = vocabulary.request(&request, cast).map_err(|_| malformed())?;
                if order.is_addressed && at.is_none() {
                    return Err(malformed());
                }
                Ok(Self::Order(at, request, cast.nodes))
            }
            ("retry", [(column, client), rest @ ..]) => {
                let number = client.strip_prefix('c').and_then(|digits| digits.parse::<u16>().ok()?.checked_sub(1));
                let client = number.ok_or_else(|| (*column, Reason::UnknownClient { word: client.to_string() }))?;
                match rest {
                    [] => Ok(Self::Retry(client, None)),
                    [to] => Ok(Self::Retry(client, Some(cast.node(address(to).ok_or_else(malformed)?)?))),
                    _ => Err(malformed()),
                }
            }
            ("drop", [id]) => Ok(Self::Drop(message(*id)?)),
            ("duplicate", [id]) => Ok(Self::Duplicate(message(*id)?)),
            ("delay", [id, time]) => Ok(Self::Delay(message(*id)?, length(*time)?)),
            ("rule", [name, value]) => Self::set(vocabulary, true, *name, *value),
            (name, [value]) if first_words(vocabulary).any(|word| word == name) && form.is_empty() => {
                Self::set(vocabulary, false, (column, name), *value)
            }
            _ if !form.is_empty() => Err(malformed()),
            (word, _) if first_words(vocabulary).any(|known| known == word) => {
                Err((column, Reason::Form { form: setting_form(vocabulary, word) }))
            }
            (word, _) => {
                let nearest = nearest(word, first_words(vocabulary));
                Err((column, Reason::UnknownCommand { word: word.to_string(), nearest }))
            }
        }
    }

    fn set(
        vocabulary: &dyn Vocabulary,
        is_rule: bool,
        (column, name): Word<'_>,
        (value_column, value): Word<'_>,
    ) -> Result<Self, (usize, Reason)> {
        let malformed = |form| (value_column, Reason::Form { form: format!("{name} {form}") });
        if let Some(setting) = conditions::SETTINGS.iter().find(|it| it.name == name && it.is_rule == is_rule) {
            let value = (setting.get)(&Conditions::default()).parse_alike(value).map_err(malformed)?;
            return Ok(Self::World(setting, value));
        }
        if let Some(setting) = vocabulary.settings().iter().find(|it| it.name == name && it.is_rule == is_rule) {
            let value = setting.default.parse_alike(value).map_err(malformed)?;
            return Ok(Self::Tune(setting.name, value));
        }
        let nearest = nearest(name, settings(vocabulary, true));
        Err((column, Reason::UnknownSetting { word: name.to_string(), nearest }))
    }

    /// The command as it is written.
    pub fn text(&self, vocabulary: &dyn Vocabulary, names: Names) -> String {
        let name = |node: &NodeId| names.name(*node);
        let link = |link: &Link| format!("{}{}{}", name(&link.from), if link.both { '-' } else { '>' }, name(&link.to));
        let all = |nodes: &[NodeId]| nodes.iter().map(name).collect::<Vec<_>>().join(" ");
        match self {
            Self::Crash(node) => format!("crash {}", name(node)),
            Self::Restart(node) => format!("restart {}", name(node)),
            Self::Timeout(node, timer) => format!("timeout {}{}", name(node), timer_text(vocabulary, *timer)),
            Self::Timer(node, timer, length) => {
                format!("timer {}{} {}", name(node), timer_text(vocabulary, *timer), ms(*length))
            }
            Self::Sync(node) => format!("sync {}", name(node)),
            Self::Align(nodes) if nodes.is_empty() => "align".to_string(),
            Self::Align(nodes) => format!("align {}", all(nodes)),
            Self::Spread => "spread".to_string(),
            Self::Partition(groups) => {
                format!("partition {}", groups.iter().map(|group| all(group)).collect::<Vec<_>>().join(" | "))
            }
            Self::Cut(it) => format!("cut {}", link(it)),
            Self::Mend(it) => format!("mend {}", link(it)),
            Self::Heal => "heal".to_string(),
            Self::Request(None, request) => format!("request {}", request),
            Self::Request(Some(node), request) => format!("request @{} {}", name(node), request),
            Self::Order(Some(node), request, _) => {
                let order = Order::of(vocabulary.orders(), request).expect("only orders become this command");
                order.given_to(request, &name(node))
            }
            Self::Order(None, request, _) => request.clone(),
            Self::WriteMembers(members, _) => format!("configure stopped {}", all(members)),
            Self::Retry(client, None) => format!("retry {}", client_name(*client)),
            Self::Retry(client, Some(node)) => format!("retry {} @{}", client_name(*client), name(node)),
            Self::Drop(id) => format!("drop {id}"),
            Self::Duplicate(id) => format!("duplicate {id}"),
            Self::Delay(id, length) => format!("delay {id} {}", ms(*length)),
            Self::World(setting, value) => setting_text(setting.is_rule, setting.name, *value),
            Self::Tune(setting, value) => setting_text(is_rule(vocabulary, setting), setting, *value),
        }
    }
}

/// The timer that a command is about anyway is not named.
fn timer_text(vocabulary: &dyn Vocabulary, timer: TimerId) -> String {
    if timer == vocabulary.impatience() {
        return String::new();
    }
    format!(" {}", vocabulary.timers()[usize::from(timer.0)])
}

fn setting_form(vocabulary: &dyn Vocabulary, name: &str) -> String {
    let world = conditions::SETTINGS.iter().find(|it| it.name == name).map(|it| (it.get)(&Conditions::default()));
    let protocol = || vocabulary.settings().iter().find(|it| it.name == name).map(|it| it.default);
    format!("{name} {}", world.or_else(protocol).map_or("", Value::form))
}

fn is_rule(vocabulary: &dyn Vocabulary, name: &str) -> bool {
    vocabulary.settings().iter().any(|setting| setting.is_rule && setting.name == name)
}

/// A setting as it is written in a command.
pub(crate) fn setting_text(is_rule: bool, name: &str, value: Value) -> String {
    format!("{}{name} {value}", if is_rule { "rule " } else { "" })
}

/// Groups of nodes between bars, each node at most once and no group empty.
fn distinct(cast: Cast, words: &[Word<'_>]) -> Result<Vec<Vec<NodeId>>, (usize, Reason)> {
    let mut groups = alloc::vec![Vec::new()];
    for &(column, word) in words {
        if word == "|" {
            groups.push(Vec::new());
            continue;
        }
        let node = cast.node((column, word))?;
        if groups.iter().flatten().any(|other| *other == node) {
            return Err((column, Reason::TwiceInOneLine { word: word.to_string() }));
        }
        groups.last_mut().expect("there is always a last group").push(node);
    }
    groups.retain(|group| !group.is_empty());
    Ok(groups)
}

/// Words that may stand where `line` ends, all beginning with what is written of the last word.
pub fn complete(
    line: &str,
    vocabulary: &dyn Vocabulary,
    cast: Cast,
    in_flight: impl IntoIterator<Item = MessageId>,
) -> Vec<String> {
    let words = words(line);
    let begun = if line.ends_with(char::is_whitespace) { "" } else { words.last().map_or("", |(_, word)| word) };
    let before = words.len() - usize::from(!begun.is_empty());
    let nodes = || (0..cast.nodes).map(|node| cast.names.name(NodeId(node)));
    let named = |names: &mut dyn Iterator<Item = &'static str>| names.map(String::from).collect::<Vec<_>>();
    let first = words.first().map_or("", |(_, word)| *word);
    let known = match (before, first) {
        (0, _) => named(&mut first_words(vocabulary)),
        (1, "crash" | "restart" | "timeout" | "timer" | "sync") | (_, "align" | "partition") => {
            nodes().filter(|name| !words[1..].iter().any(|(_, word)| word == name) || name == begun).collect()
        }
        (2, "timeout" | "timer") => named(&mut vocabulary.timers().into_iter()),
        (1, "cut" | "mend") => {
            let pairs = (0..cast.nodes).flat_map(|a| (a + 1..cast.nodes).map(move |b| (NodeId(a), NodeId(b))));
            pairs.map(|(a, b)| format!("{}-{}", cast.names.name(a), cast.names.name(b))).collect()
        }
        (1, "request") => {
            let to = nodes().map(|name| format!("@{name}"));
            to.chain(
                vocabulary
                    .request_grammar()
                    .split('|')
                    .filter_map(|form| form.split_whitespace().next())
                    .map(String::from),
            )
            .collect()
        }
        (_, "add" | "remove" | "transfer" | "snapshot" | "configure")
            if vocabulary.orders().iter().any(|order| order.word == first) =>
        {
            let next = Cast { nodes: (cast.nodes + 1).min(MOST_NODES), ..cast };
            let there = (0..next.nodes).map(|node| next.names.name(NodeId(node)));
            let kinds = ["naive", "stopped"].into_iter().filter(|_| first == "configure" && before == 1);
            let several = first == "configure" || before == 1;
            kinds
                .map(String::from)
                .chain(there)
                .filter(|name| several && !words[1..].iter().any(|(_, word)| word == name) || *name == begun)
                .collect()
        }
        (1, "drop" | "duplicate" | "delay") => in_flight.into_iter().map(|id| id.to_string()).collect(),
        (1, "rule") => named(&mut settings(vocabulary, true)),
        (2, "rule") => named(&mut ["on", "off"].into_iter()),
        _ => Vec::new(),
    };
    known.into_iter().filter(|word| word.starts_with(begun) && word != begun).collect()
}
