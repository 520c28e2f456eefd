import { expect, test } from 'vitest';
import { raftNode } from '../protocols/raft/node';
import { flight, names } from '../tests/fixtures';
import type { Flight } from '../types';
import { Words, withoutWords } from './labels';
import { layout } from './layout';

const plan = layout({ nodes: names(5), clients: [] }, { width: 900, height: 420 }, raftNode.asideSize);
/** Two that go the same way, the second more slowly, and one far away. */
const flights = [
  { ...flight('m1', 'A', 'B', 'Heartbeat'), sentAt: 100, pacedFrom: 100, arrivesAt: 120 },
  { ...flight('m2', 'A', 'B', 'AppendEntries'), sentAt: 101, pacedFrom: 101, arrivesAt: 161 },
  { ...flight('m3', 'D', 'E', 'RequestVote'), sentAt: 100, pacedFrom: 100, arrivesAt: 120 },
];

const says = ({ kind }: Flight) => kind;

test('words that would lie over one another stand beside one of the messages', () => {
  expect([...withoutWords(flights, plan, 101, says)]).toEqual(['m2']);
});

test('of two that leave together on a small ring, the one has words that do not lie over the other', () => {
  const small = layout({ nodes: names(3), clients: [] }, { width: 370, height: 215 }, raftNode.asideSize);
  const sent = (to: string) => ({
    ...flight(`to${to}`, 'A', to, 'RequestVote'),
    sentAt: 0,
    pacedFrom: 0,
    arrivesAt: 20,
  });
  const both = [sent('B'), sent('C')];
  expect([...withoutWords(both, small, 5, says)]).toEqual(['toB']);
  expect([...new Words().without(both, small, 0, 12, says)]).toEqual(['toB']);
});

test('as soon as they are apart, both have words', () => {
  expect([...withoutWords(flights, plan, 119, says)]).toEqual([]);
});

test('while it plays, a message keeps its words, or has none, as long as it flies', () => {
  const words = new Words();
  const first = words.without(flights, plan, 101, 12, says);
  expect([...first]).toEqual(['m2']);
  const late = { ...flight('m4', 'E', 'D', 'RequestVote'), sentAt: 118, pacedFrom: 118, arrivesAt: 138 };
  const [m1, m2, m3] = flights as [Flight, Flight, Flight];
  // What was silent stays so, though it now stands free; what has words keeps them, also beside too many others.
  expect(words.without([m1, m2, m3, late], plan, 119, 3, says)).toEqual(new Set(['m2', 'm4']));
  expect(words.without([m2, m3, late], plan, 120, 12, says)).toEqual(new Set(['m2', 'm4']));
});

test('words that would pass over those of another on their way are left out', () => {
  const words = new Words();
  const sent = (id: string, sentAt: number, arrivesAt: number) => ({
    ...flight(id, 'A', 'B', 'AppendEntries'),
    sentAt,
    pacedFrom: sentAt,
    arrivesAt,
  });
  const slow = sent('m5', 100, 160);
  const overtakes = words.without([slow, sent('m6', 120, 140)], plan, 120, 12, says);
  const follows = new Words().without([slow, sent('m7', 155, 175)], plan, 155, 12, says);
  expect([[...overtakes], [...follows]]).toEqual([['m6'], []]);
});
