import { expect, test } from 'vitest';
import { paxosNode, paxosView, raftNode, raftView } from '../tests/views';
import { ballotEras, compareBallots } from './ballots';

test('ballots are compared by round and then by node', () => {
  expect(['10.A', '2.B', '2.A'].sort(compareBallots)).toEqual(['2.A', '2.B', '10.A']);
});

test('the era of a ballot is known from whoever wears it', () => {
  const accepted = { ballot: '1.A', era: 4, value: 'x' };
  const view = paxosView([paxosNode('A', { era: 7, eraLabel: '2.B', accepted })]);
  expect([...ballotEras(view)]).toEqual([
    ['2.B', 7],
    ['1.A', 4],
  ]);
});

test('Raft has no ballots', () => {
  expect(ballotEras(raftView([raftNode('A')])).size).toBe(0);
});
