/** The rules of the protocols, as their papers number and name them: whether they are there, and where they come from. */

import type { Rulebook } from './rulebook';
import type { ProtocolName } from './types';

const open = new Map<ProtocolName, Rulebook>();

/** `null` before `openRulebook`. */
export function rulebookOf(protocol: ProtocolName): Rulebook | null {
  return open.get(protocol) ?? null;
}

/** Loads the rules of a protocol, once, and what shows them on the stage of that root. */
export async function openRulebook(protocol: ProtocolName, root: ShadowRoot): Promise<void> {
  const book = open.get(protocol) ?? (await (await import('./rulebook')).readRules(protocol));
  open.set(protocol, book);
  book.dress(root);
}

/** How many there are: with another one there is more to draw. */
export function rulebooks(): number {
  return open.size;
}
