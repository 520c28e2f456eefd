/** What of a run the timeline shows, and where: pure numbers. */

import type { Lane, Lanes, MarkKind, Ms, Reign } from '../types';

/** A stretch of a branch: the branch itself, or what it has in common with the one it left. */
export interface Stretch {
  readonly lane: Lane;
  readonly from: Ms;
  readonly to: Ms;
}

export type ScaleMark = Lane['marks'][number];

/** Marks that would stand closer than this share of the width are drawn as one. */
const MARK_SHARE = 1 / 240;

/** Bands that begin closer than this are drawn as one: on a wide screen, two pixels. */
const BAND_SHARE = 1 / 640;

/** On the widest screen, nobody's name fits into less. */
const NAME_SHARE = 1 / 200;

/** Where marks meet, the first of these is drawn. */
const MARK_RANKS: readonly MarkKind[] = [
  'violation',
  'crash',
  'cut',
  'election',
  'chosen',
  'restart',
  'heal',
  'command',
  'request',
  'proposal',
  'commit',
];

/** The branch and those it came from, each for the time that it was the one played. */
export function stretches(lanes: Lanes, lane: Lane, to: Ms): readonly Stretch[] {
  const parent = lanes.lanes.find(({ id }) => id === lane.parent);
  if (!parent) return [{ lane, from: 0, to }];
  return [...stretches(lanes, parent, lane.forkedAt), { lane, from: lane.forkedAt, to }];
}

/** So many marks as can be told apart, the weightiest of each place, the lightest drawn first. */
export function thinned(history: readonly Stretch[], scale: Scale): readonly ScaleMark[] {
  const places = new Map<number, ScaleMark>();
  for (const { lane, from, to } of history) {
    for (const mark of lane.marks) {
      if (mark.at < from || mark.at > to || mark.at < scale.start) continue;
      const place = Math.floor(scale.share(mark.at) / MARK_SHARE);
      const there = places.get(place);
      if (!there || rank(mark) < rank(there)) places.set(place, mark);
    }
  }
  return [...places.values()].sort((one, other) => rank(other) - rank(one));
}

/** A stretch of time that is drawn in one piece: who led for most of it. */
export interface DrawnBand {
  readonly from: Ms;
  readonly to: Ms;
  readonly reigns: readonly Reign[];
  /** Wide enough for a name. */
  readonly isNamed: boolean;
}

/**
 * So many bands as can be told apart: those that begin within a pixel or two are drawn as one, which looks as the longest of them.
 * The last band of a branch goes on for as long as the branch does; the data need not be renewed for that. `width`: of the scale, as a
 * share of the timeline.
 */
export function drawnBands({ lane, from, to }: Stretch, scale: Scale, width = 1): readonly DrawnBand[] {
  const pieces: { from: Ms; to: Ms; longest: Ms; place: number; reigns: readonly Reign[] }[] = [];
  for (const [index, band] of lane.bands.entries()) {
    const start = Math.max(band.from, from, scale.start);
    const end = Math.min(lane.bands[index + 1]?.from ?? to, to);
    if (end <= start) continue;
    const place = Math.floor((scale.share(start) * width) / BAND_SHARE);
    const last = pieces.at(-1);
    if (last?.place !== place) {
      pieces.push({ from: start, to: end, longest: end - start, place, reigns: band.reigns });
      continue;
    }
    last.to = end;
    if (end - start <= last.longest) continue;
    last.longest = end - start;
    last.reigns = band.reigns;
  }
  return pieces.map(({ from, to, reigns }) => ({
    from,
    to,
    reigns,
    isNamed: (scale.share(to) - scale.share(from)) * width > NAME_SHARE,
  }));
}

function rank(mark: ScaleMark): number {
  return MARK_RANKS.indexOf(mark.kind);
}

/**
 * From the earliest moment that is kept to a round time beyond the latest one. Rounding leaves the picture in peace
 * while time goes on, and leaves room to jump ahead.
 */
export class Scale {
  readonly start: Ms;
  readonly end: Ms;

  constructor({ lanes, earliest }: Lanes, duration: Ms, end?: Ms) {
    this.start = earliest;
    const latest = Math.max(duration, ...lanes.map((lane) => lane.end));
    this.end = Math.max(end ?? this.start + roundUp(latest - this.start), this.start + 1);
  }

  /** 0 at the left end, 1 at the right one. */
  share(at: Ms): number {
    return (at - this.start) / (this.end - this.start);
  }

  percent(at: Ms): number {
    return Math.round(this.share(at) * 1e4) / 100;
  }

  ticks(): readonly Ms[] {
    const step = (this.end - this.start) / 5;
    return Array.from({ length: 5 }, (_, place) => Math.round(this.start + place * step));
  }
}

/** The next of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten; a second at least. */
function roundUp(span: Ms): Ms {
  const power = 10 ** Math.floor(Math.log10(Math.max(span, 1000)));
  const digit = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * power >= span) ?? 10;
  return digit * power;
}
