//! What is told of a run is true of the run: who is served, what becomes of requests, whose era it is.

mod fates;
mod played;
mod reigns;
mod serving;
