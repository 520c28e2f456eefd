import { expect, test } from 'vitest';
import { translator } from '../i18n/index';
import type { Act, Model } from '../model';
import { model, raftNode, view } from '../tests/fixtures';
import type { GoalProgress, Lesson, Texts } from '../types';
import { Watched } from '../watched';
import { challengePanel } from './challenge';

const en = translator('en', 'raft');
const says = (text: string): Texts => [{ lang: 'en', text }];
const task = {
  id: 'challenge/two-leaders',
  title: says('Two leaders'),
  note: [],
  toTry: [],
  steps: [{ say: says('Do it.'), after: says('It showed that.') }],
  challenge: { goals: [{ text: says('They lead.'), held: 2000 }], forbidden: [], hints: [] },
} as unknown as Lesson;

const OPEN: GoalProgress = { reached: null, since: null, isMissed: false };

function at(now: number, goal: GoalProgress): Model {
  return model(view({ nodes: [raftNode('A')] }), { now, challenge: { task, goals: [goal] } });
}

/** All that a template would show, and the snapshot as the panel reads it. */
function drawn(goal: GoalProgress, act = {} as Act) {
  const watched = new Watched<Model>();
  const first = at(1000, goal);
  const text = watched.draw(first, (shown) => plain(challengePanel(shown, act, en)));
  return { text, isStaleLater: watched.isStale({ ...first, now: 1050 }) };
}

function plain(part: unknown): string {
  if (Array.isArray(part)) return part.map(plain).join('');
  const { strings, values } = (part ?? {}) as { strings?: readonly string[]; values?: readonly unknown[] };
  if (!strings) return typeof part === 'string' || typeof part === 'number' ? `${part}` : '';
  return strings.map((string, place) => string + plain(values?.[place])).join('');
}

test('a goal is open, lasts, is reached, or can’t be reached any more', () => {
  expect(drawn(OPEN).text).toContain('class="challenge-open"');
  expect(drawn(OPEN).text).not.toContain('<progress');
  expect(drawn({ ...OPEN, since: 400 }).text).toContain('<progress max=2000 .value=600');
  expect(drawn({ ...OPEN, isMissed: true }).text).toContain('class="challenge-missed"');
  const reached = drawn({ ...OPEN, reached: 900 }, { share: () => 'code' } as unknown as Act).text;
  expect(reached).toContain('class="challenge-reached"');
  expect(reached).toContain('It showed that.');
});

test('it is drawn anew because time goes on only while a goal lasts, and makes no code that nobody asked for', () => {
  const act = {
    share: () => {
      throw new Error('nobody has asked for it');
    },
  } as unknown as Act;
  expect(drawn(OPEN).isStaleLater).toBe(false);
  expect(drawn({ ...OPEN, since: 400 }).isStaleLater).toBe(true);
  expect(drawn({ ...OPEN, reached: 900 }, act).isStaleLater).toBe(false);
});
