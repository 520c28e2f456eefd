//! Two-phase commit implements transaction commit, as Gray and Lamport specify it (*Consensus on Transaction Commit*, 2005, §2,
//! `TCommit.tla`): whatever step of ours is looked at, to the participants of a transaction it is a step of that specification, or
//! nothing has happened.
//!
//! That the specification is written down rightly show the numbers of its states, and those of their `TwoPhase.tla`, which is a
//! small model of two-phase commit and implements it too.

mod refinement;
mod spec;
mod two_phase;

use std::collections::HashSet;
use std::hash::Hash;

/// All states that can be reached; looks at each step on the way.
fn explore<S: Clone + Eq + Hash>(first: S, next: impl Fn(&S) -> Vec<S>, mut look: impl FnMut(&S, &S)) -> HashSet<S> {
    let mut found = HashSet::from([first.clone()]);
    let mut left = vec![first];
    while let Some(state) = left.pop() {
        for after in next(&state) {
            look(&state, &after);
            if found.insert(after.clone()) {
                left.push(after);
            }
        }
    }
    found
}
