import { expect, test } from 'vitest';
import { anotherRun, type RunChoice } from './another-run';
import { names, raftNode, view } from './tests/fixtures';

const nine = view({ nodes: names(9).map((id) => raftNode(id)) });

test('another protocol has as many nodes where somebody has chosen how many, and else as many as are usual in it', () => {
  expect(anotherRun({ protocol: 'paxos' }, nine, true)).toEqual({ protocol: 'paxos', nodes: 9, seed: 1 });
  expect(anotherRun({ protocol: 'paxos' }, nine, false)).toEqual({ protocol: 'paxos', nodes: undefined, seed: 1 });
  expect(anotherRun({ protocol: 'paxos', nodes: 3 }, nine, true).nodes).toBe(3);
});

test('what begins anew has the nodes that are on the ring now, chosen or added', () => {
  const left = view({ nodes: names(9).map((id) => raftNode(id, { gone: id === 'C' })) });
  expect(anotherRun({ seed: 4 }, left, false)).toEqual({ protocol: 'raft', nodes: 8, seed: 4 });
  expect(anotherRun({ nodes: 3 }, undefined, false).nodes).toBe(3);
});

test('what is not possible is a TypeError that says what would be right', () => {
  const begin = (choice: unknown) => () => anotherRun(choice as RunChoice, nine, false);
  expect(begin(undefined)).toThrow('begin takes an object, as { nodes: 5 }, not undefined');
  expect(begin(null)).toThrow(TypeError);
  expect(begin(5n)).toThrow('not 5n');
});
