//! Commands are read.

use crate::clock::command::{Command, Link};
use crate::clock::conditions::{self, Conditions};
use crate::clock::flight::MessageId;
use crate::clock::machine::TimerId;
use crate::clock::refusal::{Error, Reason, nearest};
use crate::clock::timeline::Timeline;
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::limits;
use crate::cluster::names::Cast;
use crate::cluster::order::Order;
use crate::cluster::setting::{SettingValue, length_within};
use crate::language::order;
use crate::language::word::{Word, words};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::{Micros, NodeId};
use quorate_core::sorted::SortedMap;

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
    ("break", "break NODE-NODE"),
    ("request", "request [@NODE] "),
    ("retry", "retry CLIENT [@NODE]"),
    ("drop", "drop MESSAGE"),
    ("duplicate", "duplicate MESSAGE"),
    ("delay", "delay MESSAGE MS"),
    ("rule", "rule NAME on|off"),
];

/// A node that somebody is sent to: `@A`.
pub(super) fn address<'a>(&(column, word): &Word<'a>) -> Option<Word<'a>> {
    Some((column + 1, word.strip_prefix('@')?))
}

impl Cast {
    /// The node of that name.
    pub fn node(self, (column, word): Word<'_>) -> Result<NodeId, (usize, Reason)> {
        self.names.node(word, self.nodes).ok_or_else(|| (column, Reason::unknown_node(word, &self.known())))
    }

    /// With the nodes that are named and not there yet: they have the next names.
    pub fn with_newcomers(self, words: &[Word<'_>]) -> Result<Self, (usize, Reason)> {
        let anybody = Self { nodes: limits::NODES, ..self };
        let mut named: SortedMap<NodeId, Word<'_>> = SortedMap::default();
        for word in words {
            if let Some(node) = anybody.names.node(word.1, limits::NODES).filter(|node| node.0 >= self.nodes) {
                named.get_or_insert_with(node, || *word);
            }
        }
        for (place, (node, (column, word))) in named.iter().enumerate() {
            if usize::from(node.0) != usize::from(self.nodes) + place {
                let next = Self { nodes: self.nodes + place as u8 + 1, ..self };
                return Err((*column, Reason::unknown_node(word, &next.known())));
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
    place.map(|place| TimerId(place as u8)).ok_or_else(|| {
        let nearest = nearest(word, names.iter().copied());
        (column, Reason::UnknownTimer { word: word.to_string(), nearest, known: names.join(" ") })
    })
}

/// All settings by name: what the world has, then what the protocol has.
pub(crate) fn settings(vocabulary: &dyn Vocabulary, is_rule: bool) -> impl Iterator<Item = &'static str> {
    let world = conditions::SETTINGS.iter().map(|setting| (setting.is_rule, setting.name));
    let protocol = vocabulary.settings().into_iter().map(|setting| (setting.is_rule, setting.name));
    world.chain(protocol).filter(move |setting| setting.0 == is_rule).map(|setting| setting.1)
}

/// All words that may begin a line.
pub(crate) fn first_words(vocabulary: &dyn Vocabulary) -> impl Iterator<Item = &'static str> {
    let orders = vocabulary.orders().iter().map(|order| order.word);
    let general = FORMS.iter().map(|(word, _)| *word).filter(|word| *word != "break" || vocabulary.connects());
    general.chain(orders).chain(settings(vocabulary, false))
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
        let length = |(column, word): Word<'_>| {
            let length = length_within(word, Micros(0), limits::LONGEST_RUN);
            length.map_err(|wrong| (column, Reason::of_number(word, wrong, form.clone())))
        };
        // Of a request that is refused.
        let wrong_request = |words: &[Word<'_>]| {
            let long = words.iter().find(|(_, word)| word.chars().count() > limits::NAME);
            long.map_or_else(malformed, |(column, word)| {
                (*column, Reason::LongWord { word: word.to_string(), most: limits::NAME as u64 })
            })
        };
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
            ("align", nodes) => Ok(Self::Align(distinct(cast, nodes)?)),
            ("spread", []) => Ok(Self::Spread),
            ("partition", words) => {
                let groups = groups(cast, words)?;
                if groups.is_empty() { Err(malformed()) } else { Ok(Self::Partition(groups)) }
            }
            ("cut", [link]) => Ok(Self::Cut(cast.link(*link, &form)?)),
            ("mend", [link]) => Ok(Self::Mend(cast.link(*link, &form)?)),
            ("heal", []) => Ok(Self::Heal),
            ("break", [link]) => match cast.link(*link, &form)? {
                Link { from, to, both: true } => Ok(Self::Break(from, to)),
                Link { both: false, .. } => Err(malformed()),
            },
            ("request", rest) => {
                let to = rest.first().and_then(address);
                let rest = &rest[usize::from(to.is_some())..];
                let to = to.map(|to| cast.node(to)).transpose()?;
                let words = rest;
                let request: Vec<&str> = rest.iter().map(|(_, word)| *word).collect();
                if request.first().is_some_and(|word| Order::of(vocabulary.orders(), word).is_some()) {
                    return Err(malformed());
                }
                let request = vocabulary.request(&request, cast).map_err(|_| wrong_request(words))?;
                Ok(Self::Request(to, request))
            }
            (_, named) if let Some(order) = order => order::read(order, vocabulary, cast, named)?.ok_or_else(malformed),
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
        let malformed = |like: SettingValue, wrong| {
            (value_column, Reason::of_number(value, wrong, format!("{name} {}", like.form())))
        };
        if let Some(setting) = conditions::SETTINGS.iter().find(|it| it.name == name && it.is_rule == is_rule) {
            let like = (setting.get)(&Conditions::default());
            let value = like.parse_alike(value, setting.least).map_err(|wrong| malformed(like, wrong))?;
            return Ok(Self::World(setting, value));
        }
        if let Some(setting) = vocabulary.settings().iter().find(|it| it.name == name && it.is_rule == is_rule) {
            let like = setting.default;
            let value = like.parse_alike(value, setting.least).map_err(|wrong| malformed(like, wrong))?;
            return Ok(Self::Tune(setting.name, value));
        }
        let nearest = nearest(name, settings(vocabulary, true));
        Err((column, Reason::UnknownSetting { word: name.to_string(), nearest }))
    }
}

