//! Faults with a place: slow links, slow disks, clocks that go wrong, processes that stand still, messages that are held.

use quorate_core::protocol::{Micros, NodeId};
use quorate_sim::clock::flight::{End, Flight};
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::condition::holds;
use quorate_sim::language::run::Run;
use quorate_sim::registry::{ALL, vocabulary};

const A: NodeId = NodeId(0);
const B: NodeId = NodeId(1);
const C: NodeId = NodeId(2);

fn begin(protocol: &str, head: &[&str]) -> Timeline {
    let script = format!("protocol {protocol}\nnodes 3\nseed 1\n{}", head.join("\n"));
    let fallback = Setup::new(vocabulary("raft").expect("there is Raft"), 3, Seed(1));
    Timeline::replay(Run::parse(ALL, &script, fallback).expect("it is well written")).expect("it makes sense")
}

/// Three servers, and A leads.
fn led_by_a(head: &[&str]) -> Timeline {
    let mut timeline = begin("raft", head);
    timeline.command("timeout A").expect("A waits");
    wait(&mut timeline, 100);
    assert!(is(&timeline, "A role = leader"));
    timeline
}

fn wait(timeline: &mut Timeline, ms: u64) {
    timeline.advance(Micros(timeline.now().0 + ms * 1000), usize::MAX);
}

fn give(timeline: &mut Timeline, lines: &[&str]) {
    for line in lines {
        timeline.command(line).unwrap_or_else(|error| panic!("{line}: {error}"));
    }
}

fn is(timeline: &Timeline, condition: &str) -> bool {
    holds(condition, timeline.present())
}

fn refused(timeline: &mut Timeline, line: &str) -> String {
    timeline.command(line).expect_err(line).to_string()
}

/// How long each message from here to there takes of those that are under way.
fn ways(timeline: &Timeline, from: NodeId, to: NodeId) -> Vec<u64> {
    let is_meant = |flight: &&Flight| (flight.from, flight.to) == (End::Node(from), End::Node(to));
    let flights = timeline.present().flights().values();
    flights.filter(is_meant).map(|flight| flight.arrives_at.0 - flight.sent_at.0).collect()
}

/// When the election timer of a node runs out, in microseconds from when it was set.
fn patience(timeline: &Timeline, node: NodeId) -> u64 {
    let (_, due) = timeline.present().timers_of(node).next().expect("it waits");
    due.fires_at.0 - due.set_at.0
}

#[test]
fn a_link_is_slow_in_the_direction_that_is_named_and_acts_on_what_is_sent_afterwards() {
    let mut timeline = begin("raft", &["latency A>B 500", "@0 latency A-C 30..40"]);
    give(&mut timeline, &["timeout A"]);
    assert_eq!(ways(&timeline, A, B), [500_000]);
    assert!((30_000..=40_000).contains(&ways(&timeline, A, C)[0]));
    wait(&mut timeline, 100);
    give(&mut timeline, &["latency A>B default", "latency C-A default"]);
    assert_eq!(ways(&timeline, A, B)[0], 500_000, "it is under way already");
    give(&mut timeline, &["timeout A heartbeat"]);
    assert!((10_000..=20_000).contains(ways(&timeline, A, B).last().expect("a heartbeat")));
    assert!(timeline.present().own().is_empty());
    assert_eq!(
        refused(&mut timeline, "latency A-B default"),
        "line 1, column 9: A-B has no latency of its own, so there is nothing to take back."
    );
}

#[test]
fn a_link_loses_what_the_rest_of_the_world_does_not() {
    let mut timeline = led_by_a(&["loss A>B 100%"]);
    give(&mut timeline, &["request @A SET x 1"]);
    wait(&mut timeline, 400);
    assert!(is(&timeline, "C log = 1:SET x 1") && is(&timeline, "B log = none"));
    assert!(timeline.present().count_of("cluster.lost-loss") > 0);
    give(&mut timeline, &["cut A-C", "heal"]);
    assert!(!timeline.present().own().is_empty(), "to heal the links mends cuts, nothing else");
}

