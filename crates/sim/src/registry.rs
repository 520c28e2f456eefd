//! The protocols there are: the one list that a new one is added to.

use crate::language::view::drawn::Drawn;
use crate::search::case::Searched;
use quorate_core::paxos::Paxos;
use quorate_core::raft::Raft;

/// A protocol that can be put on the stage: all that the floors must know of it.
pub trait Playable: Searched + Drawn {}

impl<P: Searched + Drawn> Playable for P {}

/// Something that is done with a protocol whose type must be known.
pub trait Visitor {
    /// Does it with this one.
    fn visit<P: Playable>(&mut self);
}

/// Declares the lists of some protocols, and what is asked of a list: once here, and wherever somebody plays others, as the
/// tests of a protocol do that is not to be on the page.
#[macro_export]
macro_rules! protocols {
    ($($protocol:ty),* $(,)?) => {
        /// What they are called.
        pub const NAMES: &[&str] = &[$(<$protocol as $crate::cluster::checked::Checked>::NAME),*];

        /// All protocols.
        pub const ALL: &[&dyn $crate::clock::vocabulary::Vocabulary] =
            &[$(&$crate::cluster::checked::Of::<$protocol>::new()),*];

        /// All protocols, for who draws.
        pub const PAINTERS: &[&dyn $crate::language::view::drawn::Painter] =
            &[$(&$crate::cluster::checked::Of::<$protocol>::new()),*];

        /// All protocols, for who searches. A list of its own: a page's module, which never searches, would otherwise carry the
        /// search of each of them.
        pub const MODELS: &[&dyn $crate::search::model::Models] =
            &[$(&$crate::cluster::checked::Of::<$protocol>::new()),*];

        /// Does something with each protocol, for those who must know its type.
        pub fn visit(visitor: &mut impl $crate::registry::Visitor) {
            $(visitor.visit::<$protocol>();)*
        }

        /// The protocol of that name.
        pub fn vocabulary(
            name: &str,
        ) -> Result<&'static dyn $crate::clock::vocabulary::Vocabulary, $crate::clock::refusal::Reason> {
            $crate::clock::vocabulary::named(ALL, name)
        }

        /// A simulation as it is drawn.
        ///
        /// ```
        /// use quorate_sim::clock::random::Seed;
        /// use quorate_sim::clock::setup::Setup;
        /// use quorate_sim::clock::timeline::Timeline;
        /// use quorate_sim::registry::{picture, vocabulary};
        ///
        /// let paxos = vocabulary("paxos").expect("Paxos is registered");
        /// let timeline = Timeline::new(Setup::new(paxos, 3, Seed(1)));
        /// assert_eq!(picture(timeline.present()).whole().nodes.len(), 3);
        /// ```
        pub fn picture(
            simulation: &$crate::clock::simulation::Simulation,
        ) -> $crate::language::view::picture::Picture<'_> {
            let place = NAMES.iter().position(|name| *name == simulation.vocabulary().name());
            let painter = PAINTERS[place.expect("every protocol is registered")];
            $crate::language::view::picture::Picture { simulation, painter }
        }
    };
}

protocols!(Raft, Paxos);

/// Where in the lists above the protocol of that name stands: for who is compiled with one protocol and nothing of the
/// others.
pub const fn place(name: &str) -> Option<usize> {
    let mut place = 0;
    while place < NAMES.len() {
        if is_same(NAMES[place].as_bytes(), name.as_bytes()) {
            return Some(place);
        }
        place += 1;
    }
    None
}

/// Before the program runs, texts can be compared only like this.
const fn is_same(a: &[u8], b: &[u8]) -> bool {
    match (a, b) {
        ([], []) => true,
        ([a, rest @ ..], [b, others @ ..]) => *a == *b && is_same(rest, others),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_where_its_name_says() {
        for (place, protocol) in ALL.iter().enumerate() {
            assert_eq!(super::place(protocol.name()), Some(place));
            assert_eq!((NAMES[place], MODELS[place].protocol()), (protocol.name(), protocol.name()));
        }
        let first = NAMES[0];
        for other in ["", &first[1..], &first[..first.len() - 1], &[first, "x"].concat()] {
            assert_eq!(super::place(other), None, "{other}");
        }
    }
}
