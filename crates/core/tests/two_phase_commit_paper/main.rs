//! Two-phase commit, rule by rule. Each test says in its name what is true, and where that stands: BHG is Bernstein, Hadzilacos,
//! Goodman, *Concurrency Control and Recovery in Database Systems* (1987), GL is Gray, Lamport, *Consensus on Transaction
//! Commit* (2005), R\* is Mohan, Lindsay, Obermarck, *Transaction Management in the R\* Distributed Database Management System*
//! (1986).

mod clients;
mod decisions;
mod doubt;
mod restarts;
mod story;
mod votes;
