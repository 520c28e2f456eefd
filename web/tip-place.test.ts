import { expect, it } from 'vitest';
import { type Rect, tipPlace } from './tip-place';

const HOST = { width: 480, height: 300 };
const TIP = { width: 200, height: 90 };

function around(x: number, y: number, radius = 30): Rect {
  return { left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius };
}

function isOver(one: Rect, other: Rect): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}

it.each([
  [60, 40],
  [240, 40],
  [440, 40],
  [60, 150],
  [240, 150],
  [440, 150],
  [60, 260],
  [240, 260],
  [440, 260],
])('what is told of a node at %i, %i is inside, and hides nothing of it', (x, y) => {
  const place = tipPlace(around(x, y), TIP, HOST, []);
  expect(isOver(place, around(x, y))).toBe(false);
  expect(place.left).toBeGreaterThanOrEqual(4);
  expect(place.top).toBeGreaterThanOrEqual(4);
  expect(place.left + place.width).toBeLessThanOrEqual(HOST.width - 4);
  expect(place.top + place.height).toBeLessThanOrEqual(HOST.height - 4);
});

it('stands below, unless it would hide another node there and none elsewhere', () => {
  const about = around(240, 60);
  expect(tipPlace(about, TIP, HOST, []).top).toBe(100);
  const place = tipPlace(about, TIP, HOST, [around(240, 150), around(60, 80)]);
  expect(place.left).toBe(276);
  for (const other of [about, around(240, 150), around(60, 80)]) expect(isOver(place, other)).toBe(false);
});

it('hides another node rather than what it is about, where it has no room for both', () => {
  const about = around(240, 150, 60);
  const place = tipPlace(about, { width: 300, height: 70 }, HOST, [around(240, 250), around(240, 40)]);
  expect(isOver(place, about)).toBe(false);
});
