//! Saved runs: what is played, and the commands with their times.

use crate::clock::command::{Command, TimedCommand};
use crate::clock::lane::LaneId;
use crate::clock::random::Seed;
use crate::clock::refusal::{Error, Reason};
use crate::clock::setup::Setup;
use crate::clock::timeline::Timeline;
use crate::clock::vocabulary::{self, Vocabulary};
use crate::cluster::limits;
use crate::cluster::names::{Cast, Names};
use crate::cluster::setting::{length_within, ms};
use crate::language::word::{Word, words};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::Micros;

/// All protocols that a script may name.
pub type Protocols<'a> = &'a [&'static dyn Vocabulary];

/// The words that may begin a line of a head, beside settings and the protocol's own.
pub(super) const HEAD: [&str; 5] = ["protocol", "nodes", "seed", "names", "challenge"];

/// Those of them that say what the lines after them mean.
const FIRST: [&str; 3] = ["protocol", "nodes", "names"];

/// A saved run.
///
/// ```
/// use quorate_sim::clock::random::Seed;
/// use quorate_sim::clock::setup::Setup;
/// use quorate_sim::clock::timeline::Timeline;
/// use quorate_sim::language::condition::holds;
/// use quorate_sim::language::run::Run;
/// use quorate_sim::registry::ALL;
///
/// let script = "protocol paxos\nnodes 3\nseed 1\n@10 request @A v\n@200\n";
/// let run = Run::parse(ALL, script, Setup::new(ALL[0], 1, Seed(0))).expect("it is well written");
/// let timeline = Timeline::replay(run).expect("every command makes sense");
/// assert!(holds("all chosen = v", timeline.present()));
/// assert_eq!(timeline.script(), script);
/// ```
#[derive(Clone, Debug)]
pub struct Run {
    /// What is played.
    pub setup: Setup,
    /// The commands in their order, each with its line of the script, from 1.
    pub commands: Vec<(usize, TimedCommand)>,
    /// How far the run goes.
    pub end: Micros,
    /// Who is there at the end: nodes may come in between.
    cast: Cast,
}

/// Which protocol a script is about: its `protocol` line. `None` without one.
pub fn protocol_of(text: &str) -> Option<Word<'_>> {
    said_of(text, "protocol")
}

/// Which challenge a script says that it is for: its `challenge` line. `None` without one.
pub fn challenge_of(text: &str) -> Option<&str> {
    said_of(text, "challenge").map(|(_, id)| id)
}

/// What stands behind the first word of a line.
fn said_of<'a>(text: &'a str, first: &str) -> Option<Word<'a>> {
    text.lines().map(words).find_map(|words| match words[..] {
        [(_, word), said, ..] if word == first => Some(said),
        _ => None,
    })
}

