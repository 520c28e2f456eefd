//! Whatever command is accepted is written so that it reads back to the same: else a run that was saved is lost.

use proptest::prelude::*;
use quorate_core::protocol::Micros;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::clock::vocabulary::Vocabulary;
use quorate_sim::language::run::{Run, Transcript};
use quorate_sim::registry::ALL;

/// Words that commands are made of, and some that only look so.
fn word(protocol: &'static dyn Vocabulary) -> impl Strategy<Value = String> {
    let mut words: Vec<String> = "crash restart timeout timer sync align spread partition cut mend heal request retry drop \
        duplicate delay suspend resume wipe hold release clock next default rule A B C D E F J S1 @A @C @F A-B B>A A-A | c1 c2 c99 m1 m2 m7 m99 0 1 20 150..300 0..0 0% 100% on off \
        120% 30..40 A>B C>A B-C naive stopped SET GET ADD DEL x y z -5 9223372036854775807 # | , latency loss duplication disk client-timeout"
        .split_whitespace()
        .map(String::from)
        .collect();
    words.extend(protocol.settings().iter().map(|setting| setting.name.to_string()));
    words.extend(protocol.orders().iter().map(|order| order.word.to_string()));
    words.extend(protocol.kinds().iter().map(|kind| kind.to_string()));
    words.extend(protocol.timers().iter().map(|timer| timer.to_string()));
    prop_oneof![9 => prop::sample::select(words), 1 => "[|@#a-zA-Z0-9.>%-]{1,14}"]
}

/// A line that is mostly a command: its first word is one, and some have the form of theirs.
fn line(protocol: &'static dyn Vocabulary) -> impl Strategy<Value = String> {
    let first: Vec<&str> =
        "crash restart timeout timer sync align spread partition cut mend heal request retry drop duplicate \
        delay suspend resume wipe hold release clock rule"
            .split_whitespace()
            .chain(protocol.orders().iter().map(|order| order.word))
            .collect();
    let settings: Vec<String> = protocol
        .settings()
        .iter()
        .map(|it| format!("{}{} {}", if it.is_rule { "rule " } else { "" }, it.name, it.default))
        .collect();
    prop_oneof![
        6 => (prop::sample::select(first), prop::collection::vec(word(protocol), 0..6))
            .prop_map(|(first, rest)| format!("{first} {}", rest.join(" "))),
        1 => prop::collection::vec(word(protocol), 1..5).prop_map(|words| words.join(" ")),
        1 => prop::sample::select(settings),
        2 => prop::sample::select(placed(protocol)),
        1 => Just("request @A SET x 1".to_string()),
        1 => Just("partition A | B C".to_string()),
    ]
}

/// What has a place, and is seldom drawn word by word.
fn placed(protocol: &'static dyn Vocabulary) -> Vec<String> {
    let mut lines: Vec<String> = [
        "latency A-B 100..120",
        "latency A>B 7",
        "latency B-A default",
        "loss A>B 30%",
        "disk A 5..60",
        "disk A default",
        "clock B 50%",
        "suspend A",
        "suspend B 70",
        "resume A",
        "wipe C",
        "crash C",
        "restart C",
        "release A>B",
        "release B>A",
    ]
    .map(String::from)
    .to_vec();
    lines.extend(protocol.patience().map(|name| format!("{name} A 500..600")));
    for kind in protocol.kinds() {
        lines.extend([format!("hold A>B {kind}"), format!("release A>B {kind}"), format!("drop next B>A {kind}")]);
    }
    lines
}

fn accepted_is_read_back(protocol: &'static dyn Vocabulary, lines: &[(u64, String)]) -> Result<(), TestCaseError> {
    let mut timeline = Timeline::new(Setup::new(protocol, 3, Seed(5)));
    for (wait, line) in lines {
        timeline.advance(Micros(timeline.now().0 + wait), usize::MAX);
        if timeline.command(line).is_err() {
            continue;
        }
        let script = timeline.script();
        let run = Run::parse(ALL, &script, Setup::new(ALL[0], 3, Seed(1)));
        let run = run.map_err(|error| TestCaseError::fail(format!("{error} after `{line}` of\n{script}")))?;
        let again = Timeline::replay(run);
        let again = again.map_err(|error| TestCaseError::fail(format!("{error} after `{line}` of\n{script}")))?;
        prop_assert_eq!(again.present().fingerprint(), timeline.present().fingerprint(), "{}", &script);
        prop_assert_eq!(again.script(), script);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn of_every_protocol(
        (protocol, lines) in (0..ALL.len()).prop_flat_map(|place| {
            (Just(ALL[place]), prop::collection::vec((0..400_000_u64, line(ALL[place])), 1..12))
        }),
    ) {
        accepted_is_read_back(protocol, &lines)?;
    }
}

#[test]
fn lines_that_were_found() {
    for line in ["partition |", "partition | |", "configure stopped |", "align |", "align | A"] {
        let all_down = ["crash A", "crash B", "crash C"].map(|line| (0, line.to_string()));
        for before in [&[][..], &all_down] {
            let lines: Vec<(u64, String)> = before.iter().cloned().chain([(1000, line.to_string())]).collect();
            for protocol in ALL {
                accepted_is_read_back(*protocol, &lines).unwrap_or_else(|error| panic!("{error}"));
            }
        }
    }
}

#[test]
fn a_transcript_is_the_script_after_each_command_and_on_every_branch() {
    let mut timeline = Timeline::new(Setup::new(ALL[0], 3, Seed(5)));
    let mut transcript = Transcript::default();
    for turn in 0..40_u64 {
        timeline.seek(Micros::from_ms(turn * 100 % 1700));
        let _ = timeline.command(["crash A", "restart A", "loss 1%", "request SET x 1"][turn as usize % 4]);
        if turn % 7 == 0 {
            let first = timeline.lanes()[0].id;
            timeline.switch(first);
        }
        assert_eq!(transcript.of(&timeline), timeline.script());
    }
    assert!(timeline.lanes().len() > 3);
}
