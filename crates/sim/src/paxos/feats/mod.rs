//! What a run of Paxos may have come to, for challenges to ask for.

mod not_mine;
mod outbidding;

use crate::clock::feat::{Feat, begin};

pub(super) const ALL: &[Feat] = &[
    Feat { name: "outbidding", begin: begin::<outbidding::Outbidding> },
    Feat { name: "not-mine", begin: begin::<not_mine::NotMine> },
];