impl Setup {
    /// Reads one line of a head. Says whether it was one.
    pub(crate) fn read(&mut self, protocols: Protocols<'_>, words: &[Word<'_>]) -> Result<bool, (usize, Reason)> {
        let form = |form: &str| Reason::form(form.to_string());
        let is_first = self.settings.is_empty() && self.own_lines.is_empty();
        match words {
            [(column, word), ..] if FIRST.contains(word) && !is_first => {
                Err((*column, Reason::TooLate { word: word.to_string() }))
            }
            [(_, "protocol"), (column, name)] => {
                self.vocabulary = vocabulary::named(protocols, name).map_err(|reason| (*column, reason))?;
                Ok(true)
            }
            [(_, "nodes"), (column, word)] => {
                let nodes = word.parse().ok().filter(|nodes| (1..=limits::NODES).contains(nodes));
                self.cast.nodes = nodes.ok_or_else(|| {
                    (*column, Reason::TooManyNodes { word: word.to_string(), most: u64::from(limits::NODES) })
                })?;
                Ok(true)
            }
            [(_, "seed"), (column, word)] => {
                // Beyond this a browser's numbers are no longer exact.
                let seed = word.parse().ok().filter(|seed: &u64| *seed < 1 << 53);
                self.seed = Seed(seed.ok_or_else(|| (*column, form("seed 0…9007199254740991")))?);
                Ok(true)
            }
            [(_, "names"), (column, word)] => {
                self.cast.names = match *word {
                    "letters" => Names::Letters,
                    "servers" => Names::Servers,
                    _ => return Err((*column, form("names letters|servers"))),
                };
                Ok(true)
            }
            [(_, "challenge"), (_, id)] => {
                self.challenge = Some(id.to_string());
                Ok(true)
            }
            [(column, word), ..] if HEAD.contains(word) => Err((*column, form(&format!("{word} …")))),
            [(column, word), ..]
                if self.vocabulary.own_forms().iter().any(|form| form.split(' ').next() == Some(*word)) =>
            {
                let bare: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
                let checked = self.vocabulary.check_own_line(&bare, self.cast, &self.own_lines);
                checked.map_err(|(place, reason)| (words.get(place).map_or(*column, |(column, _)| *column), reason))?;
                self.own_lines.push(bare.join(" "));
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// The head as it is written.
    pub fn text(&self) -> String {
        let mut text =
            format!("protocol {}\nnodes {}\nseed {}\n", self.vocabulary.name(), self.cast.nodes, self.seed.0);
        if self.cast.names == Names::Servers {
            text.push_str("names servers\n");
        }
        if let Some(id) = &self.challenge {
            text.push_str(&format!("challenge {id}\n"));
        }
        let settings = self.settings.iter().map(|setting| setting.text(self.vocabulary, self.cast.names));
        for line in self.own_lines.iter().cloned().chain(settings) {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }
}

impl Run {
    /// Reads a run. `fallback` says what is played where the head does not.
    pub fn parse(protocols: Protocols<'_>, text: &str, fallback: Setup) -> Result<Self, Error> {
        if text.len() > limits::TEXT {
            return Err(Error { line: 1, column: 1, reason: Reason::TooLong { most: limits::TEXT as u64 } });
        }
        let cast = fallback.cast;
        let mut run = Self { setup: fallback, commands: Vec::new(), end: Micros(0), cast };
        let mut in_head = true;
        for (index, line) in text.lines().enumerate() {
            let words = words(line);
            if words.is_empty() {
                continue;
            }
            let line = index + 1;
            let read = match words[0].1.strip_prefix('@') {
                Some(time) => {
                    in_head = false;
                    run.read_timed(line, (words[0].0, time), &words[1..])
                }
                None => run.read_untimed(protocols, line, in_head, &words),
            };
            read.map_err(|(column, reason)| Error { line, column, reason })?;
        }
        Ok(run)
    }

    fn read_timed(&mut self, line: usize, (column, time): Word<'_>, words: &[Word<'_>]) -> Result<(), (usize, Reason)> {
        let at = length_within(time, Micros(0), limits::LONGEST_RUN);
        let at = at.map_err(|wrong| (column, Reason::of_number(time, wrong, "@MS COMMAND".to_string())))?;
        if at < self.end {
            return Err((column, Reason::BackInTime { word: format!("@{time}") }));
        }
        if !words.is_empty() {
            self.read_command(line, at, words)?;
        }
        self.end = at;
        Ok(())
    }

    /// A line of the head, or a command without a time: it is given when the one before it was.
    fn read_untimed(
        &mut self,
        protocols: Protocols<'_>,
        line: usize,
        in_head: bool,
        words: &[Word<'_>],
    ) -> Result<(), (usize, Reason)> {
        if in_head && self.commands.is_empty() {
            if self.setup.read(protocols, words)? {
                self.cast = self.setup.cast;
                return Ok(());
            }
            let command = Command::parse(self.setup.vocabulary, self.setup.cast, words)?;
            match command {
                Command::World(..) | Command::Tune(..) | Command::Own(.., Some(_)) => self.setup.settings.push(command),
                _ => self.commands.push((line, TimedCommand { at: self.end, command })),
            }
            return Ok(());
        }
        self.read_command(line, self.end, words)
    }

    fn read_command(&mut self, line: usize, at: Micros, words: &[Word<'_>]) -> Result<(), (usize, Reason)> {
        let command = Command::parse(self.setup.vocabulary, self.cast, words)?;
        if let Command::Order(_, _, nodes) | Command::WriteMembers(_, nodes) = command {
            self.cast.nodes = nodes;
        }
        self.commands.push((line, TimedCommand { at, command }));
        Ok(())
    }
}

/// A run as it is written.
pub fn text(setup: &Setup, commands: &[TimedCommand], end: Micros) -> String {
    let mut text = setup.text();
    write_commands(&mut text, setup, commands);
    write_end(&mut text, commands.last(), end);
    text
}

/// The lines of these commands.
pub fn lines(setup: &Setup, commands: &[TimedCommand]) -> String {
    let mut text = String::new();
    write_commands(&mut text, setup, commands);
    text
}

fn write_commands<'a>(text: &mut String, setup: &Setup, commands: impl IntoIterator<Item = &'a TimedCommand>) {
    for TimedCommand { at, command } in commands {
        text.push_str(&format!("@{} {}\n", ms(*at), command.text(setup.vocabulary, setup.cast.names)));
    }
}

fn write_end(text: &mut String, last: Option<&TimedCommand>, end: Micros) {
    if last.is_none_or(|last| last.at < end) {
        text.push_str(&format!("@{}\n", ms(end)));
    }
}

/// The branch that is played as text, for whoever wants it after each command: what is written already is not written again.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    lane: Option<LaneId>,
    /// How many of its commands stand in the text.
    commands: usize,
    text: String,
}

impl Transcript {
    /// What [`Timeline::script`] gives.
    pub fn of(&mut self, timeline: &Timeline) -> String {
        let (setup, lane) = (timeline.setup(), timeline.lane());
        if self.lane != Some(lane.id) {
            *self = Self { lane: Some(lane.id), commands: 0, text: setup.text() };
        }
        // A branch only ever gets more commands.
        write_commands(&mut self.text, setup, lane.commands.from(self.commands));
        self.commands = lane.commands.len();
        let mut text = self.text.clone();
        write_end(&mut text, lane.commands.last(), lane.end);
        text
    }
}

impl Timeline {
    /// A saved run that is still to be played to its end: that is what is asked for first. Until it is done or cancelled,
    /// nothing else is possible.
    pub fn open(run: Run) -> Self {
        Self::playing(run.setup, run.commands, run.end)
    }

    /// Replays a saved run to its end. A command that the run refuses is an error.
    pub fn replay(run: Run) -> Result<Self, Error> {
        let mut timeline = Self::open(run);
        timeline.proceed(usize::MAX)?;
        Ok(timeline)
    }

    /// The whole run of this branch as text; played again it gives the same run.
    pub fn script(&self) -> String {
        let commands = &self.lane().commands;
        let mut text = self.setup().text();
        write_commands(&mut text, self.setup(), commands.iter());
        write_end(&mut text, commands.last(), self.end());
        text
    }
}
