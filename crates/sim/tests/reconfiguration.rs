//! The whole of Raft by command: snapshots, changes of the cluster, leadership handed over, reads aside, requests repeated.

use quorate_core::protocol::{Micros, NodeId};
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::lesson::Lesson;
use quorate_sim::registry::{ALL, picture, vocabulary};

/// Plays a script in which A leads three servers, checking what it expects.
#[track_caller]
fn rehearse(settings: &str, script: &str) -> Timeline {
    let head = "lesson raft/test\ntitle en test\ntitle zh 测试\nprotocol raft\nnodes 3";
    let told = "step\nsay en test\nsay zh 测试\ntimeout A\nwait 100";
    let text = format!("{head}\n{settings}\n{told}\n{script}\n");
    let (_, mut timeline) = Lesson::play(ALL, &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    timeline.seek(timeline.end());
    timeline
}

/// The same where no guarantee may break.
#[track_caller]
fn play(settings: &str, script: &str) {
    let timeline = rehearse(settings, script);
    let broken: Vec<_> = timeline.present().broken().iter().flatten().collect();
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn a_snapshot_replaces_the_log_and_brings_a_late_follower_up_to_date() {
    play(
        "",
        "crash C
        request SET x 1
        wait 100
        request SET y 2
        wait 200
        snapshot A
        wait 100
        expect A snapshot-index = 2
        expect B snapshot-index = 0
        expect A log = none
        request SET x 3
        wait 200
        restart C
        wait 400
        expect C snapshot-index = 2
        expect C state.y = 2
        expect C state.x = 3
        expect C log = 1:SET x 3
        crash A
        restart A
        expect A state.y = 2
        expect A commit-index = 2",
    );
}

#[test]
fn servers_take_snapshots_by_themselves_when_their_logs_are_long() {
    let requests: Vec<_> = (1..=5).map(|value| format!("request SET x {value}\nwait 200\n")).collect();
    let script = "expect A snapshot-index = 4\nexpect B snapshot-index = 4\nexpect A state.x = 5";
    play("snapshot-threshold 2", &(requests.concat() + script));
}

#[test]
fn a_server_that_is_added_catches_up_and_then_votes() {
    play(
        "",
        "request SET x 1
        wait 200
        add D
        wait 35
        expect D role = learner
        wait 500
        expect D configuration = {A B C D}
        expect A configuration = {A B C D}
        expect D state.x = 1
        expect D role = follower
        remove B
        wait 500
        expect A configuration = {A C D}
        crash A
        timeout D
        wait 200
        expect D role = leader
        expect D votes = 2",
    );
}

#[test]
fn a_server_that_is_not_there_never_joins() {
    play(
        "client-timeout 5000",
        "add D\ncrash D\nwait 3000\nexpect c1 answer = catch-up-failed\nexpect c1 state = failed\nexpect A configuration = {A B C}",
    );
}

#[test]
fn an_arbitrary_change_goes_through_a_joint_configuration() {
    play(
        "",
        "request SET x 1
        wait 200
        configure C D E
        until A configuration = {A B C}→{C D E}
        wait 1000
        expect C configuration = {C D E}
        expect A role = outsider
        expect E state.x = 1
        timeout C
        wait 200
        expect C role = leader
        request SET x 2
        wait 300
        expect D state.x = 2",
    );
}

#[test]
fn the_world_stops_for_a_change_of_the_configuration_files() {
    play(
        "",
        "request SET x 1
        wait 200
        crash A
        crash B
        crash C
        configure stopped A B C D E
        wait 500
        restart A
        restart B
        restart C
        restart D
        restart E
        timeout D
        wait 200
        expect D role = leader
        expect D votes = 5
        request SET y 2
        wait 300
        expect E state.x = 1
        expect E state.y = 2",
    );
}

/// Found by the swarm: a majority of those who remain may know nothing of what is committed, nor of who leads in which term.
#[test]
fn who_remains_when_the_world_stops_knows_all_that_is_committed() {
    play(
        "",
        "cut A-C
        cut B-C
        request SET x 1
        wait 200
        crash A
        crash B
        crash C
        configure stopped C
        heal
        wait 100
        restart C
        timeout C
        wait 100
        request SET y 2
        wait 100
        expect C state.x = 1
        expect no violation",
    );
}

#[test]
fn leadership_is_handed_over_without_waiting_for_a_timeout() {
    play(
        "pre-vote on\ncheck-quorum on",
        "request SET x 1
        wait 100
        transfer B
        wait 100
        expect B role = leader
        expect A role = follower
        expect c1 state = ok
        crash C
        transfer C
        wait 600
        expect B role = leader
        expect c1 answer = transfer-failed",
    );
}

#[test]
fn a_read_aside_leaves_no_entry() {
    for options in ["read-index on", "lease-read on\ncheck-quorum on"] {
        play(
            options,
            "request SET x 1
            wait 200
            request GET x
            wait 100
            expect c1 answer = 1
            expect A last-index = 1
            request @B GET x
            wait 200
            expect c1 answer = 1
            expect A last-index = 1",
        );
    }
}

#[test]
fn a_request_that_is_repeated_is_carried_out_once() {
    let again = "client-timeout 30\nrequest ADD x 5\nwait 40\nexpect c1 state = unknown\nretry c1\nwait 200";
    play(
        "",
        &format!("{again}\nexpect c1 answer = 5\nexpect A state.x = 5\nexpect A last-index = 2\nexpect no violation"),
    );
    rehearse("rule sessions off", &format!("{again}\nexpect A state.x = 10\nexpect violation raft.linearizable"));
}

#[test]
fn a_server_that_was_away_disturbs_nobody_if_it_asks_first() {
    for (options, term) in [("pre-vote on\ncheck-quorum on", 1), ("pre-vote off", 4)] {
        let away =
            "partition A B | C\ntimeout C\nwait 1\ntimeout C\nwait 1\ntimeout C\nwait 120\nheal\ntimer C 1\nwait 100";
        play(options, &format!("{away}\nexpect A role = {}", if term == 1 { "leader" } else { "follower" }));
    }
}

#[test]
fn a_leader_that_lost_its_majority_steps_down() {
    play("check-quorum on", "partition A | B C\nwait 700\nexpect A role != leader");
}

#[test]
fn who_was_removed_and_is_down_has_left_and_stays_away_when_newcomers_come_whose_files_name_it() {
    let raft = vocabulary("raft").expect("Raft is one of the protocols");
    let mut timeline = Timeline::new(Setup::new(raft, 3, Seed(1)));
    let left = |timeline: &Timeline| picture(timeline.present()).node(NodeId(2)).gone;
    let mut play = |time, line, is_gone| {
        timeline.advance(Micros::from_ms(time), usize::MAX);
        timeline.command(line).expect("it makes sense then");
        assert_eq!(left(&timeline), is_gone, "after `{line}`");
    };
    play(0, "timer A 20", false);
    play(100, "remove C", false);
    play(400, "crash C", true);
    play(500, "configure A B D E", true);
    play(540, "crash A", true);
    play(540, "crash B", false);
    play(540, "restart B", true);
    play(540, "restart C", false);
}

#[test]
fn whom_a_forced_recovery_leaves_out_stays_in_sight_as_long_as_it_could_come_back_with_a_majority() {
    let raft = vocabulary("raft").expect("Raft is one of the protocols");
    let mut timeline = Timeline::new(Setup::new(raft, 5, Seed(1)));
    timeline.advance(Micros::from_ms(600), usize::MAX);
    for line in ["crash A", "crash B", "crash C", "configure forced D E"] {
        timeline.command(line).expect("it makes sense then");
    }
    timeline.advance(Micros::from_ms(2000), usize::MAX);
    let view = picture(timeline.present());
    let gone: Vec<u8> = (0..5).filter(|node| view.node(NodeId(*node)).gone).collect();
    assert!(gone.is_empty(), "{gone:?} are a majority of their own configuration, and have left");
}

/// Ongaro's thesis, 2014, §4.2.1: it says how long its log is, and is not found out about an entry a round trip.
#[test]
fn a_server_can_be_added_to_a_long_log() {
    for (bursts, within) in [(1, 500), (10, 1500)] {
        let log = format!("{}wait 100\n", "request SET x 1\n".repeat(50)).repeat(bursts);
        play(
            "",
            &format!(
                "{log}\nwait 200\nexpect A commit-index = {}\nadd D\nwait {within}\nexpect A configuration = {{A B C D}}\nexpect D last-index = {}",
                50 * bursts,
                50 * bursts + 1
            ),
        );
    }
}

/// §3.10: the target must have the whole log when it is told. A change that is ready meanwhile waits.
#[test]
fn a_change_that_is_ready_while_leadership_is_handed_over_costs_no_leader() {
    for seed in 0..60 {
        for gap in [5, 20, 40, 60] {
            play(
                &format!("seed {seed}\nno-op on"),
                &format!(
                    "wait 100\nadd D\nwait {gap}\ntransfer B\nwait 140\nexpect B role = leader\nexpect B term = 2"
                ),
            );
        }
    }
}

/// Whoever has voted for the target may be heard before the target: the leader waits to hear who leads.
#[test]
fn a_transfer_that_succeeds_is_told_so() {
    for seed in 0..60 {
        play(
            &format!("seed {seed}\nlatency 1..40"),
            "wait 200\ntransfer B\nwait 290\nexpect B role = leader\nexpect B term = 2\nexpect c1 answer = ✓",
        );
    }
}

/// One that has not heard that it has a successor is told by that to succeed it: two arrows of figure 4 in one step.
#[test]
fn a_leader_that_is_told_to_succeed_its_successor_does_so() {
    play(
        "",
        "partition A | B C\ntimeout B\nwait 100\nheal\ntransfer A @B\nwait 100\nexpect A role = leader\nexpect A term = 3",
    );
}

/// A transfer ends with its target's vote; what was held meanwhile goes on.
#[test]
fn a_transfer_to_a_server_that_is_removed_holds_nobody_up() {
    play(
        "",
        "crash B
        configure A C D
        wait 20
        transfer B
        request SET x 1
        wait 250
        expect A configuration = {A C D}
        expect A state.x = 1
        expect A role = leader
        expect A term = 1",
    );
}

/// Whoever asks twice is answered once, and truly.
#[test]
fn a_change_that_is_asked_for_again_is_made_once_and_answered_alike() {
    play(
        "client-timeout 50",
        "add D
        wait 51
        expect c1 state = unknown
        retry c1
        wait 51
        expect c1 state = unknown
        wait 200
        expect A configuration = {A B C D}
        retry c1
        wait 50
        expect c1 answer = ✓
        expect A last-index = 2",
    );
}
