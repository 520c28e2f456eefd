import { expect, test } from 'vitest';
import { entry, raftNode, raftView } from '../tests/views';
import { takenBack, VANISHED_MS, vanishedAfter } from './vanished';

const old = entry(1, 1, 'SET x 5');
const other = entry(1, 2, 'SET x 8');

test('an entry that another term replaces was taken back', () => {
  expect(takenBack([old], [other])).toEqual([old]);
});

test('an entry beyond a shortened log was taken back', () => {
  expect(takenBack([old, entry(2, 1, 'SET y 1')], [old])).toEqual([entry(2, 1, 'SET y 1')]);
});

test('an appended entry and an entry that became committed take nothing back', () => {
  expect(takenBack([old], [{ ...old, committed: true }, entry(2, 1, 'SET y 1')])).toEqual([]);
});

test('a roll-back is shown for a moment of virtual time and then forgotten', () => {
  const before = raftView([raftNode('A', { log: [old] })], { now: 100 });
  const after = raftView([raftNode('A', { log: [other] })], { now: 110 });
  const shown = vanishedAfter([], before, after);
  expect(shown).toEqual([{ node: 'A', entry: old, at: 110 }]);
  expect(vanishedAfter(shown, after, after)).toBe(shown);
  expect(vanishedAfter(shown, after, { ...after, now: 110 + VANISHED_MS })).toEqual([]);
});

test('after a jump nothing counts as taken back', () => {
  expect(vanishedAfter([], null, raftView([raftNode('A', { log: [other] })], { now: 900 }))).toEqual([]);
});
