//! The protocols of this module: the one that it is built with, and nothing of the others is in it; or all.

use quorate_sim::clock::simulation::Simulation;
use quorate_sim::clock::vocabulary::Vocabulary;
use quorate_sim::language::view::drawn::Painter;
use quorate_sim::language::view::picture::Picture;
use quorate_sim::registry;

/// Where in the registry the one stands. `build.rs` says its name.
const ONLY: Option<usize> = match option_env!("QUORATE_PROTOCOL") {
    None => None,
    Some(name) => match registry::place(name) {
        None => panic!("a feature has the name of no protocol"),
        place => place,
    },
};

/// What they are called, and who knows their words.
pub(crate) const ALL: &[&dyn Vocabulary] = match ONLY {
    Some(place) => &[registry::ALL[place]],
    None => registry::ALL,
};

/// A simulation as it is drawn.
pub(crate) fn picture(simulation: &Simulation) -> Picture<'_> {
    const PAINTER: Option<&dyn Painter> = match ONLY {
        Some(place) => Some(registry::PAINTERS[place]),
        None => None,
    };
    match PAINTER {
        Some(painter) => Picture { simulation, painter },
        None => registry::picture(simulation),
    }
}
