import { expect, test } from 'vitest';
import { brokenFirst } from '../alarm';
import type { CheckView } from '../types';

function check(number: string, at: number | null): CheckView {
  const violation = at === null ? null : { at, key: 'raft.election-safety', args: {}, nodes: [], slot: null };
  return { id: 'raft.election-safety', number, ok: at === null, violation };
}

test('alarms stand in the order in which guarantees were broken, those that hold have none', () => {
  const checks = [check('R1', null), check('R5', 90), check('R4', 40)];
  expect(brokenFirst(checks).map(({ number }) => number)).toEqual(['R4', 'R5']);
});
