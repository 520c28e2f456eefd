//! Lessons: runs with a narration, and with expectations that are checked whenever the lesson is opened.
//!
//! A lesson file is a head and steps, in as many languages as somebody has written it in:
//!
//! ```text
//! lesson raft/leader-crash
//! title en The leader crashes
//! title zh 领导者宕机
//! note en For the teacher: let them vote before the third step.
//! protocol raft
//! nodes 3
//! seed 1
//!
//! step
//! say en C's timer runs out first.    # told before anything of the step happens
//! say zh C 的计时器最先到期。
//! focus A C RequestVote               # what to look at; the rest is dimmed. It may begin with a view: ring, logs, space-time, roles, boxes, terms
//! timer C 40                          # a command
//! ask en How many votes does C need?  # the picture stands still here
//! choice en 1: its own is enough.
//! when C term = 1                     # the run decides which choice is right: exactly one
//! why en It would lead alone.         # why it is wrong; or, of the right one, why it is right
//! choice en 2
//! when C term = 2
//! lasts 4000                          # the next `wait` or `until` takes 4 s of real time; `quick`: it is passed over
//! until C role = leader               # plays on until this is true
//! wait 100                            # plays on for 100 ms
//! expect C term = 2                   # must be true now
//! always none log has SET x 5         # must stay true from here on
//! then en C leads.                    # told when all of it has come to rest
//! try en Crash two servers.           # at the end of the lesson: what to try by hand
//! ```
//!
//! All other lines are commands, given where they stand.
//!
//! With goals in its head it is a challenge, which has one step: see [`crate::language::challenge`].

mod head;
mod pace;
mod question;
mod rehearsal;

use crate::clock::refusal::{Error, Reason};
use crate::clock::timeline::Timeline;
use crate::language::challenge::Challenge;
use crate::language::condition::Condition;
use crate::language::run::Protocols;
use crate::language::texts::{Texts, is_in_characters};
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::protocol::Micros;

pub use pace::LessonStretch;
pub use question::{Guess, LessonQuestion};
pub use rehearsal::Rehearsal;

/// A line that is well, or the column that is not, and why.
type Placed = Result<(), (usize, Reason)>;

/// One step of a lesson.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LessonStep {
    /// When it begins: a moment after the end of the one before, and before its own commands.
    pub from: Micros,
    /// When it ends.
    pub to: Micros,
    /// What is told before it is played.
    pub say: Texts,
    /// What is told when it has been played; perhaps nothing.
    pub then: Texts,
    /// What the student is asked.
    pub question: Option<LessonQuestion>,
    /// What to look at, from when on.
    pub focus: Vec<LessonFocus>,
    /// How fast it is played, from its beginning to its end.
    pub stretches: Vec<LessonStretch>,
}

/// What to look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LessonFocus {
    /// From when on.
    pub at: Micros,
    /// The view that shows it best, one of [`VIEWS`].
    pub view: Option<&'static str>,
    /// Names of nodes and kinds of message; none: all of it.
    pub names: Vec<String>,
}

/// The views that a lesson can turn to.
pub const VIEWS: &[&str] = &["ring", "logs", "space-time", "roles", "boxes", "terms"];

/// A condition that was true at its line, and is as true whenever one comes back to that time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expectation {
    /// The line of the script.
    pub line: usize,
    /// When it was true.
    pub at: Micros,
    /// What was true.
    pub condition: Condition,
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
    pub title: Texts,
    /// What only the teacher reads; perhaps nothing.
    pub note: Texts,
    /// What to try by hand afterwards; perhaps nothing.
    pub to_try: Texts,
    /// Its steps, one after another.
    pub steps: Vec<LessonStep>,
    /// What was expected of the run, in the order of the script.
    pub expectations: Vec<Expectation>,
    /// The task that it ends in, if it is a challenge.
    pub challenge: Option<Challenge>,
}

impl Lesson {
    /// All that it says, in the order of the steps, with the first word of the line that says it.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &Texts)> {
        let own = [("title", &self.title), ("note", &self.note), ("try", &self.to_try)];
        let steps = self.steps.iter().flat_map(|step| {
            let question = step.question.iter().flat_map(|question| {
                let choices = question.choices.iter().flat_map(|it| [("choice", &it.text), ("why", &it.why)]);
                [("ask", &question.ask)].into_iter().chain(choices)
            });
            [("say", &step.say), ("then", &step.then)].into_iter().chain(question)
        });
        let task = self.challenge.iter().flat_map(Challenge::texts);
        own.into_iter().chain(task).chain(steps).filter(|(_, texts)| !texts.is_empty())
    }

    /// The languages that anything in it is written in, sorted.
    pub fn languages(&self) -> Vec<&str> {
        let mut languages: Vec<&str> = self.texts().flat_map(|(_, texts)| texts.iter().map(|(lang, _)| lang)).collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }

    /// How long it takes to read it aloud, in real time: the steps and the questions, without the choices.
    pub fn spoken(&self, lang: &str) -> Micros {
        // 150 words a minute, or 270 characters.
        let each = if is_in_characters(lang) { 222_000 } else { 400_000 };
        let told = self.texts().filter(|(first, _)| ["say", "then", "ask"].contains(first));
        Micros(told.map(|(_, texts)| texts.length(lang) as u64 * each).sum())
    }

    /// What is longer than one takes in at a glance: the line, the form of that line, and how long it is.
    pub fn wordy(&self) -> Vec<(usize, String, usize)> {
        let languages = self.languages();
        let read = self.texts().filter(|(first, _)| *first != "note");
        read.flat_map(|(first, texts)| {
            let long = languages.iter().map(|lang| (*lang, texts.length(lang))).filter(|(lang, length)| {
                *length > if is_in_characters(lang) { GLANCE_CHARACTERS } else { GLANCE_WORDS }
            });
            long.map(move |(lang, length)| (texts.line, alloc::format!("{first} {lang} TEXT"), length))
        })
        .collect()
    }

    /// What is not there in a language that the lesson otherwise speaks: the line of the text, and the form of the line that
    /// would have to be added. Where it is missing, another language stands in for it.
    pub fn untranslated(&self) -> Vec<(usize, String)> {
        let languages = self.languages();
        let missing = self.texts().flat_map(|(first, texts)| {
            let silent = languages.iter().filter(|lang| !texts.speaks(lang));
            silent.map(move |lang| (texts.line, alloc::format!("{first} {lang} TEXT")))
        });
        let mut missing: Vec<_> = missing.collect();
        missing.sort();
        missing
    }
}

/// What one takes in at a glance.
const GLANCE_WORDS: usize = 35;
const GLANCE_CHARACTERS: usize = 70;

impl Lesson {
    /// Plays a lesson through, checking what it expects, and gives it with the run on its first branch, at time 0. A challenge
    /// is played with its solution, and stays at its end.
    pub fn play(protocols: Protocols<'_>, text: &str) -> Result<(Self, Timeline), Error> {
        let (rehearsal, mut timeline) = Rehearsal::begin(protocols, text)?;
        let mut rehearsal = rehearsal.with_solution();
        rehearsal.proceed(&mut timeline, usize::MAX)?;
        Ok((rehearsal.finish(), timeline))
    }
}
