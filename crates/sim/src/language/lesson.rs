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

use crate::clock::refusal::{Error, Reason};
use crate::clock::timeline::Timeline;
use crate::cluster::setting::parse_ms;
use crate::language::command::{Command, Word, words};
use crate::language::condition::Condition;
use crate::language::run::Setup;
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
    pub fn play(text: &str) -> Result<(Self, Timeline), Error> {
        let mut stage = Rehearsal {
            lesson: Self { id: String::new(), title: Bilingual::default(), steps: Vec::new() },
            setup: Setup::new(crate::registry::ALL[0], 3, crate::clock::random::Seed(1)),
            timeline: None,
            always: Vec::new(),
        };
        let mut last_line = 1;
        for (index, line) in text.lines().enumerate() {
            let words = words(line);
            if !words.is_empty() {
                last_line = index + 1;
                stage.read(line, &words).map_err(|(column, reason)| Error { line: last_line, column, reason })?;
            }
        }
        stage.finish().map_err(|(column, reason)| Error { line: last_line, column, reason })
    }
}

struct Rehearsal {
    lesson: Lesson,
    setup: Setup,
    /// Stands when the first step has begun.
    timeline: Option<Timeline>,
    /// What must hold after everything that happens.
    always: Vec<Condition>,
}

type Read = Result<(), (usize, Reason)>;

impl Rehearsal {
    fn read(&mut self, line: &str, words: &[Word<'_>]) -> Read {
        let form = |form: &str| Err((words[0].0, Reason::Form { form: form.to_string() }));
        let Some(timeline) = &mut self.timeline else {
            return match words {
                [(_, "lesson"), (_, id)] => {
                    self.lesson.id = id.to_string();
                    Ok(())
                }
                [(_, "title"), ..] => self.lesson.title.add(line, words),
                [(_, "step")] => {
                    self.timeline = Some(Timeline::new(self.setup.clone()));
                    self.begin_step();
                    Ok(())
                }
                words if self.setup.read(words)? => Ok(()),
                words => {
                    let setting = Command::parse(self.setup.vocabulary, self.setup.cast, words)?;
                    // Nothing has begun that anything else could be done to.
                    if !matches!(setting, Command::World(..) | Command::Tune(..)) {
                        return form("step");
                    }
                    self.setup.settings.push(setting);
                    Ok(())
                }
            };
        };
        let step = self.lesson.steps.last_mut().expect("the first step has begun");
        match words {
            [(_, "step")] => {
                self.end_step()?;
                self.begin_step();
                Ok(())
            }
            [(_, "say"), ..] => step.say.add(line, words),
            [(_, "ask"), ..] => step.ask.get_or_insert_default().add(line, words),
            [(_, "highlight"), names @ ..] if !names.is_empty() => {
                step.highlight.extend(names.iter().map(|(_, name)| name.to_string()));
                Ok(())
            }
            [(_, "wait"), (column, time)] => match parse_ms(time) {
                Some(length) => {
                    let to = Micros(timeline.now().0 + length.0);
                    self.run_until(to, None, *column)
                }
                None => form("wait MS"),
            },
            [(_, "until"), (column, _), ..] => {
                let condition = Condition::parse(self.setup.vocabulary, timeline.cast(), &words[1..])?;
                let to = Micros(timeline.now().0 + PATIENCE.0);
                self.run_until(to, Some(&condition), *column)
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
                form("wait MS, until|expect|always CONDITION, highlight NAME …")
            }
            words => {
                let command = timeline.parse(words)?;
                timeline.perform(command).map_err(|reason| (1, reason))?;
                self.watch(1)
            }
        }
    }

    fn begin_step(&mut self) {
        let timeline = self.timeline.as_mut().expect("the lesson has begun");
        let before = timeline.now();
        timeline.advance(Micros(before.0 + BREATH.0), usize::MAX);
        let from = if self.lesson.steps.is_empty() { before } else { Micros(before.0 + BREATH.0 / 2) };
        let say = Bilingual::default();
        self.lesson.steps.push(LessonStep { from, to: from, say, ask: None, highlight: Vec::new() });
    }

    fn end_step(&mut self) -> Read {
        let timeline = self.timeline.as_ref().expect("the lesson has begun");
        let step = self.lesson.steps.last_mut().expect("the first step has begun");
        step.to = timeline.now();
        let is_told = |text: &Bilingual| !text.en.is_empty() && !text.zh.is_empty();
        if !is_told(&step.say) || step.ask.as_ref().is_some_and(|ask| !is_told(ask)) {
            return Err((1, Reason::Form { form: "say en TEXT, say zh TEXT, ask en TEXT, ask zh TEXT".to_string() }));
        }
        Ok(())
    }

    /// Plays on, instant by instant, until the condition is true (then it is well) or the time is over.
    fn run_until(&mut self, to: Micros, condition: Option<&Condition>, column: usize) -> Read {
        loop {
            let timeline = self.timeline.as_mut().expect("the lesson has begun");
            if condition.is_some_and(|condition| condition.holds(timeline.present()).is_ok()) {
                return Ok(());
            }
            let before = timeline.now();
            match timeline.present().next_at().filter(|at| *at <= to) {
                Some(at) => timeline.advance(at, usize::MAX),
                None => timeline.advance(to, usize::MAX),
            };
            let is_over = timeline.now() == before || timeline.now() >= to;
            self.watch(column)?;
            if is_over {
                break;
            }
        }
        let timeline = self.timeline.as_ref().expect("the lesson has begun");
        match condition {
            Some(condition) if condition.holds(timeline.present()).is_err() => {
                let limit = PATIENCE.0 / 1000;
                Err((column, Reason::NeverHappened { condition: condition.text().to_string(), limit }))
            }
            _ => Ok(()),
        }
    }

    /// What must always hold, holds.
    fn watch(&self, column: usize) -> Read {
        let timeline = self.timeline.as_ref().expect("the lesson has begun");
        self.always.iter().try_for_each(|condition| hold(condition, timeline, column))
    }

    fn finish(mut self) -> Result<(Lesson, Timeline), (usize, Reason)> {
        if self.timeline.is_none() {
            return Err((1, Reason::Form { form: "step".to_string() }));
        }
        self.end_step()?;
        let title = &self.lesson.title;
        if self.lesson.id.is_empty() || title.en.is_empty() || title.zh.is_empty() {
            return Err((1, Reason::Form { form: "lesson ID, title en TEXT, title zh TEXT".to_string() }));
        }
        let mut timeline = self.timeline.expect("it was just looked at");
        timeline.seek(Micros(0));
        Ok((self.lesson, timeline))
    }
}

fn hold(condition: &Condition, timeline: &Timeline, column: usize) -> Read {
    condition
        .holds(timeline.present())
        .map_err(|found| (column, Reason::NotAsExpected { condition: condition.text().to_string(), found }))
}
