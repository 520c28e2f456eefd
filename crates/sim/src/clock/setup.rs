//! What a run needs before its first instant.

use crate::clock::command::Command;
use crate::clock::random::Seed;
use crate::clock::record::Listener;
use crate::clock::simulation::Simulation;
use crate::clock::simulation::witness::Witness;
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::names::{Cast, Names};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::apart::apart;

/// What a run needs before its first instant.
///
/// ```
/// use quorate_sim::clock::random::Seed;
/// use quorate_sim::clock::setup::Setup;
/// use quorate_sim::registry::vocabulary;
///
/// let raft = vocabulary("raft").expect("Raft is registered");
/// assert_eq!(Setup::new(raft, 3, Seed(7)).text(), "protocol raft\nnodes 3\nseed 7\n");
/// ```
#[derive(Clone, Debug)]
pub struct Setup {
    /// The protocol.
    pub vocabulary: &'static dyn Vocabulary,
    /// How many nodes, and how they are called.
    pub cast: Cast,
    /// What all randomness comes from.
    pub seed: Seed,
    /// Settings that hold before the first boot.
    pub settings: Vec<Command>,
    /// Set-up lines of the protocol's own, as they were written.
    pub own_lines: Vec<String>,
    /// The task that the run is about, by its name.
    pub challenge: Option<String>,
    /// Who looks on from the beginning.
    pub witness: Option<Box<dyn Witness>>,
}

impl Setup {
    /// The published algorithm on this many nodes.
    pub fn new(vocabulary: &'static dyn Vocabulary, nodes: u8, seed: Seed) -> Self {
        let cast = Cast { names: Names::default(), nodes };
        Self { vocabulary, cast, seed, settings: Vec::new(), own_lines: Vec::new(), challenge: None, witness: None }
    }

    /// A simulation with all nodes booted.
    pub fn start(&self, listener: &mut dyn Listener) -> Simulation {
        let machine = self.vocabulary.machine(self.cast, &self.own_lines);
        let mut simulation = Simulation::new(self.vocabulary, machine, self.cast.names, self.seed);
        for setting in &self.settings {
            let set = apart(|| simulation.perform(setting, listener));
            debug_assert!(set.is_ok(), "settings are never refused");
        }
        if let Some(witness) = &self.witness {
            apart(|| simulation.is_watched_by(witness.clone()));
        }
        simulation.boot(listener);
        simulation
    }
}
