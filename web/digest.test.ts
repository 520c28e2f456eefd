/** The same run is the same in a browser: digests of every step, compared with the file that the native test writes. */

import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { protocolNames } from './protocols/registry';
import { begin, loadModules } from './tests/modules';

const file = (path: string) => new URL(`../${path}`, import.meta.url);

beforeAll(loadModules);

function digest(name: string, script: string): string {
  const session = begin({ script });
  const end = session.duration;
  session.seek(0);
  let [sum, instants] = [0n, 0];
  // Stops at the end, or before it when nothing more happens.
  let last = -1;
  while (session.now < end && session.now !== last) {
    last = session.now;
    session.stepForward();
    sum = BigInt.asUintN(128, sum * 31n + BigInt(`0x${session.fingerprint()}`));
    instants += 1;
  }
  session.free();
  return `${name} ${instants} ${sum.toString(16).padStart(32, '0')}\n`;
}

test('every step of a run is the same as on a desk', () => {
  const names = readdirSync(file('testdata/runs')).sort();
  const text = names.map((name) => digest(name, readFileSync(file(`testdata/runs/${name}`), 'utf8')));
  // Behind each stands the version of the behaviour in which it became that.
  const recorded = readFileSync(file('testdata/digests.txt'), 'utf8').replaceAll(/ \d+$/gm, '');
  expect(text.join('')).toBe(recorded);
});

test('every protocol has a run that is compared', () => {
  const runs = readdirSync(file('testdata/runs')).map((name) => readFileSync(file(`testdata/runs/${name}`), 'utf8'));
  const played = runs.map((run) => /^protocol (\S+)/m.exec(run)?.[1]);
  for (const protocol of protocolNames()) expect(played).toContain(protocol);
});
