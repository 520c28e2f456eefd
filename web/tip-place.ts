/** Where what is told of a sign stands: beside it, inside the host, and over as little as can be of what is to be read. */

import type { Size } from './stage/layout';

/** A box by two of its edges and its size, in the host's own pixels. */
export interface Rect extends Size {
  readonly left: number;
  readonly top: number;
}

/** Between what is told and what it is about, */
const GAP = 10;
/** and between it and the host's edge. */
const EDGE = 4;

/** To hide what it is about is so much worse than to hide as much of something else. */
const OWN = 20;

/** Below `about`, else above it, else at one of its sides; `others` are not to be hidden either. */
export function tipPlace(about: Rect, tip: Size, host: Size, others: readonly Rect[]): Rect {
  const middle = { x: about.left + (about.width - tip.width) / 2, y: about.top + (about.height - tip.height) / 2 };
  const wished = [
    { left: middle.x, top: about.top + about.height + GAP },
    { left: middle.x, top: about.top - GAP - tip.height },
    { left: about.left + about.width + GAP, top: middle.y },
    { left: about.left - GAP - tip.width, top: middle.y },
  ];
  const places = wished.map(({ left, top }) => ({
    ...tip,
    left: within(left, host.width - tip.width),
    top: within(top, host.height - tip.height),
  }));
  const hidden = (place: Rect) => others.reduce((sum, other) => sum + common(place, other), common(place, about) * OWN);
  return places.reduce((best, place) => (hidden(place) < hidden(best) ? place : best));
}

function within(wished: number, room: number): number {
  return Math.max(EDGE, Math.min(room - EDGE, wished));
}

/** How much two boxes have in common, in square pixels. */
function common(one: Rect, other: Rect): number {
  const x = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  const y = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  return Math.max(0, x) * Math.max(0, y);
}
