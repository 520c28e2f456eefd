/**
 * When a run that plays goes on. Not in every frame: about twenty times a second, and when something happens. Between two
 * beats virtual time runs by itself, as a straight line over real time, and what moves follows that line on the compositor.
 */

import { BEAT_MS, BEAT_MS_MAX, REDUCED_MOTION_STEP_MS } from '../constants';
import { type Line, timeOn } from '../pace';
import type { Ms } from '../types';
import type { Clock } from './clock';

/** A timer may ring so much too early, in real ms. */
const EARLY_MS = 1;
/** What the simulation's microseconds round away, in virtual ms. */
const ROUNDED_MS = 0.002;

/** What goes on at a beat, and what decides when there is one. */
export interface Beaten {
  readonly now: Ms;
  /** Virtual ms a real one. */
  readonly speed: number;
  /** When something happens next; `null`: nothing will. */
  due(): Ms | null;
  /** Goes on to this time; says how far it got. It may end the playing. */
  advance(to: Ms): Ms;
  /** Whether something has happened that has to be seen at once. */
  hasNews(): boolean;
  /** In a frame: shows what is now. It may end the playing. */
  show(): void;
}

export class Beat {
  /** How time goes; `null` while it stands or, with reduced motion, goes in steps. */
  line: Line | null = null;
  private going = false;
  private beatenAt = 0;
  private frame: number | null = null;
  private timer: number | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly work: Beaten,
  ) {}

  /** Goes on from where it is, or goes on otherwise: from another time, at another speed. */
  go(): void {
    this.stop();
    this.going = true;
    this.beatenAt = this.clock.now();
    this.draw(this.beatenAt);
    this.frame = this.clock.requestFrame(this.onFrame);
  }

  stop(): void {
    this.going = false;
    this.line = null;
    if (this.frame !== null) this.clock.cancelFrame(this.frame);
    if (this.timer !== null) this.clock.cancelTimer(this.timer);
    this.frame = null;
    this.timer = null;
  }

  /** The virtual time of this moment, as it is to be seen; `null`: that of the last beat. */
  get present(): Ms | null {
    return this.line && timeOn(this.line, Math.min(this.clock.now(), this.beatenAt + BEAT_MS_MAX));
  }

  private readonly onFrame = (): void => {
    this.frame = null;
    const { clock, work } = this;
    const real = clock.frameTime();
    const elapsed = Math.max(real - this.beatenAt, 0);
    const inSteps = clock.reducedMotion();
    if (inSteps) this.line = null;
    // A tab that slept, or a machine that stalled, goes on where it was, and does not race to catch up.
    const isLate = elapsed > BEAT_MS_MAX;
    const patience = inSteps ? 2 * REDUCED_MOTION_STEP_MS : BEAT_MS_MAX;
    const to =
      this.line && !isLate ? timeOn(this.line, real) : work.now + Math.min(elapsed, patience) * work.speed;
    this.beatenAt = real;
    const reached = work.advance(to);
    if (!this.going) return;
    // What could not be done within the budget is not made up for: the run is then slower than asked, the page is not.
    if (!inSteps && (!this.line || isLate || reached < to - ROUNDED_MS)) this.draw(real);
    work.show();
    if (this.going && this.frame === null) this.await();
  };

  private readonly onTimer = (): void => {
    this.timer = null;
    const real = this.clock.now() + EARLY_MS;
    const inSteps = this.clock.reducedMotion();
    const isTime = real >= this.beatenAt + (inSteps ? REDUCED_MOTION_STEP_MS : BEAT_MS);
    if (isTime || (!inSteps && this.glance())) this.frame = this.clock.requestFrame(this.onFrame);
    else if (this.going) this.await();
  };

  /** Between two beats: lets happen what is due, and no more, as the next frame may be made for a time just past. */
  private glance(): boolean {
    const { line, work } = this;
    if (!line) return true;
    const present = timeOn(line, this.clock.now());
    for (let due = work.due(); due !== null && due <= present; due = work.due()) {
      if (work.advance(due) < due || !this.going) return this.going;
    }
    return work.hasNews();
  }

  private await(): void {
    const now = this.clock.now();
    let at = now + BEAT_MS;
    if (this.line) {
      const due = this.work.due();
      if (due !== null) at = Math.min(at, this.line.at + (due - this.line.now) / this.line.speed);
      at = Math.min(at, this.beatenAt + BEAT_MS);
    }
    this.timer = this.clock.setTimer(this.onTimer, Math.max(at - now, 0));
  }

  private draw(real: number): void {
    const { now, speed } = this.work;
    this.line = this.clock.reducedMotion() ? null : { at: real, now, speed };
  }
}
