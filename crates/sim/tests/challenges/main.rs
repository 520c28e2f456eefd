//! Every challenge can be done as its solution does it, not by doing nothing, and not by what it forbids.

mod badly_written;
mod feats;
mod forbidden;
mod goals;
mod judged;

use quorate_core::protocol::Micros;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::language::challenge::{GoalProgress, Referee};
use quorate_sim::language::judge::{Judgement, judge};
use quorate_sim::language::lesson::{Lesson, Rehearsal};
use quorate_sim::registry::ALL;
use std::fs;
use std::path::Path;

const NAMES: [&str; 14] = [
    "two-leaders",
    "no-leader",
    "lost-write",
    "keep-serving",
    "longest-log-loses",
    "depose",
    "overwrite",
    "figure-8",
    "stale-read",
    "double-charge",
    "split-brain",
    "livelock",
    "not-mine",
    "forgetful",
];

fn text(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons/challenge");
    fs::read_to_string(folder.join(name).with_extension("lesson")).expect("the challenge is there")
}

/// A challenge as it is handed over.
fn opened(text: &str) -> (Lesson, Timeline) {
    let (mut rehearsal, mut timeline) = Rehearsal::begin(ALL, text).expect("it is well written");
    rehearsal.proceed(&mut timeline, usize::MAX).expect("it goes as it says");
    (rehearsal.finish(), timeline)
}

/// A run that does it.
fn solved(text: &str) -> (Lesson, Timeline) {
    Lesson::play(ALL, text).unwrap_or_else(|error| panic!("{error}"))
}

/// How far a run is with each goal.
fn progress(timeline: &Timeline) -> Vec<GoalProgress> {
    Referee::of(timeline.present()).expect("somebody looks on").progress(timeline.present())
}

fn reached(timeline: &Timeline) -> Vec<Option<Micros>> {
    progress(timeline).iter().map(|goal| goal.reached).collect()
}

fn wait(timeline: &mut Timeline, ms: u64) {
    timeline.advance(Micros(timeline.now().0 + ms * 1000), usize::MAX);
}

/// `+100`: 100 ms pass.
fn act(timeline: &mut Timeline, lines: &[&str]) {
    for line in lines {
        match line.strip_prefix('+') {
            Some(ms) => wait(timeline, ms.parse().expect("a number")),
            None => timeline.command(line).unwrap_or_else(|error| panic!("{line}: {error}")),
        }
    }
}

/// What is said of a run of a challenge, from where hands take over.
fn said_of(name: &str, commands: &str) -> Judgement {
    let text = text(name);
    let start = opened(&text).1.script();
    let given: String = start.lines().filter(|line| line.contains(' ')).map(|line| format!("{line}\n")).collect();
    judge(ALL, &text, &format!("{given}{commands}")).expect("the challenge is well written")
}

fn is_reached(name: &str, commands: &str) -> bool {
    match said_of(name, commands) {
        Judgement::Reached(_) => true,
        Judgement::Missed { .. } => false,
        judgement => panic!("{name}: {judgement:?}"),
    }
}

#[test]
fn each_file_is_named_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons/challenge");
    let files =
        fs::read_dir(folder).expect("the challenges are there").map(|file| file.expect("it can be read").path());
    let mut found: Vec<String> =
        files.filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())).collect();
    let mut named = NAMES.map(String::from).to_vec();
    found.sort();
    named.sort();
    assert_eq!(found, named);
}

#[test]
fn each_says_its_task_and_three_hints_and_what_it_showed_in_both_languages() {
    for name in NAMES {
        let (lesson, _) = opened(&text(name));
        assert_eq!((lesson.id.as_str(), lesson.steps.len()), (format!("challenge/{name}").as_str(), 1));
        assert_eq!(lesson.untranslated(), [], "{name}");
        assert_eq!(lesson.languages(), ["en", "zh"], "{name}");
        assert_eq!(lesson.wordy(), [], "{name}: line, form, length");
        let challenge = lesson.challenge.expect("it is a challenge");
        assert_eq!(challenge.hints.len(), 3, "{name}");
        assert!(!challenge.forbidden.is_empty(), "{name} allows everything");
        assert!(!lesson.steps[0].then.is_empty(), "{name} does not say what it showed");
    }
}

#[test]
fn each_solution_reaches_its_goals_and_its_script_is_believed() {
    for name in NAMES {
        let text = text(name);
        let (_, timeline) = solved(&text);
        let times: Vec<Micros> = reached(&timeline).into_iter().map(|at| at.expect("each goal is reached")).collect();
        assert!(times.is_sorted(), "{name}: {times:?}");
        assert_eq!(judge(ALL, &text, &timeline.script()), Ok(Judgement::Reached(times)), "{name}");
    }
}

#[test]
fn doing_nothing_reaches_no_goal() {
    for name in NAMES {
        // Whatever the seed: a challenge does not rest on luck.
        for seed in 1..=8 {
            let text = text(name);
            let own = text.lines().find(|line| line.starts_with("seed ")).expect("it has a seed");
            let (_, mut timeline) = opened(&text.replace(own, &format!("seed {seed}")));
            wait(&mut timeline, 15_000);
            assert!(reached(&timeline).iter().all(Option::is_none), "{name} with seed {seed}");
        }
    }
}
