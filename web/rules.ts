/** The rules of the protocols, as their papers number and name them: whether they are there, and where they come from. */

import { once } from './once';
import type { Rulebook } from './rulebook';
import type { ProtocolName } from './types';

const open = new Map<ProtocolName, Rulebook>();

/** `null` before `openRulebook`. */
export function rulebookOf(protocol: ProtocolName): Rulebook | null {
  return open.get(protocol) ?? null;
}

/** Loads the rules of a protocol, and what shows them. */
export const openRulebook = once(async (protocol) => {
  const { readRules } = await import('./rulebook');
  open.set(protocol, await readRules(protocol));
});

/** How many there are: with another one there is more to draw. */
export function rulebooks(): number {
  return open.size;
}
