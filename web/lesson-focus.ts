/** Whether a run is told beside the picture, and what a lesson wants one to look at now. */

import type { Model } from './model';
import type { EventView, LessonFocus } from './types';

type Guided = Pick<Model, 'lesson' | 'lessonStep' | 'walk'> & { readonly view: Pick<Model['view'], 'nodes' | 'now'> };

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

/** `lit`: the lesson points at it. `dim`: it points at something else. */
export type Eye = 'lit' | 'dim' | '';

/** Whether a node, or a message of that kind between these, is looked at; where nothing is said of such things, all are. */
export interface Eyes {
  node(id: string): Eye;
  message(kind: string, from: string, to: string): Eye;
}

const OPEN: Eyes = { node: () => '', message: () => '' };

export function eyesOf(model: Guided): Eyes {
  const focus = lessonFocus(model);
  if (!focus || focus.names.length === 0) return OPEN;
  const isNode = (name: string) => model.view.nodes.some(({ id }) => id === name);
  const nodes = focus.names.filter(isNode);
  const kinds = focus.names.filter((name) => !isNode(name));
  // To point at all of them is to point at none.
  const singles = nodes.length > 0 && nodes.length < model.view.nodes.length;
  return {
    node: (id) => (!singles ? '' : nodes.includes(id) ? 'lit' : 'dim'),
    message: (kind, from, to) => {
      if (kinds.length > 0) return kinds.includes(kind) ? 'lit' : 'dim';
      return !singles || nodes.includes(from) || nodes.includes(to) ? '' : 'dim';
    },
  };
}
