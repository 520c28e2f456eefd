//! Plays a lesson through, in slices, and checks what it expects.

use super::pace::{Aloft, Look, stretches};
use super::question::OpenQuestion;
use super::{Expectation, Lesson, LessonFocus, LessonStep, Placed, VIEWS};
use crate::clock::command::TimedCommand;
use crate::clock::flight::{NEVER, OUTSIDE};
use crate::clock::random::Seed;
use crate::clock::refusal::{Error, Reason, nearest};
use crate::clock::setup::Setup;
use crate::clock::simulation::Simulation;
use crate::clock::timeline::Timeline;
use crate::cluster::limits;
use crate::cluster::setting::length_within;
use crate::language::challenge::Referee;
use crate::language::condition::Condition;
use crate::language::run::Protocols;
use crate::language::texts::Texts;
use crate::language::word::{Word, words};
use alloc::collections::{BTreeSet, VecDeque};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::Micros;

/// How long an `until` waits for its condition.
const PATIENCE: Micros = Micros::from_ms(20_000);
/// The longest that one looks at something that is waited for, in real time.
const LONGEST_LOOK: Micros = Micros::from_ms(20_000);
/// The pause between the end of a step, or a question, and the commands that follow. The next step begins in the middle of
/// it: so the end of a step still belongs to that step, and the beginning of one shows nothing of what it will do.
const BREATH: Micros = Micros::from_ms(1);

/// A lesson that is being played through, in slices: what has been read of it. The timeline stands beside it.
#[derive(Debug)]
pub struct Rehearsal {
    pub(super) lesson: Lesson,
    pub(super) setup: Setup,
    /// The lines that are not read yet, with their numbers; none is empty.
    lines: VecDeque<(usize, String)>,
    /// How many lines there were, and the last that was read.
    all_lines: usize,
    pub(super) line: usize,
    /// Where the present step begins.
    step_line: usize,
    /// What the last line waits for.
    waiting: Option<Pending>,
    /// What must hold after everything that happens.
    always: Vec<Condition>,
    /// How the next thing that is waited for is to be shown, and the line that says so.
    manner: (usize, Look),
    /// What this step asks, while it is not over.
    asked: Option<OpenQuestion>,
    /// The line at which hands take over, or the solution does.
    solution: Option<usize>,
    /// Whether the solution is played too.
    is_solved: bool,
}

/// Playing on, instant by instant, until a condition is true or a time is over.
#[derive(Debug)]
struct Pending {
    to: Micros,
    condition: Option<Condition>,
    column: usize,
    from: Micros,
    manner: Look,
    /// What has been seen to fly.
    flown: BTreeSet<Aloft>,
}

impl Pending {
    /// Looks at what flies now.
    fn look(&mut self, simulation: &Simulation) {
        let flights = simulation.flights().iter().map(|(_, flight)| (flight.sent_at, flight.due()));
        self.flown.extend(flights.filter(|(sent, due)| *due != NEVER && sent <= due));
    }
}