fn setting_form(vocabulary: &dyn Vocabulary, name: &str) -> String {
    let world = conditions::SETTINGS.iter().find(|it| it.name == name).map(|it| (it.get)(&Conditions::default()));
    let protocol = || vocabulary.settings().iter().find(|it| it.name == name).map(|it| it.default);
    format!("{name} {}", world.or_else(protocol).map_or("", SettingValue::form))
}

/// Nodes, each at most once.
pub(super) fn distinct(cast: Cast, words: &[Word<'_>]) -> Result<Vec<NodeId>, (usize, Reason)> {
    let mut nodes = Vec::new();
    for &(column, word) in words {
        let node = cast.node((column, word))?;
        if nodes.contains(&node) {
            return Err((column, Reason::TwiceInOneLine { word: word.to_string() }));
        }
        nodes.push(node);
    }
    Ok(nodes)
}

/// Groups of nodes between bars, each node at most once and no group empty.
fn groups(cast: Cast, words: &[Word<'_>]) -> Result<Vec<Vec<NodeId>>, (usize, Reason)> {
    let named: Vec<Word<'_>> = words.iter().copied().filter(|(_, word)| *word != "|").collect();
    distinct(cast, &named)?;
    let groups = words.split(|(_, word)| *word == "|").filter(|group| !group.is_empty());
    groups.map(|group| distinct(cast, group)).collect()
}

impl Timeline {
    /// Carries out a line of the command language now.
    pub fn command(&mut self, line: &str) -> Result<(), Error> {
        let error = |(column, reason)| Error { line: 1, column, reason };
        let command = self.parse(&words(line)).map_err(error)?;
        self.perform(command).map_err(|reason| error((1, reason)))
    }

    pub(crate) fn parse(&self, words: &[Word<'_>]) -> Result<Command, (usize, Reason)> {
        Command::parse(self.setup().vocabulary, self.cast(), words)
    }
}
