//! Commands are read.

use crate::clock::command::{Command, Pick};
use crate::clock::conditions::{self, Conditions};
use crate::clock::flight::MessageId;
use crate::clock::link::Link;
use crate::clock::machine::TimerId;
use crate::clock::place::{Place, Trait};
use crate::clock::refusal::{Error, Reason, nearest};
use crate::clock::timeline::Timeline;
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::limits;
use crate::cluster::names::Cast;
use crate::cluster::order::Order;
use crate::cluster::setting::{SettingValue, length_within};
use crate::language::example::{Stage, meant};
use crate::language::order;
use crate::language::run::HEAD;
use crate::language::word::{Word, address, distinct, words};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::event::Arg;
use quorate_core::protocol::{Micros, NodeId};
use quorate_core::sorted::SortedMap;

/// The commands and their forms.
const FORMS: &[(&str, &str)] = &[
    ("crash", "crash NODE"),
    ("restart", "restart NODE"),
    ("timeout", "timeout NODE [TIMER]"),
    ("timer", "timer NODE [TIMER] MS"),
    ("sync", "sync NODE"),
    ("suspend", "suspend NODE [MS]"),
    ("resume", "resume NODE"),
    ("wipe", "wipe NODE"),
    ("align", "align NODE NODE …"),
    ("spread", "spread"),
    ("partition", "partition NODE … | NODE …"),
    ("cut", "cut NODE-NODE, cut NODE>NODE"),
    ("mend", "mend NODE-NODE, mend NODE>NODE"),
    ("heal", "heal"),
    ("break", "break NODE-NODE"),
    ("request", "request [@NODE] "),
    ("retry", "retry CLIENT [@NODE]"),
    ("drop", "drop MESSAGE, drop next NODE>NODE KIND"),
    ("duplicate", "duplicate MESSAGE"),
    ("delay", "delay MESSAGE MS"),
    ("hold", "hold NODE>NODE KIND"),
    ("release", "release NODE>NODE [KIND]"),
    ("rule", "rule NAME on|off"),
];

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
            return Err((column, Reason::form(form.to_string())));
        };
        let to_column = column + from.chars().count() + 1;
        let link = Link { from: self.node((column, from))?, to: self.node((to_column, to))?, both };
        if link.from == link.to {
            return Err((to_column, Reason::TwiceInOneLine { word: to.to_string() }));
        }
        Ok(link)
    }
}

