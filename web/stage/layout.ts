/**
 * Where everything stands and moves: pure geometry in the pixels of the stage's own box. The ring is an ellipse that
 * takes the room there is; clients and what is written beside a node find free places around it.
 */

import type { NodeName } from '../types';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A box by its middle. */
export interface Box extends Point, Size {}

/** The measures of a node, all from its radius. */
export interface NodeSize {
  readonly radius: number;
  /** The middle of the timer's arc, and how thick that is. */
  readonly dial: number;
  readonly dialWidth: number;
  /** Where the node and all that is round it end. */
  readonly outer: number;
  /** A message's half size. */
  readonly glyph: number;
  /** Nothing is written smaller than this; 0: as it fits. */
  readonly text: number;
  /** How much larger than usual the reader has all that is written. */
  readonly letters: number;
  /** Many small nodes: there is room for little beside each. */
  readonly isCrowded: boolean;
}

export interface NodePlace extends Point {
  readonly id: NodeName;
  /** What the node holds is written in this box. */
  readonly aside: Box;
  /** How much of it is there, 0 to 1, while it comes or leaves. */
  readonly presence?: number;
}

export interface ClientPlace extends Box {
  readonly id: string;
  readonly node: NodeName;
}

export interface Layout extends Size {
  readonly centre: Point;
  readonly node: NodeSize;
  /** In the order of the ring, clockwise from the top. */
  readonly nodes: readonly NodePlace[];
  readonly clients: readonly ClientPlace[];
}

export interface Actors {
  readonly nodes: readonly NodeName[];
  readonly clients: readonly { readonly id: string; readonly node: NodeName }[];
  /** What is not as usual stands in the top left corner: what is written beside nodes, and clients, leave it free. */
  readonly hasChips?: boolean;
  /** The protocol has no tools of its own: the top right corner is free. */
  readonly hasFreeCorner?: boolean;
  /** How much larger than usual the reader has all that is written; 1 when it is not said. */
  readonly letters?: number;
}

const GAP = 6;
/** The bottom-left corner belongs to the stage's tools, */
const TOOLS: Size = { width: 235, height: 44 };
/** which are smaller on a small stage, */
const SMALL_TOOLS: Size = { width: 190, height: 40 };
/** and the top-right corner to those for the members. */
const MEMBER_TOOLS: Size = { width: 176, height: 44 };
const SMALL_MEMBER_TOOLS: Size = { width: 126, height: 40 };
/** In the top-left corner a client asks. */
const ASKING: Size = { width: 132, height: 44 };
const SMALL_ASKING: Size = { width: 108, height: 40 };
/** A ring wider than this for its height no longer looks like one. */
const RATIO_MAX = 2.1;

/** A node smaller than this is read with effort, */
const SMALL = 22;
/** and more than a few that are smaller than this take the room of what is written beside them. */
const CROWDED = { nodes: 3, radius: 25 };
/** More nodes than these on a phone, if it is not too low, leave clients no place but beside the tools, below them all. */
const TIGHT = { nodes: 5, width: 560, low: 330 };
/** The largest node: on a large screen all grows with it. */
const RADIUS_MAX = 96;

export function nodeSize(radius: number, text = 0, isCrowded = false, letters = 1): NodeSize {
  const dialWidth = Math.max(3.5, radius * 0.11);
  const dial = radius + Math.max(4, radius * 0.14) + dialWidth / 2;
  const glyph = Math.max(Math.min(14, Math.max(9.5, radius * 0.31)), radius * 0.24, text * 1.25);
  return { radius, dial, dialWidth, outer: dial + dialWidth / 2, glyph, text, letters, isCrowded };
}

/** How near what passes a node may come. A small one is better a little larger, with its timer's arc touched. */
function clearance({ radius, outer }: NodeSize): number {
  return radius < SMALL ? radius + 4 : outer + 2;
}

/** What a crown or a candidate's pips need above a node. */
export function headroom(size: NodeSize): number {
  return Math.max(14, size.radius * 0.48);
}

function clientSize(size: NodeSize): Size {
  const scale = Math.max(Math.min(1.25, Math.max(0.82, size.radius / 36)), size.radius / 46, size.text / 9.5);
  return { width: 96 * scale, height: 36 * scale };
}

