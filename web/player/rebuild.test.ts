import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { protocolNames } from '../protocols/registry';
import { begin, loadModules, type TestedSession } from '../tests/modules';
import type { ProtocolName, SessionOptions } from '../types';
import type { Clock } from './clock';
import { isRefusal } from './guard';
import { Player } from './player';
import { rebuild } from './rebuild';

beforeAll(loadModules);

/** No frames, and timers at once: all that is asked for is done at once. */
const CLOCK: Clock = {
  now: () => performance.now(),
  setTimer: (callback) => {
    queueMicrotask(callback);
    return 0;
  },
  cancelTimer: () => {},
  reducedMotion: () => false,
};

interface Played {
  player: Player;
  session: TestedSession;
}

function play(options: SessionOptions, lesson: string | null = null): Played {
  const session = begin(options);
  return {
    session,
    player: new Player(session, CLOCK, 1, () => {}, null, lesson, options.script === undefined && !lesson),
  };
}

async function at(player: Player, ms: number): Promise<void> {
  player.seek(ms);
  await player.there;
}

/** The same run in a fresh session. */
async function broughtBack(played: Played): Promise<Played> {
  const { player } = played;
  player.lose();
  let fresh: TestedSession | null = null;
  const made = await rebuild(
    player.lost,
    (options) => {
      fresh = begin({ protocol: played.session.protocol, ...options });
      return fresh;
    },
    CLOCK,
    () => true,
  );
  player.stand(made);
  await player.there;
  if (!fresh) throw new Error('nothing was made');
  return { player, session: fresh };
}

/** All that one can see of its branches, but for their numbers: each with its script and its state at its end. */
async function branches({ player, session }: Played) {
  const { lanes } = session.lanes();
  const place = (id: number | null) => lanes.findIndex((lane) => lane.id === id);
  const now = [session.now, session.fingerprint()];
  const current = lanes.findIndex((lane) => lane.current);
  const seen: unknown[] = [];
  for (const { id, parent, forkedAt, end, bands, marks } of lanes) {
    player.switchLane(id);
    await player.there;
    await at(player, end);
    seen.push({
      parent: place(parent),
      forkedAt,
      end,
      bands,
      marks,
      script: session.script(),
      is: session.fingerprint(),
    });
  }
  return { now, current, seen };
}

/** Somebody who plays, goes back, and does other things. */
async function meddle({ player }: Played): Promise<void> {
  await at(player, 300);
  player.command('crash A');
  await at(player, 700);
  player.command('restart A');
  await at(player, 900);
  await at(player, 500);
  player.command('crash B');
  await at(player, 800);
  player.command('partition A | B C');
  player.command('restart B');
  await at(player, 1000);
  // From the first branch once more, at the very instant of a command.
  player.toFirstLane();
  await player.there;
  await at(player, 300);
  player.command('crash C');
  await at(player, 600);
  await at(player, 450);
}

const PROTOCOLS = protocolNames();

describe.each(PROTOCOLS)('%s', (protocol: ProtocolName) => {
  test('all branches are there again, each from where it left and with its own end, and it is where it was', async () => {
    // Two of the same: to look at one goes through it.
    const [one, other] = [play({ protocol, nodes: 3, seed: 4 }), play({ protocol, nodes: 3, seed: 4 })];
    await meddle(one);
    await meddle(other);
    const before = await branches(one);
    expect(before.seen).toHaveLength(3);
    expect(await branches(await broughtBack(other))).toEqual(before);
  });

  test('and once more, from what is known by then', async () => {
    const [one, other] = [play({ protocol, nodes: 3, seed: 4 }), play({ protocol, nodes: 3, seed: 4 })];
    await meddle(one);
    await meddle(other);
    const again = await broughtBack(await broughtBack(other));
    expect(await branches(again)).toEqual(await branches(one));
  });

  test('a fresh run that nobody has meddled with asks for no script', async () => {
    const played = play({ protocol, nodes: 3, seed: 4 });
    await at(played.player, 2000);
    await at(played.player, 400);
    played.player.lose();
    expect(played.player.lost.options).toEqual({ protocol, nodes: 3, seed: 4 });
    const again = await broughtBack(played);
    expect([again.player.now, again.player.duration, again.session.lanes().lanes.length]).toEqual([400, 2000, 1]);
  });
});

