//! One run: played at random, or played again.

use crate::act::{Repertoire, pause};
use crate::calm;
use crate::draw::Draw;
use crate::setup::{Scope, setup};
use quorate_core::protocol::Micros;
use quorate_sim::clock::command::Command;
use quorate_sim::clock::command::TimedCommand;
use quorate_sim::clock::flight::Landing;
use quorate_sim::clock::record::{Band, Happened, Listener};
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::simulation::Simulation;
use quorate_sim::language::run;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most acts of a run.
const ACTS: u64 = 60;

/// A run with more steps than this gets no further acts: where heartbeats come every microsecond, time does not pass.
const STEPS: u64 = 30_000;

/// How long a run goes on after its last act.
const AFTERMATH: Micros = Micros::from_ms(500);

/// How a run went wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// A guarantee broke: this check saw it.
    Broken(&'static str),
    /// The program panicked, with these words.
    Panicked(String),
    /// The faults had stopped, and this had not come true in time.
    NotRecovered(&'static str),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(check) => write!(f, "{check} is broken"),
            Self::Panicked(words) => write!(f, "panicked: {words}"),
            Self::NotRecovered(what) => write!(f, "when the faults had stopped, in vain was waited for: {what}"),
        }
    }
}

/// A run as far as it was played.
#[derive(Clone, Debug)]
pub struct Played {
    /// The cluster and its settings.
    pub setup: Setup,
    /// The rule that was off.
    pub rule_off: Option<&'static str>,
    /// The acts that were not refused.
    pub acts: Vec<TimedCommand>,
    /// What was commanded to end all faults.
    pub calming: Vec<TimedCommand>,
    /// How far it went.
    pub end: Micros,
    /// How many things happened.
    pub steps: u64,
    /// How it went wrong, if it did.
    pub failure: Option<Failure>,
    /// For each of the protocol's events, how often it happened.
    pub events: Vec<u64>,
}

impl Played {
    /// The whole run as a script.
    pub fn script(&self) -> String {
        let commands: Vec<TimedCommand> = self.acts.iter().chain(&self.calming).cloned().collect();
        run::text(&self.setup, &commands, self.end)
    }
}

/// Plays the run that a seed stands for.
pub fn play(scope: Scope<'_>, seed: u64) -> Played {
    let mut draw = Draw::new(seed);
    let (setup, rule_off) = setup(scope, &mut draw);
    watched(setup, rule_off, |player| {
        let repertoire = Repertoire::new(&mut draw);
        for _ in 0..draw.below(ACTS) {
            let to = player.after(pause(&mut draw));
            player.advance(to);
            if player.is_over() || player.played.steps > STEPS {
                break;
            }
            for command in repertoire.commands(&player.simulation, &mut draw) {
                player.act(command);
            }
        }
    })
}

/// Plays a run again, with these acts at these times. One that makes no sense when its time comes is left out.
pub fn replay(setup: Setup, rule_off: Option<&'static str>, acts: &[TimedCommand]) -> Played {
    watched(setup, rule_off, |player| {
        for TimedCommand { at, command } in acts {
            player.advance(*at);
            if player.is_over() {
                break;
            }
            player.act(command.clone());
        }
    })
}

/// Plays what `acts` does, waits for its consequences, and where all rules are on, for the recovery.
fn watched(setup: Setup, rule_off: Option<&'static str>, acts: impl FnOnce(&mut Player)) -> Played {
    let mut played = Played {
        setup: setup.clone(),
        rule_off,
        acts: Vec::new(),
        calming: Vec::new(),
        end: Micros(0),
        steps: 0,
        failure: None,
        events: Vec::new(),
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let simulation = setup.start(&mut Deaf);
        let mut player = Player { simulation, played: &mut played };
        acts(&mut player);
        let to = player.after(AFTERMATH);
        player.advance(to);
        let recovered = if rule_off.is_none() { calm::recover(&mut player) } else { Ok(()) };
        let broken = player.broken().map(Failure::Broken);
        let failure = broken.or_else(|| recovered.err().map(Failure::NotRecovered));
        let keys = setup.vocabulary.events().iter();
        let events = keys.map(|key| player.simulation.count_of(key)).collect();
        (failure, events)
    }));
    match outcome {
        Ok((failure, events)) => (played.failure, played.events) = (failure, events),
        Err(panic) => {
            let words = panic.downcast_ref::<String>().cloned();
            let words = words.or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_string()));
            played.failure = Some(Failure::Panicked(words.unwrap_or_default()));
        }
    }
    played
}

/// A simulation under way, and the record of what is done to it.
#[derive(Debug)]
pub struct Player<'a> {
    pub(crate) simulation: Simulation,
    played: &'a mut Played,
}

impl Player<'_> {
    /// The first guarantee that is broken.
    fn broken(&self) -> Option<&'static str> {
        let place = self.simulation.broken().iter().position(Option::is_some)?;
        Some(self.simulation.vocabulary().checks()[place].id)
    }

    /// Whether there is no more to see: a guarantee is broken.
    pub fn is_over(&self) -> bool {
        self.simulation.broken().iter().any(Option::is_some)
    }

    /// `length` from now.
    pub fn after(&self, length: Micros) -> Micros {
        Micros(self.simulation.now().0 + length.0)
    }

    /// Lets time pass until `to`, or until a guarantee breaks.
    pub fn advance(&mut self, to: Micros) {
        while let Some(at) = self.simulation.next_at().filter(|at| *at <= to) {
            // Beforehand: if the step panics, the run has got here.
            self.played.end = at;
            self.played.steps += 1;
            self.simulation.step(&mut Deaf);
            if self.is_over() {
                return;
            }
        }
        self.simulation.wait_until(to);
        self.played.end = self.simulation.now();
    }

    fn act(&mut self, command: Command) {
        let timed = TimedCommand { at: self.simulation.now(), command };
        self.played.acts.push(timed);
        let TimedCommand { command, .. } = self.played.acts.last().expect("it was just put there");
        if self.simulation.perform(command, &mut Deaf).is_err() {
            self.played.acts.pop();
        }
    }

    /// Something that ends faults, or asks how the cluster is. Where there is nothing to end, that is no matter.
    pub fn calm(&mut self, command: Command) {
        if self.simulation.perform(&command, &mut Deaf).is_ok() {
            self.played.calming.push(TimedCommand { at: self.simulation.now(), command });
        }
    }
}

/// Nobody listens.
pub(crate) struct Deaf;

impl Listener for Deaf {
    fn happened(&mut self, _: Happened) {}
    fn landed(&mut self, _: Landing) {}
    fn leadership(&mut self, _: Band) {}
}
