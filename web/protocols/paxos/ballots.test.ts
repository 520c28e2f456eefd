import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { paxosNode } from '../../tests/views';
import { ballotEra, compareBallots, ROUNDS_APART } from './ballots';

test('ballots are compared by round and then by node', () => {
  expect(['10.A', '2.B', '2.A'].sort(compareBallots)).toEqual(['2.A', '2.B', '10.A']);
});

test('the era of a ballot is the one that the protocol gives it', () => {
  const nodes = ['A', 'B', 'C'].map((id) => paxosNode(id));
  expect(['1.A', '1.C', '2.B'].map((ballot) => ballotEra(ballot, nodes))).toEqual([1, 3, 15]);
  const source = readFileSync('crates/core/src/ballot.rs', 'utf8');
  expect(source).toContain(`const APART: u64 = ${ROUNDS_APART};`);
});
