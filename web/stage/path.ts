/** A message's way, and its place on it as a function of virtual time only. */

import type { Flight, Ms, NodeName } from '../types';
import { type Box, between, distance, type Layout, type Point } from './layout';

export interface Way {
  readonly start: Point;
  readonly end: Point;
}

/** How far apart the two directions of a link run: messages keep to the right. */
const LANE = 0.8;

/** From rim to rim; `null` when one of the two is not on the stage. */
export function way(layout: Layout, from: NodeName, to: NodeName): Way | null {
  const start = layout.nodes.find((node) => node.id === from) ?? layout.clients.find((client) => client.id === from);
  const end = layout.nodes.find((node) => node.id === to) ?? layout.clients.find((client) => client.id === to);
  if (!start || !end) return null;
  const length = distance(start, end) || 1;
  const along = { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
  const lane = layout.node.glyph * LANE;
  const aside = { x: -along.y * lane, y: along.x * lane };
  const rim = (place: Point | Box, sign: 1 | -1): Point => {
    const reach = 'width' in place ? toBorder(place, along) : layout.node.radius + layout.node.glyph * 0.5;
    return { x: place.x + along.x * reach * sign + aside.x, y: place.y + along.y * reach * sign + aside.y };
  };
  return { start: rim(start, 1), end: rim(end, -1) };
}

/** From the middle of a box to its border in that direction. */
function toBorder(box: Box, along: Point): number {
  return Math.min(
    Math.abs(along.x) < 1e-6 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(along.x),
    Math.abs(along.y) < 1e-6 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(along.y),
  );
}

type Flown = Pick<Flight, 'pacedFrom' | 'arrivesAt'>;

/** How much of its way (0 to 1) a message has behind it. */
export function progress({ pacedFrom, arrivesAt }: Flown, now: Ms): number {
  const length = arrivesAt - pacedFrom;
  if (length <= 0) return now >= arrivesAt ? 1 : 0;
  return Math.min(1, Math.max(0, (now - pacedFrom) / length));
}

/** Where the network decides that a cut link carries a message no further, as a share of its way. */
const WALL = 0.5;

/** What stands in a message's way. */
export interface Hurdle {
  /** Where the wall is drawn, as a share of the way. */
  readonly stop: number;
  /** How much of its way the message had behind it when the wall rose; 0: the wall was there before. */
  readonly met: number;
}

export function hurdle(flight: Flown & Pick<Flight, 'walledAt'>, stop: number | null): Hurdle | null {
  return stop === null ? null : { stop, met: flight.walledAt === null ? 0 : progress(flight, flight.walledAt) };
}

/**
 * A wall is drawn where it parts the groups well, which on some links is not their middle. On a cut link both halves of
 * the way are stretched so that what dies does so at the wall, and at its time. A wall that rises moves nothing: only the way
 * from there on is stretched, and what is past the wall by then goes no further back.
 */
export function bend(share: number, { stop, met }: Hurdle): number {
  if (share <= met) return share;
  const turn = Math.max(WALL, met);
  const wall = Math.max(stop, met);
  return share <= turn
    ? met + ((share - met) / (turn - met)) * (wall - met)
    : wall + ((share - turn) / (1 - turn)) * (1 - wall);
}

export function placeOn({ start, end }: Way, share: number): Point {
  return between(start, end, share);
}

/** The places that a message goes through, and when: between them, straight and evenly. */
export function stations(
  way: Way,
  hurdle: Hurdle | null,
): readonly { readonly place: Point; readonly share: number }[] {
  const shares = hurdle === null ? [0, 1] : [...new Set([0, hurdle.met, Math.max(WALL, hurdle.met), 1])];
  return shares.map((share) => ({ place: placeOn(way, hurdle === null ? share : bend(share, hurdle)), share }));
}

/** Straight from each point to the next. */
export function pathThrough(points: readonly Point[]): string {
  return points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}
