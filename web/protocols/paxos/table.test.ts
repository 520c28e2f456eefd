import { expect, test } from 'vitest';
import { paxosNode } from '../../tests/views';
import { adoptedFrom, chosenValues } from './table';

const accepted = (ballot: string, value: string) => ({ accepted: { ballot, era: 1, value } });

test('a value is chosen when a majority of the acceptors holds it in one ballot', () => {
  const [a, b, c] = [paxosNode('A', accepted('1.A', 'x')), paxosNode('B', accepted('1.A', 'x')), paxosNode('C')];
  expect(chosenValues([a, b, c])).toEqual(['x']);
  expect(chosenValues([a, paxosNode('B'), c])).toEqual([]);
});

test('two of four acceptors are no majority', () => {
  const two = [paxosNode('A', accepted('1.A', 'x')), paxosNode('B', accepted('1.A', 'x'))];
  expect(chosenValues([...two, paxosNode('C'), paxosNode('D')])).toEqual([]);
});

test('one value held in different ballots by a majority is not yet chosen', () => {
  const two = [paxosNode('A', accepted('1.A', 'x')), paxosNode('B', accepted('2.B', 'x'))];
  expect(chosenValues([...two, paxosNode('C')])).toEqual([]);
});

test('nodes that accept nothing do not count for the majority, but what they learned does', () => {
  const learner = paxosNode('D', { roles: ['learner'], chosen: 'y' });
  expect(chosenValues([paxosNode('A', accepted('1.A', 'x')), learner])).toEqual(['x', 'y']);
});

test('an adopted value comes from who reported it in the highest ballot', () => {
  const reported = [
    { node: 'A', ballot: '1.A', value: 'y' },
    { node: 'B', ballot: '2.B', value: 'x' },
    { node: 'C', ballot: '2.B', value: 'x' },
  ];
  const proposer = { phase: 'accept', ballot: '3.C', wants: 'z', answers: [], reported } as const;
  expect(adoptedFrom({ ...proposer, value: 'x', adopted: true })).toEqual({ ballot: '2.B', nodes: ['B', 'C'] });
  expect(adoptedFrom({ ...proposer, value: 'z', adopted: false })).toBeNull();
});
