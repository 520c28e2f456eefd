import { beforeEach, describe, expect, test } from 'vitest';
import { LESSON, Playground, step } from '../tests/playground';
import type { Ms } from '../types';

let on: Playground;

beforeEach(() => {
  on = new Playground();
});

describe('a lesson', () => {
  beforeEach(() => {
    on.session.steps = LESSON;
    on.session.duration = 300;
  });

  test('goes by the pace of its stretches and stops at the end of each step', () => {
    on.session.steps = { ...LESSON, steps: [{ ...step(0, 100), stretches: [fast(50), slow(100)] }, step(101, 250)] };
    const player = on.lessonPlayer();
    player.play();
    on.pass(40);
    // 50 ms in the first ten, and half as fast as the clock from then on.
    expect([player.now > 55, player.now < 70]).toEqual([true, true]);
    on.pass(1000);
    expect([player.now, player.paused]).toEqual([100, true]);
  });

  test('shows nothing of what has not been seen', () => {
    const player = on.lessonPlayer();
    expect([player.duration, player.run.lanes.lanes[0]?.end]).toEqual([0, 0]);
    player.seek(80);
    player.seek(20);
    expect(player.duration).toBe(80);
  });

  test('is never played beyond its end', () => {
    const player = on.lessonPlayer();
    player.seek(9000);
    expect(player.now).toBe(300);
    player.play();
    on.pass(400);
    expect(player.now).toBe(300);
  });

  test('ends when its last step has been played; one that loops goes through all steps, and begins anew', () => {
    const player = on.lessonPlayer();
    player.seek(250);
    player.play();
    on.pass(4000);
    expect([player.now, player.paused, player.ended]).toEqual([300, true, true]);
    player.confine({ from: null, to: null, loops: true });
    player.guide?.to(0);
    player.begin();
    const seen = Array.from({ length: 400 }, () => {
      on.pass(100);
      return player.now;
    });
    expect(seen).toContain(300);
    expect(seen.slice(seen.indexOf(300))).toContain(0);
    expect(player.ended).toBe(false);
  });

  test('whoever takes over has a branch, on which playing does not stop', () => {
    const player = on.lessonPlayer();
    player.seek(50);
    player.takeOver();
    player.play();
    on.pass(410);
    expect(player.now).toBe(460);
    expect(player.run.walk?.isLeft).toBe(true);
    player.toFirstLane();
    expect(player.run.walk?.isLeft).toBe(false);
  });

  test('goes on by itself when it has been read', () => {
    const player = on.lessonPlayer();
    player.begin();
    expect([player.paused, player.now]).toEqual([false, 0]);
    on.pass(1400);
    expect(player.now).toBe(0);
    on.pass(400);
    expect([player.now, player.paused]).toEqual([100, true]);
  });

  test('a pause ends the time that is left to read', () => {
    const player = on.lessonPlayer();
    player.begin();
    player.pause();
    on.pass(3000);
    expect([player.now, player.paused]).toEqual([0, true]);
  });

  test('the milestones are those of the lesson', () => {
    const player = on.lessonPlayer();
    player.nextMilestone();
    on.pass(200);
    expect(player.now).toBe(100);
    player.nextMilestone();
    expect([player.now, player.lessonStep]).toEqual([101, 1]);
    player.previousMilestone();
    expect([player.now, player.lessonStep]).toEqual([0, 0]);
  });
});

const fast = (to: Ms) => ({ to, lasts: to / 5, isPassed: true });
const slow = (to: Ms) => ({ to, lasts: to, isPassed: false });
