import { expect, test } from 'vitest';
import { paxosNode } from '../../tests/views';
import type { Cell } from '../../types';
import { chosenValues } from './chosen';
import { adoptedFrom, standing } from './table';

test('a value is chosen where a slot of the ledger says so, or somebody has learned it', () => {
  const holds = (label: string, state: Cell['state']) => {
    const cell = { at: 1, era: 1, eraLabel: '1.A', kind: 'command', label, state } as const;
    return paxosNode('A', { ledger: { from: 1, cells: [cell], marks: [] } });
  };
  expect(chosenValues([holds('x', 'accepted'), paxosNode('B')])).toEqual([]);
  expect(chosenValues([holds('x', 'elsewhere'), holds('x', 'accepted')])).toEqual(['x']);
  expect(chosenValues([holds('x', 'accepted'), paxosNode('D', { roles: ['learner'], chosen: 'y' })])).toEqual(['y']);
});

test('an adopted value comes from who reported it in the highest ballot', () => {
  const reported = [
    { node: 'A', ballot: '1.A', value: 'y' },
    { node: 'B', ballot: '2.B', value: 'x' },
    { node: 'C', ballot: '2.B', value: 'x' },
  ];
  const proposer = { phase: 'accept', ballot: '3.C', wants: 'z', reported } as const;
  expect(adoptedFrom({ ...proposer, value: 'x', adopted: true })).toEqual({ ballot: '2.B', nodes: ['B', 'C'] });
  expect(adoptedFrom({ ...proposer, value: 'z', adopted: false })).toBeNull();
});

test('a proposer that gave up before another value was chosen does not look like one that succeeded', () => {
  const proposer = { ballot: '1.A', wants: null, adopted: false, reported: [] };
  expect(standing({ ...proposer, phase: 'done', value: null }, 'y')).toBe('lost');
  expect(standing({ ...proposer, phase: 'done', value: 'x' }, 'y')).toBe('lost');
  expect(standing({ ...proposer, phase: 'done', value: 'y' }, 'y')).toBe('done');
  expect(standing({ ...proposer, phase: 'accept', value: 'x' }, 'y')).toBe('accept');
});
