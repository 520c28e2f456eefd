/** The attributes that say which run an element shows. */

import { type AttributeName, RUN_ATTRIBUTES } from './attributes';

/** What they said of a run. */
export type RunAttributes = Partial<Record<AttributeName, string | null>>;

const NAMES: readonly AttributeName[] = [...RUN_ATTRIBUTES, 'step'];

export function runAttributes(element: Element): RunAttributes {
  return Object.fromEntries(NAMES.map((name) => [name, element.getAttribute(name)]));
}

/** What is not said is not set. */
export function setRunAttributes(element: Element, attributes: RunAttributes): void {
  for (const name of NAMES) {
    const value = attributes[name] ?? null;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}
