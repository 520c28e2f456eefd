import { expect, it } from 'vitest';
import { signOfLink } from './links';

it('a link that is cut is told of as cut, one way or both, and another as one that can be', () => {
  const cuts = [
    { from: 'A', to: 'B' },
    { from: 'B', to: 'A' },
    { from: 'C', to: 'A' },
  ];
  expect(signOfLink(cuts, 'A', 'B')).toBe('bar');
  expect(signOfLink(cuts, 'A', 'C')).toBe('one-way');
  expect(signOfLink(cuts, 'B', 'C')).toBe('link');
});
