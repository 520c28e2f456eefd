import { beforeEach, describe, expect, test } from 'vitest';
import { BEAT_MS, BEAT_MS_MAX, FRAME_MS, MILESTONE_REACH_MS, REDUCED_MOTION_STEP_MS } from '../constants';
import { timeOn } from '../pace';
import { LESSON, lane, Playground } from '../tests/playground';
import type { Ms } from '../types';

let on: Playground;

beforeEach(() => {
  on = new Playground();
});

describe('playing', () => {
  test('stops once at the goal, and goes on when it is asked to', () => {
    const player = on.playerOf(1, 55);
    player.play();
    on.pass(100);
    expect([player.now, player.paused]).toEqual([55, true]);
    player.play();
    on.pass(30);
    expect([player.now, player.paused]).toEqual([85, false]);
    player.seek(20);
    on.pass(100);
    expect([player.now, player.paused]).toEqual([55, true]);
  });

  test('a stretch is played to its end and no farther, which is told once', () => {
    const player = on.playerOf(1);
    const told = () => on.changes.filter(({ ended }) => ended).length;
    player.confine({ from: 20, to: 60, loops: false });
    player.seek(20);
    player.play();
    expect(player.ended).toBe(false);
    on.pass(100);
    expect([player.now, player.paused, player.ended, told()]).toEqual([60, true, true, 1]);
    // Who wants to go on goes on.
    player.play();
    on.pass(30);
    expect([player.now, player.ended, told()]).toEqual([90, false, 1]);
  });

  test('one that loops begins anew, and never ends', () => {
    const player = on.playerOf(1);
    player.confine({ from: 20, to: 60, loops: true });
    player.seek(20);
    player.play();
    const seen = Array.from({ length: 30 }, () => {
      on.pass(10);
      return player.now;
    });
    expect(Math.max(...seen)).toBeLessThanOrEqual(60);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(20);
    expect(seen.filter((now, at) => now < (seen[at - 1] ?? 0)).length).toBeGreaterThan(3);
    expect([player.paused, player.ended]).toEqual([false, false]);
  });

  test('goes on by the real time that has passed, times the speed', () => {
    const player = on.playerOf(1 / 10);
    player.play();
    on.pass(50);
    player.pause();
    expect(player.now).toBe(5);
  });

  test('stands still while paused', () => {
    const player = on.playerOf();
    player.play();
    on.pass(50);
    player.pause();
    on.pass(500);
    expect(player.now).toBe(50);
    expect(player.paused).toBe(true);
  });

  test('a tab that slept does not race to catch up', () => {
    const player = on.playerOf();
    player.play();
    on.pass(10);
    on.clock.tick(3_600_000);
    expect(player.now).toBe(10 + BEAT_MS_MAX);
    on.pass(60);
    expect(player.now).toBe(70 + BEAT_MS_MAX);
  });

  test('what a beat has no budget for is not made up for later', () => {
    const player = on.playerOf();
    on.session.reach = 0.1;
    player.play();
    on.pass(30);
    const late = player.now;
    expect(late).toBeLessThan(30);
    on.session.reach = Number.POSITIVE_INFINITY;
    on.pass(100);
    expect(player.now).toBeLessThanOrEqual(late + 100);
    expect(player.now).toBeGreaterThan(late + 80);
  });

  test('where steps are slow it is time that ends a beat', () => {
    const player = on.playerOf();
    on.session.reach = 1;
    on.session.labouring = () => on.clock.spend(50);
    player.play();
    on.session.calls = 0;
    on.clock.tick(30);
    expect(on.session.calls).toBe(2);
  });

  test('with reduced motion the picture changes in steps, and time goes as fast as else', () => {
    const player = on.playerOf();
    on.clock.reduced = true;
    player.play();
    on.pass(20);
    const first = player.now;
    on.pass(REDUCED_MOTION_STEP_MS - 20);
    expect(player.now).toBe(first);
    expect(player.run.line).toBeNull();
    on.pass(60);
    expect(player.now).toBeGreaterThanOrEqual(REDUCED_MOTION_STEP_MS);
    expect(player.now).toBeLessThanOrEqual(REDUCED_MOTION_STEP_MS + 60);
  });

  test('reduced motion is minded soon after it is asked for, and no longer than that', () => {
    const player = on.playerOf();
    on.clock.reduced = true;
    player.play();
    on.pass(REDUCED_MOTION_STEP_MS - 10);
    on.clock.reduced = false;
    on.pass(60);
    expect(player.run.line).not.toBeNull();
    const then = player.now;
    on.clock.reduced = true;
    on.pass(REDUCED_MOTION_STEP_MS - 60);
    expect(player.now - then).toBeLessThanOrEqual(2 * BEAT_MS);
  });

  test('faster than real time it is shown at its beats and no more often, whatever happens between them', () => {
    const player = on.playerOf(60);
    player.play();
    on.pass(1000);
    player.pause();
    expect(player.now).toBe(60_000);
    expect(on.beats).toBeLessThanOrEqual(1 + 1000 / BEAT_MS);
  });

  test('while nobody can see it, it stands; then it goes on where it was', () => {
    const player = on.playerOf();
    player.play();
    on.pass(50);
    player.rest(true);
    on.clock.tick(10_000);
    expect([player.now, player.paused, player.run.line]).toEqual([50, false, null]);
    player.rest(false);
    on.pass(10);
    expect(player.now).toBe(60);
  });

  test('the speed keeps to its limits', () => {
    const player = on.playerOf();
    player.speed = 100;
    expect(player.speed).toBe(60);
    player.speed = 0;
    expect(player.speed).toBe(1 / 1000);
  });

  test('live goes to the end of what has been played, and plays', () => {
    const player = on.playerOf();
    player.seek(500);
    player.seek(100);
    player.live();
    expect(player.now).toBe(500);
    expect(player.paused).toBe(false);
  });
});

