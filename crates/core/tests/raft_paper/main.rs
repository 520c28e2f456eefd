//! Each sentence of Raft's rules has a test that cites it: figure 2 of Ongaro & Ousterhout (2014) from top to bottom, then
//! what sections 5 and 8 add, then the figures 7 and 8. A file a part of it.

#[path = "../raft_net/mod.rs"]
mod raft_net;

mod append_entries;
mod candidates;
mod durability;
mod figures;
mod leaders;
mod request_vote;
mod sections;
mod servers;
mod state;

use quorate_core::protocol::{Effects, Input, NodeId, Protocol, RequestId, Send, Span};
use quorate_core::raft::{
    AppendResult, Config, ConflictHint, Event, Index, Message, Raft, Response, Role, Term, Timer,
};
use quorate_core::runtime;
use raft_net::*;
use std::collections::BTreeMap;