/** `asideSize` says how much room a node of that size needs for what is written beside it. */
export function layout(cast: Actors, box: Size, asideSize: (size: NodeSize) => Size, hallText = 0): Layout {
  const { nodes: names, letters = 1 } = cast;
  const text = Math.max(hallText, leastText(letters, box));
  const [corner, membersCorner, asking] = corners(cast, box);
  const tools = { x: corner.width / 2, y: box.height - corner.height / 2, ...corner };
  const memberTools = { x: box.width - membersCorner.width / 2, y: membersCorner.height / 2, ...membersCorner };
  const upper: readonly Box[] = [
    { x: asking.width / 2, y: asking.height / 2, ...asking },
    ...(cast.hasFreeCorner ? [] : [memberTools]),
  ];
  const isTight = names.length > TIGHT.nodes && box.width < TIGHT.width && box.height > TIGHT.low;
  const guess = 0.19 * Math.sqrt((box.width * box.height) / (names.length + 4));
  const sizeOf = (radius: number) =>
    nodeSize(radius, text, names.length > CROWDED.nodes && radius < CROWDED.radius, letters);
  const fitted = (wide: boolean) => {
    let radius = Math.min(RADIUS_MAX, Math.max(15, guess));
    const place = () => {
      const size = sizeOf(radius);
      const around = (point: Point) => ({ ...point, width: 2 * size.outer, height: 2 * size.outer });
      const within = (floor: number, ceiling: number) =>
        ringPlaces(names.length, { box, wide, floor, ceiling, isTight }, size, asideSize(size));
      const isUnder = (tool: Box, ring: readonly Point[]) => ring.some((point) => overlap(around(point), tool, 2) > 0);
      const free = within(0, 0);
      const floor = isTight || isUnder(tools, free) ? corner.height : 0;
      const raised = floor > 0 ? within(floor, 0) : free;
      if (!upper.some((tool) => isUnder(tool, raised))) return raised;
      const lowered = within(floor, asking.height);
      return isUnder(tools, lowered) ? within(corner.height, asking.height) : lowered;
    };
    let ring = place();
    // Neighbours need some air between them for messages to be seen, and what passes a node must not touch it.
    while (radius > 12 && (closest(ring) < 3.1 * radius || nearestLink(ring) < clearance(sizeOf(radius)))) {
      radius *= 0.94;
      ring = place();
    }
    return { ring, radius };
  };
  // What nodes hold stands beside them in a broad box. Where that takes much of the ring's room, it stands above and below.
  const isWide = box.width >= 1.15 * box.height;
  const usual = fitted(isWide);
  const other = fitted(!isWide);
  const { ring, radius } = usual.radius * reach(usual.ring) * 1.2 < other.radius * reach(other.ring) ? other : usual;
  const node = sizeOf(radius);
  const centre = mean(ring);
  const points = names.map((id, at) => ({ id, ...(ring[at] ?? centre) }));
  const taken: Box[] = points.map((point) => ({ ...point, width: 2 * node.outer, height: 2 * node.outer }));
  // Crown and pips.
  for (const { x, y } of points)
    taken.push({ x, y: y - node.outer - headroom(node) / 2, width: node.radius * 1.6, height: headroom(node) });
  taken.push(tools, ...upper);

  const links = points.flatMap((from, at) => points.slice(at + 1).map((to) => [from, to] as const));
  const aside = asideSize(node);
  // Beside the tools clients will stand.
  const strip = { ...tools, x: (box.width + tools.width) / 2, width: box.width - tools.width };
  if (isTight) taken.push(strip);
  const nodes = points.map((point) => {
    const others = points.filter((other) => other !== point);
    const place = freePlace(
      point,
      aside,
      node,
      { gap: isTight ? 4 : 8, oblique: isTight ? 0 : 12, within: isTight ? ASIDE_WITHIN : 0 },
      { box, centre, taken, links, others, ring },
    );
    taken.push(place);
    return { ...point, aside: place };
  });
  if (isTight) taken.splice(taken.indexOf(strip), 1);
  if (cast.hasChips) taken.push(chipCorner(box, hallText));
  const card = clientSize(node);
  const clients = cast.clients.flatMap(({ id, node: name }) => {
    const point = points.find((other) => other.id === name);
    if (!point) return [];
    const place = freePlace(
      point,
      card,
      node,
      { gap: Math.max(22, node.radius), oblique: 0, within: WITHIN, isClient: true },
      { box, centre, taken, links, others: [], ring: points },
    );
    taken.push(place);
    return [{ id, node: name, ...place }];
  });
  return { ...box, centre, node, nodes, clients };
}