/// The kind of message of that name, sent between nodes.
fn kind(vocabulary: &dyn Vocabulary, (column, word): Word<'_>) -> Result<&'static str, (usize, Reason)> {
    let kinds = vocabulary.kinds();
    kinds.iter().find(|kind| **kind == word).copied().ok_or_else(|| {
        let nearest = nearest(word, kinds.iter().copied());
        (column, Reason::UnknownKind { word: word.to_string(), nearest, known: kinds.join(" ") })
    })
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
    let clock = Trait::Clock.name(vocabulary);
    general.chain(orders).chain(settings(vocabulary, false)).chain(clock)
}

/// Where a line that does not have the form of its command goes wrong: at the first word that is too much, or, where one is
/// lacking, at its end. Of several forms, those count whose small words the line has.
fn goes_wrong(words: &[Word<'_>], form: &str) -> usize {
    let length = |form: &str| if form.ends_with('…') { usize::MAX } else { form.split(' ').count() };
    let longest = meant(words, form).map(length).max().unwrap_or(1);
    let end = words.last().map_or(1, |(column, word)| column + word.chars().count());
    words.get(longest).map_or(end, |(column, _)| *column)
}

impl Command {
    /// Reads a command. The error names the column.
    pub(crate) fn parse(vocabulary: &dyn Vocabulary, cast: Cast, words: &[Word<'_>]) -> Result<Self, (usize, Reason)> {
        Self::parse_on(Stage::new(vocabulary, cast), words)
    }

    /// Where it is known what else there is to be named.
    fn parse_on(stage: Stage<'_>, words: &[Word<'_>]) -> Result<Self, (usize, Reason)> {
        let read = Self::read(stage.vocabulary, stage.cast, words);
        read.map_err(|(column, reason)| (column, stage.with_example(reason, words)))
    }

    fn read(vocabulary: &dyn Vocabulary, cast: Cast, words: &[Word<'_>]) -> Result<Self, (usize, Reason)> {
        let Some((&(column, first), rest)) = words.split_first() else {
            return Err((1, Reason::form("crash NODE".to_string())));
        };
        let order = vocabulary.orders().iter().find(|order| order.word == first);
        let general = FORMS.iter().find(|(word, _)| *word == first).map(|(_, form)| *form);
        let form = general.or(order.map(|order| order.form)).unwrap_or("");
        let form =
            if first == "request" { format!("{form}{}", vocabulary.request_grammar()) } else { form.to_string() };
        let malformed = || (goes_wrong(words, &form), Reason::form(form.clone()));
        let malformed_at = |(column, _): Word<'_>| (column, Reason::form(form.clone()));
        let length = |(column, word): Word<'_>| {
            let length = length_within(word, Micros(0), limits::LONGEST_RUN);
            length.map_err(|wrong| (column, Reason::of_number(word, wrong, form.clone())))
        };
        let one_way = |link: Word<'_>| match cast.link(link, &form)? {
            Link { from, to, both: false } => Ok((from, to)),
            Link { both: true, .. } => Err(malformed_at(link)),
        };
        let pick = |link: Word<'_>, name: Word<'_>| {
            let (from, to) = one_way(link)?;
            Ok(Pick { from, to, kind: kind(vocabulary, name)? })
        };
        // Of a request that is refused.
        let wrong_request = |words: &[Word<'_>]| {
            let long = words.iter().find(|(_, word)| word.chars().count() > limits::NAME);
            let misfit = || (misfit(vocabulary, cast, words).unwrap_or(malformed().0), Reason::form(form.clone()));
            long.map_or_else(misfit, |(column, word)| {
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
                let first = words.first().copied().unwrap_or((malformed().0, ""));
                if groups.is_empty() { Err(malformed_at(first)) } else { Ok(Self::Partition(groups)) }
            }
            ("cut", [link]) => Ok(Self::Cut(cast.link(*link, &form)?)),
            ("mend", [link]) => Ok(Self::Mend(cast.link(*link, &form)?)),
            ("heal", []) => Ok(Self::Heal),
            ("break", [link]) => match cast.link(*link, &form)? {
                Link { from, to, both: true } => Ok(Self::Break(from, to)),
                Link { both: false, .. } => Err(malformed_at(*link)),
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
            ("suspend", [node]) => Ok(Self::Suspend(cast.node(*node)?, None)),
            ("suspend", [node, time]) => Ok(Self::Suspend(cast.node(*node)?, Some(length(*time)?))),
            ("resume", [node]) => Ok(Self::Resume(cast.node(*node)?)),
            ("wipe", [node]) => Ok(Self::Wipe(cast.node(*node)?)),
            ("hold", [link, kind]) => Ok(Self::Hold(pick(*link, *kind)?)),
            ("drop", [(_, "next"), link, kind]) => Ok(Self::DropNext(pick(*link, *kind)?)),
            ("drop", [(_, "next"), ..]) => Err(malformed()),
            ("release", [link, named @ ..]) if named.len() < 2 => {
                let (from, to) = one_way(*link)?;
                let kind = named.first().map(|word| kind(vocabulary, *word)).transpose()?;
                Ok(Self::Release(from, to, kind))
            }
            ("drop", [id]) => Ok(Self::Drop(message(*id)?)),
            ("duplicate", [id]) => Ok(Self::Duplicate(message(*id)?)),
            ("delay", [id, time]) => Ok(Self::Delay(message(*id)?, length(*time)?)),
            ("rule", [name, value]) => Self::set(vocabulary, true, *name, *value),
            (name, [place, value]) if let Some(what) = Trait::named(vocabulary, name) => {
                let form = what.form(name);
                let place = match what.is_of_link() {
                    true => Place::Link(cast.link(*place, &form)?),
                    false => Place::Node(cast.node(*place)?),
                };
                let own = match value.1 {
                    "default" => None,
                    text => Some(what.parse(text).map_err(|wrong| (value.0, Reason::of_number(text, wrong, form)))?),
                };
                Ok(Self::Own(what, place, own))
            }
            (name, [value]) if settings(vocabulary, false).any(|word| word == name) => {
                Self::set(vocabulary, false, (column, name), *value)
            }
            _ if !form.is_empty() => Err(malformed()),
            (word, _) if first_words(vocabulary).any(|known| known == word) => {
                let form = setting_form(vocabulary, word);
                Err((goes_wrong(words, &form), Reason::form(form)))
            }
            ("help", _) => {
                let known = first_words(vocabulary).collect::<Vec<_>>().join(" ");
                Err((column, Reason::Commands { known }))
            }
            ("pause" | "play", _) => Err((column, Reason::PlayersKey)),
            (word, _) if belongs_in_head(vocabulary, word) => {
                Err((column, Reason::BelongsInHead { word: word.to_string() }))
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
            let rule = if is_rule { "rule " } else { "" };
            (value_column, Reason::of_number(value, wrong, format!("{rule}{name} {}", like.form())))
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

/// The word of a request that spoils it, among words that would be right. `None`: one is lacking at the end.
fn misfit(vocabulary: &dyn Vocabulary, cast: Cast, words: &[Word<'_>]) -> Option<usize> {
    let (column, first) = words.first()?;
    let forms = vocabulary.request_grammar().split(" | ");
    let meant = forms.filter(|form| form.split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case(first)));
    let Some(form) = meant.max_by_key(|form| form.len()) else { return Some(*column) };
    let right = form.split(' ').map(|word| match word {
        "NAME" => "x",
        "NUMBER" => "1",
        literal => literal,
    });
    let right: Vec<&str> = right.collect();
    let spoils = |(place, (_, word)): &(usize, &Word<'_>)| {
        let mut tried = right.clone();
        tried.get_mut(*place).map(|right| *right = word).is_none() || vocabulary.request(&tried, cast).is_err()
    };
    words.iter().enumerate().find(spoils).map(|(_, (column, _))| *column)
}

/// Whether a line that begins so says how a run begins.
fn belongs_in_head(vocabulary: &dyn Vocabulary, word: &str) -> bool {
    let own = vocabulary.own_forms().iter().filter_map(|form| form.split(' ').next());
    HEAD.into_iter().chain(own).any(|known| known == word)
}

fn setting_form(vocabulary: &dyn Vocabulary, name: &str) -> String {
    let world = conditions::SETTINGS.iter().find(|it| it.name == name).map(|it| (it.get)(&Conditions::default()));
    let protocol = || vocabulary.settings().iter().find(|it| it.name == name).map(|it| it.default);
    let general = world.or_else(protocol).map(|value| format!("{name} {}", value.form()));
    let own = Trait::named(vocabulary, name).map(|what| what.form(name));
    general.into_iter().chain(own).collect::<Vec<_>>().join(", ")
}

/// Groups of nodes between bars, each node at most once and no group empty.
fn groups(cast: Cast, words: &[Word<'_>]) -> Result<Vec<Vec<NodeId>>, (usize, Reason)> {
    let named: Vec<Word<'_>> = words.iter().copied().filter(|(_, word)| *word != "|").collect();
    distinct(cast, &named)?;
    let groups = words.split(|(_, word)| *word == "|").filter(|group| !group.is_empty());
    groups.map(|group| distinct(cast, group)).collect()
}

/// The word of a line that a refusal is about, or its first.
fn column_of(reason: &Reason, words: &[Word<'_>]) -> usize {
    let args = reason.args();
    let is_meant = |word: &str| {
        let is_it = |text: &str| text.split(' ').next().is_some_and(|text| text.eq_ignore_ascii_case(word));
        args.iter().any(|(_, arg)| matches!(arg, Arg::Text(text) if is_it(text)))
    };
    let mut named = words.iter().skip(1).map(|word| address(word).unwrap_or(*word));
    let first = words.first().map_or(1, |(column, _)| *column);
    named.find(|(_, word)| is_meant(word)).map_or(first, |(column, _)| column)
}

impl Timeline {
    /// Carries out a line of the command language now.
    pub fn command(&mut self, line: &str) -> Result<(), Error> {
        let error = |(column, reason)| Error { line: 1, column, reason };
        let words = words(line);
        let command = self.parse(&words).map_err(error)?;
        self.perform(command).map_err(|reason| error((column_of(&reason, &words), reason)))
    }

    pub(crate) fn parse(&self, words: &[Word<'_>]) -> Result<Command, (usize, Reason)> {
        let present = self.present();
        let mut stage = Stage::new(self.setup().vocabulary, self.cast());
        stage.message = present.flights().keys().last().copied().unwrap_or(stage.message);
        stage.client = present.clients().0.last().map_or(stage.client, |client| client.id.client);
        Command::parse_on(stage, words)
    }
}
