//! Raft, as in its paper.
