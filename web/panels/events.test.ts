import { expect, test } from 'vitest';
import { paxosNode, raftNode } from '../tests/views';
import type { EventView } from '../types';
import { eraOf } from './events';

function event(args: EventView['args']): EventView {
  return { serial: 1, at: 0, key: 'raft.elected', node: 'A', args, section: null, milestone: false };
}

test('an event of Raft wears the colour of its term', () => {
  expect(eraOf(event({ term: 3, votes: 2 }), [raftNode('A')])).toEqual({ era: 3, label: '3' });
});

test('an event of Paxos wears the colour of its ballot', () => {
  expect(
    eraOf(
      event({ ballot: '1.B' }),
      ['A', 'B'].map((id) => paxosNode(id)),
    ),
  ).toEqual({ era: 2, label: '1.B' });
});

test('an event of the network wears none', () => {
  expect(eraOf(event({ link: 'A-B' }), [raftNode('A')])).toBeNull();
});
