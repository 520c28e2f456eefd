import { expect, test } from 'vitest';
import { translator } from '../i18n/index';
import { model, raftNode, view } from '../tests/fixtures';
import type { View } from '../types';
import { lengthOf, servingLine } from './serving';

test('a length is as exact as it is short, and never ahead of itself', () => {
  const [en, zh] = [translator('en'), translator('zh')];
  expect([-1, 0, 240.9, 999.9].map((length) => lengthOf(length, en))).toEqual(['0 ms', '0 ms', '240 ms', '999 ms']);
  expect([1000, 5449, 59_999].map((length) => lengthOf(length, en))).toEqual(['1.0 s', '5.4 s', '59.9 s']);
  expect(lengthOf(3_599_999, en)).toBe('59 min');
  expect(lengthOf(5449, zh)).toBe('5.4 秒');
});

test('that nobody is served is no alarm while nobody could be yet', () => {
  const en = translator('en', 'raft');
  const shown = (since: number, now: number) => {
    const serving = { ok: false, since, key: 'raft.idle-waiting', args: {} };
    const some = model(view({ nodes: [raftNode('A')], serving }), { now });
    const { values } = servingLine(some, en) as unknown as { values: readonly unknown[] };
    return values.join(' ');
  };
  expect(shown(0, 30)).toContain('serving-beginning');
  expect(shown(0, 30)).toContain('Not serving for 30 ms:');
  expect(shown(0, 400)).not.toContain('serving-beginning');
  expect(shown(120, 150)).not.toContain('serving-beginning');
});

test('whoever is answered while a guarantee is broken is not told that all is well', () => {
  const en = translator('en', 'raft');
  const broken = {
    id: 'raft.election-safety',
    number: 'R1',
    ok: false,
    violation: { at: 40, key: 'raft.election-safety', args: {}, nodes: [], slot: null },
  };
  const serving = { ok: true, since: 0, key: 'raft.serving', args: { leader: 'A', term: 2, reached: 2, all: 5 } };
  const shown = (checks: View['checks']) => {
    const some = model(view({ nodes: [raftNode('A')], checks, serving }), { now: 240 });
    const { values } = servingLine(some, en) as unknown as { values: readonly unknown[] };
    return values.join(' ');
  };
  expect(shown([broken])).toContain('Serving for 240 ms, but Election Safety (R1) is broken:');
  expect(shown([broken])).not.toContain('serving-ok');
  expect(shown([])).toContain('serving-ok');
});
