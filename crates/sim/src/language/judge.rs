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
    /// It does not begin as the challenge does, it cannot be played, or a command is not allowed.
    Refused(Error),
}

/// Plays a run again, and says whether it reaches the goals of the challenge. The error is one of the challenge itself.
pub fn judge(protocols: Protocols<'_>, challenge: &str, script: &str) -> Result<Judgement, Error> {
    let (mut rehearsal, mut timeline) = Rehearsal::begin(protocols, challenge)?;
    rehearsal.proceed(&mut timeline, usize::MAX)?;
    let timeline = match attempt(protocols, timeline.setup(), script).and_then(Timeline::replay) {
        Ok(timeline) => timeline,
        Err(error) => return Ok(Judgement::Refused(error)),
    };
    let present = timeline.present();
    let progress = Referee::of(present).map_or_else(Vec::new, |referee| referee.progress(present.now()));
    let reached: Vec<Micros> = progress.iter().map_while(|goal| goal.reached).collect();
    let of = progress.len();
    Ok(if reached.len() == of && of > 0 { Judgement::Reached(reached) } else { Judgement::Missed { reached, of } })
}

/// A saved run as an attempt at the challenge that this is the set-up of: its referee looks on.
pub fn attempt(protocols: Protocols<'_>, setup: &Setup, script: &str) -> Result<Run, Error> {
    let mut run = Run::parse(protocols, script, Setup::new(setup.vocabulary, setup.cast.nodes, setup.seed))?;
    let (wanted, found) = (setup.text(), run.setup.text());
    if wanted != found {
        let same = wanted.lines().zip(found.lines()).take_while(|(wanted, found)| wanted == found).count();
        let right = wanted.lines().nth(same).unwrap_or_default().to_string();
        return Err(Error { line: same + 1, column: 1, reason: Reason::OtherStart { right } });
    }
    run.setup = setup.clone();
    Ok(run)
}
