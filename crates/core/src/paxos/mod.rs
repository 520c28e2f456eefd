//! Paxos, one value.
