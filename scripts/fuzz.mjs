// `npm run fuzz`: gives each fuzz target its time, one after the other, and stops at the first input that breaks something.
//
// `npm run fuzz -- raft --minutes 10` fuzzes one target for ten minutes. What a fuzzer has found worth keeping stays in
// fuzz/corpus, so the next run goes on where this one ended; an input that breaks something is put into fuzz/artifacts.

import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ask, mainly, ROOT, run, Stop } from './setup.mjs';

/** What a target begins with, and how long its inputs are at the most. */
const STEPS = { seeds: [], flags: ['-max_len=1500'] };
const TEXT = { seeds: ['testdata/runs'], flags: ['-max_len=800', '-dict=fuzz/words.dict'] };
const LESSONS = { ...TEXT, seeds: readdirSync(path.join(ROOT, 'lessons')).map((folder) => `lessons/${folder}`) };
const TARGETS = { script: TEXT, lesson: LESSONS, share: TEXT, raft: STEPS, paxos: STEPS, hostile: STEPS };

await mainly(() => {
  const words = process.argv.slice(2);
  const place = words.indexOf('--minutes');
  const minutes = place < 0 ? 2 : Number(words.splice(place, 2)[1]);
  if (!(minutes > 0)) throw new Stop('`--minutes` wants a number.');
  const unknown = words.find((word) => !(word in TARGETS));
  if (unknown) throw new Stop(`There is no target "${unknown}"; there are: ${Object.keys(TARGETS).join(', ')}.`);
  if (ask('cargo', ['+nightly', 'fuzz', '--version']) === undefined) {
    throw new Stop(
      'Fuzzing needs `rustup toolchain install nightly --profile minimal` and `cargo install cargo-fuzz --locked`.',
    );
  }
  for (const target of words.length > 0 ? words : Object.keys(TARGETS)) {
    const { seeds, flags } = TARGETS[target];
    const corpus = `fuzz/corpus/${target}`;
    mkdirSync(path.join(ROOT, corpus), { recursive: true });
    const time = `-max_total_time=${Math.ceil(minutes * 60)}`;
    run(
      'cargo',
      ['+nightly', 'fuzz', 'run', target, corpus, ...seeds, '--', ...flags, time, '-timeout=20', '-verbosity=0'],
      `The target ${target} found an input that breaks it: libFuzzer says above which, and where it has put it.`,
    );
    console.log(`${target}: ${minutes} minutes, nothing found`);
  }
});
