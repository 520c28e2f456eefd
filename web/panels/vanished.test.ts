import { expect, test } from 'vitest';
import { cell, ledger, raftNode, raftView, snapshotCell } from '../tests/views';
import { takenBack, VANISHED_MS, vanishedAfter } from './vanished';

const old = cell(1, 1, 'SET x 5');
const other = cell(1, 2, 'SET x 8');
const more = cell(2, 1, 'SET y 1');

test('what another era replaces was taken back', () => {
  expect(takenBack(ledger([old]), ledger([other]))).toEqual([old]);
});

test('what lies beyond a shortened ledger was taken back', () => {
  expect(takenBack(ledger([old, more]), ledger([old]))).toEqual([more]);
  expect(takenBack(ledger([old]), ledger([]))).toEqual([old]);
});

test('an appended cell and a cell that became committed take nothing back', () => {
  expect(takenBack(ledger([old]), ledger([{ ...old, state: 'committed' }, more]))).toEqual([]);
});

test('what a snapshot stands for was not taken back, even when nothing is left beside it', () => {
  const cells = [old, more, cell(3, 1, 'SET y 2')];
  expect(takenBack(ledger(cells), ledger([snapshotCell(3)]))).toEqual([]);
  expect(takenBack(ledger(cells), ledger([snapshotCell(2), ...cells.slice(2)]))).toEqual([]);
  expect(takenBack(ledger(cells), ledger([snapshotCell(2)]))).toEqual(cells.slice(2));
  expect(takenBack(ledger([snapshotCell(2)]), ledger([snapshotCell(3)]))).toEqual([]);
});

test('a node that was not there before, or keeps no ledger, has taken nothing back', () => {
  const before = raftView([raftNode('A', { ledger: ledger([old]) })]);
  const after = raftView([raftNode('B'), raftNode('A', { ledger: ledger([old]) })]);
  expect(vanishedAfter([], before, after)).toEqual([]);
  expect(vanishedAfter([], before, raftView([raftNode('A')]))).toEqual([]);
});

test('a roll-back is shown for a moment of virtual time and then forgotten', () => {
  const before = raftView([raftNode('A', { ledger: ledger([old]) })], { now: 100 });
  const after = raftView([raftNode('A', { ledger: ledger([other]) })], { now: 110 });
  const shown = vanishedAfter([], before, after);
  expect(shown).toEqual([{ node: 'A', cell: old, at: 110 }]);
  expect(vanishedAfter(shown, after, after)).toBe(shown);
  expect(vanishedAfter(shown, after, { ...after, now: 110 + VANISHED_MS })).toEqual([]);
});

test('after a jump nothing counts as taken back', () => {
  expect(vanishedAfter([], null, raftView([raftNode('A', { ledger: ledger([other]) })], { now: 900 }))).toEqual([]);
});
