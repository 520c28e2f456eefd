//! The command language: what is written is what happens, and what makes no sense is refused and changes nothing.

use quorate_core::protocol::Micros;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::refusal::{Error, Reason};
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::clock::vocabulary::Vocabulary;
use quorate_sim::language::condition::holds;
use quorate_sim::language::run::Run;
use quorate_sim::registry::{ALL, vocabulary};

fn raft() -> &'static dyn Vocabulary {
    vocabulary("raft").expect("Raft is one of the protocols")
}

fn at(ms: u64) -> Micros {
    Micros::from_ms(ms)
}

fn timeline() -> Timeline {
    Timeline::new(Setup::new(raft(), 5, Seed(7)))
}

#[track_caller]
fn refused(line: &str, expected: &str) {
    let mut timeline = timeline();
    timeline.advance(at(1000), usize::MAX);
    let before = (timeline.script(), timeline.present().fingerprint(), timeline.version());
    let error = timeline.command(line).expect_err(line);
    assert_eq!(error.to_string(), format!("line 1, {expected}"));
    assert_eq!(
        (timeline.script(), timeline.present().fingerprint(), timeline.version()),
        before,
        "nothing has changed"
    );
}

#[test]
fn a_refusal_names_the_place_and_what_would_be_right() {
    refused("crsh A", "column 1: There is no command “crsh”. Did you mean “crash”? All commands are listed by: help");
    refused("crash F", "column 7: There is no node “F”. The nodes are A B C D E.");
    refused("  timer A soon", "column 11: Write: timer NODE [TIMER] MS (for example: timer A 100)");
    refused(
        "timer A lunch 5",
        "column 9: There is no timer “lunch”. The timers are election heartbeat minimum-election check-quorum transfer catch-up lease.",
    );
    refused(
        "timeout A lunch",
        "column 11: There is no timer “lunch”. The timers are election heartbeat minimum-election check-quorum transfer catch-up lease.",
    );
    refused("sync A", "column 6: A has nothing to write to its disk.");
    refused("crash", "column 6: Write: crash NODE (for example: crash A)");
    refused("crash A B", "column 9: Write: crash NODE (for example: crash A)");
    refused("restart A", "column 9: A is up. To stop it, write: crash A");
    refused("partition A B | B C", "column 17: “B” appears twice in this line. Write it once.");
    refused("cut A-A", "column 7: “A” appears twice in this line. Write it once.");
    refused("cut AB", "column 5: Write: cut NODE-NODE, cut NODE>NODE (for example: cut A-B)");
    refused("mend A-B", "column 6: A-B is not cut. To cut it, write: cut A-B");
    refused("heal", "column 1: No link is cut, so there is nothing to heal.");
    refused("drop m999999", "column 6: No message “m999999” is in flight. Did you mean “m152”?");
    refused("drop 12", "column 6: “12” is not the name of a message. Write a name from the stage, such as m12.");
    refused("loss 200%", "column 6: “200%” is out of range. Write a value from 0% to 100%.");
    refused("partition |", "column 11: Write: partition NODE … | NODE … (for example: partition A B | C D E)");
    refused(
        "loss",
        "column 5: Write: loss 0%…100%, loss NODE-NODE 0%…100%|default, loss NODE>NODE 0%…100%|default (for example: loss 10%)",
    );
    refused("drop m1 m2", "column 9: Write: drop MESSAGE, drop next NODE>NODE KIND (for example: drop m152)");
    refused(
        "drop next A>B",
        "column 14: Write: drop MESSAGE, drop next NODE>NODE KIND (for example: drop next A>B RequestVote)",
    );
    refused("disk A soon", "column 8: Write: disk NODE MS..MS|default (for example: disk A 10..20)");
    refused("clock 120%", "column 11: Write: clock NODE 10%…1000%|default (for example: clock A 120%)");
    refused("suspend", "column 8: Write: suspend NODE [MS] (for example: suspend A)");
    refused("suspend A 10 20", "column 14: Write: suspend NODE [MS] (for example: suspend A)");
    refused("pause", "column 1: Space plays and pauses. To suspend a server, write: suspend A");
    refused("play", "column 1: Space plays and pauses. To suspend a server, write: suspend A");
    refused("log A 1", "column 1: “log” belongs in the head of a script, before the first command.");
    refused("  seed 5", "column 3: “seed” belongs in the head of a script, before the first command.");
    refused("nodes 4", "column 1: “nodes” belongs in the head of a script, before the first command.");
    refused("names servers", "column 1: “names” belongs in the head of a script, before the first command.");
    refused(
        "request SET x five",
        "column 15: Write: request [@NODE] SET NAME NUMBER | ADD NAME NUMBER | DEL NAME | GET NAME | GET NAME local (for example: request SET x 1)",
    );
    refused(
        "request SET x 5 6",
        "column 17: Write: request [@NODE] SET NAME NUMBER | ADD NAME NUMBER | DEL NAME | GET NAME | GET NAME local (for example: request SET x 1)",
    );
    refused(
        "request GET",
        "column 12: Write: request [@NODE] SET NAME NUMBER | ADD NAME NUMBER | DEL NAME | GET NAME | GET NAME local (for example: request GET x)",
    );
    refused(
        "request PUT x 5",
        "column 9: Write: request [@NODE] SET NAME NUMBER | ADD NAME NUMBER | DEL NAME | GET NAME | GET NAME local (for example: request SET x 1)",
    );
    refused("latency 20..10", "column 9: Write: latency MS..MS (for example: latency 10..20)");
    refused(
        "rule majorty off",
        "column 6: There is no setting or rule “majorty”. Did you mean “majority”? The settings list all of them.",
    );
    refused("rule majority maybe", "column 15: Write: rule majority on|off (for example: rule majority off)");
    refused("", "column 1: Write: crash NODE (for example: crash A)");
    refused("# only a remark", "column 1: Write: crash NODE (for example: crash A)");
}

