//! Nothing grows without end, whatever is asked for: what is beyond a limit is refused with a sentence that says it, or left
//! out, and that is told.

use quorate_core::protocol::Micros;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::cluster::limits;
use quorate_sim::language::lesson::Lesson;
use quorate_sim::language::run::Run;
use quorate_sim::language::share;
use quorate_sim::registry::{ALL, vocabulary};

fn timeline(protocol: &str, nodes: u8) -> Timeline {
    Timeline::new(Setup::new(vocabulary(protocol).expect(protocol), nodes, Seed(1)))
}

fn refusal(timeline: &mut Timeline, line: &str) -> String {
    let before = timeline.present().fingerprint();
    let error = timeline.command(line).expect_err(line);
    assert_eq!(timeline.present().fingerprint(), before, "{line} changed something");
    error.to_string()
}

#[test]
fn a_message_is_doubled_at_most_once_by_chance() {
    let mut timeline = timeline("raft", 5);
    timeline.command("duplication 100%").expect("it is a setting");
    timeline.command("timeout A").expect("its timer runs");
    // A asks four others, each question twice.
    assert_eq!(timeline.present().flights().len(), 8);
    let id = *timeline.present().flights().keys().last().expect("they are in flight");
    timeline.command(&format!("duplicate {id}")).expect("a copy can be copied by hand");
    assert_eq!(timeline.present().flights().len(), 10, "that copy comes twice, as all messages do");
}

#[test]
fn at_most_so_many_messages_are_in_flight_and_what_is_beyond_is_said() {
    let mut timeline = timeline("raft", 9);
    for line in ["latency 600000..600000", "heartbeat 1", "election-timeout 1..1", "duplication 100%"] {
        timeline.command(line).expect(line);
    }
    let mut most = 0;
    for at in 1..=400 {
        timeline.advance(Micros::from_ms(at), usize::MAX);
        most = most.max(timeline.present().flights().len());
    }
    assert_eq!(most, limits::FLIGHTS);
    assert_eq!(timeline.present().count_of("cluster.crowded"), 1, "it is said once");
    // Messages and flights still are the same.
    let script = timeline.script();
    let run = Run::parse(ALL, &script, Setup::new(ALL[0], 3, Seed(1))).expect("it is a run");
    let again = Timeline::replay(run).expect("it can be played");
    assert_eq!(again.present().fingerprint(), timeline.present().fingerprint());
}

#[test]
fn at_most_so_many_clients_wait() {
    for (protocol, request) in [("raft", "request @A GET x"), ("paxos", "request @A v")] {
        let mut timeline = timeline(protocol, 3);
        timeline.command("client-timeout 600000").expect("it is a setting");
        for _ in 0..limits::CLIENTS {
            timeline.command(request).expect(request);
        }
        assert!(refusal(&mut timeline, request).contains(&limits::CLIENTS.to_string()));
        assert_eq!(timeline.present().clients().0.len(), limits::CLIENTS);
    }
}

#[test]
fn a_run_has_at_most_so_many_commands() {
    let mut timeline = timeline("raft", 1);
    for turn in 0..limits::COMMANDS {
        timeline.command(["loss 1%", "loss 2%"][turn % 2]).expect("it is a setting");
    }
    assert!(refusal(&mut timeline, "loss 3%").contains(&limits::COMMANDS.to_string()));
    // The same is so of a saved run, and of a branch that leaves before.
    let lines = "loss 1%\n".repeat(limits::COMMANDS);
    let text = format!("protocol raft\nnodes 1\n@0 loss 1%\n{lines}@5\n");
    let run = Run::parse(ALL, &text, Setup::new(ALL[0], 3, Seed(1))).expect("it is well written");
    assert!(Timeline::replay(run).expect_err("one too many").to_string().contains(&limits::COMMANDS.to_string()));
}

