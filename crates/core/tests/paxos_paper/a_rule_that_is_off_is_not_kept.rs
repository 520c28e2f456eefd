//! A rule that is off is not kept.

use super::*;

/// P2c: "… or is any value if the responses reported no proposals." Off: whatever they report.
#[test]
fn adopt_accepted() {
    let mut story = Story::cast("P P A A A");
    story.config.rules.adopt_accepted = false;
    story.request(A, "X").lose("Prepare").timeout(A, Timer::Retry);
    story.hand(C, A, promise_reporting("2.A", "1.B:Y"));
    story.hand(D, A, promise("2.A"));
    assert!(story.flights().contains(&"A>C Accept 2.A:X".into()));
}

/// P2c: "… v is the value of the highest-numbered proposal". Off: of the lowest-numbered.
#[test]
fn adopt_highest() {
    let mut story = Story::cast("P P P A A A");
    story.config.rules.adopt_highest = false;
    story.request(A, "X").lose("Prepare").timeout(A, Timer::Retry);
    story.hand(D, A, promise_reporting("2.A", "1.C:Z"));
    story.hand(E, A, promise_reporting("2.A", "1.B:Y"));
    assert!(story.flights().contains(&"A>D Accept 2.A:Y".into()));
}

/// P1a: "An acceptor can accept a proposal numbered n iff it has not responded to a prepare request having a number
/// greater than n." Off: always.
#[test]
fn refuse_below_promise() {
    let mut story = Story::cast("P P A");
    story.config.rules.refuse_below_promise = false;
    story.hand(A, C, prepare("2.A"));
    assert_eq!(story.hand(B, C, accept("1.B:X")), ["C>B Accepted 1.B:X"]);
    assert_eq!(story.accepted(C), "1.B:X");
}

/// "… a single proposal with that value has been accepted by a majority of the acceptors." Off: by half.
#[test]
fn majority() {
    let mut story = Story::cast("P A A A A L");
    story.config.rules.majority = false;
    story.request(A, "X").deliver("Prepare").deliver("B>A").deliver("C>A");
    story.deliver("A>B").deliver("A>C").deliver("Accepted");
    assert_eq!(story.chosen(A), "X");
}

/// "Each proposer remembers (in stable storage) the highest-numbered proposal it has tried to issue." Off: it forgets.
#[test]
fn new_number_after_restart() {
    let mut story = Story::cast("P A A A");
    story.config.rules.new_number_after_restart = false;
    story.request(A, "X").lose_all().crash(A).restart(A).request(A, "Y");
    assert_eq!(story.flights()[0], "A>B Prepare 1.A");
}

/// "… that *a* proposal has been accepted by a majority". Off: or several with the same value.
#[test]
fn count_by_ballot() {
    let mut story = Story::cast("P A A A L");
    story.config.rules.count_by_ballot = false;
    story.hand(B, E, accepted("1.A:X"));
    story.hand(C, E, accepted("2.A:X"));
    assert_eq!(story.chosen(E), "X");
}
