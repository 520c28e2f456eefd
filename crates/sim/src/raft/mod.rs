//! Raft on the stage.
