//! `TwoPhase.tla`: a transaction manager, resource managers, and messages that are never taken out of the network.

use crate::explore;
use crate::spec::{Rm, Rms, is_step};
use std::collections::BTreeSet;

/// The state of the transaction manager.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Tm {
    Init,
    Committed,
    Aborted,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Message {
    Prepared(usize),
    Commit,
    Abort,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct State {
    rms: Rms,
    tm: Tm,
    /// From whom the transaction manager has heard.
    tm_prepared: BTreeSet<usize>,
    messages: BTreeSet<Message>,
}

fn init(rms: usize) -> State {
    State { rms: crate::spec::init(rms), tm: Tm::Init, tm_prepared: BTreeSet::new(), messages: BTreeSet::new() }
}

fn next(state: &State) -> Vec<State> {
    let mut after = Vec::new();
    let mut add = |change: &dyn Fn(&mut State)| {
        let mut next = state.clone();
        change(&mut next);
        after.push(next);
    };
    let all = state.rms.len();
    if state.tm == Tm::Init {
        // TMCommit, TMAbort, TMRcvPrepared(rm).
        if state.tm_prepared.len() == all {
            add(&|next| {
                next.tm = Tm::Committed;
                next.messages.insert(Message::Commit);
            });
        }
        add(&|next| {
            next.tm = Tm::Aborted;
            next.messages.insert(Message::Abort);
        });
        for rm in (0..all).filter(|rm| state.messages.contains(&Message::Prepared(*rm))) {
            add(&|next| {
                next.tm_prepared.insert(rm);
            });
        }
    }
    for rm in 0..all {
        // RMPrepare(rm), RMChooseToAbort(rm), RMRcvCommitMsg(rm), RMRcvAbortMsg(rm).
        if state.rms[rm] == Rm::Working {
            add(&|next| {
                next.rms[rm] = Rm::Prepared;
                next.messages.insert(Message::Prepared(rm));
            });
            add(&|next| next.rms[rm] = Rm::Aborted);
        }
        if state.messages.contains(&Message::Commit) {
            add(&|next| next.rms[rm] = Rm::Committed);
        }
        if state.messages.contains(&Message::Abort) {
            add(&|next| next.rms[rm] = Rm::Aborted);
        }
    }
    after
}

/// 288 of 3 say TLC's statistics, 50,816 of 6 the specification's own comment, 288 and 8,832 of 3 and 5 the example `2pc` of the
/// `stateright` crate.
#[test]
fn it_has_as_many_states_as_tlc_and_stateright_find_and_each_step_is_one_of_transaction_commit() {
    let states = (1..=6).map(|rms| {
        explore(init(rms), next, |before, after| assert!(is_step(&before.rms, &after.rms), "{before:?} {after:?}"))
            .len()
    });
    assert_eq!(states.collect::<Vec<_>>(), [12, 56, 288, 1_568, 8_832, 50_816]);
}
