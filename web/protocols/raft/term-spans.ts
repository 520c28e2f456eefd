/** The terms of a run, one after the other: when each began, and who led it when. */

import { stretches } from '../../panels/timeline-scale';
import type { Lanes, Ms, NodeName } from '../../types';

export interface TermSpan {
  readonly era: number;
  readonly label: string;
  readonly from: Ms;
  readonly to: Ms;
  /** One after the other; `null`: nobody led. */
  readonly parts: readonly { readonly from: Ms; readonly to: Ms; readonly leader: NodeName | null }[];
}

/** On the way to `now`. Of two leaders at once, the one of the newer term counts: the other is of the past. */
export function termSpans(lanes: Lanes, now: Ms): readonly TermSpan[] {
  const current = lanes.lanes.find((lane) => lane.current);
  if (!current) return [];
  const parts = stretches(lanes, current, now).flatMap(({ lane, from, to }) =>
    lane.bands.flatMap((band, at) => {
      const [reign] = band.reigns;
      // The last one goes on for as long as its branch does.
      const end = Math.min(to, lane.bands[at + 1]?.from ?? to, now);
      const part = { from: Math.max(from, band.from), to: end };
      return reign && reign.era > 0 && part.to >= part.from ? [{ ...reign, ...part }] : [];
    }),
  );
  const eras = [...new Set(parts.map(({ era }) => era))];
  return eras.map((era) => {
    const own = parts.filter((part) => part.era === era);
    return {
      era,
      label: own[0]?.eraLabel ?? '',
      from: own[0]?.from ?? now,
      to: own.at(-1)?.to ?? now,
      parts: own.map(({ from, to, leader }) => ({ from, to, leader })),
    };
  });
}
