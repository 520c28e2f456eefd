/** Where the space-time diagram puts a moment of a line, in pixels. */

import { nothing, type SVGTemplateResult, svg } from 'lit/html.js';
import type { Model } from '../model';
import type { Sequence } from '../protocols/depiction';
import type { Point, Size } from '../stage/layout';
import type { Flight, Landing, Ms, NodeView } from '../types';
import { FLIGHT_MIN, linesOf, shownSpan, type TimeSpan, usualFlight } from './space-time-scale';

/** The farthest that two lines stand apart; in a sequence, words stand between them. */
const LINE_GAP_MAX = { plain: 96, sequence: 190 };
/** The least that a message of usual length takes along the axis of time, where words run along it and no sign stands on it. */
const WORDED_MIN = 28;

/** Turns time and line into pixels; lines are numbered from 0. */
export interface Grid {
  readonly size: Size;
  readonly isTall: boolean;
  readonly span: TimeSpan;
  /** Where times are counted from: stays while the picture scrolls, so that what is drawn can stay as well. */
  readonly origin: Ms;
  readonly scale: number;
  /** How far the picture has scrolled, in pixels. */
  readonly shift: number;
  /** What a message of usual length takes along the axis of time. */
  readonly pixels: number;
  readonly gap: number;
  readonly start: number;
  /** What lies above the first line, where time runs to the right. */
  readonly top: number;
  readonly nodes: readonly NodeView[];
  /** First those of the nodes, then those of the clients; in a sequence, who asks stands before who is asked. */
  readonly lines: readonly string[];
  /** What lies before the first moment: the names. */
  readonly gutter: number;
  /** How the papers of this protocol draw it. */
  readonly sequence: Sequence | null;
}

/** A message, under way or over. */
export type Arrow = Flight & Partial<Pick<Landing, 'endedAt' | 'outcome' | 'place'>>;

export const AXIS = 24;
const TOP = 22;
/** A narrow picture has the costs of a request above it, in two lines, once a client has asked. */
const NARROW = 620;
const COSTS = 28;

export function grid({ view, past, events, now }: Model, sequence: Sequence | null, size: Size): Grid {
  const landings = past.all;
  const isTall = sequence !== null || size.height > size.width * 1.15;
  const gutter = sequence ? 60 : isTall ? 44 : 46;
  const top = TOP + (size.width < NARROW && view.clients.length > 0 ? COSTS : 0);
  const [along, across] = isTall
    ? [size.height - gutter - 8, size.width - AXIS - 24]
    : [size.width - gutter - 8, size.height - AXIS - top];
  const usual = usualFlight([...landings, ...view.flights], view.settings);
  const first = Math.min(now, ...[...landings.slice(0, 1), ...view.flights].map(({ sentAt }) => sentAt));
  const span = shownSpan(first, now, usual, along, sequence ? WORDED_MIN : FLIGHT_MIN);
  const nodes = ranked(linesOf(view.nodes, events, span, now), sequence);
  const [names, clients] = [nodes, view.clients].map((all) => all.map(({ id }) => id)) as [string[], string[]];
  const lines = sequence ? [...clients, ...names] : [...names, ...clients];
  const scale = along / (span.to - span.from);
  const gap = Math.min(LINE_GAP_MAX[sequence ? 'sequence' : 'plain'], across / Math.max(1, lines.length));
  // What is left over lies on both sides.
  const start = (isTall ? AXIS + 24 : top) + (across - gap * lines.length) / 2 + gap / 2;
  const origin = Math.floor(span.from / 1000) * 1000;
  return {
    size,
    isTall,
    span,
    origin,
    scale,
    shift: (span.from - origin) * scale,
    pixels: usual * scale,
    gap,
    start,
    top,
    nodes,
    lines,
    gutter,
    sequence,
  };
}

function ranked(nodes: readonly NodeView[], sequence: Sequence | null): readonly NodeView[] {
  return sequence ? [...nodes].sort((one, other) => sequence.rank(one) - sequence.rank(other)) : nodes;
}

/** In the part that scrolls. */
export function spot({ isTall, origin, scale, gap, start }: Grid, time: Ms, line: number): Point {
  const along = (time - origin) * scale;
  const across = start + line * gap;
  return isTall ? { x: across, y: along } : { x: along, y: across };
}

export function to({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

/** A band along a line. */
export function strip(
  name: string,
  from: Ms,
  end: Ms,
  line: number,
  thick: number,
  plan: Grid,
): SVGTemplateResult | typeof nothing {
  if (line < 0) return nothing;
  const [a, b] = [spot(plan, from, line), spot(plan, end, line)];
  const [x, y] = plan.isTall ? [a.x - thick / 2, a.y] : [a.x, a.y - thick / 2];
  const [width, height] = plan.isTall ? [thick, b.y - a.y] : [b.x - a.x, thick];
  return svg`<rect class=${name} x=${x.toFixed(1)} y=${y.toFixed(1)} width=${width.toFixed(1)} height=${height.toFixed(1)} rx="3"></rect>`;
}
