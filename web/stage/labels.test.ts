import { expect, test } from 'vitest';
import { raftNode } from '../protocols/raft/node';
import { flight, names } from '../tests/fixtures';
import { withoutWords } from './labels';
import { layout } from './layout';

const plan = layout({ nodes: names(5), clients: [] }, { width: 900, height: 420 }, raftNode.asideSize);
/** Two that a node has just sent two ways, and one far away. */
const flights = [
  { ...flight('m1', 'A', 'B', 'Heartbeat'), sentAt: 100, pacedFrom: 100, arrivesAt: 120 },
  { ...flight('m2', 'A', 'C', 'AppendEntries'), sentAt: 101, pacedFrom: 101, arrivesAt: 121 },
  { ...flight('m3', 'D', 'E', 'RequestVote'), sentAt: 100, pacedFrom: 100, arrivesAt: 120 },
];

test('words that would lie over one another stand beside one of the messages', () => {
  expect([...withoutWords(flights, plan, 101)]).toEqual(['m2']);
});

test('as soon as they are apart, both have words', () => {
  expect([...withoutWords(flights, plan, 119)]).toEqual([]);
});
