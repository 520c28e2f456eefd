import { expect, test } from 'vitest';
import { brokenFirst } from '../alarm';
import { WALK } from '../tests/fixtures';
import type { CheckView } from '../types';

function check(number: string, at: number | null): CheckView {
  const violation = at === null ? null : { at, key: 'raft.election-safety', args: {}, nodes: [], slot: null };
  return { id: 'raft.election-safety', number, ok: at === null, violation };
}

const numbers = (broken: readonly CheckView[]) => broken.map(({ number }) => number);

test('alarms stand in the order in which guarantees were broken, those that hold have none', () => {
  const checks = [check('R1', null), check('R5', 90), check('R4', 40)];
  expect(numbers(brokenFirst({ view: { checks }, walk: null }))).toEqual(['R4', 'R5']);
});

test('a lesson speaks of the one that was broken last; whoever leaves it has the first one first', () => {
  const checks = [check('R4', 40), check('R5', 90), check('M2', 90)];
  expect(numbers(brokenFirst({ view: { checks }, walk: WALK }))).toEqual(['M2', 'R5', 'R4']);
  expect(numbers(brokenFirst({ view: { checks }, walk: { ...WALK, isLeft: true } }))).toEqual(['R4', 'R5', 'M2']);
});