/// Of each command that wants something: its word alone is refused with an example, and the example is one.
#[test]
fn a_command_that_lacks_its_arguments_is_shown_with_names_that_are_there() {
    for protocol in ALL {
        for nodes in [3, 5] {
            let mut timeline = Timeline::new(Setup::new(*protocol, nodes, Seed(7)));
            let Err(Error { reason: Reason::Form { example, .. }, .. }) = timeline.command("request") else {
                panic!("a request asks for something")
            };
            timeline.command(&example).expect("somebody is up");
            for word in timeline.complete("") {
                let Err(error) = timeline.clone().command(&word) else { continue };
                let Reason::Form { form, example } = &error.reason else { continue };
                assert!(example.starts_with(&format!("{word} ")), "{word}: {form}: {example}");
                assert!(error.to_string().ends_with(&format!("(for example: {example})")), "{error}");
                let read = timeline.clone().command(example).map_err(|error| error.reason);
                let is_written_well = match &read {
                    Err(Reason::Form { .. } | Reason::OutOfRange { .. }) => false,
                    Err(reason) => !reason.key().starts_with("error.unknown"),
                    Ok(()) => true,
                };
                assert!(is_written_well, "{example}: {read:?}");
            }
        }
    }
}

#[test]
fn an_example_is_of_the_form_that_is_meant_and_names_what_is_on_the_stage() {
    let mut timeline = timeline();
    timeline.command("request SET x 1").expect("somebody is up");
    timeline.command("request SET x 2").expect("somebody is up");
    let newest = *timeline.present().flights().keys().last().expect("requests are under way");
    let mut example = |line: &str| match timeline.command(line).map_err(|error| error.reason) {
        Err(Reason::Form { example, .. }) => example,
        other => panic!("{line}: {other:?}"),
    };
    assert_eq!(example("crash"), "crash A");
    assert_eq!(example("drop"), format!("drop {newest}"));
    assert_eq!(example("drop next"), "drop next A>B RequestVote");
    assert_eq!(example("retry"), "retry c2");
    assert_eq!(example("request GET"), "request GET x");
    assert_eq!(example("partition"), "partition A B | C D E");
    assert_eq!(example("configure"), "configure A B");
    assert_eq!(example("add"), "add F");
    assert_eq!(example("clock 120%"), "clock A 120%");
    assert_eq!(example("rule majority maybe"), "rule majority off");
    // Of one node there is no link.
    let mut alone = Timeline::new(Setup::new(raft(), 1, Seed(7)));
    assert_eq!(
        alone.command("cut").expect_err("it lacks a link").to_string(),
        "line 1, column 4: Write: cut NODE-NODE, cut NODE>NODE"
    );
}

