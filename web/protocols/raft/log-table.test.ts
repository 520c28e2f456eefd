import { describe, expect, test } from 'vitest';
import { entry, raftNode } from '../../tests/views';
import { columnsOf, entryAt, leaderOf, marksOf, shortCommand, snapshotSpan } from './log-table';

const progress = [{ node: 'B', nextIndex: 4, matchIndex: 2 }];

test('a short log shows all its columns, beginning at index 1', () => {
  expect(columnsOf([raftNode('A', { log: [entry(1, 1, 'SET x 5')] })])).toEqual({
    first: 1,
    last: 8,
    used: 2,
    hasBefore: false,
  });
});

test('a long log shows its end, with a place for the next entry', () => {
  const log = Array.from({ length: 100 }, (_, place) => entry(place + 1, 1, 'SET x 5'));
  expect(columnsOf([raftNode('A'), raftNode('B', { log })])).toEqual({
    first: 78,
    last: 101,
    used: 101,
    hasBefore: false,
  });
});

describe('snapshots', () => {
  const snapshot = (index: number) => ({ index, term: 1, state: [], configuration: { voters: ['A'], old: [] } });
  const node = (id: string, from: number, to: number) =>
    raftNode(id, {
      snapshot: from > 1 ? snapshot(from - 1) : null,
      log: Array.from({ length: to - from + 1 }, (_, at) => entry(from + at, 1, 'SET x 5')),
    });

  test('at different indices take as many columns each, so that entries stand under their own index', () => {
    const columns = columnsOf([node('A', 4, 8), node('B', 6, 8), node('C', 1, 3)]);
    expect(columns).toEqual({ first: 1, last: 9, used: 9, hasBefore: false });
    expect([3, 5].map((index) => snapshotSpan(snapshot(index), columns))).toEqual([3, 5]);
    expect(snapshotSpan(null, columns)).toBe(0);
  });

  test('that all have need one column together', () => {
    const columns = columnsOf([node('A', 41, 44), node('B', 43, 44)]);
    expect(columns).toEqual({ first: 41, last: 45, used: 45, hasBefore: true });
    expect([40, 42].map((index) => snapshotSpan(snapshot(index), columns))).toEqual([1, 3]);
  });

  test('are there also when nothing came after them', () => {
    const columns = columnsOf([node('A', 13, 12), raftNode('F')]);
    expect(columns).toEqual({ first: 13, last: 13, used: 13, hasBefore: true });
    expect(snapshotSpan(snapshot(12), columns)).toBe(1);
  });

  test('begin before the columns of a log that is too long to be shown', () => {
    const columns = columnsOf([node('A', 1, 60), node('B', 11, 60)]);
    expect(columns).toEqual({ first: 38, last: 61, used: 61, hasBefore: true });
    expect(snapshotSpan(snapshot(10), columns)).toBe(1);
  });
});

test('an entry that was just taken back keeps its column', () => {
  const vanished = [{ node: 'A', entry: entry(12, 1, 'SET x 5'), at: 0 }];
  expect(columnsOf([raftNode('A')], vanished).last).toBe(12);
});

test('of two that call themselves leader, the marks are those of the higher term', () => {
  const deposed = raftNode('A', { role: 'leader', term: 1 });
  const present = raftNode('C', { role: 'leader', term: 2 });
  expect(leaderOf([deposed, present])).toBe(present);
  expect(leaderOf([present, deposed])).toBe(present);
  expect(leaderOf([raftNode('A')])).toBeNull();
});

test('a follower has the marks that its leader keeps, the leader itself has none', () => {
  const leader = raftNode('A', { role: 'leader', progress });
  expect(marksOf(leader, raftNode('B'))).toEqual({ next: 4, match: 2 });
  expect(marksOf(leader, leader)).toBeNull();
  expect(marksOf(null, raftNode('B'))).toBeNull();
});

test('commands that set and add are written short, others as they are', () => {
  expect(['SET x 5', 'ADD y -1', 'GET x', 'DEL x', 'no-op'].map(shortCommand)).toEqual([
    'x←5',
    'y+=-1',
    'GET x',
    'DEL x',
    'no-op',
  ]);
  expect(['{A B C}→{A B D E}', '{S1 S2}'].map(shortCommand)).toEqual(['{ABC}→{ABDE}', '{S1 S2}']);
});

test('an entry is found by its index, also in a log that starts later', () => {
  const log = [entry(6, 3, 'SET y 7'), entry(7, 3, 'SET x 5')];
  expect(entryAt(log, 7)).toBe(log[1]);
  expect(entryAt(log, 5)).toBeUndefined();
  expect(entryAt(log, 8)).toBeUndefined();
  expect(entryAt([], 1)).toBeUndefined();
});
