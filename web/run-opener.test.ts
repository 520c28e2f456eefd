import { beforeEach, expect, test, vi } from 'vitest';
import { NO_SETTINGS } from './attributes';
import type { Loaded, RunWish } from './loading';
import { type OpenedRun, RunOpener } from './run-opener';
import type { Session } from './types';

const engine = vi.hoisted(() => ({ renewed: 0, load: (_: unknown): unknown => null }));

vi.mock('./page-clock', () => ({ PAGE_CLOCK: {}, MOTION: { matches: false } }));

vi.mock('./engine', () => ({
  createSession: () => ({}),
  renewEngine: () => {
    engine.renewed += 1;
  },
}));

vi.mock('./loading', async (original) => ({
  ...(await original<typeof import('./loading')>()),
  loadRun: async (wish: unknown) => engine.load(wish),
}));

const OPENED: Loaded = { session: {} as Session, options: { seed: 4 }, protocol: 'raft', walkOf: null };
const REFUSED: Loaded = {
  refusal: Object.assign(new Error('no'), { key: 'error.form', args: {}, line: 1, column: 1 }),
  options: { run: 'garbage' },
  protocol: 'raft',
};
const UNLOADED: Loaded = { unloaded: 'offline' };
const FAILED: Loaded = { failure: { reason: 'unreachable', script: '' } };
const TRAP = new WebAssembly.RuntimeError('unreachable');

function opening({ lesson = null as string | null, hasRun = false, show = (_: OpenedRun): void => {} } = {}) {
  const told: string[] = [];
  const shown: OpenedRun[] = [];
  const opener = new RunOpener({
    settings: () => ({ ...NO_SETTINGS, seed: 4, lesson }),
    language: () => 'en',
    isConnected: () => true,
    hasRun: () => hasRun,
    progress: () => {},
    show: (run) => {
      show(run);
      shown.push(run);
    },
    refuse: ({ key }) => void told.push(key),
    stay: () => void told.push('stay'),
    failed: () => void told.push('failed'),
  });
  return { opener, told, shown };
}

/** What is loaded, one after the other, and what was wished for. */
function loads(...all: Loaded[]): RunWish[] {
  const wishes: RunWish[] = [];
  engine.load = (wish) => {
    wishes.push(wish as RunWish);
    return all[wishes.length - 1] ?? OPENED;
  };
  return wishes;
}

beforeEach(() => {
  engine.renewed = 0;
});

test('it is opened as the attributes say, and with what is handed in once', async () => {
  const wishes = loads();
  const { opener, shown } = opening();
  opener.open({ left: { script: '@0 crash A', at: 5, paused: true } });
  await opener.shown;
  opener.open({ carriedOver: [] });
  await opener.shown;
  expect(wishes.map(({ options, isPlain }) => [options, isPlain])).toEqual([
    [{ protocol: 'raft', script: '@0 crash A' }, false],
    [{ seed: 4 }, true],
  ]);
  expect(shown.map(({ left }) => left?.at)).toEqual([5, undefined]);
});

test('a lesson shows its own run, a challenge that was left goes on', async () => {
  const left = { script: '@0 crash A', at: 5, paused: true };
  for (const [lesson, wanted] of [
    ['raft/first', null],
    ['challenge/first', { id: 'challenge/first' }],
  ] as const) {
    const wishes = loads();
    const { opener } = opening({ lesson });
    opener.open({ left });
    await opener.shown;
    expect(wishes[0]?.lesson).toEqual(wanted);
  }
});

test('what was left goes on when it is asked for again, and not where the attributes say another run', async () => {
  const wishes = loads();
  const { opener } = opening();
  const left = { script: '@0 crash A', at: 5, paused: true };
  opener.leave(left);
  opener.leave(null);
  opener.open();
  await opener.shown;
  opener.leave(left);
  opener.open({ left: null });
  opener.open();
  await opener.shown;
  expect(wishes.map(({ options }) => options)).toEqual([{ protocol: 'raft', script: '@0 crash A' }, { seed: 4 }]);
});

test('of a lesson that was left, its text goes on with what was done in it', async () => {
  const branch = { id: 0, parent: null, forkedAt: 0, end: 5, current: true, text: '' };
  const lost = { options: { lesson: 'lesson x\nprotocol paxos\n' }, branches: [branch], now: 5 };
  for (const [lesson, protocol] of [
    [null, 'paxos'],
    ['raft/first', 'raft'],
  ] as const) {
    const wishes = loads();
    const { opener } = opening({ lesson });
    opener.open({ left: { script: '', at: 5, paused: true, lesson: lost } });
    await opener.shown;
    expect([wishes[0]?.protocol, wishes[0]?.lesson, wishes[0]?.done]).toEqual([
      protocol,
      { text: lost.options.lesson },
      lost,
    ]);
    expect(wishes[0]?.options).toEqual({});
  }
});

