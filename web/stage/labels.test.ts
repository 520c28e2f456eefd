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
  expect([...withoutWords(flights, plan, 112, says)]).toEqual([]);
});

test('words that a node or the edge of the stage would hide are not written', () => {
  const small = layout({ nodes: names(3), clients: [] }, { width: 370, height: 215 }, raftNode.asideSize);
  const one = { ...flight('m1', 'C', 'B', 'RequestVote'), sentAt: 0, pacedFrom: 0, arrivesAt: 20 };
  expect([...withoutWords([one], small, 0, says)]).toEqual(['m1']);
  expect([...withoutWords([one], small, 10, says)]).toEqual([]);
  const long = () => 'AppendEntries '.repeat(5);
  expect([...withoutWords([one], small, 10, long)]).toEqual(['m1']);
});

test('of what is said to many alike, words stand beside one that they can be seen beside', () => {
  const crowd = ['B', 'C', 'D', 'E'].map((to) => ({
    ...flight(`to${to}`, 'A', to, 'Heartbeat'),
    sentAt: 0,
    pacedFrom: 0,
    arrivesAt: 20,
  }));
  const small = layout({ nodes: names(5), clients: [] }, { width: 662, height: 190 }, raftNode.asideSize);
  // Where they leave close together, each would be hidden; a little later, and on a larger ring, one of them is seen.
  expect(withoutWords(crowd, small, 3, says).size).toBe(4);
  expect(withoutWords(crowd, small, 12, says).size).toBe(3);
  for (const now of [0, 3, 6, 9]) expect(withoutWords(crowd, plan, now, says).size).toBe(3);
  expect(withoutWords(crowd, plan, 0, says).has('toD')).toBe(false);
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
