//! Whether clients are served, since when, and why not where not: a short run for each reason.

use crate::played::{play, run};
use quorate_core::protocol::Micros;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::view::ArgView;
use quorate_sim::registry::{ALL, picture};

/// `yes raft.serving leader=A term=1 reached=3 all=3`, and for how many milliseconds.
fn standing(timeline: &Timeline) -> (String, u64) {
    let view = picture(timeline.present()).serving();
    let arg = |(name, arg): &(&str, ArgView)| match arg {
        ArgView::Number(number) => format!(" {name}={number}"),
        ArgView::Text(text) => format!(" {name}={text}"),
    };
    let args: String = view.args.0.iter().map(arg).collect();
    let since = Micros((view.since * 1000.0) as u64);
    let word = if view.ok { "yes" } else { "no" };
    (format!("{word} {}{args}", view.key), (timeline.now().0 - since.0) / 1000)
}

fn why(protocol: &str, nodes: u8, lines: &[&str]) -> String {
    standing(&run(protocol, nodes, lines)).0
}

#[test]
fn a_leader_that_exchanges_messages_with_a_majority_of_its_term_serves() {
    let mut timeline = run("raft", 3, &[]);
    assert_eq!(standing(&timeline), ("no raft.idle-waiting".into(), 0));
    play(&mut timeline, &["timeout A"]);
    assert_eq!(standing(&timeline).0, "no raft.idle-candidate node=A");
    play(&mut timeline, &["+100"]);
    let (words, length) = standing(&timeline);
    assert_eq!(words, "yes raft.serving leader=A term=1 reached=3 all=3");
    assert!((60..90).contains(&length), "since it was elected: {length}");
    play(&mut timeline, &["cut A-B", "+40"]);
    assert_eq!(standing(&timeline), (words.replace("reached=3", "reached=2"), length + 40), "a majority is enough");
}

/// With the rule of majorities off, half is enough, and the line does not call it a majority.
#[test]
fn a_leader_of_half_of_the_servers_says_how_many_it_reaches() {
    let lines = ["rule majority off", "partition A B | C D", "timeout A", "+200"];
    assert_eq!(why("raft", 4, &lines), "yes raft.serving leader=A term=1 reached=2 all=4");
}

#[test]
fn too_few_servers_run() {
    let lines = ["timeout A", "+200", "crash B", "crash C"];
    assert_eq!(why("raft", 3, &lines), "no raft.idle-few running=1 all=3");
    assert_eq!(why("raft", 3, &["crash A", "crash B", "crash C"]), "no raft.idle-few running=0 all=3");
    assert_eq!(why("raft", 5, &lines), "yes raft.serving leader=A term=1 reached=3 all=5");
}

#[test]
fn the_length_of_a_spell_is_that_of_serving_or_not_whatever_the_reason() {
    let mut timeline = run("raft", 3, &["timeout A", "+200", "crash B", "crash C", "+300"]);
    assert_eq!(standing(&timeline), ("no raft.idle-few running=1 all=3".into(), 300));
    play(&mut timeline, &["crash A", "+1000"]);
    assert_eq!(standing(&timeline), ("no raft.idle-few running=0 all=3".into(), 1300));
}

#[test]
fn those_who_run_are_cut_off_from_one_another() {
    let lines = ["timeout A", "+200", "crash A", "cut B-C"];
    assert_eq!(why("raft", 3, &lines), "no raft.idle-cut nodes=B C");
    assert_eq!(why("raft", 5, &["partition A B | C D | E"]), "no raft.idle-cut nodes=A B C D E");
}

#[test]
fn a_leader_in_the_minority_serves_nobody_until_the_others_have_elected_one() {
    let mut timeline = run("raft", 5, &["timeout A", "+200", "partition A B | C D E"]);
    assert_eq!(standing(&timeline).0, "no raft.idle-leader-cut leader=A term=1");
    play(&mut timeline, &["timeout C"]);
    assert_eq!(standing(&timeline).0, "no raft.idle-candidate node=C");
    play(&mut timeline, &["+60"]);
    assert_eq!(standing(&timeline).0, "yes raft.serving leader=C term=2 reached=3 all=5");
    assert_eq!(why("raft", 3, &["timeout A", "+200", "crash A"]), "no raft.idle-waiting");
}

#[test]
fn candidates_of_one_term_split_its_votes() {
    let lines = ["timeout A", "timeout B", "+1"];
    assert_eq!(why("raft", 4, &lines), "no raft.idle-split nodes=A B term=1");
}

