//! Thousands of random runs, with every check on and none broken; and when the faults stop, the cluster recovers.
//!
//! A failing run is printed as a script: paste it into the page, or save it as a test.

use proptest::prelude::*;
use quorate_core::protocol::Micros;
use quorate_sim::random::Seed;
use quorate_sim::registry::vocabulary;
use quorate_sim::script::condition::holds;
use quorate_sim::script::run::Setup;
use quorate_sim::timeline::Timeline;

/// Something to do to a cluster; nodes are counted modulo its size.
#[derive(Clone, Debug)]
enum Act {
    Crash(u8),
    Restart(u8),
    Cut(u8, u8),
    CutOneWay(u8, u8),
    Mend(u8, u8),
    Partition(u8),
    Heal,
    Request(u8),
    RequestAnybody,
    Timeout(u8),
    Align,
    Loss(u8),
    Duplication(u8),
    Latency(u8),
    Disk(u8),
    Option(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let node = 0..7_u8;
    prop_oneof![
        3 => node.clone().prop_map(Act::Crash),
        4 => node.clone().prop_map(Act::Restart),
        1 => (node.clone(), node.clone()).prop_map(|(a, b)| Act::Cut(a, b)),
        1 => (node.clone(), node.clone()).prop_map(|(a, b)| Act::CutOneWay(a, b)),
        1 => (node.clone(), node.clone()).prop_map(|(a, b)| Act::Mend(a, b)),
        2 => (1..127_u8).prop_map(Act::Partition),
        3 => Just(Act::Heal),
        3 => node.clone().prop_map(Act::Request),
        4 => Just(Act::RequestAnybody),
        2 => node.prop_map(Act::Timeout),
        1 => Just(Act::Align),
        1 => (0..40_u8).prop_map(Act::Loss),
        1 => (0..40_u8).prop_map(Act::Duplication),
        1 => (0..200_u8).prop_map(Act::Latency),
        1 => (0..50_u8).prop_map(Act::Disk),
        1 => (0..6_usize).prop_map(Act::Option),
    ]
}

/// The act as a line of the command language.
fn line(act: &Act, protocol: &str, nodes: u8, serial: usize) -> String {
    let name = |node: &u8| char::from(b'A' + node % nodes);
    let request = if protocol == "raft" { format!("SET x {serial}") } else { format!("v{}", serial % 5) };
    match act {
        Act::Crash(node) => format!("crash {}", name(node)),
        Act::Restart(node) => format!("restart {}", name(node)),
        Act::Cut(a, b) => format!("cut {}-{}", name(a), name(b)),
        Act::CutOneWay(a, b) => format!("cut {}>{}", name(a), name(b)),
        Act::Mend(a, b) => format!("mend {}-{}", name(a), name(b)),
        Act::Partition(side) => {
            let group: Vec<String> =
                (0..nodes).filter(|it| side >> it & 1 == 1).map(|it| name(&it).to_string()).collect();
            format!("partition {}", group.join(" "))
        }
        Act::Heal => "heal".into(),
        Act::Request(node) => format!("request @{} {request}", name(node)),
        Act::RequestAnybody => format!("request {request}"),
        Act::Timeout(node) => format!("timeout {}", name(node)),
        Act::Align => "align".into(),
        Act::Loss(percent) => format!("loss {percent}%"),
        Act::Duplication(percent) => format!("duplication {percent}%"),
        Act::Latency(most) => format!("latency 1..{}", most.max(&1)),
        Act::Disk(most) => format!("disk 0..{most}"),
        Act::Option(which) => {
            let options =
                ["conflict-hint on", "conflict-hint off", "no-op on", "no-op off", "forwarding off", "forwarding on"];
            options[*which].into()
        }
    }
}

/// Plays a run; an act that makes no sense when its time comes is left out.
fn play(protocol: &str, nodes: u8, seed: u64, acts: &[(u64, Act)]) -> Timeline {
    let vocabulary = vocabulary(protocol).expect("it is one of the protocols");
    let mut timeline = Timeline::new(Setup::new(vocabulary, nodes, Seed(seed)));
    for (serial, (gap, act)) in acts.iter().enumerate() {
        let to = Micros(timeline.now().0 + gap * 1000);
        timeline.advance(to, usize::MAX);
        // Refused where it makes no sense then, such as a crash of what is down.
        let _ = timeline.command(&line(act, protocol, nodes, serial));
    }
    let to = Micros(timeline.now().0 + 1_000_000);
    timeline.advance(to, usize::MAX);
    timeline
}

fn recover(timeline: &mut Timeline, nodes: u8) {
    let mut lines = vec!["heal".to_string(), "loss 0%".into(), "latency 10..20".into(), "disk 0..0".into()];
    lines.extend((0..nodes).map(|node| format!("restart {}", char::from(b'A' + node))));
    for line in lines {
        // Refused where nothing is to be mended.
        let _ = timeline.command(&line);
    }
    let to = Micros(timeline.now().0 + 10_000_000);
    timeline.advance(to, usize::MAX);
}

fn runs() -> impl Strategy<Value = (u8, u64, Vec<(u64, Act)>)> {
    (3..=7_u8, any::<u32>(), prop::collection::vec((1..300_u64, act()), 1..30))
        .prop_map(|(n, seed, acts)| (n, seed.into(), acts))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn raft_keeps_every_promise((nodes, seed, acts) in runs()) {
        let mut timeline = play("raft", nodes, seed, &acts);
        prop_assert!(holds("no violation", timeline.present()), "{}", timeline.script());
        recover(&mut timeline, nodes);
        prop_assert!(holds("no violation", timeline.present()), "{}", timeline.script());
        prop_assert!(holds("some role = leader", timeline.present()), "nobody leads:\n{}", timeline.script());
        // A leader mends the logs of others when it has an entry of its own to send.
        timeline.command("request SET last 1").expect("every node is up");
        let to = Micros(timeline.now().0 + 2_000_000);
        timeline.advance(to, usize::MAX);
        let log = timeline.present().machine().attribute(quorate_core::protocol::NodeId(0), "log", None);
        let same = format!("all log = {}", log.expect("every node has a log"));
        prop_assert!(holds(&same, timeline.present()), "the logs differ:\n{}", timeline.script());
    }

    #[test]
    fn paxos_keeps_every_promise((nodes, seed, acts) in runs()) {
        let mut timeline = play("paxos", nodes, seed, &acts);
        prop_assert!(holds("no violation", timeline.present()), "{}", timeline.script());
        recover(&mut timeline, nodes);
        // Whoever heard nothing of the choice learns of it by proposing (section 2.3).
        for node in 0..nodes {
            timeline.command(&format!("request @{} last", char::from(b'A' + node))).expect("every node is up and proposes");
        }
        let to = Micros(timeline.now().0 + 10_000_000);
        timeline.advance(to, usize::MAX);
        prop_assert!(holds("no violation", timeline.present()), "{}", timeline.script());
        prop_assert!(holds("none chosen = none", timeline.present()), "somebody has not learned:\n{}", timeline.script());
    }
}
