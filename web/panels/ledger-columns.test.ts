import { describe, expect, test } from 'vitest';
import { cell, ledger, raftNode, snapshotCell } from '../tests/views';
import { shortLabel } from './ledger';
import { breadthOf, columnsOf, committedOf, marksOf, samenessOf, snapshotOf, snapshotSpan } from './ledger-columns';

/** A ledger with all slots of a range; what lies before it is in a snapshot. */
function range(from: number, to: number) {
  const cells = Array.from({ length: to - from + 1 }, (_, at) => cell(from + at, 1));
  return ledger(from > 1 ? [snapshotCell(from - 1), ...cells] : cells);
}

test('an empty ledger has few columns, beginning at slot 1', () => {
  expect(columnsOf([ledger([]), ledger([])])).toEqual({ first: 1, last: 4, used: 1, hasBefore: false });
  expect(columnsOf([range(1, 1)])).toEqual({ first: 1, last: 4, used: 2, hasBefore: false });
});

test('the breadth of what is written has room for each column, and changes in steps', () => {
  const breadth = (entries: number) => {
    const one = range(1, entries);
    return breadthOf([one], columnsOf([one]), ({ length }) => 'x'.repeat(length + 5));
  };
  const all = Array.from({ length: 8 }, (_, entries) => breadth(entries));
  expect(all.every((letters, entries) => letters >= 6 * entries && letters % 4 === 0)).toBe(true);
  const lasting = ['x←10', 'x←1'].map((label) => breadthOf([range(1, 1)], columnsOf([range(1, 1)]), () => label));
  expect(lasting[0]).toBe(lasting[1]);
});

test('a ledger that grows has more columns seldom, as long as there is room, and always a place for what comes next', () => {
  const lasts = Array.from({ length: 16 }, (_, entries) => columnsOf([range(1, entries)]).last);
  expect(lasts).toEqual([4, 4, 4, 4, 8, 8, 8, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
});

test('a long one shows its end, with a place for what comes next', () => {
  expect(columnsOf([ledger([]), range(1, 100)])).toEqual({ first: 86, last: 101, used: 101, hasBefore: false });
});

test('a slot that a leader would send next has a column', () => {
  expect(columnsOf([ledger([], [{ kind: 'next', node: 'B', at: 12 }])]).last).toBe(12);
});

test('what is the same in all cells is left out only where it is in many', () => {
  expect([1, 2, 3].map((last) => samenessOf([range(1, last), range(1, last)]))).toEqual(['none', 'none', 'all']);
});

test('what fills all but the last slot is left out, and never what says something', () => {
  const filler = (at: number) => ({ ...cell(at, 1, 'no-op'), kind: 'no-op' as const });
  const filled = ledger([filler(1), filler(2), filler(3), cell(4, 2)]);
  expect(samenessOf([filled, ledger([filler(1)])])).toBe('all-but-last');
  expect(samenessOf([filled, ledger([filler(1), cell(2, 2, 'SET y 1')])])).toBe('none');
  expect(samenessOf([ledger([cell(1, 1), cell(2, 1), cell(3, 1), cell(4, 2, 'DEL x')])])).toBe('none');
});

describe('snapshots', () => {
  test('at different slots take as many columns each, so that cells stand under their own slot', () => {
    const columns = columnsOf([range(4, 8), range(6, 8), range(1, 3)]);
    expect(columns).toEqual({ first: 1, last: 9, used: 9, hasBefore: false });
    expect([3, 5].map((at) => snapshotSpan(snapshotCell(at), columns))).toEqual([3, 5]);
    expect(snapshotSpan(null, columns)).toBe(0);
  });

  test('that all have need one column together', () => {
    const columns = columnsOf([range(41, 44), range(43, 44)]);
    expect(columns).toEqual({ first: 41, last: 45, used: 45, hasBefore: true });
    expect([40, 42].map((at) => snapshotSpan(snapshotCell(at), columns))).toEqual([1, 3]);
  });

  test('are there also when nothing came after them', () => {
    const columns = columnsOf([range(13, 12), ledger([])]);
    expect(columns).toEqual({ first: 13, last: 13, used: 13, hasBefore: true });
    expect(snapshotSpan(snapshotCell(12), columns)).toBe(1);
  });

  test('begin before the columns of a ledger that is too long to be shown', () => {
    const columns = columnsOf([range(1, 60), range(11, 60)]);
    expect(columns).toEqual({ first: 46, last: 61, used: 61, hasBefore: true });
    expect(snapshotSpan(snapshotCell(10), columns)).toBe(1);
  });

  test('stand first in a ledger, or nowhere', () => {
    expect(snapshotOf(range(4, 5))?.at).toBe(3);
    expect(snapshotOf(range(1, 5))).toBeNull();
    expect(snapshotOf(ledger([]))).toBeNull();
  });
});

test('what was just taken back keeps its column', () => {
  const vanished = [{ node: 'A', cell: cell(12, 1), at: 0 }];
  expect(columnsOf([ledger([])], vanished).last).toBe(12);
});

test('a follower has the marks that its leader keeps, the leader itself and who is not followed have none', () => {
  const about = (node: string, kind: string, at: number) => ({ kind, node, at });
  const marks = [about('A', 'committed', 2), about('B', 'next', 4), about('B', 'match', 0)];
  const leader = raftNode('A', { role: 'leader', ledger: ledger([], marks) });
  expect(marksOf(leader, raftNode('B'))).toEqual({ next: 4, match: 0 });
  expect(marksOf(leader, raftNode('C'))).toBeNull();
  expect(marksOf(leader, leader)).toBeNull();
  expect(marksOf(null, raftNode('B'))).toBeNull();
  expect([committedOf(leader), committedOf(raftNode('B'))]).toEqual([2, 0]);
});

test('commands that set and add are written short, others as they are', () => {
  expect(['SET x 5', 'ADD y -1', 'GET x', 'DEL x', 'no-op'].map(shortLabel)).toEqual([
    'x←5',
    'y+=-1',
    'GET x',
    'DEL x',
    'no-op',
  ]);
  expect(['{A B C}→{A B D E}', '{S1 S2}'].map(shortLabel)).toEqual(['{ABC}→{ABDE}', '{S1 S2}']);
});
