/** Which events are told, and as how many lines: pure lists. */

import type { EventView, MarkView, Ms } from '../types';

/** Lines about the recent past. */
const RECENT_MAX = 60;
/** Lines about milestones before that. */
const EARLIER_MAX = 100;

export interface EventRow {
  /** The last of those that the line stands for. */
  readonly event: EventView;
  /** How many those are. */
  readonly count: number;
  /** The number of the first of them: what the line is known by. */
  readonly first: number;
}

/**
 * Newest first. What says the same again and again is one line, up to the next milestone; milestones that are older than the
 * recent past stay below it.
 */
export function eventRows(events: readonly EventView[], marks: readonly MarkView[], now: Ms): readonly EventRow[] {
  const recent: EventRow[] = [];
  let alike = new Map<string, number>();
  for (const event of events.toReversed()) {
    if (event.milestone) alike = new Map();
    const { key, node, args, serial } = event;
    const said = JSON.stringify([key, node, args]);
    const place = alike.get(said);
    const row = place === undefined ? undefined : recent[place];
    if (place !== undefined && row) {
      recent[place] = { event: row.event, count: row.count + 1, first: serial };
      continue;
    }
    if (recent.length === RECENT_MAX) break;
    if (!event.milestone) alike.set(said, recent.length);
    recent.push({ event, count: 1, first: serial });
  }
  const oldest = Math.min(Number.POSITIVE_INFINITY, ...recent.map(({ first }) => first));
  const earlier = marks.filter(({ serial, at }) => serial < oldest && at <= now).slice(-EARLIER_MAX);
  return [...recent, ...earlier.toReversed().map(milestone)];
}

function milestone({ serial, at, key, node, era, eraLabel, args }: MarkView): EventRow {
  const event = { serial, at, key, node, era, eraLabel, args, section: null, milestone: true };
  return { event, count: 1, first: serial };
}
