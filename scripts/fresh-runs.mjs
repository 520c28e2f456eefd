// Plays fresh runs, as the page does as long as nobody has reached for the stage, on a module that marks the functions that
// are called, and prints the numbers of those that are not: `node scripts/fresh-runs.mjs BINDINGS MODULE MARK`. They go into
// the second part of the module (`crates/xtask/src/idle.rs`).

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Every size that there is; another seed calls nothing that these do not, and tests play others. */
const SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const SEEDS = [1, 2];
const LONG = 200_000;
/** By then a run has had to forget something that it kept. */
const HALF_AN_HOUR = 1_800_000;

/** Everything that the page reads of a session. */
function look(session) {
  const { now, duration, nextAt, happened, version, lanesVersion, protocol, opening } = session;
  return [session.view(), session.trail(), session.landings(), session.lanes(), now, duration, nextAt, happened].concat(
    version,
    lanesVersion,
    protocol,
    opening,
  );
}

function settle(session) {
  while (session.progress !== undefined) session.proceed(1000);
  look(session);
}

function play(session) {
  look(session);
  for (let time = 0; time < 20_000; time += 217) {
    while (!session.advance(time, 100));
    session.view();
    if (time % 5 === 0) look(session);
  }
  while (!session.advance(LONG, 100_000));
  look(session);
  session.seek(5000);
  settle(session);
  const steps = ['stepForward', 'stepBack', 'nextMilestone', 'previousMilestone'];
  for (const step of steps) {
    session[step]();
    settle(session);
  }
  session.seek(LONG + 20_000);
  session.cancel();
  session.seek(LONG + 20_000);
  settle(session);
  session.seek(3);
  settle(session);
  session.free();
}

const [bindings, module, mark] = process.argv.slice(2);
const { default: start, Session } = await import(pathToFileURL(path.resolve(bindings)).href);
const exports = await start({ module_or_path: readFileSync(module) });
for (const size of SIZES) for (const seed of SEEDS) play(Session.fresh(undefined, size, seed));
const watched = Session.fresh();
while (!watched.advance(HALF_AN_HOUR, 100_000));
look(watched);
watched.free();
const named = Session.fresh();
Session.fresh(named.protocol).free();
for (const wrong of [['?'], [named.protocol, 0], [named.protocol, 2.5], [named.protocol, 3, -1]])
  Session.fresh(...wrong);
named.free();

const marks = Object.keys(exports).filter((name) => name.startsWith(mark));
const idle = marks.filter((name) => exports[name].value === 0);
process.stdout.write(idle.map((name) => `${name.slice(mark.length)}\n`).join(''));
