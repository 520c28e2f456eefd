//! Whoever means harm: scripts of extremes, and wishes in any order. No call does more steps than it may, nothing grows
//! beyond its limit, and what is left is always a run that can be played.

use super::bytes::Bytes;
use quorate_core::protocol::Micros;
use quorate_sim::clock::random::Seed;
use quorate_sim::clock::setup::Setup;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::clock::vocabulary::Vocabulary;
use quorate_sim::cluster::limits;
use quorate_sim::cluster::order::Argument;
use quorate_sim::language::run::Run;
use quorate_sim::registry::ALL;

/// How many steps a slice is given.
const SLICE: usize = 50;
/// How many slices are done in all: longer runs only take longer.
const SLICES: usize = 60;
/// Numbers at the edges of what is accepted, and behind them.
const NUMBERS: &[&str] = &[
    "0",
    "0.001",
    "1",
    "1.5",
    "7",
    "1000",
    "600000",
    "600001",
    "1000000",
    "86400000",
    "86400001",
    "18446744073709551616",
];
const COMMANDS: &[&str] = &[
    "crash A",
    "crash C",
    "restart A",
    "timeout A",
    "timeout B",
    "spread",
    "align",
    "partition A | B",
    "partition |",
    "heal",
    "cut A-B",
    "mend A-B",
    "retry c1",
    "retry c64 @A",
    "suspend A",
    "suspend B 0",
    "suspend B 86400000",
    "resume A",
    "resume B",
    "wipe A",
    "latency A-B 600000",
    "latency A>B 0",
    "latency A-B default",
    "loss B>A 100%",
    "disk A 600000",
    "disk B 0",
    "disk A default",
    "clock A 10%",
    "clock B 1000%",
    "clock A default",
    "release A>B",
    "drop m1",
    "duplicate m2",
    "loss 0%",
    "loss 99.99%",
    "loss 100%",
    "duplication 100%",
    "duplication 99%",
    "durable-before-answering off",
];

/// Bytes choose a script and what is wished of it.
pub fn hostile(input: &[u8]) {
    let mut bytes = Bytes::new(input);
    let protocol = ALL[bytes.place(ALL.len()).unwrap_or(0)];
    let nodes = 1 + bytes.byte() % limits::NODES;
    let mut timeline = Timeline::new(Setup::new(protocol, nodes, Seed(u64::from(bytes.byte()))));
    if bytes.byte().is_multiple_of(2) {
        let script = script(&mut bytes, timeline.setup());
        let fallback = timeline.setup().clone();
        if let Ok(run) = Run::parse(ALL, &script, fallback) {
            timeline = Timeline::open(run);
        }
    }
    let mut slices = SLICES;
    while !bytes.is_empty() && slices > 0 {
        wish(&mut bytes, &mut timeline);
        for _ in 0..=bytes.byte() % 4 {
            slice(&mut timeline);
            slices = slices.saturating_sub(1);
        }
        if bytes.byte().is_multiple_of(8) {
            timeline.cancel();
            is_sound(&timeline);
        }
    }
    let opened = timeline.is_opening();
    timeline.cancel();
    if !opened && timeline.version() < 4000 {
        can_be_played(&timeline);
    }
}

/// A line with an extreme in it, or any other.
fn line(bytes: &mut Bytes<'_>, setup: &Setup) -> String {
    let number = |bytes: &mut Bytes<'_>| NUMBERS[bytes.place(NUMBERS.len()).unwrap_or(0)];
    let settings = setup.vocabulary.settings();
    let place = usize::from(bytes.byte());
    match bytes.byte() % 8 {
        0 => format!("latency {}..{}", number(bytes), number(bytes)),
        1 => format!("disk {}..{}", number(bytes), number(bytes)),
        2 => format!("client-timeout {}", number(bytes)),
        3 => format!("timer {} {}", ["A", "B", "I"][place % 3], number(bytes)),
        4 => format!("delay m{} {}", bytes.byte(), number(bytes)),
        5 if !settings.is_empty() => {
            let setting = &settings[place % settings.len()];
            let name = format!("{}{}", if setting.is_rule { "rule " } else { "" }, setting.name);
            let value = match setting.default.kind() {
                "span" => format!("{}..{}", number(bytes), number(bytes)),
                "switch" | "rule" => ["on", "off"][usize::from(bytes.byte() % 2)].to_string(),
                "percent" => format!("{}%", number(bytes)),
                _ => number(bytes).to_string(),
            };
            format!("{name} {value}")
        }
        _ => {
            let own = own_commands(setup.vocabulary);
            let place = place % (COMMANDS.len() + own.len());
            COMMANDS.get(place).map_or_else(|| own[place - COMMANDS.len()].clone(), |command| (*command).to_string())
        }
    }
}

