/** What takes longer than a call may take is done a slice at a time, so that the page answers meanwhile. */

import type { Session } from '../types';
import type { Clock } from './clock';

/** A slice, in real ms: well below what a person notices, and far below what stops a page. */
export const SLICE_MS = 30;
/** Of the simulation, between two looks at the clock: with thousands of messages in flight each step takes as long as a hundred usual ones. */
const STEPS = 20;

/** Goes on for a slice with what is left to do; says whether that was all. */
export function slice(session: Session, clock: Clock): boolean {
  const end = clock.now() + SLICE_MS;
  while (session.progress !== undefined) {
    const isDone = session.opening ? session.proceedOpening(STEPS) : session.proceed(STEPS);
    if (isDone) return session.progress === undefined;
    if (clock.now() >= end) return false;
  }
  return true;
}

/** Calls back between what else the page has to do, until it is told that this was all. */
export class Slices {
  private timer: number | null = null;

  constructor(
    private readonly clock: Clock,
    /** Does a slice; says whether it was the last. */
    private readonly work: () => boolean,
  ) {}

  get isWorking(): boolean {
    return this.timer !== null;
  }

  start(): void {
    this.timer ??= this.clock.setTimer(() => {
      this.timer = null;
      if (!this.work()) this.start();
    }, 0);
  }

  stop(): void {
    if (this.timer !== null) this.clock.cancelTimer(this.timer);
    this.timer = null;
  }
}

/**
 * Opens a run to its end: a saved run, a lesson. `told`: how far it is; it may say that nobody wants it any more. Throws the
 * refusal of a run that does not go as it says.
 */
export async function openInSlices(session: Session, clock: Clock, told: (progress: number) => boolean): Promise<void> {
  while (session.progress !== undefined && told(session.progress)) {
    await new Promise<void>((resolve) => clock.setTimer(resolve, 0));
    slice(session, clock);
  }
}
