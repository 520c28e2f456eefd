import { expect, test } from 'vitest';
import { flight, raftNode } from '../../tests/fixtures';
import { probeOf } from './probe';

const leader = raftNode('A', { role: 'leader', progress: [{ node: 'B', nextIndex: 9, matchIndex: 5 }] });
const follower = raftNode('B');
const append = (kind: string, previous: number, some: Partial<Parameters<typeof flight>[4]> = {}) =>
  flight('m1', 'A', 'B', kind, { fields: [{ name: 'prevLogIndex', value: String(previous) }], ...some });
const probe = (...flights: Parameters<typeof probeOf>[2]) => probeOf(follower, leader, flights);

test('a message on its way to a follower compares the entry before the first that it brings', () => {
  expect(probe(append('Heartbeat', 8))).toEqual({ at: 8, isRefused: false, count: 0 });
  expect(probe(append('AppendEntries', 5, { label: '+3' }))).toEqual({ at: 5, isRefused: false, count: 3 });
  expect(probe(append('AppendEntries', 7, { label: 'SET x 5' }))?.count).toBe(1);
});

test('a refusal on its way back shows where they differ', () => {
  const refusal = { ...append('AppendEntriesReply', 8, { answer: false }), from: 'B', to: 'A' };
  expect(probe(append('Heartbeat', 8), refusal)).toEqual({ at: 8, isRefused: true, count: 0 });
});

test('what the leader knows already is no question, nor is what goes to another', () => {
  expect(probe(append('Heartbeat', 5))).toBeNull();
  expect(probe({ ...append('Heartbeat', 8), to: 'C' })).toBeNull();
  expect(probeOf(leader, leader, [append('Heartbeat', 8)])).toBeNull();
  expect(probeOf(follower, null, [append('Heartbeat', 8)])).toBeNull();
});
