//! Who is asked, and what clients are told.

use crate::story::*;
use quorate_core::two_phase_commit::coordinator::Coordinator;
use quorate_core::two_phase_commit::{Event, Response};

#[test]
fn a_transaction_is_begun_by_the_coordinator_and_nobody_else() {
    let mut story = Story::new(3);
    story.request(B, "SET x 5");
    assert_eq!((story.told.clone(), story.flights()), (vec![(0, Response::Redirect(A))], vec![]));
}

#[test]
fn a_read_is_answered_where_the_data_is() {
    let mut story = Story::new(3);
    story.request(A, "SET B.x 5").settle();
    assert_eq!(story.get(B, "x"), Response::Value(Some(5)));
    assert_eq!(story.get(C, "x"), Response::Value(None));
    assert_eq!(story.get(A, "x"), Response::Redirect(B));
}

/// What is in doubt is neither the old value nor the new.
#[test]
fn a_read_of_a_locked_name_says_who_has_locked_it() {
    let mut story = Story::new(2);
    story.request(A, "SET x 5").deliver("VoteRequest");
    assert_eq!(story.get(B, "x"), Response::Locked(number("1.1")));
    assert_eq!(story.get(B, "y"), Response::Value(None));
    story.settle();
    assert_eq!(story.get(B, "x"), Response::Value(Some(5)));
}

#[test]
fn a_transaction_for_a_node_that_takes_part_in_none_is_refused() {
    let mut story = Story::new(2);
    story.request(A, "ADD B.x 1, ADD A.x 1");
    assert_eq!((story.told.clone(), story.flights()), (vec![(0, Response::Misaddressed(A))], vec![]));
}

#[test]
fn so_many_may_be_open_and_no_more() {
    let mut story = Story::new(2);
    for n in 0..=Coordinator::OPEN {
        story.request(A, &format!("SET x{n} 1"));
    }
    assert_eq!(story.flights().len(), Coordinator::OPEN);
    assert!(story.events.contains(&Event::RequestDropped { open: Coordinator::OPEN }));
    story.settle().request(A, "SET x 1");
    assert_eq!(story.flights().len(), 1);
}
