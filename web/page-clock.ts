/** The page's own time. */

import type { Clock } from './player/clock';

export const MOTION = matchMedia('(prefers-reduced-motion: reduce)');

export const PAGE_CLOCK: Clock = {
  now: () => performance.now(),
  setTimer: (callback, after) => window.setTimeout(callback, after),
  cancelTimer: (handle) => window.clearTimeout(handle),
  reducedMotion: () => MOTION.matches,
};
