/** The rules of the protocols, as their papers number and name them: whether they are there, and where they come from. */

import type { Rulebook } from './rulebook';
import type { ProtocolName } from './types';

const open = new Map<ProtocolName, Rulebook>();

/** What is under way: of one protocol there is one book, however many ask for it. */
const opening = new Map<ProtocolName, Promise<void>>();

/** `null` before `openRulebook`. */
export function rulebookOf(protocol: ProtocolName): Rulebook | null {
  return open.get(protocol) ?? null;
}

/** Loads the rules of a protocol, once, and what shows them; what has failed is tried again by the next who asks. */
export async function openRulebook(protocol: ProtocolName): Promise<void> {
  if (open.has(protocol)) return;
  const begun = opening.get(protocol) ?? read(protocol);
  opening.set(protocol, begun);
  await begun;
}

async function read(protocol: ProtocolName): Promise<void> {
  try {
    const { readRules } = await import('./rulebook');
    open.set(protocol, await readRules(protocol));
  } finally {
    opening.delete(protocol);
  }
}

/** How many there are: with another one there is more to draw. */
export function rulebooks(): number {
  return open.size;
}
