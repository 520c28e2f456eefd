import { expect, test } from 'vitest';
import { entry, raftNode, raftView } from '../tests/views';
import type { LogEntry, Snapshot } from '../types';
import { takenBack, VANISHED_MS, vanishedAfter } from './vanished';

const held = (log: readonly LogEntry[], snapshot: Snapshot | null = null) => ({ log, snapshot });
const old = entry(1, 1, 'SET x 5');
const other = entry(1, 2, 'SET x 8');

test('an entry that another term replaces was taken back', () => {
  expect(takenBack(held([old]), held([other]))).toEqual([old]);
});

test('an entry beyond a shortened log was taken back', () => {
  expect(takenBack(held([old, entry(2, 1, 'SET y 1')]), held([old]))).toEqual([entry(2, 1, 'SET y 1')]);
});

test('an appended entry and an entry that became committed take nothing back', () => {
  expect(takenBack(held([old]), held([{ ...old, committed: true }, entry(2, 1, 'SET y 1')]))).toEqual([]);
});

test('what a snapshot stands for was not taken back, even when nothing is left in the log', () => {
  const log = [old, entry(2, 1, 'SET y 1'), entry(3, 1, 'SET y 2')];
  const snapshot = (index: number) => ({ index, term: 1, state: [], configuration: { voters: ['A'], old: [] } });
  expect(takenBack(held(log), held([], snapshot(3)))).toEqual([]);
  expect(takenBack(held(log), held(log.slice(2), snapshot(2)))).toEqual([]);
  expect(takenBack(held(log), held([], snapshot(2)))).toEqual(log.slice(2));
});

test('a node that was not there before has taken nothing back', () => {
  const before = raftView([raftNode('A', { log: [old] })]);
  const after = raftView([raftNode('B'), raftNode('A', { log: [old] })]);
  expect(vanishedAfter([], before, after)).toEqual([]);
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