#[test]
fn with_a_slow_disk_of_its_own_a_leader_commits_by_the_others_copies() {
    let mut timeline = led_by_a(&[]);
    give(&mut timeline, &["disk A 60000", "request @A SET x 1"]);
    wait(&mut timeline, 500);
    assert!(is(&timeline, "A commit-index = 1") && is(&timeline, "A match-index.A = 0"));
    assert!(is(&timeline, "all state.x = 1") && is(&timeline, "c1 state = ok"));
    // Alone, it is not enough.
    give(&mut timeline, &["partition A C | B", "request @A SET x 2"]);
    wait(&mut timeline, 500);
    assert!(is(&timeline, "A commit-index = 1"), "A and C are a majority, but A's disk does not have it");
    give(&mut timeline, &["disk A default"]);
    wait(&mut timeline, 500);
    assert!(is(&timeline, "A commit-index = 2") && is(&timeline, "no violation"));
}

#[test]
fn a_node_is_patient_in_its_own_way_and_its_clock_goes_at_its_own_rate() {
    let mut timeline = begin("raft", &["election-timeout A 500..600", "clock B 50%"]);
    assert!((500_000..=600_000).contains(&patience(&timeline, A)));
    assert!((300_000..=600_000).contains(&patience(&timeline, B)));
    assert!((150_000..=300_000).contains(&patience(&timeline, C)));
    let same_draw = patience(&begin("raft", &[]), B);
    assert_eq!(patience(&timeline, B), 2 * same_draw, "the draw is the same, and only the clock another");
    // What somebody sets by hand is set in the time of the simulation.
    give(&mut timeline, &["timer B 60"]);
    wait(&mut timeline, 60);
    assert!(is(&timeline, "B role = candidate"));
    assert_eq!(
        refused(&mut timeline, "clock B 5%"),
        "line 1, column 9: “5%” is out of range. Write a value from 10% to 1000%."
    );
}

/// The lease is as good as the clocks are (thesis §6.4.1).
#[test]
fn a_slow_clock_breaks_a_lease() {
    for (clock, broken) in [("100%", false), ("50%", true)] {
        let clock_line = format!("clock A {clock}");
        let mut timeline = begin("raft", &["latency 2", "check-quorum on", "lease-read on", &clock_line]);
        give(&mut timeline, &["timeout A"]);
        wait(&mut timeline, 300);
        give(&mut timeline, &["request @A SET x 1"]);
        wait(&mut timeline, 300);
        give(&mut timeline, &["timeout A heartbeat"]);
        wait(&mut timeline, 5);
        give(&mut timeline, &["partition A | B C", "timer C 5000", "timer B 150"]);
        wait(&mut timeline, 155);
        give(&mut timeline, &["request @B SET x 2"]);
        wait(&mut timeline, 10);
        assert!(is(&timeline, "c1 state = ok") && is(&timeline, "B commit-index = 2"));
        give(&mut timeline, &["request @A GET x"]);
        wait(&mut timeline, 10);
        assert_eq!(is(&timeline, "violation raft.linearizable"), broken, "{clock}");
    }
}

/// A leader that was suspended while another was elected still believes in its lease.
fn read_of_a_suspended_leader(option: &str, suspends: bool) -> Timeline {
    let mut timeline = begin("raft", &["check-quorum on", option]);
    give(&mut timeline, &["timeout A"]);
    wait(&mut timeline, 300);
    give(&mut timeline, &["request @A SET x 1"]);
    wait(&mut timeline, 300);
    give(&mut timeline, &["partition A | B C", "timer C 5000"]);
    if suspends {
        give(&mut timeline, &["suspend A"]);
    }
    wait(&mut timeline, 170);
    give(&mut timeline, &["timeout B"]);
    wait(&mut timeline, 60);
    give(&mut timeline, &["request @B SET x 2"]);
    wait(&mut timeline, 100);
    assert!(is(&timeline, "B role = leader") && is(&timeline, "B state.x = 2"));
    if suspends {
        give(&mut timeline, &["resume A"]);
    }
    give(&mut timeline, &["request @A GET x"]);
    wait(&mut timeline, 40);
    timeline
}

#[test]
fn a_leader_that_stood_still_answers_from_a_lease_that_is_over() {
    let red = read_of_a_suspended_leader("lease-read on", true);
    assert!(is(&red, "violation raft.linearizable"));
    for (option, suspends) in [("lease-read on", false), ("read-index on", true), ("read-index on", false)] {
        let green = read_of_a_suspended_leader(option, suspends);
        assert!(is(&green, "no violation"), "{option} {suspends}");
        assert!(is(&green, "c1 state != ok"), "A does not answer: {option} {suspends}");
    }
}