pub(super) fn form(words: &[Word<'_>], form: &str) -> Placed {
    Err((words[0].0, Reason::form(form.to_string())))
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
            lesson: Lesson {
                id: String::new(),
                title: Texts::default(),
                note: Texts::default(),
                to_try: Texts::default(),
                steps: Vec::new(),
                expectations: Vec::new(),
                challenge: None,
            },
            setup: Setup::new(protocols[0], 3, Seed(1)),
            all_lines: lines.len(),
            lines,
            line: 1,
            step_line: 1,
            waiting: None,
            always: Vec::new(),
            manner: (1, Look::Own),
            asked: None,
            solution: None,
            is_solved: false,
        };
        while let Some((number, line)) = rehearsal.lines.pop_front() {
            rehearsal.line = number;
            let words = words(&line);
            if let [(_, "step")] = words[..] {
                let ended = rehearsal.end_head();
                rehearsal.placed(ended)?;
                let mut timeline = Timeline::new(rehearsal.setup.clone());
                rehearsal.begin_step(&mut timeline);
                return Ok((rehearsal, timeline));
            }
            let read = rehearsal.read_head(protocols, &line, &words);
            rehearsal.placed(read)?;
        }
        rehearsal.placed(Err((1, Reason::form("step".to_string()))))?;
        unreachable!("an error was just placed")
    }

    /// Of a challenge, the solution is played too.
    pub fn with_solution(self) -> Self {
        Self { is_solved: true, ..self }
    }

    /// Plays on, for about so many steps; says whether the lesson has been played through. Then the run is back at time 0, or
    /// that of a challenge where it is handed over.
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
        if self.solution.is_none() {
            let ended = self.end_step(timeline).and_then(|()| self.hand_over(timeline));
            self.placed(ended)?;
        }
        if self.lesson.challenge.is_none() {
            timeline.seal();
            timeline.seek(Micros(0));
        } else if let Some(line) = self.solution {
            let missed = missed_goal(timeline).filter(|_| self.is_solved);
            self.line = line;
            self.placed(missed.map_or(Ok(()), |goal| Err((1, Reason::GoalMissed { goal }))))?;
        }
        Ok(true)
    }

    /// Of a challenge: what has been played is what it begins with.
    fn hand_over(&mut self, timeline: &Timeline) -> Placed {
        let Some(referee) = Referee::of(timeline.present()) else { return Ok(()) };
        let setup = timeline.setup();
        let text = |it: &TimedCommand| (it.at, it.command.text(setup.vocabulary, setup.cast.names));
        referee.begins(timeline.now(), timeline.lane().commands.iter().map(text).collect());
        if referee.is_done_by_nobody(timeline.present()) { Err((1, Reason::GoalAtOnce)) } else { Ok(()) }
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

    fn read(&mut self, timeline: &mut Timeline, line: &str, words: &[Word<'_>]) -> Placed {
        let at = self.line;
        let step = self.lesson.steps.last_mut().expect("the first step has begun");
        match words {
            [(_, "step")] if self.lesson.challenge.is_some() => Err((words[0].0, Reason::OneStep)),
            [(_, "solution")] if self.lesson.challenge.is_some() && self.solution.is_none() => {
                self.end_step(timeline)?;
                self.hand_over(timeline)?;
                self.solution = Some(at);
                if !self.is_solved {
                    self.lines.clear();
                }
                Ok(())
            }
            [(_, "step")] => {
                self.end_step(timeline)?;
                self.begin_step(timeline);
                Ok(())
            }
            [(_, "say"), ..] => step.say.add(at, line, words),
            [(_, "then"), ..] => step.then.add(at, line, words),
            [(_, "try"), ..] => self.lesson.to_try.add(at, line, words),
            [(_, "ask"), ..] => {
                if self.asked.is_none() {
                    self.asked = Some(OpenQuestion::at(breathe(timeline)));
                }
                self.asked.as_mut().map_or(Ok(()), |asked| asked.ask(at, line, words))
            }
            [(_, "choice" | "why" | "when"), ..] => self.read_answer(timeline, line, words),
            [(_, "focus"), names @ ..] if !names.is_empty() => {
                let view = VIEWS.iter().copied().find(|view| *view == names[0].1);
                let names = if view.is_some() { &names[1..] } else { names };
                names.iter().try_for_each(|name| is_on_stage(timeline, *name))?;
                let names = names.iter().map(|(_, name)| name.to_string()).collect();
                // What is said before anything is done is about the beginning of the step.
                let at = if timeline.now().0 <= step.from.0 + BREATH.0 { step.from } else { timeline.now() };
                step.focus.push(LessonFocus { at, view, names });
                Ok(())
            }
            [(column, "highlight"), ..] => {
                let (word, right) = ("highlight".to_string(), "focus NAME …".to_string());
                Err((*column, Reason::Renamed { word, right }))
            }
            [(_, "quick")] => {
                self.manner = (at, Look::Quick);
                Ok(())
            }
            [(_, "lasts"), (column, time)] => match length_within(time, Micros::from_ms(100), LONGEST_LOOK) {
                Ok(length) => {
                    self.manner = (at, Look::Lasts(length));
                    Ok(())
                }
                Err(wrong) => Err((*column, Reason::of_number(time, wrong, "lasts MS".to_string()))),
            },
            [(_, "wait"), (column, time)] => match length_within(time, Micros(0), limits::LONGEST_RUN) {
                Ok(length) => {
                    self.begin_waiting(timeline, length, None, *column);
                    Ok(())
                }
                Err(wrong) => Err((*column, Reason::of_number(time, wrong, "wait MS".to_string()))),
            },
            [(_, "until"), (column, _), ..] => {
                let condition = Condition::parse(self.setup.vocabulary, timeline.cast(), &words[1..])?;
                self.begin_waiting(timeline, PATIENCE, Some(condition), *column);
                Ok(())
            }
            [(_, "expect"), (column, _), ..] => {
                let condition = Condition::parse(self.setup.vocabulary, timeline.cast(), &words[1..])?;
                hold(&condition, timeline, *column)?;
                self.lesson.expectations.push(Expectation { line: at, at: timeline.now(), condition });
                Ok(())
            }
            [(_, "always"), (column, _), ..] => {
                let condition = Condition::parse(self.setup.vocabulary, timeline.cast(), &words[1..])?;
                hold(&condition, timeline, *column)?;
                self.always.push(condition);
                Ok(())
            }
            [(_, "focus" | "quick" | "lasts" | "wait" | "until" | "expect" | "always"), ..] => {
                form(words, "wait MS, until|expect|always CONDITION, focus [VIEW] NAME …, lasts MS, quick")
            }
            words => {
                let command = timeline.parse(words)?;
                // What was expected of this time was expected before the command: one cannot come back to that.
                self.lesson.expectations.retain(|expected| expected.at < timeline.now());
                timeline.perform(command).map_err(|reason| (1, reason))?;
                self.watch(timeline, 1)
            }
        }
    }

    fn read_answer(&mut self, timeline: &Timeline, line: &str, words: &[Word<'_>]) -> Placed {
        let at = self.line;
        let Some(asked) = &mut self.asked else {
            return Err((words[0].0, Reason::Missing { form: "ask LANGUAGE TEXT".to_string() }));
        };
        match words {
            [(_, "choice"), ..] => asked.choice(at, line, words),
            [(_, "why"), ..] => asked.why(at, line, words),
            [_, (column, _), ..] => {
                let condition = Condition::parse(self.setup.vocabulary, timeline.cast(), &words[1..])?;
                asked.when(at, *column, condition)
            }
            _ => form(words, "when CONDITION"),
        }
    }

    fn begin_step(&mut self, timeline: &mut Timeline) {
        self.step_line = self.line;
        let before = timeline.now();
        let between = breathe(timeline);
        let from = if self.lesson.steps.is_empty() { before } else { between };
        self.lesson.steps.push(LessonStep {
            from,
            to: from,
            say: Texts::default(),
            then: Texts::default(),
            question: None,
            focus: Vec::new(),
            stretches: Vec::new(),
        });
    }

    fn end_step(&mut self, timeline: &Timeline) -> Placed {
        let step = self.lesson.steps.last_mut().expect("the first step has begun");
        step.to = timeline.now();
        if step.say.is_empty() {
            // What is missing is missing from the step, not from the line after it.
            self.line = self.step_line;
            return Err((1, Reason::Missing { form: "say LANGUAGE TEXT".to_string() }));
        }
        if let (line, Look::Quick | Look::Lasts(_)) = self.manner {
            self.line = line;
            return Err((1, Reason::Missing { form: "wait MS, until CONDITION".to_string() }));
        }
        if let Some(asked) = self.asked.take() {
            let answered = asked.answered(timeline.present());
            step.question = Some(answered.map_err(|(line, column, reason)| {
                self.line = line;
                (column, reason)
            })?);
        }
        Ok(())
    }

    fn begin_waiting(&mut self, timeline: &Timeline, most: Micros, condition: Option<Condition>, column: usize) {
        let from = timeline.now();
        let (_, manner) = core::mem::replace(&mut self.manner, (1, Look::Own));
        let to = Micros(from.0 + most.0);
        self.waiting = Some(Pending { to, condition, column, from, manner, flown: BTreeSet::new() });
    }

    /// What was waited for is there: so it is to be shown.
    fn end_waiting(&mut self, timeline: &Timeline, waiting: &Pending) {
        // A solution is not shown.
        if self.solution.is_some() {
            return;
        }
        let step = self.lesson.steps.last_mut().expect("the first step has begun");
        let flown: Vec<Aloft> = waiting.flown.iter().copied().collect();
        let ends_well = waiting.condition.is_some();
        step.stretches.extend(stretches(waiting.from, timeline.now(), &flown, waiting.manner, ends_well));
    }

    /// Plays on, instant by instant, until the condition is true (then it is well) or the time is over. What is left to
    /// wait for when no steps are left stands in `waiting`.
    fn wait(&mut self, timeline: &mut Timeline, mut waiting: Pending, left: &mut usize) -> Placed {
        loop {
            waiting.look(timeline.present());
            let condition = waiting.condition.as_ref();
            if condition.is_some_and(|condition| condition.holds(timeline.present()).is_ok()) {
                self.end_waiting(timeline, &waiting);
                return Ok(());
            }
            if *left == 0 {
                self.waiting = Some(waiting);
                return Ok(());
            }
            let before = timeline.now();
            match timeline.present().next_at().filter(|at| *at <= waiting.to) {
                Some(at) => timeline.advance(at, usize::MAX),
                None => timeline.advance(waiting.to, usize::MAX),
            };
            *left -= 1;
            let is_over = timeline.now() == before || timeline.now() >= waiting.to;
            self.watch(timeline, waiting.column)?;
            if is_over {
                break;
            }
        }
        match &waiting.condition {
            None => {
                self.end_waiting(timeline, &waiting);
                Ok(())
            }
            Some(condition) => condition.holds(timeline.present()).map_err(|found| {
                let (condition, limit) = (condition.text().to_string(), PATIENCE.0 / 1000);
                (waiting.column, Reason::NeverHappened { condition, limit, found })
            }),
        }
    }

    /// What must always hold, holds.
    fn watch(&self, timeline: &Timeline, column: usize) -> Placed {
        self.always.iter().try_for_each(|condition| hold(condition, timeline, column))
    }
}

/// The number of the first goal that has not been reached.
fn missed_goal(timeline: &Timeline) -> Option<u64> {
    let progress = Referee::of(timeline.present())?.progress(timeline.present());
    progress.iter().position(|goal| goal.reached.is_none()).map(|place| place as u64 + 1)
}

/// Lets a moment pass, and gives the middle of it: what was done before is to be seen then, and nothing of what comes after.
fn breathe(timeline: &mut Timeline) -> Micros {
    let before = timeline.now();
    timeline.advance(Micros(before.0 + BREATH.0), usize::MAX);
    Micros(before.0 + BREATH.0 / 2)
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
