import { expect, test } from 'vitest';
import type { Point } from './layout';
import { type Corners, ontoStage } from './onto-stage';

const SIZE = { width: 600, height: 400 };

/** A way of seeing the stage, and what it makes of its corners. */
type Sight = (point: Point) => Point;

const turn =
  (degrees: number): Sight =>
  ({ x, y }) => {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    return { x: x * cos - y * sin + 300, y: x * sin + y * cos + 50 };
  };

test.each<[string, Sight]>([
  ['as it is', (point) => point],
  ['scaled and moved', ({ x, y }) => ({ x: x * 1.75 + 20, y: y * 0.5 - 8 })],
  ['turned', turn(30)],
  ['upside down', turn(180)],
  ['mirrored', ({ x, y }) => ({ x: -x, y })],
  ['slanted', ({ x, y }) => ({ x: x + 0.3 * y, y: y - 0.1 * x })],
  ['in perspective', ({ x, y }) => ({ x: x / (1 + x / 2000 + y / 5000), y: y / (1 + x / 2000 + y / 5000) })],
])('what is pointed at on a stage that is seen %s', (_, see) => {
  const corners = [
    { x: 0, y: 0 },
    { x: 600, y: 0 },
    { x: 600, y: 400 },
    { x: 0, y: 400 },
  ].map(see) as unknown as Corners;
  for (const point of [
    { x: 0, y: 0 },
    { x: 600, y: 400 },
    { x: 123, y: 45 },
    { x: 300, y: 390 },
    { x: -40, y: 500 },
  ]) {
    const found = ontoStage(see(point), corners, SIZE);
    expect(found.x).toBeCloseTo(point.x, 6);
    expect(found.y).toBeCloseTo(point.y, 6);
  }
});

test('a stage without any size is pointed at nowhere in particular', () => {
  const nowhere = { x: 5, y: 5 };
  const found = ontoStage(nowhere, [nowhere, nowhere, nowhere, nowhere], SIZE);
  expect([found.x, found.y].every(Number.isFinite)).toBe(true);
});