#[test]
fn a_process_that_stands_still_keeps_the_rest_of_its_timers_and_what_arrives_waits_in_order() {
    let mut timeline = led_by_a(&["election-timeout 200"]);
    // Just after B has heard from A.
    give(&mut timeline, &["timeout A heartbeat"]);
    wait(&mut timeline, 25);
    let left = |timeline: &Timeline| {
        let (_, due) = timeline.present().timers_of(B).next().expect("it waits");
        due.fires_at.0 - timeline.now().0
    };
    let before = left(&timeline);
    give(&mut timeline, &["suspend B", "request @A SET x 1"]);
    wait(&mut timeline, 1000);
    assert!(is(&timeline, "B role = follower") && is(&timeline, "B log = none"));
    assert_eq!(
        refused(&mut timeline, "timeout B"),
        "line 1, column 9: B is suspended. To let it go on, write: resume B"
    );
    assert_eq!(
        refused(&mut timeline, "suspend B"),
        "line 1, column 9: B is suspended. To let it go on, write: resume B"
    );
    give(&mut timeline, &["cut A-B", "resume B"]);
    assert_eq!(left(&timeline), before);
    assert_eq!(
        refused(&mut timeline, "resume B"),
        "line 1, column 8: B is not suspended. To suspend it, write: suspend B"
    );
    wait(&mut timeline, 1);
    assert!(
        is(&timeline, "B log = 1:SET x 1") && is(&timeline, "B commit-index = 1"),
        "what had arrived before the cut"
    );
    assert!(is(&timeline, "no violation"));
}

#[test]
fn a_node_that_is_suspended_for_a_time_goes_on_by_itself_and_one_that_crashes_is_no_longer_suspended() {
    let mut timeline = led_by_a(&[]);
    give(&mut timeline, &["suspend B 300", "suspend C"]);
    wait(&mut timeline, 299);
    assert_eq!(timeline.present().suspended().keys().copied().collect::<Vec<_>>(), [B, C]);
    wait(&mut timeline, 1);
    assert_eq!(timeline.present().suspended().keys().copied().collect::<Vec<_>>(), [C]);
    let waiting = ways(&timeline, A, C).len();
    give(&mut timeline, &["crash C"]);
    assert!(waiting > ways(&timeline, A, C).len() && timeline.present().suspended().is_empty());
    give(&mut timeline, &["restart C"]);
    wait(&mut timeline, 200);
    assert!(is(&timeline, "C leader = A"));
}

#[test]
fn a_cluster_whose_majority_is_suspended_serves_nobody() {
    let mut timeline = led_by_a(&[]);
    let is_serving = |timeline: &Timeline| timeline.present().spell().serving.is_serving;
    give(&mut timeline, &["suspend B"]);
    assert!(is_serving(&timeline));
    give(&mut timeline, &["suspend C"]);
    assert!(!is_serving(&timeline));
    give(&mut timeline, &["resume B"]);
    assert!(is_serving(&timeline));
}

#[test]
fn a_node_that_is_suspended_hears_of_another_configuration_when_it_goes_on() {
    let mut timeline = led_by_a(&["check-quorum on", "lease-read on"]);
    wait(&mut timeline, 100);
    give(&mut timeline, &["suspend A", "heartbeat 40"]);
    assert_eq!(timeline.present().count_of("raft.lease-over"), 0);
    give(&mut timeline, &["resume A"]);
    assert_eq!(timeline.present().count_of("raft.lease-over"), 1, "what others promised it counts no more");
}

/// A has committed with B alone, and B comes back with an empty disk.
#[test]
fn a_wiped_voter_breaks_what_rests_on_its_memory_and_begins_a_new_life() {
    let mut timeline = led_by_a(&[]);
    give(&mut timeline, &["partition A B | C", "request @A SET x 1"]);
    wait(&mut timeline, 200);
    assert!(is(&timeline, "A commit-index = 1") && is(&timeline, "no violation"));
    assert_eq!(refused(&mut timeline, "wipe B"), "line 1, column 6: B is up. To stop it, write: crash B");
    give(&mut timeline, &["crash A", "crash B", "wipe B"]);
    assert!(!is(&timeline, "violation raft.ids-not-reused"), "a disk in a drawer harms nobody");
    give(&mut timeline, &["restart B"]);
    assert!(is(&timeline, "violation raft.ids-not-reused"));
    give(&mut timeline, &["heal", "timeout C"]);
    wait(&mut timeline, 60);
    assert!(is(&timeline, "C role = leader") && is(&timeline, "violation raft.leader-completeness"));
    assert!(!is(&timeline, "violation raft.state-machine-safety"));
    give(&mut timeline, &["request @C SET x 2"]);
    wait(&mut timeline, 100);
    assert!(is(&timeline, "violation raft.state-machine-safety"));
    for check in ["raft.term-monotone", "raft.one-vote-per-term"] {
        assert!(!is(&timeline, &format!("violation {check}")), "{check}");
    }
}

