import { expect, test } from 'vitest';
import { published } from './published';
import { flight, paxosNode, raftNode, view } from './tests/fixtures';

test('other pages read the term of a message of Raft, and of others what the page reads', () => {
  const raft = view({ nodes: [raftNode('A')], flights: [flight('m1', 'A', 'B', 'Heartbeat', { era: 3 })] });
  expect(published(raft).flights).toEqual([{ ...raft.flights[0], term: 3 }]);
  expect(Object.isFrozen(published(raft).flights[0])).toBe(true);
  expect(published(raft)).toBe(published(raft));
  const paxos = view({ nodes: [paxosNode('A')], flights: [flight('m1', 'A', 'B', 'Heartbeat', { era: 3 })] });
  expect(published(paxos)).toBe(paxos);
});
