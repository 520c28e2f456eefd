import { expect, test } from 'vitest';
import { entry, raftNode } from '../tests/views';
import { columnsOf, entryAt, leaderOf, marksOf, shortCommand } from './log-table';

const progress = [{ node: 'B', nextIndex: 4, matchIndex: 2 }];

test('a short log shows all its columns, beginning at index 1', () => {
  expect(columnsOf([raftNode('A', { log: [entry(1, 1, 'SET x 5')] })])).toEqual({ first: 1, last: 8, used: 2 });
});

test('a long log shows its end, with a place for the next entry', () => {
  const log = Array.from({ length: 100 }, (_, place) => entry(place + 1, 1, 'SET x 5'));
  expect(columnsOf([raftNode('A'), raftNode('B', { log })])).toEqual({ first: 78, last: 101, used: 101 });
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
});

test('an entry is found by its index, also in a log that starts later', () => {
  const log = [entry(6, 3, 'SET y 7'), entry(7, 3, 'SET x 5')];
  expect(entryAt(log, 7)).toBe(log[1]);
  expect(entryAt(log, 5)).toBeUndefined();
  expect(entryAt(log, 8)).toBeUndefined();
  expect(entryAt([], 1)).toBeUndefined();
});
