//! What Ongaro's thesis, *Consensus: Bridging Theory and Practice* (2014), adds to the paper, and §7 of the paper: each
//! sentence that the code keeps has a test that cites it and fails without it. A file a chapter.

#[path = "../raft_net/mod.rs"]
mod raft_net;

mod absurd;
mod batching;
mod catch_up;
mod disruption;
mod joint;
mod learners;
mod membership;
mod reads;
mod sessions;
mod snapshots;
mod transfer;
