//! `TCommit.tla`: resource managers that prepare, and then all commit or all abort.

use crate::explore;

/// The state of a resource manager.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rm {
    Working,
    Prepared,
    Committed,
    Aborted,
}

/// Of all of them.
pub type Rms = Vec<Rm>;

pub fn init(rms: usize) -> Rms {
    vec![Rm::Working; rms]
}

fn can_commit(rms: &[Rm]) -> bool {
    rms.iter().all(|rm| matches!(rm, Rm::Prepared | Rm::Committed))
}

fn not_committed(rms: &[Rm]) -> bool {
    rms.iter().all(|rm| *rm != Rm::Committed)
}

/// What one of them may become: `Prepare(rm)` and `Decide(rm)`.
fn steps_of(rms: &[Rm], rm: Rm) -> Vec<Rm> {
    let mut after = Vec::new();
    if rm == Rm::Working {
        after.push(Rm::Prepared);
    }
    if rm == Rm::Prepared && can_commit(rms) {
        after.push(Rm::Committed);
    }
    if matches!(rm, Rm::Working | Rm::Prepared) && not_committed(rms) {
        after.push(Rm::Aborted);
    }
    after
}

/// All that can happen next.
pub fn next(rms: &Rms) -> Vec<Rms> {
    let of_one = |(place, rm): (usize, &Rm)| {
        let with = move |after: Rm| {
            let mut rms = rms.clone();
            rms[place] = after;
            rms
        };
        steps_of(rms, *rm).into_iter().map(with)
    };
    rms.iter().enumerate().flat_map(of_one).collect()
}

/// Whether the one comes of the other in one step, or is the same.
pub fn is_step(before: &Rms, after: &Rms) -> bool {
    before == after || next(before).contains(after)
}

/// `TCConsistent`: no two decide differently.
pub fn is_consistent(rms: &[Rm]) -> bool {
    !(rms.contains(&Rm::Committed) && rms.contains(&Rm::Aborted))
}

/// 34 of 3 say TLC's statistics; 3ⁿ + 2ⁿ − 1 for n.
#[test]
fn it_has_as_many_states_as_tlc_finds() {
    let states = (1..=6).map(|rms| explore(init(rms), next, |_, after| assert!(is_consistent(after))).len());
    assert_eq!(states.collect::<Vec<_>>(), [4, 12, 34, 96, 274, 792]);
}
