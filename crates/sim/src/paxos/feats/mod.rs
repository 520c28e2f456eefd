//! What a run of Paxos may have come to, for challenges to ask for.

mod duel;
mod not_mine;

use crate::clock::feat::{Feat, begin};

pub(super) const ALL: &[Feat] =
    &[Feat { name: "duel", begin: begin::<duel::Duel> }, Feat { name: "not-mine", begin: begin::<not_mine::NotMine> }];
