/** Where the menu of a place stands: beside it, away from the ring where there is room, in the stage's own pixels. */

import type { Spot } from '../model';
import type { Ms, View } from '../types';
import { between, type Layout, type Point } from './layout';
import { bend, hurdle, placeOn, progress, way } from './path';
import type { Barrier } from './stops';

/** A menu can be as narrow as this. */
const NARROWEST = 140;

/** Where everything on the stage stands now. */
export interface Ground {
  readonly plan: Layout;
  readonly stops: Barrier;
  readonly now: Ms;
}

export interface MenuPlace {
  /** Which side it keeps to, how far from it, and how broad it may be. */
  readonly across: string;
  /** How far below the top it would stand; it stands higher where that is too low for it. */
  readonly down: number;
}

/** `null` where there is nothing of that name. */
export function menuPlace(spot: Spot, view: View, { plan, stops, now }: Ground): MenuPlace | null {
  // Above the button that opens it.
  if (spot.kind === 'scenes')
    return { across: `left:8px;bottom:44px;max-width:${(plan.width - 16).toFixed()}px`, down: plan.height };
  const point = pointOf(spot, view, plan, stops, now);
  if (!point) return null;
  const reach = (spot.kind === 'node' ? plan.node.outer : plan.node.glyph) + 6;
  const before = point.x - reach;
  const behind = plan.width - point.x - reach;
  const outward = point.x < plan.centre.x - 1 ? before : behind;
  const isBehind = (outward >= NARROWEST ? outward : Math.max(before, behind)) === behind;
  const across = isBehind
    ? `left:${(point.x + reach).toFixed()}px;max-width:${behind.toFixed()}px`
    : `right:${(plan.width - point.x + reach).toFixed()}px;max-width:${before.toFixed()}px`;
  return { across, down: Math.max(0, point.y - 2 * plan.node.glyph) };
}

function pointOf({ kind, id }: Spot, view: View, plan: Layout, stops: Barrier, now: Ms): Point | null {
  const node = (name: string | undefined) => plan.nodes.find((place) => place.id === name) ?? null;
  switch (kind) {
    case 'node':
      return node(id);
    case 'scenes':
      return null;
    case 'link': {
      const [one, other] = id.split('-').map(node);
      return one && other ? between(one, other, 0.5) : null;
    }
    case 'message': {
      const flight = view.flights.find((flight) => flight.id === id);
      const path = flight && way(plan, flight.from, flight.to);
      if (!flight || !path) return null;
      const [share, wall] = [progress(flight, now), hurdle(flight, stops.stop(flight.from, flight.to))];
      return placeOn(path, wall === null ? share : bend(share, wall));
    }
  }
}
