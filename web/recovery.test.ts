import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Clock } from './player/clock';
import { Player, type PlayerChange } from './player/player';
import { loadHands } from './reach';
import { Recovery } from './recovery';
import { begin, loadModules } from './tests/modules';
import type { Session, SessionOptions } from './types';

/** The engine of a page: all Sessions of an instance are lost with it. */
const engine = vi.hoisted(() => ({
  instance: 0,
  isWhole: true,
  users: new Set<(protocol: string) => () => void>(),
  create: (_: unknown): unknown => null,
  load: async (): Promise<void> => {},
}));

vi.mock('./engine', () => ({
  instanceOf: () => engine.instance,
  isWhole: () => engine.isWhole,
  loadWholeEngine: () => engine.load(),
  createSession: (_: string, options: unknown) => engine.create(options),
  renewEngine: (protocol: string) => {
    engine.instance += 1;
    for (const goOn of [...engine.users].map((user) => user(protocol))) goOn();
  },
}));

vi.mock('./page-clock', () => ({ PAGE_CLOCK: clock(), MOTION: { matches: false } }));

function clock(): Clock {
  return {
    now: () => performance.now(),
    setTimer: (callback) => Number(setTimeout(callback, 0)),
    cancelTimer: (handle) => clearTimeout(handle),
    reducedMotion: () => false,
  };
}

const TRAP = new WebAssembly.RuntimeError('unreachable');

/** Those over which the instance breaks, when that is asked of them. */
const trapping = new Map<Session, string>();

/** What can be used, unless its instance is lost: then whatever is asked of it says so. */
function create(options: SessionOptions): Session {
  const session = begin(options);
  const mine = engine.instance;
  const made: Session = new Proxy(session, {
    get(target, name) {
      if (mine !== engine.instance) throw new Error('stale');
      if (trapping.get(made) === name) throw TRAP;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return made;
}

interface Stage {
  readonly player: Player;
  readonly recovery: Recovery;
  readonly session: Session;
}

/** A stage with one run, of a page that has several. */
function stage(seed: number): Stage {
  const session = create({ protocol: 'raft', nodes: 3, seed });
  const tell = (change: PlayerChange) => {
    if (player.breakdown) recovery.onBreakdown(player, change.playing);
  };
  const player: Player = new Player(session, clock(), 1, tell, null, null, true);
  const recovery = new Recovery({ all: [player] });
  engine.users.add(recovery.onRenewed);
  return { player, recovery, session };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

beforeAll(async () => {
  await Promise.all([loadModules(), loadHands('raft')]);
});

beforeEach(() => {
  engine.users.clear();
  trapping.clear();
  const load = async () => {
    engine.isWhole = true;
  };
  Object.assign(engine, { isWhole: true, create, load });
});

test('a run that breaks the instance is over, and all others have their branches again', async () => {
  const [broken, other] = [stage(4), stage(5)];
  other.player.seek(600);
  other.player.seek(300);
  other.player.command('crash A');
  other.player.seek(400);
  trapping.set(broken.session, 'seek');
  broken.player.seek(100);
  await settled();
  expect(broken.player.breakdown?.reason).toContain('unreachable');
  expect([other.player.breakdown, other.player.now, other.player.run.lanes.lanes.length]).toEqual([null, 400, 2]);
  other.player.command('restart A');
  expect(other.player.text).toMatch(/@300 crash A\n@400 restart A\n$/);
});

test('the run that broke it can be had back as it was before, with its branches', async () => {
  const { player, recovery, session } = stage(4);
  player.seek(600);
  player.seek(300);
  player.command('crash A');
  player.seek(400);
  trapping.set(session, 'command');
  player.command('restart A');
  expect(player.breakdown?.script).toMatch(/@300 crash A\n@400 restart A\n# failed on this\n$/);
  await recovery.bringBack(player);
  expect([player.breakdown, player.now, player.run.lanes.lanes.length]).toEqual([null, 400, 2]);
  expect(player.text).toMatch(/@300 crash A\n@400\n$/);
});

test('a run that breaks the fresh instance as well is over, and is not tried again', async () => {
  const [broken, fatal, other] = [stage(4), stage(5), stage(6)];
  let tries = 0;
  engine.create = (options) => {
    const made = create(options as SessionOptions);
    if ((options as SessionOptions).seed === 5) {
      tries += 1;
      trapping.set(made, 'seek');
    }
    return made;
  };
  trapping.set(broken.session, 'seek');
  broken.player.seek(100);
  await settled();
  expect(tries).toBe(1);
  expect([broken, fatal].map(({ player }) => player.breakdown?.reason)).toEqual([
    'RuntimeError: unreachable',
    'RuntimeError: unreachable',
  ]);
  other.player.seek(500);
  expect([other.player.breakdown, other.player.now]).toEqual([null, 500]);
});

test('what only the second part can do is loaded, and the run goes on by itself', async () => {
  engine.isWhole = false;
  const { player, session } = stage(4);
  player.seek(400);
  player.play();
  trapping.set(session, 'seek');
  player.seek(500);
  expect([player.breakdown, player.run.progress, player.paused]).toEqual([null, 0, false]);
  await settled();
  expect([engine.isWhole, player.breakdown, player.run.progress, player.paused]).toEqual([true, null, null, false]);
  expect(player.now).toBeGreaterThanOrEqual(400);
});

test('what cannot be loaded is tried once', async () => {
  engine.isWhole = false;
  engine.load = async () => {
    throw new Error('offline');
  };
  const { player, session } = stage(4);
  trapping.set(session, 'seek');
  player.seek(500);
  await settled();
  expect(player.breakdown).toEqual({ reason: 'Error: offline', script: expect.stringContaining('seed 4') });
});

test('a run of another protocol has not even noticed', async () => {
  const { player, session } = stage(4);
  trapping.set(session, 'seek');
  const other = new Player(create({ protocol: 'paxos', nodes: 3, seed: 4 }), clock(), 1, () => {}, null, null, true);
  const recovery = new Recovery({ all: [other] });
  recovery.onRenewed('raft')();
  expect([other.run.progress, player.breakdown]).toEqual([null, null]);
});
