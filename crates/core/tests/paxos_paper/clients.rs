//! What clients are told.

use super::*;

#[test]
fn clients_that_ask_a_busy_proposer_are_told_what_was_chosen() {
    let mut story = Story::cast("P A A A");
    story.request(A, "X").request(A, "Y").settle();
    assert_eq!(story.told, [(0, Response::Chosen("X".into())), (1, Response::Chosen("X".into()))]);
}

#[test]
fn a_client_that_asks_after_the_choice_is_told_at_once() {
    let mut story = Story::cast("P A A A");
    story.request(A, "X").settle().request(A, "Y");
    assert_eq!(story.flights(), [""; 0]);
    assert_eq!(story.told[1], (1, Response::Chosen("X".into())));
}

#[test]
fn only_so_many_clients_may_wait_for_a_proposer() {
    let mut story = Story::cast("P A A A");
    for _ in 0..Proposer::WAITING + 5 {
        story.request(A, "X");
    }
    story.settle();
    assert_eq!(story.told.len(), Proposer::WAITING);
}