#[test]
fn help_lists_the_commands() {
    let error = timeline().command("help").expect_err("it changes nothing").to_string();
    assert!(error.starts_with("line 1, column 1: The commands are crash restart "), "{error}");
    for command in ["suspend", "hold", "release", "wipe", "clock", "add", "election-timeout"] {
        assert!(error.split([' ', '.']).any(|word| word == command), "{command}");
    }
}

#[test]
fn every_command_is_read_as_it_is_written() {
    let lines = [
        "crash A",
        "restart A",
        "timer B 160",
        "timer B 12.5",
        "timeout C",
        "align B C",
        "align",
        "spread",
        "partition A B | C D E",
        "heal",
        "cut A>B",
        "mend A>B",
        "cut A-B",
        "request SET x 5",
        "request @C GET x",
        "loss 10%",
        "latency 10..20",
        "duplication 2.5%",
        "disk 1..3",
        "election-timeout 150..300",
        "heartbeat 50",
        "rule majority off",
        "timeout D",
        "sync D",
        "snapshot B",
        "add F @B",
        "remove E",
        "configure naive A B C @C",
        "transfer B @A",
        "latency A-B 100..120",
        "latency A>B 20..20",
        "latency A-B default",
        "loss A>B 30%",
        "disk A 60000..60000",
        "election-timeout A 500..600",
        "clock A 120%",
        "suspend A",
        "resume A",
        "suspend B 200.5",
        "hold B>A RequestVote",
        "hold B>A Heartbeat",
        "release B>A RequestVote",
        "release B>A",
        "drop next B>A AppendEntriesReply",
        "crash C",
        "wipe C",
    ];
    let mut timeline = timeline();
    for line in lines {
        timeline.command(line).unwrap_or_else(|error| panic!("{line}: {error}"));
    }
    let commands: Vec<String> =
        timeline.script().lines().filter_map(|line| line.strip_prefix("@0 ")).map(String::from).collect();
    assert_eq!(commands, lines);
}

#[test]
fn a_saved_run_gives_the_same_run() {
    let mut first = timeline();
    first.command("loss 10%").expect("a setting");
    first.advance(at(700), usize::MAX);
    first.command("crash A").expect("it is up");
    first.advance(Micros(900_125), usize::MAX);
    first.command("request SET x 5").expect("somebody is up");
    first.advance(at(2000), usize::MAX);
    let run = Run::parse(ALL, &first.script(), Setup::new(raft(), 1, Seed(0)))
        .expect("a script that was written can be read");
    let second = Timeline::replay(run).expect("a run that was played can be played");
    assert_eq!(first.present().fingerprint(), second.present().fingerprint());
    assert_eq!(first.script(), second.script());
}

#[test]
fn a_saved_run_that_makes_no_sense_is_refused_with_its_line() {
    let parse = |text: &str| {
        let run = Run::parse(ALL, text, Setup::new(raft(), 3, Seed(1)));
        run.and_then(Timeline::replay).map(|_| ()).expect_err(text).to_string()
    };
    assert_eq!(parse("nodes 12"), "line 1, column 7: “12” is not a number of nodes. Write a number from 1 to 9.");
    assert_eq!(
        parse("protocol pax"),
        "line 1, column 10: There is no protocol “pax”. Did you mean “paxos”? The protocols are raft paxos."
    );
    assert_eq!(parse("seed -1"), "line 1, column 6: Write: seed 0…9007199254740991");
    assert_eq!(
        parse("@10 crash A\n@5 restart A"),
        "line 2, column 1: “@5” is earlier than the line above. Times must not decrease."
    );
    assert_eq!(parse("@10 crash A\n\n@20 crash A"), "line 3, column 1: A is down. To start it, write: restart A");
    assert_eq!(parse("@x crash A"), "line 1, column 1: Write: @MS COMMAND");
    assert_eq!(
        parse("protocol paxos\nnodes 5\nrole E proposer\nnodes 3"),
        "line 4, column 1: “nodes” comes too late. Write it before all roles, settings and rules."
    );
}

