// `npm run coverage`: which lines of the protocols no test of theirs runs.
//
// Runs the tests of crates/core with the compiler's own counters, and prints for each file how much of it was run, then
// every line that was not. What is not run, and why, is in VERIFICATION.md.

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ask, mainly, ROOT, run, Stop } from './setup.mjs';

const FOLDER = path.join(ROOT, 'target/coverage');
const OURS = path.join(ROOT, 'crates/core/src');

await mainly(() => {
  const tools = path.join(ask('rustc', ['--print', 'target-libdir']), '../bin');
  const tool = (name) => path.join(tools, name);
  if (ask(tool('llvm-profdata'), ['--version']) === undefined)
    throw new Stop('This needs `rustup component add llvm-tools`.');

  rmSync(path.join(FOLDER, 'profiles'), { recursive: true, force: true });
  mkdirSync(path.join(FOLDER, 'profiles'), { recursive: true });
  const build = ['test', '-p', 'quorate-core', '--lib', '--tests', '--target-dir', path.join(FOLDER, 'target')];
  process.env.RUSTFLAGS = '-C instrument-coverage';
  process.env.LLVM_PROFILE_FILE = path.join(FOLDER, 'profiles/%p-%m.profraw');
  run('cargo', build, 'The tests fail: their coverage says nothing.');
  const built = ask('cargo', [...build, '--no-run', '--message-format=json']);
  const programs = built
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line).executable)
    .filter(Boolean);

  const profiles = readdirSync(path.join(FOLDER, 'profiles')).map((file) => path.join(FOLDER, 'profiles', file));
  const merged = path.join(FOLDER, 'all.profdata');
  run(
    tool('llvm-profdata'),
    ['merge', '-sparse', ...profiles, '-o', merged],
    'The counters could not be put together.',
  );
  const objects = programs.flatMap((program, place) => (place === 0 ? [program] : ['-object', program]));
  const cov = (how, ...more) => ask(tool('llvm-cov'), [how, ...objects, `-instr-profile=${merged}`, ...more, OURS]);

  const { files, totals } = JSON.parse(cov('export', '-summary-only')).data[0];
  const percent = ({ lines }) =>
    `${lines.percent.toFixed(1).padStart(5)} % of ${String(lines.count).padStart(4)} lines`;
  for (const { filename, summary } of files) console.log(`${percent(summary)}  ${path.relative(OURS, filename)}`);
  console.log(`${percent(totals)}  in all\n`);

  // Of a generic function each instance is counted: a line is run if one of them ran it.
  const lines = cov('show', '-show-line-counts-or-regions=false', '-show-instantiations=false').split('\n');
  let file = '';
  for (const line of lines) {
    if (line.endsWith('.rs:')) file = path.relative(ROOT, line.slice(0, -1));
    const [, number, count, text] = /^ *(\d+)\| *(\d*)\|(.*)$/.exec(line) ?? [];
    if (count === '0' && text.trim() !== '}') console.log(`${file}:${number}: ${text.trim()}`);
  }
});
