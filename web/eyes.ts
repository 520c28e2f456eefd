/** What a lesson points at, and what it does not. */

import { type Guided, lessonFocus } from './lesson-focus';

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