#[test]
fn completion_offers_what_may_stand_there() {
    let timeline = timeline();
    assert_eq!(timeline.complete("cra"), ["crash"]);
    assert_eq!(timeline.complete("crash "), ["A", "B", "C", "D", "E"]);
    assert_eq!(timeline.complete("partition A B | "), ["C", "D", "E"]);
    assert_eq!(timeline.complete("timer A h"), ["heartbeat"]);
    assert_eq!(timeline.complete("rule maj"), ["majority"]);
    assert_eq!(timeline.complete("rule majority o"), ["on", "off"]);
    assert_eq!(timeline.complete("request "), ["@A", "@B", "@C", "@D", "@E", "SET", "ADD", "DEL", "GET"]);
}

#[test]
fn a_timer_that_is_not_named_is_the_one_of_impatience() {
    let mut timeline = timeline();
    timeline.command("timer B election 20").expect("it waits");
    assert!(timeline.script().contains("@0 timer B 20\n"), "{}", timeline.script());
    assert_eq!(timeline.command("timeout B heartbeat").expect_err("B does not lead").reason.key(), "error.no-timer");
    timeline.advance(at(70), usize::MAX);
    for line in ["timeout B heartbeat", "timer B heartbeat 12"] {
        timeline.command(line).expect("B leads");
        assert!(timeline.script().contains(&format!("@70 {line}\n")), "{}", timeline.script());
    }
}

#[test]
fn an_order_may_be_given_to_a_node_that_does_not_lead() {
    let mut timeline = timeline();
    timeline.command("timer B 20").expect("it waits");
    timeline.advance(at(100), usize::MAX);
    for (line, asked) in [("remove E", 1), ("remove E @D", 3), ("snapshot C", 2)] {
        timeline.command(line).expect(line);
        assert_eq!(timeline.present().clients().0.last().map(|client| client.node.0), Some(asked), "{line}");
    }
    let error = timeline.command("remove E @X").expect_err("there is no X");
    assert_eq!((error.column, error.reason.key()), (11, "error.unknown-node"));
}

#[test]
fn a_disk_writes_when_it_is_told_to() {
    let mut timeline = timeline();
    timeline.command("disk 500..500").expect("a setting");
    timeline.command("timeout A").expect("it waits");
    timeline.advance(at(100), usize::MAX);
    let sent = |timeline: &Timeline| timeline.present().flights().len() + timeline.recent().landings.len();
    assert_eq!(sent(&timeline), 0, "A's request for votes waits for its disk");
    timeline.command("sync A").expect("A has a term and a vote to write");
    assert_eq!(sent(&timeline), 4);
    assert_eq!(timeline.command("sync A").expect_err("all is written").reason.key(), "error.nothing-to-write");
}

#[test]
fn a_cut_link_delivers_nothing() {
    let mut timeline = timeline();
    timeline.command("timer A 10").expect("it waits");
    timeline.advance(at(200), usize::MAX);
    timeline.command("cut A>B").expect("it is whole");
    let link = |timeline: &Timeline| {
        let landings = timeline.recent().landings.iter();
        let is_ab = |flight: &quorate_sim::clock::flight::Flight| {
            use quorate_core::protocol::NodeId;
            use quorate_sim::clock::flight::End;
            flight.from == End::Node(NodeId(0)) && flight.to == End::Node(NodeId(1))
        };
        landings
            .filter(|landing| landing.ended_at > at(200) && is_ab(&landing.flight))
            .map(|landing| landing.outcome.name())
            .collect::<Vec<_>>()
    };
    timeline.advance(at(400), usize::MAX);
    let ends = link(&timeline);
    assert!(ends.len() > 3 && ends.iter().all(|end| *end == "wall"), "{ends:?}");
}

/// Found by the swarm: the node had said nothing yet, and the check could not know.
#[test]
fn a_disk_that_takes_no_time_from_now_on_has_written_what_waited_for_it() {
    let run = "protocol paxos\nnodes 4\nseed 1\ndisk 400..500\n@10 request @C v\n@500 disk 0..0\n@501 crash A\n@510 restart A\n@1000";
    let run = Run::parse(ALL, run, Setup::new(raft(), 3, Seed(1))).expect("it is written correctly");
    let timeline = Timeline::replay(run).expect("every command makes sense");
    assert!(holds("no violation", timeline.present()));
    assert!(holds("all chosen = v", timeline.present()));
}
