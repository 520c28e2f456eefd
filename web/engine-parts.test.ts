/** What the two parts of a module can do: the page loads the second only when somebody asks for more than to watch. */

import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { beginningOf, scriptOf } from './player/beginning';
import { protocolNames } from './protocols/registry';
import type { ProtocolName, Session } from './types';

interface Bindings {
  readonly default: (module: { module_or_path: Uint8Array }) => Promise<WebAssembly.Exports>;
  readonly Session: { fresh(protocol?: ProtocolName, nodes?: number, seed?: number): Session | undefined };
}

const part = (protocol: ProtocolName, ending: string) =>
  readFileSync(new URL(`./pkg/quorate_${protocol}_${ending}.wasm`, import.meta.url));

/** The first part alone, and what adds the second. */
async function loadFirst(protocol: ProtocolName) {
  vi.resetModules();
  const { default: start, Session }: Bindings = await import(`./pkg/quorate_${protocol}.js`);
  const first = await start({ module_or_path: part(protocol, 'bg') });
  return { Session, addSecond: () => WebAssembly.instantiate(part(protocol, 'later'), { first }) };
}

function begin(Session: Bindings['Session'], protocol: ProtocolName, nodes: number, seed: number): Session {
  const session = Session.fresh(protocol, nodes, seed);
  if (!session) throw new Error('a fresh run was refused');
  return session;
}

test.each(protocolNames())('%s: the first part begins a fresh run, plays it and goes back in it', async (protocol) => {
  const { Session } = await loadFirst(protocol);
  const session = begin(Session, protocol, 5, 3);
  expect(session.advance(3000, 100_000)).toBe(true);
  expect(session.view().nodes).toHaveLength(5);
  const { version } = session;
  session.seek(100);
  session.stepForward();
  session.stepBack();
  session.nextMilestone();
  session.previousMilestone();
  session.seek(20_000);
  while (session.progress !== undefined) session.proceed(1000);
  expect(session.now).toBe(20_000);
  expect(session.version).not.toBe(version);
  expect(session.trail().reset).toBe(true);
  expect(session.lanes().lanes).toHaveLength(1);
  expect(() => session.command('crash A')).toThrow(WebAssembly.RuntimeError);
});

test.each(protocolNames())(
  '%s: whatever a run does by itself, the first part does',
  async (protocol) => {
    const { Session } = await loadFirst(protocol);
    for (let nodes = 1; nodes <= 9; nodes += 1) {
      for (let seed = 0; seed < 3; seed += 1) {
        const session = begin(Session, protocol, nodes, seed);
        while (!session.advance(20_000, 100_000));
        expect(session.now).toBe(20_000);
        expect(session.view().checks.every(({ ok }) => ok)).toBe(true);
        session.seek(5000);
        while (session.progress !== undefined) session.proceed(100_000);
        session.free();
      }
    }
  },
  60_000,
);

test.each(protocolNames())('%s: the second part is added while it plays', async (protocol) => {
  const { Session, addSecond } = await loadFirst(protocol);
  const session = begin(Session, protocol, 3, 7);
  const beginning = beginningOf(session.view());
  session.advance(1234.5, 100_000);
  await addSecond();
  expect(session.script()).toBe(scriptOf(beginning, 1234.5));
  expect(session.complete('cra')).toEqual(['crash']);
  session.command('crash A');
  expect(session.view().nodes.map(({ up }) => up)).toEqual([false, true, true]);
  expect(() => session.command('crash A')).toThrow('A is down');
});

test.each(protocolNames())('%s: a fresh run of what there is not is none', async (protocol) => {
  const { Session } = await loadFirst(protocol);
  expect(Session.fresh(protocol, 0)).toBeUndefined();
  expect(Session.fresh(protocol, 2.5)).toBeUndefined();
  expect(Session.fresh(protocol, 3, -1)).toBeUndefined();
  expect(Session.fresh('unheard-of' as ProtocolName)).toBeUndefined();
});
