/**
 * Where walls run. Groups that lie side by side on the ring are parted by a line through it; any other cut link gets a
 * bar across itself, so that no wall is ever drawn where something still passes.
 */

import type { NodeName, View } from '../types';
import { between, crossing, distance, type Layout, mean, type NodePlace, type Point } from './layout';
import { way } from './path';
import type { Bar, Barrier } from './stops';

/** Half of what a wall is thick. */
const WALL_HALF = 4;

type Link = Pick<View['cuts'][number], 'from' | 'to'>;

export function barrier(layout: Layout, cuts: readonly Link[], groups: readonly (readonly NodeName[])[]): Barrier {
  const lines = partition(layout, groups);
  const stops = new Map<string, number>();
  const bars: Bar[] = [];
  const isCut = new Set(cuts.map(key));
  for (const link of cuts) {
    const [from, to] = [find(layout, link.from), find(layout, link.to)];
    if (!from || !to) continue;
    const path = way(layout, link.from, link.to) ?? { start: from, end: to };
    // A message dies on the near side, not inside the wall.
    const near = (WALL_HALF + layout.node.glyph * 0.5) / (distance(path.start, path.end) || 1);
    const share = firstCrossing(path.start, path.end, lines);
    if (share !== null) {
      stops.set(key(link), Math.max(0.05, share - near));
      continue;
    }
    const oneWay = !isCut.has(key({ from: link.to, to: link.from }));
    stops.set(key(link), 0.5 - near);
    // A link that is cut both ways gets one bar, not two.
    if (!oneWay && link.from > link.to) continue;
    const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
    bars.push({ ...between(from, to, 0.5), from: link.from, to: link.to, angle, oneWay });
  }
  return { lines, bars, stop: (from, to) => stops.get(key({ from, to })) ?? null };
}

function key({ from, to }: Link): string {
  return `${from}>${to}`;
}

function find(layout: Layout, id: NodeName): NodePlace | undefined {
  return layout.nodes.find((node) => node.id === id);
}

function firstCrossing(from: Point, to: Point, lines: Barrier['lines']): number | null {
  let first: number | null = null;
  for (const line of lines)
    for (let at = 1; at < line.length; at += 1) {
      const share = crossing(from, to, line[at - 1] as Point, line[at] as Point);
      if (share !== null && (first === null || share < first)) first = share;
    }
  return first;
}

/** Whether each group is a stretch of the ring, so that lines can part them. */
export function liesTogether(ring: readonly NodeName[], groups: readonly (readonly NodeName[])[]): boolean {
  return groups.length > 1 && edges(ring, groups).length === groups.length;
}

/** The places in the ring (the gap before node `at`) where one group ends and the next begins. */
function edges(ring: readonly NodeName[], groups: readonly (readonly NodeName[])[]): number[] {
  const group = ring.map((id) => groups.findIndex((members) => members.includes(id)));
  return ring.map((_, at) => at).filter((at) => group[at] !== group[(at + ring.length - 1) % ring.length]);
}

function partition(layout: Layout, groups: readonly (readonly NodeName[])[]): Point[][] {
  const ring = layout.nodes.map(({ id }) => id);
  if (!liesTogether(ring, groups)) return [];
  const { outer } = layout.node;
  const gaps = edges(ring, groups).map((at): Gap => {
    const after = layout.nodes[at] as NodePlace;
    const before = layout.nodes[(at + ring.length - 1) % ring.length] as NodePlace;
    return { before, after, middle: between(before, after, 0.5) };
  });
  if (ring.length === 2) {
    const { before, after, middle } = gaps[0] as Gap;
    const length = distance(before, after);
    const across = { x: -(after.y - before.y) / length, y: (after.x - before.x) / length };
    return [
      [-1, 1].map((sign) => ({
        x: middle.x + across.x * sign * outer * 1.8,
        y: middle.y + across.y * sign * outer * 1.8,
      })),
    ];
  }
  const ends = gaps.map(({ middle }) => {
    const length = distance(layout.centre, middle) || 1;
    return between(layout.centre, middle, 1 + (outer * 1.25) / length);
  });
  if (gaps.length > 2) {
    const hub = mean(gaps.map(({ middle }) => middle));
    return ends.map((end) => [end, hub]);
  }
  const [first, second] = gaps as [Gap, Gap];
  const middle = keepOff(first, second, layout);
  return [smooth([ends[0] as Point, first.middle, middle, second.middle, ends[1] as Point])];
}

