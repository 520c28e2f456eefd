import { expect, test } from 'vitest';
import { TabStop } from './tab-stop';

test('the stop stays at one that is there, whatever comes before it, and moves with the focus', () => {
  const stop = new TabStop();
  expect(stop.among([])).toBeNull();
  expect(stop.among(['m2', 'm3'])).toBe('m2');
  expect(stop.among(['m1', 'm2', 'm3'])).toBe('m2');
  stop.enter('m3');
  expect(stop.among(['m1', 'm2', 'm3'])).toBe('m3');
});

test('where it was and nothing is any more, it is at the first', () => {
  const stop = new TabStop();
  stop.enter('m1');
  expect(stop.among(['m4', 'm5'])).toBe('m4');
  // And it does not jump back.
  expect(stop.among(['m1', 'm4', 'm5'])).toBe('m4');
});
