import { expect, test } from 'vitest';
import { eyesOf } from './eyes';
import { isTold, lessonFocus } from './lesson-focus';
import { lessonIds, lessonText } from './lessons';
import { model, WALK } from './tests/fixtures';
import { raftNode, raftView } from './tests/views';
import type { Lesson, LessonFocus } from './types';

const at = (now: number, view: LessonFocus['view'], ...names: string[]): LessonFocus => ({ at: now, view, names });

function looking(now: number, focus: readonly LessonFocus[], walk = WALK) {
  const step = { from: 0, to: 100, say: [], after: [], question: null, focus, stretches: [] };
  const lesson: Lesson = { id: 'test', title: [], note: [], toTry: [], steps: [step], challenge: null };
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

test('a lesson does not tell whose timer it has set; somebody who has left it reads of it', () => {
  const guided = looking(0, []);
  const left = looking(0, [], { ...WALK, isLeft: true });
  expect(isTold({ key: 'cluster.timer-forced', at: 40 }, guided)).toBe(false);
  expect(isTold({ key: 'cluster.timer-forced', at: 40 }, left)).toBe(true);
  expect(isTold({ key: 'cluster.setting-changed.rule', at: 0 }, guided)).toBe(false);
  expect(isTold({ key: 'cluster.setting-changed.rule', at: 40 }, guided)).toBe(true);
  expect(isTold({ key: 'cluster.crashed', at: 0 }, guided)).toBe(true);
});

test.each(lessonIds())('in %s nobody is left in the dark in the step in which it crashes', async (id) => {
  const text = (await lessonText(id)) ?? '';
  const count = Number(/^nodes (\d+)$/m.exec(text)?.[1] ?? 5);
  for (const step of text.split(/^step$/m).slice(1)) {
    const crashed = new Set<string>();
    let lit: readonly string[] = [];
    for (const [word = '', ...rest] of step.split('\n').map((line) => line.split(' '))) {
      if (word === 'crash') for (const node of rest) crashed.add(node);
      if (word === 'focus') lit = rest.filter((name) => /^[A-I]$/.test(name));
      const isDark = lit.length > 0 && lit.length < count ? [...crashed].filter((node) => !lit.includes(node)) : [];
      if (word === 'wait' || word === 'until' || word === 'then') expect(isDark, step).toEqual([]);
    }
  }
});
