/** The rules of the protocols, as their papers number and name them: whether they are there, and where they come from. */

import type { Rulebook } from './rulebook';
import type { ProtocolName } from './types';

const open = new Map<ProtocolName, Rulebook>();

/** `null` before `openRulebook`. */
export function rulebookOf(protocol: ProtocolName): Rulebook | null {
  return open.get(protocol) ?? null;
}

/** Loads the rules of a protocol and what shows them, once. */
export async function openRulebook(protocol: ProtocolName): Promise<void> {
  if (!open.has(protocol)) open.set(protocol, await (await import('./rulebook')).readRules(protocol));
}

/** How many there are: with another one there is more to draw. */
export function rulebooks(): number {
  return open.size;
}
