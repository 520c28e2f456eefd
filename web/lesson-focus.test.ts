import { expect, test } from 'vitest';
import { eyesOf, lessonFocus } from './lesson-focus';
import type { LessonPlace } from './player/lesson-walk';
import { model } from './tests/fixtures';
import { raftNode, raftView } from './tests/views';
import type { Lesson, LessonFocus } from './types';

const at = (now: number, view: LessonFocus['view'], ...names: string[]): LessonFocus => ({ at: now, view, names });
const WALK: LessonPlace = {
  phase: 'acting',
  answer: null,
  isShown: false,
  answered: 0,
  right: 0,
  passed: null,
  waits: null,
  pace: 1,
  isAuto: false,
  isLeft: false,
};

function looking(now: number, focus: readonly LessonFocus[], walk = WALK) {
  const step = { from: 0, to: 100, say: [], after: [], question: null, focus, stretches: [] };
  const lesson: Lesson = { id: 'test', title: [], note: [], attempt: [], steps: [step], challenge: null };
  const view = { ...raftView(['A', 'B', 'C'].map((id) => raftNode(id))), now };
  return model(view, { lesson, walk });
}

test('what is to be looked at is what was said last before now', () => {
  const focus = [at(0, 'ring', 'A'), at(50, 'logs', 'B')];
  expect(lessonFocus(looking(49, focus))?.view).toBe('ring');
  expect(lessonFocus(looking(50, focus))?.view).toBe('logs');
  expect(lessonFocus(looking(50, focus, { ...WALK, isLeft: true }))).toBeNull();
});

test('a node that is not named is dimmed, and messages that neither end of is', () => {
  const eyes = eyesOf(looking(0, [at(0, null, 'A')]));
  expect(['A', 'B'].map((id) => eyes.node(id))).toEqual(['lit', 'dim']);
  expect([eyes.message('Heartbeat', 'A', 'B'), eyes.message('Heartbeat', 'C', 'B')]).toEqual(['', 'dim']);
});

test('a kind that is named is lit wherever it flies, and no node is dimmed for it', () => {
  const eyes = eyesOf(looking(0, [at(0, null, 'RequestVote')]));
  expect([eyes.message('RequestVote', 'A', 'B'), eyes.message('Heartbeat', 'A', 'B')]).toEqual(['lit', 'dim']);
  expect(eyes.node('A')).toBe('');
});

test('to point at all of them is to point at none', () => {
  expect(eyesOf(looking(0, [at(0, null, 'A', 'B', 'C')])).node('A')).toBe('');
  expect(eyesOf(looking(0, [at(0, 'logs')])).node('A')).toBe('');
});