/** With the usual letters the smallest are that large, in px, */
const SMALLEST = 10.5;
/** and in a small room they cannot grow as much as somebody would have them, for the root of its area. */
const TEXT_SHARE = 0.024;

/** Nothing on the stage is written smaller than this; 0: as it fits. */
function leastText(letters: number, { width, height }: Size): number {
  return letters > 1 ? Math.min(SMALLEST * letters, TEXT_SHARE * Math.sqrt(width * height)) : 0;
}

/** The room that the tools take in three corners: at the bottom, at the top on the right, at the top on the left. */
function corners({ letters = 1 }: Actors, { width }: Size): [Size, Size, Size] {
  const all: [Size, Size, Size] =
    width < 560 ? [SMALL_TOOLS, SMALL_MEMBER_TOOLS, SMALL_ASKING] : [TOOLS, MEMBER_TOOLS, ASKING];
  const grown = (size: Size) => ({ width: size.width * letters, height: size.height * letters });
  return [grown(all[0]), grown(all[1]), grown(all[2])];
}

/** Where a few chips stand. */
function chipCorner({ width: room }: Size, text: number): Box {
  const width = Math.min(Math.max(200, text * 20), room * 0.46);
  const [top, height] = text > 0 ? [8, 120] : [ASKING.height, 60];
  return { x: 8 + width / 2, y: top + height / 2, width, height };
}

interface RingRoom {
  readonly box: Size;
  /** What nodes hold stands beside them; else above and below. */
  readonly wide: boolean;
  /** What the ring leaves free at the bottom. */
  readonly floor: number;
  /** And at the top. */
  readonly ceiling: number;
  /** What side nodes hold stands askew of them, outside the ring. */
  readonly isTight: boolean;
}

function ringPlaces(
  count: number,
  { box, wide, floor, ceiling, isTight }: RingRoom,
  size: NodeSize,
  aside: Size,
): Point[] {
  const card = clientSize(size);
  const top = size.outer + headroom(size) + GAP;
  const beside = wide
    ? Math.max(aside.width + 14, card.width * 0.85 + size.radius * 0.5)
    : Math.max(0, aside.width / 2 - size.outer, isTight ? aside.width * 1.05 - size.outer - 0.05 * box.width : 0);
  // In a wide box only a crowd has nodes whose sides are taken, so that their lines go below them.
  const below = wide && count <= 5 ? GAP : aside.height + GAP;
  // The side of the top node is free in a crowd, as its neighbours stand lower.
  const above = wide || count > 5 ? 0 : aside.height;
  const room = {
    left: size.outer + beside + GAP,
    right: box.width - size.outer - beside - GAP,
    top: Math.max(top + above, ceiling + size.outer),
    bottom: box.height - size.outer - Math.max(below + GAP, floor),
  };
  const centre = { x: box.width / 2, y: (room.top + room.bottom) / 2 };
  if (count === 1) return [centre];
  let rx = Math.max(size.outer, (room.right - room.left) / 2);
  let ry = Math.max(size.outer, (room.bottom - room.top) / 2);
  if (count === 2) return wide ? [at(centre, -rx, 0), at(centre, rx, 0)] : [at(centre, 0, -ry), at(centre, 0, ry)];
  rx = Math.min(rx, ry * RATIO_MAX);
  ry = Math.min(ry, rx * RATIO_MAX);
  const ring = polygon(count, rx, ry);
  // The lowest node of an odd ring does not reach the ellipse's lowest point: stretch so that the room is used.
  const lowest = Math.max(...ring.map(({ y }) => y));
  const stretch = (2 * ry) / (ry + lowest);
  return ring.map(({ x, y }) => at(centre, x, (y + ry) * stretch - ry));
}

/** A regular polygon, the first corner at the top, stretched to that size: so no link passes close by a third node. */
function polygon(count: number, rx: number, ry: number): Point[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2;
    return { x: rx * Math.cos(angle), y: ry * Math.sin(angle) };
  });
}

