//! The timeline's bands and the events' badges: eras never go back, and each event is of the era of the one who acts.

use quorate_core::protocol::{Micros, NodeId};
use quorate_core::raft::{Raft, Term};
use quorate_sim::clock::playing::Playing;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::registry::{ALL, vocabulary};

fn begun(protocol: &str, nodes: u8, seed: u64) -> Timeline {
    Timeline::new(Setup::new(vocabulary(protocol).expect("it is registered"), nodes, Seed(seed)))
}

fn wait(timeline: &mut Timeline, ms: u64) {
    let to = Micros(timeline.now().0 + Micros::from_ms(ms).0);
    timeline.advance(to, usize::MAX);
}

/// Crashes, cuts and hurried elections, one after the other.
fn trouble(timeline: &mut Timeline, rounds: u64) {
    let names = ["A", "B", "C", "D", "E"];
    for round in 0..rounds {
        let node = names[(round * 7 % 5) as usize];
        let rest: Vec<_> = names.iter().filter(|name| **name != node).copied().collect();
        let lines = [
            format!("timeout {node}"),
            format!("partition {node} {} | {}", rest[0], rest[1..].join(" ")),
            format!("crash {}", rest[1]),
            "heal".into(),
            format!("cut {node}>{}", rest[2]),
            format!("restart {}", rest[1]),
        ];
        for line in lines {
            // What is not possible at the moment changes nothing.
            let _ = timeline.command(&line);
            wait(timeline, 45 + round % 90);
        }
    }
}

#[test]
fn no_band_is_of_an_earlier_era_than_the_one_before() {
    for protocol in ALL {
        for seed in 1..8 {
            let mut timeline = begun(protocol.name(), 5, seed);
            if protocol.name() == "paxos" {
                for line in ["request @A a", "request @B b", "request @C c"] {
                    timeline.command(line).expect("they are up");
                }
            }
            trouble(&mut timeline, 12);
            let eras: Vec<u64> = timeline.lane().bands.iter().map(|band| band.reigns[0].era).collect();
            assert!(eras.len() > 1 && eras.is_sorted(), "{} {seed}: {eras:?}", protocol.name());
            for band in &timeline.lane().bands {
                let eras: Vec<u64> = band.reigns.iter().map(|reign| reign.era).rev().collect();
                assert!(eras.is_sorted(), "the newest stands first: {band:?}");
            }
        }
    }
}

#[test]
fn where_two_lead_at_once_both_reign() {
    let mut timeline = begun("raft", 5, 1);
    timeline.command("timeout A").expect("A waits");
    wait(&mut timeline, 200);
    timeline.command("partition A B | C D E").expect("they are linked");
    timeline.command("timeout C").expect("C waits");
    wait(&mut timeline, 200);
    let last = timeline.lane().bands.back().expect("somebody reigns");
    let reigns: Vec<_> = last.reigns.iter().map(|reign| (reign.era_label.as_str(), reign.leader)).collect();
    assert_eq!(reigns, [("2", Some(NodeId(2))), ("1", Some(NodeId(0)))]);
}

#[test]
fn a_badge_is_of_the_term_of_the_one_who_acts() {
    let mut timeline = begun("raft", 5, 3);
    let mut seen = 0;
    for step in 0..1500 {
        if step % 60 == 0 {
            trouble(&mut timeline, 1);
        }
        timeline.step_forward();
        let cluster = &Playing::<Raft>::of(timeline.present().machine()).expect("it plays Raft").cluster;
        // The last event of an instant is of a node whose term is what it is now.
        let Some(last) = timeline.recent().events.back().filter(|event| event.at == timeline.now()) else { continue };
        if let (Some(node), Some(era)) = (last.node, &last.era) {
            let term = cluster.state(node).map(|state| state.current_term);
            assert_eq!(term, Some(Term(era.number)), "{last:?}");
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn a_receipt_is_the_client_s_even_if_the_server_is_down_by_then() {
    let mut timeline = begun("raft", 3, 1);
    for line in ["timeout A", "request @A SET x 1"] {
        timeline.command(line).expect("A is up");
        wait(&mut timeline, 200);
    }
    let receipts = || timeline.recent().events.iter().filter(|event| event.key == "cluster.response");
    assert_eq!(receipts().map(|event| event.node).collect::<Vec<_>>(), [None]);
    assert!(receipts().all(|event| event.args.iter().any(|(name, _)| *name == "from")));
}
