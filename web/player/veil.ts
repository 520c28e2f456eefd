/** What of a lesson's branch has been seen: nobody is told what comes after that. */

import type { Band, Lane, Lanes, Ms } from '../types';

/** The branches, the first of them as if it went no farther. The same as before where nothing new has come to be seen. */
export class Veil {
  private read: Lanes | null = null;
  private seen: Lanes | null = null;
  private count = -1;

  over(lanes: Lanes, until: Ms): Lanes {
    const first = lanes.lanes.find(({ parent }) => parent === null);
    const count = first ? within(first.bands, until).length + first.marks.filter(({ at }) => at <= until).length : 0;
    if (this.seen && this.read === lanes && this.count === count) return this.seen;
    this.read = lanes;
    this.count = count;
    this.seen = { ...lanes, lanes: lanes.lanes.map((lane) => (lane === first ? cut(lane, until) : lane)) };
    return this.seen;
  }
}

function within(bands: readonly Band[], until: Ms): readonly Band[] {
  return bands.filter(({ from }) => from <= until);
}

function cut(lane: Lane, until: Ms): Lane {
  const bands = within(lane.bands, until).map((band) => ({ ...band, to: Math.min(band.to, until) }));
  return { ...lane, bands, marks: lane.marks.filter(({ at }) => at <= until), end: Math.min(lane.end, until) };
}