interface Surroundings {
  readonly box: Size;
  readonly centre: Point;
  readonly taken: readonly Box[];
  readonly links: readonly (readonly [Point, Point])[];
  /** What stands nearer to one of these would be taken for its. */
  readonly others: readonly Point[];
  /** The nodes, around. */
  readonly ring: readonly Point[];
}

interface Wish {
  /** The air between the node and the box. */
  readonly gap: number;
  /** How bad it is to stand askew of the node, */
  readonly oblique: number;
  /** and how bad, within the ring. */
  readonly within: number;
  /** A line leads to it, and may be long. */
  readonly isClient?: boolean;
}

/** Among many links, what stands far from its node is worse than one link more. */
const CROSSINGS_MAX = 66;

/** To be taken for another node's is worse than to lie over links. */
const MISTAKEN = 150;

/** Clients are no part of the cluster: outside the ring they are far from their node rather than within it and near. */
const WITHIN = 400;
/** What a node holds is read there too, but in a crowd among messages and links. */
const ASIDE_WITHIN = 140;

/** The best free place for a box beside a node: outside the ring, inside the stage, off everything that is there. */
function freePlace(node: Point, size: Size, measures: NodeSize, wish: Wish, around: Surroundings): Box {
  let best: Box = { ...node, ...size };
  let least = Number.POSITIVE_INFINITY;
  const outward = { x: node.x - around.centre.x, y: node.y - around.centre.y };
  const length = Math.hypot(outward.x, outward.y) || 1;
  const consider = (wished: Point, angle: number, further: number) => {
    // Nothing sticks out of the stage.
    const place = inside({ ...size, ...wished }, around.box);
    const inward = 1 - (Math.cos(angle) * outward.x + Math.sin(angle) * outward.y) / length;
    const badness =
      inward * 14 +
      Math.abs(Math.sin(2 * angle)) * wish.oblique +
      further +
      wish.within * partWithin(place, around.ring) +
      (wish.isClient && isBehind(place, node, around.ring, measures) ? MISTAKEN : 0) +
      (around.others.some((other) => away(place, other) < 1.25 * away(place, node)) ? MISTAKEN : 0) +
      around.taken.reduce((sum, other) => sum + overlap(place, other, 3) * 40, 0) +
      Math.min(
        CROSSINGS_MAX,
        around.links.reduce((sum, [from, to]) => sum + (crosses(from, to, place) ? 22 : 0), 0),
      );
    if (badness >= least - 1e-6) return;
    least = badness;
    best = place;
  };
  const steps = wish.within > 0 ? 48 : 24;
  for (let step = 0; step < steps; step += 1) {
    const angle = (2 * Math.PI * step) / steps;
    for (const further of wish.isClient ? [0, 14, 30, 60, 100, 150, 200] : [0, 14, 30, 60]) {
      const reach = measures.outer + wish.gap + further;
      // The box's border, not its middle, is to be that far away.
      const [x, y] = [Math.cos(angle) * (reach + size.width / 2), Math.sin(angle) * (reach + size.height / 2)];
      consider(at(node, x, y), angle, further);
    }
  }
  // However far that is from its node: in the row of the tools there is room.
  for (let count = 0; wish.isClient && count < 3; count += 1) {
    const { width, height } = around.box;
    const place = { x: width - size.width / 2 - count * (size.width + GAP), y: height };
    consider(place, Math.atan2(place.y - node.y, place.x - node.x), distance(place, node) / 2);
  }
  // In a crowd anywhere, rather than over another one's.
  if (wish.isClient && around.taken.some((other) => overlap(best, other, 1) > 0))
    for (let y = size.height / 2; y < around.box.height; y += size.height / 2 + GAP)
      for (let x = size.width / 2; x < around.box.width; x += size.width / 2 + GAP)
        consider({ x, y }, Math.atan2(y - node.y, x - node.x), distance({ x, y }, node) / 4);
  return best;
}

/** Whether the line from a client to its node runs over another node, and so seems to end there. */
function isBehind(place: Point, node: Point, ring: readonly Point[], { outer }: NodeSize): boolean {
  const length = distance(node, place);
  return ring.some((other) => {
    const along = ((other.x - node.x) * (place.x - node.x) + (other.y - node.y) * (place.y - node.y)) / length;
    return (
      other !== node && along > 0 && along < length && distance(other, between(node, place, along / length)) < outer
    );
  });
}

