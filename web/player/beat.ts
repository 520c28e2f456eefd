/**
 * When a run that plays goes on. Not in every frame: at once when there is an event to tell, about twenty times a second while
 * anything changes, six times where only time goes on. Between two
 * beats virtual time runs by itself, as a straight line over real time, and what moves follows that line on the compositor.
 *
 * A beat is a timer's work, and the browser's next frame shows it. It is not done within a frame: what is changed there of an
 * animation costs the main thread another frame.
 */

import { BEAT_MS, BEAT_MS_MAX, FRAME_MS, IDLE_BEAT_MS, REDUCED_MOTION_STEP_MS } from '../constants';
import { type Line, timeOn } from '../pace';
import type { Ms } from '../types';
import type { Clock } from './clock';

/** A timer may ring so much too early, in real ms. */
const EARLY_MS = 1;
/** What the simulation's microseconds round away, in virtual ms. */
const ROUNDED_MS = 0.002;

/** What goes on at a beat, and what decides when there is one. */
export interface Beaten {
  /** Where it is, though it may not have been shown yet. */
  now(): Ms;
  /** Virtual ms a real one. */
  speed(): number;
  /** When something happens next; `null`: nothing will. */
  due(): Ms | null;
  /** Goes on to this time; says how far it got. It may end the playing. */
  advance(to: Ms): Ms;
  /** Whether something has happened that has to be seen at once. */
  hasNews(): boolean;
  /** Whether anything but the time would be seen to be different. */
  hasChanged(): boolean;
  /** Shows what is now. It may end the playing. */
  show(): void;
}

export class Beat {
  /** How time goes; `null` while it stands or, with reduced motion, goes in steps. */
  line: Line | null = null;
  private going = false;
  private beatenAt = 0;
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
    this.timer = this.clock.setTimer(this.onBeat, 0);
  }

  stop(): void {
    this.going = false;
    this.line = null;
    if (this.timer !== null) this.clock.cancelTimer(this.timer);
    this.timer = null;
  }

  /** The virtual time of this moment, as it is to be seen; `null`: that of the last beat. */
  get present(): Ms | null {
    return this.line && timeOn(this.line, Math.min(this.clock.now(), this.beatenAt + BEAT_MS_MAX));
  }

  private readonly onBeat = (): void => {
    this.timer = null;
    this.beat();
  };

  private beat(): void {
    const { clock, work } = this;
    const real = clock.now();
    const elapsed = Math.max(real - this.beatenAt, 0);
    const inSteps = clock.reducedMotion();
    if (inSteps) this.line = null;
    // A tab that slept, or a machine that stalled, goes on where it was, and does not race to catch up.
    const isLate = elapsed > BEAT_MS_MAX;
    const patience = Math.min(elapsed, inSteps ? 2 * REDUCED_MOTION_STEP_MS : BEAT_MS_MAX);
    const to = this.line ? timeOn(this.line, this.beatenAt + patience) : work.now() + patience * work.speed();
    this.beatenAt = real;
    const reached = work.advance(to);
    if (!this.going) return;
    // What could not be done within the budget is not made up for: the run is then slower than asked, the page is not.
    if (!inSteps && (!this.line || isLate || reached < to - ROUNDED_MS)) this.draw(real);
    work.show();
    if (this.going && this.timer === null) this.await();
  }

  private readonly onTimer = (): void => {
    this.timer = null;
    const real = this.clock.now() + EARLY_MS;
    const inSteps = this.clock.reducedMotion();
    const isNews = !inSteps && !this.isFast && this.glance();
    const patience = inSteps ? REDUCED_MOTION_STEP_MS : this.work.hasChanged() ? BEAT_MS : IDLE_BEAT_MS;
    if (!this.going) return;
    if (isNews || real >= this.beatenAt + patience) this.beat();
    else this.await();
  };

  /** Between two beats: lets happen what is due, and no more, as the next frame may be made for a time just past. */
  private glance(): boolean {
    const { line, work } = this;
    if (!line) return true;
    const present = this.present ?? line.now;
    for (let due = work.due(); due !== null && due <= present; due = work.due()) {
      if (work.advance(due) < due || !this.going) return this.going;
      if (work.hasNews()) return true;
    }
    return false;
  }

  /** Faster than real time something happens in every frame: then nothing is shown between two beats. */
  private get isFast(): boolean {
    return this.work.speed() > 1;
  }

  private await(): void {
    const now = this.clock.now();
    let at = now + (this.line ? IDLE_BEAT_MS : BEAT_MS);
    if (this.line && this.isFast) at = this.beatenAt + BEAT_MS;
    else if (this.line) {
      const due = this.work.due();
      if (due !== null) at = Math.min(at, this.line.at + (due - this.line.now) / this.line.speed);
      const patience = this.work.hasChanged() ? BEAT_MS : IDLE_BEAT_MS;
      at = Math.min(at, this.beatenAt + patience);
      // What follows upon a beat would be in the same frame of the browser, or in one of its own: that is soon enough.
      at = Math.max(at, this.beatenAt + FRAME_MS);
    }
    this.timer = this.clock.setTimer(this.onTimer, Math.max(at - now, 0));
  }

  private draw(real: number): void {
    const { work, clock } = this;
    this.line = clock.reducedMotion() ? null : { at: real, now: work.now(), speed: work.speed() };
  }
}
