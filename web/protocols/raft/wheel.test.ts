import { expect, test } from 'vitest';
import { names } from '../../tests/fixtures';
import { circles } from './wheel';

const ring = names(5);
const of = (voters: string, old = '') => ({
  voters: [...voters],
  old: [...old],
  learners: [],
  index: 1,
  committed: true,
});

test('a wheel has a dot for each node of the ring, in its order', () => {
  expect(circles({ configuration: of('ABD'), catchingUp: null }, ring)).toEqual([
    ['voter', 'voter', 'none', 'voter', 'none'],
  ]);
});

test('whoever catches up has a dot of its own kind, at the leader that knows of it', () => {
  const catchingUp = { nodes: ['E'], round: 1 };
  expect(circles({ configuration: of('ABCD'), catchingUp }, ring)[0]?.at(-1)).toBe('coming');
});

test('a learner that stays one has the dot of one that has no say', () => {
  const configuration = { ...of('ABCD'), learners: ['E'] };
  expect(circles({ configuration, catchingUp: null }, ring)[0]?.at(-1)).toBe('coming');
});

test('while joint, the old configuration is inside and the new one outside', () => {
  expect(circles({ configuration: of('CDE', 'ABC'), catchingUp: null }, ring)).toEqual([
    ['voter', 'voter', 'voter', 'none', 'none'],
    ['none', 'none', 'voter', 'voter', 'voter'],
  ]);
});