/** How much of a box lies within a polygon, by its corners and its middle. */
function partWithin(box: Box, corners: readonly Point[]): number {
  if (corners.length < 3) return 0;
  const sides = [-0.5, 0.5].flatMap((x) => [-0.5, 0.5].map((y) => at(box, x * box.width, y * box.height)));
  return [box, ...sides].filter((point) => isWithin(point, corners)).length / 5;
}

/** Whether a point lies within a polygon. */
function isWithin({ x, y }: Point, corners: readonly Point[]): boolean {
  return corners.reduce((isIn, a, at) => {
    const b = corners[(at + 1) % corners.length] ?? a;
    return a.y > y !== b.y > y && x < a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y) ? !isIn : isIn;
  }, false);
}

function at(origin: Point, x: number, y: number): Point {
  return { x: origin.x + x, y: origin.y + y };
}

export function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

export function between(one: Point, other: Point, share: number): Point {
  return { x: one.x + (other.x - one.x) * share, y: one.y + (other.y - one.y) * share };
}

export function mean(points: readonly Point[]): Point {
  const count = points.length || 1;
  return {
    x: points.reduce((sum, point) => sum + point.x, 0) / count,
    y: points.reduce((sum, point) => sum + point.y, 0) / count,
  };
}

function closest(points: readonly Point[]): number {
  return Math.min(
    Number.POSITIVE_INFINITY,
    ...points.flatMap((one, i) => points.slice(i + 1).map((two) => distance(one, two))),
  );
}

/** How large a ring is: the geometric mean of its width and its height. */
function reach(ring: readonly Point[]): number {
  const side = (of: readonly number[]) => Math.max(...of) - Math.min(...of);
  return Math.sqrt(side(ring.map(({ x }) => x)) * side(ring.map(({ y }) => y)));
}

/** How near the link between two nodes comes to a third. */
function nearestLink(points: readonly Point[]): number {
  const distances = points.flatMap((point) =>
    points.flatMap((from, at) =>
      points.slice(at + 1).flatMap((to) => {
        if (from === point || to === point) return [];
        const area = (to.x - from.x) * (from.y - point.y) - (from.x - point.x) * (to.y - from.y);
        return [Math.abs(area) / (distance(from, to) || 1)];
      }),
    ),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...distances);
}

function inside(box: Box, stage: Size): Box {
  const clamp = (middle: number, half: number, end: number) => Math.min(end - half - 3, Math.max(half + 3, middle));
  return { ...box, x: clamp(box.x, box.width / 2, stage.width), y: clamp(box.y, box.height / 2, stage.height) };
}

/** How far a point is from a box. */
export function away(box: Box, { x, y }: Point): number {
  const beyond = (by: number, size: number) => Math.max(0, Math.abs(by) - size / 2);
  return Math.hypot(beyond(x - box.x, box.width), beyond(y - box.y, box.height));
}

/** How deep two boxes overlap, with that much air between them wanted. */
export function overlap(one: Box, other: Box, air = 0): number {
  const x = (one.width + other.width) / 2 + air - Math.abs(one.x - other.x);
  const y = (one.height + other.height) / 2 + air - Math.abs(one.y - other.y);
  return x > 0 && y > 0 ? Math.min(x, y) : 0;
}

function crosses(from: Point, to: Point, box: Box): boolean {
  const [left, right] = [box.x - box.width / 2, box.x + box.width / 2];
  const [top, bottom] = [box.y - box.height / 2, box.y + box.height / 2];
  const falling = [
    { x: left, y: top },
    { x: right, y: bottom },
  ] as const;
  const rising = [
    { x: left, y: bottom },
    { x: right, y: top },
  ] as const;
  return crossing(from, to, ...falling) !== null || crossing(from, to, ...rising) !== null;
}

/** Where on its way from `a` to `b` (0 to 1) a segment crosses the one from `c` to `d`; `null`: nowhere. */
export function crossing(a: Point, b: Point, c: Point, d: Point): number | null {
  const [rx, ry, sx, sy] = [b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y];
  const turn = rx * sy - ry * sx;
  if (Math.abs(turn) < 1e-9) return null;
  const along = ((c.x - a.x) * sy - (c.y - a.y) * sx) / turn;
  const across = ((c.x - a.x) * ry - (c.y - a.y) * rx) / turn;
  return along >= 0 && along <= 1 && across >= 0 && across <= 1 ? along : null;
}