test('what was taken back on a branch at the instant where it left another stays taken back', async () => {
  const twice = [0, 1].map(() => play({ protocol: PROTOCOLS[0] ?? '', nodes: 3, seed: 4 }));
  for (const { player } of twice) {
    player.command('crash A');
    player.command('crash B');
    await at(player, 300);
    await at(player, 100);
    // Somebody relies on what the first branch says: what is taken back of it makes another one.
    player.command('restart B');
    player.toFirstLane();
    await player.there;
    await null;
    player.takeBack();
    await player.there;
    await at(player, 200);
  }
  const [one, other] = twice as [Played, Played];
  const before = await branches(one);
  expect(before.seen).toHaveLength(3);
  expect(await branches(await broughtBack(other))).toEqual(before);
});

test('a branch whose parent is kept no more leaves the first where they part', async () => {
  const twice = [0, 1].map(() => play({ protocol: PROTOCOLS[0] ?? '', nodes: 3, seed: 4 }));
  for (const { player } of twice) {
    await at(player, 2000);
    // More of them than are kept, each from the one before.
    for (let branch = 1; branch <= 14; branch += 1) {
      await at(player, branch * 100);
      player.command(branch % 2 === 0 ? 'restart A' : 'crash A');
      await at(player, 2000);
    }
  }
  const [one, other] = twice as [Played, Played];
  const states = async (played: Played) => (await branches(played)).seen.map((seen) => (seen as { is: string }).is);
  const before = await states(one);
  expect(one.player.run.lanes.lanes.some(({ parent }, at, all) => at > 0 && !all.some(({ id }) => id === parent))).toBe(
    true,
  );
  expect(await states(await broughtBack(other))).toEqual(before);
});

test('a lesson that was left for a branch of one’s own is there again, and the way back to it', async () => {
  const lesson = readFileSync('lessons/raft/election-overview.lesson', 'utf8');
  const played = play({ protocol: 'raft', lesson }, lesson);
  await at(played.player, 200);
  played.player.takeOver();
  played.player.command('crash A');
  await at(played.player, 900);
  const again = await broughtBack(played);
  expect([again.player.now, again.player.isOnFirstLane, again.player.run.lesson?.steps.length]).toEqual([
    900,
    false,
    played.player.run.lesson?.steps.length,
  ]);
  again.player.toFirstLane();
  await again.player.there;
  expect(again.player.isOnFirstLane).toBe(true);
});

test('a branch over which the run has failed comes back without the command that did it', async () => {
  const played = play({ protocol: PROTOCOLS[0] ?? '', nodes: 3, seed: 4 });
  const { player, session } = played;
  player.command('crash A');
  await at(player, 400);
  await at(player, 200);
  player.command('crash B');
  await at(player, 500);
  session.command = () => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
  player.command('crash C');
  expect(player.breakdown?.script).toMatch(/@0 crash A\n@200 crash B\n@500 crash C\n# failed on this\n$/);
  const again = await broughtBack(played);
  expect(player.breakdown).toBeNull();
  expect([player.now, again.session.lanes().lanes.length]).toEqual([500, 2]);
  expect(again.session.script()).toMatch(/@0 crash A\n@200 crash B\n@500\n$/);
});

test('what the session refuses or breaks over is thrown', async () => {
  const { player } = play({ protocol: PROTOCOLS[0] ?? '', nodes: 3, seed: 4 });
  player.command('crash A');
  player.lose();
  const wrong = () => begin({ script: 'nonsense' });
  await expect(rebuild(player.lost, wrong, CLOCK, () => true)).rejects.toSatisfy(isRefusal);
});
