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
    // Of these seeds none was played to see what is idle in a fresh run; and what lies in the memory differs from run to run.
    const others: Session[] = [];
    for (let seed = 100; seed < 104; seed += 1) {
      for (let nodes = 1; nodes <= 9; nodes += 1) {
        const session = begin(Session, protocol, nodes, seed);
        const end = 5000 * (seed - 99) ** 2;
        for (let time = 0; time <= end; time += 100 + 13 * seed) {
          while (!session.advance(time, 1000));
          expect(session.view().checks.every(({ ok }) => ok)).toBe(true);
          if (time % 7 === 0) expect(session.lanes().lanes).toHaveLength(1);
          if (time % 3 === 0) session.trail();
        }
        while (!session.advance(end, 1000));
        expect(session.now).toBe(end);
        session.seek(end / 3);
        while (session.progress !== undefined) session.proceed(1000);
        session.landings();
        others.push(session);
        if (others.length > 5) others.splice(nodes % 5, 1)[0]?.free();
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
