/** What belongs to an open menu: it itself, and what opens and closes it. */

import type { Menu } from '../model';

/** What it was opened at. */
export function originOf({ kind, id }: Menu): string {
  const mark = kind === 'message' ? 'flight' : kind;
  return kind === 'scenes' ? '[data-scenes]' : `[data-${mark}="${CSS.escape(id)}"]`;
}

/** Whether a press there is beside it: who presses something else has done with the menu. */
export function isBeside(menu: Menu, path: readonly EventTarget[]): boolean {
  const own = menu.kind === 'link' ? '.stage-menu' : `.stage-menu, ${originOf(menu)}`;
  const isIts = (one: EventTarget) => one instanceof Element && one.matches(own);
  return !path.some(isIts);
}
