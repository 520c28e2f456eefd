/** The page's own time and frames. */

import type { Clock } from './player/clock';

export const MOTION = matchMedia('(prefers-reduced-motion: reduce)');

export const PAGE_CLOCK: Clock = {
  now: () => performance.now(),
  frameTime: () => Number(document.timeline.currentTime ?? performance.now()),
  requestFrame: (callback) => requestAnimationFrame(callback),
  cancelFrame: (handle) => cancelAnimationFrame(handle),
  setTimer: (callback, after) => window.setTimeout(callback, after),
  cancelTimer: (handle) => window.clearTimeout(handle),
  reducedMotion: () => MOTION.matches,
};
