//! Paxos on the stage.
