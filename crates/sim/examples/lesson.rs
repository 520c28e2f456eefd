//! Plays one lesson in the terminal and checks it: `npm run lesson -- lessons/raft/leader-crash.lesson`.
//!
//! Prints each line with the time at which it was done. A line that does not go as it says is named with its column and
//! what would be right, and the program fails. Of a challenge, the solution is played too.
//!
//! `npm run lesson -- --check CODE [FILE]` plays a run again that somebody hands in for a challenge, and says whether it reaches
//! its goals: the code of the run, or the link that it stands in, or a file with either or with the run's script. The run says
//! for which challenge it is; one that is not among ours needs its file.

use quorate_core::protocol::Micros;
use quorate_sim::clock::refusal::Error;
use quorate_sim::cluster::setting::ms;
use quorate_sim::language::judge::{Judgement, MOST_STEPS, judge};
use quorate_sim::language::lesson::{Lesson, Rehearsal};
use quorate_sim::language::run::{challenge_of, protocol_of};
use quorate_sim::language::share::decode;
use quorate_sim::registry::ALL;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// Some editors write it before the first letter.
const BYTE_ORDER_MARK: char = '\u{feff}';

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = match &arguments[..] {
        [check, run] if check == "--check" => return checked(run, None),
        [check, run, file] if check == "--check" => return checked(run, Some(file)),
        [path] => path,
        _ => {
            eprintln!("usage: npm run lesson -- FILE\n       npm run lesson -- --check CODE [FILE]");
            return ExitCode::FAILURE;
        }
    };
    let text = match read(path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut told = String::new();
    let played = play(&text, &mut told);
    print!("{told}");
    match played {
        Ok(lesson) => {
            println!("\n{}: {}", lesson.id, summary(&lesson, &text));
            for lang in lesson.languages() {
                println!("read aloud in {lang}: {} s", lesson.spoken(lang).0 / 1_000_000);
            }
            for (line, form, length) in lesson.wordy() {
                println!("{path}:{line}: too much at a time ({length} words or characters): {form}");
            }
            for (line, form) in lesson.untranslated() {
                println!("{path}:{line}: another language stands in for: {form}");
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprint!("{}", complaint(path, &text, &error));
            ExitCode::FAILURE
        }
    }
}

fn read(path: &str) -> Result<String, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("could not read {path}: {error}"))?;
    Ok(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&text).to_string())
}

/// Says what is to be said of a run that somebody hands in.
fn checked(run: &str, file: Option<&String>) -> ExitCode {
    match script_of(run).and_then(|script| judged(&script, file)) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(said) => {
            eprintln!("{said}");
            ExitCode::FAILURE
        }
    }
}

/// The script of a run: of its code, of a link with the code in it, or of a file with either, or with the script itself.
fn script_of(run: &str) -> Result<String, String> {
    let text = if Path::new(run).is_file() { read(run)? } else { run.to_string() };
    if protocol_of(&text).is_some() {
        return Ok(text);
    }
    let code = text.trim();
    let code = code.split_once("run=").map_or(code, |(_, code)| code.split('&').next().unwrap_or_default());
    decode(code).map(|shared| shared.script).map_err(|reason| reason.to_string())
}

/// What is to be said of a run: an error if it does not reach every goal.
fn judged(script: &str, file: Option<&String>) -> Result<String, String> {
    let named = challenge_of(script);
    let path = match (file, named) {
        (Some(file), _) => file.clone(),
        (None, Some(id)) if is_id(id) => format!("{}/../../lessons/{id}.lesson", env!("CARGO_MANIFEST_DIR")),
        (None, _) => {
            return Err("The run says no challenge that it is for. Name the file of the challenge.".to_string());
        }
    };
    let challenge = read(&path)?;
    let judgement = judge(ALL, &challenge, script).map_err(|error| complaint(&path, &challenge, &error))?;
    // What was judged, and not what a run says of itself.
    let name = file.map(String::as_str).or(named).unwrap_or(&path);
    let times = |reached: &[Micros]| reached.iter().map(|at| format!("{} ms", ms(*at))).collect::<Vec<_>>().join(", ");
    match judgement {
        Judgement::Reached(reached) => Ok(format!("{name}: reached, at {}", times(&reached))),
        Judgement::Missed { reached, of } if reached.is_empty() => {
            Err(format!("{name}: not reached (0 of {of} goals)"))
        }
        Judgement::Missed { reached, of } => {
            Err(format!("{name}: not reached ({} of {of} goals, at {})", reached.len(), times(&reached)))
        }
        Judgement::TooLong { at } => {
            Err(format!("{name}: not judged: at {} ms the run has taken {MOST_STEPS} steps, and it goes on", ms(at)))
        }
        Judgement::Refused(error) => Err(format!("{name}: {}", complaint("run", script, &error).trim_start())),
    }
}

