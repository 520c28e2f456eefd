/** Which messages have words beside them: of what is said to many alike the first, and none whose words would lie over another's. */

import type { Flight, MessageId, Ms } from '../types';
import { type Box, type Layout, overlap } from './layout';
import { repeats } from './message';
import { placeOn, progress, way } from './path';

/** How broad the words of a message are, in half sizes of its shape; and how high, with the shape. */
const WORDS = { width: 8, height: 2.2 };

/** The messages without words, as they stand now. */
export function withoutWords(flights: readonly Flight[], plan: Layout, now: Ms): ReadonlySet<MessageId> {
  const silent = repeats(flights);
  const taken: Box[] = [];
  for (const flight of flights) {
    const path = silent.has(flight.id) ? null : way(plan, flight.from, flight.to);
    if (!path) continue;
    const { glyph } = plan.node;
    const words = {
      ...placeOn(path, progress(flight, now)),
      width: WORDS.width * glyph,
      height: WORDS.height * glyph,
    };
    if (taken.some((other) => overlap(words, other) > 0)) silent.add(flight.id);
    else taken.push(words);
  }
  return silent;
}