/// The votes of a newer term are gone with the candidate that asked for them: who asks for others is a candidate nevertheless.
#[test]
fn a_candidate_of_an_older_term_is_one() {
    let lines = ["cut A-B", "timeout B", "timeout B", "+20", "crash B"];
    assert_eq!(why("raft", 3, &lines), "no raft.idle-waiting");
    assert_eq!(why("raft", 3, &[&lines[..], &["timeout A"]].concat()), "no raft.idle-candidate node=A");
}

/// Cloudflare, 2020: who hears a leader starts no election, though the leader hears no majority.
#[test]
fn a_one_way_cut_keeps_a_leader_that_nobody_can_answer() {
    let mut timeline = run("raft", 3, &["timeout A", "+200", "cut B>A", "cut C>A"]);
    for _ in 0..5 {
        assert_eq!(standing(&timeline).0, "no raft.idle-one-way leader=A");
        play(&mut timeline, &["+1000"]);
    }
}

#[test]
fn one_that_hears_no_leader_deposes_each() {
    let mut timeline = run("raft", 3, &["timeout A", "+200", "cut A>C", "cut B>C"]);
    let mut words = Vec::new();
    for _ in 0..400 {
        play(&mut timeline, &["+10"]);
        words.push(standing(&timeline).0);
    }
    assert!(words.iter().any(|words| words == "no raft.idle-disturbed node=C"), "{words:?}");
    assert!(words.iter().any(|words| words.starts_with("yes")), "each reigns for a while");
}

#[test]
fn timeouts_that_are_shorter_than_the_delay_elect_nobody() {
    let mut timeline = run("raft", 3, &["latency 200..250", "+5000"]);
    let (words, length) = standing(&timeline);
    assert_eq!((&*words, length), ("no raft.idle-slow trip=400 timeout=150", 5000));
    play(&mut timeline, &["latency 10..20", "+2000"]);
    assert!(standing(&timeline).0.starts_with("yes"));
    assert_eq!(why("raft", 3, &["disk 150..150", "+1000"]), "no raft.idle-slow trip=170 timeout=150");
    let mut timeline = run("raft", 3, &["heartbeat 400", "+500"]);
    let is_it = |timeline: &Timeline| standing(timeline).0 == "no raft.idle-heartbeat heartbeat=400 timeout=150";
    assert!((0..100).any(|_| {
        play(&mut timeline, &["+10"]);
        is_it(&timeline)
    }));
}

#[test]
fn a_process_that_stands_still_serves_nobody() {
    let mut timeline = run("raft", 3, &["timeout A", "+200", "suspend A"]);
    assert_eq!(standing(&timeline).0, "no raft.idle-waiting");
    play(&mut timeline, &["suspend B"]);
    assert_eq!(standing(&timeline).0, "no raft.idle-few running=1 all=3");
    play(&mut timeline, &["resume A"]);
    assert_eq!(standing(&timeline).0, "yes raft.serving leader=A term=1 reached=2 all=3");
}

#[test]
fn messages_that_are_held_or_always_lost_are_as_good_as_cut() {
    let led = ["timeout A", "+200"];
    let with = |lines: &[&str]| why("raft", 3, &[&led[..], lines].concat());
    let kept_quiet = "no raft.idle-one-way leader=A";
    assert_eq!(with(&["hold B>A AppendEntriesReply", "hold C>A AppendEntriesReply"]), kept_quiet);
    assert_eq!(with(&["loss B>A 100%", "loss C>A 100%"]), kept_quiet);
    assert_eq!(
        with(&["hold B>A RequestVote", "hold C>A RequestVote"]),
        "yes raft.serving leader=A term=1 reached=3 all=3"
    );
    assert_eq!(with(&["loss 100%"]), "no raft.idle-cut nodes=A B C");
}

#[test]
fn one_slow_link_of_two_hinders_nobody() {
    assert_eq!(
        why("raft", 3, &["latency A-B 400..400", "latency A-C 400..400", "latency B-C 400..400"]),
        "no raft.idle-slow trip=800 timeout=150"
    );
    assert_eq!(why("raft", 3, &["latency A-B 400..400", "latency A-C 400..400"]), "no raft.idle-waiting");
}

#[test]
fn the_configuration_in_force_says_who_must_be_reached() {
    let grown = ["timeout A", "+200", "configure A B C D E", "+1500"];
    let mut timeline = run("raft", 3, &grown);
    assert!(standing(&timeline).0.starts_with("yes"), "{:?}", standing(&timeline));
    play(&mut timeline, &["crash C", "crash D", "crash E"]);
    assert_eq!(standing(&timeline).0, "no raft.idle-few running=2 all=5");
}

