/** Whether a run is told beside the picture, and what a lesson wants one to look at now. */

import type { Model } from './model';
import type { EventView, LessonFocus } from './types';

export type Guided = Pick<Model, 'lesson' | 'lessonStep' | 'walk'> & {
  readonly view: Pick<Model['view'], 'nodes' | 'now'>;
};

/** What is left of a microsecond when it is told in ms. */
const ROUNDED = 0.0005;

/** A lesson or a challenge is told beside the picture. */
export function hasText(run: Pick<Model, 'lesson' | 'challenge'> | null): boolean {
  return !!(run?.lesson ?? run?.challenge);
}

/** `null`: all of it, as where somebody plays by themselves. */
export function lessonFocus({ lesson, lessonStep, walk, view }: Guided): LessonFocus | null {
  if (!lesson || !walk || walk.isLeft) return null;
  return lesson.steps[lessonStep]?.focus.findLast(({ at }) => at <= view.now + ROUNDED) ?? null;
}

/** What a lesson is set up with: a timer that is set tells who is to be first, */
const FORCED = 'cluster.timer-forced';
/** and what is set before anything happens tells nothing. */
const SET = ['cluster.setting-changed', 'cluster.own-set'];

/** Whether it is told. Whoever plays by themselves reads of everything. */
export function isTold({ key, at }: Pick<EventView, 'key' | 'at'>, { walk }: Pick<Model, 'walk'>): boolean {
  const isSetUp = key === FORCED || (at === 0 && SET.includes(key.split('.', 2).join('.')));
  return !walk || walk.isLeft || !isSetUp;
}