/// B votes for A in term 1, loses its disk, and votes for C in term 1.
#[test]
fn a_wiped_voter_votes_twice_in_one_term_which_is_no_second_vote_of_one_life() {
    let mut timeline = begin("raft", &[]);
    give(&mut timeline, &["partition A B | C", "timeout A"]);
    wait(&mut timeline, 60);
    assert!(is(&timeline, "A role = leader"));
    give(&mut timeline, &["crash B", "wipe B", "restart B", "partition A | B C", "timeout C"]);
    wait(&mut timeline, 60);
    assert!(is(&timeline, "C term = 1") && is(&timeline, "C role = leader"));
    assert!(is(&timeline, "violation raft.election-safety") && is(&timeline, "violation raft.ids-not-reused"));
    assert!(!is(&timeline, "violation raft.one-vote-per-term") && !is(&timeline, "violation raft.term-monotone"));
}

#[test]
fn what_is_held_waits_until_it_is_released_and_then_takes_its_time() {
    let mut timeline = begin("raft", &["latency 20", "hold A>B RequestVote"]);
    give(&mut timeline, &["timeout A"]);
    wait(&mut timeline, 100);
    assert!(is(&timeline, "A role = leader") && is(&timeline, "B voted-for = none"));
    assert_eq!(ways(&timeline, A, B).len(), 1 + usize::from(ways(&timeline, A, B).len() > 1));
    let held = timeline.present().flights().iter().next().expect("it is there still").0.to_string();
    assert_eq!(
        refused(&mut timeline, &format!("delay {held} 20")),
        format!("line 1, column 7: {held} is held. To let it go on, write: release A>B RequestVote")
    );
    assert_eq!(
        refused(&mut timeline, "hold A>B RequestVote"),
        "line 1, column 6: A>B RequestVote is already held. To let it go on, write: release A>B RequestVote"
    );
    assert_eq!(
        refused(&mut timeline, "release A>B Heartbeat"),
        "line 1, column 9: Nothing is held on A>B. To hold a message, write: hold A>B KIND"
    );
    give(&mut timeline, &["release A>B"]);
    wait(&mut timeline, 19);
    assert!(is(&timeline, "B voted-for = none"));
    wait(&mut timeline, 1);
    assert!(is(&timeline, "B voted-for = A") && timeline.present().holds().is_empty());
}

/// Two holds on one link, of which one is released; and that a heartbeat is a kind of its own.
#[test]
fn a_hold_is_of_one_kind() {
    let mut timeline = led_by_a(&["latency 5"]);
    give(&mut timeline, &["hold A>B AppendEntries", "hold A>B Heartbeat", "request @A SET x 1"]);
    wait(&mut timeline, 120);
    assert!(is(&timeline, "B log = none") && is(&timeline, "C log = 1:SET x 1"));
    give(&mut timeline, &["release A>B Heartbeat"]);
    wait(&mut timeline, 10);
    assert!(is(&timeline, "B log = none"));
    give(&mut timeline, &["release A>B AppendEntries"]);
    wait(&mut timeline, 10);
    assert!(is(&timeline, "B log = 1:SET x 1"));
}

#[test]
fn the_next_of_a_kind_is_dropped_once() {
    let mut timeline = begin("paxos", &["drop next B>A Promise"]);
    assert_eq!(
        refused(&mut timeline, "drop next B>A Promise"),
        "line 1, column 11: The next B>A Promise will already be dropped. Wait until it is sent."
    );
    give(&mut timeline, &["request @A v"]);
    wait(&mut timeline, 60);
    assert_eq!(timeline.present().count_of("cluster.dropped"), 1);
    assert!(timeline.present().drops().is_empty());
    wait(&mut timeline, 2000);
    assert_eq!(timeline.present().count_of("cluster.dropped"), 1);
}

