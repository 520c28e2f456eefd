/** How virtual time goes along with real time. */

import type { Ms } from './types';

/** At the real time `at` (as frames and animations have it) it is `now`; from then on `speed` virtual ms pass in a real one. */
export interface Line {
  readonly at: number;
  readonly now: Ms;
  readonly speed: number;
}

export function timeOn({ at, now, speed }: Line, real: number): Ms {
  return now + Math.max(real - at, 0) * speed;
}

/** An animation, whose own time is `pace` ms for each virtual ms since `since`. */
export interface Paced {
  readonly animation: Animation;
  readonly since: Ms;
  readonly pace: number;
}

/**
 * Has it run along the line; without one it stands where `now` is. Where it then is follows from the frame's time alone, so
 * that it need not be told again until the line is another.
 */
export function runAlong({ animation, since, pace }: Paced, line: Line | null, now: Ms): void {
  if (!line) {
    const place = (now - since) * pace;
    if (animation.playState !== 'paused') animation.pause();
    if (animation.currentTime !== place) animation.currentTime = place;
    return;
  }
  const rate = line.speed * pace;
  if (animation.playbackRate !== rate) animation.playbackRate = rate;
  // To set when it began starts it without waiting for a frame that would shift it.
  animation.startTime = line.at - (line.now - since) / line.speed;
}
