import { expect, test } from 'vitest';
import { bringIntoSight } from './into-sight';

/** How far a box of 300 px is scrolled whose head covers 50, for something that stands there in it. */
function scrolled(top: number, bottom: number): number {
  const at = (top: number, bottom: number) => ({ getBoundingClientRect: () => ({ top, bottom }) }) as Element;
  const box = Object.assign(at(100, 400), { scrollTop: 500 });
  bringIntoSight(at(100 + top, 100 + bottom), box, 50);
  return box.scrollTop - 500;
}

test('what is in sight stays where it is', () => {
  expect(scrolled(50, 300)).toBe(0);
});

test('what is not is brought there by as little as it takes, from its beginning', () => {
  expect(scrolled(20, 200)).toBe(-30);
  expect(scrolled(200, 350)).toBe(50);
  expect(scrolled(200, 900)).toBe(150);
});

test('a line before it that would be cut through goes out of sight', () => {
  expect(scrolled(80, 315)).toBe(30);
});
