//! Lessons: runs with a narration, and with expectations that are checked whenever the lesson is opened.
//!
//! A lesson file is a head and steps, both languages side by side:
//!
//! ```text
//! lesson raft/leader-crash
//! title en The leader crashes
//! title zh 领导者崩溃
//! protocol raft
//! nodes 3
//! seed 1
//!
//! step
//! say en C's timer will run out first.
//! say zh C 的计时器会最先到期。
//! timer C 40
//! until C role = leader       # plays on until this is true
//! wait 100                    # plays on for 100 ms
//! expect C term = 2           # must be true now
//! always none log has SET x 5 # must stay true from here on
//! highlight C                 # draws the eye
//! ask en Who will win?        # the student may guess before
//! ask zh 谁会当选？
//! ```
//!
//! All other lines are commands, given where they stand.

use crate::clock::command::Command;
use crate::clock::flight::OUTSIDE;
use crate::clock::random::Seed;
use crate::clock::refusal::{Error, Reason, nearest};
use crate::clock::setup::Setup;
use crate::clock::timeline::Timeline;
use crate::cluster::limits;
use crate::cluster::setting::length_within;
use crate::language::condition::Condition;
use crate::language::run::Protocols;
use crate::language::word::{Word, words};
use alloc::collections::VecDeque;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::Micros;

/// A text in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Bilingual {
    /// Adds a paragraph. The error is the form that would be right.
    fn add(&mut self, line: &str, words: &[Word<'_>]) -> Result<(), (usize, Reason)> {
        let [(_, first), (column, lang), (text_column, _), ..] = words else {
            let form = alloc::format!("{} en|zh TEXT", words[0].1);
            return Err((words[0].0, Reason::Form { form }));
        };
        let text = match *lang {
            "en" => &mut self.en,
            "zh" => &mut self.zh,
            _ => return Err((*column, Reason::Form { form: alloc::format!("{first} en|zh TEXT") })),
        };
        if !text.is_empty() {
            text.push('\n');
        }
        // The text is all the rest of the line: a narration may well say `#`.
        text.extend(line.chars().skip(text_column - 1));
        Ok(())
    }

    /// Whether it is there in both languages; the error names the line that is missing.
    fn complete(&self, first: &str) -> Placed {
        let missing = [(&self.en, "en"), (&self.zh, "zh")].into_iter().find(|(text, _)| text.is_empty());
        missing.map_or(Ok(()), |(_, lang)| Err((1, Reason::Missing { form: alloc::format!("{first} {lang} TEXT") })))
    }
}

/// One step of a lesson.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LessonStep {
    /// When it begins: a moment after the end of the one before, and before its own commands.
    pub from: Micros,
    /// When it ends.
    pub to: Micros,
    /// What is told.
    pub say: Bilingual,
    /// What the student is asked before.
    pub ask: Option<Bilingual>,
    /// Names of nodes or kinds of message.
    pub highlight: Vec<String>,
}

/// A lesson that has been played through.
///
/// ```
/// use quorate_sim::language::lesson::Lesson;
/// use quorate_sim::registry::ALL;
///
/// let text = "lesson raft/example\ntitle en x\ntitle zh x\nprotocol raft\nnodes 3\n\
///             step\nsay en x\nsay zh x\ntimer A 10\nuntil A role = leader\n";
/// let (lesson, timeline) = Lesson::play(ALL, text).expect("it goes as it says");
/// assert_eq!((lesson.steps.len(), timeline.now().0), (1, 0));
///
/// let error = Lesson::play(ALL, &text.replace("leader", "Leader")).expect_err("no role is called so");
/// assert_eq!((error.line, error.column), (10, 16));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lesson {
    /// As in the catalogue: `raft/leader-crash`.
    pub id: String,
    /// Its title.
    pub title: Bilingual,
    /// Its steps, one after another.
    pub steps: Vec<LessonStep>,
}

/// How long an `until` waits for its condition.
const PATIENCE: Micros = Micros::from_ms(20_000);
/// The pause between the end of a step and the commands of the next. The next step begins in the middle of it: so the end
/// of a step still belongs to that step, and the beginning of one shows nothing of what it will do.
const BREATH: Micros = Micros::from_ms(1);

impl Lesson {
    /// Plays a lesson through, checking what it expects, and gives it with the run on its first branch, at time 0.
    pub fn play(protocols: Protocols<'_>, text: &str) -> Result<(Self, Timeline), Error> {
        let (mut rehearsal, mut timeline) = Rehearsal::begin(protocols, text)?;
        rehearsal.proceed(&mut timeline, usize::MAX)?;
        Ok((rehearsal.lesson, timeline))
    }
}

/// A lesson that is being played through, in slices: what has been read of it. The timeline stands beside it.
#[derive(Debug)]
pub struct Rehearsal {
    lesson: Lesson,
    setup: Setup,
    /// The lines that are not read yet, with their numbers; none is empty.
    lines: VecDeque<(usize, String)>,
    /// How many lines there were, and the last that was read.
    all_lines: usize,
    line: usize,
    /// Where the present step begins.
    step_line: usize,
    /// What the last line waits for.
    waiting: Option<Pending>,
    /// What must hold after everything that happens.
    always: Vec<Condition>,
}