/// Each request and each command of the protocol's own, once.
fn own_commands(vocabulary: &dyn Vocabulary) -> Vec<String> {
    let example = |word: &str| match word {
        "NAME" => "x".to_string(),
        "NUMBER" => "1".to_string(),
        "V" => "v".to_string(),
        word => word.to_string(),
    };
    let request = |form: &str| format!("request @A {}", form.split(' ').map(example).collect::<Vec<_>>().join(" "));
    let argument = |argument: &Argument| match argument {
        Argument::Word(word) => *word,
        Argument::Node => "A",
        Argument::AnyNode => "D",
        Argument::AnyNodes => "B C D",
        Argument::Number => "7",
        Argument::Switch => "off",
    };
    let requests = vocabulary.request_grammar().split(" | ").map(request);
    let ways = vocabulary.orders().iter().flat_map(|order| order.ways.iter().map(move |way| (order, way)));
    let orders = ways.map(|(order, way)| {
        [order.word].into_iter().chain(way.arguments.iter().map(argument)).collect::<Vec<_>>().join(" ")
    });
    requests.chain(orders).collect()
}

fn script(bytes: &mut Bytes<'_>, setup: &Setup) -> String {
    let mut text = String::new();
    for _ in 0..bytes.byte() % 16 {
        let time = NUMBERS[bytes.place(NUMBERS.len()).unwrap_or(0)];
        let line = line(bytes, setup);
        text.push_str(&if bytes.byte().is_multiple_of(2) { format!("@{time} {line}\n") } else { format!("{line}\n") });
    }
    text
}

fn wish(bytes: &mut Bytes<'_>, timeline: &mut Timeline) {
    let times = [0, 1, 1_000_000, 600_000_000, limits::LONGEST_RUN.0, u64::MAX];
    let time = Micros(times[bytes.place(times.len()).unwrap_or(0)]);
    match bytes.byte() % 10 {
        0 => timeline.ask_seek(time),
        1 => timeline.ask_step_forward(),
        2 => timeline.ask_step_back(),
        3 => timeline.ask_next_milestone(),
        4 => timeline.ask_previous_milestone(),
        5 => {
            let place = bytes.place(timeline.lanes().len()).unwrap_or(0);
            let id = timeline.lanes()[place].id;
            timeline.ask_switch(id);
        }
        6 => {
            timeline.advance(Micros(timeline.now().0.saturating_add(time.0)), SLICE);
        }
        _ => {
            let line = line(bytes, &timeline.setup().clone());
            // One that is refused has changed nothing.
            let before = timeline.present().fingerprint();
            let is_idle = !timeline.is_busy();
            if timeline.command(&line).is_err() && is_idle {
                assert_eq!(timeline.present().fingerprint(), before, "`{line}` changed something");
            }
        }
    }
    is_sound(timeline);
}

fn slice(timeline: &mut Timeline) {
    let before = timeline.version();
    // A saved run may be refused: then it ends there.
    let _ = timeline.proceed(SLICE);
    let steps = timeline.version() - before;
    // An instant is never left unfinished: all that may happen at once is in flight, or a timer, or a client that gives up.
    let instant = 2 * limits::FLIGHTS + limits::CLIENTS + 100;
    assert!(steps <= (SLICE + instant) as u64, "{steps} steps in a slice of {SLICE}");
    is_sound(timeline);
}

fn is_sound(timeline: &Timeline) {
    let present = timeline.present();
    assert!(timeline.now() <= limits::LONGEST_RUN, "the run is longer than a day");
    assert!(present.flights().len() <= limits::FLIGHTS + 100, "{} messages in flight", present.flights().len());
    assert!(present.clients().0.len() <= limits::CLIENTS, "too many clients");
    assert!(timeline.recent().events.len() <= limits::EVENTS, "too many events");
    assert!(timeline.recent().landings.len() <= limits::LANDINGS, "too many ended flights");
    assert!(timeline.lanes().len() <= limits::LANES, "too many branches");
    for lane in timeline.lanes() {
        assert!(lane.marks.len() <= limits::MARKS && lane.bands.len() <= limits::MARKS, "too many marks");
        assert!(lane.key_frames() <= limits::FRAMES && lane.commands.len() <= limits::COMMANDS, "too much is kept");
    }
}

/// What is written of the run reads back to it.
fn can_be_played(timeline: &Timeline) {
    let script = timeline.script();
    let run = Run::parse(ALL, &script, Setup::new(ALL[0], 3, Seed(1)));
    let run = run.unwrap_or_else(|error| panic!("{error} of what we wrote:\n{script}"));
    let mut again = Timeline::open(run);
    for _ in 0..1000 {
        if again.proceed(1000).unwrap_or_else(|error| panic!("{error} of what was played:\n{script}")) {
            break;
        }
    }
    if !again.is_busy() {
        again.seek(timeline.now());
        assert_eq!(again.present().fingerprint(), timeline.present().fingerprint(), "{script}");
    }
}
