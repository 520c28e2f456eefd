/** How often something may glow. */

import type { Ms } from '../types';

/** Nothing flashes more than three times a second. */
const BETWEEN_GLOWS_MS = 340;

/**
 * Lets things glow, but none of them more often than the eye should bear. Knows no clock: real time is virtual time at
 * the present speed.
 */
export class GlowLimit {
  private readonly last = new Map<string, Ms>();

  /** Whether this thing may glow for what happened at that virtual time. */
  allows(thing: string, at: Ms, speed: number): boolean {
    const last = this.last.get(thing);
    if (last !== undefined && at >= last && (at - last) / speed < BETWEEN_GLOWS_MS) return false;
    this.last.set(thing, at);
    return true;
  }
}
