//! Connections, datagrams beside them, and timers that run out only in time, shown on toy protocols: by the cluster, the search,
//! the clock, and on the stage what the search has found.

mod rules;
mod searched;
mod stream;
mod synchrony;
mod timed;
