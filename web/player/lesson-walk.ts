/** Walking a lesson, step by step. Its steps are times on the first branch, so to walk is to seek and to play. */

import type { Lesson, Ms } from '../types';

/** The player, as far as a lesson needs it. */
export interface Walked {
  readonly now: Ms;
  readonly paused: boolean;
  play(): void;
  pause(): void;
  seek(to: Ms): void;
  /** To the branch that the lesson is told on. */
  toFirstLane(): void;
}

export class LessonWalk {
  constructor(
    private readonly lesson: Lesson,
    private readonly player: Walked,
  ) {}

  /** The step that `now` lies in. */
  get step(): number {
    return lessonStepAt(this.lesson, this.player.now);
  }

  /** Shows the step of that number, from its beginning. */
  to(step: number): void {
    const { steps } = this.lesson;
    const wanted = steps[Math.min(Math.max(step, 0), steps.length - 1)];
    if (!wanted) return;
    const wasPaused = this.player.paused;
    this.player.pause();
    this.player.toFirstLane();
    this.player.seek(wanted.from);
    if (!wasPaused) this.player.play();
  }

  /** Plays this step where it has not begun, else the next; of the last one, shows the end. */
  next(): void {
    const { player } = this;
    const { steps } = this.lesson;
    const { step } = this;
    const waits = player.paused && player.now <= (steps[step]?.from ?? 0);
    if (waits) {
      player.play();
      return;
    }
    if (step + 1 < steps.length) this.to(step + 1);
    else player.seek(steps[step]?.to ?? player.now);
    // A question is to be thought about before the run answers it.
    if (steps[step + 1]?.ask) player.pause();
    else player.play();
  }

  /** To the beginning of this step, or, when there already, of the one before. */
  back(): void {
    this.player.pause();
    const { step } = this;
    const begun = this.player.now > (this.lesson.steps[step]?.from ?? 0);
    this.to(begun ? step : step - 1);
  }
}

/** Steps meet: at the border it is the later one. After the end it is the last. */
export function lessonStepAt(lesson: Lesson, now: Ms): number {
  const next = lesson.steps.findIndex((step) => step.from > now);
  return Math.max((next === -1 ? lesson.steps.length : next) - 1, 0);
}
