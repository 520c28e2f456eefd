import { beforeEach, expect, test, vi } from 'vitest';
import { openSession } from './opened-session';
import type { Clock } from './player/clock';
import type { Session } from './types';

/** An instance of the simulation: whatever was made in one that is lost cannot be used. */
const engine = vi.hoisted(() => ({ instance: 0, made: 0, slices: 3, fails: (_slice: number): void => {} }));

vi.mock('./engine', () => ({
  instanceOf: () => engine.instance,
  renewEngine: () => {
    engine.instance += 1;
  },
  createSession: () => {
    engine.made += 1;
    const mine = engine.instance;
    let left = engine.slices;
    const used = <T>(value: T): T => {
      if (mine !== engine.instance) throw new Error('stale');
      return value;
    };
    engine.fails(0);
    return {
      opening: true,
      get progress() {
        return used(left === 0 ? undefined : 1 - left / engine.slices);
      },
      proceedOpening: () => {
        left -= 1;
        engine.fails(engine.slices - left);
        return used(left === 0);
      },
    };
  },
}));

/** Each look at it is a slice later. */
let time = 0;
const clock = {
  now: () => {
    time += 100;
    return time;
  },
  setTimer: (callback: () => void) => setTimeout(callback, 0),
} as unknown as Clock;

const TRAP = new WebAssembly.RuntimeError('unreachable');
const open = (told: (session: Session, progress: number) => boolean = () => true) =>
  openSession('raft', {}, clock, told);

beforeEach(() => {
  Object.assign(engine, { instance: 0, made: 0, fails: () => {} });
});

test('a run is opened a slice at a time, as long as somebody wants it', async () => {
  const told: number[] = [];
  const session = await open((_, progress) => told.push(progress) > 0);
  expect([session.progress, told.length, engine.made]).toEqual([undefined, 3, 1]);
  const unwanted = await open((_, progress) => progress < 0.3);
  expect(unwanted.progress).toBeGreaterThan(0.3);
});

test.each([0, 2])(
  'what breaks the instance, when it is made or on the way (%i), is tried once, and leaves a fresh one',
  async (slice) => {
    engine.fails = (at) => {
      if (at === slice) throw TRAP;
    };
    await expect(open()).rejects.toBe(TRAP);
    expect([engine.made, engine.instance]).toEqual([1, 1]);
  },
);

test('what is refused has broken nothing', async () => {
  const refusal = Object.assign(new Error('no'), { key: 'error.form', args: {}, line: 1, column: 1 });
  engine.fails = () => {
    throw refusal;
  };
  await expect(open()).rejects.toBe(refusal);
  expect(engine.instance).toBe(0);
});

test('what goes down with the run of somebody else is opened once more, in the fresh instance', async () => {
  engine.fails = (slice) => {
    if (slice === 2 && engine.made === 1) engine.instance += 1;
  };
  const session = await open();
  expect([session.progress, engine.made, engine.instance]).toEqual([undefined, 2, 1]);
});
