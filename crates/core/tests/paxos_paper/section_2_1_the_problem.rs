//! §2.1, the problem.

use super::*;

/// "If no value is proposed, then no value should be chosen."
#[test]
fn if_no_value_is_proposed_then_none_is_chosen() {
    let mut story = Story::cast("PAL PAL PAL");
    story.settle();
    assert_eq!(story.all_chosen(), ["none", "none", "none"]);
    assert!(story.timers.is_empty(), "nobody is impatient");
}

/// "If a value has been chosen, then processes should be able to learn the chosen value."
#[test]
fn a_proposed_value_is_chosen_and_every_process_learns_it() {
    let mut story = Story::cast("PAL PAL PAL");
    story.request(B, "X").settle();
    assert_eq!(story.all_chosen(), ["X", "X", "X"]);
    assert_eq!(story.told, [(0, Response::Chosen("X".into()))]);
}

/// "Only a single value is chosen."
#[test]
fn a_second_proposer_gets_the_value_that_the_first_one_had_chosen() {
    let mut story = Story::cast("P P A A A L");
    story.request(A, "X").settle();
    story.request(B, "Y").settle();
    assert_eq!(story.all_chosen(), ["X", "X", "none", "none", "none", "X"]);
    assert_eq!(story.told, [(0, Response::Chosen("X".into())), (1, Response::Chosen("X".into()))]);
}

/// "A process never learns that a value has been chosen unless it actually has been."
#[test]
fn what_a_minority_has_accepted_is_not_learned() {
    let mut story = Story::cast("P A A A L");
    story.request(A, "X").deliver("Prepare").deliver("Promise").deliver("A>B Accept");
    story.lose("Accept 1.A:X").deliver("Accepted");
    assert_eq!(story.all_chosen(), ["none"; 5]);
}

/// "A single process may act as more than one agent": as all three …
#[test]
fn a_process_alone_with_all_roles_chooses_by_itself() {
    let mut story = Story::cast("PAL");
    story.request(A, "X");
    assert_eq!(story.flights(), [""; 0]);
    assert_eq!(story.all_chosen(), ["X"]);
}

/// … or as one of them only.
#[test]
fn a_process_does_not_act_in_a_role_that_it_does_not_have() {
    let mut story = Story::cast("P A L");
    assert_eq!(story.hand(A, C, prepare("1.A")), [""; 0], "a learner promises nothing");
    assert_eq!(story.hand(A, C, accept("1.A:X")), [""; 0], "a learner accepts nothing");
    story.hand(B, B, accepted("1.A:X"));
    story.hand(C, B, Message::Learned { proposal: proposal("1.A:X") });
    assert_eq!(story.all_chosen(), ["none"; 3], "an acceptor learns nothing");
    story.request(B, "X");
    assert_eq!(story.told, [(0, Response::Redirect(Some(A)))], "an acceptor proposes nothing");
    assert_eq!(story.flights(), [""; 0]);
}

/// A process that is no proposer but knows what was chosen has the answer.
#[test]
fn a_learner_that_knows_answers_its_client_itself() {
    let mut story = Story::cast("P A L");
    story.request(A, "X").settle().request(C, "Y");
    assert_eq!(story.told, [(0, Response::Chosen("X".into())), (1, Response::Chosen("X".into()))]);
}

#[test]
fn a_request_that_nobody_can_propose_is_answered_too() {
    let mut story = Story::cast("A L");
    story.request(A, "X");
    assert_eq!(story.told, [(0, Response::Redirect(None))]);
}