#[test]
fn a_kind_that_there_is_not_is_refused_at_its_place() {
    let mut timeline = begin("paxos", &[]);
    assert_eq!(
        refused(&mut timeline, "hold A>B Promis"),
        "line 1, column 10: There is no message “Promis”. Did you mean “Promise”? The messages are Prepare Promise \
         PrepareRefused Accept Accepted AcceptRefused Ask Request Learned."
    );
    assert_eq!(
        refused(&mut timeline, "hold A-B Promise"),
        "line 1, column 6: Write: hold NODE>NODE KIND (for example: hold A>B Prepare)"
    );
}

#[test]
fn a_local_read_promises_no_freshness_and_is_marked() {
    let mut timeline = led_by_a(&[]);
    give(&mut timeline, &["request @A SET x 1"]);
    wait(&mut timeline, 200);
    give(&mut timeline, &["partition A C | B", "request @A SET x 2"]);
    wait(&mut timeline, 100);
    assert!(is(&timeline, "c1 state = ok") && is(&timeline, "A state.x = 2"));
    give(&mut timeline, &["request @B GET x local"]);
    wait(&mut timeline, 60);
    assert!(is(&timeline, "c1 answer = 1") && is(&timeline, "c1 state = stale") && is(&timeline, "no violation"));
    assert_eq!(timeline.present().count_of("cluster.response-stale"), 1);
    // The same of the leader: it is what it knows, and nobody promises that there is nothing newer.
    give(&mut timeline, &["request @A GET x local"]);
    wait(&mut timeline, 60);
    assert!(is(&timeline, "c1 answer = 2") && is(&timeline, "c1 state = stale"));
}

#[test]
fn a_learner_stays_a_learner_until_it_is_promoted() {
    let mut timeline = led_by_a(&[]);
    give(&mut timeline, &["add D learner"]);
    wait(&mut timeline, 300);
    assert!(is(&timeline, "A configuration = {A B C}+{D}") && is(&timeline, "D role = learner"));
    give(&mut timeline, &["crash A"]);
    assert!(is(&timeline, "D role = learner"), "also while nobody leads");
    give(&mut timeline, &["restart A", "timeout A"]);
    wait(&mut timeline, 200);
    give(&mut timeline, &["request @A SET x 1", "promote D"]);
    wait(&mut timeline, 300);
    assert!(is(&timeline, "D configuration = {A B C D}") && is(&timeline, "D state.x = 1"));
    assert!(is(&timeline, "no violation"));
    let again = Run::parse(ALL, &timeline.script(), Setup::new(ALL[0], 3, Seed(1))).and_then(Timeline::replay);
    assert_eq!(again.expect("it is well written").present().fingerprint(), timeline.present().fingerprint());
}

/// Of five servers A, B and C are lost, with an entry that D and E have not got.
#[test]
fn a_forced_recovery_takes_the_survivors_disks_and_breaks_the_overlap_of_quorums_at_once() {
    let fallback = Setup::new(vocabulary("raft").expect("there is Raft"), 5, Seed(1));
    let mut timeline = Timeline::new(fallback);
    give(&mut timeline, &["timeout A"]);
    wait(&mut timeline, 100);
    give(&mut timeline, &["request @A SET x 1"]);
    wait(&mut timeline, 200);
    give(&mut timeline, &["partition A B C | D E", "request @A SET x 2"]);
    wait(&mut timeline, 200);
    assert!(is(&timeline, "A commit-index = 2") && is(&timeline, "D last-index = 1"));
    give(&mut timeline, &["crash A", "crash B"]);
    assert_eq!(
        refused(&mut timeline, "configure forced D E"),
        "line 1, column 1: A majority is up, so the cluster can change its own membership. Write: configure D E"
    );
    give(&mut timeline, &["crash C"]);
    assert!(is(&timeline, "no violation"));
    give(&mut timeline, &["configure forced D E"]);
    assert!(is(&timeline, "violation raft.quorums-overlap"), "A, B and C may come back");
    assert!(is(&timeline, "D role = follower") && is(&timeline, "E configuration = {D E}"));
    give(&mut timeline, &["timeout D"]);
    wait(&mut timeline, 200);
    give(&mut timeline, &["request @D SET x 3"]);
    wait(&mut timeline, 200);
    assert!(is(&timeline, "D state.x = 3") && is(&timeline, "c1 state = ok"));
    assert!(is(&timeline, "violation raft.leader-completeness"), "what A, B and C had committed is lost");
    let again = Run::parse(ALL, &timeline.script(), Setup::new(ALL[0], 3, Seed(1))).and_then(Timeline::replay);
    assert_eq!(again.expect("it is well written").present().fingerprint(), timeline.present().fingerprint());
}
