import { expect, test } from 'vitest';
import { translator } from '../i18n/index';
import { lengthOf } from './serving';

test('a length is as exact as it is short, and never ahead of itself', () => {
  const [en, zh] = [translator('en'), translator('zh')];
  expect([-1, 0, 240.9, 999.9].map((length) => lengthOf(length, en))).toEqual(['0 ms', '0 ms', '240 ms', '999 ms']);
  expect([1000, 5449, 59_999].map((length) => lengthOf(length, en))).toEqual(['1.0 s', '5.4 s', '59.9 s']);
  expect(lengthOf(3_599_999, en)).toBe('59 min');
  expect(lengthOf(5449, zh)).toBe('5.4 秒');
});