/// Playing on, instant by instant, until a condition is true or a time is over.
#[derive(Debug)]
struct Pending {
    to: Micros,
    condition: Option<Condition>,
    column: usize,
}

type Placed = Result<(), (usize, Reason)>;

fn form(words: &[Word<'_>], form: &str) -> Placed {
    Err((words[0].0, Reason::Form { form: form.to_string() }))
}

impl Rehearsal {
    /// Reads the head of a lesson.
    pub fn begin(protocols: Protocols<'_>, text: &str) -> Result<(Self, Timeline), Error> {
        if text.len() > limits::TEXT {
            return Err(Error { line: 1, column: 1, reason: Reason::TooLong { most: limits::TEXT as u64 } });
        }
        let lines = text.lines().enumerate().filter(|(_, line)| !words(line).is_empty());
        let lines: VecDeque<(usize, String)> = lines.map(|(index, line)| (index + 1, line.to_string())).collect();
        let mut rehearsal = Self {
            lesson: Lesson { id: String::new(), title: Bilingual::default(), steps: Vec::new() },
            setup: Setup::new(protocols[0], 3, Seed(1)),
            all_lines: lines.len(),
            lines,
            line: 1,
            step_line: 1,
            waiting: None,
            always: Vec::new(),
        };
        while let Some((number, line)) = rehearsal.lines.pop_front() {
            rehearsal.line = number;
            let words = words(&line);
            if let [(_, "step")] = words[..] {
                rehearsal.placed(rehearsal.end_head())?;
                let mut timeline = Timeline::new(rehearsal.setup.clone());
                rehearsal.begin_step(&mut timeline);
                return Ok((rehearsal, timeline));
            }
            let read = rehearsal.read_head(protocols, &line, &words);
            rehearsal.placed(read)?;
        }
        rehearsal.placed(Err((1, Reason::Form { form: "step".to_string() })))?;
        unreachable!("an error was just placed")
    }

    /// Plays on, for about so many steps; says whether the lesson has been played through. Then the run is back at time 0.
    pub fn proceed(&mut self, timeline: &mut Timeline, most: usize) -> Result<bool, Error> {
        let mut left = most.max(1);
        loop {
            if let Some(waiting) = self.waiting.take() {
                let waited = self.wait(timeline, waiting, &mut left);
                self.placed(waited)?;
            }
            if left == 0 || self.waiting.is_some() {
                return Ok(false);
            }
            let Some((number, line)) = self.lines.pop_front() else { break };
            self.line = number;
            let read = self.read(timeline, &line, &words(&line));
            self.placed(read)?;
            left -= 1;
        }
        let ended = self.end_step(timeline);
        self.placed(ended)?;
        timeline.seek(Micros(0));
        Ok(true)
    }

    /// The line that was read last, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Whether that line still waits for something.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// How many of its lines have been played, of how many.
    pub fn progress(&self) -> (u64, u64) {
        ((self.all_lines - self.lines.len()) as u64, self.all_lines as u64)
    }

    /// The lesson, when it has been played through.
    pub fn finish(self) -> Lesson {
        self.lesson
    }

    /// With the line that was read last.
    fn placed<T>(&self, read: Result<T, (usize, Reason)>) -> Result<T, Error> {
        read.map_err(|(column, reason)| Error { line: self.line, column, reason })
    }

    fn read_head(&mut self, protocols: Protocols<'_>, line: &str, words: &[Word<'_>]) -> Placed {
        match words {
            [(_, "lesson"), (_, id)] => {
                self.lesson.id = id.to_string();
                Ok(())
            }
            [(_, "title"), ..] => self.lesson.title.add(line, words),
            words if self.setup.read(protocols, words)? => Ok(()),
            words => {
                let setting = Command::parse(self.setup.vocabulary, self.setup.cast, words)?;
                // Nothing has begun that anything else could be done to.
                if !matches!(setting, Command::World(..) | Command::Tune(..)) {
                    return form(words, "step");
                }
                self.setup.settings.push(setting);
                Ok(())
            }
        }
    }

    fn read(&mut self, timeline: &mut Timeline, line: &str, words: &[Word<'_>]) -> Placed {
        let step = self.lesson.steps.last_mut().expect("the first step has begun");
        match words {
            [(_, "step")] => {
                self.end_step(timeline)?;
                self.begin_step(timeline);
                Ok(())
            }
            [(_, "say"), ..] => step.say.add(line, words),
            [(_, "ask"), ..] => step.ask.get_or_insert_default().add(line, words),
            [(_, "highlight"), names @ ..] if !names.is_empty() => {
                names.iter().try_for_each(|name| is_on_stage(timeline, *name))?;
                step.highlight.extend(names.iter().map(|(_, name)| name.to_string()));
                Ok(())
            }
            [(_, "wait"), (column, time)] => match length_within(time, Micros(0), limits::LONGEST_RUN) {
                Ok(length) => {
                    let to = Micros(timeline.now().0 + length.0);
                    self.waiting = Some(Pending { to, condition: None, column: *column });
                    Ok(())
                }
                Err(wrong) => Err((*column, Reason::of_number(time, wrong, "wait MS".to_string()))),
            },
            [(_, "until"), (column, _), ..] => {
                let condition = Condition::parse(self.setup.vocabulary, timeline.cast(), &words[1..])?;
                let to = Micros(timeline.now().0 + PATIENCE.0);
                self.waiting = Some(Pending { to, condition: Some(condition), column: *column });
                Ok(())
            }
            [(_, "expect"), (column, _), ..] => {
                let condition = Condition::parse(self.setup.vocabulary, timeline.cast(), &words[1..])?;
                hold(&condition, timeline, *column)
            }
            [(_, "always"), (column, _), ..] => {
                let condition = Condition::parse(self.setup.vocabulary, timeline.cast(), &words[1..])?;
                hold(&condition, timeline, *column)?;
                self.always.push(condition);
                Ok(())
            }
            [(_, "highlight" | "wait" | "until" | "expect" | "always"), ..] => {
                form(words, "wait MS, until|expect|always CONDITION, highlight NAME …")
            }
            words => {
                let command = timeline.parse(words)?;
                timeline.perform(command).map_err(|reason| (1, reason))?;
                self.watch(timeline, 1)
            }
        }
    }

    fn begin_step(&mut self, timeline: &mut Timeline) {
        self.step_line = self.line;
        let before = timeline.now();
        timeline.advance(Micros(before.0 + BREATH.0), usize::MAX);
        let from = if self.lesson.steps.is_empty() { before } else { Micros(before.0 + BREATH.0 / 2) };
        let say = Bilingual::default();
        self.lesson.steps.push(LessonStep { from, to: from, say, ask: None, highlight: Vec::new() });
    }

    fn end_step(&mut self, timeline: &Timeline) -> Placed {
        let step = self.lesson.steps.last_mut().expect("the first step has begun");
        step.to = timeline.now();
        let told = step.say.complete("say").and_then(|()| step.ask.as_ref().map_or(Ok(()), |ask| ask.complete("ask")));
        // What is missing is missing from the step, not from the line after it.
        told.inspect_err(|_| self.line = self.step_line)
    }

    /// Plays on, instant by instant, until the condition is true (then it is well) or the time is over. What is left to
    /// wait for when no steps are left stands in `waiting`.
    fn wait(&mut self, timeline: &mut Timeline, waiting: Pending, left: &mut usize) -> Placed {
        let Pending { to, condition, column } = &waiting;
        let is_true = |timeline: &Timeline| {
            condition.as_ref().is_some_and(|condition| condition.holds(timeline.present()).is_ok())
        };
        loop {
            if is_true(timeline) {
                return Ok(());
            }
            if *left == 0 {
                self.waiting = Some(waiting);
                return Ok(());
            }
            let before = timeline.now();
            match timeline.present().next_at().filter(|at| at <= to) {
                Some(at) => timeline.advance(at, usize::MAX),
                None => timeline.advance(*to, usize::MAX),
            };
            *left -= 1;
            let is_over = timeline.now() == before || timeline.now() >= *to;
            self.watch(timeline, *column)?;
            if is_over {
                break;
            }
        }
        match condition {
            None => Ok(()),
            Some(condition) => condition.holds(timeline.present()).map_err(|found| {
                let (condition, limit) = (condition.text().to_string(), PATIENCE.0 / 1000);
                (*column, Reason::NeverHappened { condition, limit, found })
            }),
        }
    }

    /// What must always hold, holds.
    fn watch(&self, timeline: &Timeline, column: usize) -> Placed {
        self.always.iter().try_for_each(|condition| hold(condition, timeline, column))
    }

    /// What the head must say.
    fn end_head(&self) -> Placed {
        if self.lesson.id.is_empty() {
            return Err((1, Reason::Missing { form: "lesson ID".to_string() }));
        }
        self.lesson.title.complete("title")
    }
}

/// Whether it is the name of a node or a kind of message.
fn is_on_stage(timeline: &Timeline, (column, name): Word<'_>) -> Placed {
    let (cast, vocabulary) = (timeline.cast(), timeline.setup().vocabulary);
    let nodes = cast.known();
    let mut known = nodes.split(' ').chain(vocabulary.kinds().iter().copied()).chain(OUTSIDE);
    if known.clone().any(|known| known == name) {
        return Ok(());
    }
    let nearest = nearest(name, &mut known);
    Err((column, Reason::UnknownName { word: name.to_string(), nearest }))
}

fn hold(condition: &Condition, timeline: &Timeline, column: usize) -> Placed {
    condition
        .holds(timeline.present())
        .map_err(|found| (column, Reason::NotAsExpected { condition: condition.text().to_string(), found }))
}
