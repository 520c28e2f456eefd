//! The protocols there are: the one list that a new one is added to.

use crate::clock::refusal::Reason;
use crate::clock::simulation::Simulation;
use crate::clock::vocabulary::{self, Vocabulary};
use crate::cluster::checked::Of;
use crate::language::view::drawn::{Drawn, Painter};
use crate::language::view::picture::Picture;
use crate::search::case::Searched;
use crate::search::hunt::Hunter;
use quorate_core::paxos::Paxos;
use quorate_core::raft::Raft;

/// A protocol that can be put on the stage: all that the floors must know of it.
pub trait Playable: Searched + Drawn {}

impl<P: Searched + Drawn> Playable for P {}

macro_rules! protocols {
    ($($protocol:ty),*) => {
        /// All protocols.
        pub const ALL: &[&dyn Vocabulary] = &[$(&Of::<$protocol>::new()),*];

        /// All protocols, for who draws.
        const PAINTERS: &[&dyn Painter] = &[$(&Of::<$protocol>::new()),*];

        /// All protocols, for who hunts. A list of its own: a page's module, which never hunts, would otherwise carry the
        /// search of each of them.
        pub const HUNTERS: &[&dyn Hunter] = &[$(&Of::<$protocol>::new()),*];
    };
}

protocols!(Raft, Paxos);

/// The protocol of that name.
pub fn vocabulary(name: &str) -> Result<&'static dyn Vocabulary, Reason> {
    vocabulary::named(ALL, name)
}

/// A simulation as it is drawn.
pub fn picture(simulation: &Simulation) -> Picture<'_> {
    let place = ALL.iter().position(|protocol| protocol.name() == simulation.vocabulary().name());
    Picture { simulation, painter: PAINTERS[place.expect("every protocol is registered")] }
}