test('a challenge of somebody’s own that was left goes on with its text and its script', async () => {
  const branch = { id: 0, parent: null, forkedAt: 0, end: 5, current: true, text: '@1 crash A' };
  const options = { lesson: 'lesson own/x\nprotocol raft\n', script: '@1 crash A' };
  const wishes = loads();
  const { opener } = opening();
  opener.open({ left: { script: '@1 crash A', at: 5, paused: true, lesson: { options, branches: [branch], now: 5 } } });
  await opener.shown;
  expect([wishes[0]?.lesson, wishes[0]?.options]).toEqual([{ text: options.lesson }, { script: options.script }]);
});

test('what cannot be loaded is told until something else is asked for', async () => {
  loads(UNLOADED, OPENED);
  const { opener, told, shown } = opening();
  opener.open();
  await opener.shown;
  expect([opener.failure?.reason, told, shown.length]).toEqual(['offline', ['failed'], 0]);
  opener.open();
  await opener.shown;
  expect([opener.failure, shown.length]).toEqual([null, 1]);
});

test('a run over which the simulation breaks as it is first looked at is told with its script, and leaves a fresh instance', async () => {
  loads(OPENED);
  const { opener, told } = opening({
    show: () => {
      throw TRAP;
    },
  });
  opener.open();
  await opener.shown;
  expect(opener.failure).toEqual({
    reason: 'RuntimeError: unreachable',
    script: 'protocol raft\nseed 4\n# failed while it was opened\n',
  });
  expect([told, engine.renewed]).toEqual([['failed'], 1]);
});

test('beside a refusal there is an ordinary run, unless there is one already', async () => {
  for (const hasRun of [false, true]) {
    loads(REFUSED);
    const { opener, told, shown } = opening({ hasRun });
    opener.open();
    await opener.shown;
    expect([told, shown.map(({ options }) => options)]).toEqual([['error.form'], hasRun ? [] : [{ protocol: 'raft' }]]);
    // It stands still until somebody wishes: it is not what was asked for.
    expect(shown.every(({ standsIn }) => standsIn)).toBe(true);
  }
});

test('what was left and cannot go on gives way to what the attributes say', async () => {
  const wishes = loads(REFUSED, OPENED);
  const { opener, told, shown } = opening();
  opener.open({ left: { script: 'nonsense', at: 5, paused: true } });
  await opener.shown;
  expect(wishes.map(({ options }) => options)).toEqual([{ protocol: 'raft', script: 'nonsense' }, { seed: 4 }]);
  expect([told, shown.map(({ left }) => left)]).toEqual([[], [null]]);
});

test('a lesson of somebody’s own that is refused or broken is said and thrown, and nothing has begun', async () => {
  for (const [loaded, said] of [
    [REFUSED, 'error.form'],
    [FAILED, 'failed'],
  ] as const) {
    loads(loaded);
    const { opener, told } = opening();
    const begins = vi.fn();
    await expect(opener.openText('lesson', true, begins)).rejects.toThrow();
    expect([told, begins.mock.calls.length]).toEqual([[said], 0]);
  }
});

test('beside a run, what cannot be loaded changes nothing, and the next that is asked for is not set as the lost one', async () => {
  const wishes = loads(UNLOADED, UNLOADED, OPENED);
  const { opener, told, shown } = opening({ hasRun: true });
  opener.open({ left: { script: '@0 crash A', at: 5, paused: true } });
  await opener.shown;
  await expect(opener.openText('lesson', true, () => {})).rejects.toBe('offline');
  expect([opener.failure, told, shown.length]).toEqual([null, ['stay', 'stay'], 0]);
  opener.open();
  await opener.shown;
  expect([wishes[2]?.options, shown.map(({ left }) => left)]).toEqual([{ seed: 4 }, [null]]);
});

test('of a lesson of somebody’s own and what the attributes say, the later wish counts', async () => {
  const wishes = loads();
  const { opener, shown } = opening({ hasRun: true });
  const begins = vi.fn();
  const lesson = opener.openText('lesson', true, begins);
  opener.open();
  await expect(lesson).rejects.toMatchObject({ name: 'AbortError' });
  await opener.shown;
  expect([wishes.map((wish) => wish.lesson), shown.length, begins.mock.calls.length]).toEqual([[null], 1, 0]);

  opener.open();
  const [first, second] = [opener.openText('one', true, begins), opener.openText('two', true, begins)];
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  await second;
  expect([wishes[1]?.lesson, wishes.length, shown.length, begins.mock.calls.length]).toEqual([
    { text: 'two' },
    2,
    2,
    1,
  ]);
});

test('a file that is read while another run is asked for is not opened', async () => {
  loads();
  const { opener } = opening({ hasRun: true });
  expect(await opener.meanwhile(Promise.resolve('lesson'))).toBe('lesson');
  const read = opener.meanwhile(Promise.resolve('lesson'));
  opener.open();
  await expect(read).rejects.toMatchObject({ name: 'AbortError' });
});

test('what a refused lesson was asked for in place of comes nevertheless', async () => {
  const wishes = loads(REFUSED, OPENED);
  const { opener, told, shown } = opening({ hasRun: true });
  opener.open();
  await expect(opener.openText('lesson', true, () => {})).rejects.toThrow();
  await opener.shown;
  expect([told, wishes.map((wish) => wish.lesson), shown.length]).toEqual([
    ['error.form'],
    [{ text: 'lesson' }, null],
    1,
  ]);
});
