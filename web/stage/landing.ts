/** The end of a flight: a ✗ where it died, and a short glow of the node that got it. */

import { type SVGTemplateResult, svg } from 'lit/html.js';
import type { Model } from '../model';
import { eraStyle } from '../theme/palette';
import type { Landing, Ms, View } from '../types';
import type { Point } from './layout';
import { messageGlyph, type Shape } from './message';

/** How long a ✗ stands and fades, in real ms at the present speed, */
const STANDS_MS = 1400;
/** and, where time flies, at most, in virtual ms: so long that what is lost again and again does not flicker, */
const STANDS_AT_MOST: Ms = 200;
/** and so long in a lesson, whose speed changes: what faded in a slow part is not to come back in a fast one. */
const STANDS_IN_LESSON: Ms = 30;
/** Nothing flashes more than three times a second. */
const BETWEEN_GLOWS_MS = 340;

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

export function lost(landing: Landing, place: Point, shape: Shape, glyph: number): SVGTemplateResult {
  const arm = glyph * 1.05;
  return svg`
    <g class="stage-lost" .style=${eraStyle(landing.era)} data-lost=${landing.id}
      transform="translate(${place.x.toFixed(1)} ${place.y.toFixed(1)})">
      <g class="stage-ghost">${messageGlyph(landing, shape, glyph)}</g>
      <path class="stage-cross stage-cross-ground" d="M${-arm} ${-arm}L${arm} ${arm}M${-arm} ${arm}L${arm} ${-arm}"></path>
      <path class="stage-cross" d="M${-arm} ${-arm}L${arm} ${arm}M${-arm} ${arm}L${arm} ${-arm}"></path>
    </g>
  `;
}

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
