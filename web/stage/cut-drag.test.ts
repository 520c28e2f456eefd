import { expect, test } from 'vitest';
import type { Act, Model } from '../model';
import { raftNode as drawing } from '../protocols/raft/node';
import { model, names, raftNode, view } from '../tests/fixtures';
import type { View } from '../types';
import { CutDrag } from './cut-drag';
import { layout, type Point } from './layout';

const BOX = { width: 1000, height: 480 };

/** What is asked for when the pointer is drawn from one point to another. */
function drawn(from: Point, to: Point, some: Partial<Model> = {}, cuts: View['cuts'] = []): unknown[] {
  const wishes: unknown[] = [];
  const plan = layout({ nodes: names(5), clients: [] }, BOX, drawing.asideSize);
  const act = {
    commands: (lines: readonly string[]) => {
      wishes.push(lines);
      return null;
    },
    cutting: (cutting: unknown) => void wishes.push(cutting),
    say: (key: string) => void wishes.push(key),
    select: (selection: unknown) => void wishes.push(selection),
  } as unknown as Act;
  const five = model(view({ nodes: names(5).map((id) => raftNode(id)), cuts }), some);
  const drag = new CutDrag(
    () => ({ model: five, act, layout: plan }),
    () => {},
    () => [
      { x: 0, y: 0 },
      { x: BOX.width, y: 0 },
      { x: BOX.width, y: BOX.height },
      { x: 0, y: BOX.height },
    ],
  );
  const at = ({ x, y }: Point) =>
    ({
      button: 0,
      pointerType: 'mouse',
      clientX: x,
      clientY: y,
      target: { closest: () => null },
      currentTarget: { setPointerCapture: () => {} },
    }) as unknown as PointerEvent;
  drag.onDown(at(from));
  drag.onMove(at(to));
  drag.onUp();
  return wishes;
}

test('a drag across several links is one act, which names all of them', () => {
  const plan = layout({ nodes: names(5), clients: [] }, BOX, drawing.asideSize);
  const [first, second] = plan.nodes;
  if (!first || !second) throw new Error('there are five');
  // Across the links that leave the second for the others, near it, but for one.
  const away = { x: plan.centre.x - second.x, y: plan.centre.y - second.y };
  const near = { x: second.x + away.x * 0.45, y: second.y + away.y * 0.45 };
  const [wish, ...rest] = drawn(near, { x: near.x - away.y * 0.6, y: near.y + away.x * 0.6 });
  expect(rest).toEqual([]);
  expect((wish as readonly string[]).length).toBeGreaterThan(1);
  for (const line of wish as readonly string[]) expect(line).toMatch(/^cut [A-E]-[A-E]$/);
});

test('a drag across all links of a node parts it from the others, and ends the choice of sides', () => {
  const across: [Point, Point] = [
    { x: 0, y: 150 },
    { x: 1000, y: 150 },
  ];
  expect(drawn(...across)).toEqual([['partition A | B C D E']]);
  expect(drawn(...across, { cutting: ['A'] }).at(-1)).toBeNull();
});

test('what is cut already is not cut again, and where all of it is, that is said', () => {
  const across: [Point, Point] = [
    { x: 0, y: 150 },
    { x: 1000, y: 150 },
  ];
  const both = (from: string, to: string) => [
    { from, to },
    { from: to, to: from },
  ];
  const wall = ['B', 'C', 'D', 'E'].flatMap((id) => both('A', id));
  expect(drawn(...across, {}, wall)).toEqual(['act.all-cut']);
  // One way of A-B still passes, and elsewhere something is cut as well.
  const [, ...most] = wall;
  expect(drawn(...across, {}, [...most, ...both('C', 'D')])).toEqual([['cut A-B']]);
});

test('a pointer that does not move has pressed nothing', () => {
  expect(drawn({ x: 3, y: 3 }, { x: 5, y: 4 })).toEqual([null]);
});
