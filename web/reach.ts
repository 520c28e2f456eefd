/** Whether what one does things with is there: without it a run is only watched. */

import { guideOf, loadGuide } from './protocols/registry';
import type { ProtocolName } from './types';

export type Hands = typeof import('./hands');

let there: Hands | null = null;

/** `null` before `loadHands`. */
export function hands(): Hands | null {
  return there;
}

/** Whether a run of that protocol can be meddled with. */
export function isAtHand(protocol: ProtocolName): boolean {
  return there !== null && guideOf(protocol) !== null;
}

/** Loads it, with the keys that the protocol has of its own. */
export async function loadHands(protocol: ProtocolName): Promise<void> {
  [there] = await Promise.all([import('./hands'), loadGuide(protocol)]);
}
