//! Whether a run that somebody hands in reaches the goals of a challenge, so that nobody has to trust a page.

use crate::clock::refusal::{Error, Reason};
use crate::clock::setup::Setup;
use crate::clock::timeline::Timeline;
use crate::language::challenge::Referee;
use crate::language::lesson::Rehearsal;
use crate::language::run::{Protocols, Run};
use alloc::string::ToString;
use alloc::vec::Vec;
use quorate_core::protocol::Micros;

/// After so many steps nobody plays on: a short script may ask for hours of work.
pub const MOST_STEPS: usize = 50_000;

/// What is to be said of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// It reaches every goal, at these times.
    Reached(Vec<Micros>),
    /// It reaches so many goals and no more.
    Missed {
        /// When those were reached that were.
        reached: Vec<Micros>,
        /// Of so many.
        of: usize,
    },
    /// It takes more than [`MOST_STEPS`]: nobody plays that to its end to judge it.
    TooLong {
        /// It has been played up to here.
        at: Micros,
    },
    /// It does not begin as the challenge does, it cannot be played, or a command is not allowed.
    Refused(Error),
}

/// Plays a run again, and says whether it reaches the goals of the challenge. The error is one of the challenge itself.
pub fn judge(protocols: Protocols<'_>, challenge: &str, script: &str) -> Result<Judgement, Error> {
    let (mut rehearsal, mut timeline) = Rehearsal::begin(protocols, challenge)?;
    rehearsal.proceed(&mut timeline, usize::MAX)?;
    let mut timeline = match attempt(protocols, timeline.setup(), script) {
        Ok(run) => Timeline::open(run),
        Err(error) => return Ok(Judgement::Refused(error)),
    };
    match timeline.proceed(MOST_STEPS) {
        Ok(true) => {}
        Ok(false) => return Ok(Judgement::TooLong { at: timeline.now() }),
        Err(error) => return Ok(Judgement::Refused(error)),
    }
    let present = timeline.present();
    let progress = Referee::of(present).map_or_else(Vec::new, |referee| referee.progress(present));
    let reached: Vec<Micros> = progress.iter().map_while(|goal| goal.reached).collect();
    let of = progress.len();
    Ok(if reached.len() == of && of > 0 { Judgement::Reached(reached) } else { Judgement::Missed { reached, of } })
}

/// A saved run as an attempt at the challenge that this is the set-up of: its referee looks on.
pub fn attempt(protocols: Protocols<'_>, setup: &Setup, script: &str) -> Result<Run, Error> {
    let fallback = || Setup::new(setup.vocabulary, setup.cast.nodes, setup.seed);
    let mut run = Run::parse(protocols, script, fallback())?;
    let (wanted, found) = (setup.text(), run.setup.text());
    if wanted != found {
        let same = wanted.lines().zip(found.lines()).take_while(|(wanted, found)| wanted == found).count();
        let right = wanted.lines().nth(same).unwrap_or_default().to_string();
        let wrong = found.lines().nth(same);
        // The same line may be given more than once: the last of these is the wrong one.
        let count = |head: &str| head.lines().take(same + 1).filter(|line| Some(*line) == wrong).count();
        let line = first_line(script, |lines| {
            let head = Run::parse(protocols, lines, fallback()).map(|run| run.setup.text());
            wrong.is_some() && head.is_ok_and(|head| count(&head) == count(&found))
        });
        return Err(Error { line, column: 1, reason: Reason::OtherStart { right } });
    }
    run.setup = setup.clone();
    Ok(run)
}

/// With which line the head of a script comes to say something; the one behind its head, if it never does.
fn first_line(script: &str, is_said: impl Fn(&str) -> bool) -> usize {
    let head = script.split_inclusive('\n').take_while(|line| !line.trim_start().starts_with('@'));
    let ends = head.scan(0, |end, line| {
        *end += line.len();
        Some(*end)
    });
    ends.collect::<Vec<usize>>().partition_point(|end| !is_said(&script[..*end])) + 1
}