describe('beats', () => {
  test('where nothing happens, twenty a second do', () => {
    on.session.every = 1e9;
    const player = on.playerOf();
    player.play();
    on.pass(1000);
    expect(on.beats).toBeLessThanOrEqual(21);
    expect(player.now).toBeGreaterThan(1000 - 2 * BEAT_MS);
  });

  test('an event is seen in the first frame after it', () => {
    on.session.every = 35;
    const player = on.playerOf();
    player.play();
    const seen: [Ms, number][] = [];
    for (let real = 10; real <= 200; real += 10) {
      on.clock.tick(10);
      for (const { at } of on.changes.splice(0).flatMap(({ happened }) => happened)) seen.push([at, real]);
    }
    expect(seen).toEqual([
      [35, 40],
      [70, 70],
      [105, 110],
      [140, 140],
      [175, 180],
    ]);
  });

  test('what is no event does not ask for a frame of its own', () => {
    on.session.every = 1e9;
    const player = on.playerOf();
    // Something every 3 ms that is not told.
    Object.defineProperty(on.session, 'nextAt', { get: () => Math.floor(on.session.now / 3) * 3 + 3 });
    player.play();
    on.pass(1000);
    expect(on.beats).toBeLessThanOrEqual(21);
  });

  test('what happens right after a beat waits as long as the next frame may take', () => {
    on.session.every = 2;
    const player = on.playerOf();
    player.play();
    for (let real = 0; real < 960; real += 1) on.clock.tick(1);
    expect(on.beats).toBeLessThanOrEqual(1 + 960 / FRAME_MS);
    expect(on.beats).toBeGreaterThan(960 / FRAME_MS - 2);
  });

  test('between two beats time is a straight line through both', () => {
    on.session.every = 1e9;
    const player = on.playerOf(1 / 4);
    player.seek(100);
    player.play();
    on.pass(30);
    const { line } = player.run;
    expect(line && timeOn(line, on.clock.now())).toBe(100 + 30 / 4);
    on.pass(400);
    expect(player.run.line).toBe(line);
    expect(line && timeOn(line, on.clock.now() + 7)).toBe(100 + 437 / 4);
  });

  test('what somebody does is done at the moment that is to be seen', () => {
    on.session.every = 1e9;
    const player = on.playerOf();
    player.play();
    on.pass(20);
    player.command('crash A');
    expect(on.session.lines).toEqual(['@20 crash A']);
    on.pass(20);
    player.pause();
    expect([player.now, player.run.view.now]).toEqual([40, 40]);
    player.play();
    on.pass(20);
    player.speed = 1 / 2;
    expect(player.now).toBe(60);
    on.pass(20);
    player.pause();
    expect(player.now).toBe(70);
  });

  test('the view is of the very time that is told', () => {
    const player = on.playerOf();
    const differ: unknown[] = [];
    player.play();
    for (let tick = 0; tick < 100; tick += 1) {
      on.clock.tick(7);
      if (player.run.view.now !== player.now || player.run.now !== player.now) differ.push(player.now);
    }
    expect(differ).toEqual([]);
    expect(player.now).toBeGreaterThan(600);
  });
});

