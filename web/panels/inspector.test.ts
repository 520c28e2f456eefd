import { expect, test } from 'vitest';
import { raftNode, raftView } from '../tests/views';
import type { View } from '../types';
import { cutOffLines, mendLines } from './inspector';

function three(...cuts: readonly string[]): View {
  const directed = cuts.map((cut) => ({ from: cut.charAt(0), to: cut.charAt(2) }));
  return raftView(
    ['A', 'B', 'C'].map((id) => raftNode(id)),
    { cuts: directed },
  );
}

test('cutting a node off is a partition while all links are whole', () => {
  expect(cutOffLines(three(), 'B')).toEqual(['partition B | A C']);
});

test('cutting a node off leaves other cuts as they are', () => {
  expect(cutOffLines(three('A>C'), 'B')).toEqual(['cut B-A', 'cut B-C']);
  expect(cutOffLines(three('A>B', 'B>A'), 'B')).toEqual(['cut B-C']);
});

test('a node that is alone or cut off already cannot be cut off', () => {
  expect(cutOffLines(raftView([raftNode('A')]), 'A')).toEqual([]);
  expect(cutOffLines(three('A>B', 'B>A', 'B>C', 'C>B'), 'B')).toEqual([]);
});

test('mending a node heals all if nothing else is cut', () => {
  expect(mendLines(three('A>B', 'B>A'), 'B')).toEqual(['heal']);
});

test('mending a node mends its links only, in the directions that are cut', () => {
  expect(mendLines(three('A>B', 'B>A', 'A>C'), 'B')).toEqual(['mend B-A']);
  expect(mendLines(three('A>B', 'B>C', 'A>C'), 'B')).toEqual(['mend A>B', 'mend B>C']);
  expect(mendLines(three('A>C'), 'B')).toEqual([]);
});
