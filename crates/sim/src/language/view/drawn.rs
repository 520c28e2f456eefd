//! What a picture must know of a protocol.

use crate::clock::machine::{Letter, Machine, TimerId};
use crate::clock::playing::{Playing, open, timer_id};
use crate::clock::timed::Timed;
use crate::cluster::checked::Of;
use crate::cluster::fingerprint::fingerprint;
use crate::cluster::names::Names;
use crate::cluster::{Cluster, Server};
use crate::language::view::datum::Datum;
use crate::language::view::{ActView, FactView, LedgerView, MannerView, MessageView, TallyView};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::any::Any;
use core::fmt::{self, Debug};
use quorate_core::protocol::NodeId;

/// A protocol that can be drawn.
pub trait Drawn: Timed {
    /// What the picture of a node depends on, beside its server and the configuration: whatever changes when that does.
    fn surroundings(_cluster: &Cluster<Self>, _node: NodeId) -> u64 {
        0
    }

    /// A node as it is drawn, whether up or down. Depends on its server, the configuration and [`Drawn::surroundings`].
    fn node(cluster: &Cluster<Self>, node: NodeId, names: Names) -> NodePicture<Self::Timer>;

    /// Whether a node that is down has left the cluster, and could not come back by what stands on disks: as long as that is so, it
    /// has no place in the picture.
    fn is_gone(_cluster: &Cluster<Self>, _node: NodeId) -> bool {
        false
    }

    /// Who belongs to the cluster, if that can be changed.
    fn members(_cluster: &Cluster<Self>) -> Option<Members> {
        None
    }

    /// A message as it is drawn.
    fn message(message: &Self::Message, names: Names) -> MessageView;
}

/// What is drawn of a node.
#[derive(Clone, PartialEq, Debug)]
pub struct NodePicture<T> {
    /// `leader`, …; `down`.
    pub role: &'static str,
    /// The number that its colour shows.
    pub era: u64,
    /// That number as people write it.
    pub era_label: String,
    /// The timer that its dial shows.
    pub dial: Option<T>,
    /// Who was asked for something, and what they said.
    pub tallies: Vec<TallyView>,
    /// What may be done with it, beside what may be done with any node.
    pub acts: Vec<ActView>,
    /// What it holds, in words.
    pub facts: Vec<FactView>,
    /// What it holds slot by slot, if its protocol has slots.
    pub ledger: Option<LedgerView>,
    /// What only the protocol's own drawing understands.
    pub detail: Datum,
}

/// Who belongs to a cluster whose protocol can change that.
#[derive(Clone, PartialEq, Debug)]
pub struct Members {
    /// The configuration that a change starts from.
    pub present: Vec<NodeId>,
    /// The ways to change it, the usual one first.
    pub manners: &'static [MannerView],
}

/// What the picture of a node depends on, but for its timers: as long as this is equal, so is the picture.
///
/// It shares the server with the cluster, and so do two of them if nothing has happened in between: to compare them takes no
/// longer for a long log than for a short one.
#[derive(Clone)]
pub struct Likeness {
    server: Arc<dyn Any>,
    is_equal: fn(&dyn Any, &dyn Any) -> bool,
    /// Stands for the configuration and the surroundings.
    rest: u64,
}

impl PartialEq for Likeness {
    fn eq(&self, other: &Self) -> bool {
        let (ours, theirs) = (Arc::as_ptr(&self.server), Arc::as_ptr(&other.server));
        let is_shared = core::ptr::addr_eq(ours, theirs);
        self.rest == other.rest && (is_shared || (self.is_equal)(&*self.server, &*other.server))
    }
}

/// Only the number: the text of every type of every protocol has no place in the download.
impl Debug for Likeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Likeness({:016x})", self.rest)
    }
}

fn is_equal<P: Drawn>(one: &dyn Any, other: &dyn Any) -> bool {
    let server = |any| <dyn Any>::downcast_ref::<Server<P>>(any);
    server(one).is_some_and(|one| Some(one) == server(other))
}

/// Draws machines of one protocol, for those who need not know which.
pub trait Painter {
    /// What the node's picture depends on.
    fn likeness(&self, machine: &dyn Machine, node: NodeId) -> Likeness;
    /// A node as it is drawn.
    fn node(&self, machine: &dyn Machine, node: NodeId) -> NodePicture<TimerId>;
    /// Whether a node has left the cluster for good.
    fn is_gone(&self, machine: &dyn Machine, node: NodeId) -> bool;
    /// Who belongs to the cluster, if that can be changed.
    fn members(&self, machine: &dyn Machine) -> Option<Members>;
    /// A message as it is drawn.
    fn message(&self, letter: &Letter, names: Names) -> MessageView;
}

impl<P: Drawn> Painter for Of<P> {
    fn likeness(&self, machine: &dyn Machine, node: NodeId) -> Likeness {
        let cluster = &playing::<P>(machine).cluster;
        let rest = fingerprint(&(cluster.config(), P::surroundings(cluster, node))) as u64;
        Likeness { server: cluster.server(node).clone(), is_equal: is_equal::<P>, rest }
    }

    fn node(&self, machine: &dyn Machine, node: NodeId) -> NodePicture<TimerId> {
        let Playing { cluster, names } = playing::<P>(machine);
        let NodePicture { role, era, era_label, dial, tallies, acts, facts, ledger, detail } =
            P::node(cluster, node, *names);
        NodePicture { role, era, era_label, dial: dial.map(timer_id::<P>), tallies, acts, facts, ledger, detail }
    }

    fn is_gone(&self, machine: &dyn Machine, node: NodeId) -> bool {
        P::is_gone(&playing::<P>(machine).cluster, node)
    }

    fn members(&self, machine: &dyn Machine) -> Option<Members> {
        P::members(&playing::<P>(machine).cluster)
    }

    fn message(&self, letter: &Letter, names: Names) -> MessageView {
        P::message(open::<P>(letter), names)
    }
}

fn playing<P: Drawn>(machine: &dyn Machine) -> &Playing<P> {
    Playing::of(machine).expect("a machine is drawn by its protocol")
}

#[cfg(test)]
mod tests {
    use crate::clock::random::Seed;
    use crate::clock::setup::Setup;
    use crate::clock::timeline::Timeline;
    use crate::registry::{ALL, picture};
    use quorate_core::protocol::NodeId;

    #[test]
    fn a_likeness_is_another_where_a_server_has_changed_and_nowhere_else() {
        for protocol in ALL {
            let mut timeline = Timeline::new(Setup::new(*protocol, 3, Seed(1)));
            let seen = |timeline: &Timeline| [0, 1, 2].map(|node| picture(timeline.present()).likeness(NodeId(node)));
            let before = seen(&timeline);
            assert_eq!(seen(&timeline), before);
            timeline.command("cut A>C").expect("they are linked");
            assert_eq!(seen(&timeline), before, "{}: no server knows of it", protocol.name());
            timeline.command("crash B").expect("it is up");
            let after = seen(&timeline);
            let same = [0, 1, 2].map(|node: usize| after[node] == before[node]);
            assert_eq!(same, [true, false, true], "{}", protocol.name());
        }
    }
}