#[test]
fn a_number_beyond_what_makes_sense_is_refused_with_the_range() {
    let mut timeline = timeline("raft", 3);
    for (line, range) in [
        ("heartbeat 0", "“0” is out of range. Write a value from 1 to 600000 (in ms)."),
        ("heartbeat 0.999", "“0.999” is out of range. Write a value from 1 to 600000 (in ms)."),
        ("heartbeat 600000.001", "“600000.001” is out of range. Write a value from 1 to 600000 (in ms)."),
        ("election-timeout 0..0", "“0..0” is out of range. Write a value from 1 to 600000 (in ms)."),
        ("election-timeout 0..300", "“0..300” is out of range. Write a value from 1 to 600000 (in ms)."),
        ("election-timeout 150..99999999999999999999", "Write a value from 1 to 600000 (in ms)."),
        ("client-timeout 0", "“0” is out of range. Write a value from 1 to 600000 (in ms)."),
        ("latency 0..600001", "“0..600001” is out of range. Write a value from 0 to 600000 (in ms)."),
        ("disk 0..86400000", "Write a value from 0 to 600000 (in ms)."),
        ("loss 100.01%", "“100.01%” is out of range. Write a value from 0% to 100%."),
        ("duplication 101%", "“101%” is out of range. Write a value from 0% to 100%."),
        ("snapshot-threshold 1000001", "“1000001” is out of range. Write a value from 0 to 1000000."),
        ("timer A 86400001", "“86400001” is out of range. Write a value from 0 to 86400000 (in ms)."),
        ("request SET abcdefghijklm 1", "“abcdefghijklm” is too long. Write at most 12 characters."),
    ] {
        let said = refusal(&mut timeline, line);
        assert!(said.contains(range), "{line}: {said}");
    }
    let said = |text: &str| {
        let run = Run::parse(ALL, text, Setup::new(ALL[0], 3, Seed(1)));
        run.map(|_| ()).expect_err(text).to_string()
    };
    assert!(
        said("@86400000.001 crash A")
            .contains("“86400000.001” is out of range. Write a value from 0 to 86400000 (in ms).")
    );
    assert!(said("protocol paxos\nbackoff 0..1").contains("Write a value from 1 to 600000 (in ms)."));
    let lesson = "lesson a\ntitle en a\ntitle zh a\nstep\nsay en a\nsay zh a\nwait 86400001";
    assert!(
        Lesson::play(ALL, lesson).expect_err(lesson).to_string().contains("Write a value from 0 to 86400000 (in ms).")
    );
}

#[test]
fn a_value_of_paxos_is_as_long_as_a_name_of_raft() {
    let mut timeline = timeline("paxos", 3);
    timeline.command("request @A 提案提案提案提案提案提案").expect("twelve characters");
    let said = refusal(&mut timeline, "request @A abcdefghijklm");
    assert!(said.contains("“abcdefghijklm” is too long. Write at most 12 characters."), "{said}");
    refusal(&mut timeline, &format!("request {}", "x".repeat(1 << 19)));
}

#[test]
fn a_text_is_at_most_so_long() {
    let long = "#".repeat(limits::TEXT + 1);
    let said = Run::parse(ALL, &long, Setup::new(ALL[0], 3, Seed(1))).map(|_| ()).expect_err("too long").to_string();
    assert!(said.contains(&limits::TEXT.to_string()), "{said}");
    assert!(Lesson::play(ALL, &long).is_err());
    assert!(share::decode(&format!("1{}", "A".repeat(limits::TEXT * 2))).is_err());
}

/// As a hostile script sets them: all extremes of all settings, and requests, for some time.
#[test]
fn whatever_the_settings_are_a_slice_is_no_longer_than_it_may_be() {
    for protocol in ALL {
        let settings = protocol.settings();
        for pick in 0..6 {
            let mut timeline = Timeline::new(Setup::new(*protocol, 9, Seed(pick)));
            for setting in ["latency 0..0", "disk 0..600000", "duplication 100%", "loss 0%"] {
                timeline.command(setting).expect(setting);
            }
            for setting in settings.iter().filter(|setting| !setting.is_rule) {
                let shortest = (setting.least.0 as f64) / 1000.0;
                let value = match setting.default.kind() {
                    "span" if pick % 2 == 0 => format!("{shortest}..{shortest}"),
                    "span" => format!("{shortest}..600000"),
                    "ms" if pick % 2 == 0 => format!("{shortest}"),
                    "ms" => "600000".to_string(),
                    "count" => ["0", "1000000", "1"][pick as usize % 3].to_string(),
                    _ => ["on", "off"][(pick / 2) as usize % 2].to_string(),
                };
                let line = format!("{} {value}", setting.name);
                timeline.command(&line).expect(&line);
            }
            timeline.ask_seek(Micros(u64::MAX));
            for _ in 0..20 {
                let before = timeline.version();
                timeline.proceed(200).expect("nothing is refused");
                let steps = timeline.version() - before;
                // An instant is finished: all that is in flight may arrive in it.
                assert!(steps <= 200 + 2 * limits::FLIGHTS as u64, "{steps} steps of {}", timeline.script());
                assert!(timeline.present().flights().len() <= limits::FLIGHTS);
                assert!(timeline.recent().events.len() <= limits::EVENTS);
                assert!(timeline.lane().marks.len() <= limits::MARKS);
            }
            timeline.cancel();
            timeline.step_back();
        }
    }
}
