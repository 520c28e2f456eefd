import { beforeEach, expect, test } from 'vitest';
import type { Lesson, LessonStep, Ms } from '../types';
import { LessonWalk, lessonStepAt, type Walked } from './lesson-walk';

const CHOICE = { text: [], why: [], isRight: false };

function step(from: Ms, to: Ms, some: Partial<LessonStep> = {}): LessonStep {
  const stretches = [{ to, lasts: 1000, isPassed: false }];
  return { from, to, say: [], after: [], question: null, focus: [], stretches, ...some };
}

const LESSON: Lesson = {
  id: 'test',
  title: [],
  note: [],
  toTry: [],
  challenge: null,
  steps: [
    step(0, 100, { say: [{ lang: 'en', text: 'one two three four five six seven eight' }] }),
    step(101, 200, { question: { at: 110, ask: [], choices: [CHOICE, { ...CHOICE, isRight: true }] } }),
    step(201, 300, {
      stretches: [
        { to: 250, lasts: 500, isPassed: true },
        { to: 300, lasts: 2000, isPassed: false },
      ],
    }),
  ],
};

/** A player that is where it is put. */
class Stand implements Walked {
  now: Ms = 0;
  isOnFirstLane = true;
  rolls = 0;
  roll(): void {
    this.rolls += 1;
  }
  pause(): void {}
  seek(to: Ms): void {
    this.now = to;
  }
  toFirstLane(): void {
    this.isOnFirstLane = true;
  }
  walked(): void {}
}

let player: Stand;
let walk: LessonWalk;
let timers: { readonly call: () => void; readonly after: number }[];

beforeEach(() => {
  player = new Stand();
  timers = [];
  const clock = {
    now: () => 0,
    setTimer: (call: () => void, after: number) => timers.push({ call, after }),
    cancelTimer: () => {},
    reducedMotion: () => false,
  };
  walk = new LessonWalk(LESSON, player, clock);
});

test('a step is read before it is played, and what came of it is told when it stands', () => {
  expect(walk.phase).toBe('reading');
  walk.next();
  expect([walk.phase, player.rolls]).toEqual(['acting', 1]);
  player.now = 50;
  expect(walk.phase).toBe('acting');
  walk.next();
  expect([walk.phase, player.now]).toEqual(['resting', 100]);
  walk.next();
  expect([walk.phase, player.now, walk.step]).toEqual(['reading', 101, 1]);
});

test('as long as it takes to read it, the next step waits; whoever presses again does not', () => {
  walk.enter();
  expect(walk.isWaiting).toBe(true);
  expect(timers[0]?.after).toBe(8 * 250);
  timers[0]?.call();
  expect([player.rolls, walk.isWaiting]).toEqual([1, false]);
  walk.to(0);
  walk.enter();
  walk.next();
  expect([player.rolls, walk.isWaiting]).toEqual([2, false]);
});

test('where nobody sees it, it does not go on by itself; when somebody does, all of it is left to be read', () => {
  walk.rest(true);
  walk.enter();
  expect([walk.isWaiting, walk.place.waits, timers.length]).toEqual([true, null, 0]);
  walk.rest(false);
  expect([timers.at(-1)?.after, walk.place.waits]).toEqual([8 * 250, 8 * 250]);
  walk.rest(true);
  expect([walk.isWaiting, walk.place.waits]).toEqual([true, null]);
  walk.rest(false);
  timers.at(-1)?.call();
  expect([player.rolls, walk.isWaiting]).toEqual([1, false]);
});

test('a question stops the run just before its answer, until it is answered', () => {
  walk.to(1);
  walk.play();
  expect(walk.stop).toBe(110);
  player.now = 110;
  expect([walk.phase, walk.stands]).toEqual(['asking', true]);
  walk.answer(1);
  expect([walk.phase, walk.stop, walk.place.answer]).toEqual(['acting', 200, 1]);
  player.now = 200;
  expect([walk.place.right, walk.place.answered]).toEqual([1, 1]);
  walk.replay();
  player.now = 110;
  expect(walk.phase).toBe('acting');
});

test('whoever goes on without an answer is asked no more, and it does not count', () => {
  walk.to(1);
  walk.play();
  player.now = 110;
  walk.next();
  expect([walk.phase, walk.place.answered]).toEqual(['acting', 0]);
});

test('what a teacher shows after a show of hands is no answer, and none after it counts', () => {
  walk.to(1);
  walk.show();
  expect(walk.place.isShown).toBe(false);
  walk.play();
  player.now = 110;
  walk.show();
  expect([walk.phase, walk.place.isShown, walk.place.answered]).toEqual(['asking', true, 0]);
  walk.answer(1);
  expect([walk.phase, walk.place.isShown]).toEqual(['acting', false]);
  expect([walk.place.right, walk.place.answered]).toEqual([0, 0]);
});

test('to skip a step goes to its question, and then to its end', () => {
  walk.to(1);
  walk.play();
  walk.next();
  expect([walk.phase, player.now]).toEqual(['asking', 110]);
  walk.next();
  walk.next();
  expect([walk.phase, player.now]).toEqual(['resting', 200]);
});

test('each stretch has its speed, and what is passed over says how long it is', () => {
  walk.to(2);
  walk.play();
  expect([walk.speed, walk.stop, walk.place.passed]).toEqual([49 / 500, 250, 49]);
  player.now = 250;
  expect([walk.speed, walk.stop, walk.place.passed]).toEqual([50 / 2000, 300, null]);
  expect(walk.stands).toBe(false);
  walk.setPace(2);
  expect(walk.speed).toBe(50 / 1000);
});

test('back goes to the beginning of the step, then to the one before', () => {
  player.now = 150;
  walk.back();
  expect(player.now).toBe(101);
  walk.back();
  expect(player.now).toBe(0);
  walk.back();
  expect(player.now).toBe(0);
});

test('by itself it goes on when what came of a step has been read, and stands at the end', () => {
  walk.setAuto(true);
  walk.play();
  player.now = 100;
  walk.stood();
  expect(timers.at(-1)?.after).toBe(1500);
  timers.at(-1)?.call();
  expect(walk.step).toBe(1);
  player.now = 300;
  const before = timers.length;
  walk.stood();
  expect(timers).toHaveLength(before);
});

test('whoever has wandered off comes back to the step', () => {
  player.now = 240;
  player.isOnFirstLane = false;
  expect(walk.place.isLeft).toBe(true);
  walk.next();
  expect([player.isOnFirstLane, player.now]).toEqual([true, 201]);
});

test('where two steps meet, it is the later one', () => {
  expect([0, 100, 101, 201, 9000].map((now) => lessonStepAt(LESSON, now))).toEqual([0, 0, 1, 2, 2]);
});
