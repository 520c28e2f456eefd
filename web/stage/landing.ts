/** How long one sees that a message has died. */

import type { Model } from '../model';
import type { Landing, Ms, View } from '../types';

/** How long a ✗ stands and fades, in real ms at the present speed, */
const STANDS_MS = 1400;
/** and, where time flies, at most, in virtual ms: so long that what is lost again and again does not flicker, */
const STANDS_AT_MOST: Ms = 200;
/** and so long in a lesson, whose speed changes: what faded in a slow part is not to come back in a fast one. */
const STANDS_IN_LESSON: Ms = 30;

/** How long a ✗ stands and fades, in virtual ms. */
export function standsFor({ speed, walk }: Pick<Model, 'speed' | 'walk'>): Ms {
  return Math.min(STANDS_MS * speed, walk && !walk.isLeft ? STANDS_IN_LESSON : STANDS_AT_MOST);
}

/** How much of a ✗ is still to be seen, 0 to 1. One at a wall is gone with the wall. */
export function strength(
  { from, to, endedAt, outcome }: Pick<Landing, 'from' | 'to' | 'endedAt' | 'outcome'>,
  { now, cuts }: { readonly now: Ms; readonly cuts: View['cuts'] },
  stands: Ms,
): number {
  if (outcome === 'wall' && !cuts.some((cut) => cut.from === from && cut.to === to)) return 0;
  const age = (now - endedAt) / stands;
  if (age < 0 || age >= 1) return 0;
  return age < 0.5 ? 1 : 2 - 2 * age;
}

/** The same, for an animation that begins when the flight ended. */
export function fade(stands: Ms): { readonly frames: () => Keyframe[]; readonly duration: Ms } {
  const frames = () => [1, 1, 0].map((opacity, at) => ({ opacity, offset: at / 2 }));
  return { frames, duration: stands };
}