describe('a long way', () => {
  beforeEach(() => {
    on.session.every = 1e9;
    on.session.stride = 100;
    // Each call takes 10 ms: three of them are a slice, and the first slice is gone at once.
    on.session.working = () => on.clock.tick(10);
  });

  test('is gone a slice at a time, and says how far it is', async () => {
    const player = on.playerOf();
    player.seek(1000);
    let isThere = false;
    const there = player.there.then(() => {
      isThere = true;
    });
    const told: (number | null)[] = [player.run.progress];
    while (player.run.progress !== null) {
      on.clock.tick(0);
      told.push(player.run.progress);
    }
    expect(told).toEqual([0.4, 0.7, null]);
    expect(player.now).toBe(1000);
    expect(on.changes.filter(({ jumped }) => jumped)).toHaveLength(1);
    expect(isThere).toBe(false);
    await there;
    expect(isThere).toBe(true);
  });

  test('does not begin to play before it is there', () => {
    const player = on.playerOf();
    player.play();
    player.seek(1000);
    on.clock.tick(0);
    expect([player.now < 1000, player.paused, player.run.line]).toEqual([true, false, null]);
    on.clock.tick(0);
    on.clock.tick(0);
    expect(player.now).toBeGreaterThanOrEqual(1000);
    expect(player.run.line).not.toBeNull();
  });

  test('is given up where it has come to', () => {
    const player = on.playerOf();
    player.seek(1000);
    on.clock.tick(0);
    player.cancel();
    expect([player.now, player.run.progress]).toEqual([700, null]);
    on.pass(100);
    expect(player.now).toBe(700);
  });

  test('ends with a command, which is done where the picture is', () => {
    const player = on.playerOf();
    player.seek(1000);
    on.clock.tick(0);
    player.command('crash A');
    expect([on.session.lines, player.run.progress]).toEqual([['@700 crash A'], null]);
  });

  test('may break down, and whoever waits goes on', async () => {
    const player = on.playerOf();
    player.seek(1000);
    on.session.traps = true;
    const { there } = player;
    on.clock.tick(0);
    await there;
    expect(player.breakdown?.reason).toContain('unreachable');
  });
});

describe('commands', () => {
  test('a refusal is thrown, and nothing has changed', () => {
    const player = on.playerOf();
    const before = player.run;
    expect(() => player.command('nonsense')).toThrow('there is no command `nonsense`');
    expect(player.run).toBe(before);
    expect(player.breakdown).toBeNull();
  });

  test('a command in the past says that it has begun a branch; one at the end does not', () => {
    const player = on.playerOf();
    player.command('crash A');
    expect(on.changes.at(-1)?.branched).toBe(false);
    player.seek(100);
    player.seek(50);
    player.command('crash A');
    expect(on.changes.at(-1)?.branched).toBe(true);
  });
});

describe('taking back', () => {
  test('what was done last is as if it had not been, and can be done again', async () => {
    const player = on.playerOf();
    player.command('crash A');
    await null;
    player.seek(40);
    player.command('partition A B | C');
    player.command('heal');
    await null;
    player.seek(90);
    // One press of a button was one deed.
    expect(player.takeBack()).toEqual(['@40 partition A B | C', '@40 heal']);
    expect([player.now, on.session.lines]).toEqual([40, ['@0 crash A']]);
    expect(player.takeBack()).toEqual(['@0 crash A']);
    expect(player.takeBack()).toEqual([]);
    expect(await player.bringBack()).toEqual(['crash A']);
    expect(await player.bringBack()).toEqual(['partition A B | C', 'heal']);
    expect(on.session.lines).toEqual(['@0 crash A', '@40 partition A B | C', '@40 heal']);
    expect(player.now).toBe(40);
    await null;
    expect(await player.bringBack()).toEqual([]);
    expect(player.takeBack()).toHaveLength(2);
  });

  test('what was taken back is gone for good when something else is done, or on another branch', async () => {
    const player = on.playerOf();
    player.command('crash A');
    player.takeBack();
    player.command('crash B');
    expect(await player.bringBack()).toEqual([]);
    player.takeBack();
    player.switchLane(0);
    expect(await player.bringBack()).toEqual([]);
  });

  test('what is brought back is done at its own moment, however long that takes', async () => {
    const player = on.playerOf();
    player.play();
    on.pass(20);
    player.command('crash A');
    on.pass(30);
    player.takeBack();
    on.pass(10);
    const back = player.bringBack();
    on.clock.spend(5);
    expect(await back).toEqual(['crash A']);
    expect(on.session.lines).toEqual(['@20 crash A']);
  });

  test('goes on playing', () => {
    const player = on.playerOf();
    player.play();
    on.pass(20);
    player.command('crash A');
    on.pass(30);
    player.takeBack();
    expect([player.now, player.paused]).toEqual([20, false]);
    on.pass(10);
    expect(player.now).toBe(30);
  });

  test('a lesson takes nothing back, a branch of it does', () => {
    on.session.steps = LESSON;
    on.session.duration = 300;
    const player = on.playerOf();
    on.session.lines = ['@0 crash A'];
    expect(player.takeBack()).toEqual([]);
    on.session.forks = [lane(0, false), lane(1, true)];
    on.session.lanesVersion++;
    player.seek(10);
    expect(player.takeBack()).toEqual(['@0 crash A']);
  });
});

test('that nothing worth a stop came is known where one looked for it', () => {
  const player = on.playerOf();
  on.session.nextMilestone = () => on.session.seek(on.session.now + MILESTONE_REACH_MS);
  player.nextMilestone();
  expect(player.hasPassedNothing(0)).toBe(true);
  on.session.nextMilestone = () => on.session.seek(on.session.now + 30);
  player.nextMilestone();
  expect(player.hasPassedNothing(MILESTONE_REACH_MS)).toBe(false);
});
