/** What belongs to an open menu: it itself, and what opens and closes it. */

import type { Menu } from '../model';

/** Whether a press there is beside it: who presses something else has done with the menu. */
export function isBeside({ kind, id }: Menu, path: readonly EventTarget[]): boolean {
  const mark = { node: 'node', message: 'flight', scenes: 'scenes', link: '' }[kind];
  const own = kind === 'scenes' ? '[data-scenes]' : `[data-${mark}="${CSS.escape(id)}"]`;
  const isIts = (one: EventTarget) =>
    one instanceof Element && (one.matches('.stage-menu') || (mark !== '' && one.matches(own)));
  return !path.some(isIts);
}