/// What a lesson's name is made of.
fn is_id(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-/".contains(&byte))
}

/// Plays a lesson line by line, and tells of each when it is done.
fn play(text: &str, told: &mut String) -> Result<Lesson, Error> {
    let (rehearsal, mut timeline) = Rehearsal::begin(ALL, text)?;
    let mut rehearsal = rehearsal.with_solution();
    let lines: Vec<&str> = text.lines().collect();
    let mut step = 0;
    let mut tell = |line: usize, now: Micros| {
        let text = lines[line - 1].trim();
        if text.split_whitespace().next() == Some("step") {
            step += 1;
            writeln!(told, "\nstep {step}").expect("a text takes whatever is written");
        } else {
            writeln!(told, "{line:>5} {:>10} ms  {text}", ms(now)).expect("a text takes whatever is written");
        }
    };
    tell(rehearsal.line(), timeline.now());
    loop {
        let before = (rehearsal.line(), timeline.now());
        let is_over = rehearsal.proceed(&mut timeline, 1)?;
        if is_over {
            return Ok(rehearsal.finish());
        }
        if !rehearsal.is_waiting() && (rehearsal.line(), timeline.now()) != before {
            tell(rehearsal.line(), timeline.now());
        }
    }
}

fn summary(lesson: &Lesson, text: &str) -> String {
    let is_checked = |line: &&str| {
        ["until", "expect", "always", "when"].contains(&line.split_whitespace().next().unwrap_or_default())
    };
    let end = lesson.steps.last().map_or(Micros(0), |step| step.to);
    let checked = text.lines().filter(is_checked).count();
    let shown = lesson.steps.iter().flat_map(|step| &step.stretches).map(|stretch| stretch.lasts.0).sum();
    let (steps, end, shown) = (lesson.steps.len(), ms(end), ms(Micros(shown)));
    format!("{steps} steps, {checked} expectations, all met; it ends at {end} ms, and {shown} ms are shown")
}

/// What is wrong, the line, and a mark below the word.
fn complaint(path: &str, text: &str, error: &Error) -> String {
    let line = text.lines().nth(error.line - 1).unwrap_or_default();
    let mark = " ".repeat(error.column - 1);
    let said = format!("\n{path}:{}:{}: {}\n    {line}\n    {mark}^\n", error.line, error.column, error.reason);
    // A run is somebody else's: a terminal takes no orders from it.
    said.replace(|letter: char| letter.is_control() && letter != '\n', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LESSON: &str = "lesson x\ntitle en x\ntitle zh x\nnodes 3\nseed 1\n\nstep\nsay en x\nsay zh x\ntimer A 10\n\
                          until A role = leader\nstep\nsay en y\nsay zh y\nwait 100\nexpect A term = 1";

    #[test]
    fn each_line_is_told_once_with_the_time_at_which_it_was_done() {
        let mut told = String::new();
        let lesson = play(LESSON, &mut told).expect("it is well written");
        let lines: Vec<&str> = told.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.len(), 10, "{told}");
        assert_eq!((lines[0], lines[5]), ("step 1", "step 2"));
        assert!(lines[3].starts_with("   10          1 ms  timer A 10"), "{told}");
        assert!(lines[4].starts_with("   11 ") && lines[4].ends_with(" ms  until A role = leader"), "{told}");
        let time = |line: &str| line.split_whitespace().nth(1).and_then(|ms| ms.parse::<f64>().ok()).expect("a time");
        assert!(time(lines[4]) > 11.0 && time(lines[8]) > time(lines[4]) + 100.0, "{told}");
        assert!(summary(&lesson, LESSON).starts_with("2 steps, 2 expectations, all met; "));
    }

    #[test]
    fn a_line_that_does_not_go_as_it_says_is_shown_with_its_word() {
        let text = LESSON.replace("A term = 1", "A term = 9");
        let mut told = String::new();
        let error = play(&text, &mut told).expect_err("the term is 1");
        assert!(told.ends_with("wait 100\n"), "{told}");
        let said = complaint("x.lesson", &text, &error);
        assert_eq!(
            said,
            "\nx.lesson:16:8: Expected “A term = 9”, but found “1”.\n    expect A term = 9\n           ^\n"
        );
    }
}