interface Gap {
  readonly before: NodePlace;
  readonly after: NodePlace;
  readonly middle: Point;
}

/** The middle of a wall between two gaps: off the nodes, but not across the ways that either group still has. */
function keepOff(first: Gap, second: Gap, layout: Layout): Point {
  const middle = between(first.middle, second.middle, 0.5);
  const length = distance(first.middle, second.middle) || 1;
  const across = {
    x: -(second.middle.y - first.middle.y) / length,
    y: (second.middle.x - first.middle.x) / length,
  };
  const side = (point: Point) => (point.x - middle.x) * across.x + (point.y - middle.y) * across.y;
  let shift = 0;
  for (const node of layout.nodes) {
    const beyond = layout.node.outer + 7 - distance(node, middle);
    if (beyond > 0) shift -= (Math.sign(side(node)) || 1) * beyond;
  }
  for (const [from, to] of [
    [first.after, second.before],
    [second.after, first.before],
  ] as const) {
    const limit = (side(from) + side(to)) / 2;
    if (from !== to && Math.sign(shift) === Math.sign(limit) && Math.abs(shift) > Math.abs(limit) - 3)
      shift = Math.sign(limit) * Math.max(0, Math.abs(limit) - 3);
  }
  return { x: middle.x + across.x * shift, y: middle.y + across.y * shift };
}

/** A curve through the points (Catmull–Rom), as short straight pieces: the same for drawing and for crossing. */
function smooth(points: readonly Point[]): Point[] {
  const pieces = 8;
  const point = (at: number) => points[Math.min(points.length - 1, Math.max(0, at))] as Point;
  const curve: Point[] = [];
  for (let at = 0; at < points.length - 1; at += 1) {
    const [a, b, c, d] = [point(at - 1), point(at), point(at + 1), point(at + 2)];
    for (let piece = 0; piece < pieces; piece += 1) {
      const t = piece / pieces;
      const axis = (name: 'x' | 'y') =>
        0.5 *
        (2 * b[name] +
          (c[name] - a[name]) * t +
          (2 * a[name] - 5 * b[name] + 4 * c[name] - d[name]) * t * t +
          (3 * b[name] - a[name] - 3 * c[name] + d[name]) * t * t * t);
      curve.push({ x: axis('x'), y: axis('y') });
    }
  }
  curve.push(point(points.length - 1));
  return curve;
}

/** The links that a line drawn across the stage goes through. */
export function crossedLinks(layout: Layout, from: Point, to: Point): Link[] {
  return layout.nodes.flatMap((one, at) =>
    layout.nodes
      .slice(at + 1)
      .filter((other) => crossing(from, to, one, other) !== null)
      .map((other) => ({ from: one.id, to: other.id })),
  );
}

/** Those through which something still passes. */
export function stillPassing(crossed: readonly Link[], present: readonly Link[]): Link[] {
  const isCut = new Set(present.map(key));
  return crossed.filter(({ from, to }) => !isCut.has(key({ from, to })) || !isCut.has(key({ from: to, to: from })));
}

/**
 * The commands that cut these links: one `partition` where nothing else is left to cut and the cluster falls into
 * groups, else a `cut` for each link.
 */
export function cutCommands(nodes: readonly NodeName[], present: readonly Link[], crossed: readonly Link[]): string[] {
  const isCut = new Set([
    ...present.map(key),
    ...crossed.flatMap(({ from, to }) => [key({ from, to }), key({ from: to, to: from })]),
  ]);
  const passes = (from: NodeName, to: NodeName) =>
    !isCut.has(key({ from, to })) || !isCut.has(key({ from: to, to: from }));
  const groups: NodeName[][] = [];
  for (const node of nodes) {
    const joined = groups.filter((group) => group.some((other) => passes(node, other)));
    const rest = groups.filter((group) => !joined.includes(group));
    groups.splice(0, groups.length, ...rest, [...joined.flat(), node]);
  }
  const whole = groups.every((group) =>
    group.every((a) => group.every((b) => a === b || !isCut.has(key({ from: a, to: b })))),
  );
  if (groups.length > 1 && whole) {
    const order = (node: NodeName) => nodes.indexOf(node);
    const sorted = groups.map((group) => group.toSorted((a, b) => order(a) - order(b)));
    sorted.sort((a, b) => order(a[0] as NodeName) - order(b[0] as NodeName));
    return [`partition ${sorted.map((group) => group.join(' ')).join(' | ')}`];
  }
  return crossed.map(({ from, to }) => `cut ${from}-${to}`);
}