#[test]
fn a_proposer_that_exchanges_messages_with_a_majority_of_acceptors_serves() {
    assert_eq!(why("paxos", 3, &[]), "yes paxos.serving nodes=A B C");
    assert_eq!(why("paxos", 3, &["cut A-B", "cut A-C"]), "yes paxos.serving nodes=B C");
    assert_eq!(why("paxos", 3, &["request @A x", "+200"]), "yes paxos.serving-chosen value=x");
}

#[test]
fn where_two_values_are_chosen_nobody_is_served() {
    let chosen = ["rule adopt-accepted off", "partition A B | C", "request @A x", "+200", "crash A", "heal"];
    let mut timeline = run("paxos", 3, &chosen);
    assert_eq!(standing(&timeline).0, "yes paxos.serving-chosen value=x");
    play(&mut timeline, &["request @C y", "+400"]);
    assert_eq!(standing(&timeline).0, "no paxos.idle-two-chosen one=x other=y");
}

#[test]
fn paxos_says_why_it_serves_nobody() {
    assert_eq!(why("paxos", 3, &["crash A", "crash B"]), "no paxos.idle-few running=1 all=3");
    assert_eq!(why("paxos", 3, &["partition A | B | C"]), "no paxos.idle-cut nodes=A B C");
    let one_way = ["cut B>A", "cut C>A", "cut B-C"];
    assert_eq!(why("paxos", 3, &one_way), "no paxos.idle-one-way nodes=A");
    assert_eq!(why("paxos", 3, &["latency 600..600"]), "no paxos.idle-slow trip=1200 timeout=200");
}

#[test]
fn two_proposers_that_outbid_one_another_serve_nobody() {
    let mut timeline = run("paxos", 3, &["backoff 1..2", "latency 20..20", "request @A x", "request @B y"]);
    let mut duels = 0;
    for _ in 0..100 {
        play(&mut timeline, &["+10"]);
        duels += u32::from(standing(&timeline).0 == "no paxos.idle-duel nodes=A B");
    }
    assert!(duels > 20, "{duels}");
}

/// Paxos without acceptors' answers: what is chosen is known to who learned it, and to nobody else.
#[test]
fn a_value_that_only_the_dead_know_serves_nobody() {
    let mut timeline = run("paxos", 3, &["request @A x", "+200"]);
    play(&mut timeline, &["crash A", "crash B", "crash C", "restart C"]);
    assert_eq!(standing(&timeline).0, "no paxos.idle-few running=1 all=3");
}

#[test]
fn back_in_time_the_line_says_what_it_said_then() {
    for protocol in ALL {
        let lines = ["partition A | B C", "+900", "heal", "+700", "crash A", "+300", "crash B", "+900"];
        let mut timeline = Timeline::new(Setup::new(*protocol, 3, Seed(7)));
        let mut told = Vec::new();
        for line in lines {
            play(&mut timeline, &[line]);
            if line.starts_with('+') {
                told.push((timeline.now(), picture(timeline.present()).serving()));
                // What is commanded at an instant is seen with it.
                play(&mut timeline, &["+1"]);
            }
        }
        for (at, view) in told.iter().rev().chain(&told) {
            timeline.seek(*at);
            assert_eq!(picture(timeline.present()).serving(), *view, "{} at {at:?}", protocol.name());
        }
    }
}

#[test]
fn settings_that_cannot_work_say_so() {
    let warned = |protocol, lines: &[&str]| {
        let settings = picture(run(protocol, 3, lines).present()).settings();
        let warned = settings.iter().filter_map(|it| Some(format!("{}: {}", it.name, it.warning.as_ref()?.key)));
        warned.collect::<Vec<_>>().join(", ")
    };
    assert_eq!([warned("raft", &[]), warned("paxos", &[])], ["", ""]);
    assert_eq!(warned("raft", &["heartbeat 150"]), "heartbeat: raft.idle-heartbeat");
    assert_eq!(warned("raft", &["heartbeat 149"]), "");
    assert_eq!(warned("raft", &["latency 75..80"]), "election-timeout: raft.idle-slow");
    assert_eq!(warned("raft", &["latency 74..80"]), "");
    assert_eq!(warned("raft", &["client-timeout 20"]), "client-timeout: warning.client-timeout");
    assert_eq!(warned("paxos", &["phase-timeout 5..20"]), "phase-timeout: paxos.idle-slow");
}
