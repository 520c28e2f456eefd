//! What a run of Paxos may have come to, for challenges to ask for.

mod duel;
mod not_mine;

use crate::clock::feat::{Feat, Moment, begin};
use crate::clock::playing::Playing;
use crate::cluster::Cluster;
use quorate_core::paxos::Paxos;

pub(super) const ALL: &[Feat] = &[
    Feat { name: "duel", begin: begin::<duel::Outbidding> },
    Feat { name: "not-mine", begin: begin::<not_mine::NotMine> },
];

/// The cluster of a simulation of Paxos.
fn cluster(run: &dyn Moment) -> Option<&Cluster<Paxos>> {
    Playing::of(run.machine()).map(|playing| &playing.cluster)
}
