//! `npm run swarm`: plays random runs until the time is over, or until one fails.

use quorate_swarm::play::{Failure, Played, play};
use quorate_swarm::setup::{Scope, Without, protocols};
use quorate_swarm::shrink::shrink;
use quorate_swarm::tally::Tally;
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

const USAGE: &str = "\
usage: npm run swarm -- [OPTION …]

  --minutes N        how long to play (1)
  --runs N           how many runs to play, however long that takes
  --seed N           the first run; the next is N + 1 (a new one each time, and printed)
  --protocol NAME    only this protocol
  --without RULE     with this rule switched off: runs that break a guarantee are counted, the first is shown
  --without each     with another rule switched off in each run";

struct Options {
    length: Length,
    seed: u64,
    protocol: Option<String>,
    without: Option<String>,
}

enum Length {
    Time(Duration),
    Runs(u64),
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match Options::read(&arguments) {
        Ok(options) => swarm(&options),
        Err(wrong) => {
            eprintln!("{wrong}\n\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let mut options =
            Self { length: Length::Time(Duration::from_secs(60)), seed: now.as_secs(), protocol: None, without: None };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { return Err(format!("`{}` needs a value", pair[0])) };
            let wrong = || format!("`{name} {value}` makes no sense");
            match name.as_str() {
                "--minutes" => {
                    let minutes: f64 = value.parse().map_err(|_| wrong())?;
                    let length = Duration::try_from_secs_f64(minutes * 60.0).map_err(|_| wrong())?;
                    options.length = Length::Time(length);
                }
                "--runs" => options.length = Length::Runs(value.parse().map_err(|_| wrong())?),
                "--seed" => options.seed = value.parse().map_err(|_| wrong())?,
                "--protocol" => options.protocol = Some(value.clone()),
                "--without" => options.without = Some(value.clone()),
                _ => return Err(format!("there is no option `{name}`")),
            }
        }
        if protocols(options.scope()).is_empty() {
            return Err("there is no such protocol, or it has no such rule".into());
        }
        Ok(options)
    }

    fn scope(&self) -> Scope<'_> {
        let without = match self.without.as_deref() {
            None => Without::Nothing,
            Some("each") => Without::Each,
            Some(rule) => Without::Rule(rule),
        };
        Scope { protocol: self.protocol.as_deref(), without, ..Scope::default() }
    }
}

fn swarm(options: &Options) -> ExitCode {
    let scope = options.scope();
    println!("from seed {}", options.seed);
    // A panic is caught and told with its script.
    std::panic::set_hook(Box::new(|_| {}));
    let began = Instant::now();
    let mut tally = Tally::default();
    let mut shown = false;
    let failed = loop {
        let is_over = match options.length {
            Length::Time(length) => began.elapsed() >= length,
            Length::Runs(runs) => tally.runs >= runs,
        };
        if is_over {
            break false;
        }
        let seed = options.seed + tally.runs;
        let run = play(scope, seed);
        tally.add(&run);
        let broke = matches!(run.failure, Some(Failure::Broken(_)));
        if run.failure.is_some() && (run.rule_off.is_none() || !broke) {
            show(seed, run);
            break true;
        }
        if broke && !shown && matches!(scope.without, Without::Rule(_)) {
            shown = true;
            show(seed, run);
        }
    };
    print!("{}", tally.report(scope, began.elapsed()));
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn show(seed: u64, run: Played) {
    let acts = run.acts.len();
    let run = shrink(run);
    let failure = run.failure.as_ref().expect("only a run that fails is shown");
    println!("run {seed}: {failure}; {acts} acts, {} of them are needed:\n\n{}", run.acts.len(), run.script());
}
