import { expect, test } from 'vitest';
import { brief } from './request';

test('a request for other members names only them', () => {
  expect(brief('configure A B F')).toBe('{ABF}');
  expect(brief('configure naive A B')).toBe('naive {AB}');
  expect(brief('configure S1 S2')).toBe('{S1 S2}');
  expect(brief('SET x 5')).toBe('SET x 5');
});
